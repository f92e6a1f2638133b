"""What was put off: a line that rests until its day is not due, unless something new has come up about the same."""

from datetime import date

from services.model.records import PutOff
from services.model.workbook import Workbook
from services.today.line import Line


def key_of(title: str, line: Line) -> str:
    """Name a line for good: its kind (by its title) and the entry it is about."""
    return f"{title} {line.about}".strip()


def rests(workbook: Workbook, title: str, line: Line, today: date) -> PutOff | None:
    """Give how a line was put off while that holds; it comes back on the day itself.

    A line due since later than the one put off is another matter, and due. Rows nobody can read have no such day: they
    rest whatever else becomes unreadable; every page of the office shows them anyway.
    """
    for one in workbook.where(PutOff, line=key_of(title, line)):
        if one.until and one.until > today and (line.since <= one.since or not line.about):
            return one
    return None


def put_off_about(workbook: Workbook, number: str) -> tuple[PutOff, ...]:
    """Give what was put off about one entry, of every kind of line."""
    return tuple(one for one in workbook.all(PutOff) if one.line.endswith(f" {number}"))
