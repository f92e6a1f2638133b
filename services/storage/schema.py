"""The versions of the layout: what each one added, so that an older store gets exactly what it lacks.

`services/storage/schema.json` names every column and every word under the version that added it; the newest version is
the app's own. Without it nobody could tell a column that is new from one that somebody renamed. `make docs` writes it.
"""

import json
import re
from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from services.model.errors import WrongLayout
from services.model.record import Kept, Record, columns
from services.model.records import RECORDS, JournalEntry
from services.model.words import N_, Sentence, Word

History = Mapping[str, int]  # the version that added each part

FILE: Final = Path(__file__).with_suffix(".json")
ADDED: Final[History] = {
    part: int(version) for version, parts in json.loads(FILE.read_text(encoding="utf-8")).items() for part in parts
}
SCHEMA_VERSION: Final = max(ADDED.values())
SYSTEM_PARTS: Final = ("_sys: room for before images",)  # what the sheet's own tab was given later
# Copies hold people's data, so they may not pile up: the state before this upgrade, and the one before the last.
BACKUPS_KEPT: Final = 2


def parts() -> tuple[str, ...]:
    """Name everything a store keeps that may never be renamed: columns with their tabs, words of lists."""
    kept = [(kind, kept) for kind in RECORDS for kept in columns(kind).values()]
    lists = dict.fromkeys(kept.kind for _, kept in kept if issubclass(kept.kind, Word))
    return (*(_column(*one) for one in kept), *(_word(word) for kind in lists for word in kind), *SYSTEM_PARTS)


def columns_since(kind: type[Record], version: int, history: History = ADDED) -> dict[str, Kept]:
    """Give the columns of a tab that came after `version`, by field; with `id` among them the whole tab is new."""
    return {name: kept for name, kept in columns(kind).items() if history.get(_column(kind, kept), 0) > version}


def words_until(kept: Kept, version: int, history: History = ADDED) -> frozenset[str]:
    """Give the words of a column's list that `version` knew."""
    words = kept.kind if issubclass(kept.kind, Word) else ()
    return frozenset(word.value for word in words if history.get(_word(word), version + 1) <= version)


def refuse_newer(version: int, newest: int = SCHEMA_VERSION) -> None:
    """Raise `WrongLayout` when the store has a layout that this app does not know yet."""
    if version > newest:
        sentence = N_(
            "Your data was set up by a newer version of Lotsenbuch (layout {theirs}, this one knows layout {ours}). "
            "Please update Lotsenbuch, or restart the app if it was updated already. Nothing was changed."
        )
        raise WrongLayout(Sentence(sentence, theirs=version, ours=newest))


def upgrade_entry(number: str, at: datetime, version: int, lines: Iterable[str]) -> JournalEntry:
    """Give the journal entry of an upgrade to `version`; `lines` say what was added."""
    return JournalEntry(
        id=number,
        at=at,
        actor="Lotsenbuch",
        deed="Aufbau erweitert",
        entries=(number,),
        changed="\n".join((f"Aufbau {version}", *lines))[:4000],
        operation=uuid4().hex,
    )


def told(kind: type[Record], new: Mapping[str, Kept]) -> str:
    """Say in German, for the journal, what a tab got."""
    if "id" in new:
        return f"Neues Blatt {kind.tab}"
    return f"{kind.tab}: neue Spalten {', '.join(kept.column.header for kept in new.values())}"


def backup_name(name: str, at: datetime, taken: Container[str]) -> str:
    """Give a backup's name, one that is free: `name`, then day and minute."""
    stem = f"{name}_{at:%Y%m%d-%H%M}"
    return next(free for free in (stem, *(f"{stem}-{again}" for again in range(2, 100))) if free not in taken)


def outdated_backups(name: str, there: Iterable[str]) -> list[str]:
    """Give the backups to delete when one more is made; one that a person renamed is none any more."""
    backups = (one for one in there if re.fullmatch(rf"{re.escape(name)}_\d{{8}}-\d{{4}}(-\d+)?", one))
    return sorted(backups)[: 1 - BACKUPS_KEPT]


def _column(kind: type[Record], kept: Kept) -> str:
    return f"{kind.__name__}.{kept.name} = {kind.tab} / {kept.column.header}"


def _word(word: Word) -> str:
    return f"{type(word).__name__}: {word.value}"
