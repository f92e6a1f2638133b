"""What stands in the sheet at the end, read without the store that is on trial."""

from dataclasses import dataclass, field

from services.model.errors import Problem
from services.model.record import Record, columns
from services.model.records import RECORDS, JournalEntry
from services.storage.cells import cells_of, record_of
from services.storage.sheets.typed import text_in
from tests.sheets_server.book import Book, Sheet
from tests.torture.diary import Cells, Deed


@dataclass(frozen=True)
class Row:
    """One row: the app's cells by field, everybody else's by header. Unreadable rows keep their bare texts."""

    tab: str
    place: int
    number: str
    cells: Cells
    foreign: Cells


@dataclass(frozen=True)
class Typed:
    """A person typed `text` into a row's column, when `entries` was the newest journal entry's number.

    `column` is a field, or the header of a foreign column. Without `number` the row is the person's own.
    """

    entries: int
    tab: str
    number: str
    column: str
    text: str


@dataclass
class Evidence:
    """Everything a verdict needs."""

    rows: list[Row]
    deeds: dict[str, Deed]
    typed: list[Typed] = field(default_factory=list)

    @property
    def journal(self) -> list[Row]:
        return sorted(self.of(JournalEntry), key=lambda row: running(row.number))

    def of(self, kind: type[Record]) -> list[Row]:
        return [row for row in self.rows if row.tab == kind.tab and row.number]


def running(number: str) -> int:
    """The running part of a number such as T-0012; 0 when there is none."""
    digits = number.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0


def rows_of(book: Book) -> list[Row]:
    """Every row of every tab of the app that holds anything."""
    return [row for kind in RECORDS for row in _rows(kind, book.sheet(kind.tab))]


def _rows(kind: type[Record], sheet: Sheet) -> list[Row]:
    fields = {kept.column.header: name for name, kept in columns(kind).items()}
    headers = [text_in(cell) for cell in sheet.rows[0]] if sheet.rows else []
    found = []
    for place, cells in enumerate(sheet.rows[1:], start=2):
        own: Cells = {}
        foreign: Cells = {}
        for column, cell in enumerate(cells):
            header = headers[column] if column < len(headers) else ""
            name = fields.get(header)
            if text := text_in(cell, columns(kind)[name] if name else None):
                (own if name else foreign)[name or header or f"#{column}"] = text
        if own or foreign:
            found.append(Row(kind.tab, place, own.get("id", ""), _spelled(kind, own), foreign))
    return found


def _spelled(kind: type[Record], cells: Cells) -> Cells:
    """The cells as a record spells them, if it can be read."""
    record = record_of(kind, cells, row="")
    return cells if isinstance(record, Problem) else cells_of(record)
