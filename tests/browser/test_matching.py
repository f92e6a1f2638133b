import re

import pytest
from playwright.sync_api import expect

from services.links import address
from services.model.course_lists import MessageKind
from services.model.letters import Message
from services.storage.sheets import SheetsStore
from tests.browser.steps import (
    choose,
    fill,
    form,
    heading,
    metric,
    open_page,
    play,
    press,
    ready,
    tick,
    told,
    unfold,
    visit,
)

pytestmark = pytest.mark.browser

OLENA, VIKTOR = "Olena Sorenko", "Viktor Lysenkamp"  # both fit what the example needs first
YES = "Ja, ich übernehme das"


def hours(page):
    """Read the hours of help from the figures."""
    return float(metric(page, "Stunden Hilfe").inner_text().replace(",", "."))


def test_request_is_matched_answered_and_closed_with_its_hours(visitors, sheet_app):
    url = sheet_app
    office = visit(visitors(), url, "Koordination")
    open_page(office, "zahlen", "Zahlen")
    before = hours(office)
    open_page(office, "anfragen", "Anfragen")
    number = take_in(office)
    press(office, "Passende Person finden")
    expect(heading(office, "Vermittlung")).to_be_visible()
    expect(heading(office, "Wer am besten passt")).to_be_visible()
    first = re.compile(r"Olena Sorenko · \d+ von 100 Punkten")
    best = office.get_by_test_id("stVerticalBlock").filter(has_text=first).last
    expect(best).to_contain_text("spricht Ukrainisch (Muttersprache) (30/30)")
    fold = unfold(office, "Nicht vorgeschlagen")
    expect(fold).to_contain_text("Samir Darwanim: spricht nicht Ukrainisch")
    tick(best, "Olena Sorenko")
    press(office, "Ausgewählte fragen")
    told(office, "Gefragt: Olena Sorenko.")
    guide = visit(visitors("phone"), url, "Lots:in", "Olena Sorenko")
    open_page(guide, "einsaetze", "Meine Einsätze")
    expect(guide.get_by_text("Vor dem Rathaus")).to_have_count(0)
    asked = guide.get_by_test_id("stVerticalBlock").filter(has_text="03.09.2035").last
    press(asked, "Ja, ich übernehme das")
    told(guide, f"Vielen Dank! Sie übernehmen {number}.")
    expect(guide.get_by_text("Vor dem Rathaus")).to_be_visible()
    open_page(office, "anfragen", "Anfragen")
    press(office, re.compile("neu laden"))
    expect(office.get_by_role("listitem").filter(has_text="Olena Sorenko: Zugesagt")).to_be_visible()
    filled = form(office, "Anfrage abschließen")
    fill(filled, {"Stunden": "1,5"})
    choose(office, filled.get_by_label("Ergebnis"), "gelöst")
    press(filled, "Anfrage abschließen")
    told(office, f"Die Anfrage {number} ist abgeschlossen: gelöst.")
    play(office, "Leitung (lesend)")
    expect(office.get_by_test_id("stSidebarNavLink")).to_contain_text(["Lots:in werden", "Über das Programm", "Zahlen"])
    expect(heading(office, "Diese Seite ist geschlossen")).to_be_visible()
    open_page(office, "zahlen", "Zahlen")
    assert hours(office) == before + 1.5
    expect(office.get_by_text("Sorenko")).to_have_count(0)


def take_in(office):
    """Take in a request that only Olena Sorenko can serve; give its number."""
    fold = unfold(office, "Neue Anfrage aufnehmen")
    fill(fold, {"Termin am": "03.09.2035", "Uhrzeit": "10:00", "Treffpunkt": "Vor dem Rathaus", "Kürzel": "M. J."})
    choose(office, fold.get_by_label("Themen", exact=True), "Begleitung zu Behörden")
    choose(office, fold.get_by_label("Sprachen", exact=True), "Ukrainisch")
    choose(office, fold.get_by_label("Mindestens", exact=True), "Muttersprache")
    choose(office, fold.get_by_label("Einwilligung", exact=True), "mündlich")
    press(fold, "Aufnehmen")
    text = told(office, re.compile(r"als A-\d{4} aufgenommen \(In Vermittlung\)")).inner_text()
    return re.search(r"A-\d{4}", text)[0]


def test_volunteer_says_no_on_a_phone(visitors, sqlite_app):
    guide = visit(visitors("phone"), sqlite_app, "Lots:in", "Layla Qasembi")
    open_page(guide, "einsaetze", "Meine Einsätze")
    choose(guide, guide.get_by_label("Wenn nein, warum? (freiwillig)").first, "keine Zeit")
    press(guide, "Nein, diesmal nicht")
    told(guide, "Danke für Ihre Antwort. Das Büro fragt jemand anderen.")
    told(guide, "Im Moment liegt keine Anfrage vor.")


def test_first_yes_by_link_counts_and_the_other_is_told(visitors, sheet_app, sheet):
    office = visit(visitors(), sheet_app, "Koordination")
    open_page(office, "vermittlung", "Vermittlung")
    for name in (OLENA, VIKTOR):
        tick(office, name)
        ready(office)
    press(office, "Ausgewählte fragen")
    told(office, re.compile("Gefragt: "))
    letters = SheetsStore("example-dorsten", api=sheet.url).load().all(Message)
    asked = [one for one in letters if one.kind is MessageKind.ASKED_TO_HELP]
    links = {one.to: address(sheet_app, "example", one.id) for one in asked}
    first, second = visitors("phone"), visitors("phone")
    for page, name in ((first, VIKTOR), (second, OLENA)):
        page.goto(links[name])
        expect(page.get_by_role("button", name=YES)).to_be_visible()
        ready(page)
    press(first, YES)
    told(first, "Vielen Dank! Sie übernehmen den Einsatz.")
    press(second, YES)
    told(second, "Dieser Einsatz ist bereits vergeben")
    expect(second.get_by_role("button", name=YES)).to_have_count(0)
