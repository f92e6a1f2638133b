"""The roster as columns of numbers, so that requests are held against thousands of volunteers at once.

What counts is told by `gates` and `score`; here stands the same for many at a time (tests hold the two together).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.matching.gates import slot_at
from services.matching.lottery import ticket
from services.matching.weights import FULL, LEVEL_POINTS, UNKNOWN_LEVEL_POINTS, Weighing, weighed, weighing
from services.model.languages import Language, Level
from services.model.lists import Answer, AssignmentStatus, Gender, Topic
from services.model.records import Assignment, Person, Programme, Request
from services.model.slots import Slot
from services.model.workbook import Workbook
from services.roster import AVAILABLE, everybody

Ints = NDArray[np.int32]
Places = NDArray[np.intp]
Tickets = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

# Keyed by identity: a word's own hash is computed in Python, and this is asked a hundred thousand times.
SLOT_BIT: Final = {id(slot): 1 << number for number, slot in enumerate(Slot)}
TOPIC_BIT: Final = {id(topic): 1 << number for number, topic in enumerate(Topic)}
GENDER_BIT: Final = {id(gender): 1 << number for number, gender in enumerate(Gender)}
LEVEL_RANK: Final = {id(level): level.rank + 1 for level in Level}
SKILL: Final = {
    id(None): (UNKNOWN_LEVEL_POINTS, 0),  # a level nobody stated is below any that is wanted
    **{id(level): (LEVEL_POINTS[level], level.rank + 1) for level in Level},
}
ANY_LANGUAGE: Final = 0  # the row of whoever needs no particular language: everybody speaks it
NO_LANGUAGE: Final = 1  # nobody speaks it
LANGUAGE_ROW: Final = {id(language): number for number, language in enumerate(Language, 2)}
MAY_HELP: Final = frozenset(id(status) for status in AVAILABLE)
NEVER: Final = 0
HalfDay = tuple[date, Slot]


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


@dataclass(frozen=True)
class Columns:
    """The roster with what it is doing: how much runs, who has which half-day taken, who has helped whom (and when)."""

    roster: Roster
    running: Ints
    busy: dict[HalfDay, list[int]]
    known: dict[str, list[tuple[int, str]]]
    weights: Weighing

    @cached_property
    def left(self) -> Ints:
        """How many assignments each could take on."""
        return self.roster.most - self.running

    @cached_property
    def load(self) -> Ints:
        """Points for free capacity, as `score` counts them."""
        load = 10 * np.maximum(0, self.left) // np.maximum(1, self.roster.most)
        return load * self.weights.load // FULL.load


def columns_of(workbook: Workbook) -> Columns:
    """Put the roster and what it is doing into columns, once for the same records."""
    return workbook.once(_columns_of, Person, Assignment, Request, Programme)


def _columns_of(workbook: Workbook) -> Columns:
    roster = workbook.once(roster_of, Person)
    return Columns(roster, *_assigned(workbook, roster.place), weighing(workbook))


def roster_of(workbook: Workbook) -> Roster:
    """Put the roster into columns."""
    # Places in the order of the lottery, so that nobody is first among equals for having come first.
    drawn = sorted([(ticket(one.id), one.id, one) for one in everybody(workbook)])
    people = tuple([person for _, _, person in drawn])
    living, helping = defaultdict(list), defaultdict(list)
    skills, rows = [], []
    for number, person in enumerate(people):
        skills += [(LANGUAGE_ROW[id(one.language)], number, *SKILL[id(one.level)]) for one in person.languages]
        if person.district:
            living[person.district.casefold()].append(number)
        for district in person.districts:
            helping[district.casefold()].append(number)
        rows.append(_row(person))
    ready, paused, minors, gender, slots, topics, most = np.array(rows, dtype=np.int32).reshape(-1, 7).T.copy()
    speech, level = _spoken(skills, len(people))
    return Roster(
        people=people,
        place={number: place for place, (_, number, _) in enumerate(drawn)},
        tickets=np.array([lot for lot, _, _ in drawn], dtype=np.uint64),
        ready=ready.astype(np.bool_),
        paused=paused,
        minors=minors,
        gender=gender,
        slots=slots,
        topics=topics,
        most=most,
        speech=speech,
        level=level,
        living=living,
        helping=helping,
    )


def _row(person: Person) -> tuple[int, ...]:
    slots = topics = 0
    for slot in person.free_times:
        slots |= SLOT_BIT[id(slot)]
    for topic in person.topics:
        topics |= TOPIC_BIT[id(topic)]
    clean = person.with_minors and person.police_entry is not Answer.YES
    checked = person.police_check_until if clean else None
    papers = person.certified_on and person.confidentiality_on and person.briefing_on
    return (
        bool(papers) and id(person.status) in MAY_HELP,
        person.paused_until.toordinal() if person.paused_until else NEVER,
        checked.toordinal() if checked else NEVER,
        GENDER_BIT[id(person.gender)],
        slots,
        topics,
        person.max_open,
    )


def _spoken(skills: list[tuple[int, int, int, int]], people: int) -> tuple[Bytes, Bytes]:
    """Give points and level by language and volunteer; whoever states a language twice has the better."""
    speech, level = np.zeros((2, 2 + len(Language), people), dtype=np.uint8)
    language, who, points, rank = np.array(skills, dtype=np.intp).reshape(-1, 4).T
    np.maximum.at(speech, (language, who), points.astype(np.uint8))
    np.maximum.at(level, (language, who), rank.astype(np.uint8))
    speech[ANY_LANGUAGE], level[ANY_LANGUAGE] = 30, len(Level)
    return speech, level


def _assigned(
    workbook: Workbook, place: dict[str, int]
) -> tuple[Ints, dict[HalfDay, list[int]], dict[str, list[tuple[int, str]]]]:
    """Count what runs, and note who has which half-day taken and who has helped whom (with the request)."""
    running = [0] * len(place)
    busy: dict[HalfDay, list[int]] = defaultdict(list)
    known: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for assignment in workbook.each(Assignment):
        who = place.get(assignment.person)
        request = workbook.find(Request, assignment.request)
        if who is None or assignment.status is AssignmentStatus.CANCELLED:
            continue
        if request and request.client:
            known[request.client.casefold()].append((who, request.id))
        if assignment.status is AssignmentStatus.RUNNING:
            running[who] += 1
            if request and (half_day := half_day_of(request)):
                busy[half_day].append(who)
    return np.array(running, dtype=np.int32), busy, known


def half_day_of(request: Request) -> HalfDay | None:
    """Give the half-day of a fixed appointment."""
    if not (request.day and request.at):
        return None
    return request.day, slot_at(request.day, request.at)
