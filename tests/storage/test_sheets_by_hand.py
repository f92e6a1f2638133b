"""Rows that people type into the sheet, and what the store says about a sheet that is not in order."""

from datetime import datetime

import pytest

from services.intake import missing_details, start_search
from services.model.access import Actor, Role
from services.model.course_records import Course
from services.model.errors import NotFound, RequestIncomplete
from services.model.languages import Language, LanguageSkill, Level
from services.model.lists import RequestStatus
from services.model.records import JournalEntry, Person, Request
from services.model.slots import Slot
from services.offers import accept, ask
from services.table import take_in_rows
from tests.rules.cast import olena
from tests.storage.actions import NOW, UTE, course, plan

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


def test_the_store_knows_how_many_cells_each_tab_has(typed):
    assert typed.store.sizes() == {one.title: one.row_count * one.column_count for one in typed.book.sheets}


# A request with half its cells --------------------------------------------------------------------------------------


def write(sheet, row, cells):
    for header, text in cells.items():
        sheet.person.type(sheet.cell("Anfragen", row, header), text)


def told(sheet):
    return [(one.row, one.column, str(one.reason)) for one in sheet.store.load().problems]


def test_request_typed_by_hand_says_cell_by_cell_what_it_needs(sheet):
    write(sheet, 2, {"Kürzel": "KLI-9", "Sprachen": "Ukrainisch"})
    write(sheet, 2, {"Stand": "offen"})
    assert told(sheet) == [("Zeile 2", "Stand", "“offen” is not on the list of this column.")]
    write(sheet, 2, {"Stand": "", "Termin am": "nächste Woche"})
    assert [column for _, column, _ in told(sheet)] == ["Termin am"]
    write(sheet, 2, {"Termin am": ""})
    assert told(sheet) == [("Zeile 2", "Nr.", "This row has no number yet, so it does not count yet.")]


def test_request_typed_without_state_and_day_begins_when_it_is_taken_in(sheet):
    here = sheet.office
    write(sheet, 2, {"Kürzel": "KLI-9", "Sprachen": "Ukrainisch"})
    write(sheet, 3, {"Kürzel": "KLI-10", "Eingegangen": "18.08.2026 09:00"})
    here.perform(UTE, take_in_rows, here.read(UTE).untaken)
    after = sheet.store.load()
    assert [(one.client, one.status, one.received_at) for one in after.all(Request)] == [
        ("KLI-9", RequestStatus.NEW, NOW),
        ("KLI-10", RequestStatus.NEW, datetime.fromisoformat("2026-08-18 09:00")),
    ]
    assert (after.problems, after.untaken) == ((), ())
    write(sheet, 2, {"Stand": ""})  # of an entry that counts nobody guesses it
    assert told(sheet) == [("Zeile 2", "Stand", "This cell is empty, but the entry needs it.")]


def test_request_typed_by_hand_is_placed_once_it_is_complete(sheet):
    here = sheet.office
    here.perform(UTE, lambda draft: draft.bring_back(olena()))
    write(sheet, 2, {"Kürzel": "KLI-9", "Sprachen": "Ukrainisch", "Stand": "Angaben fehlen"})
    write(sheet, 2, {"Eingegangen": "20.08.2026 09:00"})
    half = here.perform(UTE, take_in_rows, here.read(UTE).untaken)
    assert [str(one) for one in missing_details(half)] == [
        "a topic",
        "the consent of the person",
        "day and time of the appointment",
    ]
    for action, *args in ((start_search, half), (ask, half.id, "P-0001")):
        with pytest.raises(RequestIncomplete):
            here.perform(UTE, action, *args)

    write(sheet, 2, {"Themen": "Begleitung zu Behörden", "Einwilligung": "mündlich"})
    write(sheet, 2, {"Termin am": "09.09.2026", "Uhrzeit": "10:00"})
    here.perform(UTE, start_search, here.read(UTE).get(Request, half.id))
    asked = here.perform(UTE, ask, half.id, "P-0001")
    here.perform(Actor(Role.VOLUNTEER, "Lots:in", "P-0001"), accept, asked.id)
    after = sheet.store.load()
    placed = after.get(Request, half.id)
    assert (placed.status, placed.client, after.problems) == (RequestStatus.MATCHED, "KLI-9", ())
    assert after.get(Person, "P-0001") == olena()


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
