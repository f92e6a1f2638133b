"""Visits: a volunteer enters what was done on a day, the office approves it, and only then it counts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from services.model.access import Right, Role
from services.model.assignment_errors import (
    AssignmentOver,
    NothingToApprove,
    QuestionMissing,
    VisitAhead,
    VisitApproved,
    VisitOutside,
)
from services.model.assignment_forms import VisitForm
from services.model.assignment_lists import VisitStatus
from services.model.assignment_records import LoggedVisit
from services.model.draft import Draft
from services.model.errors import NotAllowed
from services.model.records import Assignment
from services.model.workbook import Workbook

OPEN: Final = frozenset({VisitStatus.SUBMITTED, VisitStatus.RETURNED})
CENTS: Final = Decimal("0.01")


def visits_of(workbook: Workbook, assignment: str) -> tuple[LoggedVisit, ...]:
    """Give the visits of an assignment by day, without those struck out."""
    return _by_day(workbook.where(LoggedVisit, assignment=assignment))


def visits_by(workbook: Workbook, person: str, month: date | None = None) -> tuple[LoggedVisit, ...]:
    """Give somebody's visits by day, of the month of `month` or all, without those struck out."""
    mine = _by_day(workbook.where(LoggedVisit, person=person))
    return tuple(one for one in mine if month is None or one.day.replace(day=1) == month.replace(day=1))


def to_approve(workbook: Workbook) -> tuple[LoggedVisit, ...]:
    """Give the visits that wait for the office, by volunteer and day."""
    waiting = [one for one in workbook.all(LoggedVisit) if one.status is VisitStatus.SUBMITTED]
    return tuple(sorted(waiting, key=lambda one: (one.person, one.day, one.id)))


def hours_in(visits: Iterable[LoggedVisit]) -> Decimal:
    """Add up hours to the minute: 0.33 h three times are an hour, for each is 20 minutes."""
    minutes = sum(round(one.hours * 60) for one in visits)
    return (Decimal(minutes) / 60).quantize(CENTS)


def kilometres_in(visits: Iterable[LoggedVisit]) -> Decimal:
    """Add up kilometres."""
    return sum((one.km for one in visits if one.km), Decimal(0))


def approved(visits: Iterable[LoggedVisit]) -> tuple[LoggedVisit, ...]:
    """Give those that count."""
    return tuple(one for one in visits if one.status is VisitStatus.APPROVED)


def hours_of(workbook: Workbook, assignment: Assignment) -> Decimal:
    """Give the hours of an assignment: as noted at its end, otherwise those of its approved visits."""
    if assignment.hours is not None:
        return assignment.hours
    return hours_in(approved(workbook.where(LoggedVisit, assignment=assignment.id)))


def enter(draft: Draft, assignment: str, form: VisitForm) -> LoggedVisit:
    """Enter a visit: volunteers their own while the assignment stands, the office anybody's.

    Raises `AssignmentOver`, `VisitAhead`, `VisitOutside`, `NotAllowed`.
    """
    seen = _own_assignment(draft, assignment)
    _must_lie_within(draft, seen, form.day)
    return draft.add(LoggedVisit, form, assignment=seen.id, person=seen.person, entered_by=draft.actor.name)


def correct(draft: Draft, seen: LoggedVisit, form: VisitForm) -> LoggedVisit:
    """Correct a visit that is not approved; it waits for the office again.

    Raises `VisitApproved`, `VisitAhead`, `VisitOutside`, `ChangedMeanwhile`, `NotAllowed`.
    """
    _must_be_open(draft, seen)
    _must_lie_within(draft, draft.workbook.get(Assignment, seen.assignment), form.day)
    return draft.replace(seen, **dict(form), status=VisitStatus.SUBMITTED, question="")


def strike(draft: Draft, seen: LoggedVisit) -> LoggedVisit:
    """Strike out a visit that never was; raises `VisitApproved`, `ChangedMeanwhile`, `NotAllowed`."""
    _must_be_open(draft, seen)
    return draft.replace(seen, status=VisitStatus.STRUCK)


def approve(draft: Draft, seen: tuple[LoggedVisit, ...]) -> LoggedVisit:
    """Approve visits as they were seen, all or none; gives the last one.

    Raises `NothingToApprove`, `VisitApproved`, `ChangedMeanwhile`.
    """
    draft.must(Right.APPROVE_HOURS)
    if not seen:
        raise NothingToApprove
    for one in seen:
        if one.status not in OPEN:
            raise VisitApproved(day=one.day, status=one.status)
    done = [
        draft.replace(
            one, status=VisitStatus.APPROVED, question="", approved_on=draft.today, approved_by=draft.actor.name
        )
        for one in seen
    ]
    return done[-1]


def send_back(draft: Draft, seen: LoggedVisit, question: str) -> LoggedVisit:
    """Send a visit back with a question, also one that was approved; it no longer counts.

    Raises `QuestionMissing`, `VisitApproved`, `ChangedMeanwhile`.
    """
    draft.must(Right.APPROVE_HOURS)
    if not question.strip():
        raise QuestionMissing
    if seen.status is VisitStatus.STRUCK:
        raise VisitApproved(day=seen.day, status=seen.status)
    return draft.replace(seen, status=VisitStatus.RETURNED, question=question, approved_on=None, approved_by="")


def _own_assignment(draft: Draft, assignment: str) -> Assignment:
    draft.must(Right.LOG_VISITS)
    seen = draft.workbook.get(Assignment, assignment)
    if draft.actor.role is Role.VOLUNTEER:
        if seen.person != draft.actor.person:
            raise NotAllowed(deed=Right.LOG_VISITS)
        if not seen.status.stands:
            raise AssignmentOver(id=seen.id, status=seen.status)
    return seen


def _must_lie_within(draft: Draft, assignment: Assignment, day: date) -> None:
    if day > draft.today:
        raise VisitAhead(day=day)
    last = assignment.ended_on or draft.today
    if not assignment.mandated_on <= day <= last:
        raise VisitOutside(day=day, first=assignment.mandated_on, last=last)


def _must_be_open(draft: Draft, seen: LoggedVisit) -> None:
    draft.must(Right.LOG_VISITS)
    if draft.actor.role is Role.VOLUNTEER and seen.person != draft.actor.person:
        raise NotAllowed(deed=Right.LOG_VISITS)
    if seen.status not in OPEN:
        raise VisitApproved(day=seen.day, status=seen.status)


def _by_day(visits: Iterable[LoggedVisit]) -> tuple[LoggedVisit, ...]:
    there = [one for one in visits if one.status is not VisitStatus.STRUCK]
    return tuple(sorted(there, key=lambda one: (one.day, one.id)))
