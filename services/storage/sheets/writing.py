"""Writing: an action's changes as one batch. Only changed cells; new rows are inserted, in the journal at the top."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from services.model.errors import Conflict
from services.model.record import Record, columns
from services.model.records import RECORDS, JournalEntry
from services.model.workbook import Change, Changes, Workbook
from services.storage.cells import cells_of
from services.storage.sheets.reading import Origin, Tab
from services.storage.sheets.token import swap
from services.storage.sheets.typed import cell_of

Json = dict[str, Any]


def batch_of(changes: Changes, expected: Workbook, origin: Origin, operation: str) -> list[Json]:
    """Give the requests that make `changes` where `origin` found the rows.

    Raises `Conflict` when a row to change is not there (any more) or a new number is taken already.
    """
    after = expected.with_changes(changes)
    requests = swap(origin.token, operation)
    for kind in RECORDS:
        own = [change for change in changes if type(change.after) is kind]
        tab = origin.tabs[kind]
        # Changed rows first: their places are those of the read, before any row is inserted.
        for change in own:
            if change.before is not None:
                requests += _rewritten(tab, change.before, change.after, after)
        new = [change.after for change in own if change.before is None]
        if any(record.id in tab.rows or record.id in expected.taken for record in new):
            raise Conflict
        requests += _inserted(tab, new, after)
    return [*requests, *_captions(changes, expected, after, origin)]


def operation_of(changes: Changes) -> str:
    """Give the operation id that the journal entry among the changes carries; "" without one."""
    return next((change.after.operation for change in changes if isinstance(change.after, JournalEntry)), "")


def _rewritten(tab: Tab, before: Record, after: Record, workbook: Workbook) -> Iterator[Json]:
    if before.id not in tab.rows:
        raise Conflict
    old, new = cells_of(before), cells_of(after)
    yield from _cells(tab, tab.rows[before.id], [after], [name for name in new if old[name] != new[name]], workbook)


def _inserted(tab: Tab, new: list[Record], workbook: Workbook) -> Iterator[Json]:
    if not new:
        return
    journal = isinstance(new[0], JournalEntry)
    start = 1 if journal else tab.end
    span = {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": start, "endIndex": start + len(new)}
    # A new row looks like the row above it, but never like the header.
    yield {"insertDimension": {"range": span, "inheritFromBefore": start > 1}}
    yield from _cells(tab, start, new[::-1] if journal else new, list(columns(type(new[0]))), workbook)


def _cells(tab: Tab, row: int, records: list[Record], names: Iterable[str], workbook: Workbook) -> Iterator[Json]:
    """Write some fields of records that stand below each other; neighbouring columns go in one request."""
    for run in _neighbours(tab, names):
        yield {
            "updateCells": {
                "start": {"sheetId": tab.sheet_id, "rowIndex": row, "columnIndex": tab.columns[run[0]]},
                "rows": [{"values": [_cell(record, name, workbook) for name in run]} for record in records],
                "fields": "userEnteredValue",
            }
        }


def _neighbours(tab: Tab, names: Iterable[str]) -> Iterator[list[str]]:
    ordered = enumerate(sorted(names, key=lambda name: tab.columns[name]))
    for _, run in groupby(ordered, key=lambda counted: tab.columns[counted[1]] - counted[0]):
        yield [name for _, name in run]


def _cell(record: Record, name: str, workbook: Workbook) -> Json:
    value, refers = getattr(record, name), columns(type(record))[name].column.refers
    return cell_of(value, _caption(value, refers, workbook) if refers else "")


def _caption(number: str, prefix: str, workbook: Workbook) -> str:
    kind = next(kind for kind in RECORDS if kind.prefix == prefix)
    referred = workbook.find(kind, number)
    return " ".join(referred.caption.split()) if referred else ""


def _captions(changes: Changes, expected: Workbook, after: Workbook, origin: Origin) -> Iterator[Json]:
    """Write the new name of a renamed entry wherever its number stands in rows that do not change otherwise."""
    renamed = {change.after.id for change in changes if _is_renamed(change)}
    touched = {change.after.id for change in changes}
    for kind in RECORDS if renamed else ():
        referring = [name for name, kept in columns(kind).items() if kept.column.refers]
        for record in expected.all(kind) if referring else ():
            stale = [name for name in referring if getattr(record, name) in renamed]
            if stale and record.id not in touched and record.id in origin.tabs[kind].rows:
                yield from _cells(origin.tabs[kind], origin.tabs[kind].rows[record.id], [record], stale, after)


def _is_renamed(change: Change) -> bool:
    return change.before is not None and change.before.caption != change.after.caption
