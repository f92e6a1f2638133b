"""Rows that people type into the sheet, and what the store says about a sheet that is not in order."""

import pytest

from services.model.course_records import Course
from services.model.errors import NotFound
from services.model.languages import Language, LanguageSkill, Level
from services.model.records import JournalEntry, Person
from services.model.slots import Slot
from services.table import take_in_rows
from tests.storage.actions import UTE, course, plan

TAB = "Kurse"


def type_row(sheet, row, title):
    sheet.person.type(sheet.cell(TAB, row, "Titel"), title)
    sheet.person.type(sheet.cell(TAB, row, "Art"), "Basisqualifizierung")


@pytest.fixture
def typed(sheet):
    """One course of the app's and below it one typed by hand, with a blank row between."""
    sheet.office.perform(UTE, plan, course("Eins"))
    type_row(sheet, 4, "Von Hand")
    sheet.server.reset()
    return sheet


def test_a_row_typed_by_hand_is_taken_in_by_writing_its_number(typed):
    before = typed.book.sheet(TAB).values()
    (row,) = typed.store.load().untaken
    made = typed.office.perform(UTE, take_in_rows, (row,))
    after = typed.store.load()
    assert (made.id, made.title, after.untaken, after.problems) == ("K-0002", "Von Hand", (), ())
    assert after.get(Course, "K-0002") == made
    before[3][0] = "K-0002"
    assert typed.book.sheet(TAB).values() == before
    assert after.all(JournalEntry)[-1].changed == "K-0002 aus der Tabelle aufgenommen"


def test_taking_in_costs_one_read_and_one_write(typed):
    here = typed.office
    rows = here.read(UTE).untaken
    typed.server.reset()
    here.perform(UTE, take_in_rows, rows)
    assert typed.server.requests == {"read": 1, "write": 1, "token": 0}


def test_equal_rows_are_each_taken_in(typed):
    type_row(typed, 6, "Von Hand")
    typed.office.perform(UTE, take_in_rows, typed.store.load().untaken)
    assert [(one.id, one.title) for one in typed.store.load().all(Course)] == [
        ("K-0001", "Eins"),
        ("K-0002", "Von Hand"),
        ("K-0003", "Von Hand"),
    ]


@pytest.mark.parametrize(
    "move",
    [
        lambda sheet: sheet.person.insert_rows(TAB, 2),
        lambda sheet: sheet.person.delete_rows(TAB, 3),
        lambda sheet: sheet.person.sort(TAB, "B"),
        lambda sheet: sheet.person.move_rows(TAB, 2, 2, 6),
    ],
    ids=["insert", "delete", "sort", "move"],
)
def test_a_row_moved_while_it_is_taken_in_gets_its_number_all_the_same(typed, move):
    rows = typed.store.load().untaken
    typed.just_before("write", lambda: move(typed))
    typed.office.perform(UTE, take_in_rows, rows)
    after = typed.store.load()
    assert {one.id: one.title for one in after.all(Course)} == {"K-0001": "Eins", "K-0002": "Von Hand"}
    assert (after.problems, after.untaken) == ((), ())


def test_a_row_changed_since_it_was_shown_is_not_taken_in(typed):
    rows = typed.store.load().untaken
    typed.person.type(typed.cell(TAB, 4, "Titel"), "Doch anders")
    with pytest.raises(NotFound):
        typed.office.perform(UTE, take_in_rows, rows)


def test_a_row_without_a_number_that_cannot_be_read_says_why(typed):
    typed.person.type(typed.cell(TAB, 4, "Plätze"), "viele")
    workbook = typed.store.load()
    assert workbook.untaken == ()
    assert [(one.row, one.column) for one in workbook.problems] == [("Zeile 4", "Plätze")]


def test_problems_point_to_their_cell_wherever_its_column_stands(typed):
    typed.person.type(typed.cell(TAB, 2, "Plätze"), "viele")
    typed.person.add_column(TAB, "Notizen", before="A")
    cell = typed.cell(TAB, 2, "Plätze").split("!")[1]
    number = typed.book.sheet(TAB).sheet_id
    assert [one.link for one in typed.store.load().problems] == [f"gid={number}&range={cell}", f"gid={number}&range=B4"]


def test_the_store_knows_how_many_cells_there_are(typed):
    store = typed.store
    store.load()
    there = sum(one.row_count * one.column_count for one in typed.book.sheets)
    assert store.cells == there


# How people write -----------------------------------------------------------------------------------------------------

RUSSIAN, POLISH = (LanguageSkill(language=one) for one in (Language.RUSSIAN, Language.POLISH))


def type_person(sheet, **cells):
    typed = {"Nr.": "P-0001", "Nachname": "Beispiel", "Telefon": "02362 123456", **cells}
    for header, text in typed.items():
        sheet.person.type(sheet.cell("Personen", 2, header), text)
    return sheet.store.load()


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Russisch, etwas Polnisch", (RUSSIAN, POLISH)),
        ("Polnisch und Russisch", (POLISH, RUSSIAN)),
        ("Russisch B2", (LanguageSkill(language=Language.RUSSIAN, level=Level.B2),)),
    ],
)
def test_languages_typed_as_people_write_them_are_read(sheet, text, skills):
    workbook = type_person(sheet, Sprachen=text)
    assert (workbook.get(Person, "P-0001").languages, workbook.problems) == (skills, ())


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Mo vormittag", (Slot.MO_AM,)),
        ("Mo, Mi vormittags", (Slot.MO_AM, Slot.WE_AM)),
        ("Montag bis Mittwoch abends", (Slot.MO_EV, Slot.TU_EV, Slot.WE_EV)),
    ],
)
def test_free_times_typed_as_people_write_them_are_read(sheet, text, slots):
    workbook = type_person(sheet, **{"Freie Zeiten": text})
    assert (workbook.get(Person, "P-0001").free_times, workbook.problems) == (slots, ())


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Sprachen", "Russisch, Klingonisch"),
        ("Sprachen", "Kurdisch"),
        ("Freie Zeiten", "Mo vormittags; nach Absprache"),
    ],
)
def test_what_would_have_to_be_guessed_is_said_and_not_read(sheet, header, text):
    workbook = type_person(sheet, **{header: text})
    assert (workbook.all(Person), [(one.row, one.column) for one in workbook.problems]) == ((), [("Zeile 2", header)])
