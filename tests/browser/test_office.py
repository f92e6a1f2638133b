import re

import pytest
from playwright.sync_api import expect

from tests.browser.line import Talk
from tests.browser.steps import (
    choose,
    fill,
    form,
    heading,
    open_page,
    open_row,
    press,
    ready,
    row_of,
    settled,
    told,
    unfold,
    visit,
)

pytestmark = pytest.mark.browser

ON_PHONE = pytest.mark.parametrize("office", ["sheet-phone"], indirect=True)
EVENINGS = "Vorbereitungskurs an vier Donnerstagabenden"


@pytest.fixture(params=["sqlite-desk"])
def office(visitors, request):
    """Give somebody of the office, at a desk on the file or (`ON_PHONE`) on a phone on the sheet."""
    place, machine = request.param.split("-")
    return visit(visitors(machine), request.getfixturevalue(f"{place}_app"), "Koordination")


def test_place_given_up_goes_to_somebody_waiting(office):
    open_page(office, "kurse", "Kurse")
    open_row(office, "courses", EVENINGS)
    expect(heading(office, "0 von 10 Plätzen frei")).to_be_visible()
    open_row(office, "people", "Thomas Overkampen")
    expect(office.get_by_role("button", name="Platz bestätigen")).to_be_disabled()
    open_row(office, "people", "Lukas Brinkhoven")
    press(office, "Abgemeldet")
    told(office, "Lukas Brinkhoven steht nicht mehr auf der Liste (Abgemeldet).")
    expect(heading(office, "1 von 10 Plätzen frei")).to_be_visible()
    open_row(office, "people", "Thomas Overkampen")
    press(office, "Platz bestätigen")
    told(office, "Thomas Overkampen hat jetzt einen bestätigten Platz.")
    expect(heading(office, "0 von 10 Plätzen frei")).to_be_visible()
    expect(row_of(office, "people", "Thomas Overkampen").nth(2)).to_have_text("Bestätigt")


def find(page, words):
    search = page.get_by_label("Suche", exact=True)
    search.fill(words)
    search.press("Enter")
    ready(page)


@ON_PHONE
def test_person_is_found_changed_and_saved(office):
    open_page(office, "lotsen", "Lots:innen")
    find(office, "arabisch wulfen")
    open_row(office, "roster", "Layla Qasembi")
    entry = form(office, "Speichern")
    fill(entry, {"Telefon": "02362 9876543", "Pausiert bis": "1.2.2030"})
    press(entry, "Speichern")
    told(office, "Der Eintrag von Layla Qasembi ist gespeichert.")
    expect(office.get_by_text("+49 2362 9876543").first).to_be_visible()
    expect(form(office, "Speichern").get_by_label("Pausiert bis")).to_have_value("01.02.2030")
    fill(form(office, "Speichern"), {"Telefon": "02362 9876540", "Pausiert bis": ""})
    press(form(office, "Speichern"), "Speichern")
    expect(office.get_by_text("+49 2362 9876540").first).to_be_visible()
    ready(office)
    expect(form(office, "Speichern").get_by_label("Pausiert bis")).to_have_value("")


def test_new_person_is_entered(office):
    open_page(office, "lotsen", "Lots:innen")
    entry = unfold(office, "Person eintragen")
    fill(entry, {"Vorname *": "Grażyna", "Nachname *": "Öztürk", "Telefon": "02362 111222"})
    choose(office, entry.get_by_label("Sprachen", exact=True), "Polnisch (Muttersprache)")
    press(entry, "Eintragen")
    told(office, re.compile(r"Grażyna Öztürk steht jetzt auf der Lotsenliste \(P-\d{4}\)\."))
    find(office, "Öztürk")
    expect(row_of(office, "roster", "Grażyna Öztürk").first).to_be_attached()


@ON_PHONE
def test_incomplete_request_is_completed(office):
    open_page(office, "anfragen", "Anfragen")
    fold = unfold(office, "Neue Anfrage aufnehmen")
    fill(fold, {"Kürzel": "Q. X.", "Termin am": "morgen"})
    choose(office, fold.get_by_label("Themen", exact=True), "Wohnungssuche")
    press(fold, "Aufnehmen")
    told(office, "Das ist kein Datum. Schreiben Sie es so: 03.09.2026.")
    fill(fold, {"Termin am": "3.9.2035", "Uhrzeit": "14.30 Uhr"})
    press(fold, "Aufnehmen")
    message = told(office, re.compile(r"Die Anfrage ist als A-\d{4} aufgenommen \(Angaben fehlen\)")).inner_text()
    number = re.search(r"A-\d{4}", message)[0]
    assert "eine Sprache" in message
    expect(office.get_by_text("03.09.2035, 14:30")).to_be_visible()
    expect(row_of(office, "requests", number).nth(1)).to_have_text("Angaben fehlen")
    fold = unfold(office, "Ergänzen oder berichtigen")
    choose(office, fold.get_by_label("Sprachen", exact=True), "Arabisch")
    choose(office, fold.get_by_label("Einwilligung", exact=True), "mündlich")
    press(fold, "Speichern")
    told(office, f"Die Anfrage {number} ist gespeichert")
    expect(row_of(office, "requests", number).nth(1)).to_have_text("In Vermittlung")


def test_typing_goes_on_while_a_hint_comes_up_above(office):
    open_page(office, "anfragen", "Anfragen")
    fold = unfold(office, "Neue Anfrage aufnehmen")
    fill(fold, {"Davon Kinder": "2"})
    asking = fold.get_by_label("Ansprechperson", exact=True)
    asking.press_sequentially("Frau Beispielhaft", delay=100)
    expect(fold.get_by_text("Minderjährige sind dabei")).to_be_visible()
    expect(asking).to_have_value("Frau Beispielhaft")


def test_page_being_drawn_when_the_line_breaks_is_drawn_whole_when_it_is_back(visitors, sqlite_app):
    page = visitors()
    talk = Talk(page)
    visit(page, sqlite_app)
    settled(page)
    talk.breaks_behind = "new_session"
    page.locator('[data-testid="stSidebarNavLink"][href$="/programm"]').click()
    expect(heading(page, "Lots:in werden")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("neu laden"))).to_be_visible()
    assert not talk.breaks_behind


def test_page_that_streamlit_has_given_up_is_loaded_anew(office):
    office.evaluate("document.querySelector('#root').replaceChildren()")
    expect(heading(office, "Lots:in werden")).to_be_visible()
