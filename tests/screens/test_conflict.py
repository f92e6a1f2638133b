from datetime import date

import pytest

from services.model.access import Actor, Role
from services.model.records import Person
from services.office import Office
from services.stages import pause
from services.storage.sheets import SheetsStore
from tests.screens.visitor import Visitor
from tests.sheets_server import running

UTE = Actor(Role.COORDINATOR, "Ute Büro")
PERSON = "person.P-0001"


@pytest.fixture
def anna(filled):
    return (
        Visitor(secrets=filled, email="anna.nord@example.org").open("office/roster.py").row("roster", "Olena Sorenko")
    )


@pytest.fixture
def bernd(filled):
    return (
        Visitor(secrets=filled, email="bernd.west@example.org").open("office/roster.py").row("roster", "Olena Sorenko")
    )


def test_second_editor_sees_who_changed_what_and_decides(anna, bernd):
    anna.type(PERSON, {"note": "Ruft lieber an"}).click("Speichern")
    assert "Der Eintrag von Olena Sorenko ist gespeichert." in anna.told
    bernd.type(PERSON, {"note": "Schreibt lieber", "max_open": "3"}).click("Speichern")
    assert "Anna Nord hat den Eintrag P-0001 inzwischen geändert" in bernd.warnings[-1]
    assert "Ruft lieber an → Schreibt lieber" in bernd.text
    assert "Der Eintrag von Olena Sorenko ist gespeichert." not in bernd.told
    assert bernd.field(f"{PERSON}.0.note").value == "Schreibt lieber"
    bernd.click("Speichern")
    assert "Der Eintrag von Olena Sorenko ist gespeichert." in bernd.told


def test_change_made_in_another_app_just_now_is_shown_at_once_and_not_in_the_way_of_the_second_save(monkeypatch):
    with running(spreadsheet="example-dorsten") as server:
        monkeypatch.setenv("LOTSENBUCH_EXAMPLE_SHEETS_API", server.url)
        page = Visitor(Role.COORDINATOR).open("office/roster.py").row("roster", "Olena Sorenko")
        elsewhere = Office(SheetsStore("example-dorsten", api=server.url))
        seen = elsewhere.read(UTE).get(Person, "P-0001")
        elsewhere.perform(UTE, pause, seen, date(2099, 12, 31))
        page.type(PERSON, {"paused_until": "30.11.2099"}).click("Speichern")
        assert "31.12.2099 → 30.11.2099" in page.text
        page.click("Speichern")
        assert "Der Eintrag von Olena Sorenko ist gespeichert." in page.told


def test_second_editor_takes_what_is_stored_and_drops_the_own_input(anna, bernd):
    before = bernd.field(f"{PERSON}.0.max_open").value
    anna.type(PERSON, {"note": "Ruft lieber an"}).click("Speichern")
    bernd.type(PERSON, {"note": "Schreibt lieber", "max_open": "9"}).click("Speichern")
    bernd.click("Gespeicherten Stand übernehmen, meine Eingaben verwerfen")
    assert bernd.field(f"{PERSON}.1.note").value == "Ruft lieber an"
    assert bernd.field(f"{PERSON}.1.max_open").value == before
    assert "Der Eintrag von Olena Sorenko ist gespeichert." not in bernd.told


def test_second_save_keeps_what_the_first_editor_changed_elsewhere(anna, bernd):
    anna.type(PERSON, {"note": "Ruft lieber an"}).click("Speichern")
    bernd.type(PERSON, {"max_open": "3"}).click("Speichern").click("Speichern")
    assert "Der Eintrag von Olena Sorenko ist gespeichert." in bernd.told
    anna.row("roster", "Viktor Lysenkamp").row("roster", "Olena Sorenko")
    assert anna.field(f"{PERSON}.1.note").value == "Ruft lieber an"
    assert anna.field(f"{PERSON}.1.max_open").value == "3"


def test_entry_opened_again_is_the_newest(anna, bernd):
    anna.type(PERSON, {"note": "Ruft lieber an"}).click("Speichern")
    bernd.row("roster", "Viktor Lysenkamp").row("roster", "Olena Sorenko")
    assert bernd.field(f"{PERSON}.0.note").value == "Ruft lieber an"
    bernd.type(PERSON, {"max_open": "3"}).click("Speichern")
    assert bernd.warnings == []
    assert (
        anna.row("roster", "Viktor Lysenkamp").row("roster", "Olena Sorenko").field(f"{PERSON}.1.max_open").value == "3"
    )


def test_editor_is_not_told_of_their_own_certificates_as_of_somebody_elses_change(filled):
    anna = (
        Visitor(secrets=filled, email="anna.nord@example.org")
        .open("office/courses.py")
        .row("courses", "Vorbereitungskurs an vier Dienstagabenden")
    )
    anna.choose("course.section", "Certificates").click("Zertifizieren und in die Lotsenliste aufnehmen: 6")
    assert len(anna.told) == 1
    anna.choose("course.section", "Change the course")
    anna.type("course.K-0004", {"trainers": "Frau Beispiel"}, turn=turn_of(anna, "course.K-0004")).click("Speichern")
    assert anna.warnings == []
    assert len(anna.told) == 1


def turn_of(visitor, form):
    return visitor.at.session_state.get(f"{form}.round", 0)
