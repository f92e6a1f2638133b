"""How the figures above the list stood some days ago, read backwards from the journal.

The journal says of each change what stood there before. So the workbook of an earlier evening is today's with those
changes undone that came later; entries made later fall away. What somebody typed straight into the table is not in the
journal and counts as having been so all along. Where the journal does not reach back, nothing is claimed.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from services.model.course_records import Course, Interest, Registration
from services.model.record import Record, columns
from services.model.records import JournalEntry, Person, Request
from services.model.workbook import Workbook
from services.table import told_in
from services.today.due import at_a_glance

SPANS: Final = (7, 30)  # days
# What the figures look at, as the journal spells it: the header and the field.
WATCHED: Final[dict[type[Record], tuple[str, ...]]] = {
    Interest: ("status",),
    Course: ("status", "places"),
    Registration: ("status",),
    Request: ("status",),
    Person: ("status", "gone"),
}
CUT: Final = 3990  # an entry as long as this may have lost its end: the journal keeps 4000 characters
_NEW: Final = ("neu", "aus der Tabelle aufgenommen")


@dataclass(frozen=True)
class Trend:
    """By how much a figure has changed within so many days; None when the journal does not reach back that far."""

    days: int
    change: int | None


def trends(workbook: Workbook, today: date) -> tuple[tuple[Trend, ...], ...]:
    """Give the trends of each figure of `at_a_glance`, one a span."""
    now = [int(one.value) for one in at_a_glance(workbook)]
    earlier = [as_of(workbook, today - timedelta(days=days)) for days in SPANS]
    then = [[int(one.value) for one in at_a_glance(book)] if book else None for book in earlier]
    return tuple(
        tuple(Trend(days, value - found[at] if found else None) for days, found in zip(SPANS, then, strict=True))
        for at, value in enumerate(now)
    )


def as_of(workbook: Workbook, day: date) -> Workbook | None:
    """Give what the figures count as it stood on the evening of `day`; None when the journal does not say."""
    journal = workbook.all(JournalEntry)
    later = [one for one in journal if one.at.date() > day]
    if len(later) == len(journal) or any(len(one.changed) >= CUT for one in later):
        return None
    known: dict[str, dict[str, str]] = {}
    gone: set[str] = set()
    for entry in sorted(later, key=lambda one: (one.at, len(one.id), one.id), reverse=True):
        for number, told in told_in(entry):
            if told in _NEW:
                gone.add(number)
            known.setdefault(number, {}).update(_before(told))
    records = [
        _undone(record, known.get(record.id, {}))
        for kind in WATCHED
        for record in workbook.all(kind)
        if record.id not in gone and _began(record) <= day
    ]
    return Workbook.of(records, problems=workbook.problems)


def _before(told: str) -> dict[str, str]:
    """Give what stood in the watched columns before, by their header."""
    found = re.findall(r"(?:^|; )(Stand|Plätze|Entfallen, weil): (.*?) → ", told)
    return dict(found)


def _undone(record: Record, before: dict[str, str]) -> Record:
    values: dict[str, Any] = {}
    for name in WATCHED[type(record)]:
        kept = columns(type(record))[name]
        if kept.column.header in before:
            # A text that only looks like a change is no word of the list, and changes nothing.
            with suppress(ValueError):
                told = before[kept.column.header]
                values[name] = kept.kind("" if (kept.kind, told) == (str, "–") else told)
    return record.model_copy(update=values)


def _began(record: Record) -> date:
    return record.received_at.date() if isinstance(record, Interest | Request | Registration) else date.min
