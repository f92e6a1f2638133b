"""Registering for a course, or leaving one's interest when none is open."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from services.gaps import Occasion
from services.messages import note_answer, write
from services.model.access import Right, Role
from services.model.course_forms import InterestForm, RegistrationForm
from services.model.course_lists import CourseStatus, InterestStatus, MessageKind, RegistrationStatus
from services.model.course_records import Course, Interest, Registration
from services.model.draft import Draft
from services.model.errors import AlreadyRegistered, RegistrationClosed
from services.model.forms import Contact
from services.model.lists import Channel, Consent
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.waiting_list import ON_LIST, newcomer, position, registrations

# Whoever has left interest and neither has a course nor has given it up.
INTERESTED: Final = frozenset(
    {
        InterestStatus.NEW,
        InterestStatus.CONTACTED,
        InterestStatus.INFO_TALK,
        InterestStatus.WAITING,
        InterestStatus.INVITED,
    }
)


def is_open(course: Course, today: date) -> bool:
    """Say whether the course takes registrations today: open, the deadline (inclusive) not past, not yet begun."""
    return closed_because(course, today) is None


def closed_because(course: Course, today: date) -> Sentence | None:
    """Say why the course takes no registrations today; None when it does."""
    if course.status is CourseStatus.CANCELLED:
        return Sentence(N_("This course was called off."))
    if course.status in (CourseStatus.DRAFT, CourseStatus.ANNOUNCED):
        return Sentence(N_("Registration has not opened yet."))
    begun = course.starts_on is not None and today > course.starts_on
    if course.status is not CourseStatus.OPEN or begun:
        return Sentence(N_("This course has begun."))
    if course.register_until is not None and today > course.register_until:
        return Sentence(N_("Registration closed on {day}."), day=course.register_until)
    return None


def register(draft: Draft, course: str, form: RegistrationForm, channel: Channel = Channel.FORM) -> Registration:
    """Register somebody: a place while there is one and nobody waits for it, then the waiting list.

    The office may still register people after the deadline, the public may not. Somebody invited takes up their
    invitation, somebody who left interest is linked to it. Whoever has an address gets a mail.
    Raises `RegistrationClosed`, `CourseFull` (no place and no waiting list), `AlreadyRegistered` (same name and e-mail
    or phone on this list).
    """
    draft.must(Right.REGISTER)
    wanted = draft.workbook.get(Course, course)
    by_office = Role.COORDINATOR in draft.actor.roles
    if not is_open(wanted, draft.today) and not (by_office and wanted.status is CourseStatus.OPEN):
        raise RegistrationClosed(course=wanted.caption)
    here = [one for one in registrations(draft.workbook, course) if same_person(form, one)]
    if any(one.status in ON_LIST for one in here):
        raise AlreadyRegistered(course=wanted.caption)
    kept = {
        "status": newcomer(draft.workbook, wanted),
        "received_at": draft.now,
        "channel": channel,
        "consented": Consent.VERBAL if channel is Channel.PHONE else Consent.WRITTEN,
        "interest": _registered_interest(draft, form),
    }
    invited = next((one for one in here if one.status is RegistrationStatus.INVITED), None)
    if invited:
        kept["interest"] = kept["interest"] or invited.interest
        done = draft.replace(invited, **dict(form), **kept, answer_by=None)
        note_answer(draft, done.id)
    else:
        done = draft.add(Registration, form, course=course, **kept)
    confirm_receipt(draft, done)
    return done


def leave_interest(draft: Draft, form: InterestForm, channel: Channel = Channel.FORM) -> Interest:
    """Keep somebody's interest in the next course; whoever has an address gets a mail."""
    draft.must(Right.LEAVE_INTEREST)
    kept = draft.add(Interest, form, received_at=draft.now, channel=channel)
    if kept.email:
        write(draft, MessageKind.INTEREST_KEPT, kept)
    return kept


def confirm_receipt(draft: Draft, one: Registration) -> None:
    """Write whoever has an address what became of their registration: a place, or a position on the waiting list."""
    if one.email:
        kind = MessageKind.WAITING if one.status is RegistrationStatus.WAITING else MessageKind.REGISTERED
        course = draft.workbook.get(Course, one.course)
        write(draft, kind, one, Occasion(course=course, place=position(draft.workbook, one)))


def same_person(one: Contact, other: Contact) -> bool:
    """Say whether two entries are about one person: same e-mail or phone, same name (as far as it is known)."""
    same_last = one.last_name.casefold() == other.last_name.casefold()
    firsts = {one.first_name.casefold(), other.first_name.casefold()} - {""}
    same_mail = bool(one.email) and (one.email or "").casefold() == (other.email or "").casefold()
    return same_last and len(firsts) <= 1 and (same_mail or (bool(one.phone) and one.phone == other.phone))


def _registered_interest(draft: Draft, form: RegistrationForm) -> str:
    """Close the open interest of whoever registers; gives its number, or ""."""
    found = list(_open_interests(draft.workbook, form))
    for interest in found:
        draft.replace(interest, status=InterestStatus.REGISTERED, last_step_on=draft.today)
    return found[0].id if found else ""


def _open_interests(workbook: Workbook, form: RegistrationForm) -> Iterator[Interest]:
    return (one for one in workbook.all(Interest) if one.status in INTERESTED and same_person(form, one))
