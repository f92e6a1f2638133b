"""The values endpoints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import a1
from .a1 import Area, Box
from .book import Book, Cell, Sheet
from .cells import grow, is_data
from .dimensions import insert
from .errors import ApiError, Refused, bad_field
from .grid import too_far
from .parse import type_into, with_value
from .render import DATE_TYPES, effective_value, formatted_value, plain_value
from .rules import Guard
from .schema import snake
from .view import readable

Json = dict[str, Any]
_RENDER = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
_DATES = ("SERIAL_NUMBER", "FORMATTED_STRING")
_INPUT = ("RAW", "USER_ENTERED")
_GET_NAMES = ("valueRenderOption", "dateTimeRenderOption")
_ENUMS = {
    "valueRenderOption": "ValueRenderOption",
    "dateTimeRenderOption": "DateTimeRenderOption",
    "responseValueRenderOption": "ValueRenderOption",
    "responseDateTimeRenderOption": "DateTimeRenderOption",
    "majorDimension": "Dimension",
}
_WRITE_NAMES = ("responseValueRenderOption", "responseDateTimeRenderOption")


def _choice(options: Json, name: str, allowed: tuple[str, ...]) -> str:
    value = options.get(name) or allowed[0]
    if value not in allowed:
        kind = f"type.googleapis.com/google.apps.sheets.v4.{_ENUMS[name]}"
        raise bad_field(snake(name), f"Invalid value at '{snake(name)}' ({kind}), \"{value}\"")
    return value


def _shown(cell: Cell, render: str, dates: str, locale: str) -> Any:
    if render == "FORMATTED_VALUE":
        return formatted_value(cell, locale)
    if render == "FORMULA" and (formula := cell.get("userEnteredValue", {}).get("formulaValue")):
        return formula
    is_date = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type") in DATE_TYPES
    if dates == "FORMATTED_STRING" and is_date and render == "UNFORMATTED_VALUE":
        return formatted_value(cell, locale)
    return plain_value(effective_value(cell))


def value_range(book: Book, sheet: Sheet, area: Area | Box, options: Json, names: tuple[str, str] = _GET_NAMES) -> Json:
    """A ValueRange: trailing blanks are cut, no `values` for an empty range."""
    render, dates = _choice(options, names[0], _RENDER), _choice(options, names[1], _DATES)
    major = _choice(options, "majorDimension", ("ROWS", "COLUMNS"))
    closed = Area(*area).within(*sheet.size)
    lines = [line[closed.left : closed.right] for line in sheet.rows[closed.top : closed.bottom]]
    if major == "COLUMNS":
        width = max((len(line) for line in lines), default=0)
        lines = [[line[column] if column < len(line) else {} for line in lines] for column in range(width)]
    values: list[list[Any]] = []
    for line in lines:
        used = next((i for i in range(len(line), 0, -1) if line[i - 1].get("userEnteredValue")), 0)
        values.append([_shown(cell, render, dates, book.locale) for cell in line[:used]])
    while values and not values[-1]:
        values.pop()
    found: Json = {"range": a1.format_range(sheet.title, closed), "majorDimension": major}
    return {**found, "values": values} if values else found


def get(book: Book, text: str, options: Json) -> Json:
    """values.get."""
    return value_range(book, *readable(book, text), options)


def batch_get(spreadsheet_id: str, ranges: Iterable[tuple[Book, str]], options: Json) -> Json:
    """values.batchGet: in request order, each range from the spreadsheet as it was when its turn came."""
    found: Json = {"spreadsheetId": spreadsheet_id}
    areas = [get(book, text, options) for book, text in ranges]
    return {**found, "valueRanges": areas} if areas else found


def write(book: Book, sheet: Sheet, area: Area, body: Json, options: Json) -> tuple[Json, set[tuple[int, int]]]:
    """Write a ValueRange at an area; the UpdateValuesResponse and the cells that were written."""
    mode = options.get("valueInputOption")
    if mode not in _INPUT:
        raise ApiError("'valueInputOption' is required but not specified")
    rows = body.get("values", [])
    if body.get("majorDimension") == "COLUMNS":
        height = max((len(column) for column in rows), default=0)
        rows = [[column[row] if row < len(column) else None for column in rows] for row in range(height)]
    height, width = len(rows), max((len(row) for row in rows), default=0)
    extent = Box(area.top, area.left, area.top + max(height, 1), area.left + max(width, 1))
    _check_extent(sheet, area, extent, height, width)
    cells: set[tuple[int, int]] = set()
    for down, line in enumerate(rows):
        for right, value in enumerate(line):
            at = area.top + down, area.left + right
            if value is not None:
                sheet.put(*at, _entered(sheet.cell(*at), value, mode, book.locale))
                cells.add(at)
    shown = a1.format_range(sheet.title, extent)
    reply: Json = {"spreadsheetId": book.spreadsheet_id, "updatedRange": shown, **_counts("updated", cells)}
    if options.get("includeValuesInResponse"):
        told = {**options, "majorDimension": body.get("majorDimension")}
        reply["updatedData"] = value_range(book, sheet, extent, told, _WRITE_NAMES)
    return reply, cells


def _check_extent(sheet: Sheet, area: Area, extent: Box, height: int, width: int) -> None:
    if not area.is_cell:  # a single cell is only the start
        written = f"Requested writing within range [{a1.format_range(sheet.title, area.within(*sheet.size))}]"
        if area.bottom is not None and area.top + height > area.bottom:
            raise ApiError(f"{written}, but tried writing to row [{area.bottom + 1}]")
        if area.right is not None and area.left + width > area.right:
            raise ApiError(f"{written}, but tried writing to column [{a1.column_letter(area.right)}]")
    if extent.bottom > sheet.row_count or extent.right > sheet.column_count:
        raise ApiError(too_far(sheet, extent))


def _counts(prefix: str, cells: set[tuple[int, int]]) -> Json:
    found = {
        f"{prefix}Rows": len({row for row, _ in cells}),
        f"{prefix}Columns": len({column for _, column in cells}),
        f"{prefix}Cells": len(cells),
    }
    return {key: number for key, number in found.items() if number}


def _entered(cell: Cell, value: Any, mode: str, locale: str) -> Cell:
    if isinstance(value, bool):
        return with_value(cell, {"boolValue": value})
    if isinstance(value, int | float):
        return with_value(cell, {"numberValue": value})
    if mode == "USER_ENTERED":
        return type_into(cell, value, locale)
    return with_value(cell, {"stringValue": value} if value else None)


def put(book: Book, text: str, body: Json, options: Json) -> Json:
    """values.update."""
    if body.get("range") not in (None, "", text) and _place(book, body["range"]) != _place(book, text):
        raise ApiError(f"Request range[{text}] does not match value's range[{body['range']}]")
    sheet, area = readable(book, text)
    return write(book, sheet, area, body, options)[0]


def _place(book: Book, text: str) -> tuple[int, Area]:
    sheet, area = readable(book, text)
    return sheet.sheet_id, area


def batch_put(book: Book, parts: list[tuple[Sheet, Area, Json]], options: Json) -> Json:
    """values.batchUpdate: totals count distinct rows, columns and sheets."""
    responses, seen = [], set()
    for index, (sheet, area, body) in enumerate(parts):
        try:
            guard = Guard(book)
            reply, cells = write(book, sheet, area, body, options)
            guard.check(book)
        except Refused as refusal:
            raise ApiError(f"Invalid data[{index}]: {refusal}") from None
        except ApiError as error:
            if error.message.startswith("'"):
                raise
            raise ApiError(f"Invalid data[{index}]: {error.message}") from None
        responses.append(reply)
        seen |= {(sheet.sheet_id, *cell) for cell in cells}
    totals = {
        "totalUpdatedRows": len({entry[:2] for entry in seen}),
        "totalUpdatedColumns": len({(entry[0], entry[2]) for entry in seen}),
        "totalUpdatedCells": len(seen),
        "totalUpdatedSheets": len({entry[0] for entry in seen}),
    }
    totals = {key: number for key, number in totals.items() if number}
    return {"spreadsheetId": book.spreadsheet_id, **totals, **({"responses": responses} if responses else {})}


def clear(book: Book, sheet: Sheet, area: Area) -> str:
    """Clear values, keep formats; the echoed range."""
    closed = area.within(*sheet.size)
    for row in closed.rows()[: max(0, len(sheet.rows) - closed.top)]:
        for column in closed.columns()[: max(0, len(sheet.rows[row]) - closed.left)]:
            sheet.put(row, column, with_value(sheet.cell(row, column), None))
    return a1.format_range(sheet.title, closed)


def append(book: Book, text: str, body: Json, options: Json) -> Json:
    """values.append: after the last table that touches the range."""
    sheet, area = readable(book, text)
    table = _table(sheet, area.within(*sheet.size), book.rules.switches.dropdowns_are_data)
    rows = body.get("values", [])
    if body.get("majorDimension") == "COLUMNS":
        height, width = max((len(column) for column in rows), default=0), len(rows)
    else:
        height, width = len(rows), max((len(row) for row in rows), default=0)
    start = Area(table.bottom, table.left) if table else Area(area.top, area.left)
    if options.get("insertDataOption") == "INSERT_ROWS" and height and start.top < sheet.row_count:
        insert(book, sheet, ("ROWS", start.top, start.top + height), start.top - 1 if start.top else None)
    grow(sheet, start.top + max(height, 1), start.left + width)
    book.check()
    updates, _ = write(book, sheet, start, body, options)
    found: Json = {"spreadsheetId": book.spreadsheet_id}
    if table:
        found["tableRange"] = a1.format_range(sheet.title, table)
    return {**found, "updates": updates}


def _table(sheet: Sheet, area: Box, dropdowns: bool) -> Box | None:
    """The last block of touching cells with data that reaches into the area."""
    filled = {
        (row, column)
        for row, line in enumerate(sheet.rows)
        for column, cell in enumerate(line)
        if is_data(cell, dropdowns)
    }
    best: Box | None = None
    while filled:
        block, queue = set(), [filled.pop()]
        while queue:
            row, column = queue.pop()
            block.add((row, column))
            around = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & filled
            filled -= around
            queue.extend(around)
        if not any(row in area.rows() and column in area.columns() for row, column in block):
            continue
        rows, columns = {row for row, _ in block}, {column for _, column in block}
        found = Box(min(rows), min(columns), max(rows) + 1, max(columns) + 1)
        if best is None or (found.bottom, found.right) > (best.bottom, best.right):
            best = found
    return best
