"""The list of volunteers at a desk: several filters in one go, and nothing lies over what is to be read."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import choose, frame, open_page, ready, unfold, visit

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(visitors, sqlite_app):
    page = visit(visitors(), sqlite_app, "Koordination")
    open_page(page, "lotsen", "Lots:innen")
    return page


def test_filters_are_chosen_one_after_the_other_without_the_field_being_drawn_anew(desk):
    filters = unfold(desk, "Filter")
    languages = filters.get_by_role("combobox", name="Sprachen")
    expect(languages).to_be_visible()
    ready(desk)
    languages.fill("Russ")
    desk.get_by_role("option", name="Russisch", exact=True).click()
    expect(desk.get_by_text(re.compile(r"Filter aktiv: 1$"))).to_be_visible()
    ready(desk)
    expect(languages).to_be_focused()
    choose(desk, languages, "Ukrainisch")
    choose(desk, filters.get_by_role("combobox", name="Stand"), "Aktiv")
    expect(desk.get_by_text(re.compile(r"^\d+ von \d+ Lots:innen · Aktiv \d+ · Filter aktiv: 2$"))).to_be_visible()


def test_buttons_above_a_table_do_not_lie_over_the_counts(desk):
    table = frame(desk, "roster")
    table.hover()
    buttons = table.get_by_test_id("stElementToolbar").bounding_box()
    counts = desk.get_by_text(re.compile(r"^\d+ von \d+ Lots:innen")).bounding_box()
    assert counts["x"] + counts["width"] <= buttons["x"]
