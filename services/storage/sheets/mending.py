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
from services.storage.sheets.typed import Row, number_in, plain_header, text_in

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
        return self.found_number == self.number and (bool(self.number) or _same(self.image, self.read_row))


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
                    read=_cell(read_row, column),
                    new=one.new,
                    row=one.row + down,
                    column=column,
                    image=image,
                    read_row=read_row,
                    found_header=_header(headers, column),
                    # Without its column nobody knows whose row it was.
                    found_number=number_in(_cell(image or [], numbers)) if numbers is not None else "",
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
        for column in expected.columns:
            header = _header(seen.headers(sheet), column)
            stray = _at(tab.cells, _row_of(tab, number, row), _column(tab.cells[0], header) or 0)
            if _value(stray) == _value(_cell(seen.rows[sheet, row], column)):
                continue  # it has been put back
            there = tab.rows.get(expected.text)
            found.append(
                Meant(
                    kind=kind,
                    number=expected.text,
                    header=header,
                    value=stray,
                    read=_at(tab.cells, there, _column(tab.cells[0], header) or 0) if there is not None else {},
                    new=False,
                    row=row,
                    column=column,
                    image=seen.rows[sheet, row],
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
        f"{one.number} {one.header}: {_shown(one, _cell(one.image or [], one.column))} stand dort, gerade eingetragen"
        for one in meant
        if one.hit
        and not one.new
        and _value(_cell(one.image or [], one.column)) not in (_value(one.read), _value(one.value))
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
        there = _at(now.tabs[place[0]].cells, *place[1:])
        if _value(there) == _value(one.value):
            continue
        if one.new or stray is not None or _value(there) == _value(one.read):
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
    if row is None or column is None or _value(_at(tab.cells, row, column)) != _value(one.value):
        return
    if one.image is not None:
        todo.cells[one.kind, row, column] = _entered(_cell(one.image, one.column))
    elif (number_in(_at(tab.cells, row, tab.columns["id"])), column) != (one.number, _column(tab.cells[0], one.header)):
        todo.told.append(f"Blatt „{one.kind.tab}“, Zeile {row + 1}, {one.header}: bitte prüfen, {HISTORY}")


def _row_of(tab: Tab, number: str, otherwise: int) -> int:
    """Give the row where this number stands now, readable or not."""
    numbers = tab.columns["id"]
    standing = (row for row, cells in enumerate(tab.cells) if row and number_in(_cell(cells, numbers)) == number)
    return next(standing, otherwise) if number else otherwise


def _row_now(one: Meant, tab: Tab) -> int | None:
    """Give the row of the entry meant; one without a number, or a new one in wrong columns, is known by its cells."""
    found: int | None = tab.rows.get(one.number)
    if one.number and not one.new:
        return found
    rows: list[int] = [one.row, *range(1, len(tab.cells))]  # most likely where it was written
    for row in rows:
        if not one.new:
            if row < len(tab.cells) and _same(tab.cells[row], one.read_row, but=one.column):
                return row
        elif all(_value(_at(tab.cells, row, one.first + place)) == _value(cell) for place, cell in enumerate(one.line)):
            return row
    return found if one.new and found is not None and _is_ours(one, tab, found) else None


def _is_ours(one: Meant, tab: Tab, row: int) -> bool:
    """Say whether a row with a new entry's number is its own, not that of somebody who took the number meanwhile."""
    there = _at(tab.cells, row, _column(tab.cells[0], one.header) or 0)
    return _value(there) in ({}, _value(one.value))


def _column(headers: Row, header: str) -> int | None:
    texts = [plain_header(text_in(cell)) for cell in headers]
    return texts.index(plain_header(header)) if plain_header(header) in texts else None


def _header(headers: Row, column: int) -> str:
    return text_in(_cell(headers, column))


def _at(cells: list[Row], row: int, column: int) -> Json:
    return _cell(cells[row], column) if row < len(cells) else {}


def _cell(row: Row, column: int) -> Json:
    return row[column] if column < len(row) else {}


def _same(some: Row, others: Row, *, but: int | None = None) -> bool:
    """Say whether two rows hold the same, but for one column."""
    wide = max(len(some), len(others))
    return all(_value(_cell(some, at)) == _value(_cell(others, at)) for at in range(wide) if at != but)


def _value(cell: Json) -> Json:
    found: Json = cell.get("userEnteredValue") or {}
    return found


def _entered(cell: Json) -> Json:
    return {"userEnteredValue": _value(cell)} if _value(cell) else {}


def _shown(one: Meant, cell: Json) -> str:
    kept = next((kept for kept in columns(one.kind).values() if kept.column.header == one.header), None)
    if kept is None or kept.column.personal:
        return HISTORY
    return f"„{text_in(cell, kept)}“"


def _fix(tab: Tab, kind: type[Record], row: int, column: int, cell: Json) -> Written:
    number = number_in(_at(tab.cells, row, tab.columns["id"]))
    return Written(kind, tab, row, column, (number,), ((cell,),), new=False)
