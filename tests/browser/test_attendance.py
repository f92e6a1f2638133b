import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.steps import fill, open_page, open_row, press, section, told, unfold, visit

pytestmark = pytest.mark.browser

COURSE = "Vorbereitungskurs an vier Samstagen 2024"


def test_evening_is_planned_and_noted_by_thumb_and_the_paper_comes(visitors, sqlite_app):
    phone = visit(visitors("phone"), sqlite_app, "Koordination")
    open_page(phone, "kurse", "Kurse")
    open_row(phone, "courses", COURSE)
    section(phone, "Termine")
    fold = unfold(phone, "Einen Termin planen")
    fill(fold, {"Tag *": "13.4.2024", "Von": "9", "Bis": "13:00"})
    press(fold, "Termin planen")
    told(phone, "Der Termin am 13.04.2024 ist geplant.")
    section(phone, "Anwesenheit")
    phone.get_by_test_id("stButtonGroup").filter(has_text="Heike Brookkamp").get_by_text("entschuldigt").click()
    press(phone, re.compile("Alle übrigen sind anwesend"))
    expect(phone.locator('[aria-checked="true"]', has_text="anwesend")).to_have_count(5)
    press(phone, "Anwesenheit speichern")
    told(phone, "Die Anwesenheit ist gespeichert. Neue Einträge: 6.")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    section(phone, "Zertifikate")
    with phone.expect_download() as download:
        press(phone, re.compile("Alle Zertifikate"))
    pages = [page.extract_text() for page in PdfReader(download.value.path()).pages]
    assert len(pages) == 6
    assert "Heike Brookkamp" in pages[3]
    assert ["mit 5,33 von 5,33 Unterrichtseinheiten" in page for page in pages] == [True] * 3 + [False] + [True] * 2
