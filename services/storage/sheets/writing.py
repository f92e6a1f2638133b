"""Writing: an action's changes as one batch. Only changed cells; new rows are inserted, in the journal at the top."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from services.model.errors import Conflict
from services.model.record import Record, columns
from services.model.records import RECORDS, JournalEntry
from services.model.workbook import Change, Changes, Workbook
from services.storage.cells import cells_of
from services.storage.sheets.images import kept
from services.storage.sheets.places import Origin, Tab, Written
from services.storage.sheets.token import swap
from services.storage.sheets.typed import cell_of

Json = dict[str, Any]


@dataclass(frozen=True)
class Batch:
    """The requests of an action in their order, its operation number, its revision, and the cells it writes.

    `images` says which of the requests keep before images.
    """

    requests: list[Json]
    images: range
    operation: str
    revision: int
    written: tuple[Written, ...]


def batch_of(  # noqa: PLR0913 - what, where, and how
    changes: Changes,
    expected: Workbook,
    origin: Origin,
    operation: str,
    *,
    fixes: Sequence[Written] = (),
    keeps: bool = True,
) -> Batch:
    """Give the batch that makes `changes` where `origin` found the rows.

    `fixes` are cells to put right along with them; `keeps` copies every row before it is changed. Raises `Conflict`
    when a row to change is not there (any more) or a new number is taken already.
    """
    after = expected.with_changes(changes)
    rewritten = list(fixes)
    for change in changes:
        rewritten += _rewritten(change, origin, after, [one.row for one in rewritten if not any(one.numbers)])
    inserted: list[Written] = []
    rooms: list[Json] = []
    for kind in RECORDS:
        new = [change.after for change in changes if type(change.after) is kind and change.before is None]
        tab = origin.tabs[kind]
        if any(record.id in tab.rows or record.id in expected.taken for record in new):
            raise Conflict
        if new:
            rooms.append(_room(tab, _start(tab, kind), len(new)))
            inserted += _inserted(tab, _start(tab, kind), new, after)
    rewritten += _captions(changes, expected, after, origin)
    compared = swap(origin.token, operation)
    copied = kept(origin.token.sheet_id, [*rewritten, *inserted], operation, origin.token.revision + 1) if keeps else []
    requests = [
        *compared,
        *copied,
        # Changed rows first: their places are those of the read, before any row is inserted.
        *(one.request for one in rewritten),
        *rooms,
        *(one.request for one in inserted),
    ]
    images = range(len(compared), len(compared) + len(copied))
    return Batch(requests, images, operation, origin.token.revision + 1, (*rewritten, *inserted))


def operation_of(changes: Changes) -> str:
    """Give the operation id that the journal entry among the changes carries; "" without one."""
    return next((change.after.operation for change in changes if isinstance(change.after, JournalEntry)), "")


def _rewritten(change: Change, origin: Origin, workbook: Workbook, but: Sequence[int]) -> Iterator[Written]:
    before, after = change.before, change.after
    if before is None:
        return
    tab = origin.tabs[type(after)]
    row = tab.row_of(before, but)
    if row is None:
        raise Conflict
    old, new = cells_of(before), cells_of(after)
    for one in _cells(tab, row, [after], [name for name in new if old[name] != new[name]], workbook):
        yield replace(one, numbers=(before.id,))


def _start(tab: Tab, kind: type[Record]) -> int:
    return 1 if kind is JournalEntry else tab.end


def _room(tab: Tab, start: int, rows: int) -> Json:
    span = {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": start, "endIndex": start + rows}
    # A new row looks like the row above it, but never like the header.
    return {"insertDimension": {"range": span, "inheritFromBefore": start > 1}}


def _inserted(tab: Tab, start: int, new: list[Record], workbook: Workbook) -> Iterator[Written]:
    ordered = new[::-1] if isinstance(new[0], JournalEntry) else new  # the journal's newest stands first
    yield from _cells(tab, start, ordered, list(columns(type(new[0]))), workbook, new=True)


def _cells(  # noqa: PLR0913 - where, whose, which, from what
    tab: Tab, row: int, records: list[Record], names: Iterable[str], workbook: Workbook, *, new: bool = False
) -> Iterator[Written]:
    """Write some fields of records that stand below each other; neighbouring columns go together."""
    for run in _neighbours(tab, names):
        yield Written(
            kind=type(records[0]),
            tab=tab,
            row=row,
            column=tab.columns[run[0]],
            numbers=tuple(record.id for record in records),
            cells=tuple(tuple(_cell(record, name, workbook) for name in run) for record in records),
            new=new,
        )


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


def _captions(changes: Changes, expected: Workbook, after: Workbook, origin: Origin) -> Iterator[Written]:
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
