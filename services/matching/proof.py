"""The proof that seats are the best possible: it looks only at the result, not at how it came about.

Three things have to hold. Nobody has more than they can take. With the prices, no request that has a seat would cost
less elsewhere. And a request without one only reaches places that are full of requests before it, which themselves
reach nowhere else: so it could not sit down without one of them standing up.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.matching.network import Network

Numbers = NDArray[np.int64]
Seen = tuple[Numbers, Numbers]  # price and wave of each volunteer
Gates = tuple[Numbers, Numbers, Numbers]  # half-days that are taken, with price and wave
APART: Final = 1 << 24  # prices of closed places are raised wave by wave, the earlier the higher; far above any price


def faults(network: Network) -> tuple[str, ...]:
    """Give what contradicts the proof; nothing, if the seats are proven to be the best."""
    found = _overfull(network)
    return tuple(found or (*_wrong_prices(network), *_rows(network)))


def _overfull(network: Network) -> list[str]:
    found = []
    seated = Counter(seat for seat in network.seat if seat >= 0)
    half_days: set[tuple[int, int]] = set()
    for number, seat in enumerate(network.seat):
        half_day = (network.rows[number].half_day, seat)
        if seat >= 0 and half_day[0] and half_day in half_days:
            found.append(f"volunteer {seat} has two appointments in half-day {half_day[0]}")
        half_days.add(half_day)
    return found + [
        f"volunteer {seat} has {count} of {len(network.steps[seat])} places"
        for seat, count in seated.items()
        if count > len(network.steps[seat])
    ]


def _wrong_prices(network: Network) -> Iterator[str]:
    """Hold a volunteer's price against what the last place taken cost and what the next one would."""
    for volunteer, (members, steps) in enumerate(zip(network.members, network.steps, strict=True)):
        if not steps:
            continue
        taken = len(members)
        closed = network.waves.get(volunteer)
        price = closed[1] if closed else network.price[volunteer]
        if (taken and price < steps[taken - 1]) or (taken < len(steps) and (closed or price > steps[taken])):
            yield f"the price of volunteer {volunteer} is wrong"
    for gate in network.holder:
        if _price(network, gate) < _price(network, gate % network.size):
            yield f"the price of half-day {gate} is wrong"


def _rows(network: Network) -> Iterator[str]:
    """Hold every seat, and every open request, against all that it could have instead."""
    half_days = np.array([row.half_day for row in network.rows], dtype=np.int64)
    seen = _nodes(network)
    yield from _rows_of(network, np.flatnonzero(half_days == 0), seen)
    yield from _rows_of(network, np.flatnonzero(half_days), seen, _gates(network))


def _rows_of(network: Network, numbers: Numbers, seen: Seen, gates: Gates | None = None) -> Iterator[str]:
    """Look at these rows; those with a half-day see what that costs at whoever has it taken (`gates`)."""
    if not len(numbers):
        return
    rows = [network.rows[number] for number in numbers.tolist()]
    seats = np.array(network.seat)[numbers]
    by = np.repeat(np.arange(len(rows)), [len(row.volunteers) for row in rows])
    volunteers = np.concatenate([row.volunteers for row in rows])
    prices, waves = (of_all[volunteers] for of_all in seen)
    if gates:
        _at_gates(gates, np.array([row.half_day for row in rows])[by] * network.size + volunteers, prices, waves)
    costs = np.concatenate([row.costs for row in rows]) + prices
    sits = volunteers == seats[by]
    own = np.full(len(rows), -APART)
    own[by[sits]] = costs[sits]
    wave = numbers.copy()
    wave[by[sits]] = waves[sits]
    later = np.zeros(len(rows), dtype=np.bool_)
    later[by[waves > wave[by]]] = True
    for told, which in (
        ("request {} sits where it does not fit", (seats >= 0) & (own < 0)),
        ("request {} could have a seat", (seats < 0) & later),
        ("request {} could make room", (seats >= 0) & later),
        ("request {} has a seat before one that comes earlier", (seats >= 0) & (wave <= numbers)),
        ("request {} would sit better elsewhere", np.bincount(by[costs < own[by]], minlength=len(rows)) > 0),
    ):
        yield from map(told.format, numbers[which].tolist())


def _nodes(network: Network) -> Seen:
    """Give price and wave of each volunteer; a wave that never came is later than all."""
    prices = np.array([_price(network, volunteer) for volunteer in range(network.size)], dtype=np.int64)
    waves = np.full(network.size, len(network.rows), dtype=np.int64)
    for node, (wave, _) in network.waves.items():
        if node < network.size:
            waves[node] = wave
    return prices, waves


def _gates(network: Network) -> Gates:
    """Give the half-days that are taken, ascending, each with price and wave."""
    gates = sorted(network.holder)
    never = len(network.rows), 0
    told = [(gate, _price(network, gate), network.waves.get(gate, never)[0]) for gate in gates]
    taken, prices, waves = np.array(told, dtype=np.int64).reshape(-1, 3).T.copy()
    return taken, prices, waves


def _at_gates(gates: Gates, nodes: Numbers, prices: Numbers, waves: Numbers) -> None:
    """Where the half-day is taken, that is what counts, and no longer the volunteer."""
    taken, of_gates, waves_of_gates = gates
    if not len(taken):
        return
    place = np.minimum(np.searchsorted(taken, nodes), len(taken) - 1)
    there = taken[place] == nodes
    prices[there], waves[there] = of_gates[place[there]], waves_of_gates[place[there]]


def _price(network: Network, node: int) -> int:
    if node not in network.waves:
        return network.price[node]
    wave, price = network.waves[node]
    return price + APART * (len(network.rows) - wave)
