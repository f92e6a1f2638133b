"""Who fits a request, and with how many points: many pairs of request and volunteer at once, in numbers.

What counts is told by `gates` and `score`; here stands the same for many at a time (tests hold the two together).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from services.matching.columns import Columns
from services.matching.lottery import lots
from services.matching.roster_columns import Flags, Ints, Places
from services.matching.wanted import Named, Wanted
from services.matching.weights import FULL, weighed

Keys = NDArray[np.int64]
MOST_TOPICS: Final = 32
TOPIC_POINTS: Final = np.array(
    [
        [25 if not count else 10 + 15 * known // count if known else 5 for known in range(MOST_TOPICS)]
        for count in range(MOST_TOPICS)
    ],
    dtype=np.int32,
)


@dataclass(frozen=True)
class Pairs:
    """Pairs of a request and a volunteer, ascending: their numbers in `wanted` and their places in the roster."""

    columns: Columns
    wanted: Wanted
    request: Places
    person: Places

    @classmethod
    def of(cls, columns: Columns, wanted: Wanted, people: Sequence[Places], first: int = 0) -> Self:
        """Pair requests, from the first one on, each with its people, who come ascending."""
        request = np.repeat(np.arange(first, first + len(people)), [len(one) for one in people])
        return cls(columns, wanted, request, np.concatenate(people) if people else request)

    def only(self, at: Flags) -> Self:
        """Give those of the pairs that are meant."""
        return type(self)(self.columns, self.wanted, self.request[at], self.person[at])

    def at(self, pairs: Named) -> Places:
        """Give where these pairs stand, if they do."""
        if not pairs or not len(self.person):
            return np.zeros(0, dtype=np.intp)
        people = len(self.columns.roster.people)
        here = self.request * people + self.person
        keys = np.array([request * people + person for request, person in pairs])
        where = np.minimum(np.searchsorted(here, keys), len(here) - 1)
        found: Places = where[here[where] == keys]
        return found

    def skill(self, of_roster: NDArray[np.uint8]) -> Iterable[Ints]:
        """Give for each further wanted language what a row of the roster says of the volunteer."""
        return (of_roster[rows[self.request], self.person] for rows in self.wanted.languages)


def everybody(columns: Columns, wanted: Wanted) -> Pairs:
    """Pair each request with the whole roster."""
    return Pairs.of(columns, wanted, [np.arange(len(columns.roster.people))] * len(wanted.requests))


# Conditions, one for each of `gates` ----------------------------------------------------------------------------------


def speaks(pairs: Pairs) -> Flags:
    """Say who speaks one of the languages."""
    return speech(pairs) > 0


def well_enough(pairs: Pairs) -> Flags:
    """Say who speaks one of the languages at the wanted level."""
    able = np.zeros(len(pairs.person), dtype=np.bool_)
    for points, level in zip(
        pairs.skill(pairs.columns.roster.speech), pairs.skill(pairs.columns.roster.level), strict=True
    ):
        able |= (points > 0) & (level >= pairs.wanted.level[pairs.request])
    return able


def ready(pairs: Pairs) -> Flags:
    """Say who may help and has all papers."""
    return pairs.columns.roster.ready[pairs.person]


def takes_no_break(pairs: Pairs) -> Flags:
    """Say who is back on the day."""
    return pairs.columns.roster.paused[pairs.person] < pairs.wanted.on[pairs.request]


def has_papers_for_minors(pairs: Pairs) -> Flags:
    """Say whose police certificate lasts, where minors are concerned."""
    return pairs.columns.roster.minors[pairs.person] >= pairs.wanted.minors[pairs.request]


def as_wished(pairs: Pairs) -> Flags:
    """Say who is the woman or the man that was asked for."""
    wished: Flags = pairs.columns.roster.gender[pairs.person] & pairs.wanted.gender[pairs.request] != 0
    return wished


def has_time(pairs: Pairs) -> Flags:
    """Say who is free in one of the wanted half-days, or may be."""
    free, slots = pairs.columns.roster.slots[pairs.person], pairs.wanted.slots[pairs.request]
    has: Flags = (free & slots != 0) | (free == 0) | (slots == 0)
    return has


def has_no_other_appointment(pairs: Pairs) -> Flags:
    """Say who has no appointment in the very half-day."""
    free = np.ones(len(pairs.person), dtype=np.bool_)
    free[pairs.at(pairs.wanted.busy)] = False
    return free


def may_meet(pairs: Pairs) -> Flags:
    """Say who is not kept from the person or from whoever asks."""
    may = np.ones(len(pairs.person), dtype=np.bool_)
    may[pairs.at(pairs.wanted.apart)] = False
    return may


def has_a_place(pairs: Pairs) -> Flags:
    """Say who has an assignment free."""
    return (pairs.columns.left > 0)[pairs.person]


Condition = Callable[[Pairs], Flags]
OF_THE_POOL: Final[tuple[Condition, ...]] = (well_enough, ready, has_a_place)  # the same for requests of one kind
OF_THE_REQUEST: Final[tuple[Condition, ...]] = (
    has_time,
    takes_no_break,
    has_papers_for_minors,
    as_wished,
    has_no_other_appointment,
    may_meet,
)


def fits(pairs: Pairs, conditions: Sequence[Condition] = (*OF_THE_POOL, *OF_THE_REQUEST)) -> Flags:
    """Say for each pair whether nothing speaks against asking."""
    fit = np.ones(len(pairs.person), dtype=np.bool_)
    for condition in conditions:
        fit &= condition(pairs)
    return fit


# Points, one function for each of `score` -----------------------------------------------------------------------------


def points(pairs: Pairs) -> Ints:
    """Give the points of each pair."""
    weights = pairs.columns.weights
    total = speech(pairs) * weights.language // FULL.language + _topic(pairs)
    total += _time(pairs)
    total += _near(pairs)
    total += pairs.wanted.load[pairs.person]
    total[pairs.at(pairs.wanted.helped)] += weights.known
    return total


def speech(pairs: Pairs) -> Ints:
    """Give the points for language, as delivered: those of the one spoken best."""
    best = np.zeros(len(pairs.person), dtype=np.int32)
    for one in pairs.skill(pairs.columns.roster.speech):
        np.maximum(best, one, out=best)
    return best


def _topic(pairs: Pairs) -> Ints:
    known = np.bitwise_count(pairs.columns.roster.topics[pairs.person] & pairs.wanted.topics[pairs.request])
    worth: Ints = TOPIC_POINTS[pairs.wanted.topic_count[pairs.request], known]
    return worth * pairs.columns.weights.topic // FULL.topic


def _time(pairs: Pairs) -> Ints:
    free, slots = pairs.columns.roster.slots[pairs.person], pairs.wanted.slots[pairs.request]
    fits_well, not_named = (weighed(one, pairs.columns.weights.time, FULL.time) for one in (15, 5))
    return np.where((free & slots != 0) | (slots == 0), np.int32(fits_well), np.int32(not_named) * (free == 0))


def _near(pairs: Pairs) -> NDArray[np.uint8]:
    return pairs.wanted.near[pairs.wanted.district[pairs.request], pairs.person]


def draw(pairs: Pairs) -> Keys:
    """Draw the lot of each pair."""
    return lots(pairs.wanted.tickets[pairs.request], pairs.columns.roster.tickets[pairs.person])
