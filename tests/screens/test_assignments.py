"""Visits on the volunteer's page and at the office's desk, without a browser."""

import pytest

from services.model.access import Role
from services.model.assignment_lists import VisitStatus
from services.model.assignment_records import LoggedVisit
from services.model.lists import AssignmentStatus, RequestStatus
from services.model.records import Assignment, Person, Request
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor

MINE = "volunteer/my_offers.py"
FORM = "visit.E-0003"


@pytest.fixture
def book(data):
    """Read what is kept."""
    stores = []

    def kept():
        stores.append(SqlStore(f"sqlite:///{data}/example-dorsten.db"))
        return stores[-1].load()

    yield kept
    for store in stores:
        store._engine.dispose()


@pytest.fixture
def guide(invented):
    mariam = next(one for one in invented if isinstance(one, Person) and one.id == "P-0003")
    return Visitor(Role.VOLUNTEER, person=mariam.id).open(MINE)


def test_note_that_looks_like_a_name_is_pointed_out_and_saved_only_if_wanted(guide, book):
    guide.type(FORM, {"hours": "90 min", "note": "Frau Sommer angerufen"}).reload()
    assert guide.warnings == ["Bitte sehen Sie hier noch einmal hin:\n- „Frau Sommer“ könnte ein Name sein."]
    assert book().all(LoggedVisit) == ()
    guide.click("Trotzdem speichern")
    assert [one.note for one in book().all(LoggedVisit)] == ["Frau Sommer angerufen"]


def test_visit_saved_leaves_an_empty_form_and_waits_for_the_office(guide, book):
    guide.type(FORM, {"hours": "1:30", "km": "12,5 km"}).click("Besuch speichern")
    assert (guide.field(f"{FORM}.1.hours").value, guide.field(f"{FORM}.1.km").value) == ("", "")
    desk = Visitor(Role.COORDINATOR).open("office/assignments.py")
    desk.choose("assignments.section", "Approving hours").click("Alle von Mariam Nurzaden freigeben: 1")
    assert desk.told == ["Freigegebene Besuche von Mariam Nurzaden: 1."]
    assert [one.status for one in book().all(LoggedVisit)] == [VisitStatus.APPROVED]


def test_visit_that_is_wrong_keeps_what_was_typed(guide, book):
    guide.type(FORM, {"hours": "90"}).click("Besuch speichern")
    assert "Dauer: Ein Besuch dauert höchstens 24 Stunden. Schreiben Sie Minuten wie 90 min." in guide.errors
    assert (guide.field(f"{FORM}.0.hours").value, book().all(LoggedVisit)) == ("90", ())


def test_assignment_ended_on_the_phone_takes_the_contact_away(guide, book):
    request = book().get(Request, book().get(Assignment, "E-0003").request)
    assert request.client in guide.text
    guide.click("Einsatz beenden")
    assert book().get(Assignment, "E-0003").status is AssignmentStatus.DONE
    assert book().get(Request, request.id).status is RequestStatus.CLOSED
    assert request.client not in guide.text
