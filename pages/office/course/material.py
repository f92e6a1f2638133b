"""The documents a course or a session may refer to, offered by their titles."""

from typing import TypeVar

from services.model.course_records import Document
from services.model.record import Record
from services.model.workbook import Workbook

R = TypeVar("R", bound=Record)


def choices(workbook: Workbook) -> tuple[str, ...]:
    """Give what to choose from: number and title; only the number is kept. Empty first: nothing at all."""
    return ("", *(_spelled(one) for one in workbook.all(Document)))


def spelled(workbook: Workbook, record: R, field: str) -> R:
    """Give the record as a form shows it, with the title beside the number in this field."""
    found = workbook.find(Document, getattr(record, field))
    return record.model_copy(update={field: _spelled(found)}) if found else record


def _spelled(one: Document) -> str:
    return f"{one.id} {one.caption}"
