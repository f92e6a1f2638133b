"""Info talks, ceremonies, meetings of the guides: planning one, the guests' answers, who came and what it led to."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.gaps import Occasion
from services.guests import (
    BEFORE_A_COURSE,
    EXPECTED,
    MEETINGS,
    ask,
    guests,
    must_be_ahead,
    must_be_planned,
    usual_answer_day,
)
from services.interests import ENDED, end, give_up
from services.messages import UNSENT, unanswered, write
from services.model.access import Right, Role
from services.model.course_lists import (
    EventKind,
    EventStatus,
    GuestStatus,
    InterestStatus,
    MessageKind,
    MessageStatus,
    Presence,
    TalkOutcome,
)
from services.model.course_records import Course, Event, Guest, Interest
from services.model.draft import Draft
from services.model.errors import NotAllowed
from services.model.event_errors import AnswerTooLate, EventAhead, EventSettled, GuestAnswered, InvitationReplaced
from services.model.event_forms import EventForm
from services.model.letters import Message
from services.model.workbook import Workbook

KINDS: Final = (
    EventKind.INFO_TALK,
    EventKind.CEREMONY,
    *(one for one in EventKind if one in MEETINGS),
)
ENDS: Final = {
    TalkOutcome.NOT_SUITABLE: InterestStatus.NOT_SUITABLE,
    TalkOutcome.WITHDRAWN: InterestStatus.WITHDRAWN,
}
THINKS_FOR: Final = timedelta(days=7)
AT_ONCE: Final = timedelta(0)
AFTERWARDS: Final = {
    Presence.PRESENT: GuestStatus.ATTENDED,
    Presence.EXCUSED: GuestStatus.EXCUSED,
    Presence.ABSENT: GuestStatus.ABSENT,
}
# What the office does next stands in the table in German, like everything people read there.
OFFER_ANOTHER: Final = "Anderes Infogespräch anbieten"
ASK_AGAIN: Final = "Nach dem Infogespräch nachfragen"


@dataclass(frozen=True)
class Came:
    """Whether a guest (number) came, and for somebody interested what it led to."""

    guest: str
    presence: Presence | None
    outcome: TalkOutcome | None = None


def plan(draft: Draft, form: EventForm, course: str = "") -> Event:
    """Plan an event, on its own or for a course."""
    draft.must(Right.PLAN_EVENTS)
    if course:
        draft.workbook.get(Course, course)
    return draft.add(Event, form, course=course)


def change(draft: Draft, seen: Event, form: EventForm) -> Event:
    """Change an event. When day, time or place change, everybody expected gets a new invitation and is asked again.

    Raises `EventSettled`, `EventPast` (guests cannot be asked to a day that is over), `ChangedMeanwhile`.
    """
    draft.must(Right.PLAN_EVENTS)
    must_be_planned(seen)
    changed = draft.replace(seen, **dict(form))
    moved = (changed.day, changed.starts, changed.place) != (seen.day, seen.starts, seen.place)
    expected = [one for one in guests(draft.workbook, seen.id) if one.status in EXPECTED]
    if moved and expected:
        must_be_ahead(changed, draft.today)
        answer_by = usual_answer_day(changed, draft.today)
        for guest in expected:
            asked = draft.replace(guest, status=GuestStatus.INVITED, answered_at=None)
            ask(draft, changed, asked, answer_by)
    return changed


def newest_first(workbook: Workbook) -> tuple[Event, ...]:
    """Give all events that guests are invited to, the last day first."""
    events = [one for one in workbook.all(Event) if one.kind in KINDS]
    return tuple(sorted(events, key=lambda one: (one.day, one.id), reverse=True))


def call_off(draft: Draft, seen: Event) -> Event:
    """Call an event off: everybody expected is told, whoever was to come to an info talk is offered another one.

    Raises `EventSettled`, `ChangedMeanwhile`.
    """
    draft.must(Right.PLAN_EVENTS)
    must_be_planned(seen)
    off = draft.replace(seen, status=EventStatus.CANCELLED)
    for guest in guests(draft.workbook, seen.id):
        give_up(draft, guest.id)
        if guest.status in EXPECTED:
            write(draft, MessageKind.EVENT_OFF, guest, Occasion(event=off))
            _offer_another(draft, guest)
    return off


def answer(draft: Draft, seen: Guest, accepted: bool) -> Guest:  # noqa: FBT001 - a yes or a no
    """Note a guest's yes or no: by the office at any time before the event, by a personal link once and in time.

    Somebody interested who cannot come is offered another talk. Raises `EventSettled`, `ChangedMeanwhile`, and for a
    link `NotAllowed` (somebody else's), `GuestAnswered`, `InvitationReplaced`, `AnswerTooLate`.
    """
    by_link = draft.actor.role is Role.LINK
    draft.must(Right.ANSWER_LINK if by_link else Right.INVITE)
    event = draft.workbook.get(Event, seen.event)
    if by_link:
        _must_be_own(draft, seen)
    must_be_planned(event)
    if by_link:
        _must_be_in_time(draft, seen)
    said = GuestStatus.ACCEPTED if accepted else GuestStatus.DECLINED
    answered = draft.replace(seen, status=said, answered_at=draft.now)
    for message in unanswered(draft.workbook, seen.id):
        called = message.status in (MessageStatus.TO_CALL, MessageStatus.NOT_REACHED)
        status = MessageStatus.REACHED if called else message.status
        if status in UNSENT and not accepted:  # a mail that has not gone out would ask somebody who said no already
            status = MessageStatus.DROPPED
        draft.replace(message, answered_at=draft.now, status=status)
    if not accepted and event.kind is EventKind.INFO_TALK:
        _offer_another(draft, answered)
    return answered


def record(draft: Draft, seen: Event, came: tuple[Came, ...]) -> Event:
    """Note who came, and for each interested person what it led to; may be completed or corrected later.

    Whoever wants to join waits for a course; whom it does not suit, or who withdrew, is out; all others are asked
    again. Nobody who was invited to a course or registered meanwhile falls back. Raises `EventSettled` (called off),
    `EventAhead`, `ChangedMeanwhile`.
    """
    draft.must(Right.PLAN_EVENTS)
    if seen.status is EventStatus.CANCELLED:
        raise EventSettled(event=seen.title, status=seen.status)
    if seen.day > draft.today:
        raise EventAhead(event=seen.title, day=seen.day)
    held = draft.replace(seen, status=EventStatus.HELD)
    for one in came:
        guest = draft.workbook.get(Guest, one.guest)
        if one.presence is None:
            continue
        noted = draft.replace(guest, status=AFTERWARDS[one.presence], outcome=one.outcome)
        give_up(draft, guest.id)
        new = guest.status not in AFTERWARDS.values() or noted.outcome is not guest.outcome
        if new and seen.kind is EventKind.INFO_TALK:
            _follow(draft, noted)
    return held


def without_outcome(workbook: Workbook, today: date) -> tuple[Event, ...]:
    """Give the events that are over and not written up, or lack what they led to for somebody."""
    return tuple(one for one in workbook.all(Event) if one.kind in KINDS and _lacks_outcome(workbook, one, today))


def _lacks_outcome(workbook: Workbook, event: Event, today: date) -> bool:
    if event.status is EventStatus.PLANNED:
        return event.day < today
    held_talk = event.status is EventStatus.HELD and event.kind is EventKind.INFO_TALK
    return held_talk and any(
        one.interest and one.status is GuestStatus.ATTENDED and one.outcome is None
        for one in guests(workbook, event.id)
    )


def _follow(draft: Draft, guest: Guest) -> None:
    """Bring an interest to where the talk has led; without an outcome nobody who has ended theirs is brought back."""
    interest = draft.workbook.find(Interest, guest.interest)
    if interest is None or interest.status not in BEFORE_A_COURSE | ENDED:
        return
    if guest.outcome in ENDS:
        if interest.status is not ENDS[guest.outcome]:
            end(draft, interest, ENDS[guest.outcome])
    elif guest.outcome is TalkOutcome.JOINS:
        _stand(draft, interest, InterestStatus.WAITING)
    elif interest.status in BEFORE_A_COURSE:
        thinks = guest.outcome is TalkOutcome.UNDECIDED
        _stand(draft, interest, InterestStatus.CONTACTED, ASK_AGAIN, draft.today + (THINKS_FOR if thinks else AT_ONCE))


def _offer_another(draft: Draft, guest: Guest) -> None:
    interest = draft.workbook.find(Interest, guest.interest)
    if interest and interest.status is InterestStatus.INFO_TALK:
        _stand(draft, interest, InterestStatus.CONTACTED, OFFER_ANOTHER, draft.today)


def _stand(
    draft: Draft, interest: Interest, status: InterestStatus, next_step: str = "", on: date | None = None
) -> None:
    draft.replace(
        interest,
        status=status,
        withdrawn_on=None,
        last_step_on=draft.today,
        next_step=next_step,
        next_step_on=on,
    )


def _must_be_own(draft: Draft, seen: Guest) -> None:
    message = draft.workbook.find(Message, draft.actor.link)
    if message is None or message.about != seen.id:
        raise NotAllowed(deed=Right.ANSWER_LINK)


def _must_be_in_time(draft: Draft, seen: Guest) -> None:
    """Let a link answer once, until its day, and only the newest: an older one speaks of another day or place."""
    if seen.status is not GuestStatus.INVITED:
        raise GuestAnswered(status=seen.status)
    newest = draft.workbook.where(Message, about=seen.id)[-1]
    if newest.id != draft.actor.link:
        raise InvitationReplaced
    if newest.answer_by and newest.answer_by < draft.today:
        raise AnswerTooLate(day=newest.answer_by)
