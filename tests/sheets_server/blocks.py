"""batchUpdate requests that push cells aside, pull them up, or tidy them up."""

from __future__ import annotations

import re
from typing import Any

from . import grid
from .a1 import Box
from .book import Book, Sheet
from .cells import grow
from .errors import Refused
from .parse import with_value
from .render import formatted_value

Json = dict[str, Any]

SCHEMA = """
insertRange: range:GridRange shiftDimension:Dimension
deleteRange: range:GridRange shiftDimension:Dimension
trimWhitespace: range:GridRange
deleteDuplicates: range:GridRange comparisonColumns:DimensionRange[]
"""


def _shift(sheet: Sheet, box: Box, dimension: str, insert: bool) -> None:
    """Push the cells behind a box away or pull them over it; only the box's own rows or columns move."""
    rows, columns = (max(len(sheet.rows), box.bottom), max(map(len, [*sheet.rows, []]), default=0))
    columns = max(columns, box.right)
    height, width = box.bottom - box.top, box.right - box.left
    if dimension == "ROWS":
        reach, step = Box(box.top, box.left, rows, box.right), (height, 0)
    else:
        reach, step = Box(box.top, box.left, box.bottom, columns), (0, width)
    old = {(row, column): sheet.cell(row, column) for row in reach.rows() for column in reach.columns()}
    if insert:
        used = [place for place, cell in old.items() if cell]
        bottom, right = (max((place[side] for place in used), default=-1) for side in (0, 1))
        grow(sheet, bottom + 1 + step[0], right + 1 + step[1])
        moved = {(row + step[0], column + step[1]): cell for (row, column), cell in old.items() if cell}
    else:
        moved = {
            (row - step[0], column - step[1]): cell
            for (row, column), cell in old.items()
            if row - step[0] >= box.top and column - step[1] >= box.left
        }
    for row, column in {**old, **moved}:
        sheet.put(row, column, moved.get((row, column), {}))


def _insert_range(book: Book, request: Json) -> None:
    sheet, box = grid.checked_area(book, request.get("range"))
    _shift(sheet, box, _direction(request), insert=True)


def _delete_range(book: Book, request: Json) -> None:
    sheet, box = grid.checked_area(book, request.get("range"))
    _shift(sheet, box, _direction(request), insert=False)


def _direction(request: Json) -> str:
    if "shiftDimension" not in request:
        raise Refused("A shiftDimension must be specified.")
    return request["shiftDimension"]


def _trim(book: Book, request: Json) -> Json:
    sheet, box = grid.checked_area(book, request.get("range"))
    changed = 0
    for row in box.rows()[: max(0, len(sheet.rows) - box.top)]:
        for column in box.columns():
            cell = sheet.cell(row, column)
            text = cell.get("userEnteredValue", {}).get("stringValue", "")
            trimmed = re.sub(r"\s+", " ", text).strip()
            if trimmed != text:
                sheet.put(row, column, with_value(cell, {"stringValue": trimmed} if trimmed else None))
                changed += 1
    return {"cellsChangedCount": changed} if changed else {}


def _delete_duplicates(book: Book, request: Json) -> Json:
    sheet, box = grid.checked_area(book, request.get("range"))
    columns = list(box.columns())
    if request.get("comparisonColumns"):
        spans = [grid.span_of(book, span) for span in request["comparisonColumns"]]
        columns = [column for _, _, start, end in spans for column in range(start, end)]
        if not set(columns) <= set(box.columns()):
            raise Refused("comparisonColumns must lie within the range.")
    seen: set[tuple[str, ...]] = set()
    kept = []
    for row in box.rows()[: max(0, len(sheet.rows) - box.top)]:
        key = tuple(formatted_value(sheet.cell(row, column), book.locale).casefold() for column in columns)
        if key not in seen or not any(key):
            kept.append([sheet.cell(row, column) for column in box.columns()])
        seen.add(key)
    used = min(box.bottom, max(len(sheet.rows), box.top))
    for row in range(box.top, used):
        line = kept[row - box.top] if row - box.top < len(kept) else [{}] * len(box.columns())
        for column, cell in zip(box.columns(), line, strict=True):
            sheet.put(row, column, cell)
    removed = used - box.top - len(kept)
    return {"duplicatesRemovedCount": removed} if removed else {}


HANDLERS = {
    "insertRange": _insert_range,
    "deleteRange": _delete_range,
    "trimWhitespace": _trim,
    "deleteDuplicates": _delete_duplicates,
}
