"""What the journal tells of one entry: who changed it since somebody saw it."""

import re
from collections.abc import Sequence
from typing import Final

from services.model.record import Record, columns
from services.model.records import RECORDS, JournalEntry
from services.model.spelling import text_of
from services.model.words import N_, Sentence
from services.model.workbook import Workbook

NEWEST: Final = 300  # entries that every store gives at each read; of older ones a sheet gives none
AGAIN: Final = NEWEST // 2  # entries after which a number that only the journal tells of is named anew

IN_THE_TABLE: Final = Sentence(N_("Somebody in the table"))


def changed_by(workbook: Workbook, seen: Record | None, now: Record) -> str | Sentence:
    """Give who changed an entry last since it was `seen`, or made it when there was none.

    What the journal does not tell was changed in the table.
    """
    entries = [one for one in reversed(workbook.all(JournalEntry)) if now.id in one.entries]
    if seen is None:
        return entries[0].actor if entries else IN_THE_TABLE
    changed = [name for name in columns(type(now)) if getattr(seen, name) != getattr(now, name)]
    tellers = [teller for name in changed if (teller := _teller(entries, now, name))]
    if not tellers or len(tellers) < len(changed):
        return IN_THE_TABLE
    return min(tellers, key=entries.index).actor


def only_named(workbook: Workbook) -> tuple[str, ...]:
    """Give the taken numbers that no row holds, when the journal has not named them for long: to be named anew.

    Of a kind it is the highest: nobody gets those up to there. Otherwise it would be given again as soon as the entry
    that names it is no longer read.
    """
    without_row = workbook.beyond_rows(number for kind in RECORDS if (number := workbook.last_number(kind)))
    if not without_row:  # as nearly always: the journal need not be put in order
        return ()
    named = {number for one in workbook.all(JournalEntry)[-AGAIN:] for number in one.entries}
    return tuple(number for number in without_row if number not in named)


def _teller(entries: Sequence[JournalEntry], now: Record, name: str) -> JournalEntry | None:
    """Give the newest entry that tells of this column, if it tells what stands there now."""
    kept = columns(type(now))[name]
    for entry in entries:
        line = re.search(rf"^{re.escape(now.id)} .*?(?=\n[A-Z]-\d+ |\Z)", entry.changed, re.MULTILINE | re.DOTALL)
        if line is None:
            return entry  # more was done at once than it has room to tell
        if f" {kept.column.header}: " in line[0]:
            told = kept.column.personal or f"→ {text_of(getattr(now, name)) or '–'}" in line[0]
            return entry if told else None
    return None
