"""A table that people have emptied is never taken for a new one: it says so, and how everything comes back."""

import pytest

from services.model.errors import WrongLayout
from services.model.records import RECORDS
from services.settings import SheetAddress
from services.storage.sheets.check import create, look
from services.storage.sheets.findings import Verdict
from services.storage.sheets.preparing import GONE
from services.storage.sheets.reading import EMPTIED
from tests.storage.actions import UTE, course, plan


@pytest.fixture
def emptied(sheet):
    """A table with a course, of which somebody has deleted every tab; the store that had read it."""
    store = sheet.store
    sheet.office.perform(UTE, plan, course("Eins"))
    store.load()
    sheet.person.add_sheet("Neu")
    for title in (*(kind.tab for kind in RECORDS), "_sys"):
        sheet.person.delete_sheet(title)
    return store


@pytest.mark.parametrize("restarted", [False, True])
def test_emptied_table_is_not_set_up_and_says_how_it_comes_back(sheet, emptied, restarted):
    with pytest.raises(WrongLayout) as refusal:
        (sheet.store if restarted else emptied).load()
    assert refusal.value.sentence.template == GONE
    assert [tab.title for tab in sheet.book.sheets] == ["Neu"]


def test_emptied_table_without_its_mark_is_known_to_whoever_has_read_it(sheet, emptied):
    sheet.book.metadata.clear()
    with pytest.raises(WrongLayout):
        emptied.load()


@pytest.mark.usefixtures("emptied")
def test_emptied_table_is_begun_anew_only_when_somebody_asks_for_it(sheet):
    address = SheetAddress(address=sheet.id, api=sheet.server.url)
    told = next(one for one in look(address) if one.name == "layout")
    assert str(told.told).startswith("Somebody has deleted all tabs of Lotsenbuch.")
    assert create(address).verdict is Verdict.OK
    assert sheet.store.load().empty


def test_emptied_tab_is_named_with_the_way_back(sheet):
    sheet.person.empty_sheet("Personen")
    with pytest.raises(WrongLayout) as refusal:
        sheet.store.load()
    assert (refusal.value.sentence.template, refusal.value.sentence.values) == (EMPTIED, {"tab": "Personen"})


def test_deleted_tab_is_named_with_the_way_back(sheet):
    sheet.person.delete_sheet("Personen")
    with pytest.raises(WrongLayout, match=r"lacks the tabs Personen\..*“Version history” brings them back"):
        sheet.store.load()
