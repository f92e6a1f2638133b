from dataclasses import replace
from uuid import uuid4

import pytest

from tests.storage.bringing import town
from tests.storage.sheet import Sheet


@pytest.fixture(scope="session")
def set_up(sheets):
    """A spreadsheet as the app sets it up."""
    made = Sheet(sheets, "set-up")
    sheets.store.ensure(made.id)
    made.store.load()
    return made.book


@pytest.fixture
def sheet(sheets, set_up):
    """A spreadsheet that has been set up and holds nothing yet."""
    made = Sheet(sheets, uuid4().hex)
    sheets.store.add(replace(set_up, spreadsheet_id=made.id))
    sheets.reset()
    yield made
    sheets.on_request = None
    sheets.reset()
    assert sheets.failures == []


@pytest.fixture(scope="session", name="town")
def a_town():
    """A backup of several megabytes."""
    return town()
