"""How long somebody at a browser waits for the roster: for a letter typed into its search, and for the page itself.

An app of its own, Debian's chromium, a desk. A letter waits from the key until the count above the list and the list
are those of the words typed; the page from the click on the menu until its list is drawn. Nothing is
left out: where an answer does not come, the measurement fails.
"""

from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from pages.office.people.table import MOST
from pages.shared.tables import mark_of
from services.finding import Filters, search
from services.model.workbook import Workbook
from services.roster import everybody
from services.storage.sql import SqlStore
from tests.browser.conftest import DESK, app, chromium
from tests.browser.steps import open_page, ready, visit

TYPED: Final = ("ukrainisch", "olha", "öztürk", "uk", "Ukrainian", "P-0199")
OPENINGS: Final = 8
PAUSE: Final = 150  # milliseconds between an answer and the next key

# Gives the milliseconds from the next event of this kind until what is told stands on the page and is painted.
WAIT: Final = """
    ([event, count, list]) => new Promise((answered, failed) => {
        const told = () => [...document.querySelectorAll("p")].some(one => one.innerText.startsWith(count));
        const listed = () => document.querySelector(`[class*="st-key-roster-${list}-"] canvas`);
        document.addEventListener(event, () => {
            const begun = performance.now();
            const look = () => {
                const waited = performance.now() - begun;
                const painted = () => setTimeout(() => answered(performance.now() - begun));
                if (told() && listed()) requestAnimationFrame(painted);
                else if (waited > 10000) failed(new Error(`never there: ${count}, ${list}`));
                else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        }, {capture: true, once: true});
    })
"""

Answer = tuple[str, int]  # what the count above the list begins with, and the mark of those who stand on it


def waits_at_the_roster(folder: Path) -> dict[str, list[float]]:
    """Give the milliseconds of each wait at the example Dorsten kept in this folder."""
    store = SqlStore(f"sqlite:///{folder / 'example-dorsten.db'}")
    workbook = store.load()
    store.close()
    with app(folder) as url, sync_playwright() as playwright:
        machine = playwright.chromium.launch(**chromium()).new_context(viewport=DESK, locale="de-DE")
        page = visit(machine.new_page(), url, "Koordination")
        everybody_ = _answer(workbook, "")
        opened = [_opening(page, everybody_) for _time in range(OPENINGS + 1)][1:]  # the first one is not warm
        return {"a letter typed": _letters(page, workbook), "opened": opened}


def _answer(workbook: Workbook, words: str) -> Answer:
    found = search(workbook, Filters(words))
    listed = mark_of([one.id for one in found[:MOST]])
    return f"{len(found)} von {len(everybody(workbook))} Lots:innen", listed


def _opening(page: Page, answer: Answer) -> float:
    open_page(page, "kurse", "Kurse")
    _watch(page, "click", answer)
    page.locator('[data-testid="stSidebarNavLink"][href$="/lotsen"]').click()
    return _waited(page)


def _letters(page: Page, workbook: Workbook) -> list[float]:
    box = page.get_by_label("Suche", exact=True)
    box.click()
    waits = []
    for word in TYPED:
        for end in (*range(1, len(word) + 1), *range(len(word) - 1, -1, -1)):
            before = box.input_value()
            answer = _answer(workbook, word[:end])
            _watch(page, "input", answer)
            if len(before) < end:
                page.keyboard.type(word[end - 1])
            else:
                page.keyboard.press("Backspace")
            waited = _waited(page)
            if answer != _answer(workbook, before):  # else nothing tells when it came
                waits.append(waited)
    return waits


def _watch(page: Page, event: str, answer: Answer) -> None:
    page.evaluate(f"args => {{ window.waited = ({WAIT})(args); }}", [event, *answer])


def _waited(page: Page) -> float:
    waited = page.evaluate("() => window.waited")
    ready(page)
    page.wait_for_timeout(PAUSE)
    return float(waited)
