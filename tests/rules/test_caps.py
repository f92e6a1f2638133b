from datetime import date
from decimal import Decimal

import pytest

from services.caps import caps, in_force, watched, worst
from services.model.assignment_forms import CapForm
from services.model.assignment_lists import CapKind, Light, VisitStatus
from tests.rules.cast import TODAY, cap, ids, logged, refused, workbook

RATE = cap("C-0002", kind=CapKind.RATE, amount="5,50 €")
MONEY = cap("C-0003", kind=CapKind.MONEY_YEAR, amount="960")


def found(*records):
    return [(one.cap.kind, one.used, one.light) for one in watched(workbook(*records), "P-0001", TODAY)]


def test_nothing_is_watched_without_a_rule():
    book = workbook(logged(hours="24"))
    assert (watched(book, "P-0001", TODAY), worst(book, "P-0001", TODAY)) == ((), None)


@pytest.mark.parametrize(
    ("hours", "light"), [("7:59", Light.GREEN), ("8", Light.YELLOW), ("10", Light.YELLOW), ("10:01", Light.RED)]
)
def test_light_turns_yellow_at_eighty_percent_and_red_beyond(hours, light):
    assert [one[2] for one in found(cap(), logged(hours=hours))] == [light]


def test_light_counts_what_is_approved_and_what_waits_this_year_alone():
    visits = (
        logged("L-0001", hours="1", status=VisitStatus.APPROVED),
        logged("L-0002", hours="2"),
        logged("L-0003", hours="4", status=VisitStatus.RETURNED),
        logged("L-0004", hours="8", status=VisitStatus.STRUCK),
        logged("L-0005", hours="16", day=date(2025, 12, 31)),
        logged("L-0006", hours="20", person="P-0002"),
    )
    assert found(cap(), *visits) == [(CapKind.HOURS_YEAR, Decimal(3), Light.GREEN)]


def test_light_of_a_month_counts_that_month():
    visits = (logged("L-0001", hours="5"), logged("L-0002", hours="9", day=date(2026, 8, 31)))
    assert found(cap(kind=CapKind.HOURS_MONTH), *visits) == [(CapKind.HOURS_MONTH, Decimal(5), Light.GREEN)]


def test_money_takes_the_rate_of_each_day():
    earlier = cap("C-0004", kind=CapKind.RATE, amount="4", valid_from="2026-01-01", valid_until="2026-06-30")
    later = cap("C-0002", kind=CapKind.RATE, amount="5,50", valid_from="2026-07-01")
    visits = (logged("L-0001", hours="2", day=date(2026, 6, 30)), logged("L-0002", hours="1:30", day=date(2026, 7, 1)))
    assert found(earlier, later, MONEY, *visits) == [(CapKind.MONEY_YEAR, Decimal("16.25"), Light.GREEN)]


def test_money_without_a_rate_is_nothing():
    assert found(MONEY, logged()) == [(CapKind.MONEY_YEAR, Decimal(0), Light.GREEN)]


def test_rule_holds_from_its_first_to_its_last_day_and_a_later_one_goes_before():
    old = cap("C-0001", valid_until=date(2026, 12, 31))
    new = cap("C-0002", amount="20", valid_from=TODAY)
    book = workbook(old, new)
    held = {day: in_force(book, CapKind.HOURS_YEAR, day) for day in (date(2025, 12, 31), date(2026, 1, 1), TODAY)}
    assert list(held.values()) == [None, old, new]
    assert (in_force(workbook(old), CapKind.HOURS_YEAR, date(2027, 1, 1)), ids(caps(book))) == (
        None,
        ["C-0002", "C-0001"],
    )


def test_worst_light_stands_for_somebody():
    book = workbook(cap(amount="1"), RATE, MONEY, logged())
    assert worst(book, "P-0001", TODAY) is Light.RED


@pytest.mark.parametrize(
    ("values", "field"),
    [({"amount": "0"}, "amount"), ({"amount": "viel"}, "amount"), ({"valid_until": "2025-12-31"}, "*")],
)
def test_rule_refuses_what_makes_no_sense(values, field):
    typed = {"amount": "10", "valid_from": "2026-01-01", **values}
    assert set(refused(CapForm, **typed)) == {field}
