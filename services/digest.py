"""The weekly digest: what is due, by kinds and numbers without any name, as a mail to the people of the office."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from services.gaps import NOTHING, filled, fillings
from services.messages import letter_for
from services.model.access import Right
from services.model.course_errors import DigestWritten
from services.model.course_lists import MessageKind, MessageStatus
from services.model.course_records import Guest
from services.model.draft import Draft
from services.model.letters import Message
from services.model.lists import Channel
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.programme import programme
from services.today.due import grouped

Readers = Sequence[tuple[str, str]]  # name and e-mail address


def is_due(workbook: Workbook, today: date) -> bool:
    """Say whether the office wants the digest and none has been written since Monday."""
    ours = programme(workbook)
    monday = today - timedelta(days=today.weekday())
    written = [one for one in workbook.where(Message, about=ours.id) if one.kind is MessageKind.DIGEST]
    return ours.digest and not any(one.written_at.date() >= monday for one in written)


def in_numbers(workbook: Workbook, today: date, spell: Callable[[object], str]) -> str:
    """Say what is due, a line a kind, from the same lines as the morning list; `spell` puts a sentence into words."""
    told = [
        spell(
            Sentence(N_("{title}: {count}, the oldest since {day}"), title=Sentence(title), count=len(lines), day=day)
        )
        for title, lines in grouped(workbook, today)
        for day in [min(line.since for line in lines)]
    ]
    return "\n".join(f"- {one}" for one in told) or spell(Sentence(N_("Nothing is due.")))


def write_digest(draft: Draft, readers: Readers, due: str) -> Message:
    """Put this week's digest into the outbox, one mail a reader; gives the last one.

    Raises `DigestWritten` when there is one already, nobody wants it or nobody would read it: so of two apps at once
    one writes it.
    """
    draft.must(Right.SEND_MESSAGES)
    if not readers or not is_due(draft.workbook, draft.today):
        raise DigestWritten
    return [_write(draft, name, email, due) for name, email in readers][-1]


def _write(draft: Draft, name: str, email: str, due: str) -> Message:
    # A text's gaps are filled for somebody: here a guest who is kept nowhere.
    reader = Guest(id=programme(draft.workbook).id, event="", name=name)
    letter = letter_for(draft.workbook, MessageKind.DIGEST, Channel.EMAIL)
    gaps = {**fillings(draft.workbook, reader, NOTHING), "Fällig": due}
    return draft.add(
        Message,
        kind=MessageKind.DIGEST,
        about=reader.id,
        status=MessageStatus.WAITING,
        to=name,
        email=email,
        subject=filled(letter.subject, gaps)[:200],
        text=filled(letter.text, gaps)[:4000],
        written_at=draft.now,
    )
