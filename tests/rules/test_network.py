"""The core of the best plan against every possibility, and its proof against seats that are not the best."""

from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.crowd import seated as seated_together
from services.matching.network import Network
from services.matching.proof import faults
from services.matching.row import Row

# The core, against every possibility ----------------------------------------------------------------------------------

STEPS = st.lists(st.lists(st.integers(0, 9), max_size=3).map(lambda one: tuple(sorted(one))), min_size=1, max_size=4)


@st.composite
def networks(draw, most=5):
    steps = draw(STEPS)
    usable = [volunteer for volunteer, places in enumerate(steps) if places]
    rows = []
    for _ in range(draw(st.integers(1, most))):
        costs = draw(st.dictionaries(st.sampled_from(usable), st.integers(0, 12))) if usable else {}
        rows.append(
            Row(np.array(list(costs), dtype=np.int32), np.array(list(costs.values()), dtype=np.int32), draw(HALF_DAY))
        )
    return steps, rows


HALF_DAY = st.sampled_from([0, 0, 1, 2])


def seated(steps, rows):
    network = Network(steps)
    for row in rows:
        network.insert(row)
    return network


def cost_of(steps, rows, seats):
    """The cost of some seats, or None where they are not possible."""
    taken, half_days, total = [0] * len(steps), set(), 0
    for row, seat in zip(rows, seats, strict=True):
        if seat < 0:
            continue
        cost, half_day = row.cost_of(seat), (row.half_day, seat)
        if cost is None or taken[seat] == len(steps[seat]) or (row.half_day and half_day in half_days):
            return None
        total += cost + steps[seat][taken[seat]]
        taken[seat] += 1
        half_days.add(half_day)
    return total


def best_of_all(steps, rows):
    """Try everything: who is seated, in the order of their right, then what it costs."""
    tried = product(*([-1, *row.volunteers.tolist()] for row in rows))
    possible = ((seats, cost_of(steps, rows, seats)) for seats in tried)
    return min(([seat < 0 for seat in seats], cost) for seats, cost in possible if cost is not None)


@settings(max_examples=80, deadline=None)
@given(networks())
def test_seats_are_the_best_of_all_possible_ones(given_network):
    steps, rows = given_network
    network = seated(steps, rows)
    assert ([seat < 0 for seat in network.seat], cost_of(steps, rows, network.seat)) == best_of_all(steps, rows)
    assert faults(network) == ()


@settings(max_examples=150, deadline=None)
@given(networks(most=10))
def test_seating_everybody_at_once_is_as_good_as_one_after_the_other(given_network):
    steps, rows = given_network
    together, alone = seated_together(steps, [by_cost(row) for row in rows], few=0), seated(steps, rows)
    assert [seat < 0 for seat in together.seat] == [seat < 0 for seat in alone.seat]
    assert cost_of(steps, rows, together.seat) == cost_of(steps, rows, alone.seat)
    assert faults(together) == ()


@pytest.mark.parametrize("seed", range(3))
def test_a_crowd_is_seated_as_well_at_once_as_one_after_the_other(seed):
    chance = Random(seed)  # noqa: S311 - the same each time
    steps = [tuple(sorted(chance.choices(range(10), k=chance.randrange(4)))) for _ in range(40)]
    usable = [volunteer for volunteer, places in enumerate(steps) if places]
    rows = []
    for _ in range(60):
        fit = chance.sample(usable, chance.randrange(1, 9))
        costs = [chance.randrange(13) for _ in fit]
        rows.append(Row(np.array(fit, dtype=np.int32), np.array(costs, dtype=np.int32), chance.choice((0, 0, 1, 2))))
    together, alone = seated_together(steps, [by_cost(row) for row in rows], few=0), seated(steps, rows)
    assert [seat < 0 for seat in together.seat] == [seat < 0 for seat in alone.seat]
    assert cost_of(steps, rows, together.seat) == cost_of(steps, rows, alone.seat)
    assert faults(together) == ()


def by_cost(row):
    order = np.argsort(row.costs, kind="stable")
    return Row(row.volunteers[order], row.costs[order], row.half_day)


@settings(max_examples=60, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_the_proof_notices_seats_that_are_not_the_best(given_network, chance):
    steps, rows = given_network
    network = seated(steps, rows)
    number = chance.randrange(len(rows))
    other = chance.choice([-1, *rows[number].volunteers.tolist()])
    seats = list(network.seat)
    seats[number] = other
    cost = cost_of(steps, rows, seats)
    if cost is not None and ([seat < 0 for seat in seats], cost) == best_of_all(steps, rows):
        return  # as good
    old, network.seat = network.seat[number], seats
    if old >= 0:
        network.members[old].remove(number)
    if other >= 0:
        network.members[other].append(number)
    assert faults(network) != ()
