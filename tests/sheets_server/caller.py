"""The spreadsheets as one caller may see and change them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import sleep
from typing import Any, TypeVar

from .accounts import role_of, shared
from .book import Book, Sheet
from .errors import forbidden
from .rules import Rules
from .store import Store
from .view import Area, readable

Json = dict[str, Any]
Result = TypeVar("Result")
_PAUSE = 0.005


@dataclass
class Caller:
    """Raises 404 for what is not there and 403 for what is not shared with the account (None may do everything)."""

    store: Store
    account: str | None = None
    between_ranges: Callable[[int], None] | None = None

    @property
    def books(self) -> Mapping[str, Book]:
        """The spreadsheets that are shared with the caller."""
        return {key: book for key, book in self.store.books.items() if self.role(book) != "none"}

    def role(self, book: Book) -> str:
        """What the caller is for a spreadsheet: owner, writer, reader, none."""
        return "writer" if self.account is None else role_of(book.permissions, self.account)

    def rules(self, book: Book) -> Rules:
        """The rules of a request about a spreadsheet."""
        return Rules(self.store.switches, self.account, self.role(book) == "owner")

    @property
    def may_create(self) -> bool:
        """False for a service account without storage of its own."""
        return self.account is None or self.store.switches.service_accounts_create_files

    def get(self, spreadsheet_id: str) -> Book:
        """The committed state."""
        book = self.store.get(spreadsheet_id)
        if self.role(book) == "none":
            raise forbidden()
        return replace(book, rules=self.rules(book))

    def change(self, spreadsheet_id: str, work: Callable[[Book], tuple[Book, Result]]) -> tuple[Book, Result]:
        """`Store.change` for those who may write."""
        return self.store.change(spreadsheet_id, work, self._rules_of_writer(spreadsheet_id))

    def edit(self, spreadsheet_id: str, work: Callable[[Book], Result]) -> Result:
        """`Store.edit` for those who may write."""
        return self.store.edit(spreadsheet_id, work, self._rules_of_writer(spreadsheet_id))

    def add(self, book: Book) -> None:
        """Add a new spreadsheet, which then belongs to the caller."""
        if not self.may_create:
            raise forbidden()
        if self.account is not None:
            book.permissions = shared([], self.account, "owner")
        self.store.add(book)

    def moments(self, book: Book, ranges: Sequence[str]) -> list[tuple[Book, str]]:
        """Each range with the spreadsheet as a read of it sees it: one moment for all, or one for each range."""
        found = []
        for index, text in enumerate(ranges):
            if index and self.store.switches.torn_reads:
                if self.between_ranges is not None:
                    self.between_ranges(index)
                else:
                    sleep(_PAUSE)  # so that somebody else's write gets between
                book = self.get(book.spreadsheet_id)
            found.append((book, text))
        return found

    def places(self, book: Book, ranges: Sequence[str]) -> list[tuple[Sheet, Area]]:
        """The ranges of a read as areas on sheets."""
        return [readable(*moment) for moment in self.moments(book, ranges)]

    def _rules_of_writer(self, spreadsheet_id: str) -> Rules:
        book = self.get(spreadsheet_id)
        if self.role(book) not in ("owner", "writer"):
            raise forbidden()
        return book.rules
