"""Lines of the morning list about volunteers who left long ago."""

from collections.abc import Iterator
from datetime import date

from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.stages import KEPT_YEARS, due_for_anonymising, years_after
from services.today.line import Line


def leavers_kept_long(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give those who left so long ago that nobody needs to know any more who it was."""
    for one in due_for_anonymising(workbook, today):
        left = one.left_on or today
        months = (today.year - left.year) * 12 + today.month - left.month - (today.day < left.day)
        told = Sentence(N_("{name} left {months} months ago"), name=one.full_name, months=months)
        yield Line(told, Sentence(N_("Anonymise")), one.id, years_after(left, KEPT_YEARS))
