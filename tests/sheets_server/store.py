"""All spreadsheets of the server: serial changes, a data file, the journal of changes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, TypeVar

from .book import Book, Sheet
from .errors import ApiError, Refused, not_found
from .rules import Guard, Rules
from .switches import Switches

Json = dict[str, Any]
Result = TypeVar("Result")
OWNER = "owner@example.org"
MOMENT = 0.1  # seconds


def new_book(spreadsheet_id: str, title: str, locale: str = "de_DE", zone: str = "Europe/Berlin") -> Book:
    """A spreadsheet without any sheet."""
    properties = {
        "title": title,
        "locale": locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": zone,
        "defaultFormat": {
            "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
            "verticalAlignment": "BOTTOM",
            "wrapStrategy": "OVERFLOW_CELL",
            "textFormat": {"fontFamily": "arial,sans,sans-serif", "fontSize": 10},
        },
    }
    owner = {"id": "1", "type": "user", "emailAddress": OWNER, "role": "owner"}
    return Book(spreadsheet_id, properties, permissions=[owner], created=_now(), modified=_now())


def first_sheet(title: str) -> Sheet:
    """The sheet a new spreadsheet starts with."""
    grid = {"rowCount": 1000, "columnCount": 26}
    return Sheet({"sheetId": 0, "title": title, "sheetType": "GRID", "gridProperties": grid})


class Store:
    """Spreadsheets by id. A committed book is never changed again, so reading needs no lock."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.books: dict[str, Book] = {}
        self.folders: set[str] = set()
        self.switches = Switches()
        self.lock = threading.RLock()
        self.person_journal: list[Json] = []
        self._earlier: dict[str, frozenset[str]] = {}
        if path is not None and path.exists():
            data = json.loads(path.read_text(encoding="utf-8"))
            self.books = {key: Book.from_json(book) for key, book in data["spreadsheets"].items()}

    def ensure(self, spreadsheet_id: str) -> None:
        """Create the spreadsheet if it does not exist."""
        with self.lock:
            if spreadsheet_id not in self.books:
                book = new_book(spreadsheet_id, spreadsheet_id)
                book.sheets.append(first_sheet("Tabellenblatt1"))
                self.add(book)

    def add(self, book: Book) -> None:
        """Add a new spreadsheet."""
        with self.lock:
            self._commit({**self.books, book.spreadsheet_id: book})

    def remove(self, spreadsheet_id: str) -> None:
        """Delete a spreadsheet."""
        with self.lock:
            self.get(spreadsheet_id)
            self._commit({key: book for key, book in self.books.items() if key != spreadsheet_id})

    def free_id(self) -> str:
        """An id as long as the real ones."""
        return token_urlsafe(33)

    def get(self, spreadsheet_id: str) -> Book:
        """The committed state."""
        book = self.books.get(spreadsheet_id)
        if book is None:
            raise not_found()
        return book

    def change(
        self, spreadsheet_id: str, work: Callable[[Book], tuple[Book, Result]], rules: Rules | None = None
    ) -> tuple[Book, Result]:
        """Run one change after the other; what it returns becomes the committed state. Without rules the owner acts."""
        before = self._seen_together(spreadsheet_id)
        with self.lock:
            now = before or self.get(spreadsheet_id)
            names = frozenset(named["name"].casefold() for named in now.named_ranges)
            rules = rules or Rules(self.switches, owner=True)
            if self.switches.stale_names:
                rules = replace(rules, names=(self._earlier.get(spreadsheet_id, names), names))
            try:
                book, result = work(replace(now, rules=rules))
            except Refused as refusal:
                raise ApiError(str(refusal)) from None
            book.modified = _now()
            self._commit({**self.books, spreadsheet_id: book})
            self._earlier[spreadsheet_id] = names
            return book, result

    def _seen_together(self, spreadsheet_id: str) -> Book | None:
        """What all changes that arrive within a moment start from, where they do not see each other."""
        if not self.switches.batches_blind_to_each_other:
            return None
        before = self.get(spreadsheet_id)
        time.sleep(MOMENT)
        return before

    def edit(self, spreadsheet_id: str, work: Callable[[Book], Result], rules: Rules | None = None) -> Result:
        """Like `change` for work that writes into a copy."""

        def on_copy(book: Book) -> tuple[Book, Result]:
            copy = book.copy()
            guard = Guard(book)
            result = work(copy)
            copy.check()
            guard.check(copy)
            return copy, result

        return self.change(spreadsheet_id, on_copy, rules)[1]

    def _commit(self, books: dict[str, Book]) -> None:
        if self.path is not None:
            text = json.dumps(
                {"spreadsheets": {key: book.to_json() for key, book in books.items()}},
                ensure_ascii=False,
                separators=(",", ":"),
            )
            part = self.path.with_name(self.path.name + ".part")
            part.write_text(text, encoding="utf-8")
            part.replace(self.path)
        self.books = books


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
