import re

import pytest
from playwright.sync_api import expect

from services.courses import plan
from services.model.access import Actor, Role
from services.model.course_forms import CourseForm
from services.model.course_lists import CourseStatus
from services.model.course_records import Interest, Registration
from services.office import Office
from services.storage.sheets import SheetsStore
from tests.browser.conftest import app
from tests.browser.steps import (
    choose,
    fill,
    form,
    heading,
    open_page,
    open_row,
    play,
    press,
    ready,
    row_of,
    tick,
    told,
    unfold,
    visit,
)

pytestmark = pytest.mark.browser

IMAGE = "![x](http://x.example/y.png)"


@pytest.fixture
def kept(sheet):
    """Read what stands in the sheet."""
    return lambda kind: store(sheet).load().all(kind)


def store(sheet):
    return SheetsStore("example-dorsten", api=sheet.url)


def test_three_clicks_during_a_slow_save_make_one_row(visitors, sheet_app, sheet, kept):
    page = visit(visitors(), sheet_app)
    filled = form(page, "Interesse hinterlassen")
    fill(filled, {"Vorname *": "Drei", "Nachname *": "Klicks", "E-Mail": "drei@example.org"})
    tick(filled, "Ich bin einverstanden")
    sheet.fault("slow", kind="write", seconds=2)
    filled.get_by_role("button", name="Interesse hinterlassen").click(click_count=3, delay=50)
    expect(page.get_by_text("Wird gespeichert …").first).to_be_visible()
    press(page, "Interesse hinterlassen")
    told(page, "Wir haben Ihr Interesse unter")
    expect(form(page, "Interesse hinterlassen").get_by_label("Vorname *")).to_have_value("")
    assert [one.last_name for one in kept(Interest)].count("Klicks") == 1


def test_last_place_goes_to_one_of_two(visitors, sheet_app, sheet, kept):
    planned = CourseForm(title="Ein einziger Platz", places=1)
    course = Office(store(sheet)).perform(Actor(Role.COORDINATOR, "Büro"), plan, planned, CourseStatus.OPEN).id
    first = visit(visitors(), sheet_app)
    press(first, re.compile("neu laden"))
    people = [first, visit(visitors(), sheet_app)]
    for number, page in enumerate(people):
        press_toggle(page, course)
        filled = form(page, "Jetzt anmelden")
        fill(filled, {"Vorname *": "Person", "Nachname *": f"Nummer {number}", "E-Mail": f"p{number}@example.org"})
        tick(filled, "Ich bin einverstanden")
    sheet.fault("slow", kind="write", seconds=1)
    for page in people:
        press(form(page, "Jetzt anmelden"), "Jetzt anmelden")
    for page in people:
        told(page, re.compile("Sie haben einen Platz|auf der Warteliste auf Platz 1"))
    assert sorted(one.status.value for one in kept(Registration) if one.course == course) == [
        "Angemeldet",
        "Warteliste",
    ]


def press_toggle(page, course):
    page.locator(f'[class*="st-key-open-{course}-"] label').first.click()
    expect(form(page, "Jetzt anmelden")).to_be_visible()


def test_address_of_an_office_page_shows_a_stranger_nothing_after_a_fresh_start(visitors, tmp_path):
    with app(tmp_path / "fresh") as url:
        frames = []

        def keep(frame):
            frames.append(frame if isinstance(frame, bytes) else frame.encode())

        page = visitors()
        page.on("websocket", lambda socket: socket.on("framereceived", keep))
        page.goto(f"{url}/lotsen")
        expect(heading(page, "Diese Seite ist geschlossen")).to_be_visible(timeout=20_000)
        ready(page)
        expect(page.get_by_text("Qasembi")).to_have_count(0)
    assert frames
    assert not [one for one in frames if b"Qasembi" in one]


def test_image_in_a_name_loads_nothing(visitors, sqlite_app):
    page = visit(visitors(), sqlite_app)
    press_toggle(page, "K-0005")
    filled = form(page, "Jetzt anmelden")
    fill(filled, {"Vorname *": "Bild", "Nachname *": IMAGE, "E-Mail": "bild@example.org"})
    tick(filled, "Ich bin einverstanden")
    press(filled, "Jetzt anmelden")
    told(page, "Vielen Dank!")
    play(page, "Koordination")
    open_page(page, "kurse", "Kurse")
    open_row(page, "courses", "Vorbereitungskurs an vier Samstagen")
    open_row(page, "people", f"Bild {IMAGE}")
    expect(page.locator("strong", has_text=IMAGE)).to_be_visible()
    expect(page.locator('img[src*="x.example"]')).to_have_count(0)


def test_language_is_switched_without_losing_role_page_or_choices(visitors, sqlite_app):
    office = visit(visitors(), sqlite_app, "Koordination")
    open_page(office, "lotsen", "Lots:innen")
    fold = unfold(office, "Filter")
    choose(office, fold.get_by_label("Sprachen", exact=True), "Tigrinya")
    expect(office.get_by_text(re.compile(r"^1 von \d+ Lots:innen"))).to_be_visible()
    office.get_by_text("English", exact=True).click()
    expect(heading(office, "Volunteers")).to_be_visible()
    ready(office)
    expect(office.get_by_label("Role")).to_have_value("Coordinator")
    expect(office.get_by_text(re.compile(r"^1 of \d+ volunteers"))).to_be_visible()
    expect(row_of(office, "roster", "Tesfay Gebrenas").nth(1)).to_have_text("In training")
    expect(office.locator("html")).to_have_attribute("lang", "en")


def test_page_chosen_right_after_the_role_is_opened(visitors, sqlite_app):
    page = visit(visitors(), sqlite_app, "Lots:in")
    page.get_by_label("Als", exact=True).click()
    names = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    for turn, wait in enumerate(range(0, 400, 40)):
        path, title = (("einsaetze", "Meine Einsätze"), ("eintrag", "Mein Eintrag"))[turn % 2]
        name = names[(turn + 1) % 2]
        page.get_by_label("Als", exact=True).fill(name)
        page.get_by_role("option", name=name, exact=True).click()
        page.wait_for_timeout(wait)
        page.locator(f'[data-testid="stSidebarNavLink"][href$="/{path}"]').click()
        expect(heading(page, title)).to_be_visible()
        ready(page)
