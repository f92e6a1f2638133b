"""A store that read the sheet before sees what people did there since just as one that reads it for the first time."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.model.errors import WrongLayout
from services.model.records import Person
from services.storage.examples import example, fill
from services.storage.open import EXAMPLES
from tests.rules.cast import NOW
from tests.sheets_server.errors import ApiError

ROWS = st.integers(2, 9)
TEXTS = st.sampled_from(["", "Neu", "P-0001", "P-0003", "=1+1", "12", "keine Sprache", "WAHR"])
EDITS = st.one_of(
    st.tuples(st.just("type"), ROWS, st.integers(0, 12), TEXTS),
    st.tuples(st.just("sort"), st.sampled_from("ABC"), st.booleans()),
    st.tuples(st.just("insert_rows"), ROWS),
    st.tuples(st.just("delete_rows"), ROWS),
    st.tuples(st.just("copy_row"), ROWS),
    st.tuples(st.just("move_column"), st.sampled_from("BCD"), st.sampled_from("AE")),
    st.tuples(st.just("rename_header"), st.just("Vorname"), st.just("vorname ")),
)
TAB = "Personen"
PEOPLE = tuple(one for one in example(EXAMPLES / "dorsten", today=NOW.date()) if isinstance(one, Person))


def do(person, name, *details):
    if name == "type":
        row, column, text = details
        person.type(f"'{TAB}'!{chr(65 + column)}{row}", text)
    else:
        with suppress(ApiError):  # the header has its other name already
            getattr(person, name)(TAB, *details)


def seen(store):
    """What a store gives: all it can read in the order of the sheet, where it stands, and what it cannot read."""
    try:
        workbook = store.load()
    except WrongLayout as error:
        return error.sentence
    tabs = {kind: (dict(tab.rows), tab.end, tab.unnumbered) for kind, tab in workbook.origin.tabs.items()}
    return workbook, [list(rows) for rows in workbook.records.values()], tabs


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, min_size=1, max_size=6))
def test_what_people_did_since_the_last_read_is_seen_as_at_a_first_read(sheet, edits):
    fill(sheet.store, PEOPLE)  # once: what holds something stays as it is
    here = sheet.again()
    read_before = here.store
    for edit in edits:
        do(here.person, *edit)
        assert seen(read_before) == seen(here.store)
