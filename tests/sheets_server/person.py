"""A person who works in the sheet with the mouse and the keyboard, not through the API."""

from __future__ import annotations

from typing import Any

from . import a1, batch
from .book import Book, Sheet
from .cells import last_data_row
from .errors import Refused
from .journal import ACTIONS, noted, written
from .parse import type_into
from .tabs import Tabs

Json = dict[str, Any]


class Person(Tabs):
    """Rows are counted from 1 and columns are letters, as in the editor. Nothing here counts as a request."""

    def do(self, action: Json) -> None:
        """An action as JSON: {"do": "type", "cell": "'Tours'!B2", "text": "12,5"}."""
        name = action.get("do")
        if name not in ACTIONS:
            raise Refused(f"A person cannot do {name!r}.")
        try:
            getattr(self, name)(**{key: part for key, part in action.items() if key not in ("do", "spreadsheet")})
        except (TypeError, ValueError) as error:
            raise Refused(f"{name}: {error}") from None

    @noted
    def type(self, cell: str, text: str) -> Json:
        """Type a text into a cell; what it becomes depends on the locale."""

        def work(book: Book) -> Json:
            sheet, area = self._cell(book, cell)
            before = sheet.cell(area.top, area.left)
            sheet.put(area.top, area.left, type_into(before, text, book.locale))
            return written(book, sheet, area.top, area.left, before)

        return self.store.edit(self.spreadsheet_id, work)

    @noted
    def set_result(self, cell: str, value: str | float | bool) -> None:
        """Say what a formula shows: this server does not calculate."""
        kind = "boolValue" if isinstance(value, bool) else "stringValue" if isinstance(value, str) else "numberValue"

        def work(book: Book) -> None:
            sheet, area = self._cell(book, cell)
            old = sheet.cell(area.top, area.left)
            if "formulaValue" not in old.get("userEnteredValue", {}):
                raise Refused(f"There is no formula in {cell}.")
            sheet.put(area.top, area.left, {**old, "effectiveValue": {kind: value}})

        self.store.edit(self.spreadsheet_id, work)

    @noted
    def insert_rows(self, sheet: str, row: int, count: int = 1) -> None:
        """Insert blank rows above a row."""
        self._batch(sheet, lambda found: {"insertDimension": {"range": _rows(found, row, row + count - 1)}})

    @noted
    def delete_rows(self, sheet: str, first: int, last: int | None = None) -> None:
        """Delete rows."""
        self._batch(sheet, lambda found: {"deleteDimension": {"range": _rows(found, first, last or first)}})

    @noted
    def move_rows(self, sheet: str, first: int, last: int, before: int) -> None:
        """Drag rows to a place above another row."""
        self._batch(
            sheet,
            lambda found: {"moveDimension": {"source": _rows(found, first, last), "destinationIndex": before - 1}},
        )

    @noted
    def sort(self, sheet: str, column: str, descending: bool = False) -> None:
        """Sort all rows below the frozen ones (below the first if none is frozen) by a column."""

        def request(found: Sheet) -> Json:
            start = found.properties["gridProperties"].get("frozenRowCount", 1)
            order = {
                "dimensionIndex": a1.column_index(column),
                "sortOrder": "DESCENDING" if descending else "ASCENDING",
            }
            return {"sortRange": {"range": {"sheetId": found.sheet_id, "startRowIndex": start}, "sortSpecs": [order]}}

        def work(book: Book) -> tuple[Book, None]:
            changed, _ = batch.run(book, [request(book.sheet(sheet))])
            if not self.store.switches.sort_moves_anchors:
                changed.sheet(sheet).metadata = book.sheet(sheet).metadata
            return changed, None

        self.store.change(self.spreadsheet_id, work)

    @noted
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

        self.store.change(self.spreadsheet_id, work)

    @noted
    def move_column(self, sheet: str, column: str, before: str) -> None:
        """Drag a column to a place before another one."""
        index = a1.column_index(column)
        move = {"destinationIndex": a1.column_index(before)}
        self._batch(
            sheet, lambda found: {"moveDimension": {"source": _span(found, "COLUMNS", index, index + 1), **move}}
        )

    @noted
    def delete_column(self, sheet: str, column: str) -> None:
        """Delete a column."""
        index = a1.column_index(column)
        self._batch(sheet, lambda found: {"deleteDimension": {"range": _span(found, "COLUMNS", index, index + 1)}})

    @noted
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

    @noted
    def copy_rows(self, sheet: str, first: int, last: int) -> None:
        """Copy rows and paste them below the last used one."""

        def work(book: Book) -> tuple[Book, None]:
            found = book.sheet(sheet)
            size, end = last - first + 1, last_data_row(found)
            room = {"appendDimension": {"sheetId": found.sheet_id, "dimension": "ROWS", "length": size}}
            source = {"sheetId": found.sheet_id, "startRowIndex": first - 1, "endRowIndex": last}
            target = {"sheetId": found.sheet_id, "startRowIndex": end, "endRowIndex": end + size}
            paste = {"copyPaste": {"source": source, "destination": target}}
            return batch.run(book, [room, paste] if end + size > found.row_count else [paste])[0], None

        self.store.change(self.spreadsheet_id, work)

    @noted
    def rename_header(self, sheet: str, old: str, new: str) -> Json:
        """Type another text over a header in row 1."""

        def work(book: Book) -> Json:
            found = book.sheet(sheet)
            texts = (found.values(a1.Area(0, 0, 1), book.locale) or [[]])[0]
            if old not in texts:
                raise Refused(f"There is no header {old!r}.")
            column = texts.index(old)
            before = found.cell(0, column)
            found.put(0, column, type_into(before, new, book.locale))
            return written(book, found, 0, column, before)

        return self.store.edit(self.spreadsheet_id, work)

    @noted
    def set_filter(self, sheet: str, column: str, hidden: list[str]) -> None:
        """Filter the used cells: rows with one of the hidden texts in the column disappear from view."""

        def request(found: Sheet) -> Json:
            rows, columns = found.extent()
            area = {"sheetId": found.sheet_id, "startRowIndex": 0, "endRowIndex": max(rows, 1)}
            area.update(startColumnIndex=0, endColumnIndex=max(columns, 1))
            criteria = {str(a1.column_index(column)): {"hiddenValues": hidden}}
            return {"setBasicFilter": {"filter": {"range": area, "criteria": criteria}}}

        self._batch(sheet, request)

    @noted
    def clear_filter(self, sheet: str) -> None:
        """Take the filter away."""
        self._batch(sheet, lambda found: {"clearBasicFilter": {"sheetId": found.sheet_id}})

    def _cell(self, book: Book, cell: str) -> tuple[Sheet, a1.Area]:
        sheet, area = book.resolve(cell)
        if not area.is_cell or area.top >= sheet.row_count or area.left >= sheet.column_count:
            raise Refused(f"{cell} is not a cell of the sheet.")
        return sheet, area


def _rows(sheet: Sheet, first: int, last: int) -> Json:
    return _span(sheet, "ROWS", first - 1, last)


def _span(sheet: Sheet, dimension: str, start: int, end: int) -> Json:
    return {"sheetId": sheet.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
