"""Google's quota: requests are spaced before it refuses any, and a used-up minute is waited out."""

import time
from bisect import bisect_left
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.model.course_records import Course
from services.model.record import columns
from services.model.records import Organisation
from services.office import Office
from services.storage.sheets import SheetsStore
from services.storage.sheets.pace import BURST, Pace
from services.table import LARGE, rows
from tests.sheets_server.client import connect
from tests.storage.actions import UTE, course, office, plan

WINDOW = 0.5


def test_a_burst_goes_at_once_and_no_window_ever_sees_more_than_the_quota():
    pace = Pace(60, window=WINDOW)

    def send(_):
        pace.wait("read")
        return time.monotonic()

    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        sent = sorted(pool.map(send, range(150)))
    assert sent[BURST - 1] - began < WINDOW / 3
    assert max(bisect_left(sent, at + WINDOW) - place for place, at in enumerate(sent)) <= 60
    assert sent[-1] - began < 5 * WINDOW  # nearly the whole quota is used


def test_reads_do_not_wait_for_writes():
    pace = Pace(60, window=60)
    for _ in range(BURST):
        pace.wait("write")
    assert pace.wait("read") == 0.0
    assert (pace.sent("write"), pace.sent("read"), pace.sent("token")) == (BURST, 1, 0)


def test_without_a_quota_requests_are_only_counted():
    pace = Pace(None)
    assert [pace.wait("write") for _ in range(100)] == [0.0] * 100
    assert pace.sent("write") == 100


def test_requests_of_longer_ago_do_not_count():
    pace = Pace(None, window=0.05)
    pace.wait("read")
    time.sleep(0.06)
    assert pace.sent("read") == 0


@pytest.mark.parametrize("kind", ["read", "write"])
def test_a_used_up_quota_is_waited_out_however_little_patience_there_is_for_faults(sheet, kind):
    for _ in range(4):
        sheet.server.fault("429", kind=kind)
    store = SheetsStore(sheet.id, api=sheet.server.url, patience=0.01)
    assert office(store).perform(UTE, plan, course("Kurs")).id == "K-0001"
    assert [one.title for one in store.load().all(Course)] == ["Kurs"]


def test_the_store_counts_what_it_sends(sheet):
    store = sheet.store
    office(store).perform(UTE, plan, course("Kurs"))
    assert (store.pace.sent("read"), store.pace.sent("write")) == (1, 1)


@pytest.mark.parametrize("kind", ["read", "write"])
def test_as_long_as_google_asks_to_wait_nothing_is_sent(sheet, kind):
    sheet.server.switches.set({"retry_after": True})
    sheet.server.fault("429", kind=kind, seconds=2)
    store = SheetsStore(sheet.id, api=sheet.server.url)
    began = time.monotonic()
    office(store).perform(UTE, plan, course("Kurs"))
    sheet.server.switches.set({"retry_after": False})
    assert time.monotonic() - began >= 2


def test_eight_who_read_at_once_share_one_read(sheet):
    used = Office(sheet.store, keep_for=6.0)
    with ThreadPoolExecutor(8) as pool:
        assert len({id(book.records) for book in pool.map(lambda _: used.read(UTE), range(8))}) == 1
    assert sheet.server.requests["read"] == 1


def test_a_sheet_of_twenty_thousand_rows_pasted_by_a_person_is_read_and_counted_as_large(sheet):
    title, name = (columns(Organisation)[field].column.header for field in ("id", "name"))
    headers = sheet.book.sheet(Organisation.tab).values()[0]
    pasted = [{title: f"O-{one:04d}", name: f"Stelle {one}"} for one in range(1, LARGE + 1)]
    tab = connect(sheet.server).open_by_key(sheet.id).worksheet(Organisation.tab)
    tab.append_rows([[row.get(header, "") for header in headers] for row in pasted])
    began = time.monotonic()
    workbook = sheet.store.load()
    assert time.monotonic() - began < 60
    assert (len(workbook.all(Organisation)), rows(workbook) >= LARGE) == (LARGE, True)
