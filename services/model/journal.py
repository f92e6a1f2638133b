"""What the journal tells of one entry: who changed it since somebody saw it."""

import re
from collections.abc import Sequence
from typing import Final

from services.model.record import Record, columns
from services.model.records import JournalEntry
from services.model.spelling import text_of
from services.model.words import N_, Sentence
from services.model.workbook import Workbook

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
