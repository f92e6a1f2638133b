"""Seating everybody at once: the seats that `network` finds one request after another, for thousands of requests.

All who have no seat look for one together, level by level, along whatever costs no more than what they already have to
give. Each finds at most one way to a free place; those who found one move up. When nobody does, everything they reached
becomes dearer by just as much as the next way costs, and they look again (the Hungarian method with all of them as
roots, Kuhn 1955). Costs are whole numbers up to 100, so that this happens a few dozen times, however many they are.
Those who reach only full places in the end are scarce: they and everybody sitting there compete for the same places.
Nobody else wants to sit there, nor could they sit elsewhere; so `network` seats them by their right, apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.matching.network import Network
from services.matching.row import Row

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
NONE: Final = -1
UNREACHED: Final = -2
THROUGH: Final = -1  # a half-day reached through its volunteer
ENDLESS: Final = 1 << 40
FEW: Final = 2000  # measured: up to here one after another takes half the time, whether places are scarce or not


def seated(steps: Sequence[tuple[int, ...]], rows: Sequence[Row], few: int = FEW) -> Network:
    """Seat requests, given in the order of their right; up to `few` one after another, which is then faster."""
    network = Network(steps)
    if len(rows) <= few:
        for row in rows:
            network.insert(row)
        return network
    crowd = Crowd(steps, rows)
    scarce = set(crowd.seat_all().tolist())
    for number, row in enumerate(rows):
        if number in scarce:
            network.insert(row)
        else:
            network.add(row)
    for number in np.flatnonzero(crowd.seat >= 0).tolist():
        if number not in scarce:
            network.place(number, int(crowd.seat[number]), int(crowd.worth[number]))
    for node in [*network.price]:
        volunteer = node % crowd.size
        if node not in network.waves and steps[volunteer]:
            further = crowd.further[node] if node >= crowd.size else 0
            network.reprice(node, int(crowd.price[volunteer] + further))
    return network


@dataclass
class Reach:
    """What those without a seat reach for nothing more. Nodes are numbered as in `network`.

    `over`: which request leads to a node; `came`: which node a request is sent away from; `root`: for whose sake.
    """

    over: Numbers
    came: Numbers
    root: Numbers
    ends: list[Numbers] = field(default_factory=list)
    requests: list[Numbers] = field(default_factory=list)
    nodes: list[Numbers] = field(default_factory=list)
    loose: list[tuple[Numbers, Numbers]] = field(default_factory=list)
    next: int = ENDLESS

    def lead(self, nodes: Numbers, requests: Numbers) -> Flags:
        """Let requests lead to nodes, the first of several to the same one; say which of them do."""
        self.over[nodes[::-1]] = requests[::-1]
        first: Flags = self.over[nodes] == requests
        self.nodes.append(nodes[first])
        return first

    def dearer(self, costs: Numbers) -> None:
        """Note what else could be reached for how much more."""
        self.next = min(self.next, int(costs.min(initial=ENDLESS)))

    def rise(self) -> int:
        """Give how much dearer the next way is; ENDLESS when there is none."""
        for nodes, costs in self.loose:
            self.dearer(costs[self.over[nodes] == UNREACHED])
        return self.next


class Crowd:
    """Everybody's seats. `further`: what a taken half-day costs beyond its volunteer; `reach_to`: a row's end, so far.

    Edges of all rows stand one after another; a row's are ordered by cost, and only those up to its worth can matter.
    """

    def __init__(self, steps: Sequence[tuple[int, ...]], rows: Sequence[Row]) -> None:
        """Begin with nobody seated and everybody's price that of the first place."""
        self.size, self.width = len(steps), 1 + max(map(len, steps), default=0)
        self.half_day = np.array([row.half_day for row in rows], dtype=np.int64)
        lengths = np.array([len(row.volunteers) for row in rows], dtype=np.int64)
        self.end = np.cumsum(lengths)
        self.begin = self.end - lengths
        self.volunteer = np.concatenate([np.zeros(0, np.int32), *(row.volunteers for row in rows)])
        self.cost = np.concatenate([np.zeros(0, np.int32), *(row.costs for row in rows)])
        self.steps = np.full((self.size, self.width), ENDLESS)
        for volunteer, places in enumerate(steps):
            self.steps[volunteer, : len(places)] = places
        nodes = self.size * (1 + int(self.half_day.max(initial=0)))
        self.price = self.steps[:, 0].copy()
        self.further = np.zeros(nodes, dtype=np.int64)
        self.holder = np.full(nodes, NONE)
        self.members = np.full((self.size, self.width), NONE)
        self.taken = np.zeros(self.size, dtype=np.int64)
        self.seat = np.full(len(rows), NONE)
        self.worth = np.zeros(len(rows), dtype=np.int64)
        self.reach_to = self.begin.copy()
        some = np.flatnonzero(self.begin < self.end)
        if len(some):
            self.worth[some] = np.minimum.reduceat(self.cost + self.price[self.volunteer], self.begin[some])
        self._look_further(some)

    def seat_all(self) -> Numbers:
        """Seat whoever can be; give those who compete for too few places, whether they sit at the moment or not."""
        while len(looking := np.flatnonzero((self.seat < 0) & (self.begin < self.end))):
            reach = self._reach(looking)
            if reach.ends:
                self._move_up(reach)
            elif (rise := reach.rise()) < ENDLESS >> 1:
                self._raise(reach, rise)
            else:
                return np.concatenate(reach.requests)
        return looking

    def _reach(self, looking: Numbers) -> Reach:
        requests = len(self.seat)
        reach = Reach(np.full(len(self.holder), UNREACHED), np.full(requests, NONE), np.full(requests, NONE))
        reach.root[looking] = looking
        while len(looking):
            reach.requests.append(looking)
            nodes, by = self._tight(reach, looking)
            first = reach.lead(nodes, by)
            nodes, root = nodes[first], reach.root[by[first]]
            gate = nodes >= self.size
            full, members, doors = self._sent_away(reach, nodes[~gate])
            met = np.concatenate([self.holder[nodes[gate]], members])
            reach.came[met] = np.concatenate([nodes[gate], doors])
            reach.root[met] = np.concatenate([root[gate], root[~gate][full]])
            looking = met
        return reach

    def _tight(self, reach: Reach, looking: Numbers) -> tuple[Numbers, Numbers]:
        """Give nodes not yet reached that cost these requests no more than their worth, and who comes to each."""
        counts = self.reach_to[looking] - self.begin[looking]
        further = looking[self.reach_to[looking] < self.end[looking]]
        reach.dearer(self.cost[self.reach_to[further]] - self.worth[further])
        starts = self.begin[looking] - np.cumsum(counts) + counts
        edges = np.repeat(starts, counts) + np.arange(counts.sum())
        by = np.repeat(looking, counts)
        nodes = self.volunteer[edges].astype(np.int64)
        more = self.cost[edges] + self.price[nodes] - self.worth[by]
        gates = self.half_day[by] * self.size + nodes
        held = self.holder[gates] >= 0
        more += self.further[gates] * held
        nodes = np.where(held, gates, nodes)
        new = reach.over[nodes] == UNREACHED
        loose = np.flatnonzero(new & (more > 0))
        reach.loose.append((nodes[loose], more[loose]))
        tight = np.flatnonzero(new & (more == 0))
        return nodes[tight], by[tight]

    def _sent_away(self, reach: Reach, volunteers: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Note who has a place free; of the others, give whom they could send away: at which place here, who, where."""
        room = self.steps[volunteers, self.taken[volunteers]] - self.price[volunteers]
        if (room == 0).any():
            reach.ends.append(volunteers[room == 0])
        reach.dearer(room[room > 0])
        members = self.members[volunteers] * (room > 0)[:, None] - (room == 0)[:, None]
        here, which = np.nonzero(members >= 0)
        who = members[here, which]
        doors = self.half_day[who] * self.size + volunteers[here]  # of a half-day, or the volunteer's own
        gate = doors >= self.size
        new = ~gate | (reach.over[doors] == UNREACHED)
        loose = np.flatnonzero(new & (self.further[doors] > 0))
        reach.loose.append((doors[loose], self.further[doors[loose]]))
        tight = np.flatnonzero(new & (self.further[doors] == 0))
        through = doors[tight][gate[tight]]
        reach.over[through] = THROUGH
        reach.nodes.append(through)
        return here[tight], who[tight], doors[tight]

    def _raise(self, reach: Reach, rise: int) -> None:
        """Let whatever was reached cost more; a half-day that was not reached itself stays where it is."""
        requests, nodes = np.concatenate(reach.requests), np.concatenate(reach.nodes)
        volunteers, gates = nodes[nodes < self.size], nodes[nodes >= self.size]
        self.price[volunteers] += rise
        here, which = np.nonzero(self.members[volunteers] >= 0)
        doors = self.half_day[self.members[volunteers[here], which]] * self.size + volunteers[here]
        self.further[doors[doors >= self.size]] -= rise
        self.further[gates] += rise
        self.worth[requests] += rise
        self._look_further(requests)

    def _look_further(self, requests: Numbers) -> None:
        """Move the ends of rows behind everything that costs no more than they are worth."""
        while len(requests):
            requests = requests[self.reach_to[requests] < self.end[requests]]
            requests = requests[self.cost[self.reach_to[requests]] <= self.worth[requests]]
            self.reach_to[requests] += 1

    def _move_up(self, reach: Reach) -> None:
        """Let each who found a free place have it, the nearest; no two of their ways meet."""
        done = set()
        for end in np.concatenate(reach.ends).tolist():
            root = int(reach.root[reach.over[end]])
            if root not in done:
                done.add(root)
                self._move(reach, root, end)

    def _move(self, reach: Reach, root: int, end: int) -> None:
        moves: list[tuple[int, int]] = []
        node = end
        while not moves or moves[-1][0] != root:
            if (mover := int(reach.over[node])) == THROUGH:
                node %= self.size
                continue
            moves.append((mover, node))
            node = int(reach.came[mover])
        for mover, _ in moves[:-1]:
            self._rise(mover)
        for mover, node in moves:
            self._sit(mover, node)

    def _rise(self, request: int) -> None:
        volunteer = int(self.seat[request])
        members, last = self.members[volunteer], int(self.taken[volunteer]) - 1
        members[members == request] = members[last]
        members[last], self.taken[volunteer] = NONE, last
        if half_day := int(self.half_day[request]):
            self.holder[half_day * self.size + volunteer] = NONE

    def _sit(self, request: int, node: int) -> None:
        volunteer = node % self.size
        self.members[volunteer, self.taken[volunteer]] = request
        self.taken[volunteer] += 1
        self.seat[request] = volunteer
        if half_day := int(self.half_day[request]):
            gate = half_day * self.size + volunteer
            self.holder[gate] = request
            if node != gate:  # nobody had this half-day until now
                self.further[gate] = 0
