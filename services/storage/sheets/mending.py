"""Mending: people move rows and columns while an action is written; what hit the wrong cell is found and put right.

Between an action's read and its batch, about half a second, somebody may sort, insert or delete rows by hand. The batch
then changes cells of other rows than those it means. Its before images (`images.py`) tell, and hold what to put back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from services.model.record import Record, columns
from services.storage.sheets.glimpse import HEADER
from services.storage.sheets.meant import Meant, column_now, column_of, rows_with
from services.storage.sheets.places import Origin, Tab, Written
from services.storage.sheets.typed import (
    Row,
    cell_at,
    cell_in,
    entered,
    number_in,
    text_in,
    value_of,
)

Json = dict[str, Any]
Place = tuple[type[Record], int, int]

HISTORY: Final = "siehe Versionsverlauf der Tabelle"  # what is told of personal columns


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
        numbered = {(kind, row) for kind, row, column in self.cells if column == origin.tabs[kind].columns["id"]}
        return [
            # A number that is put right itself says nothing about its row: that is known by all it holds.
            _fix(origin.tabs[kind], kind, row, column, cell, known=(kind, row) not in numbered)
            for (kind, row, column), cell in self.cells.items()
        ]


def mending(meant: Iterable[Meant], now: Origin) -> Mending:
    """Work out what puts the missed cells right in the workbook as it is now; nothing when all is well."""
    misses = [one for one in meant if not one.hit]
    todo = Mending()
    for one in misses:
        _put_back(one, now.tabs[one.kind], todo)
    # A value that hit a number hides its row: who was meant is looked for in the tab as it will be.
    restored = {kind: _restored(now.tabs[kind], kind, todo) for kind in {one.kind for one in misses}}
    intended: dict[Place, Meant] = {}
    for one in misses:
        tab = restored[one.kind]
        rows, column = _rows_meant(one, tab), column_of(tab.cells[HEADER], one.header)
        if column is not None:
            intended |= {(one.kind, row, column): one for row in rows}
        if one.number and (column is None or not rows):
            todo.told.append(f"{one.number} steht nicht mehr im Blatt „{one.kind.tab}“")
    for place, one in intended.items():
        stray = todo.cells.pop(place, None)
        there = cell_at(now.tabs[place[0]].cells, *place[1:])
        if value_of(there) == value_of(one.value):
            continue
        if stray is not None or value_of(there) == value_of(one.read):
            todo.cells[place] = one.value
        else:  # whoever wrote this since then did not see ours, but theirs is newer
            todo.told.append(f"{one.number} {one.header}: {_shown(one, one.value)} steht dort nicht, sondern Neueres")
    return todo


def _put_back(one: Meant, tab: Tab, todo: Mending) -> None:
    """Put back what stood in the cell that was hit instead, if our value still stands there."""
    column = column_now(one.headers, one.column, tab)
    for row in _rows_hit(one, tab):
        if value_of(cell_at(tab.cells, row, column)) != value_of(one.value):
            continue
        if one.image is not None:
            todo.cells[one.kind, row, column] = entered(value_of(cell_in(one.image, one.column)))
        elif (number_in(cell_at(tab.cells, row, tab.columns["id"])), column) != (
            one.number,
            column_of(tab.cells[HEADER], one.header),
        ):
            todo.told.append(f"Blatt „{one.kind.tab}“, Zeile {row + 1}, {one.header}: bitte prüfen, {HISTORY}")


def _restored(tab: Tab, kind: type[Record], todo: Mending) -> Tab:
    """Give a tab as it is once everything has been put back."""
    cells = [list(row) for row in tab.cells]
    for (which, row, column), cell in todo.cells.items():
        if which is kind and row < len(cells):
            cells[row] += [{}] * (column + 1 - len(cells[row]))
            cells[row][column] = cell
    return replace(tab, cells=cells)


def _rows_meant(one: Meant, tab: Tab) -> list[int]:
    """Give the rows of the entry meant, readable or not, copies too; without a number it is known by its cells."""
    if one.new:
        return [one.row]
    if one.number:
        return _standing(tab, one.number)
    untouched = _rows_like(one.read_row, one.read_headers, tab, {})
    alike = untouched or _rows_like(one.read_row, one.read_headers, tab, one.beside)
    return [one.row] if one.row in alike else alike[:1] or _standing(tab, one.becomes)


def _rows_hit(one: Meant, tab: Tab) -> list[int]:
    """Give the rows where the cell that was hit may stand now: by the number it had, or by what stood beside it."""
    if one.new or one.image is None:
        return [one.row]
    if one.number and (standing := _standing(tab, one.found_number)):
        return standing
    column = column_now(one.headers, one.column, tab)
    alike = [
        row
        for row in _rows_like(one.image, one.headers, tab, one.beside)
        if value_of(cell_at(tab.cells, row, column)) == value_of(one.value)
    ]
    return [one.row] if one.row in alike else alike[:1]


def _rows_like(cells: Row, headers: Row, tab: Tab, written: Mapping[int, Json]) -> list[int]:
    """Give the rows that hold what `cells` did under `headers`, wherever columns are now, or what was `written`."""
    allowed = {
        column_now(headers, column, tab): [
            value_of(cell_in(cells, column)),
            *([value_of(written[column])] if column in written else []),
        ]
        for column in range(max(len(cells), len(headers)))
    }
    return [
        row
        for row in range(1, len(tab.cells))
        if all(value_of(cell_at(tab.cells, row, column)) in values for column, values in allowed.items())
    ]


def _standing(tab: Tab, number: str) -> list[int]:
    """Give every row where this number stands now."""
    return rows_with(tab, number, tab.columns["id"]) if number else []


def _shown(one: Meant, cell: Json) -> str:
    kept = next((kept for kept in columns(one.kind).values() if kept.column.header == one.header), None)
    if kept is None or kept.column.personal:
        return HISTORY
    return f"„{text_in(cell, kept)}“"


def _fix(tab: Tab, kind: type[Record], row: int, column: int, cell: Json, *, known: bool) -> Written:  # noqa: PLR0913 - where and what
    number = number_in(cell_at(tab.cells, row, tab.columns["id"])) if known else ""
    return Written(kind, tab, row, column, (number,), ((cell,),), new=False)
