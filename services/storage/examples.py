"""Example data: a folder of CSV files, one a tab, read as records and moved to the present by whole weeks."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from unicodedata import normalize
from uuid import uuid4
from zoneinfo import ZoneInfo

from services.model.course_records import EarlierTotal
from services.model.errors import Conflict, Problem
from services.model.record import Record, columns
from services.model.records import RECORDS, JournalEntry, Organisation, Programme
from services.model.workbook import Change, Workbook
from services.storage.cells import record_of
from services.storage.store import Store

REFERENCE: Final = date(2026, 9, 2)  # the day from which the files are written
HISTORY: Final = REFERENCE - timedelta(days=400)  # what lies before stays where it is
TIMELESS: Final = (Programme, Organisation, EarlierTotal)
MOST_ENTRIES: Final = 100  # as many numbers as a journal entry holds


def example(folder: Path, *, today: date) -> tuple[Record, ...]:
    """Read all files of `folder`, moved so that the reference week becomes the week of `today`.

    Weekdays stay as they are, so appointments still fit people's free times; days of the far past do not move.
    Raises `ValueError`, naming file and row, when something cannot be read.
    """
    tabs = {kind.tab: kind for kind in RECORDS}
    # File systems differ in how they spell an umlaut.
    files = {normalize("NFC", path.stem): path for path in folder.glob("*.csv")}
    unknown = sorted(files.keys() - tabs.keys())
    if unknown or not files:
        raise ValueError(f"{folder}: no tab is called {', '.join(unknown)}" if unknown else f"{folder}: no CSV file")
    weeks = _monday(today) - _monday(REFERENCE)
    records = [record for tab, kind in tabs.items() if tab in files for record in _read(kind, files[tab])]
    return tuple(_moved(record, weeks) for record in records)


def fill(store: Store, records: tuple[Record, ...]) -> Workbook:
    """Put `records` into an empty store in one commit; a store that holds anything stays as it is."""
    workbook = store.load()
    if workbook.revision or workbook.problems or any(workbook.records.values()):
        return workbook
    numbers = tuple(record.id for record in records)
    counts = [(kind.tab, sum(type(record) is kind for record in records)) for kind in RECORDS]
    entry = JournalEntry(
        id=workbook.next_number(JournalEntry),
        at=datetime.now(ZoneInfo("Europe/Berlin")).replace(tzinfo=None, microsecond=0),
        actor="Lotsenbuch",
        deed="Beispieldaten geladen",
        entries=numbers[:MOST_ENTRIES],
        changed="\n".join(f"{tab}: {count} neu" for tab, count in counts if count),
        operation=uuid4().hex,
    )
    try:
        return store.commit(tuple(Change(None, record) for record in (*records, entry)), expected=workbook)
    except Conflict:
        return store.load()


def _read(kind: type[Record], path: Path) -> Iterator[Record]:
    """Read one file; rows are counted as a spreadsheet counts them, the header being row 1."""
    names = {kept.column.header: name for name, kept in columns(kind).items()}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = [*csv.reader(file, strict=True)] or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path.name}: {error}") from error
    unknown = [cell for cell in header if cell not in names]
    if unknown or not header or len(set(header)) < len(header):
        raise ValueError(
            f"{path.name}, row 1: each cell names another column; wrong here: {', '.join(unknown) or header}"
        )
    seen: set[str] = set()
    for number, cells in enumerate(rows, start=2):
        row = f"{path.name}, row {number}"
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise ValueError(f"{row}: {len(cells)} cells, but the header has {len(header)}")
        record = record_of(kind, dict(zip((names[cell] for cell in header), cells, strict=True)), row=str(number))
        if isinstance(record, Problem):
            raise ValueError(f"{row}, column {record.column}: {record.reason}")  # noqa: TRY004 - the row is wrong
        if record.id in seen:
            raise ValueError(f"{row}: {record.id} stands in an earlier row already")
        seen.add(record.id)
        yield record


def _moved(record: Record, weeks: timedelta) -> Record:
    if isinstance(record, TIMELESS):
        return record
    days = {name: value for name, value in record if isinstance(value, date) and _day(value) >= HISTORY}
    return type(record).model_validate({**dict(record), **{name: value + weeks for name, value in days.items()}})


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
