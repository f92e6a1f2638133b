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
        if seat >= 0 and network.rows[number].cost_of(seat) is None:
            found.append(f"request {number} sits where it does not fit")
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
    nodes = {0: _nodes(network)}
    for number, (row, seat) in enumerate(zip(network.rows, network.seat, strict=True)):
        if row.half_day not in nodes:
            nodes[row.half_day] = _with_half_day(network, row.half_day, *nodes[0])
        prices, waves = nodes[row.half_day]
        wave = number if seat < 0 else int(waves[seat])
        if (waves[row.volunteers] > wave).any():
            yield f"request {number} could have a seat" if seat < 0 else f"request {number} could make room"
        if seat < 0:
            continue
        if wave <= number:
            yield f"request {number} has a seat before one that comes earlier"
        costs = row.costs + prices[row.volunteers]
        if (costs < costs[row.volunteers == seat]).any():
            yield f"request {number} would sit better elsewhere"


def _nodes(network: Network) -> tuple[Numbers, Numbers]:
    """Give price and wave of each volunteer; a wave that never came is later than all."""
    prices = np.array([_price(network, volunteer) for volunteer in range(network.size)], dtype=np.int64)
    waves = np.full(network.size, len(network.rows), dtype=np.int64)
    for node, (wave, _) in network.waves.items():
        if node < network.size:
            waves[node] = wave
    return prices, waves


def _with_half_day(network: Network, half_day: int, prices: Numbers, waves: Numbers) -> tuple[Numbers, Numbers]:
    """Give the same as somebody sees it who needs this half-day: where it is taken, that is what counts."""
    prices, waves = prices.copy(), waves.copy()
    for gate in network.holder:
        if gate // network.size == half_day:
            prices[gate % network.size] = _price(network, gate)
            waves[gate % network.size] = network.waves.get(gate, (len(network.rows), 0))[0]
    return prices, waves


def _price(network: Network, node: int) -> int:
    if node not in network.waves:
        return network.price[node]
    wave, price = network.waves[node]
    return price + APART * (len(network.rows) - wave)
