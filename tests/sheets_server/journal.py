"""What persons did, in the order in which it happened."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from . import a1
from .render import plain_value

if TYPE_CHECKING:
    from .book import Book, Cell, Sheet
    from .person import Person

Json = dict[str, Any]
ACTIONS: set[str] = set()


def noted(method: Callable[..., Any]) -> Callable[..., None]:
    """An action of a person, written down with its arguments and what it tells about itself once it has happened."""
    name, signature = method.__name__, inspect.signature(method)
    ACTIONS.add(name)

    @wraps(method)
    def act(self: Person, *args: Any, **named: Any) -> None:
        bound = signature.bind(self, *args, **named)
        with self.store.lock:  # nothing else happens between an action and its note
            told = method(*bound.args, **bound.kwargs) or {}
            arguments = {key: part for key, part in bound.arguments.items() if key != "self"}
            note = {"do": name, "spreadsheet": self.spreadsheet_id, **arguments, **told}
            self.store.person_journal.append({"number": len(self.store.person_journal) + 1, **note})

    return act


def written(book: Book, sheet: Sheet, row: int, column: int, before: Cell) -> Json:
    """Where something was typed, what became of it and what it replaced.

    `row` counts from 1, `column` is a letter; `header` and `line` are the texts of row 1 above it and of its own row.
    """
    line = sheet.rows[row] if row < len(sheet.rows) else []
    return {
        "sheet": sheet.title,
        "sheetId": sheet.sheet_id,
        "row": row + 1,
        "column": a1.column_letter(column),
        "header": plain_value(sheet.cell(0, column).get("userEnteredValue", {})),
        "value": plain_value(sheet.cell(row, column).get("userEnteredValue", {})),
        "before": plain_value(before.get("userEnteredValue", {})),
        "line": [plain_value(cell.get("userEnteredValue", {})) for cell in line],
    }
