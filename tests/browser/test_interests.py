import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import fill, form, heading, open_page, press, told, unfold, visit

pytestmark = pytest.mark.browser


def test_call_on_a_phone_is_noted_once_and_the_morning_list_leads_to_its_next_step(visitors, sqlite_app):
    office = visit(visitors("phone"), sqlite_app, "Koordination")
    open_page(office, "interessierte", "Interessierte")
    call = unfold(office, "Anruf oder Besuch notieren")
    caller = {"Vorname": "Sabine", "Nachname *": "Öztürk-Łącka", "Telefon": "02362 555666"}
    fill(call, {**caller, "Nächster Schritt am": "1.9.2026"})
    call.get_by_role("button", name="Speichern", exact=True).dblclick()
    told(office, re.compile(r"Sabine Öztürk-Łącka ist notiert \(I-\d{4}\): Kontaktiert\."))
    open_page(office, "heute", "Heute")
    expect(office.get_by_text("Sabine Öztürk-Łącka: nächster Schritt war")).to_have_count(1)
    press(office, "Schritt notieren")
    expect(heading(office, "Sabine Öztürk-Łącka")).to_be_visible()
    step = form(office, "Schritt notieren")
    fill(step, {"Nächster Schritt am": "1.9.2035"})
    press(step, "Schritt notieren")
    told(office, "Der Schritt mit Sabine Öztürk-Łącka ist notiert.")
    open_page(office, "heute", "Heute")
    expect(office.get_by_text("Sabine Öztürk-Łącka")).to_have_count(0)
