"""Mending: people move rows and columns while an action is written; what hit the wrong cell is found and put right.

Between an action's read and its batch, about half a second, somebody may sort, insert or delete rows by hand. The batch
then changes cells of other rows than those it means. Its before images (`images.py`) tell, and hold what to put back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from services.model.record import Record, columns
from services.storage.sheets.glimpse import HEADER, Glimpse, fingerprint
from services.storage.sheets.places import Origin, Tab, Written
from services.storage.sheets.typed import Row, cell_at, cell_in, number_in, plain_header, same_cells, text_in, value_of

Json = dict[str, Any]
Place = tuple[type[Record], int, int]

HISTORY: Final = "siehe Versionsverlauf der Tabelle"  # what is told of personal columns


@dataclass(frozen=True)
class Meant:
    """One cell of a batch: the entry (by number) and header it is meant for, and what the batch found at its place.

    `image` is the row as it was just before, None when no copy of it was kept; `line` all that a new row got, from
    column `first` on.
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
    read_row: Row
    found_header: str
    found_number: str
    first: int
    line: tuple[Json, ...]

    @property
    def hit(self) -> bool:
        """Say whether the batch wrote it where it was meant to be."""
        if plain_header(self.found_header) != plain_header(self.header):
            return False
        if self.new or self.image is None:
            return self.new
        return self.found_number == self.number and (bool(self.number) or same_cells(self.image, self.read_row))


def cells_meant(written: Iterable[Written], seen: Glimpse) -> Iterator[Meant]:
    """Give every cell of a batch with what the batch found there."""
    for one in written:
        headers = seen.headers(one.tab.sheet_id)
        numbers = _column(headers, _header(one.tab.cells[0], one.tab.columns["id"]))
        for down, (number, line) in enumerate(zip(one.numbers, one.cells, strict=True)):
            read_row = one.tab.cells[one.row + down] if one.row + down < len(one.tab.cells) else []
            image = [] if one.new else seen.rows.get((one.tab.sheet_id, one.row + down))
            for right, value in enumerate(line):
                column = one.column + right
                yield Meant(
                    kind=one.kind,
                    number=number,
                    header=_header(one.tab.cells[0], column),
                    value=value,
                    read=cell_in(read_row, column),
                    new=one.new,
                    row=one.row + down,
                    column=column,
                    image=image,
                    read_row=read_row,
                    found_header=_header(headers, column),
                    # Without its column nobody knows whose row it was.
                    found_number=number_in(cell_in(image or [], numbers)) if numbers is not None else "",
                    first=one.column,
                    line=line,
                )


def left_behind(seen: Glimpse, now: Origin) -> list[Meant]:
    """Give the cells that somebody else's batch put into wrong rows, as far as its copies tell; they are still there.

    For a batch whose app does not put it right itself: it may not be running any more.
    """
    kinds = {tab.sheet_id: kind for kind, tab in now.tabs.items()}
    found = []
    for (sheet, row), expected in seen.expected.items():
        kind = kinds.get(sheet)
        if row == HEADER or kind is None or fingerprint(seen.headers(sheet), kind) != seen.expected[sheet, HEADER].text:
            continue
        number, tab = seen.number(sheet, row, kind), now.tabs[kind]
        if number == expected.text:
            continue
        there = tab.rows.get(expected.text)
        for column in expected.columns:
            header, image = _header(seen.headers(sheet), column), seen.rows[sheet, row]
            now_in = _column(tab.cells[0], header)
            if now_in is None:
                continue  # somebody has renamed it since
            stray = cell_at(tab.cells, _row_of(tab, number, row), now_in)
            read = cell_at(tab.cells, there, now_in) if there is not None else {}
            if value_of(stray) != value_of(cell_in(image, column)):  # it has not been put back yet
                found.append(
                    Meant(
                        kind,
                        expected.text,
                        header,
                        stray,
                        read,
                        new=False,
                        row=row,
                        column=column,
                        image=image,
                        read_row=[],
                        found_header=header,
                        found_number=number,
                        first=column,
                        line=(),
                    )
                )
    return found


def overtyped(meant: Iterable[Meant]) -> list[str]:
    """Tell what people had typed into the right cells since the action read them, and the action has written over."""
    return [
        f"{one.number} {one.header}: {_shown(one, cell_in(one.image or [], one.column))} stand dort, gerade eingetragen"
        for one in meant
        if one.hit
        and not one.new
        and value_of(cell_in(one.image or [], one.column)) not in (value_of(one.read), value_of(one.value))
    ]


@dataclass
class Mending:
    """What is to be done: cells to write by place, and what people have to be told."""

    cells: dict[Place, Json] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def fixes(self, origin: Origin) -> list[Written]:
        """Give the cells to write, where `origin` found their rows."""
        return [_fix(origin.tabs[kind], kind, row, column, cell) for (kind, row, column), cell in self.cells.items()]


def mending(misses: Iterable[Meant], now: Origin) -> Mending:
    """Work out what puts the missed cells right in the workbook as it is now; nothing when all is well."""
    todo = Mending()
    intended: dict[Place, Meant] = {}
    for one in misses:
        tab = now.tabs[one.kind]
        row, column = _row_now(one, tab), _column(tab.cells[0], one.header)
        if row is not None and column is not None:
            intended[one.kind, row, column] = one
        elif one.number and not one.new:
            todo.told.append(f"{one.number} steht nicht mehr im Blatt „{one.kind.tab}“")
        _put_back(one, tab, todo)
    for place, one in intended.items():
        stray = todo.cells.pop(place, None)
        there = cell_at(now.tabs[place[0]].cells, *place[1:])
        if value_of(there) == value_of(one.value):
            continue
        if one.new or stray is not None or value_of(there) == value_of(one.read):
            todo.cells[place] = one.value
        else:  # whoever wrote this since then did not see ours, but theirs is newer
            todo.told.append(f"{one.number} {one.header}: {_shown(one, one.value)} steht dort nicht, sondern Neueres")
    if todo.cells:
        todo.told = []  # who is missing may be found once these cells are right
    return todo


def _put_back(one: Meant, tab: Tab, todo: Mending) -> None:
    """Put back what stood in the cell that was hit instead, if our value still stands there."""
    row = _row_now(one, tab) if one.new else _row_of(tab, one.found_number, one.row)
    column = _column(tab.cells[0], one.found_header) if one.found_header else one.column
    if row is None or column is None or value_of(cell_at(tab.cells, row, column)) != value_of(one.value):
        return
    if one.image is not None:
        todo.cells[one.kind, row, column] = _entered(cell_in(one.image, one.column))
    elif (number_in(cell_at(tab.cells, row, tab.columns["id"])), column) != (
        one.number,
        _column(tab.cells[0], one.header),
    ):
        todo.told.append(f"Blatt „{one.kind.tab}“, Zeile {row + 1}, {one.header}: bitte prüfen, {HISTORY}")


def _row_of(tab: Tab, number: str, otherwise: int) -> int:
    """Give the row where this number stands now, readable or not."""
    numbers = tab.columns["id"]
    standing = (row for row, cells in enumerate(tab.cells) if row and number_in(cell_in(cells, numbers)) == number)
    return next(standing, otherwise) if number else otherwise


def _row_now(one: Meant, tab: Tab) -> int | None:
    """Give the row of the entry meant; one without a number, or a new one in wrong columns, is known by its cells."""
    found: int | None = tab.rows.get(one.number)
    if one.number and not one.new:
        return found
    rows: list[int] = [one.row, *range(1, len(tab.cells))]  # most likely where it was written
    for row in rows:
        if not one.new:
            if row < len(tab.cells) and same_cells(tab.cells[row], one.read_row, but=one.column):
                return row
        elif all(
            value_of(cell_at(tab.cells, row, one.first + place)) == value_of(cell)
            for place, cell in enumerate(one.line)
        ):
            return row
    return found if one.new and found is not None and _is_ours(one, tab, found) else None


def _is_ours(one: Meant, tab: Tab, row: int) -> bool:
    """Say whether a row with a new entry's number is its own, not that of somebody who took the number meanwhile."""
    there = cell_at(tab.cells, row, _column(tab.cells[0], one.header) or 0)
    return value_of(there) in ({}, value_of(one.value))


def _column(headers: Row, header: str) -> int | None:
    texts = [plain_header(text_in(cell)) for cell in headers]
    return texts.index(plain_header(header)) if plain_header(header) in texts else None


def _header(headers: Row, column: int) -> str:
    return text_in(cell_in(headers, column))


def _entered(cell: Json) -> Json:
    return {"userEnteredValue": value_of(cell)} if value_of(cell) else {}


def _shown(one: Meant, cell: Json) -> str:
    kept = next((kept for kept in columns(one.kind).values() if kept.column.header == one.header), None)
    if kept is None or kept.column.personal:
        return HISTORY
    return f"„{text_in(cell, kept)}“"


def _fix(tab: Tab, kind: type[Record], row: int, column: int, cell: Json) -> Written:
    number = number_in(cell_at(tab.cells, row, tab.columns["id"]))
    return Written(kind, tab, row, column, (number,), ((cell,),), new=False)
