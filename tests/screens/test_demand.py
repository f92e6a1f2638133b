import pytest

from services.model.access import Role
from tests.screens.visitor import Visitor

PAGE = "office/figures.py"


def table(visitor, title):
    return next(one.value for one in visitor.at.dataframe if title in one.value.columns and len(one.value.columns) > 1)


@pytest.mark.parametrize("side", ["Language", "Topic", "District", "Week"])
def test_demand_is_compared_by_each_side(side):
    desk = Visitor(Role.COORDINATOR).open(PAGE).choose("demand.side", side)
    assert desk.errors == []
    assert next(one.value for one in desk.at.code).startswith("Gesucht: ")


def test_lead_sees_no_small_number():
    lead = Visitor(Role.LEAD).open(PAGE)
    assert list(table(lead, "Davon offen")["Anfragen"].astype(int) < 3).count(True) == 0
    lead.choose("demand.side", "Week")
    assert list(table(lead, "Woche ab").columns) == ["Woche ab", "Anfragen"]
