"""Attendance: who was at which session, and what follows from it. Units and percent are worked out, never typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Final

from services.model.access import Right
from services.model.course_errors import MarkedMeanwhile, SessionGone
from services.model.course_lists import Presence, RegistrationStatus, Standing
from services.model.course_records import Course, Registration, Session
from services.model.draft import Draft
from services.model.errors import NotOnList
from services.model.marks import Mark
from services.model.records import JournalEntry
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.sessions import sessions
from services.waiting_list import HAS_PLACE

Marks = Mapping[str, Mapping[str, Presence | None]]  # registration, session, whether they were there

# Whoever gave up in the middle of a course was there before.
MARKED: Final = HAS_PLACE | {RegistrationStatus.DROPPED_OUT, RegistrationStatus.NO_SHOW}
GONE: Final = MARKED - HAS_PLACE


@dataclass(frozen=True)
class Attended:
    """Units of 45 minutes: attended and excused, of the sessions held so far, and of the whole course."""

    units: Decimal
    excused: Decimal
    held: Decimal
    of: Decimal

    @property
    def percent(self) -> int:
        """Percent of the whole course, rounded down: 79.9 are not 80."""
        return _percent(self.units, self.of)

    @property
    def percent_so_far(self) -> int:
        """Percent of the sessions held so far."""
        return _percent(self.units, self.held)

    @property
    def complete(self) -> bool:
        """Say whether attendance is noted for every session."""
        return self.of > 0 and self.held == self.of


def attendees(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give those whose attendance is kept, by last name: who has a place, and who left but was there before."""
    listed = workbook.where(Registration, course=course)
    kept = [one for one in listed if one.status in HAS_PLACE or (one.status in GONE and one.attendance)]
    return tuple(sorted(kept, key=lambda one: (one.last_name.casefold(), one.first_name.casefold(), one.id)))


def marks_of(workbook: Workbook, course: str) -> Marks:
    """Give what is noted for everybody at every session, None where nothing is."""
    taking_place = sessions(workbook, course)
    noted = {one.id: _noted(one) for one in attendees(workbook, course)}
    return {number: {one.id: marks.get(one.id) for one in taking_place} for number, marks in noted.items()}


def attended(workbook: Workbook, registration: Registration) -> Attended:
    """Count somebody's units. A session counts as held once anybody is marked there."""
    return attendance_of(workbook, registration.course, (registration,))[registration.id]


def attendance_of(workbook: Workbook, course: str, people: Sequence[Registration]) -> dict[str, Attended]:
    """Count the units of several people of a course at once, by their numbers."""
    length = {one.id: one.length for one in sessions(workbook, course)}
    listed = workbook.where(Registration, course=course)
    marked = {mark.session for one in listed for mark in one.attendance}
    held, whole = _sum(length, marked), sum(length.values(), Decimal(0))
    return {
        one.id: Attended(
            _sum(length, _at(one, Presence.PRESENT)), _sum(length, _at(one, Presence.EXCUSED)), held, whole
        )
        for one in people
    }


def everything_noted(workbook: Workbook, course: str) -> bool:
    """Say whether attendance is noted at every session: held or not, nothing is open any more."""
    marked = {mark.session for one in workbook.where(Registration, course=course) for mark in one.attendance}
    return all(one.id in marked for one in sessions(workbook, course))


def enough(course: Course, counted: Attended) -> bool:
    """Say whether the attended units reach what the course requires; without any session there is nothing to miss."""
    return counted.units * 100 >= counted.of * course.required


def gap(course: Course, counted: Attended) -> Sentence | None:
    """Say how many units are missing; None when there are enough."""
    if enough(course, counted):
        return None
    needed = counted.of * course.required / 100
    return Sentence(
        N_("{missing} of {of} units are missing to reach {required} %."),
        missing=(needed - counted.units).quantize(Decimal("0.01")),
        of=counted.of,
        required=course.required,
    )


def standing(workbook: Workbook, registration: Registration) -> RegistrationStatus | Standing:
    """Say where an enrolment stands: its status, or what the attendance says about somebody with a place."""
    if registration.status not in (RegistrationStatus.REGISTERED, RegistrationStatus.CONFIRMED):
        return registration.status
    counted = attended(workbook, registration)
    return standing_of(workbook.get(Course, registration.course), registration, counted)


def standing_of(course: Course, registration: Registration, counted: Attended) -> RegistrationStatus | Standing:
    """Say the same when the units are counted already."""
    if registration.status not in (RegistrationStatus.REGISTERED, RegistrationStatus.CONFIRMED) or not counted.units:
        return registration.status
    return Standing.THROUGH if counted.complete and enough(course, counted) else Standing.TAKES_PART


def next_to_mark(workbook: Workbook, course: str, today: date) -> Session | None:
    """Give the session one most likely wants to mark: today's, else the first past one without marks, else the next."""
    taking_place = sessions(workbook, course)
    marked = {mark.session for one in workbook.where(Registration, course=course) for mark in one.attendance}
    open_ones = [one for one in taking_place if one.id not in marked]
    todays = [one for one in taking_place if one.day == today]
    return next(iter((*todays, *open_ones, *reversed(taking_place))), None)


def mark(draft: Draft, course: str, seen: Marks, marks: Marks) -> Course:
    """Note who was at which session: of `marks` the cells that differ from what this person has `seen`.

    Cells that others changed meanwhile stay as the others left them, unless this person changed the same one to
    something else: that raises `MarkedMeanwhile`. Raises `SessionGone`, and `NotOnList` for somebody without a place.
    """
    draft.must(Right.KEEP_ATTENDANCE)
    taking_place = {one.id: one for one in sessions(draft.workbook, course)}
    for number, cells in marks.items():
        known = seen.get(number, {})
        changed = {session: answer for session, answer in cells.items() if answer is not known.get(session)}
        if changed:
            one = draft.workbook.get(Registration, number)
            if one.course != course or one.status not in MARKED:
                raise NotOnList(name=one.full_name, status=one.status)
            _mark_one(draft, one, known, changed, taking_place)
    return draft.workbook.get(Course, course)


def _mark_one(
    draft: Draft,
    one: Registration,
    known: Mapping[str, Presence | None],
    changed: Mapping[str, Presence | None],
    taking_place: Mapping[str, Session],
) -> None:
    noted = _noted(one)
    for number, answer in changed.items():
        session, now = taking_place.get(number), noted.get(number)
        if session is None:
            raise SessionGone(day=draft.workbook.get(Session, number).day)
        if now is not answer and now is not known.get(number):
            raise MarkedMeanwhile(
                who=_who_marked(draft.workbook, one.id),
                name=one.full_name,
                day=session.day,
                theirs=_told(now),
                mine=_told(answer),
            )
    kept = {**noted, **changed}
    order = [*taking_place, *(number for number in noted if number not in taking_place)]
    attendance = tuple(Mark(session=n, presence=p) for n in order if (p := kept.get(n)) is not None)
    draft.replace(one, attendance=attendance)


def _told(answer: Presence | None) -> Presence | Sentence:
    return answer or Sentence(N_("not noted"))


def _who_marked(workbook: Workbook, registration: str) -> str | Sentence:
    for entry in reversed(workbook.where(JournalEntry, deed=Right.KEEP_ATTENDANCE.value)):
        if registration in entry.entries:
            return entry.actor
    return Sentence(N_("Somebody"))  # in the table itself


def _noted(one: Registration) -> dict[str, Presence]:
    return {mark.session: mark.presence for mark in one.attendance}


def _at(one: Registration, presence: Presence) -> set[str]:
    return {session for session, noted in _noted(one).items() if noted is presence}


def _sum(length: Mapping[str, Decimal], chosen: set[str]) -> Decimal:
    return sum((units for number, units in length.items() if number in chosen), Decimal(0))


def _percent(part: Decimal, whole: Decimal) -> int:
    return int((part * 100 / whole).to_integral_value(ROUND_DOWN)) if whole else 0
