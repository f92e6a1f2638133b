"""Putting off what is due, for the whole office, and taking it up again."""

from datetime import date, timedelta
from typing import Final

from services.model.access import Right
from services.model.draft import Draft
from services.model.errors import DayDoesNotFit, NoLongerDue
from services.model.records import PutOff
from services.model.workbook import Workbook
from services.today.due import KINDS
from services.today.line import Line
from services.today.rests import key_of, rests

AT_MOST: Final = timedelta(days=366)


def put_off(draft: Draft, title: str, about: str, until: date, what: str = "") -> PutOff:
    """Take the line of this kind (its title) about this entry off the list until a day; `what` says it in German.

    Raises `DayDoesNotFit` for a day that is not after today or more than a year away, `NoLongerDue` when somebody has
    taken care of it.
    """
    draft.must(Right.PUT_OFF)
    if not draft.today < until <= draft.today + AT_MOST:
        raise DayDoesNotFit(today=draft.today)
    line = _line(draft, title, about)
    values = {"what": what[:200], "since": line.since, "until": until, "put_off_by": draft.actor.name}
    earlier = draft.workbook.where(PutOff, line=key_of(title, line))
    if earlier:
        return draft.replace(earlier[-1], **values)
    return draft.add(PutOff, line=key_of(title, line), **values)


def take_up(draft: Draft, seen: PutOff) -> PutOff:
    """Put a line back on the list now; raises `ChangedMeanwhile`."""
    draft.must(Right.PUT_OFF)
    return draft.replace(seen, until=None)


def resting(workbook: Workbook, today: date) -> tuple[tuple[Line, PutOff], ...]:
    """Give the lines that are put off, those that come back first at the top."""
    found = [
        (line, one)
        for title, kind in KINDS
        for line in kind(workbook, today)
        if (one := rests(workbook, title, line, today))
    ]
    return tuple(sorted(found, key=lambda each: (each[1].until or today, each[1].id)))


def _line(draft: Draft, title: str, about: str) -> Line:
    for line in dict(KINDS)[title](draft.workbook, draft.today):
        if line.about == about:
            return line
    raise NoLongerDue
