"""Before images: in the same batch that changes a row, the row as it is at that moment is copied to the tab `_sys`.

No reply of the Sheets API says what a write has overwritten. The copy does: it shows whether the row was the one meant,
and what somebody had typed into it since it was read. A later action clears the copies away: not the next one, or who
lost the answer could not look any more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from services.storage.sheets.places import Row, Tab, Written, rows_of
from services.storage.sheets.token import SYSTEM, mirror_of
from services.storage.sheets.typed import text_in

Json = dict[str, Any]

FIRST_ROW: Final = 100  # of the copies, from 0; above it stand the token and the results of the self-check
MOST_ROWS: Final = 300
BATCHES: Final = 5  # whose copies stand there at a time
WIDTH: Final = 60  # columns: a mark, then the row
FIELDS: Final = "sheets(properties(sheetId,title),data(startRow,rowData(values(userEnteredValue))))"


@dataclass(frozen=True)
class Glimpse:
    """What a batch found when it was carried out: the headers (by sheet id) and the rows it changed (by place)."""

    revision: int
    headers: Mapping[int, Row]
    rows: Mapping[tuple[int, int], Row]


def kept(system: int, written: Iterable[Written], operation: str, revision: int) -> list[Json]:
    """Give the requests that copy the rows to be changed; they go before all that changes cells or inserts rows."""
    first, last = _slot(revision)
    area = {"sheetId": system, "startRowIndex": first, "startColumnIndex": 0}
    whole = {**area, "endRowIndex": last, "endColumnIndex": WIDTH}
    requests: list[Json] = [{"updateCells": {"range": whole, "fields": "userEnteredValue"}}]
    places = _places(written)
    if places:
        marks = [
            {"values": [{"userEnteredValue": {"stringValue": _mark(operation, tab.sheet_id, row)}}]}
            for tab, row in places
        ]
        start = {"sheetId": system, "rowIndex": first, "columnIndex": 0}
        requests.append({"updateCells": {"start": start, "rows": marks, "fields": "userEnteredValue"}})
    target = first
    for _, run in groupby(enumerate(places), key=lambda one: (one[1][0].sheet_id, one[1][1] - one[0])):
        rows = [place for _, place in run]
        requests.append(_copy(rows[0][0], rows[0][1], len(rows), system, target))
        target += len(rows)
    return requests


def _slot(revision: int) -> tuple[int, int]:
    """Give the first row and the one after the last for the copies of the batch of this revision."""
    first = FIRST_ROW + revision % BATCHES * (MOST_ROWS // BATCHES)
    return first, first + MOST_ROWS // BATCHES


def _places(written: Iterable[Written]) -> list[tuple[Tab, int]]:
    """Give the rows to copy, each once, those of a tab together."""
    found = {
        (one.tab.sheet_id, row): one.tab
        for one in written
        if not one.new
        for row in range(one.row, one.row + len(one.numbers))
    }
    return [(found[place], place[1]) for place in sorted(found)][: MOST_ROWS // BATCHES]


def _copy(tab: Tab, row: int, rows: int, system: int, target: int) -> Json:
    wide = min(len(tab.cells[0]), WIDTH - 1)
    source = {"startRowIndex": row, "endRowIndex": row + rows, "startColumnIndex": 0, "endColumnIndex": wide}
    there = {"startRowIndex": target, "endRowIndex": target + rows, "startColumnIndex": 1, "endColumnIndex": wide + 1}
    places = {"source": {"sheetId": tab.sheet_id, **source}, "destination": {"sheetId": system, **there}}
    return {"copyPaste": {**places, "pasteType": "PASTE_VALUES"}}


def _mark(operation: str, sheet: int, row: int) -> str:
    return f"{operation} {sheet} {row}"


def ranges(written: Iterable[Written], revision: int, *, copies: bool) -> list[str]:
    """Give the ranges in which `glimpse` looks: the revision, the headers of the touched tabs, and the copies."""
    titles = dict.fromkeys(one.kind.tab for one in written)
    first, last = _slot(revision)
    rows = [f"'{SYSTEM}'!{first + 1}:{last}"] if copies else []
    return [f"'{SYSTEM}'!A1:B1", *(f"'{title}'!1:1" for title in titles), *rows]


def glimpse(spreadsheet: Json, operation: str) -> Glimpse:
    """Read those ranges; copies of another operation than this one do not count."""
    headers: dict[int, Row] = {}
    rows: dict[tuple[int, int], Row] = {}
    revision = 0
    for sheet in spreadsheet.get("sheets", []):
        number = sheet["properties"].get("sheetId", 0)
        for grid in sheet.get("data", []):
            lines = rows_of(grid)
            if sheet["properties"]["title"] != SYSTEM:
                headers[number] = lines[0] if lines else []
            elif grid.get("startRow", 0):
                rows |= _copies(lines, operation)
            else:
                revision = mirror_of(grid)
    return Glimpse(revision, headers, rows)


def _copies(lines: Sequence[Row], operation: str) -> dict[tuple[int, int], Row]:
    found: dict[tuple[int, int], Row] = {}
    for line in lines:
        mark = text_in(line[0]).split() if line else []
        if mark and mark[0] == operation:
            found[int(mark[1]), int(mark[2])] = line[1:]
    return found
