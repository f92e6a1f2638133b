"""A volunteer on the phone keeps their entry by link; the office sees old and new, and takes it back."""

import re

import pytest
from playwright.sync_api import expect

from services.links import own_address
from tests.browser.steps import heading, open_page, open_row, play, press, ready, section, told, visit

pytestmark = pytest.mark.browser


def too_small(page):
    """What people tap that is lower than a thumb needs; little crosses in a field of choices are Streamlit's own."""
    buttons = ":is(.stButton, .stDownloadButton, .stFormSubmitButton, .stLinkButton, .stButtonGroup) :is(button, a)"
    tapped = f'[data-testid="stMain"] :is({buttons}, summary, input:not([type="checkbox"]))'
    return page.locator(tapped).evaluate_all(
        "parts => parts.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)"
        ".map(one => one.innerText || one.outerHTML)"
    )


def with_link(visitors, url):
    """The desk where Viktor Lysenkamp's link was made, and his phone on which it was opened."""
    desk = visit(visitors(), url, "Koordination")
    open_page(desk, "lotsen", "Lots:innen")
    open_row(desk, "roster", "Viktor Lysenkamp")
    section(desk, "Persönlicher Link")
    expect(desk.get_by_role("button", name=re.compile("Link erstellen"))).to_be_visible()
    if desk.get_by_role("button", name="Link erstellen", exact=True).count():  # else another test has made it
        press(desk, "Link erstellen")
        told(desk, re.compile("Der Link von Viktor Lysenkamp gilt bis"))

    phone = visitors("phone")
    phone.goto(own_address(url, "example", "Z-0001"))
    expect(heading(phone, "Mein Eintrag")).to_be_visible()
    ready(phone)
    return desk, phone


def test_volunteer_taps_a_free_time_by_link_and_the_office_undoes_it(visitors, sqlite_app):
    desk, phone = with_link(visitors, sqlite_app)
    sunday = phone.locator('[class*="free_times-6"]').get_by_role("button", name="abends")
    assert (sunday.bounding_box() or {"height": 0})["height"] >= 44
    sunday.click()
    told(phone, "Noch nicht gespeichert")
    phone.reload()
    told(phone, "Noch nicht gespeichert")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert too_small(phone) == []
    press(phone, "Speichern")
    told(phone, "Ihr Eintrag ist gespeichert")

    press(desk, re.compile("neu laden"))
    expect(desk.get_by_text(re.compile("Nachher: .*So abends"))).to_be_visible()
    press(desk, "Rückgängig")
    told(desk, "„Freie Zeiten“ von Viktor Lysenkamp ist wieder wie vorher.")


def test_volunteer_finds_every_answer_and_file_large_enough_for_a_thumb(visitors, sqlite_app):
    phone = visit(visitors("phone"), sqlite_app, "Lots:in", "Layla Qasembi")
    open_page(phone, "einsaetze", "Meine Einsätze")
    ready(phone)
    assert too_small(phone) == []


def test_entry_typed_without_a_connection_is_there_after_it_is_back_and_after_a_reload(visitors, sqlite_app):
    _desk, phone = with_link(visitors, sqlite_app)
    number = phone.get_by_label("Telefon")
    phone.context.set_offline(True)
    number.fill("02362 999111")
    phone.keyboard.press("Tab")
    phone.context.set_offline(False)
    told(phone, "Noch nicht gespeichert")
    number.fill("02362 999222")  # and the phone goes dark before the field is left
    phone.reload()
    expect(number).to_have_value("02362 999222")
    told(phone, "Noch nicht gespeichert")
    press(phone, "Speichern")
    told(phone, "Ihr Eintrag ist gespeichert")
    expect(number).to_have_value("+49 2362 999222")


def test_entry_half_typed_when_the_line_breaks_is_there_when_it_is_back(visitors, way):
    _desk, phone = with_link(visitors, way.url)
    number = phone.get_by_label("Telefon")
    number.fill("02362 999333")
    way.cut(phone)  # Streamlit lets nobody type until the line is back
    way.mend()
    ready(phone)
    expect(number).to_have_value("02362 999333")
    press(phone, "Speichern")
    told(phone, "Ihr Eintrag ist gespeichert")
    expect(number).to_have_value("+49 2362 999333")


def test_text_of_a_field_nobody_left_comes_back_when_the_fields_are_drawn_once_more_after_a_reload(
    visitors, sqlite_app
):
    phone = visit(visitors("phone"), sqlite_app, "Lots:in", "Layla Qasembi")
    open_page(phone, "eintrag", "Mein Eintrag")
    number = phone.get_by_label("Telefon")
    number.fill("02362 999444")
    phone.reload()
    ready(phone)
    play(phone, "Lots:in", "Layla Qasembi")  # the first of the list is drawn before
    expect(number).to_have_value("02362 999444")
    told(phone, "Noch nicht gespeichert")
    press(phone, "Meine Änderungen verwerfen")
    expect(phone.get_by_text("Noch nicht gespeichert")).to_have_count(0)
