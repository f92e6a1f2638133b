"""Keeping the table: rows that people typed by hand, references that lead nowhere, who changed what when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from services.model.access import Right
from services.model.draft import Draft
from services.model.errors import NothingChosen
from services.model.record import Record, columns
from services.model.records import RECORDS, JournalEntry
from services.model.workbook import Workbook

LARGE: Final = 20_000  # rows of a sheet from which a database is the better place: a read takes seconds
_BLOCKS: Final = re.compile(r"\n(?=[A-Z]-\d+ )")
CORRECTED: Final = "Tabelle berichtigt"  # what the journal says was done


@dataclass(frozen=True)
class Dangling:
    """A reference to an entry that is not there: in the field with this header of this entry."""

    entry: Record
    header: str
    number: str


def take_in_rows(draft: Draft, rows: Sequence[Record]) -> Record:
    """Give rows that were typed by hand their numbers, so that they count; gives the last one.

    Raises `NothingChosen`, and `NotFound` for a row that has been changed or taken in meanwhile.
    """
    draft.must(Right.KEEP_TABLE)
    if not rows:
        raise NothingChosen
    return [draft.take_in(row) for row in rows][-1]


def dangling(workbook: Workbook) -> Iterator[Dangling]:
    """Give every reference whose entry is neither there nor in a row that only cannot be read."""
    there = {number for kind in RECORDS for number in workbook.records[kind]} | workbook.taken
    for kind in RECORDS:
        referring = {name: kept.column.header for name, kept in columns(kind).items() if kept.column.refers}
        for entry in workbook.all(kind) if referring else ():
            for name, header in referring.items():
                number = getattr(entry, name)
                if number and number not in there:
                    yield Dangling(entry, header, number)


def rows(workbook: Workbook) -> int:
    """Count the rows of all tabs."""
    return sum(len(workbook.records[kind]) for kind in RECORDS) + len(workbook.problems)


def corrections(workbook: Workbook) -> tuple[JournalEntry, ...]:
    """Give what the store put right or has to tell because people worked in the table meanwhile, newest first."""
    return tuple(reversed(workbook.where(JournalEntry, deed=CORRECTED)))


def story(workbook: Workbook, number: str) -> tuple[JournalEntry, ...]:
    """Give the journal of one entry, or all of it for "", newest first."""
    named = (entry for entry in workbook.all(JournalEntry) if not number or number in entry.entries)
    return tuple(reversed(tuple(named)))


def told_in(entry: JournalEntry) -> list[tuple[str, str]]:
    """Give what the journal tells of each entry in one line of it: number and words; remarks stand under their own."""
    parts = (block.partition(" ") for block in _BLOCKS.split(entry.changed))
    return [(number, told) for number, _, told in parts]
