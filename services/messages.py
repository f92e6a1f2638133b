"""Messages: what somebody is told, saved together with the change that gives rise to it and sent afterwards."""

from functools import cache
from pathlib import Path
from typing import Final

from services.gaps import NOTHING, About, Occasion, filled, fillings, name_of
from services.model.course_lists import MessageKind, MessageStatus
from services.model.draft import Draft
from services.model.letters import Message, Template, TemplateForm
from services.model.lists import Channel, OfferStatus
from services.model.workbook import Workbook

# The programme's own texts until the office writes others: a subject, an empty line, the text.
LETTERS: Final = Path(__file__).parents[1] / "locale" / "de" / "letters"


def write(draft: Draft, kind: MessageKind, about: About, occasion: Occasion = NOTHING) -> Message | None:
    """Put a message into the outbox: a mail to whoever has an address, else a call to make; None without any contact.

    Its personal link works until the occasion's `answer_by`. Earlier messages about the same entry that still wait for
    an answer are given up: only the newest link counts.
    """
    if not (about.email or about.phone):
        return None
    asked = occasion.offer if occasion.offer and occasion.offer.status is OfferStatus.ASKED else None
    channel = way_to(about, asked.channel if asked else Channel.EMAIL)  # a question goes its way, all else by mail
    entry = (occasion.offer or occasion.assignment or about).id
    gaps = fillings(draft.workbook, about, occasion)
    letter = letter_for(draft.workbook, kind, channel)
    give_up(draft, entry)
    return draft.add(
        Message,
        kind=kind,
        about=entry,
        channel=channel,
        status=MessageStatus.WAITING if channel is Channel.EMAIL else MessageStatus.TO_CALL,
        to=name_of(about),
        email=about.email,
        phone=about.phone,
        subject=filled(letter.subject, gaps)[:200],
        text=filled(letter.text, gaps)[:4000],
        written_at=draft.now,
        answer_by=occasion.answer_by,
    )


def way_to(about: About, wished: Channel) -> Channel:
    """Give how somebody is reached: by phone if that is `wished` and possible, or nothing else is; or by mail."""
    by_phone = about.phone and (wished is Channel.PHONE or not about.email)
    return Channel.PHONE if by_phone else Channel.EMAIL


UNSENT: Final = frozenset(
    {MessageStatus.WAITING, MessageStatus.FAILED, MessageStatus.TO_CALL, MessageStatus.NOT_REACHED}
)
HEARD: Final = frozenset({MessageStatus.SENDING, MessageStatus.SENT, MessageStatus.BY_HAND, MessageStatus.REACHED})
CALLS: Final = frozenset({MessageStatus.TO_CALL, MessageStatus.NOT_REACHED})


def give_up(draft: Draft, about: str) -> None:
    """Give up what is open about an entry: unsent messages stay unsent, links of sent ones lead to no answer."""
    for earlier in unanswered(draft.workbook, about):
        given_up = MessageStatus.DROPPED if earlier.status in UNSENT else earlier.status
        draft.replace(earlier, answered_at=draft.now, status=given_up)


def note_answer(draft: Draft, about: str) -> None:
    """Note that somebody has answered: a call still to be made has been made, everything else open is given up."""
    for one in unanswered(draft.workbook, about):
        if one.status in CALLS:
            draft.replace(one, answered_at=draft.now, status=MessageStatus.REACHED)
    give_up(draft, about)


def unanswered(workbook: Workbook, about: str) -> tuple[Message, ...]:
    """Give the messages about an entry that were neither answered nor given up."""
    return tuple(
        one
        for one in workbook.where(Message, about=about)
        if one.answered_at is None and one.status is not MessageStatus.DROPPED
    )


def letter_for(workbook: Workbook, kind: MessageKind, channel: Channel) -> TemplateForm:
    """Give the office's own text for this occasion, or the one that comes with the programme."""
    own = own_text(workbook, kind, channel)
    if own and own.text:  # an empty one was given back
        return TemplateForm(subject=own.subject, text=own.text)
    return delivered(kind, channel)


def own_text(workbook: Workbook, kind: MessageKind, channel: Channel) -> Template | None:
    """Give the office's own text, also one it has given back; None when it never wrote any."""
    found = [one for one in workbook.all(Template) if (one.kind, one.channel) == (kind, channel)]
    return found[-1] if found else None


@cache
def delivered(kind: MessageKind, channel: Channel) -> TemplateForm:
    """Read the text that comes with the programme; a call's script has no subject."""
    file = LETTERS / f"{kind.name.lower()}{'' if channel is Channel.EMAIL else '.call'}.txt"
    subject, _, text = file.read_text(encoding="utf-8").partition("\n\n")
    return TemplateForm(subject=subject, text=text.strip())
