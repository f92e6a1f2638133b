"""batchUpdate requests that insert, delete, move, size and sort rows and columns."""

from __future__ import annotations

from typing import Any

from . import grid
from .book import DIMENSIONS, Book, Cell, Sheet
from .errors import Refused
from .masks import merge, update_mask
from .render import effective_value, plain_value
from .schema import MESSAGES
from .shift import deleted, inserted, move_anchors, moved, permuted, shift_ranges

Json = dict[str, Any]

SCHEMA = """
insertDimension: range:DimensionRange inheritFromBefore:bool
deleteDimension: range:DimensionRange
moveDimension: source:DimensionRange destinationIndex:int
appendDimension: sheetId:int dimension:Dimension length:int tableId:str
updateDimensionProperties: range:DimensionRange dataSourceSheetRange:map properties:DimensionProperties fields:str
autoResizeDimensions: dimensions:DimensionRange dataSourceSheetDimensions:map
sortRange: range:GridRange sortSpecs:SortSpec[]
"""
_INHERITED = ("userEnteredFormat", "dataValidation")


def _insert(book: Book, request: Json) -> None:
    sheet, dimension, start, end = grid.span_of(book, request.get("range"))
    size, before = grid.count(sheet, dimension), request.get("inheritFromBefore", False)
    if before and start == 0:
        raise Refused("range.startIndex[0] must be greater than 0 if inheritFromBefore is true.")
    if before and start > size:
        raise Refused(f"range.startIndex[{start}] cannot be greater than the grid size ({size}).")
    if not before and start >= size:
        raise Refused(
            f"range.startIndex[{start}] must be less than the grid size ({size}) if inheritFromBefore is false."
        )
    insert(book, sheet, (dimension, start, end), start - 1 if before else start)


def insert(book: Book, sheet: Sheet, span: tuple[str, int, int], model: int | None) -> None:
    """Insert blank rows or columns that look like the model (an index before the insertion)."""
    dimension, at, end = span
    count, frozen = end - at, f"frozen{DIMENSIONS[dimension]}Count"
    fixed = sheet.properties["gridProperties"].get(frozen, 0)
    resize(sheet, dimension, grid.count(sheet, dimension) + count)
    book.check()  # before any row is made
    if dimension == "ROWS":
        line = sheet.rows[model] if model is not None and model < len(sheet.rows) else []
        blank = [_look(cell) for cell in line]
        if at < len(sheet.rows) or any(blank):
            sheet.rows.extend([] for _ in range(at - len(sheet.rows)))
            sheet.rows[at:at] = [list(blank) for _ in range(count)]
    else:
        for line in sheet.rows:
            look = _look(line[model]) if model is not None and model < len(line) else {}
            if at < len(line) or look:
                line.extend({} for _ in range(at - len(line)))
                line[at:at] = [look] * count
    sizes = grid.properties_of(sheet, dimension)
    if at < len(sizes):
        sizes[at:at] = [{}] * count
    if at < fixed:
        sheet.set_grid(**{frozen: fixed + count})
    shift_ranges(book, sheet, dimension, inserted(at, count))


def _look(cell: Cell) -> Cell:
    return {key: cell[key] for key in _INHERITED if key in cell}


def resize(sheet: Sheet, dimension: str, size: int) -> None:
    """Set the number of rows or columns without touching cells."""
    sheet.set_grid(**{"rowCount" if dimension == "ROWS" else "columnCount": size})


def _delete(book: Book, request: Json) -> None:
    sheet, dimension, start, end = grid.span_of(book, request.get("range"))
    noun, size = dimension.lower()[:-1], grid.count(sheet, dimension)
    if start >= size or end > size:
        bad = start if start >= size else end - 1
        raise Refused(
            f"Cannot delete a {noun} that doesn't exist. "
            f"Tried to delete {noun} index {bad} but there are only {size} {noun}s."
        )
    if end - start == size:
        raise Refused(f"You can't delete all the {noun}s on the sheet.")
    delete(book, sheet, dimension, start, end)


def delete(book: Book, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    """Delete rows or columns with everything anchored to them."""
    frozen = f"frozen{DIMENSIONS[dimension]}Count"
    fixed = sheet.properties["gridProperties"].get(frozen, 0)
    size = grid.count(sheet, dimension)
    left = fixed - max(0, min(fixed, end) - start)
    if fixed and left >= size - (end - start):
        noun = dimension.lower()[:-1]
        raise Refused(f"Sorry, it is not possible to delete all non-frozen {noun}s.")
    if dimension == "ROWS":
        del sheet.rows[start:end]
    else:
        for line in sheet.rows:
            del line[start:end]
    del grid.properties_of(sheet, dimension)[start:end]
    resize(sheet, dimension, size - (end - start))
    sheet.set_grid(**{frozen: left})
    shift_ranges(book, sheet, dimension, deleted(start, end))


def _move(book: Book, request: Json) -> None:
    sheet, dimension, start, end = grid.span_of(book, request.get("source"))
    size, to = grid.count(sheet, dimension), request.get("destinationIndex", 0)
    if end > size or not 0 <= to <= size:
        raise Refused(f"Cannot move {dimension.lower()} outside of the grid of {size}.")
    if start <= to < end or to == end:
        if start < to < end:
            raise Refused("destinationIndex must not be within the source range.")
        return
    lines = sheet.rows if dimension == "ROWS" else None
    if lines is not None:
        _move_entries(lines, start, end, to, [])
    else:
        for line in sheet.rows:
            _move_entries(line, start, end, to, {})
    _move_entries(grid.properties_of(sheet, dimension), start, end, to, {})
    shift_ranges(book, sheet, dimension, moved(start, end, to))


def _move_entries(entries: list[Any], start: int, end: int, to: int, blank: Any) -> None:
    entries.extend(type(blank)() for _ in range(max(end, to) - len(entries)))
    block = entries[start:end]
    del entries[start:end]
    target = to - (end - start) if to > start else to
    entries[target:target] = block


def _append(book: Book, request: Json) -> None:
    sheet = grid.sheet_at(book, request.get("sheetId"))
    dimension, length = request.get("dimension"), request.get("length", 0)
    if dimension is None or length <= 0:
        raise Refused("A dimension and a length greater than 0 must be specified.")
    resize(sheet, dimension, grid.count(sheet, dimension) + length)


def _update_properties(book: Book, request: Json) -> None:
    sheet, dimension, start, end = grid.span_of(book, request.get("range"))
    mask = update_mask(request.get("fields"), set(MESSAGES["DimensionProperties"]))
    if end > grid.count(sheet, dimension):
        raise Refused(f"endIndex[{end}] is beyond the last {dimension} index.")
    sizes = grid.properties_of(sheet, dimension)
    sizes.extend({} for _ in range(end - len(sizes)))
    for index in range(start, end):
        sizes[index] = merge(sizes[index], request.get("properties", {}), mask)


def _auto_resize(book: Book, request: Json) -> None:
    grid.span_of(book, request.get("dimensions"))  # widths depend on fonts; only the range is checked


def _sort(book: Book, request: Json) -> None:
    sheet, box = grid.checked_area(book, request.get("range"))
    specs = request.get("sortSpecs", [])
    if not specs:
        raise Refused("At least one sortSpec must be specified.")
    for spec in specs:
        if spec.get("dimensionIndex", 0) not in box.columns():
            raise Refused(f"sortSpecs.dimensionIndex[{spec.get('dimensionIndex', 0)}] is outside of the range.")
    order = list(box.rows())
    for spec in reversed(specs):  # stable: the first specification wins
        column, down = spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING"
        filled = [row for row in order if sheet.cell(row, column).get("userEnteredValue")]
        keys = {row: _sort_key(sheet.cell(row, column)) for row in filled}
        blank = [row for row in order if row not in keys]
        order = sorted(filled, key=keys.__getitem__, reverse=down) + blank  # blanks are last either way
    lines = {row: [sheet.cell(row, column) for column in box.columns()] for row in order}
    for target, source in enumerate(order, box.top):
        for column, cell in enumerate(lines[source], box.left):
            sheet.put(target, column, cell)
    positions = {source: target for target, source in enumerate(order, box.top)}
    sheet.metadata = move_anchors(sheet.metadata, "ROWS", permuted(positions))  # anchors go with their rows


def _sort_key(cell: Cell) -> tuple[int, Any]:
    value = plain_value(effective_value(cell))
    if isinstance(value, bool):
        return 2, value
    return (0, value) if isinstance(value, int | float) else (1, str(value).casefold())


HANDLERS = {
    "insertDimension": _insert,
    "deleteDimension": _delete,
    "moveDimension": _move,
    "appendDimension": _append,
    "updateDimensionProperties": _update_properties,
    "autoResizeDimensions": _auto_resize,
    "sortRange": _sort,
}
