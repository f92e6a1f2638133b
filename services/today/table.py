"""Lines of the morning list about the table itself: rows that do not count, and what the store put right."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.table import corrections
from services.today.line import Line

TOLD_FOR: Final = timedelta(days=7)


def unreadable_rows(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give one line for all rows that do not count: nobody can read them, or they have no number yet."""
    count = len(workbook.problems)
    if count:
        told = Sentence(N_("Rows of the table that do not count yet: {count}"), count=count)
        yield Line(told, Sentence(N_("Mend the rows")), "", today)


def put_right(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give what was put right in the last days because people worked in the table while something was saved."""
    for one in corrections(workbook):
        if today - one.at.date() < TOLD_FOR:
            told = Sentence(N_("Put right in the table on {at}: please look whether it is as it was meant"), at=one.at)
            yield Line(told, Sentence(N_("Look at it")), one.id, one.at.date())
