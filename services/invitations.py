"""Inviting people who left their interest to a course, and what they answer."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.gaps import Occasion
from services.messages import note_answer, write
from services.model.access import Right
from services.model.course_errors import DayPast, InvitedAlready, TakesNobody
from services.model.course_lists import (
    CourseKind,
    CourseStatus,
    InterestStatus,
    MessageKind,
    RegistrationStatus,
)
from services.model.course_records import Course, Interest, Registration
from services.model.draft import Draft
from services.model.errors import NothingChosen, NotOnList
from services.model.languages import Language
from services.model.letters import Message
from services.model.workbook import Workbook
from services.registration import INTERESTED, confirm_receipt, same_person
from services.waiting_list import ON_LIST, newcomer, registrations

TAKES_PEOPLE: Final = frozenset({CourseStatus.ANNOUNCED, CourseStatus.OPEN})


@dataclass(frozen=True)
class Filters:
    """Whom to look for; an empty filter lets everybody through.

    `days`: left their interest within so many days. `wish`: wish this kind of course, or have not said.
    """

    languages: frozenset[Language] = frozenset()
    wish: CourseKind | None = None
    days: int | None = None


EVERYBODY: Final = Filters()


@dataclass(frozen=True)
class Counts:
    """How many were invited to a course, and what became of it; `overdue` of the silent ones should have answered."""

    invited: int = 0
    accepted: int = 0
    declined: int = 0
    silent: int = 0
    overdue: int = 0


# Questions ------------------------------------------------------------------------------------------------------------


def invitees(workbook: Workbook, course: Course, today: date, filters: Filters = EVERYBODY) -> tuple[Interest, ...]:
    """Give whoever may be invited to a course and meets every filter, the longest waiting first.

    Not those who have or had a row on this course's list, nor those who may still answer another invitation.
    """
    here = registrations(workbook, course.id)
    return tuple(
        one
        for one in sorted(workbook.all(Interest), key=lambda one: one.received_at)
        if _meets(one, filters, today) and _free(workbook, one, today) and not _stands(one, here)
    )


def counts(workbook: Workbook, course: str, today: date) -> Counts:
    """Count the invitations to a course by what became of them."""
    asked = [one for one in registrations(workbook, course) if _was_invited(workbook, one)]
    silent = [one for one in asked if one.status is RegistrationStatus.INVITED]
    declined = sum(one.status is RegistrationStatus.DECLINED for one in asked)
    unclear = sum(one.status is RegistrationStatus.CALLED_OFF for one in asked)
    return Counts(
        invited=len(asked),
        accepted=len(asked) - len(silent) - declined - unclear,
        declined=declined,
        silent=len(silent),
        overdue=sum(one.answer_by is not None and one.answer_by < today for one in silent),
    )


# What the office does -------------------------------------------------------------------------------------------------


def invite(draft: Draft, course: str, interests: tuple[str, ...], answer_by: date) -> Course:
    """Invite the chosen ones (numbers of interests): a mail, or a call to make for whoever has no address.

    All or none. Raises `NothingChosen`, `TakesNobody`, `DayPast`, and `InvitedAlready` with the names.
    """
    draft.must(Right.INVITE)
    wanted = draft.workbook.get(Course, course)
    if not interests:
        raise NothingChosen
    if wanted.status not in TAKES_PEOPLE:
        raise TakesNobody(course=wanted.caption, status=wanted.status)
    if answer_by < draft.today:
        raise DayPast(day=answer_by)
    possible = {one.id for one in invitees(draft.workbook, wanted, draft.today)}
    chosen = [draft.workbook.get(Interest, number) for number in dict.fromkeys(interests)]
    late = [one for one in chosen if one.id not in possible]
    late += [one for at, one in enumerate(chosen) if any(same_person(one, other) for other in chosen[:at])]
    if late:
        raise InvitedAlready(names=tuple(one.full_name for one in late))
    for interest in chosen:
        _invite_one(draft, wanted, interest, answer_by)
    return wanted


def accept(draft: Draft, seen: Registration) -> Registration:
    """Note that somebody accepts their invitation; raises `NotOnList`, `TakesNobody`, `CourseFull`."""
    draft.must(Right.INVITE)
    return accepted(draft, seen)


def decline(draft: Draft, seen: Registration, keep_interest: bool) -> Registration:  # noqa: FBT001 - a yes or no of the person
    """Note that somebody declines, for this time or (not `keep_interest`) for good; raises `NotOnList`."""
    draft.must(Right.INVITE)
    return declined(draft, seen, keep_interest=keep_interest)


# Steps of the actions here and of the answers by a personal link; those ask for the right -----------------------------


def accepted(draft: Draft, seen: Registration) -> Registration:
    """Give whoever accepts a place or a position on the waiting list, by the same rule as everybody else.

    They arrive now, not when they were invited. Raises `NotOnList`, `TakesNobody`, `CourseFull`.
    """
    _must_be_invited(seen)
    course = draft.workbook.get(Course, seen.course)
    if course.status not in TAKES_PEOPLE:
        raise TakesNobody(course=course.caption, status=course.status)
    status = newcomer(draft.workbook, course)
    done = draft.replace(seen, status=status, received_at=draft.now, answer_by=None)
    interest = draft.workbook.find(Interest, seen.interest)
    if interest and interest.status in INTERESTED:
        draft.replace(interest, status=InterestStatus.REGISTERED, last_step_on=draft.today)
    note_answer(draft, done.id)
    confirm_receipt(draft, done)
    return done


def declined(draft: Draft, seen: Registration, *, keep_interest: bool) -> Registration:
    """Note a no: the interest waits for another course, or is withdrawn. Raises `NotOnList`."""
    _must_be_invited(seen)
    done = draft.replace(seen, status=RegistrationStatus.DECLINED)
    note_answer(draft, done.id)
    interest = draft.workbook.find(Interest, seen.interest)
    if interest and interest.status in INTERESTED and keep_interest:
        draft.replace(interest, status=InterestStatus.WAITING, last_step_on=draft.today)
    elif interest and interest.status in INTERESTED:
        withdrawn(draft, interest)
    return done


def withdrawn(draft: Draft, seen: Interest) -> Interest:
    """Note that somebody is no longer interested: their details are erased after the set number of days."""
    done = draft.replace(
        seen, status=InterestStatus.WITHDRAWN, withdrawn_on=draft.today, last_step_on=draft.today, next_step_on=None
    )
    note_answer(draft, seen.id)
    return done


def _must_be_invited(seen: Registration) -> None:
    if seen.status is not RegistrationStatus.INVITED:
        raise NotOnList(name=seen.full_name, status=seen.status)


def _invite_one(draft: Draft, course: Course, interest: Interest, answer_by: date) -> None:
    invited = draft.add(
        Registration,
        course=course.id,
        status=RegistrationStatus.INVITED,
        interest=interest.id,
        first_name=interest.first_name,
        last_name=interest.last_name,
        email=interest.email,
        phone=interest.phone,
        consent=interest.consent,
        consented=interest.consented,
        channel=interest.channel,
        received_at=draft.now,
        answer_by=answer_by,
    )
    draft.replace(interest, status=InterestStatus.INVITED, last_step_on=draft.today)
    write(draft, MessageKind.INVITATION, invited, Occasion(course=course, answer_by=answer_by))


def _meets(interest: Interest, filters: Filters, today: date) -> bool:
    speaks = not filters.languages or bool(filters.languages & set(interest.languages))
    wishes = filters.wish is None or interest.wish in (None, filters.wish)
    fresh = filters.days is None or (today - interest.received_at.date()).days <= filters.days
    return speaks and wishes and fresh


def _free(workbook: Workbook, interest: Interest, today: date) -> bool:
    """Say whether somebody is interested and not asked by another invitation that they may still answer."""
    if interest.status is not InterestStatus.INVITED:
        return interest.status in INTERESTED
    asked = workbook.where(Registration, interest=interest.id)
    return not any(
        one.status is RegistrationStatus.INVITED and (one.answer_by is None or one.answer_by >= today) for one in asked
    )


def _stands(interest: Interest, here: tuple[Registration, ...]) -> bool:
    """Say whether somebody stands on a course's list, or was invited to it before."""
    asked = ON_LIST | {RegistrationStatus.INVITED}
    return any(one.interest == interest.id or (one.status in asked and same_person(interest, one)) for one in here)


def _was_invited(workbook: Workbook, one: Registration) -> bool:
    if one.status in (RegistrationStatus.INVITED, RegistrationStatus.DECLINED):
        return True
    return any(message.kind is MessageKind.INVITATION for message in workbook.where(Message, about=one.id))
