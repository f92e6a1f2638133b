"""batchUpdate requests that move blocks of cells or tidy them up."""

from __future__ import annotations

import re
from typing import Any

from . import grid
from .a1 import Box
from .book import Book, Cell, Sheet
from .cells import grow
from .errors import ApiError, Refused
from .parse import type_into, with_value
from .render import effective_value, formatted_value

Json = dict[str, Any]

SCHEMA = """
copyPaste: source:GridRange destination:GridRange pasteType:str pasteOrientation:str
cutPaste: source:GridRange destination:GridCoordinate pasteType:str
insertRange: range:GridRange shiftDimension:Dimension
deleteRange: range:GridRange shiftDimension:Dimension
trimWhitespace: range:GridRange
deleteDuplicates: range:GridRange comparisonColumns:DimensionRange[]
"""
_PARTS = {
    "PASTE_NORMAL": None,
    "PASTE_NO_BORDERS": None,
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_FORMAT": ("userEnteredFormat",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
}


def _cells(sheet: Sheet, box: Box) -> list[list[Cell]]:
    return [[sheet.cell(row, column) for column in box.columns()] for row in box.rows()]


def _kind(request: Json) -> str:
    kind = request.get("pasteType", "PASTE_NORMAL")
    if kind == "PASTE_CONDITIONAL_FORMATTING":
        raise ApiError(f"pasteType {kind} is not implemented by this server.", 501)
    if kind not in _PARTS:
        raise Refused(f"Unknown pasteType {kind}.")
    return kind


def _copy_paste(book: Book, request: Json) -> None:
    kind, turn = _kind(request), request.get("pasteOrientation", "NORMAL")
    if turn not in ("NORMAL", "TRANSPOSE"):
        raise Refused(f"Unknown pasteOrientation {turn}.")
    source, box = grid.checked_area(book, request.get("source"))
    target, place = grid.checked_area(book, request.get("destination"))
    lines = [[_copied(cell, kind) for cell in line] for line in _cells(source, box)]
    if kind == "PASTE_VALUES" and not book.rules.switches.pasted_text_stays_text:
        lines = [[_typed(cell, book.locale) for cell in line] for line in lines]
    if turn == "TRANSPOSE":
        lines = [list(column) for column in zip(*lines, strict=True)]
    height, width = len(lines), len(lines[0])
    # a destination that is a multiple of the source is filled, any other takes the source once
    down = _times(place.bottom - place.top, height)
    right = _times(place.right - place.left, width)
    _paste(target, Box(place.top, place.left, place.top + height * down, place.left + width * right), lines, kind)


def _copied(cell: Cell, kind: str) -> Cell:
    if kind == "PASTE_VALUES":
        return with_value(cell, effective_value(cell))
    form = cell.get("userEnteredFormat", {})
    if kind == "PASTE_NO_BORDERS" and "borders" in form:
        return {**cell, "userEnteredFormat": {key: part for key, part in form.items() if key != "borders"}}
    return cell


def _typed(cell: Cell, locale: str) -> Cell:
    text = cell.get("userEnteredValue", {}).get("stringValue")
    return type_into(with_value({}, None), text, locale) if text else cell


def _times(room: int, size: int) -> int:
    return room // size if room % size == 0 else 1


def _paste(target: Sheet, box: Box, lines: list[list[Cell]], kind: str) -> None:
    if box.bottom > target.row_count or box.right > target.column_count:
        raise Refused(grid.too_far(target, box))
    for row in box.rows():
        for column in box.columns():
            new = lines[(row - box.top) % len(lines)][(column - box.left) % len(lines[0])]
            target.put(row, column, _pasted(target.cell(row, column), new, _PARTS[kind]))


def _pasted(old: Cell, new: Cell, parts: tuple[str, ...] | None) -> Cell:
    if parts is None:
        return new
    kept = {key: part for key, part in old.items() if key not in (*parts, "effectiveValue")}
    return {**kept, **{key: new[key] for key in parts if key in new}}


def _cut_paste(book: Book, request: Json) -> None:
    kind, at = _kind(request), request.get("destination", {})
    source, box = grid.checked_area(book, request.get("source"))
    target, top, left = grid.sheet_at(book, at.get("sheetId")), at.get("rowIndex", 0), at.get("columnIndex", 0)
    if top < 0 or left < 0:
        raise Refused("GridCoordinate indexes must not be negative.")
    lines = _cells(source, box)
    parts = _PARTS[kind]
    for row in box.rows():
        for column in box.columns():
            cell = source.cell(row, column)
            source.put(row, column, {key: cell[key] for key in cell if parts is not None and key not in parts})
    lines = [[_copied(cell, kind) for cell in line] for line in lines]
    _paste(target, Box(top, left, top + box.bottom - box.top, left + box.right - box.left), lines, kind)


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
    "copyPaste": _copy_paste,
    "cutPaste": _cut_paste,
    "insertRange": _insert_range,
    "deleteRange": _delete_range,
    "trimWhitespace": _trim,
    "deleteDuplicates": _delete_duplicates,
}
