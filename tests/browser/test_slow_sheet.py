"""What people see while Google asks to wait, and when nobody knows whether something was saved."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import fill, form, press, tick, told, visit
from tests.sheets_server.faults import Fault

pytestmark = pytest.mark.browser

ADA = {"Vorname *": "Ada", "Nachname *": "Lohe", "E-Mail": "ada.lohe@example.org"}
ASKED_TO_WAIT = 3.0  # seconds


@pytest.fixture
def slow(sheet, sheet_app):
    """The Sheets server of the app, in order again afterwards."""
    sheet.switches.set({"retry_after": True})
    yield sheet
    sheet.switches.set({"retry_after": False})
    sheet.reset()


def test_who_reads_is_told_that_google_asks_to_wait_and_for_how_long_at_most(visitors, slow, sheet_app):
    page = visit(visitors("phone"), sheet_app, "Koordination")
    slow.fault("429", kind="read", seconds=ASKED_TO_WAIT)
    page.get_by_role("button", name=re.compile("neu laden")).click()
    spinner = page.get_by_test_id("stSpinner")
    expect(spinner).to_contain_text(
        "Die Tabelle wird gelesen … Lässt Google uns warten, dauert es bis zu einer Minute."
    )
    expect(spinner).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_who_saves_is_told_to_wait_and_then_that_it_is_saved(visitors, slow, sheet_app):
    page = visit(visitors("desk"), sheet_app)
    filled = form(page, "Interesse hinterlassen")
    fill(filled, ADA)
    tick(filled, "Ich bin einverstanden")
    slow.fault("429", kind="write", seconds=ASKED_TO_WAIT)
    press(filled, "Interesse hinterlassen")
    expect(page.get_by_test_id("stSpinner")).to_contain_text(
        "Wird gespeichert … Lässt Google uns warten, dauert es bis zu einer Minute."
    )
    told(page, re.compile(r"Wir haben Ihr Interesse unter I-\d{4} notiert"))


def test_who_cannot_know_whether_it_is_saved_is_told_so_and_pressing_again_saves_once(visitors, slow, sheet_app):
    page = visit(visitors("desk"), sheet_app)
    filled = form(page, "Interesse hinterlassen")
    fill(filled, {**ADA, "Nachname *": "Ungewiss"})
    tick(filled, "Ich bin einverstanden")
    slow.fault("reset", kind="write", when="after")
    slow.traffic.deal = lambda kind: Fault() if kind == "read" and lost(slow) else None
    press(filled, "Interesse hinterlassen")
    told(page, re.compile("Vielleicht ist es gespeichert, vielleicht nicht. Bitte klicken Sie in einer Minute noch"))
    expect(filled.get_by_label("Nachname *", exact=True)).to_have_value("Ungewiss")
    expect(filled.get_by_role("checkbox")).to_be_checked()
    slow.calm()
    press(filled, "Interesse hinterlassen")
    told(page, re.compile(r"Wir haben Ihr Interesse unter I-\d{4} notiert"))
    rows = slow.book.sheet("Interessierte").values()
    assert len([row for row in rows if "Ungewiss" in row]) == 1


def lost(server):
    """Say whether the answer to a save has been lost already."""
    return any(method == "POST" and not status for method, _, status in server.journal)
