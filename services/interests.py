"""Interest in a coming course: taking it on the phone, its next step, and its end; nobody is forgotten."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from services.messages import UNSENT, unanswered
from services.model.access import Right
from services.model.course_errors import StillInterested
from services.model.course_forms import CallForm, StepForm
from services.model.course_lists import EventStatus, GuestStatus, InterestStatus, MessageStatus, RegistrationStatus
from services.model.course_records import ERASED, Event, Guest, Interest, Registration
from services.model.draft import Draft
from services.model.errors import NotOnList
from services.model.languages import Language
from services.model.letters import Message
from services.model.lists import Channel, Consent
from services.model.workbook import Workbook
from services.programme import programme

OPEN: Final = frozenset(
    {
        InterestStatus.NEW,
        InterestStatus.CONTACTED,
        InterestStatus.INFO_TALK,
        InterestStatus.WAITING,
        InterestStatus.INVITED,
    }
)
ENDED: Final = frozenset({InterestStatus.NOT_SUITABLE, InterestStatus.WITHDRAWN})
FORGOTTEN_AFTER: Final = timedelta(days=14)
NEVER_TOOK_PART: Final = frozenset(
    {RegistrationStatus.INVITED, RegistrationStatus.DECLINED, RegistrationStatus.WITHDRAWN}
)
IN_WRITING: Final = frozenset({Channel.FORM, Channel.EMAIL, Channel.LETTER})


@dataclass(frozen=True)
class Wanted:
    """What to look for; an empty filter lets everybody through, without a status only those still interested."""

    statuses: frozenset[InterestStatus] = frozenset()
    languages: frozenset[Language] = frozenset()
    waiting_days: int = 0
    without_step: bool = False
    today: date = field(default=date.min)


def search(workbook: Workbook, wanted: Wanted) -> tuple[Interest, ...]:
    """Give the interested people who meet every filter; whoever has waited longest comes first."""
    found = [one for one in workbook.all(Interest) if _meets(one, wanted)]
    return tuple(sorted(found, key=lambda one: (one.received_at, one.id)))


def owners(workbook: Workbook) -> tuple[str, ...]:
    """Give everybody who is in charge of somebody's interest, in alphabetical order."""
    return tuple(sorted({one.owner for one in workbook.all(Interest) if one.owner}, key=str.casefold))


def take(draft: Draft, form: CallForm) -> Interest:
    """Keep what somebody said on the phone, or in any other way that reached the office.

    Their consent counts as given by word of mouth, or in writing when they wrote. Without a next step they wait for a
    course; with one the office is still in touch with them. Nobody in charge: whoever took it is.
    """
    draft.must(Right.TAKE_INTEREST)
    more_to_do = bool(form.next_step or form.next_step_on)
    return draft.add(
        Interest,
        form,
        owner=form.owner or draft.actor.name,
        consent=True,
        consented=Consent.WRITTEN if form.channel in IN_WRITING else Consent.VERBAL,
        received_at=draft.now,
        received_by=draft.actor.name,
        status=InterestStatus.CONTACTED if more_to_do else InterestStatus.WAITING,
        last_step_on=draft.today,
    )


def step(draft: Draft, seen: Interest, form: StepForm) -> Interest:
    """Note that something was done, and what comes next; raises `NotOnList`, `ChangedMeanwhile`."""
    draft.must(Right.TAKE_INTEREST)
    if seen.status not in OPEN or form.status not in OPEN:
        raise NotOnList(name=seen.full_name, status=seen.status)
    return draft.replace(seen, **dict(form), last_step_on=draft.today)


def steps_open(seen: Interest) -> tuple[InterestStatus, ...]:
    """Give where the office can put an interest by hand; invitations and registrations come from their own steps."""
    return tuple(dict.fromkeys((seen.status, InterestStatus.CONTACTED, InterestStatus.WAITING)))


def correct(draft: Draft, seen: Interest, form: CallForm) -> Interest:
    """Correct what was noted about somebody; raises `NotOnList` for somebody erased, `ChangedMeanwhile`."""
    draft.must(Right.TAKE_INTEREST)
    if seen.status is InterestStatus.EXPIRED:
        raise NotOnList(name=seen.full_name, status=seen.status)
    return draft.replace(seen, **dict(form))


def withdraw(draft: Draft, seen: Interest, status: InterestStatus = InterestStatus.WITHDRAWN) -> Interest:
    """End an interest: they withdrew, or the task does not suit them. Their details go after the programme's days.

    Whatever they were invited to is declined, and nobody calls or writes to them about it any more.
    Raises `NotOnList`, `ChangedMeanwhile`.
    """
    draft.must(Right.TAKE_INTEREST)
    if seen.status not in OPEN or status not in ENDED:
        raise NotOnList(name=seen.full_name, status=seen.status)
    return end(draft, seen, status)


def end(draft: Draft, seen: Interest, status: InterestStatus) -> Interest:
    """Do what ending an interest means; the step that leads to it asks for the right."""
    for registration in draft.workbook.where(Registration, interest=seen.id):
        if registration.status is RegistrationStatus.INVITED:
            draft.replace(registration, status=RegistrationStatus.DECLINED)
            give_up(draft, registration.id)
    for guest in draft.workbook.where(Guest, interest=seen.id):
        if guest.status in (GuestStatus.INVITED, GuestStatus.ACCEPTED):
            draft.replace(guest, status=GuestStatus.DECLINED, answered_at=draft.now)
            give_up(draft, guest.id)
    give_up(draft, seen.id)
    gone = {"withdrawn_on": draft.today, "last_step_on": draft.today, "next_step": "", "next_step_on": None}
    return draft.replace(seen, status=status, **gone)


def give_up(draft: Draft, about: str) -> None:
    """Let no message about this entry go out, and no link to it be followed, any more."""
    for message in unanswered(draft.workbook, about):
        status = MessageStatus.DROPPED if message.status in UNSENT else message.status
        draft.replace(message, status=status, answered_at=draft.now)


def take_up_again(draft: Draft, seen: Interest) -> Interest:
    """Let somebody who had withdrawn, or whom it did not suit, wait for a course again; raises `NotOnList`."""
    draft.must(Right.TAKE_INTEREST)
    if seen.status not in ENDED:
        raise NotOnList(name=seen.full_name, status=seen.status)
    return draft.replace(seen, status=InterestStatus.WAITING, withdrawn_on=None, last_step_on=draft.today)


def erase(draft: Draft, seen: Interest) -> Interest:
    """Erase who it was, for good: here, in messages, on guest lists, and in invitations that led to no course.

    The row stays for the count. Raises `StillInterested` before the interest has ended, `ChangedMeanwhile`.
    """
    draft.must(Right.TAKE_INTEREST)
    if seen.status not in ENDED:
        raise StillInterested(name=seen.full_name, status=seen.status)
    guests = draft.workbook.where(Guest, interest=seen.id)
    invited = [one for one in draft.workbook.where(Registration, interest=seen.id) if one.status in NEVER_TOOK_PART]
    for number in (seen.id, *(one.id for one in guests), *(one.id for one in invited)):
        give_up(draft, number)
        for message in draft.workbook.where(Message, about=number):
            draft.replace(message, **dict(message.without_personal()) | {"to": ERASED})
    for guest in guests:
        draft.replace(guest, **dict(guest.without_personal()) | {"name": ERASED})
    for one in invited:
        # A registration cannot do without a first and a last name.
        draft.replace(one, **dict(one.without_personal()) | {"first_name": ERASED, "last_name": "–"})
    nobody = {"last_name": ERASED, "languages": (), "status": InterestStatus.EXPIRED}
    return draft.replace(seen, **dict(seen.without_personal()) | nobody)


def due_for_erasure(workbook: Workbook, today: date) -> tuple[Interest, ...]:
    """Give those who withdrew, or whom it did not suit, as long ago as the programme has set."""
    days = timedelta(days=programme(workbook).keep_days)
    return tuple(one for one in workbook.all(Interest) if one.status in ENDED and erasure_day(one, days) <= today)


def erasure_day(interest: Interest, days: timedelta) -> date:
    """Give the day from which an ended interest is due to be erased."""
    return (interest.withdrawn_on or interest.last_step_on or interest.received_at.date()) + days


def forgotten(workbook: Workbook, today: date) -> tuple[Interest, ...]:
    """Give those still interested for whom nothing was done for 14 days, and for whom nothing is planned."""
    return tuple(one for one in workbook.all(Interest) if is_forgotten(workbook, one, today))


def is_forgotten(workbook: Workbook, interest: Interest, today: date) -> bool:
    """Say whether nothing was done for 14 days and nothing is planned: no next step, no talk, no answer awaited."""
    if interest.status not in OPEN or interest.next_step_on:
        return False
    quiet = today - (interest.last_step_on or interest.received_at.date()) >= FORGOTTEN_AFTER
    return quiet and not _has_a_talk_ahead(workbook, interest, today) and not _is_asked(workbook, interest, today)


def steps_due(workbook: Workbook, today: date) -> tuple[Interest, ...]:
    """Give those whose next step is due today or was due earlier, the longest first."""
    due = [one for one in workbook.all(Interest) if one.status in OPEN and (one.next_step_on or date.max) <= today]
    return tuple(sorted(due, key=lambda one: (one.next_step_on or date.max, one.id)))


def _has_a_talk_ahead(workbook: Workbook, interest: Interest, today: date) -> bool:
    events = (workbook.find(Event, guest.event) for guest in workbook.where(Guest, interest=interest.id))
    return any(one and one.status is EventStatus.PLANNED and one.day >= today for one in events)


def _is_asked(workbook: Workbook, interest: Interest, today: date) -> bool:
    messages = (
        message
        for one in workbook.where(Registration, interest=interest.id)
        for message in unanswered(workbook, one.id)
    )
    return any(one.answer_by and one.answer_by >= today for one in messages)


def _meets(interest: Interest, wanted: Wanted) -> bool:
    no_step = interest.next_step_on is None or interest.next_step_on < wanted.today
    waits = (wanted.today - interest.received_at.date()).days if wanted.waiting_days else 0
    return (
        interest.status in (wanted.statuses or OPEN)
        and (not wanted.languages or bool(wanted.languages & set(interest.languages)))
        and waits >= wanted.waiting_days
        and (no_step or not wanted.without_step)
    )
