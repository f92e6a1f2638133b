"""Rules about hours and allowance: dated, kept by the office, with a traffic light for each volunteer.

Without any rule nothing is watched. The sums count what is approved and what waits, so that the light turns before the
limit is passed. Amounts come from the office, never from here: they age.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from services.model.access import Right
from services.model.assignment_forms import CapForm
from services.model.assignment_lists import CapKind, Light, VisitStatus
from services.model.assignment_records import Cap, LoggedVisit
from services.model.draft import Draft
from services.model.workbook import Workbook
from services.visits import hours_in, visits_by

COUNTS: Final = frozenset({VisitStatus.SUBMITTED, VisitStatus.APPROVED})
MONTHLY: Final = frozenset({CapKind.HOURS_MONTH, CapKind.MONEY_MONTH})
IN_EUROS: Final = frozenset({CapKind.MONEY_MONTH, CapKind.MONEY_YEAR})
NEARLY: Final = Decimal("0.8")


@dataclass(frozen=True)
class Watched:
    """One rule for one volunteer: `used` of `cap.amount`, in hours or euros."""

    cap: Cap
    used: Decimal
    light: Light


def caps(workbook: Workbook) -> tuple[Cap, ...]:
    """Give all rules by kind, the newest first."""
    newest = sorted(workbook.all(Cap), key=lambda one: one.valid_from, reverse=True)
    return tuple(sorted(newest, key=lambda one: one.kind.rank))


def add(draft: Draft, form: CapForm) -> Cap:
    """Enter a rule."""
    draft.must(Right.KEEP_PROGRAMME)
    return draft.add(Cap, form)


def change(draft: Draft, seen: Cap, form: CapForm) -> Cap:
    """Change a rule, for example the day until which it holds; raises `ChangedMeanwhile`."""
    draft.must(Right.KEEP_PROGRAMME)
    return draft.replace(seen, **dict(form))


def in_force(workbook: Workbook, kind: CapKind, day: date) -> Cap | None:
    """Give the rule of a kind that holds on a day: of several the one that began last."""
    held = [
        one
        for one in workbook.all(Cap)
        if one.kind is kind and one.valid_from <= day and (one.valid_until is None or day <= one.valid_until)
    ]
    return max(held, key=lambda one: (one.valid_from, one.id), default=None)


def watched(workbook: Workbook, person: str, day: date) -> tuple[Watched, ...]:
    """Give how far somebody is with each rule that holds on a day, in its month or year."""
    found = []
    for kind in CapKind:
        cap = in_force(workbook, kind, day) if kind is not CapKind.RATE else None
        if cap:
            used = _used(workbook, person, kind, day)
            found.append(Watched(cap, used, _light(used, cap.amount)))
    return tuple(found)


def worst(workbook: Workbook, person: str, day: date) -> Light | None:
    """Give the light that stands for somebody; None while no rule holds."""
    return max((one.light for one in watched(workbook, person, day)), key=lambda one: one.rank, default=None)


def _used(workbook: Workbook, person: str, kind: CapKind, day: date) -> Decimal:
    mine = visits_by(workbook, person, day if kind in MONTHLY else None)
    counted = [one for one in mine if one.status in COUNTS and one.day.year == day.year]
    if kind not in IN_EUROS:
        return hours_in(counted)
    return sum((_worth(workbook, one) for one in counted), Decimal(0)).quantize(Decimal("0.01"))


def _worth(workbook: Workbook, visit: LoggedVisit) -> Decimal:
    """Give what a visit is worth in euros at the rate of its day; nothing without a rate."""
    rate = in_force(workbook, CapKind.RATE, visit.day)
    return rate.amount * hours_in((visit,)) if rate else Decimal(0)


def _light(used: Decimal, limit: Decimal) -> Light:
    if used > limit:
        return Light.RED
    return Light.YELLOW if used >= limit * NEARLY else Light.GREEN
