"""Reading: the reply to one typed read becomes a Workbook, with the places of its rows for the commit that follows."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from services.model.errors import Problem, WrongLayout
from services.model.record import Record, columns
from services.model.records import RECORDS
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.storage.cells import record_of
from services.storage.sheets.places import Origin, Row, Tab, number_in, plain_header, rows_of
from services.storage.sheets.token import SYSTEM, token_of
from services.storage.sheets.typed import text_in

Json = dict[str, Any]

FIELDS: Final = (
    "namedRanges(namedRangeId,name),sheets(properties(sheetId,title),protectedRanges(protectedRangeId,description),"
    "data(rowData(values(userEnteredValue))))"
)


def workbook_of(reply: Json) -> Workbook:
    """Read every tab; raises `WrongLayout` naming the tab and the columns that are missing or there twice."""
    sheets = {sheet["properties"]["title"]: sheet for sheet in reply["sheets"]}
    missing = tuple(title for title in (*(kind.tab for kind in RECORDS), SYSTEM) if title not in sheets)
    if missing:
        raise WrongLayout(
            Sentence(N_("The spreadsheet lacks the tabs {tabs}. Please give them their old names back."), tabs=missing)
        )
    token = token_of(reply)
    tabs: dict[type[Record], Tab] = {}
    found: dict[type[Record], dict[str, Record]] = {}
    problems: list[Problem] = []
    taken: set[str] = set()
    for kind in RECORDS:
        rows = rows_of(next(iter(sheets[kind.tab].get("data", [])), {}))
        places = _places(kind, rows[0] if rows else [])
        reading = _Reading(kind, places, rows)
        tabs[kind] = Tab(sheets[kind.tab]["properties"].get("sheetId", 0), places, reading.rows, _end(rows), rows)
        found[kind] = reading.records
        problems += reading.problems
        taken |= reading.taken
    return Workbook(token.revision, found, tuple(problems), frozenset(taken), Origin(token, tabs))


def _places(kind: type[Record], header: Row) -> dict[str, int]:
    """Find the columns by their headers, wherever people have put them."""
    there = [plain_header(text_in(cell)) for cell in header]
    wanted = {name: plain_header(kept.column.header) for name, kept in columns(kind).items()}
    missing = tuple(columns(kind)[name].column.header for name, text in wanted.items() if text not in there)
    if missing:
        sentence = N_(
            "The tab “{tab}” lacks the columns {columns}. Please give them their old headers back (first row)."
        )
        raise WrongLayout(Sentence(sentence, tab=kind.tab, columns=missing))
    twice = tuple(columns(kind)[name].column.header for name, text in wanted.items() if there.count(text) > 1)
    if twice:
        sentence = N_("The tab “{tab}” has the columns {columns} twice. Please rename the copies (first row).")
        raise WrongLayout(Sentence(sentence, tab=kind.tab, columns=twice))
    return {name: there.index(text) for name, text in wanted.items()}


def _end(rows: list[Row]) -> int:
    """Give the first row below everything anybody wrote, below the header at least."""
    filled = (index for index in range(len(rows), 0, -1) if any(text_in(cell).strip() for cell in rows[index - 1]))
    return max(next(filled, 1), 1)


class _Reading:
    """One tab being read: its records, where they stand, and the rows nobody can read."""

    def __init__(self, kind: type[Record], places: Mapping[str, int], rows: list[Row]) -> None:
        self.kind = kind
        self.records: dict[str, Record] = {}
        self.rows: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.taken: set[str] = set()
        own = [
            (index, {name: row[place] for name, place in places.items() if place < len(row)})
            for index, row in enumerate(rows)
        ][1:]
        written = [(index, cells) for index, cells in own if any(text_in(cell).strip() for cell in cells.values())]
        copies = Counter(number_in(cells.get("id", {})) for _, cells in written)
        for index, cells in written:
            self._row(index, cells, copies)

    def _row(self, index: int, cells: Mapping[str, Json], copies: Counter[str]) -> None:
        number, label = number_in(cells.get("id", {})), f"Zeile {index + 1}"
        problem = next(self._obstacles(label, cells, number, copies), None)
        found = problem or record_of(self.kind, self._texts(cells), row=label)
        if isinstance(found, Problem):
            self.problems.append(found)
            self.taken |= {number} - {""}
            return
        self.records[number] = found
        self.rows[number] = index

    def _texts(self, cells: Mapping[str, Json]) -> dict[str, str]:
        return {name: text_in(cell, columns(self.kind)[name]) for name, cell in cells.items()}

    def _obstacles(self, label: str, cells: Mapping[str, Json], number: str, copies: Counter[str]) -> Iterator[Problem]:
        """Say what keeps a row from being read before anybody looks at its values."""
        kept = columns(self.kind)
        for name, cell in cells.items():
            if "formulaValue" in cell.get("userEnteredValue", {}):
                sentence = N_("A formula stands here. Please replace it by its result (copy, then paste values only).")
                yield Problem(self.kind.tab, label, kept[name].column.header, Sentence(sentence))
        header = kept["id"].column.header
        if not number:
            yield Problem(
                self.kind.tab, label, header, Sentence(N_("This row has no number yet, so it does not count yet."))
            )
        elif not re.fullmatch(rf"{self.kind.prefix}-\d+", number):
            sentence = N_("“{typed}” is no number of this tab. They look like {example}.")
            yield Problem(
                self.kind.tab, label, header, Sentence(sentence, typed=number[:80], example=f"{self.kind.prefix}-0012")
            )
        elif copies[number] > 1:
            sentence = N_("The number {id} stands in {times} rows. Please delete the copies or their numbers.")
            yield Problem(self.kind.tab, label, header, Sentence(sentence, id=number, times=copies[number]))
