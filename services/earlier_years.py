"""Totals of years without records: a number, what it counts, and the source that says so."""

from typing import Final

from services.model.access import Right
from services.model.course_errors import SourceMissing, YearsNotInOrder
from services.model.course_records import EarlierTotal
from services.model.draft import Draft
from services.model.past_forms import EarlierTotalForm
from services.model.workbook import Workbook

EARLIEST: Final = 1900  # what lies before is a slip of the finger


def totals(workbook: Workbook) -> tuple[EarlierTotal, ...]:
    """Give all totals by their years."""
    return tuple(sorted(workbook.all(EarlierTotal), key=lambda one: (one.first_year, one.last_year, one.id)))


def enter_total(draft: Draft, form: EarlierTotalForm) -> EarlierTotal:
    """Add a total; raises `YearsNotInOrder`, `SourceMissing`."""
    draft.must(Right.KEEP_EARLIER_YEARS)
    _check(draft, form)
    return draft.add(EarlierTotal, form)


def change_total(draft: Draft, seen: EarlierTotal, form: EarlierTotalForm) -> EarlierTotal:
    """Change a total; raises `YearsNotInOrder`, `SourceMissing`, `ChangedMeanwhile`."""
    draft.must(Right.KEEP_EARLIER_YEARS)
    _check(draft, form)
    return draft.replace(seen, **dict(form))


def _check(draft: Draft, form: EarlierTotalForm) -> None:
    if not EARLIEST <= form.first_year <= form.last_year <= draft.today.year:
        raise YearsNotInOrder(first=form.first_year, last=form.last_year)
    if not any(sign.isalpha() for sign in form.source):
        raise SourceMissing
