"""What the torture test found, each with the shortest way there."""

import pytest

from services.intake import take_in
from services.model.access import ANYBODY
from services.model.course_records import Course, Registration
from services.model.errors import Refusal, SavedUnreadable, Unreachable, WrongLayout
from services.model.records import JournalEntry, Request
from services.offers import accept, ask, take_back
from services.registration import leave_interest, register
from services.roster import enter
from services.storage.sheets import SheetsStore
from services.storage.sheets.preparing import TABS
from services.waiting_list import confirm, give_up_place, with_place
from tests.rules.cast import interest_form, person_form, registration_form, request_form
from tests.storage.actions import UTE, course, office, plan, rename


def titles(sheet):
    return [(one.id, one.title) for one in sheet.store.load().all(Course)]


def told(sheet):
    return sheet.store.load().all(JournalEntry)[-1].changed


def test_a_repair_is_not_done_again_when_another_process_was_first_and_built_on_it(sheet):
    mine, theirs = sheet.office, sheet.office
    for title in ("Eins", "Zwei"):
        mine.perform(UTE, plan, course(title))

    def sort_and_let_them_rename():
        sheet.person.sort("Kurse", "A", descending=True)
        sheet.just_before("read", lambda: theirs.perform(UTE, rename, "K-0001", "Ihr Titel"))

    sheet.just_before("write", sort_and_let_them_rename)
    mine.perform(UTE, rename, "K-0001", "Mein Titel")
    assert titles(sheet) == [("K-0001", "Ihr Titel"), ("K-0002", "Zwei")]
    assert told(sheet) == "K-0001 Titel: Mein Titel → Ihr Titel"


def test_a_repair_leaves_alone_what_a_person_typed_meanwhile(sheet):
    for title in ("Eins", "Zwei"):
        sheet.office.perform(UTE, plan, course(title))

    def sort_and_type():
        sheet.person.sort("Kurse", "A", descending=True)
        sheet.just_before("read", lambda: sheet.person.type("'Kurse'!B3", "von Hand"))

    sheet.just_before("write", sort_and_type)
    sheet.office.perform(UTE, rename, "K-0001", "Neu")
    assert titles(sheet) == [("K-0001", "von Hand"), ("K-0002", "Zwei")]
    assert told(sheet).splitlines()[-1] == "K-0001 Titel: „Neu“ steht dort nicht, sondern Neueres"


def test_a_miss_is_mended_though_the_answer_got_lost_and_another_process_saved_since(sheet):
    mine, theirs = sheet.office, sheet.office
    for title in ("Eins", "Zwei"):
        mine.perform(UTE, plan, course(title))

    def sort_and_lose_the_answer():
        sheet.person.sort("Kurse", "A", descending=True)
        sheet.server.fault("reset", kind="write", when="after")
        sheet.just_before("read", lambda: theirs.perform(UTE, plan, course("Drei")))

    sheet.just_before("write", sort_and_lose_the_answer)
    mine.perform(UTE, rename, "K-0001", "Neu")
    assert titles(sheet) == [("K-0001", "Neu"), ("K-0002", "Zwei"), ("K-0003", "Drei")]


def one_place(sheet, *, waiting_list=False):
    used = sheet.office
    used.perform(UTE, plan, course(places=1, waiting_list=waiting_list))
    used.perform(ANYBODY, register, "K-0001", registration_form("Irina Petrova"))
    return used


# 1: a row nobody can read frees its place


def test_a_place_whose_row_cannot_be_read_is_not_given_again(sheet):
    used = one_place(sheet)
    sheet.person.type(sheet.cell("Anmeldungen", 2, "Stand"), "kommt bestimmt")
    with pytest.raises(Refusal):
        used.perform(ANYBODY, register, "K-0001", registration_form("Olga Petrova"))


def test_a_place_whose_row_was_copied_is_not_given_again(sheet):
    used = one_place(sheet)
    sheet.person.copy_row("Anmeldungen", 2)
    with pytest.raises(Refusal):
        used.perform(ANYBODY, register, "K-0001", registration_form("Olga Petrova"))


def test_an_assignment_whose_row_cannot_be_read_keeps_its_request(sheet):
    used = sheet.office
    for name in ("Eins", "Zwei"):
        used.perform(UTE, enter, person_form(first_name=name))
    used.perform(UTE, take_in, request_form())
    for who in ("P-0001", "P-0002"):
        used.perform(UTE, ask, "A-0001", who)
    used.perform(UTE, accept, "V-0001")
    sheet.person.type(sheet.cell("Einsätze", 2, "Stand"), "läuft prima")
    with pytest.raises(Refusal):
        used.perform(UTE, take_back, sheet.store.load().get(Request, "A-0001"))


# 2: a repeated click is refused although it was saved


def test_a_second_click_is_told_that_it_is_saved_while_the_row_cannot_be_read(sheet):
    used = sheet.office
    used.perform(ANYBODY, leave_interest, interest_form(), once="click")
    sheet.person.type(sheet.cell("Interessierte", 2, "Stand"), "weiß nicht")
    with pytest.raises(SavedUnreadable):
        used.perform(ANYBODY, leave_interest, interest_form(), once="click")
    assert len(sheet.store.load().all(JournalEntry)) == 1


# 3: another process acts between a misdirected batch and its repair


def test_a_place_given_into_a_blank_row_is_not_given_again(sheet):
    mine, theirs = sheet.office, sheet.office
    mine.perform(UTE, plan, course(places=1, waiting_list=True))
    for name in ("Irina Eins", "Irina Zwei", "Irina Drei"):
        mine.perform(ANYBODY, register, "K-0001", registration_form(name))
    book = sheet.store.load()
    mine.perform(UTE, give_up_place, book.get(Registration, "T-0001"))

    def insert_and_let_them_confirm():
        sheet.person.insert_rows("Anmeldungen", 2, 3)
        sheet.just_before("read", lambda: theirs.perform(UTE, confirm, book.get(Registration, "T-0003")))

    sheet.just_before("write", insert_and_let_them_confirm)
    mine.perform(UTE, confirm, book.get(Registration, "T-0002"))
    assert len(with_place(sheet.store.load(), "K-0001")) == 1


def test_a_journal_entry_in_moved_columns_does_not_cost_another_one(sheet):
    mine, theirs = sheet.office, sheet.office

    def move_and_let_them_plan():
        sheet.person.move_column("Protokoll", "F", before="A")
        sheet.just_before("read", lambda: theirs.perform(UTE, plan, course("Zwei"), once="theirs"))

    sheet.just_before("write", move_and_let_them_plan)
    mine.perform(UTE, plan, course("Eins"), once="mine")
    operations = {entry.operation for entry in sheet.store.load().all(JournalEntry)}
    assert {"mine", "theirs"} <= operations


# 4: the app does not know that its batch went astray: the answer got lost for good, or it was killed


def three(sheet):
    for title in ("Eins", "Zwei", "Drei"):
        sheet.office.perform(UTE, plan, course(title))


def rename_and_vanish(sheet, number, title, meddle):
    """Rename a course; the batch arrives after somebody meddled, and the app never hears of it again."""
    here = office(SheetsStore(sheet.id, api=sheet.server.url, patience=0.05))

    def lose_everything():
        meddle()
        sheet.server.chaos(share=1.0, faults=["503"], when=["after"])

    sheet.just_before("write", lose_everything)
    with pytest.raises(Unreachable):
        here.perform(UTE, rename, number, title)
    sheet.server.calm()


MOVES = {
    "rows sorted": lambda sheet: sheet.person.sort("Kurse", "A", descending=True),
    "row inserted": lambda sheet: sheet.person.insert_rows("Kurse", 2),
    "column moved": lambda sheet: sheet.person.move_column("Kurse", "B", before="D"),
    "number moved": lambda sheet: sheet.person.move_column("Kurse", "A", before="C"),
    "column added": lambda sheet: sheet.person.add_column("Kurse", "Notizen", before="A"),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_what_a_vanished_app_wrote_into_wrong_cells_is_put_right_by_the_next(sheet, move):
    three(sheet)
    rename_and_vanish(sheet, "K-0002", "Neu", lambda: move(sheet))
    sheet.office.perform(UTE, rename, "K-0001", "Anders")
    assert titles(sheet) == [("K-0001", "Anders"), ("K-0002", "Neu"), ("K-0003", "Drei")]
    assert sheet.store.load().problems == ()


@pytest.mark.parametrize("move", [MOVES["column moved"], MOVES["number moved"], MOVES["column added"]])
def test_what_a_vanished_app_added_under_wrong_headers_is_put_right_by_the_next(sheet, move):
    three(sheet)
    here = office(SheetsStore(sheet.id, api=sheet.server.url, patience=0.05))

    def lose_everything():
        move(sheet)
        sheet.server.chaos(share=1.0, faults=["503"], when=["after"])

    sheet.just_before("write", lose_everything)
    with pytest.raises(Unreachable):
        here.perform(UTE, plan, course("Vier", place="Wulfen"))
    sheet.server.calm()
    sheet.office.perform(UTE, rename, "K-0001", "Anders")
    assert titles(sheet)[3:] == [("K-0004", "Vier")]
    assert sheet.store.load().get(Course, "K-0004").place == "Wulfen"


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_an_answer_that_denies_access_does_not_hide_that_the_batch_went_astray(sheet, move):
    three(sheet)
    sheet.just_before("write", lambda: move(sheet))
    sheet.server.fault("401", kind="write", when="after")
    assert sheet.office.perform(UTE, rename, "K-0002", "Neu").title == "Neu"
    assert titles(sheet) == [("K-0001", "Eins"), ("K-0002", "Neu"), ("K-0003", "Drei")]


def test_the_same_app_puts_right_what_it_does_not_know_of(sheet):
    three(sheet)
    here = sheet.office
    sheet.just_before("write", lambda: MOVES["rows sorted"](sheet))
    sheet.server.fault("401", kind="write", when="after")
    sheet.server.fault("401", kind="read", after=2)
    with pytest.raises(WrongLayout):
        here.perform(UTE, rename, "K-0001", "Neu")
    here.perform(UTE, rename, "K-0002", "Auch neu")
    assert titles(sheet) == [("K-0001", "Neu"), ("K-0002", "Auch neu"), ("K-0003", "Drei")]


def test_what_a_person_typed_over_a_stray_value_stays(sheet):
    three(sheet)
    rename_and_vanish(sheet, "K-0001", "Neu", lambda: MOVES["rows sorted"](sheet))
    assert sheet.value("Kurse", 2, "Titel") == {"stringValue": "Neu"}
    sheet.person.type(sheet.cell("Kurse", 2, "Titel"), "von Hand")
    sheet.office.perform(UTE, rename, "K-0002", "Zwo")
    assert titles(sheet) == [("K-0001", "Neu"), ("K-0002", "Zwo"), ("K-0003", "von Hand")]


def test_what_a_vanished_app_wrote_over_is_told_by_the_next(sheet):
    three(sheet)
    rename_and_vanish(sheet, "K-0001", "Neu", lambda: sheet.person.type(sheet.cell("Kurse", 2, "Titel"), "von Hand"))
    sheet.office.perform(UTE, rename, "K-0002", "Zwo")
    mended = [entry.changed for entry in sheet.store.load().all(JournalEntry) if entry.deed == "Tabelle berichtigt"]
    assert [text.splitlines()[-1] for text in mended] == [
        "K-0001 Titel: „von Hand“ stand dort, gerade eingetragen",
    ]


# 5: the row meant cannot be found by reading it


def test_a_change_reaches_its_row_though_nobody_can_read_it_for_the_moment(sheet):
    three(sheet)

    def sort_and_garble():
        MOVES["rows sorted"](sheet)
        sheet.person.type(sheet.cell("Kurse", 4, "Stand"), "weiß nicht")

    sheet.just_before("write", sort_and_garble)
    sheet.office.perform(UTE, rename, "K-0001", "Neu")
    sheet.person.type(sheet.cell("Kurse", 4, "Stand"), "Anmeldung offen")
    assert titles(sheet) == [("K-0001", "Neu"), ("K-0002", "Zwei"), ("K-0003", "Drei")]


@pytest.mark.parametrize("deleted", [4, 5])
def test_a_change_reaches_a_row_and_its_copy_so_that_either_may_go(sheet, deleted):
    three(sheet)

    def sort_and_copy():
        MOVES["rows sorted"](sheet)
        sheet.person.copy_row("Kurse", 4)

    sheet.just_before("write", sort_and_copy)
    sheet.office.perform(UTE, rename, "K-0001", "Neu")
    sheet.person.delete_rows("Kurse", deleted)
    assert titles(sheet) == [("K-0001", "Neu"), ("K-0002", "Zwei"), ("K-0003", "Drei")]


def test_a_blank_row_that_was_hit_is_blank_again_wherever_it_went(sheet):
    three(sheet)

    def insert_and_move_before_the_repair():
        sheet.person.insert_rows("Kurse", 3)
        sheet.just_before("read", lambda: sheet.person.move_rows("Kurse", 3, 3, 6))

    sheet.just_before("write", insert_and_move_before_the_repair)
    sheet.office.perform(UTE, rename, "K-0002", "Neu")
    assert titles(sheet) == [("K-0001", "Eins"), ("K-0002", "Neu"), ("K-0003", "Drei")]
    assert [row[1] for row in sheet.book.sheet("Kurse").values()[1:] if any(row)] == ["Eins", "Neu", "Drei"]


def test_a_number_that_was_written_over_is_found_again(sheet):
    three(sheet)

    def shift_and_sort():
        MOVES["number moved"](sheet)
        sheet.person.sort("Kurse", "B", descending=True)

    sheet.just_before("write", shift_and_sort)
    sheet.office.perform(UTE, rename, "K-0001", "Neu")
    assert titles(sheet) == [("K-0001", "Neu"), ("K-0002", "Zwei"), ("K-0003", "Drei")]


# 6: one repair after the other, each undoing the last


def test_repairs_that_are_misdirected_too_come_to_an_end(sheet):
    three(sheet)
    writes = []

    def stir(request):
        if request.method == "POST" and len(writes) < 4:
            writes.append(request)
            sheet.person.sort("Kurse", "A", descending=len(writes) % 2 == 1)

    sheet.server.on_request = stir
    sheet.office.perform(UTE, rename, "K-0001", "Neu")
    sheet.office.perform(UTE, rename, "K-0003", "Auch neu")
    assert titles(sheet) == [("K-0001", "Neu"), ("K-0002", "Zwei"), ("K-0003", "Auch neu")]
    assert len(sheet.store.load().all(JournalEntry)) < 12


# Reads of more than one moment


@pytest.fixture
def torn(sheet):
    """The sheet, each of whose reads shows its tabs at different moments and hides who holds the token."""
    usual = sheet.server.switches.shown()
    sheet.server.switches.set({"torn_reads": True, "ranges_hide_protections": True})
    yield sheet
    sheet.server.between_ranges = None
    sheet.server.switches.set(usual)


@pytest.mark.parametrize("times", [2, 3, 5])
def test_a_read_that_others_keep_writing_into_is_not_built_upon(torn, times):
    others, titles = torn.office, [f"Dazwischen {number}" for number in range(times)]
    others.perform(UTE, plan, course("Eins"))
    left = list(titles)

    def write(index):
        if index == len(TABS) - 1 and left:
            torn.server.between_ranges = None
            others.perform(UTE, plan, course(left.pop(0)))
            torn.server.between_ranges = write

    torn.server.between_ranges = write
    torn.office.perform(UTE, plan, course("Zuletzt"))
    torn.server.between_ranges = None
    newest = torn.store.load()
    assert newest.problems == ()
    assert [one.title for one in newest.all(Course)] == ["Eins", *titles, "Zuletzt"]
    assert len(newest.all(JournalEntry)) == times + 2


def test_a_read_that_never_shows_one_moment_is_told_as_a_table_out_of_reach(torn):
    others = torn.office

    def write(index):
        if index == len(TABS) - 1:
            torn.server.between_ranges = None
            others.perform(UTE, plan, course("Dazwischen"))
            torn.server.between_ranges = write

    torn.server.between_ranges = write
    with pytest.raises(Unreachable):
        torn.store.load()


# 7: what was saved is called refused


def test_a_batch_that_missed_and_whose_answer_got_lost_is_known_by_its_marks_where_locks_are_hidden(sheet):
    sheet.server.switches.set({"ranges_hide_protections": True})
    try:
        used = sheet.office
        used.perform(UTE, plan, course(places=1, waiting_list=False))

        def move_columns_and_lose_the_answer():
            sheet.person.move_column("Protokoll", "A", "E")
            sheet.server.fault("reset", kind="write", when="after")

        sheet.just_before("write", move_columns_and_lose_the_answer)
        used.perform(ANYBODY, register, "K-0001", registration_form("Irina Petrova"), once="click")
        book = sheet.store.load()
        assert len(book.all(Registration)) == len(book.where(JournalEntry, operation="click")) == 1
    finally:
        sheet.server.switches.set({"ranges_hide_protections": False})


@pytest.mark.parametrize("column", ["A", "F"], ids=["number", "operation"])
def test_a_second_click_finds_what_the_first_saved_into_wrong_columns_of_the_journal(sheet, column):
    sheet.office.perform(UTE, plan, course(places=1, waiting_list=False))
    here = office(SheetsStore(sheet.id, api=sheet.server.url, patience=0.05))

    def move_columns_and_lose_everything():
        sheet.person.move_column("Protokoll", column, "D")
        sheet.server.chaos(share=1.0, faults=["503"], when=["after"])

    sheet.just_before("write", move_columns_and_lose_everything)
    with pytest.raises(Unreachable):
        here.perform(ANYBODY, register, "K-0001", registration_form("Irina Petrova"), once="click")
    sheet.server.calm()
    again = sheet.office.perform(ANYBODY, register, "K-0001", registration_form("Irina Petrova"), once="click")
    book = sheet.store.load()
    assert [one.id for one in book.all(Registration)] == [again.id]
    assert len(book.where(JournalEntry, operation="click")) == 1
