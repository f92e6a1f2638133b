"""Places and the waiting list of a course: one capacity rule for every way in."""

from typing import Final

from services.model.access import Right
from services.model.course_lists import RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.draft import Draft
from services.model.errors import CourseFull, NotOnList
from services.model.workbook import Workbook

HAS_PLACE: Final = frozenset(
    {RegistrationStatus.REGISTERED, RegistrationStatus.CONFIRMED, RegistrationStatus.CERTIFIED}
)

# A place that was offered to somebody on the waiting list is kept free until the answer.
TAKES_PLACE: Final = HAS_PLACE | {RegistrationStatus.OFFERED}

ON_LIST: Final = TAKES_PLACE | {RegistrationStatus.WAITING}

GIVEN_UP: Final = frozenset({RegistrationStatus.WITHDRAWN, RegistrationStatus.DROPPED_OUT, RegistrationStatus.NO_SHOW})


def registrations(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give all registrations of a course in the order they came in."""
    return workbook.where(Registration, course=course)


def with_place(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give the registrations that hold a place, or to whom one is offered."""
    return tuple(one for one in registrations(workbook, course) if one.status in TAKES_PLACE)


def waiting(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give the waiting list, the first to be asked first (order of arrival)."""
    return tuple(one for one in registrations(workbook, course) if one.status is RegistrationStatus.WAITING)


def places_left(workbook: Workbook, course: Course) -> int:
    """Count the free places; never below 0, also when the office lowered the number meanwhile.

    A registration whose row nobody can read keeps its place until it is mended.
    """
    taken = len(with_place(workbook, course.id)) + workbook.unread(Registration, course.id)
    return max(0, course.places - taken)


def places_for_newcomers(workbook: Workbook, course: Course) -> int:
    """Count the places somebody new can have: none while others wait for one."""
    return 0 if course.waiting_list and waiting(workbook, course.id) else places_left(workbook, course)


def position(workbook: Workbook, registration: Registration) -> int:
    """Give the place on the waiting list, from 1; 0 when not waiting."""
    numbers = [one.id for one in waiting(workbook, registration.course)]
    return numbers.index(registration.id) + 1 if registration.id in numbers else 0


def confirm(draft: Draft, seen: Registration) -> Registration:
    """Confirm a place, for somebody registered or from the waiting list.

    Raises `CourseFull` when no place is left, `NotOnList` when the registration is past that step.
    """
    draft.must(Right.GIVE_PLACES)
    course = draft.workbook.get(Course, seen.course)
    if seen.status not in (RegistrationStatus.REGISTERED, RegistrationStatus.WAITING):
        raise NotOnList(name=seen.full_name, status=seen.status)
    if seen.status is RegistrationStatus.WAITING and not places_left(draft.workbook, course):
        raise CourseFull(places=course.places, course=course.title)
    return draft.replace(seen, status=RegistrationStatus.CONFIRMED)


def give_up_place(
    draft: Draft, seen: Registration, status: RegistrationStatus = RegistrationStatus.WITHDRAWN
) -> Registration:
    """Take somebody off the list; the row stays. Nobody moves up by themselves: the office decides."""
    draft.must(Right.GIVE_PLACES)
    if seen.status not in HAS_PLACE | {RegistrationStatus.WAITING} or seen.status is RegistrationStatus.CERTIFIED:
        raise NotOnList(name=seen.full_name, status=seen.status)
    if status not in GIVEN_UP:
        raise NotOnList(name=seen.full_name, status=status)
    return draft.replace(seen, status=status)
