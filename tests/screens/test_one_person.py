import pytest

from services.interests import take
from services.model.access import Actor, Role
from services.model.conversations import Conversation
from services.model.course_forms import CallForm
from services.model.course_records import Interest
from services.model.lists import Answer, PersonStatus
from services.model.records import Person
from services.office import Office
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor


@pytest.fixture
def anna(filled):
    """Somebody of the office who has opened this volunteer's page."""
    return lambda name: (
        Visitor(secrets=filled, email="anna.nord@example.org").open("office/roster.py").row("roster", name)
    )


@pytest.fixture
def now(filled):
    """Give an entry as it is stored."""

    def find(number, kind=Person):
        store = SqlStore(filled["store"]["url"])
        found = store.load().get(kind, number)
        store._engine.dispose()
        return found

    return find


def test_papers_are_named_with_their_light_and_printed_to_sign(anna):
    page = anna("Olena Sorenko").choose("person.section", "Papers")
    assert "Ehrenamtsvereinbarung: fehlt (bald nötig)" in page.text.replace("*", "")
    assert "Zertifikat: liegt vor seit" in page.text.replace("*", "")
    assert "Blätter zum Unterschreiben (PDF)" in page.text


def test_papers_that_bar_are_told_apart_from_those_that_may_follow(anna):
    page = anna("Olena Sorenko").type("person.P-0001", {"with_minors": True, "police_entry": Answer.YES})
    page.click("Speichern")
    (told,) = page.warnings
    assert told == (
        "Die Unterlagen reichen noch nicht für Einsätze: "
        "erw. Führungszeugnis (eingesehen): nicht für Einsätze mit Minderjährigen. "
        "Außerdem noch offen: Ehrenamtsvereinbarung: fehlt; Lotsenausweis: fehlt"
    )
    page.choose("person.section", "Papers")
    assert "nicht für Einsätze mit Minderjährigen (reicht nicht)" in page.text


def test_break_begins_and_ends_with_a_click(anna, now):
    page = anna("Olena Sorenko").choose("person.section", "Stage")
    page.type("stage.P-0001.pause", {"paused_until": "31.12.2099"}).click("Pause speichern")
    assert page.told[0] == "Olena Sorenko pausiert bis 31.12.2099."
    assert (now("P-0001").status, now("P-0001").paused_until.year) == (PersonStatus.ACTIVE, 2099)
    page.click("Ist wieder da")
    assert now("P-0001").paused_until is None


def test_leaving_names_what_ends_and_then_the_entry_is_anonymised(anna, now):
    page = anna("Layla Qasembi").choose("person.section", "Stage")
    number = "P-0014"
    assert "Ist angefragt für A-0006: " in page.text
    assert "Hilft gerade bei A-0004: " in page.text
    page.click("Ausscheiden speichern")
    assert page.told[0].startswith("Layla Qasembi ist ausgeschieden.")
    assert now(number).status is PersonStatus.LEFT
    page.field(f"stage.{number}.erase.sure").check().run()
    page.click("Endgültig anonymisieren")
    assert page.told[0] == f"Der Eintrag {number} ist anonymisiert."
    assert (now(number).full_name, now(number).email) == ("Anonymisiert", None)


@pytest.fixture
def called(filled):
    """Layla Qasembi, and her sister with the same phone, who have left their interest: nothing ties that to anybody."""
    office = Office(SqlStore(filled["store"]["url"]))
    ute = Actor(Role.COORDINATOR, "Ute Büro")
    phone = office.read(ute).get(Person, "P-0014").phone
    return [
        office.perform(ute, take, CallForm(first_name=first, last_name="Qasembi", phone=phone)).id
        for first in ("Layla", "Nilufar")
    ]


def test_entries_with_the_same_phone_are_anonymised_along_when_they_stay_ticked(called, anna, now):
    page = anna("Layla Qasembi").choose("person.section", "Stage").click("Ausscheiden speichern")
    hers, sisters = (page.field(f"stage.P-0014.erase.{number}") for number in called)
    assert (hers.label, hers.value) == (
        f"Layla Qasembi ({called[0]}), interessiert (Wartet auf Kurs): gleicher Name und gleiche Telefonnummer",
        True,
    )
    assert (sisters.label.partition(":")[2], sisters.value) == (" gleiche Telefonnummer", False)
    page.field("stage.P-0014.erase.sure").check().run()
    page.click("Endgültig anonymisieren")
    assert page.told[0] == f"Anonymisiert: P-0014, {called[0]}."
    assert [now(number, Interest).full_name for number in called] == ["Anonymisiert", "Nilufar Qasembi"]


def test_story_and_journal_are_on_the_same_page(anna):
    page = anna("Olena Sorenko").choose("person.section", "Story")
    assert "Einsatz für A-0001 begonnen" in page.text
    assert page.choose("person.section", "Journal").title == "Lots:innen"


def test_office_takes_out_what_is_stored_about_somebody(anna):
    page = anna("Olena Sorenko").choose("person.section", "Stored data")
    assert "Alles, was über diese Person gespeichert ist" in page.text
    offered = [one.label for one in page.at.download_button if "herunterladen (" in one.label]
    assert offered == ["Zum Lesen herunterladen (PDF)", "Als Daten herunterladen (JSON)"]


def test_conversation_is_noted_warns_of_what_does_not_belong_there_and_its_step_is_settled(anna, now):
    page = anna("Olena Sorenko").choose("person.section", "Conversations")
    typed = {"note": "Frau Sommer ist erkrankt", "next_step": "Nachfragen", "next_step_on": "1.9.2026"}
    page.type("conversation.P-0001", typed).click("Gespräch speichern")
    assert any("könnte ein Name sein" in one for one in page.warnings)
    page.type("conversation.P-0001", {"note": "Olena möchte pausieren"}).reload().click("Gespräch speichern")
    assert page.told == ["Das Gespräch mit Olena Sorenko ist gespeichert."]
    assert (now("H-0001", Conversation).note, now("H-0001", Conversation).who) == (
        "Olena möchte pausieren",
        "Anna Nord",
    )
    page.click("Erledigt: Nachfragen")
    assert now("H-0001", Conversation).settled_on
