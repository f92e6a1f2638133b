"""Bringing a big backup back into real stores: in parts, interrupted, by two people at once."""

from itertools import islice

import pytest

from services.model.errors import ComparedBefore, Unreachable
from services.model.journal import AGAIN, NEWEST
from services.model.record import Record
from services.model.records import JournalEntry, Person
from services.model.workbook import Change, Workbook
from services.office import Office
from services.restore import differences, operations, restore, to_come
from services.storage.open import whole
from services.storage.sheets import SheetsStore
from services.storage.store import Store
from tests.conftest import sheet_place
from tests.rules.cast import RUTH
from tests.sheets_server import Server
from tests.storage.actions import NOW, UTE, course, office, plan, rename
from tests.storage.bringing import bring_back, come_by, same

GREATEST = 2_000_000  # bytes of a batch: more Google does not advise


@pytest.mark.repeated
def test_town_comes_back_into_every_store_although_it_is_interrupted_after_each_part(place, town):
    done = 0
    while [*islice(bring_back(office(place.store()), town), 1)]:  # each time another process, that knows nothing
        done += 1
    assert done > 3
    assert len(same(town, place).all(JournalEntry)) == 1000 + done


def test_town_comes_into_a_sheet_in_batches_that_google_takes(request, town):
    place = sheet_place(request)
    server: Server = request.getfixturevalue("sheets")
    sizes: list[int] = []
    server.on_request = lambda one: sizes.append(len(one.body)) if one.path.endswith(":batchUpdate") else None
    office_ = office(place.store())
    office_.read(RUTH)  # an empty one is set up
    sizes.clear()
    done = [*bring_back(office_, town)]
    server.on_request = None
    assert len(done) == len(sizes) > 3
    assert sum(sizes) > GREATEST
    assert max(sizes) < GREATEST
    told = [one for one in same(town, place).all(JournalEntry) if one.actor == RUTH.name]
    assert [one.operation for one in told] == done


def test_answer_that_got_lost_between_two_parts_brings_nothing_twice(request, town):
    place = sheet_place(request)
    parts = bring_back(office(place.store()), town)
    next(parts)
    request.getfixturevalue("sheets").fault("reset", kind="write", when="after")
    assert [*parts]
    same(town, place)


@pytest.mark.repeated
def test_two_who_bring_back_the_same_into_a_sheet_bring_no_journal_entry_twice(request, town):
    place = sheet_place(request)
    mine = bring_back(office(place.store()), town)
    next(mine)
    others = bring_back(office(place.store()), town)
    next(others)
    with pytest.raises(ComparedBefore):
        list(mine)
    assert [*others] != []
    same(town, place)


@pytest.mark.repeated
def test_sheet_that_stays_away_between_two_parts_gets_the_rest_when_it_is_back(request, town):
    place = sheet_place(request)
    server: Server = request.getfixturevalue("sheets")
    parts = bring_back(office(SheetsStore(place.address.split()[1], api=server.url, patience=0)), town)
    next(parts)
    for _ in range(20):
        server.fault("503", kind="write")
    with pytest.raises(Unreachable):
        next(parts)
    server.reset()
    assert 0 < len(differences(town, whole(place.store()))) < len(differences(town, Workbook.of()))
    assert [*bring_back(office(place.store()), town)]
    same(town, place)


def village() -> Workbook:
    """A small backup with more journal than a sheet gives at a read."""
    people = [Person(id=f"P-{one:04d}", first_name="Ada", last_name="Lohe", email="a@example.org") for one in (1, 40)]
    journal = [
        JournalEntry(id=f"J-{one:04d}", at=NOW, actor="Ute Büro", entries=("P-0001",), operation=f"click-{one}")
        for one in range(1, NEWEST + 50)
    ]
    return Workbook.of([*people, *journal])


def bring_some(office_: Office, backup: Workbook, *chosen: Record) -> None:
    """Bring some entries back as one part, and leave the others."""
    now = office_.whole(RUTH)
    part = tuple(one for one in differences(backup, now) if one.then in chosen)
    office_.perform(RUTH, restore, part, to_come(backup, now), operations(now))


def test_number_still_to_come_is_given_to_nobody_although_a_part_puts_much_journal_over_the_one_before(place):
    backup = village()
    bring_some(office(place.store()), backup, backup.get(Person, "P-0001"))
    bring_some(office(place.store()), backup, *backup.all(JournalEntry))
    assert office(place.store()).perform(RUTH, come_by).id == "P-0041"


def much_is_saved(store: Store, entries: int) -> None:
    """Let the journal tell of that many more actions, which changed nothing that matters here."""
    seen = store.load()
    first = int(seen.next_number(JournalEntry).removeprefix("J-"))
    new = [
        JournalEntry(id=f"J-{one:04d}", at=NOW, actor="Ute Büro", entries=("K-0001",), operation=f"later-{one}")
        for one in range(first, first + entries)
    ]
    store.commit(tuple(Change(None, one) for one in new), expected=seen)


def test_restore_that_was_given_up_keeps_its_numbers_free_in_a_sheet_however_much_is_saved(request):
    place, backup = sheet_place(request), village()
    here = office(place.store())
    bring_some(here, backup, backup.get(Person, "P-0001"))
    here.perform(UTE, plan, course())
    much_is_saved(place.store(), AGAIN - 2)
    for number in range(4):
        here.perform(UTE, rename, "K-0001", f"Kurs {number}")
    much_is_saved(place.store(), NEWEST - AGAIN)
    assert here.perform(RUTH, come_by).id == "P-0041"
    (again,) = [one.changed for one in here.read(RUTH).all(JournalEntry) if "P-0040" in one.entries]
    assert again.startswith("Bleiben vergeben: P-0040\nK-0001 ")
    assert [*bring_back(office(place.store()), backup)]
    book = whole(place.store())
    assert differences(backup, book) == ()
    assert [one.id for one in book.all(Person)] == ["P-0001", "P-0040", "P-0041"]


def test_journal_stays_away_from_a_sheet_where_more_was_saved_than_can_be_seen(request):
    place, backup = sheet_place(request), village()
    first, second = office(place.store()), office(place.store())
    bring_some(first, backup, backup.get(Person, "P-0001"))
    seen = first.whole(RUTH)
    assert [*bring_back(second, backup)]
    much_is_saved(place.store(), NEWEST)
    late = tuple(one for one in differences(backup, seen) if isinstance(one.then, JournalEntry))
    with pytest.raises(ComparedBefore):
        first.perform(RUTH, restore, late, to_come(backup, seen), operations(seen))
    book = whole(place.store())
    assert (book.problems, differences(backup, book)) == ((), ())
