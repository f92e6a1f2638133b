"""The steps of a course from draft to its end, and calling it off."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.gaps import Occasion
from services.messages import write
from services.model.access import Right
from services.model.course_errors import ReasonMissing, StepNotPossible
from services.model.course_lists import CourseStatus, InterestStatus, MessageKind, RegistrationStatus
from services.model.course_records import Course, Interest, Registration
from services.model.draft import Draft
from services.model.errors import RowUnreadable
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.registration import INTERESTED
from services.waiting_list import ON_LIST, registrations, with_place

# Where a course can go from where it stands, the usual way first. Certifying and calling off have ways of their own.
NEXT: Final = {
    CourseStatus.DRAFT: (CourseStatus.ANNOUNCED, CourseStatus.OPEN),
    CourseStatus.ANNOUNCED: (CourseStatus.OPEN, CourseStatus.DRAFT),
    CourseStatus.OPEN: (CourseStatus.RUNNING, CourseStatus.ANNOUNCED),
    CourseStatus.RUNNING: (CourseStatus.FINISHED,),
}
OVER: Final = frozenset({CourseStatus.FINISHED, CourseStatus.CERTIFIED, CourseStatus.CANCELLED})
CONCERNED: Final = (ON_LIST | {RegistrationStatus.INVITED}) - {RegistrationStatus.CERTIFIED}
OFFER_ANOTHER: Final = "Neuen Kurs anbieten"  # the next step that the office finds with whoever lost their course


@dataclass(frozen=True)
class Step:
    """A status the course can go to next; `obstacle` says what is missing, None when it can be done now."""

    status: CourseStatus
    obstacle: Sentence | None


def steps(workbook: Workbook, course: Course, today: date) -> tuple[Step, ...]:
    """Give the steps open to a course, the usual one first."""
    return tuple(Step(one, _obstacle(workbook, course, one, today)) for one in NEXT.get(course.status, ()))


def concerned(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give everybody who has to be told when the course is called off."""
    return tuple(one for one in registrations(workbook, course) if one.status in CONCERNED)


def move(draft: Draft, seen: Course, status: CourseStatus) -> Course:
    """Take a course one step on, or back while it has not begun; raises `StepNotPossible`, `ChangedMeanwhile`."""
    draft.must(Right.PLAN_COURSES)
    step = next((one for one in steps(draft.workbook, seen, draft.today) if one.status is status), None)
    reason = step.obstacle if step else Sentence(N_("The course is “{status}”."), status=seen.status)
    if reason is not None:
        raise StepNotPossible(course=seen.caption, status=status, reason=reason)
    return draft.replace(seen, status=status)


def call_off(draft: Draft, seen: Course, reason: str) -> Course:
    """Call a course off: everybody on its list gets a mail or a call, and waits for another course again.

    Raises `ReasonMissing`, `StepNotPossible`, `ChangedMeanwhile`, and `RowUnreadable` while somebody's row cannot be
    read, or they would not be told.
    """
    draft.must(Right.PLAN_COURSES)
    if seen.status in OVER:
        standing = Sentence(N_("The course is “{status}”."), status=seen.status)
        raise StepNotPossible(course=seen.caption, status=CourseStatus.CANCELLED, reason=standing)
    if not reason.strip():
        raise ReasonMissing
    if draft.workbook.unread(Registration, seen.id):
        raise RowUnreadable(tab=Registration.tab, id=seen.id)
    course = draft.replace(seen, status=CourseStatus.CANCELLED, called_off=reason)
    for one in concerned(draft.workbook, course.id):
        interest = _waits_again(draft, course, one)
        done = draft.replace(one, status=RegistrationStatus.CALLED_OFF, answer_by=None, interest=interest)
        write(draft, MessageKind.CALLED_OFF, done, Occasion(course=course))
    return course


def _waits_again(draft: Draft, course: Course, one: Registration) -> str:
    """Let somebody's interest wait for another course, made from their registration if they had left none."""
    known = draft.workbook.find(Interest, one.interest)
    again = {
        "status": InterestStatus.WAITING,
        "next_step": OFFER_ANOTHER,
        "next_step_on": None,
        "last_step_on": draft.today,
    }
    if known and known.status in INTERESTED | {InterestStatus.REGISTERED}:
        return draft.replace(known, **again).id
    if known or not (one.email or one.phone):
        return one.interest
    made = draft.add(
        Interest,
        first_name=one.first_name,
        last_name=one.last_name,
        email=one.email,
        phone=one.phone,
        consent=one.consent,
        consented=one.consented,
        channel=one.channel,
        wish=course.kind,
        received_at=draft.now,
        **again,
    )
    return made.id


def _obstacle(workbook: Workbook, course: Course, status: CourseStatus, today: date) -> Sentence | None:
    """Say what a course lacks for a step."""
    if status is CourseStatus.OPEN:
        return _not_to_open(course, today)
    if status is CourseStatus.RUNNING:
        if not with_place(workbook, course.id):
            return Sentence(N_("Nobody has a place yet."))
        if course.starts_on is None or course.starts_on > today:
            return Sentence(N_("It begins on {day}."), day=course.starts_on)
    if status is CourseStatus.FINISHED and course.ends_on and course.ends_on > today:
        return Sentence(N_("Its last day is {day}."), day=course.ends_on)
    if status is CourseStatus.DRAFT and concerned(workbook, course.id):
        return Sentence(N_("People are invited or on the list: call the course off instead."))
    return None


def _not_to_open(course: Course, today: date) -> Sentence | None:
    if course.starts_on is None:
        return Sentence(N_("The day it begins is missing."))
    if not course.places:
        return Sentence(N_("It has no places."))
    if course.starts_on < today or (course.register_until and course.register_until < today):
        return Sentence(N_("The day it begins or the last day to register is over."))
    return None
