"""Extending: what one tab of an older layout gets, and the sheet as a read would find it afterwards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from services.model.record import Kept, Record, columns
from services.storage.schema import History, told, words_until
from services.storage.sheets.headers import choice_of, column_of, header_of, note_of, tab, words_of
from services.storage.sheets.places import Tab
from services.storage.sheets.typed import Row, cell_of, plain_header, rows_of, text_in

Json = dict[str, Any]


@dataclass
class Plan:
    """What one tab gets: the sheet as a read would find it afterwards, the requests, what the journal says."""

    sheet: Json
    new: dict[str, Kept] = field(default_factory=dict)
    requests: list[Json] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def made(kind: type[Record], sheet_id: int, place: int) -> Plan:
    """Make a tab that is new."""
    header = [header_of(kind, kept) for kept in columns(kind).values()]
    sheet = {"properties": {"sheetId": sheet_id, "title": kind.tab}, "data": [{"rowData": [{"values": header}]}]}
    return Plan(sheet, {}, tab(kind, sheet_id, place), [told(kind, columns(kind))])


def extended(sheet: Json, new: dict[str, Kept]) -> Plan:
    """Find the new columns that are not there yet, and add their headers behind everything that is."""
    header, *below = _rows(sheet) or [[]]
    there = {plain_header(text_in(cell)) for cell in header}
    missing = {name: kept for name, kept in new.items() if plain_header(kept.column.header) not in there}
    blanks: Row = [{} for _ in range(max(map(len, below), default=0) - len(header))]
    headers = [{"userEnteredValue": {"stringValue": kept.column.header}} for kept in missing.values()]
    rows = [[*header, *blanks, *headers], *below]
    return Plan({**sheet, "data": [{"rowData": [{"values": row} for row in rows]}]}, missing)


def complete(kind: type[Record], plan: Plan, found: Tab, version: int, history: History) -> None:
    """Write down what an existing tab gets, now that all places are known."""
    if plan.new:
        plan.requests += _insert(kind, plan.new, found)
        plan.told.append(told(kind, plan.new))
    rows = _rows(plan.sheet)
    for name, kept in columns(kind).items():
        known = words_until(kept, version, history)
        if name not in plan.new and kept.kind is not bool and known < set(words_of(kept)):
            offered = list(_offers(kept, found, rows, known))
            plan.requests += offered
            plan.requests += _notes(kind, kept, found, rows, known)
            if offered:
                plan.told.append(f"{kind.tab}: neue Auswahl in {kept.column.header}")


def _insert(kind: type[Record], new: dict[str, Kept], found: Tab) -> Iterator[Json]:
    """Insert columns rather than fill free ones: whatever people do meanwhile, the cells written are blank."""
    first = found.columns[next(iter(new))]
    span = {"sheetId": found.sheet_id, "dimension": "COLUMNS", "startIndex": first, "endIndex": first + len(new)}
    yield {"insertDimension": {"range": span, "inheritFromBefore": True}}
    yield cells_at(found.sheet_id, 0, first, [header_of(kind, kept) for kept in new.values()], looks=True)
    for index, kept in enumerate(new.values(), first):
        below = {"startRowIndex": 1, "startColumnIndex": index, "endColumnIndex": index + 1}
        yield from column_of(kept, {"sheetId": found.sheet_id, **below})
        # What stands in the cell stays true, even when the default changes one day.
        default = cell_of(kept.default)
        for rows in _runs(found.rows.values()) if default else ():
            cells = {**below, "sheetId": found.sheet_id, "startRowIndex": rows[0], "endRowIndex": rows[-1] + 1}
            yield {"repeatCell": {"range": cells, "cell": default, "fields": "userEnteredValue"}}


def _offers(kept: Kept, found: Tab, rows: list[Row], known: frozenset[str]) -> Iterator[Json]:
    """Offer the new words wherever the drop-down is still the app's own."""
    place, rule = found.columns[kept.name], choice_of(kept)
    ours = [
        index
        for index, row in enumerate(rows)
        if rule and index and place < len(row) and _is_ours(row[place].get("dataValidation", {}), kept, known)
    ]
    for run in _runs(ours):
        down = {"startRowIndex": run[0], "endRowIndex": run[-1] + 1}
        across = {"startColumnIndex": place, "endColumnIndex": place + 1}
        yield {"setDataValidation": {"range": {"sheetId": found.sheet_id, **down, **across}, "rule": rule}}


def _is_ours(rule: Json, kept: Kept, known: frozenset[str]) -> bool:
    """Say whether a drop-down lacks words and is as the app made it: nobody took words out or put others in."""
    condition = rule.get("condition", {})
    offered = {value.get("userEnteredValue") for value in condition.get("values", [])}
    listed = condition.get("type") == "ONE_OF_LIST" and not rule.get("strict")
    return listed and known <= offered < set(words_of(kept))


def _notes(kind: type[Record], kept: Kept, found: Tab, rows: list[Row], known: frozenset[str]) -> Iterator[Json]:
    """List the new words in the note at the header, if it is still the app's own."""
    place, whole = found.columns[kept.name], note_of(kind, kept)
    before, _, behind = whole.partition(", ".join(words_of(kept)))
    note = rows[0][place].get("note", "")
    listed = set(note.removeprefix(before).removesuffix(behind).split(", "))
    if note.startswith(before) and note.endswith(behind) and known <= listed < set(words_of(kept)):
        start = {"sheetId": found.sheet_id, "rowIndex": 0, "columnIndex": place}
        yield {"updateCells": {"start": start, "rows": [{"values": [{"note": whole}]}], "fields": "note"}}


def _rows(sheet: Json) -> list[Row]:
    return rows_of(next(iter(sheet.get("data", [])), {}))


def cells_at(sheet_id: int, row: int, column: int, cells: list[Json], *, looks: bool = False) -> Json:
    """Give the request that writes cells beside each other; with `looks` their format and note as well."""
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    fields = "userEnteredValue,userEnteredFormat,note" if looks else "userEnteredValue"
    return {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": fields}}


def _runs(rows: Iterable[int]) -> Iterator[list[int]]:
    """Give numbers that follow each other as one list each."""
    for _, run in groupby(enumerate(sorted(rows)), key=lambda counted: counted[1] - counted[0]):
        yield [row for _, row in run]
