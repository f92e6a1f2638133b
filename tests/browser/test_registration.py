import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import fill, form, press, tick, told, visit

pytestmark = pytest.mark.browser

ADA = {"Vorname *": "Ada", "E-Mail": "ada@example.org"}


def register(page, course, name):
    """Fill in the form of a course and send it."""
    page.locator(f'[class*="st-key-open-{course}-"] label').first.click()
    filled = form(page, "Jetzt anmelden")
    fill(filled, {**ADA, "Nachname *": name})
    tick(filled, "Ich bin einverstanden")
    press(filled, "Jetzt anmelden")


def test_registration_gives_a_place_or_a_position_on_the_waiting_list(visitors, journey):
    url, machine = journey
    page = visit(visitors(machine), url)
    register(page, "K-0005", f"Platz {machine}")
    told(page, re.compile(r"Sie haben einen Platz\. Ihre Nummer: T-\d{4}\."))
    expect(form(page, "Jetzt anmelden")).to_have_count(0)
    register(page, "K-0006", f"Warten {machine}")
    told(page, re.compile(r"auf der Warteliste auf Platz \d+\. Ihre Nummer: T-\d{4}\."))


def test_interest_keeps_what_was_typed_until_it_is_right(visitors, sqlite_app, machine):
    page = visit(visitors(machine), sqlite_app)
    filled = form(page, "Interesse hinterlassen")
    fill(filled, {**ADA, "Nachname *": "Lohe", "E-Mail": "ada at example"})
    tick(filled, "Ich bin einverstanden")
    press(filled, "Interesse hinterlassen")
    told(page, "Das ist keine E-Mail-Adresse. Schreiben Sie sie so: name@example.org.")
    expect(filled.get_by_label("E-Mail", exact=True)).to_have_value("ada at example")
    expect(filled.get_by_label("Nachname *", exact=True)).to_have_value("Lohe")
    expect(filled.get_by_role("checkbox")).to_be_checked()
    fill(filled, {"E-Mail": "ada@example.org"})
    press(filled, "Interesse hinterlassen")
    told(page, re.compile(r"Wir haben Ihr Interesse unter I-\d{4} notiert"))
    expect(filled.get_by_label("Nachname *", exact=True)).to_have_value("")


def test_public_form_is_filled_in_by_keyboard(visitors, sqlite_app):
    page = visit(visitors("phone"), sqlite_app)
    page.get_by_label("Vorname *").focus()
    for word in ("Ada", "Lohe", "ada@example.org", "02362 123456"):
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    expect(page.get_by_label("Telefon", exact=True)).to_have_value("02362 123456")
