"""Lines of the morning list about courses: places, answers, dates that have passed."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from services.messages import UNSENT
from services.model.course_lists import CourseStatus, EventStatus, GuestStatus, MessageStatus, RegistrationStatus
from services.model.course_records import Course, Event, Guest, Registration
from services.model.letters import Message
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.today.line import Line
from services.waiting_list import places_left, waiting

TAKES_PEOPLE: Final = frozenset({CourseStatus.ANNOUNCED, CourseStatus.OPEN, CourseStatus.RUNNING})
COMING: Final = frozenset({CourseStatus.DRAFT, CourseStatus.ANNOUNCED, CourseStatus.OPEN})


def offered_places(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the places kept free for somebody who has not answered in time."""
    for one in workbook.all(Registration):
        if one.status is RegistrationStatus.OFFERED and one.answer_by and one.answer_by < today:
            told = Sentence(
                N_("{name} has not answered about the free place (until {day})"), name=one.full_name, day=one.answer_by
            )
            yield Line(told, Sentence(N_("Ask or offer it to the next")), one.id, one.answer_by)


def free_places(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the courses with a free place for which somebody waits."""
    for course in workbook.all(Course):
        queue = waiting(workbook, course.id)
        left = places_left(workbook, course) if queue and course.status in TAKES_PEOPLE else 0
        if left:
            told = Sentence(
                N_("“{course}”: {left} free, {waiting} on the waiting list"),
                course=course.title,
                left=left,
                waiting=len(queue),
            )
            yield Line(told, Sentence(N_("Give the place")), queue[0].id, min(queue[0].received_at.date(), today))


def silent_invitations(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the courses and events to which people were invited who have not answered in time: one line for each."""
    late: dict[str, list[date]] = {}
    for message in workbook.all(Message):
        sent = message.status not in UNSENT and message.status is not MessageStatus.DROPPED
        if not sent or message.answered_at or not message.answer_by or message.answer_by >= today:
            continue
        where = _waits_for(workbook, message.about)
        if where:
            late.setdefault(where, []).append(message.answer_by)
    for number, days in late.items():
        told = Sentence(
            N_("“{title}”: {count} have not answered (until {day})"),
            title=_title(workbook, number),
            count=len(days),
            day=min(days),
        )
        yield Line(told, Sentence(N_("Ask again")), number, min(days))


def passed_dates(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the courses whose status lags behind their dates: over, begun, or closed to registrations."""
    for course in workbook.all(Course):
        found = _lags(course, today)
        if found:
            template, step, day = found
            yield Line(Sentence(template, course=course.title, day=day), Sentence(step), course.id, day)


def _lags(course: Course, today: date) -> tuple[str, str, date] | None:
    running = course.status is CourseStatus.RUNNING
    if course.ends_on and course.ends_on < today and (running or course.status in COMING):
        return N_("“{course}” ended on {day}, but is not finished here"), N_("Finish the course"), course.ends_on
    if course.starts_on and course.starts_on <= today and course.status in COMING:
        return N_("“{course}” began on {day}, but is not running here"), N_("Start the course"), course.starts_on
    if course.register_until and course.register_until < today and course.status is CourseStatus.OPEN:
        return N_("“{course}”: registration ended on {day}"), N_("Fill the places"), course.register_until
    return None


def _waits_for(workbook: Workbook, about: str) -> str:
    """Give the course or event whose invitation this entry has not answered; "" when nobody waits for an answer."""
    registration = workbook.find(Registration, about)
    if registration:
        return registration.course if registration.status is RegistrationStatus.INVITED else ""
    guest = workbook.find(Guest, about)
    event = workbook.find(Event, guest.event) if guest and guest.status is GuestStatus.INVITED else None
    return event.id if event and event.status is EventStatus.PLANNED else ""


def _title(workbook: Workbook, number: str) -> str:
    found = workbook.find(Course, number) or workbook.find(Event, number)
    return found.title if found else number
