"""One spreadsheet on the server, seen by the app, by a person at the screen, and by Google."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from services.storage.sheets import SheetsStore
from tests.sheets_server import Server
from tests.sheets_server.a1 import column_letter
from tests.storage.actions import office


@dataclass
class Sheet:
    """A spreadsheet that the tests look at from all sides."""

    server: Server
    id: str

    @property
    def store(self):
        return SheetsStore(self.id, api=self.server.url)

    @property
    def office(self):
        return office(self.store)

    @property
    def book(self):
        return self.server.store.get(self.id)

    @property
    def person(self):
        return self.server.person(self.id)

    def value(self, tab: str, row: int, header: str) -> dict:
        """What Google keeps in the cell of a row under a header."""
        sheet = self.book.sheet(tab)
        headers = sheet.values()[0]
        return sheet.cell(row - 1, headers.index(header)).get("userEnteredValue", {})

    def cell(self, tab: str, row: int, header: str) -> str:
        """The address of the cell of a row under a header."""
        column = self.book.sheet(tab).values()[0].index(header)
        return f"'{tab}'!{column_letter(column)}{row}"

    def again(self) -> "Sheet":
        """Another spreadsheet that holds the same."""
        other = Sheet(self.server, uuid4().hex)
        self.server.store.add(replace(self.book, spreadsheet_id=other.id))
        return other

    def just_before(self, kind: str, interfere: Callable[[], None]) -> None:
        """Let a person do something just before the next read or write arrives."""

        def wait(request):
            if (request.method == "POST") == (kind == "write"):
                self.server.on_request = None
                interfere()

        self.server.on_request = wait
