"""batchUpdate requests that search."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from . import grid
from .a1 import Area, Box
from .book import Book, Cell, Sheet
from .errors import Refused
from .parse import type_into, with_value
from .render import formatted_value

Json = dict[str, Any]
Replacer = Callable[[Cell, str], tuple[str, int]]

SCHEMA = """
findReplace: find:str replacement:str matchCase:bool matchEntireCell:bool searchByRegex:bool includeFormulas:bool
 range:GridRange sheetId:int allSheets:bool
"""


def _find_replace(book: Book, request: Json) -> Json:
    if not request.get("find"):
        raise Refused("FindReplace.find must not be empty.")
    scopes = [name for name in ("range", "sheetId", "allSheets") if name in request]
    if len(scopes) != 1:
        raise Refused("Exactly one of 'range', 'sheetId' and 'allSheets' must be specified.")
    if "range" in request:
        places = [grid.checked_area(book, request["range"])]
    elif "sheetId" in request:
        sheet = grid.sheet_at(book, request["sheetId"])
        places = [(sheet, Area().within(*sheet.size))]
    else:
        places = [(sheet, Area().within(*sheet.size)) for sheet in book.sheets]
    replace = _replacer(request)
    counts = dict.fromkeys(
        ("valuesChanged", "formulasChanged", "rowsChanged", "sheetsChanged", "occurrencesChanged"), 0
    )
    for sheet, box in places:
        _replace_in(sheet, box, book.locale, replace, counts)
    return {key: number for key, number in counts.items() if number}


def _replacer(request: Json) -> Replacer:
    """What to do with a cell: the new text and the number of matches."""
    regex, new = request.get("searchByRegex"), request.get("replacement", "")
    text = request["find"] if regex else re.escape(request["find"])
    if request.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        pattern = re.compile(text, 0 if request.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise Refused(f"FindReplace.find is not a valid regular expression: {error}") from None
    groups = re.sub(r"\$(\d)", r"\\g<\1>", new.replace("\\", "\\\\"))

    def replace(cell: Cell, locale: str) -> tuple[str, int]:
        formula = cell["userEnteredValue"].get("formulaValue")
        if formula and not request.get("includeFormulas"):
            return "", 0
        try:
            return pattern.subn(groups if regex else lambda _: new, formula or formatted_value(cell, locale))
        except (re.error, IndexError) as error:
            raise Refused(f"FindReplace.replacement is not valid: {error}") from None

    return replace


def _replace_in(sheet: Sheet, box: Box, locale: str, replace: Replacer, counts: dict[str, int]) -> None:
    rows = set()
    for row in box.rows()[: max(0, len(sheet.rows) - box.top)]:
        for column in box.columns()[: max(0, len(sheet.rows[row]) - box.left)]:
            cell = sheet.cell(row, column)
            text, found = replace(cell, locale) if cell.get("userEnteredValue") else ("", 0)
            if found:
                kind = "formulasChanged" if "formulaValue" in cell["userEnteredValue"] else "valuesChanged"
                sheet.put(row, column, type_into(with_value(cell, None), text, locale))
                counts[kind] += 1
                counts["occurrencesChanged"] += found
                rows.add(row)
    counts["rowsChanged"] += len(rows)
    counts["sheetsChanged"] += bool(rows)


HANDLERS = {"findReplace": _find_replace}
