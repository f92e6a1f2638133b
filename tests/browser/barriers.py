"""What keeps people from using a page: what axe finds, and what sticks out of the screen."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import ready

# Streamlit's own, each with its place and its reason. Nothing else may be serious.
KNOWN = {
    "list": "[data-testid=stSidebarNav]",  # the titles of the menu's sections stand as paragraphs in its list
    "listitem": "[data-testid=stSidebarNav]",  # same
}
ON_THE_WAY = {"mitmachen", "einsaetze", "eintrag"}  # used on phones by people who are no office: looked at there too
FINE = ((set(), 0), (set(), 0))
LOOKS, MOMENT = 5, 400  # thousandths of a second between them


def serious(page, within=None):
    """Give what axe finds serious or critical, with the places: on the whole page, or `within` a part of it."""
    told = Axe().run(page, context=within, options={"resultTypes": ["violations"]}).response["violations"]
    found = [one for one in told if one["impact"] in ("serious", "critical")]
    places = [(one["id"], node["target"][0]) for one in found for node in one["nodes"]]
    return {f"{rule}: {place}" for rule, place in places if not (rule in KNOWN and stands_in(page, place, KNOWN[rule]))}


def stands_in(page, place, outer):
    return page.locator(place).first.evaluate("(part, outer) => part.closest(outer) !== null", outer)


def sticks_out(page):
    """Give by how many pixels the page is wider than the screen."""
    return page.evaluate(
        "Math.max(0, ...[document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(part => part.scrollWidth - part.clientWidth))"
    )


def trouble(page, path):
    """Give what axe finds at a desk, and by how much the page sticks out there and on a phone."""
    found = lasting(page, serious), lasting(page, sticks_out)
    page.set_viewport_size(PHONE)
    ready(page)
    narrow = lasting(page, serious) if path in ON_THE_WAY else set(), lasting(page, sticks_out)
    page.set_viewport_size(DESK)
    ready(page)
    return found, narrow


def lasting(page, look):
    """Look until nothing is found, or for two seconds: tables take a new width a moment later."""
    for _ in range(LOOKS):
        if not (found := look(page)):
            break
        page.wait_for_timeout(MOMENT)
    return found
