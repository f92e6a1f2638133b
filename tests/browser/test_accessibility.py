import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import open_page, open_row, ready, unfold, visit

pytestmark = pytest.mark.browser

# Streamlit's own, each with its place and its reason. Nothing else may be serious.
KNOWN = {
    "list": "[data-testid=stSidebarNav]",  # the titles of the menu's sections stand as paragraphs in its list
    "listitem": "[data-testid=stSidebarNav]",  # same
}
PAGES = {
    "Öffentlichkeit": {"hilfe": "Hilfe anfragen", "programm": "Integrationslotsen Dorsten"},
    "Lots:in": {"eintrag": "Mein Eintrag", "einsaetze": "Meine Einsätze"},
    "Koordination": {
        "heute": "Heute",
        "interessierte": "Interessierte",
        "infogespraeche": "Infogespräche & Feiern",
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
ON_THE_WAY = {"mitmachen", "einsaetze", "eintrag"}  # used on phones by people who are no office: looked at there too
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


def serious(page):
    """Give what axe finds serious or critical, with the places."""
    found = [one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    places = [(one["id"], node["target"][0]) for one in found for node in one["nodes"]]
    return {f"{rule}: {place}" for rule, place in places if not (rule in KNOWN and within(page, place, KNOWN[rule]))}


def within(page, place, outer):
    return page.locator(place).first.evaluate("(part, outer) => part.closest(outer) !== null", outer)


def sticks_out(page):
    """Give by how many pixels the page is wider than the screen."""
    return page.evaluate(
        "Math.max(0, ...[document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(part => part.scrollWidth - part.clientWidth))"
    )


def trouble(page, path):
    """Give what axe finds at a desk, and by how much the page sticks out there and on a phone."""
    found = serious(page), sticks_out(page)
    page.set_viewport_size(PHONE)
    ready(page)
    page.wait_for_timeout(500)  # tables take the new width a moment later
    narrow = serious(page) if path in ON_THE_WAY else set(), sticks_out(page)
    page.set_viewport_size(DESK)
    ready(page)
    return found, narrow


FINE = ((set(), 0), (set(), 0))


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
