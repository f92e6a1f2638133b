"""What a batch was meant to write, cell by cell, and what it found there, as its before images (`images.py`) tell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from services.model.record import Record, columns
from services.storage.sheets.glimpse import HEADER, Expected, Glimpse, own_places
from services.storage.sheets.places import Origin, Tab, Written
from services.storage.sheets.typed import Row, cell_at, cell_in, number_in, plain_header, same_cells, text_in

Json = dict[str, Any]


@dataclass(frozen=True)
class Meant:
    """One cell of a batch: the entry (by number) and header it is meant for, and what the batch found at its place.

    `image` is the row as it was just before, None when no copy of it was kept, and `headers` those above it; `read_row`
    is the row as it was read when it had no number, and `read_headers` those above it; `beside` are all cells that the
    batch wrote in this row, by their columns.
    """

    kind: type[Record]
    number: str
    header: str
    value: Json
    read: Json
    new: bool
    row: int
    column: int
    image: Row | None
    headers: Row
    read_row: Row
    read_headers: Row
    found_number: str
    beside: Mapping[int, Json]

    @property
    def becomes(self) -> str:
        """Give the number that the batch writes into the row; "" when it leaves that alone."""
        numbers = column_of(self.read_headers, columns(self.kind)["id"].column.header)
        return number_in(self.beside.get(numbers, {})) if numbers is not None else ""

    @property
    def found_header(self) -> str:
        """Give the header of the column that was hit."""
        return header_at(self.headers, self.column)

    @property
    def hit(self) -> bool:
        """Say whether the batch wrote it where it was meant to be."""
        if plain_header(self.found_header) != plain_header(self.header):
            return False
        if self.new or self.image is None:
            return self.new
        return self.found_number == self.number if self.number else same_cells(self.image, self.read_row)


def without_copy(written: Iterable[Written], marked: frozenset[tuple[int, int, int]]) -> Iterator[Meant]:
    """Give the cells of a batch of which no copy was kept; what it found there can only be guessed by what was read."""
    for one in written:
        for down, (number, line) in enumerate(zip(one.numbers, one.cells, strict=True)):
            read_row = one.tab.cells[one.row + down] if one.row + down < len(one.tab.cells) else []
            for column, value in enumerate(line, one.column):
                if not one.new and (one.tab.sheet_id, one.row + down, column) not in marked:
                    yield Meant(
                        kind=one.kind,
                        number=number,
                        header=header_at(one.tab.cells[HEADER], column),
                        value=value,
                        read=cell_in(read_row, column),
                        new=False,
                        row=one.row + down,
                        column=column,
                        image=None,
                        headers=[],
                        read_row=read_row,
                        read_headers=one.tab.cells[HEADER],
                        found_number="",
                        beside=dict(enumerate(line, one.column)),
                    )


def marked_cells(seen: Glimpse, now: Origin) -> Iterator[Meant]:
    """Give the cells of the batch whose marks were `seen`, whoever wrote it: it may not be running any more."""
    kinds = {tab.sheet_id: kind for kind, tab in now.tabs.items()}
    for (sheet, row), expected in seen.expected.items():
        kind, above = kinds.get(sheet), seen.expected.get((sheet, HEADER))
        if kind is None or above is None:
            continue
        headers = seen.headers(sheet)
        if row == HEADER:
            lines = {one.number: one for (tab, at), one in seen.expected.items() if tab == sheet and at < HEADER}
            yield from _new_cells(kind, expected, lines, headers, now.tabs[kind])
        if row <= HEADER:
            continue
        for column, read, written in expected.changes:
            yield Meant(
                kind=kind,
                number=expected.number,
                header=header_at(list(above.line), column),
                value=written,
                read=read,
                new=False,
                row=row,
                column=column,
                image=seen.rows[sheet, row],
                headers=headers,
                read_row=list(expected.line),
                read_headers=list(above.line),
                found_number=seen.number(sheet, row, kind),
                beside={column: written for column, _, written in expected.changes},
            )


def _new_cells(
    kind: type[Record], above: Expected, lines: Mapping[str, Expected], headers: Row, tab: Tab
) -> Iterator[Meant]:
    """Give the cells of rows that were added after columns had moved: all in one row, most under wrong headers.

    What has no mark of its own is taken for what stands there now.
    """
    meant = own_places(list(above.line), kind)
    numbers = column_of(list(above.line), columns(kind)["id"].column.header)
    if numbers is None or own_places(headers, kind) == meant:
        return
    for number in above.new:
        rows = rows_with(tab, number, column_now(headers, numbers, tab))
        written = {column: cell for column, _, cell in lines[number].changes} if number in lines else None
        for row, column in product(rows[:1], meant):
            there = cell_at(tab.cells, row, column_now(headers, column, tab))
            yield Meant(
                kind=kind,
                number=number,
                header=header_at(list(above.line), column),
                value=there if written is None else written.get(column, {}),
                read={},
                new=True,
                row=row,
                column=column,
                image=[],
                headers=headers,
                read_row=[],
                read_headers=list(above.line),
                found_number="",
                beside={},
            )


def rows_with(tab: Tab, number: str, column: int) -> list[int]:
    """Give the rows of a tab with a number in a column."""
    return [row for row, cells in enumerate(tab.cells) if row and number_in(cell_in(cells, column)) == number]


def column_now(headers: Row, column: int, tab: Tab) -> int:
    """Give the place where a column stands now that had this place among `headers`."""
    header = header_at(headers, column)
    now = column_of(tab.cells[HEADER], header) if header else None
    return column if now is None else now


def column_of(headers: Row, header: str) -> int | None:
    """Give the place of a header, however it is spelled; None when it is not there."""
    texts = [plain_header(text_in(cell)) for cell in headers]
    return texts.index(plain_header(header)) if plain_header(header) in texts else None


def header_at(headers: Row, column: int) -> str:
    """Give the header above a column."""
    return text_in(cell_in(headers, column))
