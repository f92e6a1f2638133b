"""Appointments of requests that somebody has taken: the next ones, those that have been, and one that is moved."""

from datetime import date, timedelta
from typing import Final

from services.matching.gates import Pair, obstacles
from services.model.access import Right
from services.model.assignment_errors import NotMatched
from services.model.assignment_forms import MoveForm
from services.model.draft import Draft
from services.model.lists import AssignmentStatus, RequestStatus
from services.model.records import Assignment, Person, Request
from services.model.request_errors import DayIsPast
from services.model.words import Sentence
from services.model.workbook import Workbook

SOON: Final = timedelta(days=7)


def appointment_of(workbook: Workbook, assignment: Assignment) -> date | None:
    """Give the day of the appointment of a running assignment, None without one."""
    request = workbook.find(Request, assignment.request)
    matched = request is not None and request.status is RequestStatus.MATCHED
    return request.day if request and matched and assignment.status is AssignmentStatus.RUNNING else None


def move(draft: Draft, seen: Request, form: MoveForm) -> Request:
    """Move the appointment of a request that somebody has taken.

    Its volunteers keep their assignments, and each stands on today's morning list until somebody has asked whether
    they can come then. Raises `NotMatched`, `DayIsPast`, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ASSIGNMENTS)
    if seen.status is not RequestStatus.MATCHED:
        raise NotMatched(id=seen.id, status=seen.status)
    if form.day < draft.today:
        raise DayIsPast(day=form.day)
    for assignment in draft.workbook.where(Assignment, request=seen.id):
        if assignment.status.stands:
            draft.replace(assignment, check_on=draft.today)
    return draft.replace(seen, **dict(form))


def against(workbook: Workbook, seen: Request, moved: Request, person: Person, today: date) -> tuple[Sentence, ...]:
    """Give what speaks against somebody at the new appointment and did not at the old one: a clash, a pause."""
    others = {one.id: one for one in workbook.all(Assignment) if one.request != seen.id}
    without = Workbook(workbook.revision, {**workbook.records, Assignment: dict(others)})
    before = {one.sentence for one in obstacles(Pair(without, seen, person, today))}
    now = [one.sentence for one in obstacles(Pair(without, moved, person, today))]
    return tuple(one for one in now if one not in before)
