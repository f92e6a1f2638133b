"""A visit entered on the phone, typed on after a reload, and approved by the office."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import open_page, play, ready, section, settled, unfold, visit

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


def test_visit_typed_without_a_connection_is_saved_once_when_it_is_back(sqlite_app, visitors):
    page = visit(visitors("phone"), sqlite_app, "Lots:in", GUIDE)
    open_page(page, "einsaetze", "Meine Einsätze")
    fold = unfold(page, "Besuch eintragen")
    ready(page)
    page.context.set_offline(True)
    fold.get_by_label("Dauer *").fill("2:15")
    fold.get_by_label("Notiz").fill("Formular abgegeben")
    page.keyboard.press("Tab")
    page.context.set_offline(False)
    ready(page)
    expect(fold.get_by_label("Notiz")).to_have_value("Formular abgegeben")
    fold.get_by_role("button", name="Besuch speichern").dblclick()
    expect(page.get_by_text("ist gespeichert (2,25 h)")).to_be_visible()
    ready(page)
    expect(fold.get_by_label("Dauer *")).to_have_value("")
    expect(page.locator("li", has_text=": 2,25 h")).to_have_count(1)


def test_visit_half_typed_when_the_line_breaks_is_saved_once_when_it_is_back(way, visitors):
    page = visit(visitors("phone"), way.url, "Lots:in", GUIDE)
    open_page(page, "einsaetze", "Meine Einsätze")
    fold = unfold(page, "Besuch eintragen")
    fold.get_by_label("Dauer *").fill("3:45")
    page.keyboard.press("Tab")
    settled(page)  # or the answer breaks off with the line
    fold.get_by_label("Notiz").fill("Formular geholt")
    way.cut(page)  # Streamlit lets nobody type until the line is back
    way.mend()
    ready(page)
    expect(fold.get_by_label("Dauer *")).to_have_value("3:45")
    expect(fold.get_by_label("Notiz")).to_have_value("Formular geholt")
    fold.get_by_role("button", name="Besuch speichern").dblclick()
    expect(page.get_by_text("ist gespeichert (3,75 h)")).to_be_visible()
    ready(page)
    expect(page.locator("li", has_text=": 3,75 h")).to_have_count(1)
