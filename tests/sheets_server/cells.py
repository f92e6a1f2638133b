"""batchUpdate requests that write cells."""

from __future__ import annotations

from typing import Any

from . import grid
from .a1 import Box
from .book import Book, Cell, Sheet
from .errors import Refused
from .masks import Tree, merge, update_mask
from .schema import MESSAGES

Json = dict[str, Any]

SCHEMA = """
updateCells: rows:RowData[] fields:str start:GridCoordinate range:GridRange dataSourceTable:map
repeatCell: range:GridRange cell:CellData fields:str
appendCells: sheetId:int rows:RowData[] fields:str tableId:str
setDataValidation: range:GridRange rule:DataValidationRule filteredRowsIncluded:bool
updateBorders: range:GridRange top:map bottom:map left:map right:map innerHorizontal:map innerVertical:map
"""


def entered(cell: Cell) -> Cell:
    """A cell of a request as it is stored: only what a client can set."""
    found = {key: cell[key] for key in cell if key not in ("effectiveValue", "formattedValue", "effectiveFormat")}
    value = found.pop("userEnteredValue", None)
    if value:
        if len(value) > 1:
            raise Refused("ExtendedValue must have exactly one value set.")
        if "errorValue" in value:
            raise Refused("ExtendedValue.errorValue is output only.")
        if "formulaValue" in value and not value["formulaValue"].startswith("="):
            raise Refused("ExtendedValue.formulaValue must start with '='.")
        if value.get("stringValue") != "":
            found["userEnteredValue"] = value
    return {key: part for key, part in found.items() if part not in ({}, [], "")}


def cell_mask(text: str | None) -> Tree:
    """The mask of a cell request."""
    return update_mask(text, set(MESSAGES["CellData"]))


def write(sheet: Sheet, row: int, column: int, cell: Cell, mask: Tree) -> None:
    """Put the masked fields of an entered cell into the grid."""
    old = sheet.cell(row, column)
    new = merge(old, cell, mask)
    if "effectiveValue" in new and (not mask or "userEnteredValue" in mask):
        new = {key: part for key, part in new.items() if key != "effectiveValue"}  # a result set for the old formula
    sheet.put(row, column, new)


def write_rows(sheet: Sheet, box: Box, rows: list[Json], mask: Tree) -> None:
    """Write rows of cells; leaving the area is an error."""
    last_row, last_column = box.bottom - 1, box.right - 1
    for down, line in enumerate(rows):
        row = box.top + down
        if row > last_row:
            raise Refused(f"Attempting to write row: {row}, beyond the last requested row of: {last_row}")
        for right, cell in enumerate(line.get("values", [])):
            column = box.left + right
            if column > last_column:
                text = f"Attempting to write column: {column}, beyond the last requested column of: {last_column}"
                raise Refused(text)
            write(sheet, row, column, entered(cell), mask)


def _update_cells(book: Book, request: Json) -> None:
    rows, mask = request.get("rows", []), cell_mask(request.get("fields"))
    if ("start" in request) == ("range" in request):
        raise Refused("Exactly one of 'start' and 'range' must be specified.")
    if "range" in request:
        sheet, box = grid.checked_area(book, request["range"])
        for row in box.rows():
            given = len(rows[row - box.top].get("values", [])) if row - box.top < len(rows) else 0
            for column in box.columns()[given:]:
                if sheet.cell(row, column):
                    write(sheet, row, column, {}, mask)
    else:
        start = request["start"]
        sheet = grid.sheet_at(book, start.get("sheetId"))
        box = Box(start.get("rowIndex", 0), start.get("columnIndex", 0), *sheet.size)
        if box.top < 0 or box.left < 0:
            raise Refused("GridCoordinate indexes must not be negative.")
        if book.rules.switches.filters_deflect_writes:
            rows = _past_hidden(sheet, box.top, rows)
    write_rows(sheet, box, rows, mask)


def _past_hidden(sheet: Sheet, top: int, rows: list[Json]) -> list[Json]:
    """The lines with a blank one for each row that a filter hides."""
    hidden = {row for row, known in enumerate(sheet.row_properties) if known.get("hiddenByFilter")}
    found: list[Json] = []
    for line in rows:
        while top + len(found) in hidden:
            found.append({})
        found.append(line)
    return found


def _repeat_cell(book: Book, request: Json) -> None:
    mask, cell = cell_mask(request.get("fields")), entered(request.get("cell", {}))
    sheet, box = grid.checked_area(book, request.get("range"))
    for row in box.rows():
        for column in box.columns():
            write(sheet, row, column, cell, mask)


def _append_cells(book: Book, request: Json) -> None:
    sheet = grid.sheet_at(book, request.get("sheetId"))
    rows, mask = request.get("rows", []), cell_mask(request.get("fields"))
    start = last_data_row(sheet, book.rules.switches.dropdowns_are_data)
    widest = max((len(line.get("values", [])) for line in rows), default=0)
    grow(sheet, start + len(rows), widest)
    write_rows(sheet, Box(start, 0, *sheet.size), rows, mask)


def last_data_row(sheet: Sheet, dropdowns: bool = False) -> int:
    """Rows up to the last one with data."""
    for index in range(len(sheet.rows), 0, -1):
        if any(is_data(cell, dropdowns) for cell in sheet.rows[index - 1]):
            return index
    return 0


def is_data(cell: Cell, dropdowns: bool) -> bool:
    """A checkbox is data even before anybody ticks it; an empty drop-down may be."""
    kind = cell.get("dataValidation", {}).get("condition", {}).get("type")
    return bool(cell.get("userEnteredValue")) or kind == "BOOLEAN" or (dropdowns and kind is not None)


def grow(sheet: Sheet, rows: int, columns: int) -> None:
    """Make the grid at least this large."""
    sheet.set_grid(rowCount=max(sheet.row_count, rows), columnCount=max(sheet.column_count, columns))


def _set_data_validation(book: Book, request: Json) -> None:
    sheet, box = grid.checked_area(book, request.get("range"))
    rule = request.get("rule")
    if rule is not None and "type" not in rule.get("condition", {}):
        raise Refused("A data validation rule needs a condition with a type.")
    cell = {"dataValidation": rule} if rule else {}
    for row in box.rows():
        for column in box.columns():
            write(sheet, row, column, cell, {"dataValidation": {}})


def _update_borders(book: Book, request: Json) -> None:
    sheet, box = grid.checked_area(book, request.get("range"))
    for row in box.rows():
        for column in box.columns():
            edges = {
                "top": "top" if row == box.top else "innerHorizontal",
                "bottom": "bottom" if row == box.bottom - 1 else "innerHorizontal",
                "left": "left" if column == box.left else "innerVertical",
                "right": "right" if column == box.right - 1 else "innerVertical",
            }
            drawn = {edge: request[name] for edge, name in edges.items() if name in request}
            if drawn:
                mask: Tree = {"userEnteredFormat": {"borders": {edge: {} for edge in drawn}}}
                write(sheet, row, column, {"userEnteredFormat": {"borders": drawn}}, mask)


HANDLERS = {
    "updateCells": _update_cells,
    "repeatCell": _repeat_cell,
    "appendCells": _append_cells,
    "setDataValidation": _set_data_validation,
    "updateBorders": _update_borders,
}
