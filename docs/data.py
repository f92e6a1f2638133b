"""Makes docs/data.md from the records: `make docs`. A test fails when the file is stale."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Final

from services.model.course_lists import Presence
from services.model.languages import Language, LanguageSkill, Level
from services.model.marks import Mark
from services.model.record import Kept, Record, columns
from services.model.records import RECORDS
from services.model.words import Word
from services.storage.sheets.typed import PHONES

FILE: Final = Path(__file__).with_name("data.md")
KINDS: Final[dict[type, str]] = {
    str: "text",
    int: "whole number",
    Decimal: "number",
    bool: "ja or nein",
    date: "day",
    time: "time of day",
    datetime: "day and time",
    Mark: "number of a session with a [Presence](#presence), like `U-0003 (anwesend)`",
    LanguageSkill: "[Language](#language) with [Level](#level), like `Ukrainisch (B2)`",
}
INTRO: Final = """# Data: every tab with its columns

Made by `make docs` from `services/model/records.py`; do not edit. A tab of the sheet, a table of the database and a CSV
file of the examples hold the same cells. *Header* is what stands in the first row and never changes, *field* the name
in code and in the database, *label* the English text of the screens. *Required* cells may not be empty. *Personal*
columns are blanked for everybody who does not need them and never copied into the journal. Several values in one cell
are separated by semicolons. In the sheet a reference is followed by a name for the reader; only the number counts. The
app never deletes a row.
"""


def text() -> str:
    """Give the whole file."""
    tabs = "\n".join(line for kind in RECORDS for line in _tab(kind))
    lists = "\n".join(line for word in _lists() for line in _list(word))
    return f"{INTRO}\n{tabs}\n# Lists\n\nThe German word stands in the cell, the English one on the screens.\n\n{lists}"


def _tab(kind: type[Record]) -> Iterator[str]:
    yield from (f"## {kind.tab}: `{kind.__name__}`, numbers like {kind.prefix}-0001", "")
    yield from (f"{(kind.__doc__ or '').strip()}", "")
    yield from ("| header | field | label | value | required | personal |", "| --- | --- | --- | --- | --- | --- |")
    for kept in columns(kind).values():
        answers = ("yes" if answer else "" for answer in (kept.required, kept.column.personal))
        names = f"{kept.column.header} | `{kept.name}` | {kept.column.label}"
        yield f"| {names} | {_value(kept)} | {' | '.join(answers)} |"
    yield ""


def _value(kept: Kept) -> str:
    if kept.name == "id":
        return "number, given by the app"
    if kept.column.refers:
        return "number from " + next(kind.tab for kind in RECORDS if kind.prefix == kept.column.refers)
    if issubclass(kept.kind, Word):
        link = f"[{kept.kind.__name__}](#{kept.kind.__name__.lower()})"
        return f"several of {link}" if kept.many else f"one of {link}"
    if kept.name.endswith(("email", *PHONES)):  # text with a rule of its own
        return "phone number" if kept.name.endswith(PHONES) else "e-mail address"
    return ("several: " if kept.many else "long " if kept.multiline else "") + KINDS[kept.kind]


def _lists() -> dict[type[Word], None]:
    used = [kept.kind for kind in RECORDS for kept in columns(kind).values() if issubclass(kept.kind, Word)]
    return dict.fromkeys((*used, Language, Level, Presence))


def _list(kind: type[Word]) -> Iterator[str]:
    words = " · ".join(f"{word.value} ({word.label})" if word.value != word.label else word.value for word in kind)
    yield from (f"## {kind.__name__}", "", (kind.__doc__ or "").strip().splitlines()[0], "", words, "")


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
