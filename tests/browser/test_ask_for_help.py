import re

import pytest
from playwright.sync_api import expect

from services.model.clock import now_in_germany
from tests.browser.steps import card, choose, fill, heading, open_page, press, tick, told, visit

pytestmark = pytest.mark.browser


def test_school_asks_for_help_on_a_phone_and_sends_it_once(visitors, sqlite_app):
    page = visit(visitors("phone"), sqlite_app)
    open_page(page, "hilfe", "Hilfe anfragen")
    card(page, "Mietprobleme")
    card(page, "ja")
    told(page, "Mieterberatung (erfundenes Beispiel)")
    press(page, "Weiter")
    expect(heading(page, "Schritt 2 von 3: Wann und wo?")).to_be_in_viewport()
    fill(page, {"An welchem Tag?": "03.09.2035", "Um wie viel Uhr?": "10:00"})
    choose(page, page.get_by_label("Welche Sprache wird gebraucht?", exact=True), "Ukrainisch")
    press(page, "Weiter")
    expect(heading(page, "Schritt 3 von 3: Wie erreichen wir Sie?")).to_be_in_viewport()
    expect(page.get_by_text("Terminbegleitung · Mietprobleme · 03.09.2035 · 10:00 · Ukrainisch")).to_be_visible()
    choose(page, page.get_by_label("Wer fragt?", exact=True), "Schule/Kita")
    expect(page.get_by_label("Wen sollen wir sprechen?")).to_be_visible()  # a school is asked for more than a person
    fill(page, {"Ihr Name oder Ihre Stelle *": "Grüne Schule", "Ihre Telefonnummer": "0221 4710099"})
    tick(page, "Ich bin einverstanden")
    page.get_by_role("button", name="Anfrage senden", exact=True).dblclick()
    told(page, re.compile(r"Ihre Anfrage hat die Nummer A-\d{4}\."))
    expect(heading(page, "Schritt 1 von 3: Worum geht es?")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_typing_goes_on_while_the_form_asks_for_more(visitors, sqlite_app):
    page = visit(visitors("phone"), sqlite_app)
    open_page(page, "hilfe", "Hilfe anfragen")
    card(page, "Mietprobleme")
    press(page, "Weiter")
    fill(page, {"An welchem Tag?": f"{now_in_germany():%d.%m.%Y}"})
    place = page.get_by_label("Wo treffen Sie sich?", exact=True)
    place.press_sequentially("Rathaus, Haupteingang", delay=100)
    expect(page.get_by_text("Das ist sehr bald.")).to_be_visible()
    expect(place).to_have_value("Rathaus, Haupteingang")
