"""The numbers of a course and of all cohorts, the list for the provider, documents."""

import sqlite3

import pytest

from services.model.access import Role
from services.model.course_records import Course, Document
from services.participants import for_provider
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor

ANNA = "anna.nord@example.org"


def kept(secrets):
    store = SqlStore(secrets["store"]["url"])
    workbook = store.load()
    store.close()
    return workbook


def counts(visitor, title):
    """The table whose first column has this title, as a mapping."""
    drawn = next(one.value for one in visitor.at.dataframe if one.value.columns[0] == title)
    return {row[0]: row[1] for row in drawn.itertuples(index=False)}


def test_figures_show_cohorts_and_the_funnel_and_open_their_people():
    visitor = Visitor(Role.COORDINATOR).open("office/figures.py")
    steps = counts(visitor, "Schritt")
    assert next(iter(steps)) == "Interessiert"
    assert steps["Zertifiziert"] > 0
    assert len(visitor.at.get("vega_lite_chart")) == 2  # the second sets demand against supply
    visitor.row("funnel.stages", "Zertifiziert")
    assert not visitor.at.exception
    assert any("Olena Sorenko" in one.value.to_csv() for one in visitor.at.dataframe)
    visitor.row("cohorts", "Frühjahr 2024")
    assert not visitor.at.exception
    assert "Vom Interesse zum ersten Einsatz: Frühjahr 2024" in visitor.text
    assert counts(visitor, "Schritt")["Interessiert"] == 0


def test_lead_sees_the_same_numbers_and_opens_nobody():
    office, lead = Visitor(Role.COORDINATOR), Visitor(Role.LEAD)
    both = [counts(one.open("office/figures.py"), "Schritt") for one in (office, lead)]
    assert both[0] == both[1]
    assert "Öffnen Sie eine Zeile, um zu sehen, wer es ist." not in lead.text


def test_course_shows_its_own_numbers():
    visitor = Visitor(Role.COORDINATOR).open("office/courses.py")
    visitor.row("courses", "Vorbereitungskurs an vier Samstagen 2024")
    visitor.field("course.section").set_value("Numbers").run()
    assert not visitor.at.exception
    steps = counts(visitor, "Schritt")
    assert (steps["Zum Kurs angemeldet"], steps["Zertifiziert"], steps["Interessiert"]) == (7, 6, 0)


def test_numbers_of_a_course_without_people_say_why_there_are_none(empty):
    visitor = Visitor(secrets=empty, email=ANNA).open("office/figures.py")
    assert "Noch niemand hat Interesse gezeigt oder sich angemeldet, deshalb gibt es nichts zu zählen." in visitor.text


@pytest.fixture
def agreed(filled):
    """Everybody of a course but one agrees that the provider gets their details."""
    with sqlite3.connect(filled["store"]["url"].removeprefix("sqlite:///")) as file:
        file.execute("UPDATE registration SET share = 'ja' WHERE course = 'K-0004'")
        file.execute(
            "UPDATE registration SET share = 'nein' "
            "WHERE id = (SELECT MIN(id) FROM registration WHERE course = 'K-0004')"
        )
    file.close()
    return filled


def lists_of(secrets, course):
    visitor = Visitor(secrets=secrets, email=ANNA).open("office/courses.py")
    visitor.row("courses", kept(secrets).get(Course, course).title)
    visitor.field("course.section").set_value("Lists").run()
    assert not visitor.at.exception
    return visitor


def test_list_for_the_provider_holds_only_those_who_agreed(agreed):
    found = for_provider(kept(agreed), "K-0004")
    visitor = lists_of(agreed, "K-0004")
    drawn = next(one.value for one in visitor.at.dataframe if one.value.columns[0] == "Nachname")
    assert list(drawn["Nachname"]) == [one.last_name for one in found.agreed]
    assert "Mit einem Platz, aber ohne Zustimmung und deshalb nicht auf der Liste: 1." in visitor.text
    assert [one.label for one in visitor.at.download_button] == ["Als Excel herunterladen", "Als CSV herunterladen"]


def test_list_nobody_agreed_to_says_why_it_is_empty(filled):
    visitor = lists_of(filled, "K-0004")
    assert "Noch niemand steht auf der Liste: Nach der Zustimmung wird bei der Anmeldung gefragt." in visitor.text
    assert list(visitor.at.download_button) == []


def test_document_is_entered_and_becomes_the_curriculum_of_a_course(filled):
    visitor = Visitor(secrets=filled, email=ANNA).open("office/documents.py")
    assert "Noch kein Dokument." in visitor.text
    typed = {"title": "Curriculum", "version": "2. Auflage", "found_at": "https://example.org/curriculum.pdf"}
    visitor.type("document", typed).click("Eintragen")
    assert visitor.told == ["„Curriculum“ ist eingetragen (D-0001)."]
    assert [one.proto.url for one in visitor.at.get("link_button")] == ["https://example.org/curriculum.pdf"]
    visitor.field("teach.D-0001.0.courses").set_value(["K-0004"])
    visitor.click("Diese Kurse speichern")
    assert visitor.told == ["„Curriculum“ ist jetzt das Curriculum von 1 Kursen."]
    assert kept(filled).get(Course, "K-0004").curriculum == "D-0001"
    visitor.type("document.D-0001", {"found_at": "Regal 2"}).click("Speichern")
    assert (kept(filled).get(Document, "D-0001").found_at, list(visitor.at.get("link_button"))) == ("Regal 2", [])
    assert "Fundort: Regal 2" in visitor.text
