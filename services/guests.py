"""Guests of an event: who can be invited, inviting them, and what they have answered."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.gaps import Occasion, filled, fillings
from services.messages import letter_for, write
from services.model.access import Right
from services.model.course_lists import (
    EventKind,
    EventStatus,
    GuestRole,
    GuestStatus,
    InterestStatus,
    MessageKind,
    RegistrationStatus,
)
from services.model.course_records import Event, Guest, Interest, Registration
from services.model.draft import Draft
from services.model.errors import NothingChosen
from services.model.event_errors import AllInvited, AnswerDayWrong, EventPast, EventSettled
from services.model.event_forms import GuestForm
from services.model.letters import TemplateForm
from services.model.lists import Channel
from services.model.records import Person
from services.model.workbook import Workbook
from services.roster import AVAILABLE, everybody

EXPECTED: Final = frozenset({GuestStatus.INVITED, GuestStatus.ACCEPTED})
BEFORE_A_COURSE: Final = frozenset(
    {InterestStatus.NEW, InterestStatus.CONTACTED, InterestStatus.INFO_TALK, InterestStatus.WAITING}
)
# What is held for the guides themselves.
MEETINGS: Final = frozenset(
    {
        EventKind.REGULARS,
        EventKind.TRAINING,
        EventKind.WORKSHOP,
        EventKind.WORKING_GROUP,
        EventKind.REFLECTION,
    }
)
ANSWER_DAYS_BEFORE: Final = 3


@dataclass(frozen=True)
class Invited:
    """Who is to be invited: interested people, people of the roster, those certified in a course, others by name."""

    interests: tuple[str, ...] = ()
    guides: tuple[str, ...] = ()
    graduates: tuple[str, ...] = ()
    others: tuple[GuestForm, ...] = ()


def guests(workbook: Workbook, event: str) -> tuple[Guest, ...]:
    """Give everybody invited to an event, in the order they were invited."""
    return workbook.where(Guest, event=event)


def usual_answer_day(event: Event, today: date) -> date:
    """Give the day until which an answer is usually asked for: three days before the event, today at the earliest."""
    return max(today, event.day - timedelta(days=ANSWER_DAYS_BEFORE))


@dataclass(frozen=True)
class Tally:
    """How many were invited to an event, what they answered, and how many came."""

    invited: int
    accepted: int
    declined: int
    silent: int
    came: int


def tally(workbook: Workbook, event: str) -> Tally:
    """Count the answers. Whoever came, or was missed afterwards, is counted by that and no longer by an answer."""
    statuses = [one.status for one in guests(workbook, event)]
    return Tally(
        len(statuses),
        statuses.count(GuestStatus.ACCEPTED),
        statuses.count(GuestStatus.DECLINED),
        statuses.count(GuestStatus.INVITED),
        statuses.count(GuestStatus.ATTENDED),
    )


def interested(workbook: Workbook, event: str) -> tuple[Interest, ...]:
    """Give the interested people who can be invited to an info talk: not yet invited to a course, no guests so far."""
    there = {one.interest for one in guests(workbook, event)}
    return tuple(one for one in workbook.all(Interest) if one.status in BEFORE_A_COURSE and one.id not in there)


def talks_ahead(workbook: Workbook, interest: Interest, today: date) -> tuple[Event, ...]:
    """Give the info talks somebody can be invited to: planned, not over, and they are no guest of it so far."""
    there = {one.event for one in workbook.where(Guest, interest=interest.id)}
    return tuple(
        one
        for one in workbook.all(Event)
        if (one.kind, one.status) == (EventKind.INFO_TALK, EventStatus.PLANNED)
        and one.day >= today
        and one.id not in there
    )


def active_guides(workbook: Workbook, event: str) -> tuple[Person, ...]:
    """Give the ready and active volunteers who are no guests so far, by last name."""
    there = {one.person for one in guests(workbook, event)}
    free = [one for one in everybody(workbook) if one.status in AVAILABLE and one.id not in there]
    return tuple(sorted(free, key=lambda one: (one.last_name.casefold(), one.first_name.casefold(), one.id)))


def graduates(workbook: Workbook, course: str, event: str) -> tuple[Registration, ...]:
    """Give those certified in a course who are no guests of the event so far."""
    there = guests(workbook, event)
    certified = [
        one
        for one in workbook.where(Registration, course=course)
        if one.status is RegistrationStatus.CERTIFIED and one.revoked_on is None
    ]
    rows = {
        one.id: row
        for one, row in zip(
            certified, _rows(workbook, Invited(graduates=tuple(one.id for one in certified))), strict=True
        )
    }
    return tuple(one for one in certified if not _stands_among(there, *rows[one.id]))


def invite(draft: Draft, event: str, invited: Invited, answer_by: date) -> Event:
    """Invite people to an event, nobody twice: a guest each, and a mail or a call with the day for the answer.

    An interest stands at `INFO_TALK` afterwards, unless it has come further already. Raises `NothingChosen`,
    `EventSettled`, `EventPast`, `AnswerDayWrong`, `AllInvited` when everybody chosen is a guest already.
    """
    draft.must(Right.INVITE)
    seen = draft.workbook.get(Event, event)
    must_be_planned(seen)
    must_be_ahead(seen, draft.today)
    if not draft.today <= answer_by <= seen.day:
        raise AnswerDayWrong(day=seen.day)
    wanted = _rows(draft.workbook, invited)
    if not wanted:
        raise NothingChosen
    added = 0
    for form, references in wanted:
        if _stands_among(guests(draft.workbook, event), form, references):
            continue
        guest = draft.add(Guest, form, event=event, **references)
        ask(draft, seen, guest, answer_by)
        added += 1
        interest = draft.workbook.find(Interest, guest.interest)
        if interest and seen.kind is EventKind.INFO_TALK and interest.status in BEFORE_A_COURSE:
            next_step = {"next_step": "", "next_step_on": None, "last_step_on": draft.today}
            draft.replace(interest, status=InterestStatus.INFO_TALK, **next_step)
    if not added:
        raise AllInvited(event=seen.title)
    return seen


def preview(workbook: Workbook, event: Event, invited: Invited, answer_by: date) -> TemplateForm | None:
    """Give the mail, or the script of the call, as the first of those to be invited will get it; None for nobody."""
    rows = _rows(workbook, invited)
    if not rows:
        return None
    form, references = rows[0]
    guest = Guest(id="B-0000", event=event.id, **dict(form), **references)
    letter = letter_for(workbook, _kind(event, guest), Channel.EMAIL if guest.email else Channel.PHONE)
    gaps = fillings(workbook, guest, Occasion(event=event, answer_by=answer_by))
    return TemplateForm(subject=filled(letter.subject, gaps), text=filled(letter.text, gaps))


def _rows(workbook: Workbook, invited: Invited) -> list[tuple[GuestForm, dict[str, str]]]:
    """Give what becomes a guest of each: what is typed or known about them, and the numbers they have elsewhere."""
    interests = [workbook.get(Interest, number) for number in dict.fromkeys(invited.interests)]
    guides = [workbook.get(Person, number) for number in dict.fromkeys(invited.guides)]
    certified = [workbook.get(Registration, number) for number in dict.fromkeys(invited.graduates)]
    return [
        *((_named(one, GuestRole.INTERESTED), {"interest": one.id}) for one in interests),
        *((_named(one, GuestRole.GUIDE), {"person": one.id}) for one in guides),
        *(
            (_named(workbook.find(Person, one.person) or one, GuestRole.GRADUATE), {"person": one.person})
            for one in certified
        ),
        *((form, {}) for form in invited.others),
    ]


def _named(known: Interest | Person | Registration, role: GuestRole) -> GuestForm:
    return GuestForm(role=role, name=known.full_name, email=known.email, phone=known.phone)


def _stands_among(present: tuple[Guest, ...], form: GuestForm, references: dict[str, str]) -> bool:
    if any(number and getattr(one, name) == number for one in present for name, number in references.items()):
        return True
    return any(
        one.name.casefold() == form.name.casefold() and (one.email, one.phone) == (form.email, form.phone)
        for one in present
    )


def ask(draft: Draft, event: Event, guest: Guest, answer_by: date) -> None:
    """Write to a guest, or have them called, with the day for the answer."""
    write(draft, _kind(event, guest), guest, Occasion(event=event, answer_by=answer_by))


def _kind(event: Event, guest: Guest) -> MessageKind:
    """Choose the words that fit: whoever the event is not for is asked to help to receive the others."""
    if event.kind is EventKind.CEREMONY and guest.role is GuestRole.GRADUATE:
        return MessageKind.CEREMONY
    if event.kind is EventKind.INFO_TALK and guest.role is GuestRole.INTERESTED:
        return MessageKind.INFO_TALK
    if event.kind in MEETINGS and guest.role is GuestRole.GUIDE:
        return MessageKind.MEETING
    return MessageKind.TAKING_PART


def must_be_planned(event: Event) -> None:
    """Refuse (`EventSettled`) a step on an event that took place or was called off."""
    if event.status is not EventStatus.PLANNED:
        raise EventSettled(event=event.title, status=event.status)


def must_be_ahead(event: Event, today: date) -> None:
    """Refuse (`EventPast`) asking anybody to a day that is over."""
    if event.day < today:
        raise EventPast(event=event.title, day=event.day)


@dataclass(frozen=True)
class Reach:
    """How many people get a mail, how many are called, and how many can only be told in person."""

    mails: int
    calls: int
    in_person: int


def reach(workbook: Workbook, invited: Invited) -> Reach:
    """Count how those to be invited are reached."""
    forms = [form for form, _references in _rows(workbook, invited)]
    mails = sum(1 for one in forms if one.email)
    calls = sum(1 for one in forms if one.phone and not one.email)
    return Reach(mails, calls, len(forms) - mails - calls)
