"""Sessions, attendance and certificates of a course, on the screen: the main path and what goes wrong on it."""

import base64
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from services.attendance import mark, marks_of
from services.model.access import Actor, Role
from services.model.clock import now_in_germany
from services.model.course_forms import SeriesForm
from services.model.course_lists import EventKind, Presence, RegistrationStatus
from services.model.course_records import Course, Event, Registration, Session
from services.model.records import Person, Programme
from services.model.workbook import Change
from services.office import Office
from services.programme import keep_logo, programme
from services.sessions import planned, series
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor, shown

COURSE = "Vorbereitungskurs an vier Dienstagabenden"
ELSEWHERE = Actor(Role.COORDINATOR, "Bernd West")
PRESENT, ABSENT = Presence.PRESENT, Presence.ABSENT


@pytest.fixture
def desk(data):
    """The same store as another desk of the office has it."""
    store = SqlStore(f"sqlite:///{data}/example-dorsten.db")
    yield Office(store)
    store._engine.dispose()


@pytest.fixture
def visitor(desk):
    """Somebody at the opened course; the store is filled by then."""
    return Visitor(Role.COORDINATOR).open("office/courses.py").row("courses", COURSE)


def section(visitor, name):
    visitor.field("course.section").set_value(name).run()
    return visitor


def four_evenings(desk):
    """Plan four evenings, the last one today."""
    first = now_in_germany().date() - timedelta(days=21)
    form = SeriesForm.model_validate({"day": first, "starts": "18:00", "ends": "21:00", "count": 4})
    desk.perform(ELSEWHERE, series, "K-0004", form)
    return [one.id for one in planned(desk.read(ELSEWHERE), "K-0004")]


def attend(desk, answers):
    """Note the same answers for everybody, by session."""
    noted = marks_of(desk.read(ELSEWHERE), "K-0004")
    desk.perform(ELSEWHERE, mark, "K-0004", noted, {number: dict(answers) for number in noted})
    return list(noted)


def noted(desk, number):
    return [str(one) for one in desk.read(ELSEWHERE).get(Registration, number).attendance]


# Sessions -------------------------------------------------------------------------------------------------------------


def test_row_of_sessions_is_planned_changed_and_moved(visitor, desk):
    section(visitor, "Sessions")
    assert "Noch kein Termin geplant." in visitor.text
    visitor.type("series.K-0004", {"day": "3.9.2026", "starts": "18", "ends": "21 Uhr", "topic": "Rolle", "count": "0"})
    visitor.click("Diese Termine planen")
    assert "Bitte planen Sie 1 bis 60 Termine" in visitor.errors[0]
    visitor.type("series.K-0004", {"count": "3"}).click("Diese Termine planen")
    assert visitor.told == ["Geplante Termine: 3, der erste am 03.09.2026."]
    assert "Termine: 3, zusammen 12 UE (je 45 Minuten)" in visitor.text
    visitor.row("sessions.K-0004", "18:00–21:00")
    visitor.type("session.U-0006", {"topic": "Grenzen", "units": "2,5"}).click("Termin speichern")
    assert visitor.told == ["Der Termin am 03.09.2026 ist gespeichert."]
    visitor.type("sessions.move.K-0004", {"first": "10.9.2026"}).click("Alle Termine verschieben")
    assert visitor.told == ["Alle Termine sind verschoben; der erste ist am 10.09.2026."]
    planned = desk.read(ELSEWHERE).where(Session, course="K-0004")
    kept = [(f"{one.day:%d.%m.}", str(one.length), one.topic) for one in planned]
    assert kept == [("10.09.", "2.5", "Grenzen"), ("17.09.", "4.00", "Rolle"), ("24.09.", "4.00", "Rolle")]


def test_session_falls_away_unless_somebody_is_marked(visitor, desk):
    first, second, *_ = four_evenings(desk)
    attend(desk, {first: PRESENT})
    section(visitor, "Sessions").row("sessions.K-0004", "18:00–21:00")
    assert [one.disabled for one in visitor.at.button if one.label == "Der Termin entfällt"] == [True]
    assert "Zu diesem Termin ist schon Anwesenheit eingetragen" in visitor.text
    visitor.at.session_state["sessions.K-0004.open"] = second
    day = desk.read(ELSEWHERE).get(Session, second).day
    table = next(one for one in visitor.at.dataframe if "-sessions.K-0004." in one.proto.id)
    key = table.proto.id[table.proto.id.index("-sessions.") + 1 :]
    visitor.at.session_state[key] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    visitor.reload().click("Der Termin entfällt")
    assert visitor.told == [f"Der Termin am {day:%d.%m.%Y} entfällt; seine UE zählen nicht mehr."]
    assert "Termine: 3, zusammen 12 UE" in visitor.text
    visitor.click("Der Termin findet doch statt")
    assert "Termine: 4, zusammen 16 UE" in visitor.text


# Attendance -----------------------------------------------------------------------------------------------------------


def test_attendance_says_what_comes_first(visitor):
    section(visitor, "Attendance")
    assert [one.value for one in visitor.at.info] == [
        "Noch kein Termin geplant: Planen Sie zuerst unter „Termine“, dann können Sie hier die Anwesenheit eintragen."
    ]


def test_one_evening_is_noted_and_saved_once(visitor, desk):
    *_, today = four_evenings(desk)
    section(visitor, "Attendance")
    people = list(marks_of(desk.read(ELSEWHERE), "K-0004"))
    form = f"evening.{today}.0"
    visitor.field(f"{form}.{people[1]}").set_value(ABSENT)
    visitor.click("Alle übrigen sind anwesend")
    assert [visitor.field(f"{form}.{one}").value for one in people[:3]] == [PRESENT, ABSENT, PRESENT]
    assert noted(desk, people[0]) == []
    visitor.click("Anwesenheit speichern")
    assert visitor.told == ["Die Anwesenheit ist gespeichert. Neue Einträge: 6."]
    assert "Eingetragen für 6 von 6 Personen." in visitor.text
    assert (noted(desk, people[0]), noted(desk, people[1])) == ([f"{today} (anwesend)"], [f"{today} (fehlt)"])
    visitor.click("Anwesenheit speichern")
    assert [one.value for one in visitor.at.info] == [
        "Es hat sich nichts geändert, deshalb gibt es nichts zu speichern."
    ]


def test_two_people_note_the_same_evening(visitor, desk):
    *_, today = four_evenings(desk)
    section(visitor, "Attendance")
    mine, theirs, both = list(marks_of(desk.read(ELSEWHERE), "K-0004"))[:3]
    form = f"evening.{today}.0"
    visitor.field(f"{form}.{mine}").set_value(PRESENT)
    visitor.field(f"{form}.{both}").set_value(PRESENT)
    desk.perform(ELSEWHERE, mark, "K-0004", {}, {theirs: {today: ABSENT}, both: {today: ABSENT}})
    visitor.click("Anwesenheit speichern")
    assert "Bernd West hat inzwischen für Matthias Eschenlohe" in visitor.warnings[0]
    assert "fehlt → anwesend" in visitor.text
    assert noted(desk, mine) == []
    visitor.click("Anwesenheit speichern")
    assert len(visitor.told) == 1
    assert [noted(desk, one) for one in (mine, theirs, both)] == [
        [f"{today} (anwesend)"],
        [f"{today} (fehlt)"],
        [f"{today} (anwesend)"],
    ]


def test_all_evenings_are_typed_into_the_table(visitor, desk):
    evenings = four_evenings(desk)
    people = attend(desk, {evenings[0]: PRESENT})
    section(visitor, "Attendance").field("attendance.way").set_value("All sessions").run()
    typed = {0: {evenings[0]: "f", evenings[1]: "X"}, 2: {evenings[3]: "e"}, 3: {evenings[0]: None}}
    visitor.at.session_state["evenings.K-0004.0.table"] = {"edited_rows": typed, "added_rows": [], "deleted_rows": []}
    visitor.click("Anwesenheit speichern")
    assert visitor.told == ["Die Anwesenheit ist gespeichert. Neue Einträge: 4."]
    assert [noted(desk, people[row]) for row in (0, 1, 2, 3)] == [
        [f"{evenings[0]} (fehlt)", f"{evenings[1]} (anwesend)"],
        [f"{evenings[0]} (anwesend)"],
        [f"{evenings[0]} (anwesend)", f"{evenings[3]} (entschuldigt)"],
        [],
    ]
    (table,) = [one.value for one in visitor.at.dataframe if "UE anwesend" in one.value.columns]
    assert list(table.iloc[1][1:]) == ["4", "0", 33, 25, "Nimmt teil", "8,8 von 16 UE fehlen bis 80 %."]


# Certificates ---------------------------------------------------------------------------------------------------------


def test_those_with_enough_are_preselected_and_the_others_need_a_reason(visitor, desk):
    evenings = four_evenings(desk)
    people = attend(desk, dict.fromkeys(evenings, PRESENT))
    late = people[0]
    seen = marks_of(desk.read(ELSEWHERE), "K-0004")
    desk.perform(ELSEWHERE, mark, "K-0004", seen, {late: {evenings[0]: ABSENT}})
    section(visitor, "Certificates")
    ticked = {shown(one.label): one.value for one in visitor.at.checkbox if str(one.key).startswith("certify.")}
    assert ticked.pop("Gudrun Ahlenkötter · 0,8 von 16 UE fehlen bis 80 %.") is False
    assert list(ticked.values()) == [True] * 5
    visitor.field(f"certify.{late}").set_value(True).run()
    visitor.click("Zertifizieren und in die Lotsenliste aufnehmen: 6")
    assert visitor.warnings[-1].startswith("Gudrun Ahlenkötter hat zu viel versäumt: 0,8 von 16 UE fehlen bis 80 %.")
    assert desk.read(ELSEWHERE).get(Registration, late).certificate == ""
    visitor.field(f"certify.{late}.reason").set_value("hat nachgeholt").run()
    visitor.click("Zertifizieren und in die Lotsenliste aufnehmen: 6")
    assert visitor.told == ["Zertifiziert und jetzt auf der Lotsenliste: 6."]
    kept = desk.read(ELSEWHERE).get(Registration, late)
    assert (kept.status, kept.exception) == (RegistrationStatus.CERTIFIED, "hat nachgeholt")
    assert {one.label for one in visitor.at.get("download_button")} == {
        "Alle Zertifikate (PDF): 6",
        "Alle Ausweise (PDF): 6",
    }


def test_certificate_is_revoked_with_its_reason_and_given_anew(visitor, desk):
    section(visitor, "Certificates").click("Zertifizieren und in die Lotsenliste aufnehmen: 6")
    visitor.row("certified.K-0004", "Bilal Harastan")
    visitor.click("Widerruf speichern")
    assert visitor.warnings == ["Bitte schreiben Sie den Grund auf: Er bleibt zusammen mit der Nummer gespeichert."]
    one = next(one for one in desk.read(ELSEWHERE).all(Registration) if one.last_name == "Harastan")
    visitor.field(f"revoke.{one.id}.{one.certificate}.reason").set_value("Name falsch")
    visitor.click("Widerruf speichern")
    assert visitor.told == [f"Das Zertifikat {one.certificate} von Bilal Harastan ist widerrufen."]
    assert desk.read(ELSEWHERE).get(Person, one.person).certified_on is None
    (again,) = [box for box in visitor.at.checkbox if str(box.key) == f"certify.{one.id}"]
    assert (again.value, f"Zertifikat {one.certificate} widerrufen am" in visitor.text) == (False, True)
    again.set_value(True).run()
    visitor.click("Zertifizieren und in die Lotsenliste aufnehmen: 1")
    anew = desk.read(ELSEWHERE).get(Registration, one.id)
    assert (anew.certificate != one.certificate, anew.earlier_certificates) == (True, (one.certificate,))


def test_certificates_may_carry_the_day_of_the_ceremony(visitor, desk):
    day = now_in_germany().date() + timedelta(days=10)
    store, before = desk.store, desk.store.load()
    party = Event(id="G-0001", kind=EventKind.CEREMONY, title="Zertifikatsfeier", day=day, course="K-0004")
    store.commit((Change(None, party),), expected=before)
    section(visitor, "Certificates")
    visitor.field("certify.K-0004.day").set_value(day).run()
    visitor.click("Zertifizieren und in die Lotsenliste aufnehmen: 6")
    assert {one.certified_on for one in desk.read(ELSEWHERE).where(Registration, course="K-0004")} == {None, day}


def test_course_that_was_not_held_gives_no_certificates(desk):
    visitor = Visitor(Role.COORDINATOR).open("office/courses.py").row("courses", "Angekündigt")
    section(visitor, "Certificates")
    assert [one.value for one in visitor.at.info] == [
        "Noch niemand hat einen Platz: Zertifikate gibt es nach dem Kurs."
    ]
    assert desk.read(ELSEWHERE).get(Course, "K-0007").status.name == "ANNOUNCED"


# The logo -------------------------------------------------------------------------------------------------------------


def test_logo_is_brought_along_shown_and_removed(desk):
    visitor = Visitor(Role.COORDINATOR).open("office/details.py")
    visitor.at.file_uploader[0].upload("logo.png", b"%PDF-1.4", "image/png").run()
    assert visitor.errors == [
        "Diese Datei ist kein lesbares Bild. Bitte wählen Sie eine PNG- oder JPEG-Datei, kein PDF und kein SVG."
    ]
    data = BytesIO()
    Image.new("RGB", (900, 300), (200, 30, 40)).save(data, "JPEG")
    visitor.at.file_uploader[0].upload("logo.jpg", data.getvalue(), "image/jpeg").run()
    visitor.click("Dieses Logo verwenden")
    assert visitor.told == ["Das Logo ist gespeichert."]
    (kept,) = desk.read(ELSEWHERE).all(Programme)
    assert Image.open(BytesIO(base64.b64decode(kept.logo))).size == (480, 160)
    visitor.click("Logo entfernen")
    assert (visitor.told, programme(desk.read(ELSEWHERE)).logo) == (["Das Logo ist entfernt."], "")


def test_logo_somebody_typed_over_breaks_no_page(desk):
    visitor = Visitor(Role.COORDINATOR)
    desk.perform(ELSEWHERE, keep_logo, programme(desk.read(ELSEWHERE)), "QUJD")
    for page in ("office/details.py", "office/courses.py", "public/about.py"):
        visitor.open(page)
        assert not visitor.at.exception
        assert visitor.errors == []
