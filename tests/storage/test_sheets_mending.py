"""People move rows and columns, and type, in the moment between an action's read and its batch."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.model.course_records import Course
from services.model.errors import NotFound
from services.model.records import JournalEntry
from services.storage.sheets import SheetsStore
from services.storage.sheets.images import BATCHES
from tests.storage.actions import UTE, course, office, plan, rename

TAB = "Kurse"
DEED = "Tabelle berichtigt"
MOVED = "Während des Speicherns wurden Zeilen oder Spalten verschoben; die Werte stehen wieder richtig."
TYPED = "Während des Speicherns wurde in dieselben Zellen getippt."


@pytest.fixture
def three(sheet):
    """Three courses in the rows 2 to 4."""
    for title in ("Eins", "Zwei", "Drei"):
        sheet.office.perform(UTE, plan, course(title))
    sheet.server.reset()
    return sheet


def titles(sheet):
    return {one.id: one.title for one in sheet.store.load().all(Course)}


def mended(sheet):
    """What the journal says was put right."""
    return [entry.changed for entry in sheet.store.load().all(JournalEntry) if entry.deed == DEED]


def column(sheet, header):
    return sheet.cell(TAB, 1, header).split("!")[1][:-1]


# Rows


def test_a_write_that_hits_the_right_row_costs_one_read_and_one_write(three):
    three.office.perform(UTE, rename, "K-0002", "Neu")
    assert three.server.requests == {"read": 1, "write": 1, "token": 0}
    assert mended(three) == []


@pytest.mark.parametrize(
    "move",
    [
        lambda sheet: sheet.person.sort(TAB, column(sheet, "Titel")),
        lambda sheet: sheet.person.insert_rows(TAB, 2),
        lambda sheet: sheet.person.insert_rows(TAB, 3, 2),
        lambda sheet: sheet.person.delete_rows(TAB, 2),
        lambda sheet: sheet.person.move_rows(TAB, 3, 3, 5),
        lambda sheet: sheet.person.move_rows(TAB, 2, 2, 5),
    ],
    ids=["sort", "insert one", "insert two", "delete", "to the end", "first to the end"],
)
def test_a_row_moved_in_between_gets_its_change_and_the_row_that_was_hit_gets_its_own_back(three, move):
    before = titles(three)
    three.just_before("write", lambda: move(three))
    made = three.office.perform(UTE, rename, "K-0002", "Neu")
    there = titles(three)
    assert (made.id, there["K-0002"]) == ("K-0002", "Neu")
    assert {number: there[number] for number in there if number != "K-0002"} == {
        number: before[number] for number in there if number != "K-0002"
    }
    assert three.store.load().problems == ()


def test_mending_is_told_in_the_journal(three):
    three.just_before("write", lambda: three.person.insert_rows(TAB, 2))
    three.office.perform(UTE, rename, "K-0002", "Neu")
    assert mended(three) == [MOVED]


def test_a_blank_row_that_was_hit_is_blank_again(three):
    three.just_before("write", lambda: three.person.insert_rows(TAB, 3))
    three.office.perform(UTE, rename, "K-0002", "Neu")
    assert three.book.sheet(TAB).values()[2] == []


def test_a_row_typed_by_hand_that_was_hit_keeps_what_was_typed(three):
    def meddle():
        three.person.insert_rows(TAB, 3)
        three.person.type(three.cell(TAB, 3, "Titel"), "Von Hand")
        three.person.type(three.cell(TAB, 3, "Ort"), "Wulfen")

    three.just_before("write", meddle)
    three.office.perform(UTE, rename, "K-0002", "Neu")
    assert three.value(TAB, 3, "Titel") == {"stringValue": "Von Hand"}
    assert titles(three)["K-0002"] == "Neu"


def test_a_row_deleted_in_between_stays_deleted_and_is_told(three):
    three.just_before("write", lambda: three.person.delete_rows(TAB, 3))
    three.office.perform(UTE, rename, "K-0002", "Neu")
    assert titles(three) == {"K-0001": "Eins", "K-0003": "Drei"}
    assert mended(three)[-1].endswith("K-0002 steht nicht mehr im Blatt „Kurse“")
    with pytest.raises(NotFound):
        three.office.perform(UTE, rename, "K-0002", "Wieder")


def test_a_row_moved_again_before_the_mending_is_mended_too(three):
    moved = []

    def meddle():
        three.person.insert_rows(TAB, 2)
        three.server.on_request = again

    def again(request):
        if request.method == "POST" and not moved:
            moved.append(request)
            return
        if request.method == "POST" and len(moved) == 1:
            moved.append(request)
            three.person.sort(TAB, column(three, "Titel"))

    three.just_before("write", meddle)
    three.office.perform(UTE, rename, "K-0002", "Neu")
    assert titles(three) == {"K-0001": "Eins", "K-0002": "Neu", "K-0003": "Drei"}


@pytest.mark.parametrize("fault", ["503", "reset", "502html"])
def test_a_moved_row_is_mended_also_when_the_answer_gets_lost(three, fault):
    three.just_before("write", lambda: three.person.insert_rows(TAB, 2))
    three.server.fault(fault, kind="write", when="after")
    three.office.perform(UTE, rename, "K-0002", "Neu")
    assert titles(three) == {"K-0001": "Eins", "K-0002": "Neu", "K-0003": "Drei"}
    assert len(three.store.load().all(JournalEntry)) == 5


def test_mending_that_fails_is_done_before_the_next_action(three):
    here = office(SheetsStore(three.id, api=three.server.url, patience=0.2))
    three.just_before("write", lambda: three.person.insert_rows(TAB, 2))
    for request in range(3, 43):
        three.server.fault("503", after=request)
    here.perform(UTE, rename, "K-0002", "Neu")
    three.server.reset()
    here.perform(UTE, rename, "K-0003", "Auch neu")
    assert titles(three) == {"K-0001": "Eins", "K-0002": "Neu", "K-0003": "Auch neu"}


# Columns


@pytest.mark.parametrize(
    "move",
    [
        lambda sheet: sheet.person.add_column(TAB, "Notizen von Ute", before="A"),
        lambda sheet: sheet.person.add_column(TAB, "Notizen von Ute", before=column(sheet, "Titel")),
        lambda sheet: sheet.person.move_column(TAB, column(sheet, "Titel"), "A"),
        lambda sheet: sheet.person.move_column(TAB, "A", column(sheet, "Ort")),
        lambda sheet: sheet.person.add_column(TAB, "", before="B"),
    ],
    ids=["first column", "before the field", "field to the front", "number away", "without a header"],
)
@pytest.mark.parametrize("act", [(rename, "K-0002", "Neu"), (plan, course("Neu"))], ids=["change", "add"])
def test_a_column_moved_in_between_leaves_every_value_under_its_header(three, move, act):
    before = three.store.load()
    three.just_before("write", lambda: move(three))
    made = three.office.perform(UTE, *act)
    after = three.store.load()
    assert after.problems == ()
    assert after.get(Course, made.id) == made
    assert [one for one in after.all(Course) if one.id != made.id] == [
        one for one in before.all(Course) if one.id != made.id
    ]
    headers = [header for header in three.book.sheet(TAB).values()[0] if header]
    foreign = (
        [row[headers.index("Notizen von Ute")] for row in three.book.sheet(TAB).values()[1:]]
        if ("Notizen von Ute" in headers)
        else []
    )
    assert not any(foreign)


# Values


def test_a_value_typed_into_the_same_cell_in_between_is_told(three):
    three.just_before("write", lambda: three.person.type(three.cell(TAB, 3, "Titel"), "Getippt"))
    three.office.perform(UTE, rename, "K-0002", "Neu")
    assert titles(three)["K-0002"] == "Neu"
    assert mended(three) == [
        f"{TYPED}\nK-0002 Titel: „Getippt“ stand dort, gerade eingetragen",
    ]


def test_a_value_typed_into_another_cell_in_between_stays(three):
    three.just_before("write", lambda: three.person.type(three.cell(TAB, 3, "Ort"), "Hervest"))
    three.office.perform(UTE, rename, "K-0002", "Neu")
    assert three.store.load().get(Course, "K-0002").place == "Hervest"
    assert mended(three) == []


def test_without_room_for_before_images_actions_are_saved_all_the_same(three):
    system = three.book.sheet("_sys")
    three.person.delete_rows("_sys", 20, system.row_count)
    here = three.office
    for title in ("Neu", "Neuer", "Am neuesten"):
        assert here.perform(UTE, rename, "K-0002", title).title == title
    three.just_before("write", lambda: three.person.insert_rows(TAB, 2))
    here.perform(UTE, rename, "K-0002", "Verschoben")
    assert titles(three)["K-0002"] == "Verschoben"


def test_before_images_are_cleared_away_by_a_later_action(three):
    three.office.perform(UTE, rename, "K-0002", "Neu")
    assert "Zwei" in str(three.book.sheet("_sys").values())
    for number in range(BATCHES):
        three.office.perform(UTE, plan, course(f"Kurs {number}"))
    assert "Zwei" not in str(three.book.sheet("_sys").values())


# Anything

MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("sort"), st.sampled_from(["Titel", "Nr.", "Ort"]), st.booleans()),
        st.tuples(st.just("insert_rows"), st.integers(2, 6), st.integers(1, 2)),
        st.tuples(st.just("move_rows"), st.integers(2, 4), st.integers(2, 7)),
        st.tuples(st.just("add_column"), st.sampled_from(["Titel", "Nr.", "Ort"]), st.none()),
        st.tuples(st.just("move_column"), st.sampled_from(["Titel", "Nr."]), st.sampled_from(["Ort", "Beginnt am"])),
    ),
    min_size=1,
    max_size=3,
)


def carry_out(sheet, moves):
    for number, (what, first, second) in enumerate(moves):
        person = sheet.person
        if what == "sort":
            person.sort(TAB, column(sheet, first), second)
        elif what == "insert_rows":
            person.insert_rows(TAB, first, second)
        elif what == "move_rows" and not first <= second <= first + 1:
            person.move_rows(TAB, first, first, second)
        elif what == "add_column":
            person.add_column(TAB, f"Eigene Spalte {number}", before=column(sheet, first))
        elif what == "move_column":
            person.move_column(TAB, column(sheet, first), column(sheet, second))


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(moves=MOVES, adds=st.booleans())
def test_whatever_people_move_every_value_stays_with_its_entry(three, moves, adds):
    three = three.again()
    before = three.store.load()
    three.just_before("write", lambda: carry_out(three, moves))
    title = f"Neu {before.revision}"
    made = three.office.perform(UTE, *((plan, course(title)) if adds else (rename, "K-0002", title)))
    after = three.store.load()
    assert after.problems == ()
    assert {one.id: one for one in after.all(Course)} == {
        **{one.id: one for one in before.all(Course)},
        made.id: made,
    }


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(
    stirred=st.lists(MOVES, min_size=1, max_size=2),
    lost=st.lists(st.sampled_from(["", "401", "503", "reset"]), min_size=2, max_size=2),
    adds=st.booleans(),
)
def test_whatever_people_move_before_each_write_and_whichever_answer_is_lost(three, stirred, lost, adds):
    three = three.again()
    before, title = three.store.load(), uuid4().hex
    coming = list(zip(stirred, lost, strict=False))

    def stir(request):
        if request.method == "POST" and coming:
            moves, fault = coming.pop(0)
            carry_out(three, moves)
            if fault:
                three.server.fault(fault, kind="write", when="after")

    three.server.on_request = stir
    action = (plan, course(title)) if adds else (rename, "K-0002", title)
    made = three.office.perform(UTE, *action, once=title)
    three.server.on_request = None
    assert made.title == title
    three.office.perform(UTE, rename, "K-0003", f"Danach {title}")
    after = three.store.load()
    assert after.problems == ()
    assert {one.id: one.title for one in after.all(Course)} == {
        **{one.id: one.title for one in before.all(Course)},
        made.id: title,
        "K-0003": f"Danach {title}",
    }


@pytest.mark.parametrize("typed", ["hallo", "[1]", '[4, "a", [], {}, 1, 2, 3]', "{}", "null"])
def test_whatever_people_type_among_the_before_images_the_sheet_is_read(three, typed):
    three.office.perform(UTE, rename, "K-0002", "Neu")
    for row in range(101, 401, 60):
        three.person.type(f"'_sys'!A{row}", typed)
    assert titles(three)["K-0002"] == "Neu"
    assert three.office.perform(UTE, rename, "K-0003", "Auch").title == "Auch"
