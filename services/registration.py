"""Registering for a course, or leaving one's interest when none is open."""

from datetime import date

from services.model.access import Right, Role
from services.model.course_forms import InterestForm, RegistrationForm
from services.model.course_lists import CourseStatus, RegistrationStatus
from services.model.course_records import Course, Interest, Registration
from services.model.draft import Draft
from services.model.errors import AlreadyRegistered, CourseFull, RegistrationClosed
from services.model.lists import Channel
from services.waiting_list import ON_LIST, places_for_newcomers, registrations


def is_open(course: Course, today: date) -> bool:
    """Say whether the course takes registrations today: open, the deadline (inclusive) not past, not yet begun."""
    in_time = course.register_until is None or today <= course.register_until
    not_begun = course.starts_on is None or today <= course.starts_on
    return course.status is CourseStatus.OPEN and in_time and not_begun


def register(draft: Draft, course: str, form: RegistrationForm, channel: Channel = Channel.FORM) -> Registration:
    """Register somebody: a place while there is one and nobody waits for it, then the waiting list.

    The office may still register people after the deadline, the public may not. Raises `RegistrationClosed`,
    `CourseFull` (no place and no waiting list), `AlreadyRegistered` (same name and e-mail or phone on this list).
    """
    draft.must(Right.REGISTER)
    wanted = draft.workbook.get(Course, course)
    by_office = draft.actor.role is Role.COORDINATOR
    if not is_open(wanted, draft.today) and not (by_office and wanted.status is CourseStatus.OPEN):
        raise RegistrationClosed(course=wanted.title)
    if any(_same_person(form, one) for one in registrations(draft.workbook, course)):
        raise AlreadyRegistered(course=wanted.title)
    if places_for_newcomers(draft.workbook, wanted):
        status = RegistrationStatus.REGISTERED
    elif wanted.waiting_list:
        status = RegistrationStatus.WAITING
    else:
        raise CourseFull(places=wanted.places, course=wanted.title)
    return draft.add(Registration, form, course=course, status=status, received_at=draft.now, channel=channel)


def leave_interest(draft: Draft, form: InterestForm, channel: Channel = Channel.FORM) -> Interest:
    """Keep somebody's interest in the next course."""
    draft.must(Right.LEAVE_INTEREST)
    return draft.add(Interest, form, received_at=draft.now, channel=channel)


def _same_person(form: RegistrationForm, one: Registration) -> bool:
    if one.status not in ON_LIST:
        return False
    same_name = form.full_name.casefold() == one.full_name.casefold()
    same_mail = bool(form.email) and (form.email or "").casefold() == (one.email or "").casefold()
    return same_name and (same_mail or (bool(form.phone) and form.phone == one.phone))
