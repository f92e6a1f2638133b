"""The roster as columns of numbers, so that one request is held against thousands of volunteers at once.

What counts is told by `gates` and `score`; here stands the same for many at a time (tests hold the two together).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.matching.gates import slot_at
from services.matching.lottery import ticket
from services.matching.weights import FULL, LEVEL_POINTS, UNKNOWN_LEVEL_POINTS, Weighing, weighed, weighing
from services.model.languages import Language, Level
from services.model.lists import AssignmentStatus, Gender, Topic
from services.model.records import Assignment, Person, Request
from services.model.slots import Slot
from services.model.workbook import Workbook
from services.roster import AVAILABLE

Ints = NDArray[np.int32]
Places = NDArray[np.intp]
Tickets = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

# Keyed by identity: a word's own hash is computed in Python, and this is asked a hundred thousand times.
SLOT_BIT: Final = {id(slot): 1 << number for number, slot in enumerate(Slot)}
TOPIC_BIT: Final = {id(topic): 1 << number for number, topic in enumerate(Topic)}
GENDER: Final = {id(gender): number for number, gender in enumerate(Gender)}
LEVELS: Final = {
    id(None): (UNKNOWN_LEVEL_POINTS, 0),  # a level nobody stated is below any that is wanted
    **{id(level): (LEVEL_POINTS[level], level.rank + 1) for level in Level},
}
MAY_HELP: Final = frozenset(id(status) for status in AVAILABLE)
NEVER: Final = 0
HalfDay = tuple[date, Slot]


@dataclass(frozen=True)
class Speakers:
    """Who speaks a language: points (0 for whoever does not) and level (1 is A1) by volunteer."""

    points: Bytes
    level: Bytes


@dataclass
class Columns:
    """Every volunteer of the workbook in one column each; their places count from 0."""

    people: tuple[Person, ...]
    place: dict[str, int]
    tickets: Tickets
    ready: Flags
    paused: Ints
    minors: Ints
    gender: Ints
    slots: Ints
    topics: Ints
    running: Ints
    most: Ints
    spoken: dict[int, list[tuple[int, int, int]]]
    living: dict[str, list[int]]
    helping: dict[str, list[int]]
    busy: dict[HalfDay, list[int]]
    known: dict[str, list[tuple[int, str]]]
    weights: Weighing
    _speakers: dict[int, Speakers] = field(default_factory=dict)
    _near: dict[str, Bytes] = field(default_factory=dict)

    @cached_property
    def left(self) -> Ints:
        """How many assignments each could take on."""
        return self.most - self.running

    @cached_property
    def load(self) -> Ints:
        """Points for free capacity, as `score` counts them."""
        load = 10 * np.maximum(0, self.left) // np.maximum(1, self.most)
        return load * self.weights.load // FULL.load

    @cached_property
    def fixed(self) -> tuple[Ints, ...]:
        """What a pool knows of everybody, whatever the request."""
        return self.load, self.paused, self.minors, self.gender, self.slots, self.topics

    def speakers(self, language: Language) -> Speakers:
        """Give who speaks a language, and how well."""
        key = id(language)
        if key not in self._speakers:
            points, level = np.zeros((2, len(self.people)), dtype=np.uint8)
            who, worth, rank = np.array(self.spoken.get(key, ()), dtype=np.int32).reshape(-1, 3).T
            np.maximum.at(points, who, worth.astype(np.uint8))
            np.maximum.at(level, who, rank.astype(np.uint8))
            self._speakers[key] = Speakers(points, level)
        return self._speakers[key]

    def near(self, district: str) -> Bytes:
        """Give the points for living or helping in a district."""
        name = district.casefold()
        if name not in self._near:
            elsewhere, helping, living = (weighed(one, self.weights.near, FULL.near) for one in (2, 8, 10))
            points = np.full(len(self.people), elsewhere, dtype=np.uint8)
            points[self.helping.get(name, [])] = helping
            points[self.living.get(name, [])] = living
            self._near[name] = points
        return self._near[name]


def columns_of(workbook: Workbook) -> Columns:
    """Put the roster into columns."""
    # Places in the order of the lottery, so that nobody is first among equals for having come first.
    drawn = sorted(((ticket(one.id), one) for one in workbook.all(Person)), key=lambda each: (each[0], each[1].id))
    people = tuple(person for _, person in drawn)
    place = {person.id: number for number, person in enumerate(people)}
    spoken, living, helping = defaultdict(list), defaultdict(list), defaultdict(list)
    rows = []
    for number, person in enumerate(people):
        for skill in person.languages:
            spoken[id(skill.language)].append((number, *LEVELS[id(skill.level)]))
        if person.district:
            living[person.district.casefold()].append(number)
        for district in person.districts:
            helping[district.casefold()].append(number)
        rows.append(_row(person))
    ready, paused, minors, gender, slots, topics, most = np.array(rows, dtype=np.int32).reshape(-1, 7).T.copy()
    running, busy, known = _assigned(workbook, place)
    return Columns(
        people=people,
        place=place,
        tickets=np.array([lot for lot, _ in drawn], dtype=np.uint64),
        ready=ready.astype(np.bool_),
        paused=paused,
        minors=minors,
        gender=gender,
        slots=slots,
        topics=topics,
        running=running,
        most=most,
        spoken=spoken,
        living=living,
        helping=helping,
        busy=busy,
        known=known,
        weights=weighing(workbook),
    )


def _row(person: Person) -> tuple[int, ...]:
    slots = topics = 0
    for slot in person.free_times:
        slots |= SLOT_BIT[id(slot)]
    for topic in person.topics:
        topics |= TOPIC_BIT[id(topic)]
    checked = person.police_check_until if person.with_minors else None
    papers = person.certified_on and person.confidentiality_on and person.briefing_on
    return (
        bool(papers) and id(person.status) in MAY_HELP,
        person.paused_until.toordinal() if person.paused_until else NEVER,
        checked.toordinal() if checked else NEVER,
        GENDER[id(person.gender)],
        slots,
        topics,
        person.max_open,
    )


def _assigned(
    workbook: Workbook, place: dict[str, int]
) -> tuple[Ints, dict[HalfDay, list[int]], dict[str, list[tuple[int, str]]]]:
    """Count what runs, and note who has which half-day taken and who has helped whom (with the request)."""
    running = np.zeros(len(place), dtype=np.int32)
    busy: dict[HalfDay, list[int]] = defaultdict(list)
    known: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for assignment in workbook.all(Assignment):
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
    return running, busy, known


def half_day_of(request: Request) -> HalfDay | None:
    """Give the half-day of a fixed appointment."""
    if not (request.day and request.at):
        return None
    return request.day, slot_at(request.day, request.at)
