"""What the roster is doing, in columns of numbers: requests are held against thousands of volunteers at once.

What counts is told by `gates` and `score`; here stands the same for many at a time (tests hold the two together).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from services.matching.apart import kept_from
from services.matching.gates import slot_at
from services.matching.roster_columns import Ints, Roster, roster_of
from services.matching.weights import ENDED, FULL, LIKE_ONE_RUNNING, Weighing, ended_lately, weighing
from services.model.lists import AssignmentStatus
from services.model.records import Assignment, Person, Programme, Request
from services.model.slots import Slot
from services.model.workbook import Workbook

HalfDay = tuple[date, Slot]


@dataclass(frozen=True)
class Columns:
    """The roster with what it is doing: how much runs, who has which half-day taken, who has helped whom (and when).

    `apart`: who is kept from whom, by the names compared.
    """

    roster: Roster
    running: Ints
    busy: dict[HalfDay, list[int]]
    known: dict[str, list[tuple[int, str]]]
    apart: dict[str, list[int]]
    ended: dict[date, list[int]]
    weights: Weighing

    @cached_property
    def left(self) -> Ints:
        """How many assignments each could take on."""
        return self.roster.most - self.running

    def lately(self, today: date) -> Ints:
        """How many assignments of each have ended lately."""
        who = [one for day, people in self.ended.items() if ended_lately(day, today) for one in people]
        counted: Ints = np.bincount(np.array(who, dtype=np.intp), minlength=len(self.left)).astype(np.int32)
        return counted

    def load(self, today: date) -> Ints:
        """Points for free capacity, as `score` counts them."""
        free = np.maximum(0, LIKE_ONE_RUNNING * self.left - self.lately(today))
        worth: Ints = 10 * free // np.maximum(1, LIKE_ONE_RUNNING * self.roster.most)
        weighed_worth: Ints = worth * self.weights.load // FULL.load
        return weighed_worth


def columns_of(workbook: Workbook) -> Columns:
    """Put the roster and what it is doing into columns, once for the same records."""
    return workbook.once(_columns_of, Person, Assignment, Request, Programme)


def _columns_of(workbook: Workbook) -> Columns:
    roster = workbook.once(roster_of, Person)
    running, busy, known, ended = _assigned(workbook, roster.place)
    return Columns(roster, running, busy, known, _apart(workbook, roster), ended, weighing(workbook))


def _apart(workbook: Workbook, roster: Roster) -> dict[str, list[int]]:
    """Note who is kept from whom."""
    found: dict[str, list[int]] = defaultdict(list)
    for where, person in enumerate(roster.people):
        for name in kept_from(workbook, person) if person.apart else ():
            found[name].append(where)
    return found


def _assigned(
    workbook: Workbook, place: dict[str, int]
) -> tuple[Ints, dict[HalfDay, list[int]], dict[str, list[tuple[int, str]]], dict[date, list[int]]]:
    """Count what runs; note who has which half-day taken, who has helped whom (with the request), what ended when."""
    running = [0] * len(place)
    busy: dict[HalfDay, list[int]] = defaultdict(list)
    known: dict[str, list[tuple[int, str]]] = defaultdict(list)
    ended: dict[date, list[int]] = defaultdict(list)
    for assignment in workbook.each(Assignment):
        who = place.get(assignment.person)
        request = workbook.find(Request, assignment.request)
        if who is None or assignment.status is AssignmentStatus.CANCELLED:
            continue
        if request and request.client:
            known[request.client.casefold()].append((who, request.id))
        if assignment.status in ENDED and assignment.ended_on:
            ended[assignment.ended_on].append(who)
        if assignment.status is AssignmentStatus.RUNNING:
            running[who] += 1
            if request and (half_day := half_day_of(request)):
                busy[half_day].append(who)
    return np.array(running, dtype=np.int32), busy, known, ended


def half_day_of(request: Request) -> HalfDay | None:
    """Give the half-day of a fixed appointment."""
    if not (request.day and request.at):
        return None
    return request.day, slot_at(request.day, request.at)
