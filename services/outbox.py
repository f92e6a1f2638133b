"""The outbox: what is to be sent and to be called, what became of it, and what the office does by hand."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from services.gaps import LINK
from services.links import address, own_address
from services.model.access import Right
from services.model.course_errors import AlreadySettled, NothingToSend, OnItsWay
from services.model.course_lists import MessageStatus
from services.model.draft import Draft
from services.model.errors import NothingChosen
from services.model.letters import Message
from services.model.lists import Channel
from services.model.own_records import PersonalLink
from services.model.post import Envelope, Outcome
from services.model.workbook import Workbook
from services.programme import programme

MOST: Final = 50  # letters handed to the mail server in one go
WAITS: Final = (1, 5, 30, 120)  # minutes after the first, second, ... attempt that failed for the time being
ATTEMPTS: Final = len(WAITS) + 1
UNCLEAR_AFTER: Final = timedelta(minutes=10)

BY_HAND: Final = frozenset({MessageStatus.BY_HAND, MessageStatus.REACHED, MessageStatus.DROPPED})
TO_CALL: Final = frozenset({MessageStatus.TO_CALL, MessageStatus.NOT_REACHED})
IN_DOUBT: Final = frozenset({MessageStatus.FAILED, MessageStatus.SENDING})
UNDECIDED: Final = IN_DOUBT | {MessageStatus.WAITING}

Seen = tuple[Message, ...]


def to_send(workbook: Workbook, now: datetime) -> Seen:
    """Give the mails that are to go out now, the oldest first: new ones, and those whose wait is over."""
    waiting = [one for one in mails(workbook, MessageStatus.WAITING) if not is_overtaken(one, now.date())]
    return tuple(one for one in waiting if (due := due_at(one)) is None or due <= now)


def is_overtaken(message: Message, today: date) -> bool:
    """Say whether a mail has come too late before it went out: it is answered, or the day for an answer is past."""
    return message.answered_at is not None or (message.answer_by is not None and message.answer_by < today)


def due_at(message: Message) -> datetime | None:
    """Give when a waiting mail is tried again; None for one that was not tried yet."""
    if message.tried_at is None or not message.attempts:
        return None
    return message.tried_at + timedelta(minutes=WAITS[min(message.attempts, len(WAITS)) - 1])


def next_due(workbook: Workbook, now: datetime) -> datetime | None:
    """Give when the next waiting mail is tried again; None when nothing waits for its time."""
    waiting = [one for one in mails(workbook, MessageStatus.WAITING) if not is_overtaken(one, now.date())]
    return min((due for one in waiting if (due := due_at(one))), default=None)


def mails(workbook: Workbook, *statuses: MessageStatus) -> Seen:
    """Give the mails in these states, the oldest first."""
    found = [one for status in statuses for one in workbook.where(Message, status=status)]
    return tuple(sorted((one for one in found if one.channel is Channel.EMAIL), key=_age))


def unclear(workbook: Workbook, now: datetime) -> Seen:
    """Give the mails of which nobody knows whether they went out: handing them over began and never ended."""
    return tuple(one for one in mails(workbook, MessageStatus.SENDING) if is_unclear(one, now))


def is_unclear(message: Message, now: datetime) -> bool:
    """Say whether handing over a mail began long ago, or broke off."""
    begun = message.tried_at or message.written_at
    return message.status is MessageStatus.SENDING and (bool(message.trouble) or now - begun > UNCLEAR_AFTER)


def calls(workbook: Workbook) -> Seen:
    """Give the calls to make: those not tried yet first, then by how long ago they were."""
    found = [*workbook.where(Message, status=MessageStatus.TO_CALL)]
    found += workbook.where(Message, status=MessageStatus.NOT_REACHED)
    return tuple(sorted(found, key=lambda one: (one.tried_at is not None, one.tried_at or one.written_at, one.id)))


def settled(workbook: Workbook) -> Seen:
    """Give the messages nobody has to do anything about, the newest first."""
    found = [one for status in (MessageStatus.SENT, *BY_HAND) for one in workbook.where(Message, status=status)]
    return tuple(sorted(found, key=lambda one: (one.tried_at or one.written_at, one.id), reverse=True))


def _age(message: Message) -> tuple[datetime, str]:
    return message.written_at, message.id


def ready(workbook: Workbook, message: Message, key: str) -> Envelope:
    """Give a mail as it goes out, its personal link filled in.

    Without a link (no address of the app's own, or no key) its place says how to reach the office instead.
    """
    ours = programme(workbook)
    own = workbook.find(PersonalLink, message.about) is not None
    link = own_address(ours.web, key, message.about) if own else address(ours.web, key, message.id)
    there = link or _contact(ours.phone, ours.email)
    return Envelope(
        number=message.id,
        written_at=message.written_at,
        to=message.to,
        email=message.email or "",
        subject=message.subject.replace(LINK, there),
        text=message.text.replace(LINK, there),
    )


def _contact(phone: str | None, email: str | None) -> str:
    """Say in a mail, which is German, how to answer without a link."""
    ways = [f"Telefon {phone}"] * bool(phone) + [f"E-Mail {email}"] * bool(email)
    return " oder ".join(ways) or "Antworten Sie einfach auf diese E-Mail."


def batches(envelopes: Sequence[Envelope]) -> Sequence[Sequence[Envelope]]:
    """Put together those that say word for word the same, so that one mail to all of them would do."""
    same: dict[tuple[str, str], list[Envelope]] = {}
    for one in envelopes:
        same.setdefault((one.subject, one.text), []).append(one)
    return tuple(same.values())


def claim(draft: Draft, most: int = MOST) -> Message:
    """Take up to `most` mails for sending; whoever comes second gets the next ones. Raises `NothingToSend`."""
    draft.must(Right.SEND_MESSAGES)
    due = to_send(draft.workbook, draft.now)[:most]
    if not due:
        raise NothingToSend
    taken = [
        draft.replace(one, status=MessageStatus.SENDING, tried_at=draft.now, attempts=one.attempts + 1, trouble="")
        for one in due
    ]
    return taken[0]


def settle(draft: Draft, claimed: Seen, outcomes: Sequence[Outcome]) -> Message:
    """Note what became of the mails that were claimed.

    Whatever the office has decided about one of them meanwhile stays.
    """
    draft.must(Right.SEND_MESSAGES)
    became: Mapping[str, Outcome] = {one.number: one for one in outcomes}
    for one in claimed:
        now = draft.workbook.get(Message, one.id)
        if now.status is MessageStatus.SENDING and now.tried_at == one.tried_at:
            outcome = became[one.id]
            draft.replace(now, status=_after(now, outcome), trouble=outcome.told)
    return draft.workbook.get(Message, claimed[0].id)


def _after(message: Message, outcome: Outcome) -> MessageStatus:
    if outcome.trouble is None:
        return MessageStatus.SENT
    if outcome.unknown:
        return MessageStatus.SENDING
    if outcome.again and message.attempts < ATTEMPTS:
        return MessageStatus.WAITING
    return MessageStatus.FAILED


def sent_by_hand(draft: Draft, seen: Seen) -> Message:
    """Note that the office sent these from its own mailbox; raises `AlreadySettled`, `OnItsWay`, `NothingChosen`."""
    return _decide(draft, seen, UNDECIDED, status=MessageStatus.BY_HAND, tried_at=draft.now, trouble="")


def was_sent(draft: Draft, seen: Seen) -> Message:
    """Note that mails of which nobody knew did go out; raises `AlreadySettled`, `OnItsWay`, `NothingChosen`."""
    return _decide(draft, seen, IN_DOUBT, status=MessageStatus.SENT, trouble="")


def again(draft: Draft, seen: Seen) -> Message:
    """Send failed or unclear mails again, with all their attempts; raises like `sent_by_hand`."""
    return _decide(draft, seen, IN_DOUBT, status=MessageStatus.WAITING, attempts=0, trouble="")


def drop(draft: Draft, seen: Seen) -> Message:
    """Give messages up: nobody writes or calls any more; raises like `sent_by_hand`."""
    return _decide(draft, seen, UNDECIDED | TO_CALL, status=MessageStatus.DROPPED)


def reopen(draft: Draft, seen: Seen) -> Message:
    """Put messages back that were settled by mistake: to be sent, or to be called; raises `AlreadySettled`.

    One that something newer took the place of stays settled.
    """
    draft.must(Right.SEND_MESSAGES)
    for one in seen:
        if not may_reopen(one):
            raise AlreadySettled(name=one.to, status=one.status)
    back = {Channel.EMAIL: MessageStatus.WAITING, Channel.PHONE: MessageStatus.TO_CALL}
    done = [draft.replace(one, status=back[one.channel], attempts=0, tried_at=None, trouble="") for one in seen]
    if not done:
        raise NothingChosen
    return done[-1]


def may_reopen(message: Message) -> bool:
    """Say whether a message was settled by hand and nothing newer took its place."""
    return message.status in BY_HAND and message.answered_at is None


def reached(draft: Draft, seen: Message) -> Message:
    """Note that somebody was spoken to; raises `AlreadySettled`."""
    return _called(draft, seen, MessageStatus.REACHED)


def not_reached(draft: Draft, seen: Message) -> Message:
    """Note a call in vain; raises `AlreadySettled`."""
    return _called(draft, seen, MessageStatus.NOT_REACHED)


def _called(draft: Draft, seen: Message, status: MessageStatus) -> Message:
    return _decide(draft, (seen,), TO_CALL, status=status, attempts=seen.attempts + 1, tried_at=draft.now)


def _decide(draft: Draft, seen: Seen, allowed: frozenset[MessageStatus], **values: object) -> Message:
    draft.must(Right.SEND_MESSAGES)
    if not seen:
        raise NothingChosen
    for one in seen:
        if one.status not in allowed:
            raise AlreadySettled(name=one.to, status=one.status)
        if one.status is MessageStatus.SENDING and not is_unclear(one, draft.now):
            raise OnItsWay(name=one.to)
    return [draft.replace(one, **values) for one in seen][-1]
