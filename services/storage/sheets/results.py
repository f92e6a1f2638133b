"""The result of the self-check, kept in the hidden tab `_sys` below what the store itself keeps there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.model.errors import WrongLayout
from services.model.words import N_, Sentence
from services.storage.sheets.findings import Finding, Mode, Verdict
from services.storage.sheets.sentences import is_probe, probed
from services.storage.sheets.token import SYSTEM
from services.storage.sheets.typed import cell_of, text_in

Json = dict[str, Any]

FIRST_ROW: Final = 2  # from 0: below the token and the version
ROWS: Final = 60  # room for the heading and every probe
HEADING: Final = "Selbsttest"
NUMBERS: Final = ("read", "write")
FORMER: Final = {"Nur ein Programm schreibt": Mode.READ_ONLY}  # nothing can make sure of that when no lock holds


@dataclass(frozen=True)
class Results:
    """When the self-check ran, what it decided, and each probe."""

    at: datetime
    mode: Mode
    findings: tuple[Finding, ...]


def keep(results: Results, system: Json) -> list[Json]:
    """Give the requests that write the results into `_sys`, whose properties are `system`."""
    sheet, needed = system["sheetId"], FIRST_ROW + ROWS
    lines = [_row(HEADING, f"{results.at:%Y-%m-%d %H:%M}", results.mode)]
    lines += [
        _row(one.name, one.verdict, *(one.numbers[name] for name in NUMBERS if name in one.numbers))
        for one in results.findings
        if is_probe(one.name)
    ]
    area = {"sheetId": sheet, "startRowIndex": FIRST_ROW, "endRowIndex": needed, "endColumnIndex": 4}
    requests: list[Json] = [{"updateCells": {"range": area, "rows": lines, "fields": "userEnteredValue"}}]
    if system["gridProperties"]["rowCount"] < needed:
        grown = {"sheetId": sheet, "gridProperties": {"rowCount": needed}}
        requests.insert(0, {"updateSheetProperties": {"properties": grown, "fields": "gridProperties.rowCount"}})
    return requests


def _row(*values: object) -> Json:
    return {"values": [cell_of(value) for value in values]}


def read_results(reply: Json) -> Results | None:
    """Find the results in a read spreadsheet; None when the self-check has not run or its rows are not readable."""
    system: Json = next((sheet for sheet in reply["sheets"] if sheet["properties"]["title"] == SYSTEM), {})
    return results_in(system)


def results_in(system: Json) -> Results | None:
    """Find the results in the read tab `_sys`."""
    grids = system.get("data") or [{}]
    rows = [
        [text_in(cell) for cell in row.get("values", [])]
        for row in grids[0].get("rowData", [])[FIRST_ROW : FIRST_ROW + ROWS]
    ]
    try:
        heading, at, mode, *_ = next(row for row in rows if row and row[0])
        if heading != HEADING:
            return None
        findings = tuple(_finding(row) for row in rows if row and is_probe(row[0]))
        return Results(datetime.fromisoformat(at), FORMER.get(mode) or Mode(mode), findings)
    except (StopIteration, ValueError):
        return None


def _finding(row: Iterable[str]) -> Finding:
    name, verdict, *numbers = (text for text in row if text)
    return probed(name, Verdict(verdict), **dict(zip(NUMBERS, map(int, numbers), strict=False)))


def mode_in(system: Json) -> Mode:
    """Give the mode the self-check decided; without one the table is used normally, both locks in each save."""
    results = results_in(system)
    return results.mode if results else Mode.NORMAL


def copies_in(system: Json) -> bool:
    """Say whether rows are copied before they are changed; not if the self-check found that this does not work."""
    results = results_in(system)
    return not any(one.name == "P18" and one.verdict is not Verdict.OK for one in (results.findings if results else ()))


def must_be_writable(mode: Mode) -> None:
    """Refuse (`WrongLayout`) to write where the self-check found that a save is not safe."""
    if mode is Mode.READ_ONLY:
        sentence = N_(
            "The self-check found that saving is not safe in this table, so nothing was saved. The office can run it "
            "again under “Set up the table”."
        )
        raise WrongLayout(Sentence(sentence))
