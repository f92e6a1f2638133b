"""What the torture test found, each with the shortest way there."""

import pytest

from services.intake import take_in
from services.model.access import ANYBODY
from services.model.course_records import Course, Registration
from services.model.errors import Refusal, SavedUnreadable
from services.model.records import JournalEntry, Request
from services.offers import accept, ask, take_back
from services.registration import leave_interest, register
from services.roster import enter
from services.waiting_list import confirm, give_up_place, with_place
from tests.rules.cast import interest_form, person_form, registration_form, request_form
from tests.storage.actions import UTE, course, plan, rename


def titles(sheet):
    return [(one.id, one.title) for one in sheet.store.load().all(Course)]


def told(sheet):
    return sheet.store.load().all(JournalEntry)[-1].changed


def test_a_repair_leaves_alone_what_another_process_saved_meanwhile(sheet):
    mine, theirs = sheet.office, sheet.office
    for title in ("Eins", "Zwei"):
        mine.perform(UTE, plan, course(title))

    def sort_and_let_them_rename():
        sheet.person.sort("Kurse", "A", descending=True)
        sheet.just_before("read", lambda: theirs.perform(UTE, rename, "K-0001", "Ihr Titel"))

    sheet.just_before("write", sort_and_let_them_rename)
    mine.perform(UTE, rename, "K-0001", "Mein Titel")
    assert titles(sheet) == [("K-0001", "Ihr Titel"), ("K-0002", "Zwei")]
    assert told(sheet).splitlines()[-1] == "K-0001 Titel: „Mein Titel“ steht dort nicht, sondern Neueres"


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
