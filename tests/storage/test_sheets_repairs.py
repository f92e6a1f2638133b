"""Two threads of one process mend the same sheet: who saved, and who only reads."""

from threading import Event, Thread

import pytest

from services.model.access import Right
from services.model.course_lists import CourseStatus
from services.model.course_records import Course
from services.model.draft import Draft
from services.model.records import JournalEntry
from services.storage.sheets.http import SheetsClient
from services.storage.sheets.images import ROOM
from services.storage.sheets.reading import FIELDS, workbook_of
from services.storage.sheets.repairs import Repairs, Sender
from services.storage.sheets.writing import Batch, batch_of
from tests.storage.actions import UTE, changes_of, course
from tests.storage.sheet import Sheet

COURSES = ROOM + 10  # more than there is room for copies: of the last ones nobody but who saved knows
LAST = f"K-{COURSES:04d}"


def plan_many(draft: Draft) -> Course:
    draft.must(Right.PLAN_COURSES)
    return draft.add_all(Course, [{**dict(course("Alt")), "status": CourseStatus.RUNNING} for _ in range(COURSES)])[0]


def rename_all(draft: Draft) -> None:
    draft.must(Right.PLAN_COURSES)
    for one in draft.workbook.all(Course):
        draft.replace(one, title=f"Neu {one.id}")


@pytest.fixture
def many(sheet: Sheet) -> Sheet:
    sheet.office.perform(UTE, plan_many)
    sheet.server.reset()
    return sheet


def about_to_rename(many: Sheet) -> tuple[Sender, Repairs, Batch]:
    """Whoever saves: how they send, what mends behind them, and new titles for all courses, not sent yet."""
    client = SheetsClient(many.id, api=many.server.url, patience=1.0)
    sender = Sender(client)
    repairs = Repairs(lambda: workbook_of(client.read({"fields": FIELDS})), sender)
    read = workbook_of(client.read({"fields": FIELDS}))
    return sender, repairs, batch_of(changes_of(read, rename_all), read, read.origin, "op")


def test_who_reads_does_not_throw_away_what_who_saves_has_just_noted(many):
    """While the reader's mending is on its way, the one who saved notes what its batch wrote without a copy."""
    sender, repairs, batch = about_to_rename(many)
    many.person.move_rows(Course.tab, 2, 2, 4)  # seen by whoever reads: there are copies of these rows
    many.person.insert_rows(Course.tab, COURSES + 1)  # the last course moves down; of its row there is none
    seen = sender.send(batch)
    mending = Event()
    many.just_before("write", mending.set)
    many.server.fault("slow", kind="write", seconds=0.5)
    reader = Thread(target=repairs.finish)
    reader.start()
    assert mending.wait(10)
    repairs.check(batch, seen)
    reader.join()
    there = {one.id: one.title for one in many.store.load().all(Course)}
    assert there == {number: f"Neu {number}" for number in there}
    assert LAST in there


def test_who_saves_mends_alone_what_nobody_else_can_see(many):
    sender, repairs, batch = about_to_rename(many)
    many.person.insert_rows(Course.tab, COURSES + 1)
    after = repairs.check(batch, sender.send(batch))
    assert after is not None
    assert after.get(Course, LAST).title == f"Neu {LAST}"
    assert not repairs.waiting
    assert [one.deed for one in after.all(JournalEntry)][-1] == "Tabelle berichtigt"
