"""The tab the self-check tries things out on: row after row is written by saves of which some have to be refused."""

import random
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from statistics import median
from typing import Any, Final, TypeVar

from services.storage.sheets.http import Rejected, SheetsClient
from services.storage.sheets.pace import Pace
from services.storage.sheets.typed import Row, cell_of, rows_of, text_in

Json = dict[str, Any]
T = TypeVar("T")

SCRATCH: Final = "_probe"
SCRATCH_ID: Final = 619_999  # given explicitly, so that a tab of this name that belongs to somebody else is left alone
COPIES, COPIES_ID = "_probe_2", SCRATCH_ID - 1
NAME: Final = "app_probe_"  # what the names begin with
ROWS: Final = 60
LAST_ROW: Final = ROWS - 1
AREA: Final = f"'{SCRATCH}'!A1:A50"
FIELDS: Final = (
    "namedRanges(namedRangeId,name),sheets(properties(sheetId,title),"
    "protectedRanges(protectedRangeId),data(rowData(values(userEnteredValue,formattedValue))))"
)


class Scratch:
    """One run: what it wrote, which rows of it were refused with which words, and how long Google took."""

    def __init__(self, client: SheetsClient) -> None:
        """Nothing is sent yet."""
        self.client = client
        self.run = f"{random.getrandbits(64):x}"
        self.refused: list[int] = []
        self.said: list[str] = []
        self._row = 3
        self._taken: dict[str, list[int]] = {"read": [], "write": []}

    def open(self, before: list[Json]) -> str:
        """Make both tabs, with three lines and a name; gives the id of the name."""
        grid = {"rowCount": ROWS, "columnCount": 2}
        tab = {"sheetId": SCRATCH_ID, "title": SCRATCH, "hidden": True, "gridProperties": grid}
        reply = self.write(
            *before,
            {"addSheet": {"properties": tab}},
            {"addSheet": {"properties": {**tab, "sheetId": COPIES_ID, "title": COPIES}}},
            *(put(row, text) for row, text in enumerate((self.run, "two", "three"))),
            named(1),
        )
        return str(reply["replies"][-1]["addNamedRange"]["namedRange"]["namedRangeId"])

    def next(self) -> Json:
        """Give the request that writes the next line."""
        self._row += 1
        return put(self._row - 1, "sent")

    def refuse(self, line: Json, error: Rejected) -> None:
        """Remember that the save with this line was refused: it must not appear."""
        self.refused.append(line["updateCells"]["start"]["rowIndex"])
        self.said.append(str(error))

    def is_refused(self, request: Json) -> bool:
        """Send a line and a request in one save; if it is refused, the line must not appear."""
        line = self.next()
        try:
            self.write(line, request)
        except Rejected as error:
            self.refuse(line, error)
            return True
        return False

    def moved_down(self) -> None:
        """Remember that all lines stand one row lower."""
        self.refused = [row + 1 for row in self.refused]
        self._row += 1

    def write(self, *requests: Json, show: bool = False) -> Json:
        """Save; `show` asks for the lines in the answer."""
        wanted: Json = {"includeSpreadsheetInResponse": True, "responseRanges": [AREA], "responseIncludeGridData": True}
        start = time.monotonic()
        try:
            return self.client.write(list(requests), **(wanted if show else {}))
        finally:
            self._taken["write"].append(_since(start))

    def read(self) -> tuple[list[str], set[int]]:
        """Give the lines and the ids of the locks."""
        start = time.monotonic()
        reply = self.client.read({"ranges": [AREA], "fields": FIELDS})
        self._taken["read"].append(_since(start))
        locks = {one["protectedRangeId"] for tab in reply["sheets"] for one in tab.get("protectedRanges", [])}
        return lines_in(reply), locks

    def beside(self, area: str) -> list[Row]:
        """Read an area of the second tab."""
        reply = self.client.read({"ranges": [f"'{COPIES}'!{area}"], "fields": FIELDS})
        return [row for grid in reply["sheets"][0].get("data", []) for row in rows_of(grid)]

    def others(self) -> tuple[SheetsClient, SheetsClient]:
        """Give two more connections, so that two requests can be sent in the same moment, see `make_room`."""
        first, second = (self.client.another(Pace(None)) for _ in range(2))
        first.sign_in()
        second.sign_in()
        return first, second

    def make_room(self, *kinds: str) -> None:
        """Wait until requests of these kinds may go, all at once: on their own they would be sent one by one."""
        for kind in kinds:
            self.client.pace.wait(kind)

    def speed(self) -> dict[str, int]:
        """Give the thousandths of a second that a read and a save took."""
        return {kind: round(median(taken)) for kind, taken in self._taken.items()}


def at_once(*calls: Callable[[], T]) -> list[Future[T]]:
    """Do all in the same moment; gives them when all are done."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [pool.submit(call) for call in calls]


def area_of(row: int, *, rows: int = 1, sheet: int = SCRATCH_ID, columns: tuple[int, int] = (0, 1)) -> Json:
    """Give a range of cells, counted from 0; by default one cell of the first column."""
    first, last = columns
    return {
        "sheetId": sheet,
        "startRowIndex": row,
        "endRowIndex": row + rows,
        "startColumnIndex": first,
        "endColumnIndex": last,
    }


def put(row: int, *texts: str, sheet: int = SCRATCH_ID, column: int = 0) -> Json:
    """Give the request that writes texts side by side."""
    start = {"sheetId": sheet, "rowIndex": row, "columnIndex": column}
    return {
        "updateCells": {
            "start": start,
            "rows": [{"values": [cell_of(text) for text in texts]}],
            "fields": "userEnteredValue",
        }
    }


def named(number: int) -> Json:
    """Give the request that gives a name of the self-check."""
    return {"addNamedRange": {"namedRange": {"name": f"{NAME}{number}", "range": area_of(0)}}}


def lines_in(reply: Json) -> list[str]:
    """Find the lines in a read spreadsheet."""
    sheets: Iterable[Json] = reply.get("sheets", [])
    tab: Json = next((one for one in sheets if one["properties"].get("sheetId", 0) == SCRATCH_ID), {})
    grids = tab.get("data") or [{}]
    return [text_in((row.get("values") or [{}])[0]) for row in grids[0].get("rowData", [])]


def _since(start: float) -> int:
    return round((time.monotonic() - start) * 1000)
