"""The deadlines of the programme's details: what is typed wrong is said at once, what is saved counts from then on."""

from datetime import timedelta

import pytest

from services.model.access import Role
from services.model.clock import now_in_germany
from tests.screens.visitor import Visitor

DETAILS = "office/details.py"
DEADLINES = {
    "lead_days": "Vorlauf für Anfragen (Tage)",
    "ask_again_days": "Ohne Antwort nachfragen nach Tagen",
    "silent_days": "Einsatz ohne Besuch melden nach Tagen",
}


@pytest.fixture
def anna():
    return Visitor(Role.COORDINATOR)


def set_to(visitor, **values):
    return visitor.open(DETAILS).type("programme", values).click("Speichern")


def waiting(visitor, mark):
    """How many lines of the morning list are about this kind of entry."""
    visitor.open("office/today.py")
    return len([one for one in visitor.at.button if (one.key or "").startswith("line.") and f".{mark}-" in one.key])


@pytest.mark.parametrize(("name", "mark"), [("ask_again_days", "V"), ("silent_days", "E")])
def test_deadline_that_is_saved_counts_on_the_morning_list(anna, name, mark):
    set_to(anna, **{name: "90"})
    assert anna.told == ["Die Angaben zum Programm sind gespeichert."]
    patient = waiting(anna, mark)
    anna.open(DETAILS).type("programme", {name: "1"}, turn=1).click("Speichern")
    assert waiting(anna, mark) > patient


@pytest.mark.parametrize(("days", "soon"), [("7", False), ("8", True)])
def test_notice_that_is_saved_counts_at_the_phone(anna, days, soon):
    set_to(anna, lead_days=days)
    appointment = now_in_germany().date() + timedelta(days=7)
    anna.open("office/intake.py").type("intake", {"day": f"{appointment:%d.%m.%Y}"}).reload()
    assert any("ist sehr bald" in one.value for one in anna.at.info) is soon


@pytest.mark.parametrize("typed", ["0", "-1", "1000", "bald"])
@pytest.mark.parametrize("name", DEADLINES)
def test_deadline_that_is_none_is_said_in_one_sentence_and_what_was_typed_stays(anna, name, typed):
    set_to(anna, name="Lotsen am Fluss", **{name: typed})
    assert anna.told == []
    assert anna.errors[0] == f"{DEADLINES[name]}: Bitte schreiben Sie eine Zahl von 1 bis 90 (Tage)."
    assert (anna.field(f"programme.0.{name}").value, anna.field("programme.0.name").value) == (typed, "Lotsen am Fluss")
