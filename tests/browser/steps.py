"""What people do at the app: look, open a page, play a role, open a row, fill in, save."""

import re
from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, expect

MARKER_X, HEADER, ROW = 18, 37, 37  # where the box to tick stands in Streamlit's table, in pixels
MENU_BELOW = 768


# Asked at each picture the browser draws; `expect` would ask every second in the end.
STANDS = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    return app?.dataset.testConnectionState === "CONNECTED" && app.dataset.testScriptState === "notRunning"
        && !app.querySelector("[data-testid=stSkeleton]");
}"""


def ready(page: Page) -> None:
    """Wait until the page stands: connected, nothing running, no part of it still a grey bar in place of itself."""
    page.wait_for_function(STANDS, timeout=20_000)


def settled(page: Page) -> None:
    """Wait until what was just typed or chosen has been answered: the page stands for a second, and not only before."""
    page.wait_for_timeout(1_000)
    ready(page)


def visit(page: Page, url: str, role: str = "", person: str = "") -> Page:
    """Come to the app, in the example as somebody."""
    page.goto(url)
    heading(page, "Lots:in werden").wait_for(timeout=20_000)
    ready(page)
    if role:
        play(page, role, person)
    return page


def play(page: Page, role: str, person: str = "") -> None:
    """Choose a role of the example."""
    choose(page, page.get_by_label("Rolle"), role)
    if person:
        choose(page, page.get_by_label("Als", exact=True), person)


def choose(page: Page, field: Locator, *words: str) -> None:
    """Take words from a list, once the page lies still: rolling it closes an open list."""
    for word in words:
        field.scroll_into_view_if_needed()
        page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn, 100)))")
        field.click()
        found = page.locator(":focus")  # an open list hides the rest of the page from whoever asks for roles
        if found.is_editable():  # a long list is searched, a short one is not
            found.fill(word)
        page.get_by_role("option", name=word, exact=True).click()
    if page.get_by_role("option").count():  # a list of which several can be taken stays open
        page.keyboard.press("Escape")
    ready(page)


def open_page(page: Page, path: str, title: str) -> None:
    """Go to a page by the menu; on a phone the menu is unfolded first."""
    if (page.viewport_size or {"width": 0})["width"] < MENU_BELOW:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.locator(f'[data-testid="stSidebarNavLink"][href$="/{path}"]').click()
    expect(heading(page, title)).to_be_visible()
    ready(page)


def heading(page: Page, text: str) -> Locator:
    return page.get_by_role("heading", name=text, exact=True)


def unfold(within: Locator | Page, title: str) -> Locator:
    """Open a fold and give what is in it, once it lies still: while it unfolds, a list opened in it closes again."""
    page = within.page if isinstance(within, Locator) else within
    fold = within.get_by_test_id("stExpander").filter(has=page.locator("summary", has_text=title)).first
    details = fold.locator("details")
    if details.get_attribute("open") is None:
        fold.locator("summary").click()
        expect(details).to_have_attribute("open", "")
        details.evaluate("it => Promise.allSettled(it.getAnimations({subtree: true}).map(one => one.finished))")
    return fold


def row_of(page: Page, table: str, cell: str) -> Locator:
    """Give the cells of the row in which one says this."""
    return frame(page, table).locator("tr", has=page.locator("td", has_text=cell)).locator("td")


def frame(page: Page, table: str) -> Locator:
    return page.locator(f'[class*="st-key-{table}-"] [data-testid="stDataFrame"]')


def open_row(page: Page, table: str, cell: str) -> None:
    """Tick the row in which a cell says this, after rolling to it; what it opens names it again."""
    drawn = frame(page, table)
    row = drawn.locator("tr", has=page.locator("td", has_text=cell)).first
    expect(drawn.locator("td").first).to_be_attached()
    for end in () if row.count() else ("table.scrollHeight", "0"):  # it stands further down, or is just being drawn
        drawn.locator(".dvn-scroller").evaluate(f"table => {{ table.scrollTop = {end}; }}")
        with suppress(AssertionError):
            expect(row).to_be_attached(timeout=3_000)
            break
    expect(row).to_be_attached()
    opened = page.locator("h2, h3, strong", has_text=cell).first
    for _attempt in range(3):  # what is drawn late moves the table away from under the mouse, or draws it anew
        ready(page)
        with suppress(AssertionError, Error):
            _tick_row(page, drawn, row)
            expect(opened).to_be_visible(timeout=10_000)
            break
    expect(opened).to_be_visible()
    ready(page)


def _tick_row(page: Page, drawn: Locator, row: Locator) -> None:
    top = HEADER + ROW * (int(row.get_attribute("aria-rowindex") or 0) - 2)
    drawn.scroll_into_view_if_needed()
    rolled = drawn.locator(".dvn-scroller").evaluate(
        "(table, to) => { table.scrollTop = to; return table.scrollTop; }", top - 3 * ROW
    )
    corner = drawn.locator("canvas").first.bounding_box() or {"x": 0, "y": 0}
    page.mouse.click(corner["x"] + MARKER_X, corner["y"] + top - rolled + ROW // 2)


def section(page: Page, name: str) -> None:
    """Choose a section of the course that is open, or one of the ways within it."""
    group = page.get_by_test_id("stButtonGroup")
    ready(page)
    group.get_by_text(name, exact=True).click()
    chosen = group.get_by_role("radio", name=name, exact=True)
    if not chosen.is_checked():  # the page was just being drawn anew
        ready(page)
        group.get_by_text(name, exact=True).click()
    expect(chosen).to_be_checked()
    ready(page)


def form(page: Page, submit: str) -> Locator:
    """Give the form on the screen that has this button."""
    return page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name=submit, exact=True), visible=True)


def fill(within: Locator | Page, values: dict[str, str]) -> None:
    """Type into the fields with these labels, once the page stands: a step of before may still be on it."""
    ready(within if isinstance(within, Page) else within.page)
    for label, value in values.items():
        within.get_by_label(label, exact=True).fill(value)


def tick(within: Locator | Page, label: str) -> None:
    """Tick a box, or take its tick away; what unfolds above it may move it from under the mouse."""
    box = within.get_by_test_id("stCheckbox").filter(has_text=label).first
    ready(within if isinstance(within, Page) else within.page)
    ticked = not box.locator("input").is_checked()
    for _attempt in range(2):
        box.locator("label").first.click()
        with suppress(AssertionError):
            expect(box.locator("input")).to_be_checked(checked=ticked, timeout=5_000)
            return


def card(page: Page, words: str) -> None:
    """Tap a card."""
    page.get_by_test_id("stButtonGroup").get_by_text(words, exact=True).click()
    ready(page)


def press(within: Locator | Page, button: str | re.Pattern[str]) -> None:
    """Click a button once the page stands: people see what they click, and it lies still."""
    ready(within if isinstance(within, Page) else within.page)
    within.get_by_role("button", name=button, exact=isinstance(button, str)).click()


def told(page: Page, text: str | re.Pattern[str]) -> Locator:
    """Wait for a message on the page."""
    message = page.get_by_test_id("stAlert").filter(has_text=text)
    message.wait_for(timeout=20_000)
    ready(page)
    return message


def newest(page: Page) -> None:
    """Read the table anew, which others have changed meanwhile."""
    press(page, re.compile("neu laden"))
    ready(page)


def metric(page: Page, label: str) -> Locator:
    """Give the value of one of the figures on top of a page."""
    return page.get_by_test_id("stMetric").filter(has_text=label).get_by_test_id("stMetricValue")
