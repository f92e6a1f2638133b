"""Who is on the roster, as columns of numbers: what a volunteer brings, whatever they are doing.

What counts is told by `gates` and `score`; here stands the same for many at a time (tests hold the two together).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from services.matching.lottery import tickets
from services.matching.weights import FULL, LEVEL_POINTS, UNKNOWN_LEVEL_POINTS, weighed
from services.model.languages import Language, Level
from services.model.lists import Gender, Topic
from services.model.records import Person
from services.model.slots import Slot
from services.model.words import Word
from services.model.workbook import Workbook
from services.papers import police_check_lasts
from services.roster import AVAILABLE, everybody

W = TypeVar("W", bound=Word)
Ints = NDArray[np.int32]
Places = NDArray[np.intp]
Tickets = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

SLOT_BIT: Final = {slot: 1 << number for number, slot in enumerate(Slot)}
TOPIC_BIT: Final = {topic: 1 << number for number, topic in enumerate(Topic)}
GENDER_BIT: Final = {gender: 1 << number for number, gender in enumerate(Gender)}
# A level nobody stated is below any that is wanted.
LEVEL_RANK: Final = {level: number for number, level in enumerate((None, *Level))}
SPEECH: Final = {level: LEVEL_POINTS[level] if level else UNKNOWN_LEVEL_POINTS for level in LEVEL_RANK}
ANY_LANGUAGE: Final = 0  # the row of whoever needs no particular language: everybody speaks it
NO_LANGUAGE: Final = 1  # nobody speaks it
LANGUAGE_ROW: Final = {language: number for number, language in enumerate(Language, 2)}
NEVER: Final = 0


@dataclass(frozen=True)
class Roster:
    """Every volunteer in one column each; their places count from 0, in the order of the lottery.

    `speech` and `level` (1 is A1) have one row for each language; points are 0 for whoever does not speak it.
    """

    people: tuple[Person, ...]
    place: dict[str, int]
    tickets: Tickets
    ready: Flags
    paused: Ints
    minors: Ints
    gender: Ints
    slots: Ints
    topics: Ints
    most: Ints
    speech: Bytes
    level: Bytes
    living: dict[str, list[int]]
    helping: dict[str, list[int]]

    def near(self, districts: Iterable[str], weight: int) -> Bytes:
        """Give a row of points for each district (in small letters): for living or helping there."""
        elsewhere, helping, living = (weighed(one, weight, FULL.near) for one in (2, 8, 10))
        rows = []
        for name in districts:
            points = np.full(len(self.people), elsewhere, dtype=np.uint8)
            points[self.helping.get(name, [])] = helping
            points[self.living.get(name, [])] = living
            rows.append(points)
        return np.array(rows, dtype=np.uint8).reshape(len(rows), len(self.people))


def roster_of(workbook: Workbook) -> Roster:
    """Put the roster into columns.

    Places are drawn by lot, so that nobody is first among equals for having come first. People are looked at in the
    order of their numbers all the same: that is how they lie in memory, which takes half the time.
    """
    people = sorted(everybody(workbook), key=attrgetter("id"))
    drawn = tickets(one.id for one in people)
    order = np.argsort(drawn, kind="stable")
    place = np.argsort(order).tolist()

    def column(numbers: Iterable[int]) -> Ints:
        return np.fromiter(numbers, dtype=np.int32)[order]

    speech, level = _spoken(people)
    return Roster(
        people=tuple([people[number] for number in order.tolist()]),
        place={one.id: where for one, where in zip(people, place, strict=True)},
        tickets=drawn[order],
        ready=column(_ready(one) for one in people).astype(np.bool_),
        paused=column(day_number(one.paused_until) for one in people),
        minors=column(_with_minors(one) for one in people),
        gender=column(GENDER_BIT[one.gender] for one in people),
        slots=bits([one.free_times for one in people], SLOT_BIT)[order],
        topics=bits([one.topics for one in people], TOPIC_BIT)[order],
        most=column(one.max_open for one in people),
        speech=speech.take(order, axis=1),
        level=level.take(order, axis=1),
        living=_by_district(place, ((one.district,) if one.district else () for one in people)),
        helping=_by_district(place, (one.districts for one in people)),
    )


def _ready(person: Person) -> bool:
    """Say who may help and has all papers."""
    papers = person.certified_on and person.confidentiality_on and person.briefing_on
    return papers is not None and person.status in AVAILABLE


def _with_minors(person: Person) -> int:
    """Give the last day on which somebody may work with minors."""
    return day_number(police_check_lasts(person)) if person.with_minors else NEVER


def day_number(day: date | None) -> int:
    """Give a day as a number."""
    return day.toordinal() if day else NEVER


def bits(lists: Sequence[tuple[W, ...]], bit: Mapping[W, int]) -> Ints:
    """Give for each list which words stand in it, in bits."""
    found = np.zeros(len(lists), dtype=np.int32)
    where = np.repeat(np.arange(len(lists)), [len(words) for words in lists])
    np.bitwise_or.at(found, where, np.array([bit[word] for words in lists for word in words], dtype=np.int32))
    return found


def _by_district(places: Iterable[int], districts: Iterable[tuple[str, ...]]) -> dict[str, list[int]]:
    """Give who names which district (in small letters)."""
    found = defaultdict(list)
    for place, named in zip(places, districts, strict=True):
        for district in named:
            found[district.casefold()].append(place)
    return found


def _spoken(people: Sequence[Person]) -> tuple[Bytes, Bytes]:
    """Give points and level by language and volunteer; whoever states a language twice has the better."""
    speech, level = np.zeros((2, 2 + len(Language), len(people)), dtype=np.uint8)
    skills = [skill for person in people for skill in person.languages]
    levels = [skill.level for skill in skills]
    who = np.repeat(np.arange(len(people)), [len(person.languages) for person in people])
    at = np.array([LANGUAGE_ROW[skill.language] for skill in skills], dtype=np.intp) * len(people) + who
    for column, worth in ((speech, SPEECH), (level, LEVEL_RANK)):
        np.maximum.at(column.reshape(-1), at, np.array([worth[one] for one in levels], dtype=np.uint8))
    speech[ANY_LANGUAGE], level[ANY_LANGUAGE] = 30, len(Level)
    return speech, level
