"""What a person does with whole tabs, with protections and with names."""

from __future__ import annotations

from typing import Any

from . import a1, batch
from .book import Book
from .journal import noted
from .parse import with_value
from .store import Store

Json = dict[str, Any]


class Tabs:
    """The part of a person's actions that is not about cells, rows or columns."""

    def __init__(self, store: Store, spreadsheet_id: str) -> None:
        self.store = store
        self.spreadsheet_id = spreadsheet_id

    @noted
    def rename_sheet(self, sheet: str, title: str) -> None:
        """Rename a tab."""
        self._batch(
            sheet,
            lambda found: {
                "updateSheetProperties": {"properties": {"sheetId": found.sheet_id, "title": title}, "fields": "title"}
            },
        )

    @noted
    def empty_sheet(self, sheet: str, below: int = 0) -> None:
        """Mark everything below a row and press the delete key."""

        def work(book: Book) -> None:
            found = book.sheet(sheet)
            for row in range(below, len(found.rows)):
                for column, cell in enumerate(found.rows[row]):
                    found.put(row, column, with_value(cell, None))

        self.store.edit(self.spreadsheet_id, work)

    @noted
    def delete_sheet(self, sheet: str) -> None:
        """Delete a tab."""
        self._batch(sheet, lambda found: {"deleteSheet": {"sheetId": found.sheet_id}})

    @noted
    def delete_spreadsheet(self) -> None:
        """Put the whole file into the bin."""
        self.store.remove(self.spreadsheet_id)

    @noted
    def add_sheet(self, title: str) -> None:
        """Add a tab."""
        self.store.change(
            self.spreadsheet_id, lambda book: batch.run(book, [{"addSheet": {"properties": {"title": title}}}])
        )

    @noted
    def protect(self, cells: str, editors: list[str] | None = None) -> None:
        """Let only the owner and the given accounts edit a range."""

        def work(book: Book) -> tuple[Book, Any]:
            sheet, area = book.resolve(cells)
            users = {"users": list(editors or [])}
            wanted = {"range": a1.grid_range(sheet.sheet_id, area), "editors": users}
            return batch.run(book, [{"addProtectedRange": {"protectedRange": wanted}}])

        self.store.change(self.spreadsheet_id, work)

    @noted
    def delete_protections(self, description: str) -> None:
        """Remove every protected range whose description starts like this, such as the token of a program."""

        def work(book: Book) -> None:
            for sheet in book.sheets:
                kept = [p for p in sheet.protected_ranges if not p.get("description", "").startswith(description)]
                sheet.protected_ranges = kept

        self.store.edit(self.spreadsheet_id, work)

    @noted
    def delete_named_ranges(self, name: str) -> None:
        """Remove every named range whose name starts like this."""

        def work(book: Book) -> None:
            book.named_ranges = [named for named in book.named_ranges if not named["name"].startswith(name)]

        self.store.edit(self.spreadsheet_id, work)

    @noted
    def delete_protection(self, protected_id: int) -> None:
        """Remove a protected range in the side panel."""
        request = {"deleteProtectedRange": {"protectedRangeId": protected_id}}
        self.store.change(self.spreadsheet_id, lambda book: batch.run(book, [request]))

    def _batch(self, sheet: str, request: Any) -> None:
        self.store.change(self.spreadsheet_id, lambda book: batch.run(book, [request(book.sheet(sheet))]))
