"""What every store promises, the same for all of them."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.model.course_lists import CourseStatus
from services.model.course_records import Course
from services.model.draft import Draft
from services.model.errors import ChangedMeanwhile, Conflict
from services.model.records import RECORDS, JournalEntry
from services.model.workbook import Change, Workbook
from tests.storage.actions import NOW, UTE, changes_of, course, office, plan, rename
from tests.storage.values import values_of

# Not shrunk: a smaller example is not worth minutes of requests.
ROUND_TRIP = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def titles(workbook):
    return [(one.id, one.title) for one in workbook.all(Course)]


def add(store, *names):
    """Commit each course on its own."""
    for name in names:
        workbook = store.load()
        store.commit(changes_of(workbook, plan, course(name)), expected=workbook)
    return store.load()


def test_store_begins_empty_at_revision_0(store):
    assert store.load() == Workbook.of(revision=0)


def test_commit_gives_what_another_store_then_reads(place):
    store = place.store()
    workbook = store.load()
    committed = store.commit(changes_of(workbook, plan, course("Basiskurs")), expected=workbook)
    expected = Course.model_validate({**dict(course("Basiskurs")), "id": "K-0001", "status": CourseStatus.OPEN})
    assert committed == Workbook.of([expected], revision=1)
    assert place.store().load() == committed


def test_commit_goes_on_from_the_workbook_of_the_last_commit(store):
    first = store.load()
    second = store.commit(changes_of(first, plan, course("Eins")), expected=first)
    third = store.commit(changes_of(second, plan, course("Zwei")), expected=second)
    assert store.load() == third
    assert (third.revision, titles(third)) == (2, [("K-0001", "Eins"), ("K-0002", "Zwei")])


def test_commit_replaces_only_what_changed(place):
    store = place.store()
    before = add(store, "Eins", "Zwei", "Drei")
    store.commit(changes_of(before, rename, "K-0002", "Neu"), expected=before)
    after = place.store().load()
    changed = before.get(Course, "K-0002").model_copy(update={"title": "Neu"})
    assert after == Workbook.of([before.get(Course, "K-0001"), changed, before.get(Course, "K-0003")], revision=4)


def test_commit_empties_a_cell(place):
    store = place.store()
    before = store.commit(
        changes_of(store.load(), plan, course("Eins", place="Rathaus", hours="22,5")), expected=store.load()
    )
    seen = before.get(Course, "K-0001")
    after = store.commit(changes_of(before, lambda draft: draft.replace(seen, place="", hours=None)), expected=before)
    assert place.store().load() == after
    assert (after.get(Course, "K-0001").place, after.get(Course, "K-0001").hours) == ("", None)


def test_commit_from_a_stale_workbook_conflicts_and_writes_nothing(store):
    stale = store.load()
    newer = add(store, "Schneller")
    with pytest.raises(Conflict):
        store.commit(changes_of(stale, plan, course("Zu spät")), expected=stale)
    assert store.load() == newer


def test_commit_from_many_revisions_ago_conflicts(store):
    stale = store.load()
    newer = add(store, *(f"Kurs {number}" for number in range(22)))
    with pytest.raises(Conflict):
        store.commit(changes_of(stale, plan, course("Zu spät")), expected=stale)
    assert store.load() == newer


def test_commit_with_a_number_that_is_taken_writes_nothing_of_it(shared_place):
    store = shared_place.store()
    before = add(store, "Eins")
    new = Course.model_validate({**dict(course("Zwei")), "id": "K-0002"})
    copy = Course.model_validate({**dict(course("Kopie")), "id": "K-0001"})
    with pytest.raises(Conflict):
        store.commit((Change(None, new), Change(None, copy)), expected=before)
    assert store.load() == before


def test_numbers_go_on_after_the_highest(store):
    assert [one.id for one in add(store, *"abcdefghijkl").all(Course)][-3:] == ["K-0010", "K-0011", "K-0012"]


@ROUND_TRIP
@given(data=st.data())
def test_every_kind_of_record_reads_back_as_it_was_written(store, other_store, data):
    workbook = store.load()
    draft = Draft(workbook, UTE, NOW)
    written = [draft.add(kind, **data.draw(values_of(kind), label=kind.__name__)) for kind in RECORDS]
    store.commit(draft.changes, expected=workbook)
    read = other_store.load()
    assert read.problems == ()
    assert [read.find(type(record), record.id) for record in written] == written


@ROUND_TRIP
@given(data=st.data())
def test_every_kind_of_record_is_changed_into_what_was_written(store, other_store, data):
    workbook = store.load()
    draft = Draft(workbook, UTE, NOW)
    old = [draft.add(kind, **data.draw(values_of(kind), label=kind.__name__)) for kind in RECORDS]
    workbook = store.commit(draft.changes, expected=workbook)
    draft = Draft(workbook, UTE, NOW)
    written = [draft.replace(record, **data.draw(values_of(type(record)), label=record.id)) for record in old]
    store.commit(draft.changes, expected=workbook)
    read = other_store.load()
    assert read.problems == ()
    assert [read.find(type(record), record.id) for record in written] == written


def test_a_new_place_is_set_up_once_by_everybody_who_comes_at_once(place):
    stores = [place.store() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda store: store.load(), stores)) == [Workbook.of(revision=0)] * 4
    assert titles(add(stores[0], "Eins")) == [("K-0001", "Eins")]
    assert titles(stores[3].load()) == [("K-0001", "Eins")]


def test_two_writers_at_once_lose_nothing(place):
    offices = [office(place.store()) for _ in range(2)]

    def write(number):
        return offices[number % 2].perform(UTE, plan, course(f"Kurs {number}")).title

    with ThreadPoolExecutor(2) as pool:
        written = list(pool.map(write, range(12)))
    workbook = place.store().load()
    assert sorted(one.title for one in workbook.all(Course)) == sorted(written)
    assert [one.id for one in workbook.all(Course)] == [f"K-{number:04d}" for number in range(1, 13)]
    assert workbook.revision <= 12  # two who wait in the same office are saved together
    assert len(workbook.all(JournalEntry)) == 12


def test_three_clicks_make_one_entry(place):
    offices, click = [office(place.store()) for _ in range(3)], uuid4().hex

    def press(number):
        return offices[number].perform(UTE, plan, course("Basiskurs"), once=click)

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(press, range(3)))
    workbook = place.store().load()
    assert answers == [workbook.get(Course, "K-0001")] * 3
    assert (titles(workbook), workbook.revision) == ([("K-0001", "Basiskurs")], 1)


def test_an_action_repeated_later_gives_back_what_it_made(place):
    first = office(place.store()).perform(UTE, plan, course("Basiskurs"), once="click-1")
    office(place.store()).perform(UTE, plan, course("Anderer"))
    again = office(place.store()).perform(UTE, plan, course("Basiskurs"), once="click-1")
    assert again == first
    assert titles(place.store().load()) == [("K-0001", "Basiskurs"), ("K-0002", "Anderer")]


def test_an_old_form_does_not_overwrite_a_newer_change(place):
    mine, theirs = office(place.store()), office(place.store())
    seen = mine.perform(UTE, plan, course("Basiskurs"))
    theirs.perform(UTE, rename, seen.id, "Geändert")
    with pytest.raises(ChangedMeanwhile):
        mine.perform(UTE, lambda draft: draft.replace(seen, title="Von gestern"))
    assert titles(place.store().load()) == [("K-0001", "Geändert")]


def test_journal_says_who_did_what_when(place):
    office(place.store()).perform(UTE, plan, course("Basiskurs"), once="click-1")
    office(place.store()).perform(UTE, rename, "K-0001", "Neu", once="click-2")
    told = {"at": NOW, "actor": "Ute Büro", "deed": "Kurs geplant", "entries": ("K-0001",)}
    assert place.store().load().all(JournalEntry) == (
        JournalEntry(id="J-0001", changed="K-0001 neu", operation="click-1", **told),
        JournalEntry(id="J-0002", changed="K-0001 Titel: Basiskurs → Neu", operation="click-2", **told),
    )
