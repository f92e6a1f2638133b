"""Reading: the reply to one typed read becomes a Workbook, with the places of its rows for the commit that follows."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, cast

from gspread.utils import rowcol_to_a1

from services.model.errors import NO_NUMBER, Problem, WrongLayout
from services.model.record import Record, columns
from services.model.records import RECORDS, JournalEntry
from services.model.spelling import text_of
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.storage.cells import record_of, referred
from services.storage.sheets.images import glimpse
from services.storage.sheets.places import Origin, Tab
from services.storage.sheets.results import copies_in, mode_in
from services.storage.sheets.token import SYSTEM, token_of
from services.storage.sheets.typed import Row, cell_in, number_in, plain_header, rows_of, text_in

Json = dict[str, Any]

ANY_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - wall clock, like all times here

TABS: Final = (*(kind.tab for kind in RECORDS), SYSTEM)
FIELDS: Final = (
    "namedRanges(namedRangeId,name),sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),protectedRanges(protectedRangeId,description),"
    "data(rowData(values(userEnteredValue))))"
)
LACKS: Final = N_(
    "The spreadsheet lacks the tabs {tabs}. Please give them their old names back. If somebody deleted them: “File”, "
    "“Version history” brings them back."
)
HEADLESS: Final = N_(
    "The first row of the tab “{tab}” does not hold the headers any more. Please undo this in the table (“Edit”, "
    "“Undo”), or choose “File”, “Version history” and restore the last good version."
)
EMPTIED: Final = N_(
    "The tab “{tab}” is empty, even its first row is gone. In the table choose “File”, “Version history” and "
    "restore the last good version."
)


def asked_for(journal_rows: int | None, tabs: tuple[str, ...] = ()) -> dict[str, str | list[str]]:
    """Give what one read asks for: every tab of the app, of the journal so many rows (None: all), and other `tabs`.

    What people keep in those is asked for as they see it, too.
    """
    shown = {JournalEntry.tab: f"!1:{journal_rows}" if journal_rows else ""}
    titles = {title: title.replace("'", "''") for title in (*TABS, *tabs)}
    return {
        "ranges": [f"'{quoted}'{shown.get(title, '')}" for title, quoted in titles.items()],
        "fields": FIELDS.replace("userEnteredValue", "userEnteredValue,formattedValue") if tabs else FIELDS,
    }


def workbook_of(reply: Json, known: Workbook | None = None) -> Workbook:
    """Read every tab; raises `WrongLayout` naming the tab and the columns that are missing or there twice.

    Rows that stand as they did in `known`, an earlier read, are taken from there: checking thousands takes long.
    """
    sheets = {sheet["properties"]["title"]: sheet for sheet in reply["sheets"]}
    missing = tuple(title for title in TABS if title not in sheets)
    if missing:
        raise WrongLayout(Sentence(LACKS, tabs=missing))
    token = token_of(reply)
    tabs: dict[type[Record], Tab] = {}
    found: dict[type[Record], dict[str, Record]] = {}
    problems: list[Problem] = []
    taken: set[str] = set()
    untaken: list[Record] = []
    for kind in RECORDS:
        rows = rows_of(next(iter(sheets[kind.tab].get("data", [])), {}))
        if not any(_is_written(cell) for row in rows for cell in row):
            raise WrongLayout(Sentence(EMPTIED, tab=kind.tab))
        places = _places(kind, rows[0] if rows else [])
        same = _same_rows(kind, places, rows, known)
        reading = _Reading(kind, places, rows, sheets[kind.tab]["properties"].get("sheetId", 0), same)
        tabs[kind] = Tab(reading.sheet_id, places, reading.rows, _end(rows), rows, tuple(reading.unnumbered))
        found[kind] = reading.records
        problems += reading.problems
        taken |= reading.taken
        untaken += [record for record, _ in reading.unnumbered]
    system = sheets[SYSTEM]
    origin = Origin(token, tabs, mode_in(system), copies_in(system), glimpse(reply, token.revision))
    if origin.strayed:  # its rows may stand in wrong columns until they are put right: nobody else gets their numbers
        taken |= {number for number in origin.last.new if not any(number in records for records in found.values())}
    return Workbook(token.revision, found, tuple(problems), frozenset(taken), tuple(untaken), origin)


def _places(kind: type[Record], header: Row) -> dict[str, int]:
    """Find the columns by their headers, wherever people have put them."""
    there = [plain_header(text_in(cell)) for cell in header]
    wanted = {name: plain_header(kept.column.header) for name, kept in columns(kind).items()}
    missing = tuple(columns(kind)[name].column.header for name, text in wanted.items() if text not in there)
    if len(missing) == len(wanted):  # a row was put above them, or they were deleted
        raise WrongLayout(Sentence(HEADLESS, tab=kind.tab))
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


def _same_rows(
    kind: type[Record], places: Mapping[str, int], rows: list[Row], known: Workbook | None
) -> dict[int, Record]:
    """Give the records of those rows that say cell by cell what they said when they were read before."""
    before = cast("Origin", known.origin).tabs[kind] if known else None
    if known is None or before is None or before.columns != places:
        return {}
    same: dict[int, Record] = {}
    for index, row in enumerate(rows):
        number = number_in(cell_in(row, places["id"]))
        if number in before.rows and before.cells[before.rows[number]] == row:
            same[index] = known.records[kind][number]
    return same


def _end(rows: list[Row]) -> int:
    """Give the first row below everything anybody wrote, below the header at least."""
    filled = (index for index in range(len(rows), 0, -1) if any(map(_is_written, rows[index - 1])))
    return max(next(filled, 1), 1)


def _is_written(cell: Json) -> bool:
    return bool(cell) and bool(text_in(cell).strip())  # most cells of a tab are blank


class _Reading:
    """One tab being read: its records, where they stand, and the rows nobody can read."""

    def __init__(
        self,
        kind: type[Record],
        places: Mapping[str, int],
        rows: list[Row],
        sheet_id: int,
        same: Mapping[int, Record],
    ) -> None:
        self.kind = kind
        self.places = places
        self.sheet_id = sheet_id
        self.unnumbered: list[tuple[Record, int]] = []
        self.records: dict[str, Record] = {}
        self.rows: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.taken: set[str] = set()
        others = {index: self._own(row) for index, row in enumerate(rows) if index and index not in same and any(row)}
        written = {index: cells for index, cells in others.items() if any(map(_is_written, cells.values()))}
        copies = Counter(number_in(cells.get("id", {})) for cells in written.values())
        copies.update(record.id for record in same.values())
        for index in sorted((*written, *same)):
            if index in same and copies[same[index].id] == 1:
                self.records[same[index].id] = same[index]
                self.rows[same[index].id] = index
            else:
                self._row(index, written.get(index) or self._own(rows[index]), copies)

    def _own(self, row: Row) -> dict[str, Json]:
        """Give the cells of the app's own columns."""
        return {name: row[place] for name, place in self.places.items() if place < len(row)}

    def _row(self, index: int, cells: Mapping[str, Json], copies: Counter[str]) -> None:
        number, label = number_in(cells.get("id", {})), f"Zeile {index + 1}"
        texts = self._texts(cells)
        lacks: dict[str, None] = {}
        if not number:  # to see whether all the rest can be read
            begins = {name: text_of(value) for name, value in self.kind.begins(ANY_TIME).items()}
            lacks = {name: None for name in begins if not texts.get(name, "").strip()}
            texts |= {"id": f"{self.kind.prefix}-0000", **{name: begins[name] for name in lacks}}
        problem = next(self._obstacles(label, cells, number, copies), None)
        found = problem or record_of(self.kind, texts, row=label)
        if isinstance(found, Problem):
            self._report(replace(found, refers=referred(self.kind, texts)), index)
            self.taken |= {number} - {""}
        elif number:
            self.records[number] = found
            self.rows[number] = index
        else:
            self._report(Problem(self.kind.tab, label, columns(self.kind)["id"].column.header, NO_NUMBER), index)
            if self.kind is not JournalEntry:
                self.unnumbered.append((found.model_copy(update={"id": "", **lacks}), index))

    def _report(self, problem: Problem, index: int) -> None:
        """Keep a problem with the address of its cell."""
        headers = {kept.column.header: self.places[name] for name, kept in columns(self.kind).items()}
        cell = rowcol_to_a1(index + 1, headers.get(problem.column, 0) + 1)
        self.problems.append(replace(problem, link=f"gid={self.sheet_id}&range={cell}"))

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
        if number and not re.fullmatch(rf"{self.kind.prefix}-\d+", number):
            sentence = N_("“{typed}” is no number of this tab. They look like {example}.")
            yield Problem(
                self.kind.tab, label, header, Sentence(sentence, typed=number[:80], example=f"{self.kind.prefix}-0012")
            )
        elif number and copies[number] > 1:
            sentence = N_("The number {id} stands in {times} rows. Please delete the copies or their numbers.")
            yield Problem(self.kind.tab, label, header, Sentence(sentence, id=number, times=copies[number]))
