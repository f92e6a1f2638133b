"""Restoring: what a backup holds otherwise than the table, and bringing it back. Nothing is ever deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.model.access import Right
from services.model.course_lists import MessageStatus
from services.model.draft import Draft
from services.model.errors import ComparedBefore, NothingToBringBack
from services.model.letters import Message
from services.model.own_records import PersonalLink
from services.model.parts import parts, weight_of
from services.model.post import Trouble
from services.model.record import Record, columns
from services.model.records import RECORDS, REFERRED_FIRST, JournalEntry
from services.model.words import N_, Sentence
from services.model.workbook import Workbook

ONLY_MISSING: Final = (Message, PersonalLink)
AT_ONCE: Final = 100  # as many numbers as a journal entry names
NOBODY: Final[frozenset[str]] = frozenset()


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

    What was done when is the table's own: journal entries come back into an empty table only, part by part, and
    messages and links only where they are missing, or a mail sent since would wait to be sent again and a link
    withdrawn since would work. `workbook` needs its whole journal.
    """
    kinds = [kind for kind in REFERRED_FIRST if kind is not JournalEntry or fills(backup, workbook)]
    return tuple(
        Difference(now, _as_it_returns(then))
        for kind in kinds
        for then in backup.all(kind)
        if (now := workbook.find(kind, then.id)) != then and not (now and kind in ONLY_MISSING)
    )


def fills(backup: Workbook, workbook: Workbook) -> bool:
    """Say whether the table is empty, or was when this backup began to come back: its history is the backup's.

    It shows in the whole journal: the first number after the backup's own is a restore, and those up to there, as far
    as they are back, are the backup's.
    """
    first = workbook.find(JournalEntry, backup.next_number(JournalEntry))
    begun = first is not None and first.deed == Right.KEEP_BACKUPS.value
    return workbook.empty or (
        begun and all(backup.find(JournalEntry, one.id) in (None, one) for one in workbook.each(JournalEntry))
    )


def to_come(backup: Workbook, workbook: Workbook) -> tuple[str, ...]:
    """Give the highest number of each kind in the backup: nobody else gets those up to there until they are back."""
    kinds = [kind for kind in RECORDS if kind is not JournalEntry or fills(backup, workbook)]
    return tuple(number for kind in kinds if (number := backup.last_number(kind)))


def operations(workbook: Workbook) -> frozenset[str]:
    """Give the operation of each journal entry: what a comparison knew of what was done."""
    return frozenset(one.operation for one in workbook.each(JournalEntry))


def _follows(workbook: Workbook, known: frozenset[str]) -> bool:
    """Say whether nobody but who knows these operations has brought anything back since.

    A sheet gives only the newest entries of its journal. It goes back far enough when it holds a known one: a restore
    stands above what it brought back.
    """
    restores = {one.operation for one in workbook.where(JournalEntry, deed=Right.KEEP_BACKUPS.value)}
    return restores <= known and not known.isdisjoint(operations(workbook))


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


def batches(chosen: tuple[Difference, ...], backup: Workbook, workbook: Workbook) -> tuple[tuple[Difference, ...], ...]:
    """Divide into as much as one action does: what a sheet takes at once, and what its journal entry can name.

    Where the backup's own journal comes back, that tells of each entry: there it is what a sheet takes.
    """
    most = len(chosen) if fills(backup, workbook) else AT_ONCE
    return tuple(parts(chosen, _weight, most=most))


def restore(
    draft: Draft, chosen: tuple[Difference, ...], numbers: Iterable[str] = (), known: frozenset[str] = NOBODY
) -> Record:
    """Bring the chosen back: missing entries under their old numbers, others to the state of the backup.

    What is numbered now and until the next part lies beyond `numbers`, see `to_come`. `known` are the operations that
    the comparison knew and the parts since: after any other restore, or when so much was saved since that none of them
    can be seen, journal entries may be back already.
    Gives the first. Raises `NumberTaken`, `ChangedMeanwhile` and `ComparedBefore` (the table is no longer as it was
    compared), `NothingToBringBack`.
    """
    draft.must(Right.KEEP_BACKUPS)
    # Whether an old journal entry is missing in a sheet cannot be seen here.
    journal = _follows(draft.workbook, known) if known else draft.workbook.empty
    if not journal and any(isinstance(one.then, JournalEntry) for one in chosen):
        raise ComparedBefore
    for one in chosen:
        if one.now is not None:
            draft.replace(one.now, **dict(one.then))
        else:
            draft.bring_back(one.then)
    if not chosen:
        raise NothingToBringBack
    draft.reserve(numbers)
    return chosen[0].then


def _weight(one: Difference) -> int:
    """Estimate what goes to a sheet: of a changed row also how it was and how it will be, to see what was hit."""
    return weight_of(one.then) if one.now is None else weight_of(one.now) + 2 * weight_of(one.then)


def _referred(record: Record) -> tuple[str, ...]:
    fields = columns(type(record))
    return tuple(number for name, kept in fields.items() if kept.column.refers and (number := getattr(record, name)))


def _has(workbook: Workbook, number: str) -> bool:
    return any(number in numbered for numbered in workbook.records.values())
