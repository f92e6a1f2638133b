"""Which entries refer to people: by a column of their own, or as what a message is about."""

from collections.abc import Iterator

from services.model.letters import Message
from services.model.record import Record, columns
from services.model.records import RECORDS, Person
from services.model.workbook import Workbook


def referred(workbook: Workbook) -> frozenset[str]:
    """Give the numbers of all people whom any entry refers to."""
    return frozenset(
        str(getattr(record, name)) for kind, name in _fields() for record in workbook.all(kind) if getattr(record, name)
    )


def entries_about(workbook: Workbook, person: str) -> Iterator[tuple[Record, str]]:
    """Give every entry that refers to a person, with the field in which it does."""
    for kind, name in _fields():
        for record in workbook.where(kind, **{name: person}):
            yield record, name


def _fields() -> Iterator[tuple[type[Record], str]]:
    for kind in RECORDS:
        for name, kept in columns(kind).items():
            if kept.column.refers == Person.prefix and not kept.many:
                yield kind, name
    yield Message, "about"
