"""The trials of the self-check: which saves Google refuses and what it answers, found out on a tab of its own."""

import random
import time
from collections.abc import Iterator
from statistics import median
from typing import Any, Final

from services.model.errors import WrongLayout
from services.model.words import N_, Sentence
from services.storage.sheets.findings import NEEDED, Finding, Verdict, probed
from services.storage.sheets.http import Rejected, SheetsClient
from services.storage.sheets.typed import rows_of, text_in, value_of

Json = dict[str, Any]

SCRATCH: Final = "_probe"
SCRATCH_ID: Final = 619_999  # given explicitly, so that a tab of this name that belongs to somebody else is left alone
COPIES, COPIES_ID = "_probe_2", SCRATCH_ID - 1
NAME: Final = "app_probe_1"
ROWS: Final = 30
LAST_ROW: Final = ROWS - 1
DIGITS: Final = "007"
SLOW: Final = 3000  # thousandths of a second
AREA: Final = f"'{SCRATCH}'!A1:A20"
FIELDS: Final = (
    "namedRanges(namedRangeId,name),sheets(properties(sheetId,title),"
    "protectedRanges(protectedRangeId),data(rowData(values(userEnteredValue))))"
)


class Trial:
    """One run on the scratch tab: row after row is written by saves of which some have to be refused."""

    def __init__(self, client: SheetsClient) -> None:
        self._client = client
        self._run = f"{random.getrandbits(64):x}"
        self._row = 3
        self._lock = 0
        self._refused: list[int] = []
        self._taken: dict[str, list[int]] = {"read": [], "write": []}

    def run(self, before: list[Json]) -> Iterator[Finding]:
        """Go through all probes; raises `Rejected` or a `StorageError` when that is not possible."""
        self._open(before)
        yield Finding("editor", Verdict.OK, Sentence(N_("The service account may write: it is an editor.")))
        yield from self._protections()
        yield self._must_refuse("P3'", {"addNamedRange": {"namedRange": {"name": NAME, "range": _cell(0)}}})
        yield self._metadata()
        yield self._freed()
        self._is_refused({"deleteSheet": {"sheetId": COPIES_ID - 1 - random.getrandbits(16)}})
        yield from self._inserted()
        yield self._copied()
        yield probed("P6", Verdict.SKIPPED)
        yield from self._compared()
        speed = {kind: round(median(taken)) for kind, taken in self._taken.items()}
        yield probed("latency", Verdict.OK if max(speed.values()) < SLOW else Verdict.WARNING, **speed)

    def _open(self, before: list[Json]) -> None:
        """Make the tab, with a name and three lines."""
        grid = {"rowCount": ROWS, "columnCount": 2}
        tab = {"sheetId": SCRATCH_ID, "title": SCRATCH, "hidden": True, "gridProperties": grid}
        reply = self._write(
            *before,
            {"addSheet": {"properties": tab}},
            {"addSheet": {"properties": {**tab, "sheetId": COPIES_ID, "title": COPIES}}},
            *(_put(row, text) for row, text in enumerate((self._run, "two", "three"))),
            {"addNamedRange": {"namedRange": {"name": NAME, "range": _cell(0)}}},
        )
        self._named = reply["replies"][-1]["addNamedRange"]["namedRange"]["namedRangeId"]

    def _protections(self) -> Iterator[Finding]:
        added = {"addProtectedRange": {"protectedRange": {"range": _cell(0), "warningOnly": True}}}
        try:
            first = _protection(self._write(added))
            gone = {"deleteProtectedRange": {"protectedRangeId": first}}
            self._lock = _protection(self._write(self._next(), gone, added))
        except Rejected:
            yield probed("P10", Verdict.FAILED)
            yield probed("P2", Verdict.SKIPPED)
            return
        yield probed("P10", Verdict.OK)
        yield self._must_refuse("P2", gone)

    def _metadata(self) -> Finding:
        number = random.getrandbits(30) + 1
        wanted = {"metadataId": number, "metadataKey": "p", "visibility": "DOCUMENT"}
        made = {"createDeveloperMetadata": {"developerMetadata": {**wanted, "location": {"sheetId": SCRATCH_ID}}}}
        try:
            self._write(self._next(), made)
        except Rejected:
            return probed("P3", Verdict.WARNING)
        return self._must_refuse("P3", made)

    def _freed(self) -> Finding:
        self._write({"deleteNamedRange": {"namedRangeId": self._named}})
        return _told(
            "P15", holds=not self._is_refused({"addNamedRange": {"namedRange": {"name": NAME, "range": _cell(0)}}})
        )

    def _inserted(self) -> Iterator[Finding]:
        span = {"sheetId": SCRATCH_ID, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
        row = {"insertDimension": {"range": span, "inheritFromBefore": False}}
        reply = self._write(row, _put(1, "new"), show=True)
        self._refused = [row + 1 for row in self._refused]
        wanted = [self._run, "new", "two", "three"]
        yield _told("P7", holds=self._read()[0][:4] == wanted)
        yield _told("P13", holds=_lines(reply.get("updatedSpreadsheet", {}))[:4] == wanted)

    def _copied(self) -> Finding:
        """Copy a cell to the other tab and change it in the same save, as `images.py` does; digits must stay text."""
        self._write(_put(LAST_ROW, DIGITS))
        place = {"sheetId": COPIES_ID, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}
        copy = {"source": _cell(LAST_ROW), "destination": place, "pasteType": "PASTE_VALUES"}
        try:
            self._write({"copyPaste": copy}, _put(LAST_ROW, "changed"))
        except Rejected:
            return probed("P18", Verdict.WARNING)
        reply = self._client.read({"ranges": [f"'{COPIES}'!B1"], "fields": FIELDS})
        grids = reply["sheets"][0].get("data", [])
        found = [value_of(cell) for grid in grids for row in rows_of(grid) for cell in row]
        return _told("P18", holds=found == [{"stringValue": DIGITS}])

    def _compared(self) -> Iterator[Finding]:
        """See what stands there at the end: of the saves that were refused nothing, and the lock."""
        lines, locks = self._read()
        if lines[:1] != [self._run]:
            sentence = N_("Another self-check ran at the same time. Please run it again.")
            raise WrongLayout(Sentence(sentence))
        kept = [row for row in self._refused if row < len(lines) and lines[row]]
        yield _told("P1", holds=bool(self._refused) and not kept)
        yield _told("P17", holds=self._lock in locks) if self._lock else probed("P17", Verdict.SKIPPED)

    def _must_refuse(self, name: str, request: Json) -> Finding:
        return _told(name, holds=self._is_refused(request))

    def _is_refused(self, request: Json) -> bool:
        """Send a line and a request in one save; if it is refused, the line must not appear."""
        line = self._next()
        try:
            self._write(line, request)
        except Rejected:
            self._refused.append(self._row - 1)
            return True
        return False

    def _next(self) -> Json:
        self._row += 1
        return _put(self._row - 1, "sent")

    def _write(self, *requests: Json, show: bool = False) -> Json:
        wanted: Json = {"includeSpreadsheetInResponse": True, "responseRanges": [AREA], "responseIncludeGridData": True}
        start = time.monotonic()
        try:
            return self._client.write(list(requests), **(wanted if show else {}))
        finally:
            self._taken["write"].append(_since(start))

    def _read(self) -> tuple[list[str], set[int]]:
        start = time.monotonic()
        reply = self._client.read({"ranges": [AREA], "fields": FIELDS})
        self._taken["read"].append(_since(start))
        locks = {one["protectedRangeId"] for tab in reply["sheets"] for one in tab.get("protectedRanges", [])}
        return _lines(reply), locks


def _told(name: str, *, holds: bool) -> Finding:
    return probed(name, Verdict.OK if holds else Verdict.FAILED if name in NEEDED else Verdict.WARNING)


def _since(start: float) -> int:
    return round((time.monotonic() - start) * 1000)


def _cell(row: int) -> Json:
    return {
        "sheetId": SCRATCH_ID,
        "startRowIndex": row,
        "endRowIndex": row + 1,
        "startColumnIndex": 0,
        "endColumnIndex": 1,
    }


def _put(row: int, text: str) -> Json:
    start = {"sheetId": SCRATCH_ID, "rowIndex": row, "columnIndex": 0}
    return {
        "updateCells": {
            "start": start,
            "rows": [{"values": [{"userEnteredValue": {"stringValue": text}}]}],
            "fields": "userEnteredValue",
        }
    }


def _protection(reply: Json) -> int:
    return int(reply["replies"][-1]["addProtectedRange"]["protectedRange"]["protectedRangeId"])


def _lines(reply: Json) -> list[str]:
    tab: Json = next((one for one in reply.get("sheets", []) if one["properties"].get("sheetId", 0) == SCRATCH_ID), {})
    grids = tab.get("data") or [{}]
    return [text_in((row.get("values") or [{}])[0]) for row in grids[0].get("rowData", [])]
