"""Before images: in the same batch that changes a row, the row as it is at that moment is copied to the tab `_sys`.

No reply of the Sheets API says what a write has overwritten. The copy does: it shows whether the row was the one meant,
and what somebody had typed into it since it was read. A copy of the header row shows whether the columns were. Before
each copy stands its mark: operation, sheet, row, what was expected there and what was written. So everybody who reads
the sheet sees whether the last batch hit, and can put right one that did not, whoever wrote it. A later action clears
the copies away: not the next one, or who lost the answer could not look any more.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from services.storage.sheets.glimpse import HEADER, Expected, Glimpse
from services.storage.sheets.places import Tab, Written
from services.storage.sheets.token import SYSTEM, mirror_of
from services.storage.sheets.typed import Row, cell_at, entered, rows_of, text_in, value_of

Json = dict[str, Any]

FIRST_ROW: Final = 100  # of the copies, from 0; above it stand the token and the results of the self-check
MOST_ROWS: Final = 300
BATCHES: Final = 5  # whose copies stand there at a time
ROOM: Final = MOST_ROWS // BATCHES  # rows for the copies of one batch
WIDTH: Final = 60  # columns: a mark, then the row
LONGEST: Final = 40_000  # characters of a mark; a cell holds 50,000
FIELDS: Final = "sheets(properties(sheetId,title),data(startRow,rowData(values(userEnteredValue))))"


def kept(system: int, written: Sequence[Written], operation: str, revision: int) -> list[Json]:
    """Give the requests that copy the rows to be changed; they go before all that changes cells or inserts rows."""
    first, last = _slot(revision)
    area = {"sheetId": system, "startRowIndex": first, "startColumnIndex": 0}
    whole = {**area, "endRowIndex": last, "endColumnIndex": WIDTH}
    places = _places(written)
    marks = [
        {"values": [{"userEnteredValue": {"stringValue": _mark(revision, operation, tab.sheet_id, row, expected)}}]}
        for tab, row, expected in places
    ]
    start = {"sheetId": system, "rowIndex": first, "columnIndex": 0}
    requests: list[Json] = [
        {"updateCells": {"range": whole, "fields": "userEnteredValue"}},
        {"updateCells": {"start": start, "rows": marks, "fields": "userEnteredValue"}},
    ]
    there = [(target, tab, row) for target, (tab, row, _) in enumerate(places, first) if row >= HEADER]
    for _, run in groupby(there, key=lambda one: (one[1].sheet_id, one[2] - one[0])):
        rows = list(run)
        target, tab, row = rows[0]
        requests.append(_copy(tab, row, len(rows), system, target))
    return requests


def marked(written: Iterable[Written]) -> frozenset[tuple[int, int, int]]:
    """Give the changed cells (sheet, row, column) that `kept` marks: not all where there is no room."""
    return frozenset(
        (tab.sheet_id, row, column) for tab, row, expected in _places(written) for column, _, _ in expected.changes
    )


def _mark(revision: int, operation: str, sheet: int, row: int, expected: Expected) -> str:
    changes = [(column, value_of(read), value_of(written)) for column, read, written in expected.changes]
    line = [value_of(cell) for cell in expected.line]
    told = [revision, operation, sheet, row, expected.number, changes, line, expected.new]
    return json.dumps(told, ensure_ascii=False)


def _marked(line: Row, revision: int) -> tuple[str, tuple[int, int], Expected] | None:
    """Give operation, place and what was expected there; None for anything but a mark of this revision."""
    try:
        at, operation, sheet, row, number, changes, values, new = json.loads(text_in(line[0]))
        expected = Expected(
            str(number),
            tuple((int(column), entered(dict(read)), entered(dict(written))) for column, read, written in changes),
            tuple(entered(dict(value)) for value in values),
            tuple(map(str, new)),
        )
        place = int(sheet), int(row)
    except (IndexError, TypeError, ValueError):
        return None  # also when a person has typed there
    return (str(operation), place, expected) if at == revision else None


def _slot(revision: int) -> tuple[int, int]:
    """Give the first row and the one after the last for the copies of the batch of this revision."""
    first = FIRST_ROW + revision % BATCHES * ROOM
    return first, first + ROOM


def _places(written: Iterable[Written]) -> list[tuple[Tab, int, Expected]]:
    """Give the rows to copy and what is expected there, each once, headers first, as many as there is room for.

    A new row is to be marked, but there is nothing to copy: its place is negative.
    """
    found: dict[tuple[int, int], tuple[Tab, int, Expected]] = {}
    for one in written:
        sheet = one.tab.sheet_id
        above = found[sheet, HEADER][2].new if (sheet, HEADER) in found else ()
        new = tuple(dict.fromkeys((*above, *(one.numbers if one.new else ()))))
        found[sheet, HEADER] = one.tab, HEADER, Expected(line=_line(one.tab, HEADER), new=new)
        for down, (number, line) in enumerate(zip(one.numbers, one.cells, strict=True)):
            row = -1 - new.index(number) if one.new else one.row + down
            place = (sheet, row)
            changes = (*(found[place][2].changes if place in found else ()), *_changes(one, row, line))
            found[place] = one.tab, row, Expected(number, changes, () if number else _line(one.tab, row))
    ordered = sorted(found, key=lambda place: (place[1] != HEADER, place[1] < 0, place))
    fitting = [place for place in ordered if len(_mark(0, "", *place, found[place][2])) < LONGEST][:ROOM]
    return [found[place] for place in fitting if (place[0], HEADER) in fitting]


def _changes(one: Written, row: int, line: Sequence[Json]) -> Iterator[tuple[int, Json, Json]]:
    for column, cell in enumerate(line, one.column):
        if column < _width(one.tab) and not (one.new and cell == {}):
            yield column, cell_at(one.tab.cells, row, column) if row >= 0 else {}, cell


def _line(tab: Tab, row: int) -> tuple[Json, ...]:
    return tuple(tab.cells[row][: _width(tab)] if row < len(tab.cells) else ())


def _width(tab: Tab) -> int:
    return min(len(tab.cells[0]), WIDTH - 1)


def _copy(tab: Tab, row: int, rows: int, system: int, target: int) -> Json:
    wide = _width(tab)
    source = {"startRowIndex": row, "endRowIndex": row + rows, "startColumnIndex": 0, "endColumnIndex": wide}
    there = {"startRowIndex": target, "endRowIndex": target + rows, "startColumnIndex": 1, "endColumnIndex": wide + 1}
    places = {"source": {"sheetId": tab.sheet_id, **source}, "destination": {"sheetId": system, **there}}
    return {"copyPaste": {**places, "pasteType": "PASTE_VALUES"}}


def ranges(revision: int, *, copies: bool) -> list[str]:
    """Give the ranges in which `glimpse` looks: the revision and the copies of the batch that made it."""
    first, last = _slot(revision)
    return [f"'{SYSTEM}'!A1:B1", *([f"'{SYSTEM}'!{first + 1}:{last}"] if copies else [])]


def glimpse(spreadsheet: Json, at: int) -> Glimpse:
    """Read those ranges, or all of `_sys`: what the batch found that made revision `at`."""
    rows: dict[tuple[int, int], Row] = {}
    expected: dict[tuple[int, int], Expected] = {}
    revision, operation = 0, ""
    for sheet in spreadsheet.get("sheets", []):
        for grid in sheet.get("data", []) if sheet["properties"]["title"] == SYSTEM else []:
            if not grid.get("startRow", 0):
                revision = mirror_of(grid)
            for line in rows_of(grid):
                marked = _marked(line, at)
                if marked:
                    operation, place, expected[marked[1]] = marked
                    rows[place] = line[1:]
    return Glimpse(revision, operation, rows, expected)
