"""A person who works in the sheet with the mouse and the keyboard, not through the API."""

from __future__ import annotations

from typing import Any

from . import a1, batch
from .book import Book, Sheet
from .cells import last_data_row
from .errors import Refused
from .parse import type_into
from .store import Store

Json = dict[str, Any]
ACTIONS = """
type set_result insert_rows delete_rows sort move_rows add_column move_column delete_column rename_sheet copy_row
delete_protection
"""


class Person:
    """Rows are counted from 1 and columns are letters, as in the editor. Nothing here counts as a request."""

    def __init__(self, store: Store, spreadsheet_id: str) -> None:
        self._store = store
        self._id = spreadsheet_id

    def do(self, action: Json) -> None:
        """An action as JSON: {"do": "type", "cell": "'Tours'!B2", "text": "12,5"}."""
        name = action.get("do")
        if name not in ACTIONS.split():
            raise Refused(f"A person cannot do {name!r}.")
        try:
            getattr(self, name)(**{key: part for key, part in action.items() if key not in ("do", "spreadsheet")})
        except (TypeError, ValueError) as error:
            raise Refused(f"{name}: {error}") from None

    def type(self, cell: str, text: str) -> None:
        """Type a text into a cell; what it becomes depends on the locale."""

        def work(book: Book) -> None:
            sheet, area = self._cell(book, cell)
            sheet.put(area.top, area.left, type_into(sheet.cell(area.top, area.left), text, book.locale))

        self._store.edit(self._id, work)

    def set_result(self, cell: str, value: str | float | bool) -> None:
        """Say what a formula shows: this server does not calculate."""
        kind = "boolValue" if isinstance(value, bool) else "stringValue" if isinstance(value, str) else "numberValue"

        def work(book: Book) -> None:
            sheet, area = self._cell(book, cell)
            old = sheet.cell(area.top, area.left)
            if "formulaValue" not in old.get("userEnteredValue", {}):
                raise Refused(f"There is no formula in {cell}.")
            sheet.put(area.top, area.left, {**old, "effectiveValue": {kind: value}})

        self._store.edit(self._id, work)

    def insert_rows(self, sheet: str, row: int, count: int = 1) -> None:
        """Insert blank rows above a row."""
        self._batch(sheet, lambda found: {"insertDimension": {"range": _rows(found, row, row + count - 1)}})

    def delete_rows(self, sheet: str, first: int, last: int | None = None) -> None:
        """Delete rows."""
        self._batch(sheet, lambda found: {"deleteDimension": {"range": _rows(found, first, last or first)}})

    def move_rows(self, sheet: str, first: int, last: int, before: int) -> None:
        """Drag rows to a place above another row."""
        self._batch(
            sheet,
            lambda found: {"moveDimension": {"source": _rows(found, first, last), "destinationIndex": before - 1}},
        )

    def sort(self, sheet: str, column: str, descending: bool = False) -> None:
        """Sort all rows below the frozen ones (below the first if none is frozen) by a column."""

        def request(found: Sheet) -> Json:
            start = found.properties["gridProperties"].get("frozenRowCount", 1)
            order = {
                "dimensionIndex": a1.column_index(column),
                "sortOrder": "DESCENDING" if descending else "ASCENDING",
            }
            return {"sortRange": {"range": {"sheetId": found.sheet_id, "startRowIndex": start}, "sortSpecs": [order]}}

        self._batch(sheet, request)

    def add_column(self, sheet: str, header: str = "", before: str | None = None) -> None:
        """Insert a column before another one (after the last used one by default) and type its header."""

        def work(book: Book) -> tuple[Book, None]:
            found = book.sheet(sheet)
            index = found.extent()[1] if before is None else a1.column_index(before)
            if index < found.column_count:
                change: Json = {"insertDimension": {"range": _span(found, "COLUMNS", index, index + 1)}}
            else:
                change = {"appendDimension": {"sheetId": found.sheet_id, "dimension": "COLUMNS", "length": 1}}
            changed, _ = batch.run(book, [change])
            target = changed.sheet(sheet)
            target.put(0, index, type_into(target.cell(0, index), header, changed.locale))
            return changed, None

        self._store.change(self._id, work)

    def move_column(self, sheet: str, column: str, before: str) -> None:
        """Drag a column to a place before another one."""
        index = a1.column_index(column)
        move = {"destinationIndex": a1.column_index(before)}
        self._batch(
            sheet, lambda found: {"moveDimension": {"source": _span(found, "COLUMNS", index, index + 1), **move}}
        )

    def delete_column(self, sheet: str, column: str) -> None:
        """Delete a column."""
        index = a1.column_index(column)
        self._batch(sheet, lambda found: {"deleteDimension": {"range": _span(found, "COLUMNS", index, index + 1)}})

    def rename_sheet(self, sheet: str, title: str) -> None:
        """Rename a tab."""
        self._batch(
            sheet,
            lambda found: {
                "updateSheetProperties": {"properties": {"sheetId": found.sheet_id, "title": title}, "fields": "title"}
            },
        )

    def copy_row(self, sheet: str, row: int, to: int | None = None) -> None:
        """Copy a row and paste it over another one (the first free one by default)."""

        def request(found: Sheet) -> Json:
            target = last_data_row(found) + 1 if to is None else to
            return {
                "copyPaste": {
                    "source": {"sheetId": found.sheet_id, "startRowIndex": row - 1, "endRowIndex": row},
                    "destination": {"sheetId": found.sheet_id, "startRowIndex": target - 1, "endRowIndex": target},
                }
            }

        self._batch(sheet, request)

    def delete_protection(self, protected_id: int) -> None:
        """Remove a protected range in the side panel."""
        request = {"deleteProtectedRange": {"protectedRangeId": protected_id}}
        self._store.change(self._id, lambda book: batch.run(book, [request]))

    def _batch(self, sheet: str, request: Any) -> None:
        self._store.change(self._id, lambda book: batch.run(book, [request(book.sheet(sheet))]))

    def _cell(self, book: Book, cell: str) -> tuple[Sheet, a1.Area]:
        sheet, area = book.resolve(cell)
        if not area.is_cell or area.top >= sheet.row_count or area.left >= sheet.column_count:
            raise Refused(f"{cell} is not a cell of the sheet.")
        return sheet, area


def _rows(sheet: Sheet, first: int, last: int) -> Json:
    return _span(sheet, "ROWS", first - 1, last)


def _span(sheet: Sheet, dimension: str, start: int, end: int) -> Json:
    return {"sheetId": sheet.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
