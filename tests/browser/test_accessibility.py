import re

import pytest
from playwright.sync_api import expect

from services.links import address, own_address
from services.model.access import Actor, Role
from services.model.course_records import Registration
from services.model.forms import PersonForm
from services.model.letters import Message
from services.model.lists import Channel
from services.model.records import Person
from services.offers import ask
from services.own_links import make_link
from services.roster import enter
from services.waiting_list import confirm
from tests.browser.barriers import FINE, trouble
from tests.browser.places import place
from tests.browser.steps import heading, open_page, open_row, ready, section, unfold, visit

pytestmark = pytest.mark.browser

PAGES = {
    "Öffentlichkeit": {"hilfe": "Hilfe anfragen", "programm": "Integrationslotsen Dorsten"},
    "Lots:in": {"eintrag": "Mein Eintrag", "einsaetze": "Meine Einsätze"},
    "Koordination": {
        "heute": "Heute",
        "interessierte": "Interessierte",
        "infogespraeche": "Gespräche & Treffen",
        "kurse": "Kurse",
        "post": "Post & Anrufe",
        "lotsen": "Lots:innen",
        "anfragen": "Anfragen",
        "vermittlung": "Vermittlung",
        "plan": "Bester Plan",
        "auftraege": "Einsätze",
        "stellen": "Stellen",
        "fruehere-jahre": "Frühere Jahre",
        "dokumente": "Curriculum & Handbuch",
        "angaben": "Angaben zum Programm",
        "texte": "Texte",
    },
    "Administration": {
        "gewichte": "Was zählt",
        "buero": "Menschen im Büro",
        "tabelle": "Zustand der Tabelle",
        "tabelle-einrichten": "Tabelle einrichten",
        "sicherung": "Sicherung",
    },
    "Leitung (lesend)": {"zahlen": "Zahlen"},
}
OPENED = {
    "interessierte": ("interests", "Miriam Weidenbruch"),
    "kurse": ("courses", "Vorbereitungskurs an vier Samstagen"),
    "lotsen": ("roster", "Layla Qasembi"),
    "anfragen": ("requests", "A-0005"),
}
# What is drawn only once somebody opens it.
UNFOLDED = {
    "kurse": ("Neuen Kurs planen",),
    "lotsen": ("Filter", "Person eintragen"),
    "anfragen": ("Neue Anfrage aufnehmen",),
    "vermittlung": ("Nicht vorgeschlagen",),
}
SECTIONS = ("Eintrag ändern", "Unterlagen", "Stand", "Werdegang", "Persönlicher Link", "Protokoll", "Auskunft")
UTE = Actor(Role.COORDINATOR, "Ute Büro")
LIST = """Name;Sprachen;Bemerkung;Freie Zeiten;Telefon
Milena Sandkamp;Serbisch, Kroatisch;kommt wieder;Mo vormittags;02362 909001
Layla Qasembi;Arabisch;;Di vormittags;
Ohne Sprache;Klingonisch;;irgendwann;12
;Polnisch;;;
"""


def test_page_everybody_comes_to_can_be_used_by_everybody_and_fits_the_screen(visitors, sqlite_app):
    page = visit(visitors(), sqlite_app)
    page.locator('[class*="st-key-open-K-0005-"] label').first.click()
    expect(page.get_by_role("button", name="Jetzt anmelden")).to_be_visible()
    trap = page.locator('[class*="st-key-trap-"] input')
    expect(trap).to_have_count(2)  # in each form of the page one, which nobody sees, hears or reaches by keyboard
    assert [one.is_visible() for one in trap.all()] == [False, False]
    assert trouble(page, "mitmachen") == FINE


@pytest.mark.parametrize("role", PAGES)
def test_pages_of_a_role_can_be_used_by_everybody_and_fit_the_screen(visitors, sqlite_app, role):
    page = visit(visitors(), sqlite_app, "" if role == "Öffentlichkeit" else role)
    found = {}
    for path, title in PAGES[role].items():
        open_page(page, path, title)
        if path in OPENED:
            open_row(page, *OPENED[path])
        for fold in UNFOLDED.get(path, ()):
            unfold(page, fold)
            ready(page)
        found[path] = trouble(page, path)
    assert {path: seen for path, seen in found.items() if seen != FINE} == {}


@pytest.fixture(scope="module")
def own_place(tmp_path_factory):
    """The example of this file alone, where links may be made and people entered: its address, and the office."""
    with place("sqlite", tmp_path_factory.mktemp("barriers")) as (url, office):
        yield url, office


def test_sections_of_a_person_can_be_used_by_everybody_and_fit_the_screen(visitors, own_place):
    page = visit(visitors(), own_place[0], "Koordination")
    open_page(page, "lotsen", "Lots:innen")
    open_row(page, "roster", "Layla Qasembi")
    found = {}
    for name in SECTIONS:
        section(page, name)
        for fold in {"Stand": ("Pause eintragen", "Scheidet aus")}.get(name, ()):
            unfold(page, fold)
        found[name] = trouble(page, "lotsen")
    assert {name: seen for name, seen in found.items() if seen != FINE} == {}


def test_list_taken_over_and_duplicates_can_be_used_by_everybody_and_fit_the_screen(visitors, own_place):
    url, office = own_place
    page = visit(visitors(), url, "Koordination")
    layla = next(one for one in office.read(UTE).all(Person) if one.last_name == "Qasembi")
    office.perform(UTE, enter, PersonForm(first_name="Layla", last_name="Qasembi", phone=layla.phone))
    open_page(page, "lotsen", "Lots:innen")
    section(page, "Liste übernehmen")
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    expect(page.get_by_role("button", name=re.compile("^Übernehmen: "))).to_be_visible()
    ready(page)
    found = {"list": trouble(page, "lotsen")}
    section(page, "Doppelte")
    open_row(page, "pairs", "Layla Qasembi")
    found["duplicates"] = trouble(page, "lotsen")
    assert found == {"list": FINE, "duplicates": FINE}


def test_pages_behind_personal_links_can_be_used_by_everybody_and_fit_the_screen(visitors, own_place):
    url, office = own_place
    page = visit(visitors(), url)
    layla = next(one for one in office.read(UTE).all(Person) if one.last_name == "Qasembi")
    link = office.perform(UTE, make_link, layla.id)
    office.perform(UTE, confirm, office.read(UTE).get(Registration, "T-0029"))
    offer = office.perform(UTE, ask, "A-0005", layla.id, Channel.EMAIL, "kennt die Familie")
    letters = {one.about: one.id for one in office.read(UTE).all(Message)}
    found = {}
    for name, title, at in (
        ("eintrag", "Mein Eintrag", own_address(url, "example", link.id)),
        ("einsaetze", "Meine Einsätze", own_address(url, "example", link.id).replace("eintrag", "einsaetze")),
        ("place", "Ihre Antwort", address(url, "example", letters["T-0029"])),
        ("offer", "Ihre Antwort", address(url, "example", letters[offer.id])),
        ("broken", "Dieser Link gilt nicht", f"{url}/antwort?t=broken"),
    ):
        page.goto(at)
        expect(heading(page, title)).to_be_visible()
        ready(page)
        found[name] = trouble(page, "eintrag")
    assert {name: seen for name, seen in found.items() if seen != FINE} == {}
