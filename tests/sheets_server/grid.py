"""Ranges of a request checked against the grid they point at."""

from __future__ import annotations

from typing import Any

from . import a1
from .a1 import Area, Box
from .book import Book, Sheet
from .errors import Refused

Json = dict[str, Any]


def sheet_at(book: Book, sheet_id: int | None) -> Sheet:
    """The sheet of a range; an absent id is 0, as in every proto3 message."""
    return book.sheet(sheet_id or 0)


def checked_range(book: Book, grid_range: Json | None) -> tuple[Sheet, Json]:
    """A GridRange that lies on its sheet, with the sheet id filled in; open ends stay open."""
    if grid_range is None:
        raise Refused("No range specified.")
    sheet = sheet_at(book, grid_range.get("sheetId"))
    for name, size in (("Row", sheet.row_count), ("Column", sheet.column_count)):
        start, end = grid_range.get(f"start{name}Index"), grid_range.get(f"end{name}Index")
        if (start or 0) < 0 or (end is not None and end < 0):
            raise Refused(f"GridRange {name.lower()} indexes must not be negative.")
        if end is not None and end <= (start or 0):
            raise Refused(f"end{name}Index[{end}] must be greater than start{name}Index[{start or 0}].")
        if (start or 0) >= size or (end or 0) > size:
            raise Refused(too_far(sheet, a1.area_of(grid_range)))
    return sheet, {**grid_range, "sheetId": sheet.sheet_id}


def checked_area(book: Book, grid_range: Json | None) -> tuple[Sheet, Box]:
    """The box of a GridRange on its sheet."""
    sheet, found = checked_range(book, grid_range)
    return sheet, box_of(sheet, found)


def box_of(sheet: Sheet, grid_range: Json) -> Box:
    """The box of a stored GridRange, which may lie partly beyond a grid that was made smaller."""
    return a1.area_of(grid_range).within(*sheet.size)


def too_far(sheet: Sheet, area: Area | Box) -> str:
    """The refusal of a range beyond the grid."""
    closed = Box(
        area.top,
        area.left,
        sheet.row_count if area.bottom is None else area.bottom,
        sheet.column_count if area.right is None else area.right,
    )
    shown = a1.format_range(sheet.title, closed)
    return f"Range ({shown}) exceeds grid limits. Max rows: {sheet.row_count}, max columns: {sheet.column_count}"


def span_of(book: Book, wanted: Json | None) -> tuple[Sheet, str, int, int]:
    """A DimensionRange with both ends: sheet, dimension, start, end."""
    if wanted is None:
        raise Refused("No range specified.")
    sheet = sheet_at(book, wanted.get("sheetId"))
    dimension = wanted.get("dimension")
    if dimension is None:
        raise Refused("No dimension specified.")
    start, end = wanted.get("startIndex", 0), wanted.get("endIndex", count(sheet, dimension))
    if start < 0 or end < 0:
        raise Refused("DimensionRange indexes must not be negative.")
    if end <= start:
        raise Refused(f"range.endIndex[{end}] must be greater than range.startIndex[{start}].")
    return sheet, dimension, start, end


def count(sheet: Sheet, dimension: str) -> int:
    """Rows or columns of the grid."""
    return sheet.row_count if dimension == "ROWS" else sheet.column_count


def properties_of(sheet: Sheet, dimension: str) -> list[Json]:
    """Sizes and visibility of rows or columns."""
    return sheet.row_properties if dimension == "ROWS" else sheet.column_properties
