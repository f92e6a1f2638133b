"""Restoring: what a backup holds otherwise than the table, and bringing it back. Nothing is ever deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.model.access import Right
from services.model.course_lists import MessageStatus
from services.model.draft import Draft
from services.model.errors import NothingToBringBack
from services.model.letters import Message
from services.model.own_records import PersonalLink
from services.model.post import Trouble
from services.model.record import Record, columns
from services.model.records import RECORDS, REFERRED_FIRST, JournalEntry
from services.model.words import N_, Sentence
from services.model.workbook import Workbook

ONLY_MISSING: Final = (Message, PersonalLink)
AT_ONCE: Final = 100  # as many numbers as a journal entry names


@dataclass(frozen=True)
class Difference:
    """An entry as the backup holds it (`then`) and as it is in the table (`now`, None when it is missing there)."""

    now: Record | None
    then: Record

    @property
    def fields(self) -> tuple[str, ...]:
        """Name the fields that differ; of a missing entry those that hold anything."""
        there = columns(type(self.then))
        if self.now is None:
            return tuple(name for name in there if getattr(self.then, name) not in (None, "", ()))
        return tuple(name for name in there if getattr(self.now, name) != getattr(self.then, name))


@dataclass(frozen=True)
class LeftOut:
    """An entry that cannot be brought back, and why."""

    record: Record
    reason: Sentence


def differences(backup: Workbook, workbook: Workbook) -> tuple[Difference, ...]:
    """Give what is missing or different in the table, an entry after those it refers to.

    What was done when is the table's own: journal entries come back into an empty table only, and messages and links
    only where they are missing, or a mail sent since would wait to be sent again and a link withdrawn since would work.
    """
    kinds = [kind for kind in REFERRED_FIRST if kind is not JournalEntry or workbook.empty]
    return tuple(
        Difference(now, _as_it_returns(then))
        for kind in kinds
        for then in backup.all(kind)
        if (now := workbook.find(kind, then.id)) != then and not (now and kind in ONLY_MISSING)
    )


def _as_it_returns(then: Record) -> Record:
    """Give an entry as it comes back: of a mail that waited then, nobody knows whether it went out afterwards.

    A link comes back withdrawn: nobody knows whether it was withdrawn since.
    """
    if isinstance(then, PersonalLink):
        return then.model_copy(update={"withdrawn_at": then.withdrawn_at or then.made_at})
    if isinstance(then, Message) and then.status in (MessageStatus.WAITING, MessageStatus.SENDING):
        return then.model_copy(update={"status": MessageStatus.SENDING, "trouble": Trouble.RESTORED.value})
    return then


def only_here(backup: Workbook, workbook: Workbook) -> tuple[Record, ...]:
    """Give what the table has and the backup does not; it stays as it is."""
    return tuple(
        one
        for kind in RECORDS
        if kind is not JournalEntry
        for one in workbook.all(kind)
        if backup.find(kind, one.id) is None
    )


def sort_out(
    chosen: Iterable[Difference], backup: Workbook, workbook: Workbook
) -> tuple[tuple[Difference, ...], tuple[LeftOut, ...]]:
    """Divide the chosen into those that can be brought back and those that cannot (yet), with the reason.

    Nothing comes back that would refer to an entry which is missing and only in the backup.
    """
    fits: list[Difference] = []
    left: list[LeftOut] = []
    there = set(workbook.taken).union(*workbook.records.values())
    for one in chosen:
        missing = tuple(number for number in _referred(one.then) if number not in there and _has(backup, number))
        if one.then.id in workbook.taken:
            sentence = N_("Its number stands in a row that cannot be read. Please mend that row first.")
            left.append(LeftOut(one.then, Sentence(sentence)))
        elif missing:
            sentence = N_("It refers to {numbers}, which is missing here. Please bring that back first.")
            left.append(LeftOut(one.then, Sentence(sentence, numbers=missing)))
        else:
            fits.append(one)
            there.add(one.then.id)
    return tuple(fits), tuple(left)


def batches(chosen: tuple[Difference, ...]) -> tuple[tuple[Difference, ...], ...]:
    """Divide into as much as one action does; all at once when the journal comes back too, into an empty table."""
    size = len(chosen) if any(isinstance(one.then, JournalEntry) for one in chosen) else AT_ONCE
    return tuple(chosen[start : start + size] for start in range(0, len(chosen), size))


def restore(draft: Draft, chosen: tuple[Difference, ...]) -> Record:
    """Bring the chosen back: missing entries under their old numbers, others to the state of the backup.

    Gives the first. Raises `NumberTaken`, `ChangedMeanwhile` (the table is no longer as it was compared),
    `NothingToBringBack`.
    """
    draft.must(Right.KEEP_BACKUPS)
    empty = draft.workbook.empty
    for one in chosen:
        if one.now is not None:
            draft.replace(one.now, **dict(one.then))
        elif empty or not isinstance(one.then, JournalEntry):
            draft.bring_back(one.then)
    if not chosen:
        raise NothingToBringBack
    return chosen[0].then


def _referred(record: Record) -> tuple[str, ...]:
    fields = columns(type(record))
    return tuple(number for name, kept in fields.items() if kept.column.refers and (number := getattr(record, name)))


def _has(workbook: Workbook, number: str) -> bool:
    return any(number in numbered for numbered in workbook.records.values())
