"""A visit entered on the phone, typed on after a reload, and approved by the office."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import open_page, play, ready, section, unfold, visit

pytestmark = pytest.mark.browser

GUIDE = "Mariam Nurzaden"


def test_visit_survives_a_reload_on_the_phone_and_the_office_approves_it(sqlite_app, visitors):
    page = visitors("phone")
    visit(page, sqlite_app, "Lots:in", GUIDE)
    open_page(page, "einsaetze", "Meine Einsätze")
    fold = unfold(page, "Besuch eintragen")
    ready(page)
    fold.get_by_label("Dauer *").fill("1:20")
    fold.get_by_label("Notiz").fill("Formular ausgefüllt")
    page.keyboard.press("Tab")
    ready(page)
    page.reload()
    play(page, "Lots:in", GUIDE)
    fold = unfold(page, "Besuch eintragen")
    expect(fold.get_by_label("Notiz")).to_have_value("Formular ausgefüllt")
    ready(page)
    fold.get_by_role("button", name="Besuch speichern").dblclick()
    expect(page.get_by_text("ist gespeichert (1,33 h)")).to_be_visible()
    ready(page)
    expect(fold.get_by_label("Dauer *")).to_have_value("")
    play(page, "Koordination")
    open_page(page, "auftraege", "Einsätze")
    section(page, "Stunden freigeben")
    page.get_by_role("button", name=f"Alle von {GUIDE} freigeben: 1").click()
    expect(page.get_by_text(f"Freigegebene Besuche von {GUIDE}: 1.")).to_be_visible()
