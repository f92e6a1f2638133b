import pytest
from playwright.sync_api import expect

from services.links import address
from tests.browser.conftest import app
from tests.browser.steps import heading, open_page, open_row, press, ready, told, visit

pytestmark = pytest.mark.browser

SATURDAYS = "Vorbereitungskurs an vier Samstagen"


def test_everybody_is_invited_and_one_answers_on_the_phone_without_a_password(visitors, tmp_path):
    with app(tmp_path / "data") as url:
        office = visit(visitors(), url, "Koordination")
        open_page(office, "kurse", "Kurse")
        open_row(office, "courses", SATURDAYS)
        office.get_by_text("Einladen", exact=True).first.click()
        press(office, "Angekreuzte einladen")
        told(office, "Eingeladen: 4. E-Mails zum Versand: 3, Anrufe: 1.")

        guest = visitors("phone")
        guest.goto(address(url, "example", "N-0001"))
        expect(heading(guest, "Ihre Antwort")).to_be_visible()
        ready(guest)
        guest.get_by_text("English", exact=True).first.click()
        press(guest, "Yes, I am taking part")
        told(guest, "Thank you! You have a place.")
        guest.reload()
        told(guest, "Dieser Link wurde schon benutzt")
        assert guest.evaluate("document.documentElement.scrollWidth") <= 390

        guest.goto(address(url, "another key", "N-0001"))
        expect(heading(guest, "Dieser Link gilt nicht")).to_be_visible()
