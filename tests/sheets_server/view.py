"""The spreadsheet as the API answers it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .a1 import Area
from .book import Book, Cell, Sheet
from .errors import ApiError, Refused
from .grid import too_far
from .groups import groups, plain
from .masks import Selected, Tree, below, select, wants
from .metadata import shown
from .ranges import shown_named, shown_protected, shown_range
from .render import effective_value, formatted_value
from .sheets import shown_properties

Json = dict[str, Any]
_DATA = ("sheets", "data")
_VALUES = ("userEnteredValue", "effectiveValue", "formattedValue")


def spreadsheet(book: Book, ranges: Sequence[str], grid_data: bool, mask: Tree | None) -> Json:
    """The spreadsheet limited to ranges, all of it without any."""
    return restricted(book, [readable(book, text) for text in ranges], grid_data, mask)


def restricted(
    book: Book,
    areas: Sequence[tuple[Sheet, Area]],
    grid_data: bool,
    mask: Tree | None,
    *,
    protections: bool = True,
) -> Json:
    """The spreadsheet limited to areas, all of it without any; a mask makes `grid_data` irrelevant.

    The sheets of the areas may be younger than the book: that is a torn read.
    """
    grid_data = wants(mask, *_DATA) if mask else grid_data
    found: Json = {"spreadsheetId": book.spreadsheet_id, "properties": book.properties}
    cells = below(mask, *_DATA, "rowData", "values")
    sheets = []
    for sheet in book.sheets:
        wanted = [(other, area) for other, area in areas if other.sheet_id == sheet.sheet_id]
        if not areas or wanted:
            data = [_grid(book, *place, cells) for place in wanted or [(sheet, Area())]] if grid_data else []
            sheets.append(_sheet(book, sheet, data, protections))
    found["sheets"] = sheets
    if book.named_ranges:
        found["namedRanges"] = [shown_named(named) for named in book.named_ranges]
    if book.metadata:
        found["developerMetadata"] = [shown(entry) for entry in book.metadata]
    found["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.spreadsheet_id}/edit"
    return select(mask, found)


def readable(book: Book, text: str) -> tuple[Sheet, Area]:
    """A range of a request that reads; its end may lie beyond the grid."""
    try:
        sheet, area = book.resolve(text)
    except Refused as refusal:
        raise ApiError(str(refusal)) from None
    if area.top >= sheet.row_count or area.left >= sheet.column_count:
        raise ApiError(too_far(sheet, area))
    return sheet, area


def _sheet(book: Book, sheet: Sheet, data: list[Json], protections: bool) -> Json:
    found: Json = {"properties": shown_properties(book, sheet)}
    if data:
        found["data"] = data
    if sheet.merges:
        found["merges"] = [shown_range(merge) for merge in sheet.merges]
    if sheet.conditional_formats:
        found["conditionalFormats"] = [
            {**rule, "ranges": [shown_range(part) for part in rule["ranges"]]} for rule in sheet.conditional_formats
        ]
    if sheet.protected_ranges and protections:
        found["protectedRanges"] = [shown_protected(entry, book.rules) for entry in sheet.protected_ranges]
    if sheet.basic_filter:
        found["basicFilter"] = {**sheet.basic_filter, "range": shown_range(sheet.basic_filter["range"])}
    if sheet.filter_views:
        found["filterViews"] = [{**entry, "range": shown_range(entry["range"])} for entry in sheet.filter_views]
    if sheet.charts:
        found["charts"] = sheet.charts
    for name, dimension in (("rowGroups", "ROWS"), ("columnGroups", "COLUMNS")):
        if nested := groups(sheet, dimension):
            found[name] = [{**group, "range": shown_range(group["range"])} for group in nested]
    if sheet.banded_ranges:
        found["bandedRanges"] = [{**band, "range": shown_range(band["range"])} for band in sheet.banded_ranges]
    anchored = [shown(entry) for entry in sheet.metadata if "dimensionRange" not in entry["location"]]
    if anchored:
        found["developerMetadata"] = anchored
    return found


def _grid(book: Book, sheet: Sheet, area: Area, mask: Tree | None) -> Json:
    found: Json = {}
    if area.top:
        found["startRow"] = area.top
    if area.left:
        found["startColumn"] = area.left
    show = _shown(mask, book.locale)
    lines = Selected()
    for line in sheet.rows[area.top : area.bottom]:
        cells = line[area.left : area.right]
        while cells and not cells[-1]:
            cells.pop()
        lines.append({"values": [show(cell) for cell in cells]} if cells else {})
    while lines and not lines[-1]:
        lines.pop()
    if lines:
        found["rowData"] = lines
    closed = area.within(*sheet.size)
    for name, sizes, start, end, usual in (
        ("rowMetadata", sheet.row_properties, closed.top, closed.bottom, 21),
        ("columnMetadata", sheet.column_properties, closed.left, closed.right, 100),
    ):
        anchors = _anchors(sheet, "ROWS" if name == "rowMetadata" else "COLUMNS")
        # the live service lists every row; only what differs from the usual size is of interest here
        if any(sizes[start:end]) or any(start <= index < end for index in anchors):
            found[name] = [
                {"pixelSize": usual, **plain(sizes[i] if i < len(sizes) else {}), **anchors.get(i, {})}
                for i in range(start, end)
            ]
    return found


def _anchors(sheet: Sheet, dimension: str) -> dict[int, Json]:
    found: dict[int, Json] = {}
    for entry in sheet.metadata:
        span = entry["location"].get("dimensionRange")
        if span and span["dimension"] == dimension:
            found.setdefault(span["startIndex"], {"developerMetadata": []})["developerMetadata"].append(shown(entry))
    return found


def _shown(mask: Tree | None, locale: str) -> Callable[[Cell], Json]:
    """What shows a cell as the mask wants it; apps ask for the entered values alone, thousands of them."""
    if mask == {"userEnteredValue": {}}:
        return lambda cell: {"userEnteredValue": cell["userEnteredValue"]} if "userEnteredValue" in cell else {}
    return lambda cell: select(mask, _typed(cell, locale, mask))


def _typed(cell: Cell, locale: str, mask: Tree | None) -> Json:
    """CellData as answered; parts outside of the mask are not even computed."""
    found: Json = {}
    for name in mask if mask and "*" not in mask else (*_VALUES, *(set(cell) - set(_VALUES))):
        if name in ("effectiveValue", "formattedValue"):
            if cell.get("userEnteredValue"):
                found[name] = effective_value(cell) if name == "effectiveValue" else formatted_value(cell, locale)
        elif name in cell:
            found[name] = cell[name]
    return found
