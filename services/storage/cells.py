"""Records as the text of cells and back: one spelling for the sheet, the SQL tables and CSV files."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from services.model.errors import Problem
from services.model.mistakes import mistake
from services.model.record import Record, columns
from services.model.spelling import text_of
from services.model.words import N_, Sentence

R = TypeVar("R", bound=Record)


def cells_of(record: BaseModel) -> dict[str, str]:
    """Give a record's cells, keyed by field name."""
    return {name: text_of(getattr(record, name)) for name in columns(type(record))}


def record_of(kind: type[R], cells: Mapping[str, str], *, row: str) -> R | Problem:
    """Read a record from its cells (keyed by field name); a row that cannot be read becomes a `Problem`, never a guess.

    Empty cells take the field's default. `row` says where the row stands.
    """
    typed = tuple((name, cells[name]) for name in columns(kind) if cells.get(name, "").strip())
    found = _read(kind, typed)
    if isinstance(found, Record):
        return cast("R", found)
    name, reason = found
    header = columns(kind)[name].column.header if name in columns(kind) else ""
    return Problem(kind.tab, row, header, reason, refers=referred(kind, dict(typed)))


@lru_cache(maxsize=60_000)  # most rows are as they were at the last read, and checking one is what takes the time
def _read(kind: type[Record], typed: tuple[tuple[str, str], ...]) -> Record | tuple[str, Sentence]:
    """Give the record, or the name of the field that is wrong and why."""
    try:
        return kind.model_validate(dict(typed))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        return name, _reason(dict(first), dict(typed).get(name, ""))


def referred(kind: type[Record], typed: Mapping[str, str]) -> tuple[str, ...]:
    """Give the numbers of other entries in a row that cannot be read as a whole (field name to text)."""
    texts = [typed.get(name, "").split() for name, kept in columns(kind).items() if kept.column.refers]
    return tuple(words[0] for words in texts if words)


def _reason(found: Mapping[str, Any], typed: str) -> Sentence:
    if found["type"] == "missing":
        return Sentence(N_("This cell is empty, but the entry needs it."))
    if found["type"] == "enum":
        return Sentence(N_("“{typed}” is not on the list of this column."), typed=typed[:80])
    return Sentence(N_("“{typed}” cannot be read: {reason}"), typed=typed[:80], reason=mistake(found))
