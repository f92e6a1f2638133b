import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import fill, form, press, tick, told, visit

pytestmark = pytest.mark.browser

ADA = {"Vorname *": "Ada", "E-Mail": "ada@example.org"}


def register(page, course, name):
    """Fill in the form of a course."""
    page.locator(f'[class*="st-key-open-{course}-"] label').first.click()
    filled = form(page, "Jetzt anmelden")
    fill(filled, {**ADA, "Nachname *": name})
    tick(filled, "Ich bin einverstanden")
    press(filled, "Jetzt anmelden")


def test_register_gives_a_place_and_a_number(visitors, url, size):
    page = visit(visitors(size), url)
    register(page, "K-0005", f"Lohe {size['width']}")
    told(page, re.compile(r"Sie haben einen Platz\. Ihre Nummer: T-\d{4}\."))
    expect(form(page, "Jetzt anmelden")).to_have_count(0)


def test_register_for_a_full_course_gives_a_position_on_the_waiting_list(visitors, url, size):
    page = visit(visitors(size), url)
    register(page, "K-0006", f"Warten {size['width']}")
    told(page, re.compile(r"auf der Warteliste auf Platz \d+\. Ihre Nummer: T-\d{4}\."))


def test_interest_is_left_with_a_number(visitors, sqlite_app, size):
    page = visit(visitors(size), sqlite_app)
    filled = form(page, "Interesse hinterlassen")
    fill(filled, {**ADA, "Nachname *": f"Interesse {size['width']}"})
    tick(filled, "Ich bin einverstanden")
    press(filled, "Interesse hinterlassen")
    told(page, re.compile(r"Wir haben Ihr Interesse unter I-\d{4} notiert"))


def test_registration_with_a_wrong_field_keeps_what_was_typed(visitors, sqlite_app, size):
    page = visit(visitors(size), sqlite_app)
    filled = form(page, "Interesse hinterlassen")
    fill(filled, {**ADA, "Nachname *": "Lohe", "E-Mail": "ada at example"})
    tick(filled, "Ich bin einverstanden")
    press(filled, "Interesse hinterlassen")
    told(page, "Das ist keine E-Mail-Adresse. Schreiben Sie sie so: name@example.org.")
    expect(filled.get_by_label("E-Mail", exact=True)).to_have_value("ada at example")
    expect(filled.get_by_label("Nachname *", exact=True)).to_have_value("Lohe")
    expect(filled.get_by_role("checkbox")).to_be_checked()
