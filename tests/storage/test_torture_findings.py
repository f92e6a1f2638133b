"""What the torture test found, each with the shortest way there."""

from services.model.records import Course, JournalEntry
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
