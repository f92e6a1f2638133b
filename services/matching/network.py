"""Seating requests one after another, each along the cheapest chain of changes: the core of the best plan.

Numbers only. A request has a row: who could take it, at what cost. A volunteer has places, each dearer than the one
before. Requests come in the order of their right; whoever has a seat keeps one, at most with somebody else. So the
requests with a seat are the best possible choice in that order, and their seats cost as little as any such choice can
(successive shortest paths on a transversal matroid). Integers throughout.

A fixed appointment takes the volunteer's half-day too: between row and volunteer stands a gate with one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

import numpy as np

from services.matching.row import Row

FIRST: Final = 16  # edges of a row that are kept at hand; more when they are needed
STRIDE: Final = 8  # so many are looked at before it is somebody else's turn
NOWHERE: Final = 1 << 36  # farther than any chain
CLOSED: Final = 1 << 40  # the price where nothing comes free again: far above NOWHERE, for chains may begin below zero
BITS: Final = 22  # room for a place in a row, beneath a cost or a price
NODE_BITS: Final = 32
NODE: Final = (1 << NODE_BITS) - 1
PAUSED: Final = 1 << NODE_BITS - 1


@dataclass
class Near:
    """The part of a row that is looked at: least cost with price (as it was), cost, volunteer; the rest costs more."""

    edges: list[tuple[int, int, int]] = field(default_factory=list)
    rest: int = -NOWHERE


@dataclass
class Search:
    """One search: how far each node is, which request leads there, where a request leaves from, where the way ends."""

    distance: dict[int, int] = field(default_factory=dict)
    over: dict[int, int] = field(default_factory=dict)
    leaves: dict[int, int] = field(default_factory=dict)
    paused: dict[int, tuple[int, int]] = field(default_factory=dict)
    heap: list[int] = field(default_factory=list)
    best: int = NOWHERE
    end: int = -1


class Network:
    """The seats given so far. A node is a volunteer or, from `size` on, a half-day of a volunteer that is taken.

    `price` of a node: what the next one there costs everybody. `worth` of a request: the least any seat would cost
    it, price included; its own seat costs just that.
    """

    def __init__(self, steps: Sequence[tuple[int, ...]]) -> None:
        """Begin with the costs of each volunteer's free places, rising."""
        self.size = len(steps)
        self.steps = steps
        self.price = {node: one[0] if one else CLOSED for node, one in enumerate(steps)}
        self.members: list[list[int]] = [[] for _ in steps]
        self.holder: dict[int, int] = {}
        self.rows: list[Row] = []
        self.worth: list[int] = []
        self.seat: list[int] = []
        self.waves: dict[int, tuple[int, int]] = {}
        self._prices = np.array([self.price[node] for node in range(self.size)], dtype=np.int64)
        self._places = np.arange(self.size)
        self._near: list[Near] = []

    def insert(self, row: Row) -> bool:
        """Give one more request a seat without taking one from anybody; say whether that is possible."""
        number = self.add(row)
        self._look_again(number)
        search = self._search(number)
        if search.end < 0:
            self._close(search, number)
            return False
        self._raise(search, number)
        self._move(search, number)
        return True

    def copy(self) -> "Network":
        """Give the same seats once more, so that a request can be tried out."""
        other = Network(self.steps)
        other.price, other.holder, other.waves = self.price.copy(), self.holder.copy(), self.waves.copy()
        other.members = [members.copy() for members in self.members]
        other.rows, other.worth, other.seat = self.rows.copy(), self.worth.copy(), self.seat.copy()
        other._near, other._prices = self._near.copy(), self._prices.copy()
        return other

    def add(self, row: Row) -> int:
        """Add a request without a seat; give its number."""
        self.rows.append(row)
        self.worth.append(0)
        self.seat.append(-1)
        self._near.append(Near())
        return len(self.rows) - 1

    def place(self, number: int, seat: int, worth: int) -> None:
        """Give a request the seat that somebody else found for it; see that the prices are right afterwards."""
        self.worth[number] = worth
        self._sit(number, seat)

    def price_for(self, number: int, volunteer: int) -> tuple[int, int]:
        """Give the price a request meets at a volunteer, before it the wave that closed it, or -1 for none.

        Where somebody has the half-day, that is what counts.
        """
        gate = self.rows[number].half_day * self.size + volunteer
        node = gate if gate in self.holder else volunteer
        return self.waves.get(node, (-1, self.price[node]))

    def _search(self, number: int) -> Search:
        search, size, worth = Search(), self.size, self.worth
        distance, heap, leaves = search.distance, search.heap, search.leaves
        self._scan(search, number, 0)
        while heap:
            key = heappop(heap)
            far, node = key >> NODE_BITS, key & NODE
            if far >= search.best:
                break
            if node >= PAUSED:
                self._go_on(search, node - PAUSED, far)
                continue
            if far > distance[node]:
                continue
            for member in self.members[node] if node < size else (self.holder[node],):
                half_day = self.rows[member].half_day
                if node < size and half_day:
                    self._leave_gate(search, node, half_day * size + node, far)
                elif member not in leaves:
                    leaves[member] = node
                    self._scan(search, member, far - worth[member])
        return search

    def _leave_gate(self, search: Search, volunteer: int, gate: int, far: int) -> None:
        """Whoever comes to a volunteer may send away somebody who holds one of the half-days there."""
        farther = far + self.price[gate] - self.price[volunteer]
        if farther < search.distance.get(gate, search.best):
            search.distance[gate] = farther
            search.over[gate] = -1
            heappush(search.heap, farther << NODE_BITS | gate)

    def _scan(self, search: Search, number: int, base: int, begin: int = 0) -> None:
        """Look where a request could sit, the nearest first; `base`: how far the request is, less its worth."""
        near, gates = self._near[number], self.rows[number].half_day * self.size
        distance, over, heap, price, holder = search.distance, search.over, search.heap, self.price, self.holder
        best, end = search.best, begin + STRIDE
        for least, cost, volunteer in near.edges[begin:end]:
            if base + least >= best:
                return
            node = gates + volunteer
            if node not in holder:
                node = volunteer
            far = base + cost + price[node]
            if far >= distance.get(node, best):
                continue
            distance[node] = far
            over[node] = number
            heappush(heap, far << NODE_BITS | node)
            if node == volunteer and len(self.members[node]) < len(self.steps[node]):
                total = far + self.steps[node][len(self.members[node])] - price[node]
                if total < best:
                    search.best = best = total
                    search.end = node
        further = base + (near.edges[end][0] if end < len(near.edges) else near.rest)
        if further < best:
            search.paused[number] = base, end
            heappush(heap, further << NODE_BITS | PAUSED + number)

    def _go_on(self, search: Search, number: int, far: int) -> None:
        """Look at more of a row, now that everything nearer has been looked at."""
        base, begin = search.paused[number]
        if begin >= len(self._near[number].edges):
            self._look_again(number, far - base)
            begin = 0
        self._scan(search, number, base, begin)

    def _look_again(self, number: int, within: int = -NOWHERE) -> None:
        """Order a row by what it costs now, and take from its beginning twice what lies `within` that cost."""
        row = self.rows[number]
        costs = row.costs + self._prices[row.volunteers]
        count = max(FIRST, 2 * int(np.count_nonzero(costs <= within))) if within > -NOWHERE else FIRST
        keys = costs << BITS | self._places[: len(costs)]
        rest = CLOSED
        if count < len(keys):
            keys.partition(count)
            rest = int(keys[count]) >> BITS
            keys = keys[:count]
        keys.sort()
        places = keys & (1 << BITS) - 1
        edges = zip((keys >> BITS).tolist(), row.costs[places].tolist(), row.volunteers[places].tolist(), strict=True)
        self._near[number] = Near(list(edges), rest)

    def _close(self, search: Search, number: int) -> None:
        """Whatever was reached is full and stays so: every way out of it leads back into it."""
        for node in search.distance:
            self.waves[node] = number, self.price[node]
            self.reprice(node, CLOSED)

    def _raise(self, search: Search, number: int) -> None:
        """Prices rise by as much as the way was nearer than its end; so nobody would rather sit elsewhere."""
        for node, far in search.distance.items():
            if far < search.best:
                self.reprice(node, self.price[node] + search.best - far)
        for member, node in search.leaves.items():
            self.worth[member] += search.best - search.distance[node]
        self.worth[number] = search.best

    def _move(self, search: Search, number: int) -> None:
        """Let everybody on the way move up by one."""
        moves, node = [], search.end
        while True:
            mover = search.over[node]
            if mover < 0:  # came through the volunteer whose half-day this is
                node %= self.size
                continue
            moves.append((mover, node))
            if mover == number:
                break
            node = search.leaves[mover]
        for mover, _ in moves[:-1]:
            self._rise(mover)
        for mover, node in moves:
            self._sit(mover, node)

    def _rise(self, number: int) -> None:
        volunteer, half_day = self.seat[number], self.rows[number].half_day
        self.members[volunteer].remove(number)
        if half_day:
            del self.holder[half_day * self.size + volunteer]

    def _sit(self, number: int, node: int) -> None:
        volunteer, half_day = node % self.size, self.rows[number].half_day
        self.seat[number] = volunteer
        self.members[volunteer].append(number)
        if half_day:
            gate = half_day * self.size + volunteer
            self.holder[gate] = number
            if node != gate:  # nobody had this half-day until now
                self.price[gate] = self.price[volunteer]

    def reprice(self, node: int, price: int) -> None:
        """Change what the next one at a node costs everybody."""
        self.price[node] = price
        if node < self.size:
            self._prices[node] = price
