from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.model.access import Right
from services.model.course_lists import MessageStatus
from services.model.course_records import Registration
from services.model.errors import ChangedMeanwhile, ComparedBefore, NotAllowed, NothingToBringBack, NumberTaken, Problem
from services.model.letters import Message
from services.model.own_records import PersonalLink
from services.model.records import JournalEntry, Offer, Person
from services.model.words import Sentence
from services.model.workbook import Change, Workbook
from services.outbox import to_send, unclear
from services.restore import (
    AT_ONCE,
    Difference,
    batches,
    differences,
    only_here,
    restore,
    sort_out,
)
from services.storage.memory import MemoryStore
from tests.rules.cast import (
    LEA,
    NOW,
    RUTH,
    assignment,
    call,
    course,
    draft,
    ids,
    journal,
    mail,
    marta,
    offer,
    office,
    olena,
    other_request,
    own_link,
    registration,
    request,
    samir,
    statuses,
    workbook,
)
from tests.storage.bringing import parts_back

BACKUP = workbook(course(), registration(person="P-0001"), olena(), samir(), request(), offer(), journal())


def all_back(office_, backup):
    """What somebody does who presses "bring back everything"; gives the workbook afterwards."""
    now = office_.read(RUTH)
    fits, _left = sort_out(differences(backup, now), backup, now)
    for operation in parts_back(office_, fits, backup, now):
        assert operation
    return office_.read(RUTH)


def unreadable(number, *records):
    problem = Problem("Personen", "Zeile 2", "Telefon", Sentence("?"))
    return Workbook(1, workbook(*records).records, (problem,), frozenset({number}))


# What is different ---------------------------------------------------------------------------------------------------


def test_differences_are_what_is_missing_and_what_is_otherwise():
    now = workbook(course(), olena(note="neu"), marta(), request(), offer(), registration(person="P-0001"))
    assert differences(BACKUP, now) == (Difference(olena(note="neu"), olena()), Difference(None, samir()))
    assert only_here(BACKUP, now) == (marta(),)


def test_difference_names_the_fields():
    assert Difference(olena(note="neu", max_open=9), olena()).fields == ("max_open", "note")
    assert Difference(None, offer()).fields == (
        "id",
        "request",
        "person",
        "status",
        "asked_at",
        "channel",
        "points",
        "seat",
    )


def test_difference_of_the_same_is_none():
    assert differences(BACKUP, BACKUP) == only_here(BACKUP, BACKUP) == ()


def test_differences_name_an_entry_after_those_it_refers_to():
    found = ids(one.then for one in differences(BACKUP, workbook(marta())))
    assert found.index("P-0001") < found.index("T-0001")
    assert max(found.index("P-0001"), found.index("A-0001")) < found.index("V-0001")


def test_journal_comes_back_into_an_empty_table_only():
    assert "J-0001" in ids(one.then for one in differences(BACKUP, workbook()))
    assert "J-0001" not in ids(one.then for one in differences(BACKUP, workbook(marta())))
    assert "J-0001" not in ids(one.then for one in differences(BACKUP, unreadable("P-0009")))


# Bringing back -------------------------------------------------------------------------------------------------------


def test_missing_entry_comes_back_under_its_old_number_beside_newer_ones():
    used = office(samir(), marta())
    used.perform(RUTH, restore, (Difference(None, olena()),))
    book = used.read(RUTH)
    assert book.all(Person) == (olena(), samir(), marta())
    (entry,) = book.all(JournalEntry)
    told = (entry.deed, entry.entries, entry.changed)
    assert told == ("Sicherung zurückgeholt", ("P-0001",), "P-0001 neu")


def test_changed_entry_goes_back_to_the_state_of_the_backup_and_the_journal_says_so():
    used = office(olena(max_open=9, note="neu"))
    used.perform(RUTH, restore, differences(workbook(olena()), used.read(RUTH)))
    assert used.read(RUTH).all(Person) == (olena(),)
    assert "9 → 2" in used.read(RUTH).all(JournalEntry)[0].changed


def test_everything_comes_back_and_a_second_time_nothing_happens():
    used = office(marta(), samir(note="neu"))
    once = all_back(used, BACKUP)
    assert differences(BACKUP, once) == ()
    assert all_back(used, BACKUP) == once


def test_everything_comes_into_an_empty_table_with_its_journal_in_one_step():
    used = office()
    book = all_back(used, BACKUP)
    assert book.revision == 1
    assert book.all(JournalEntry)[0] == journal()
    assert ids(book.all(JournalEntry)) == ["J-0001", "J-0002"]
    assert {**book.records, JournalEntry: {}} == {**BACKUP.records, JournalEntry: {}}


def test_much_comes_back_in_steps_that_the_journal_can_name():
    people = [samir(number=f"P-{number:04d}") for number in range(1, 2 * AT_ONCE + 2)]
    used = office(marta(number="P-0999"))
    book = all_back(used, workbook(*people))
    assert ids(book.all(Person)) == [*ids(people), "P-0999"]
    assert [len(entry.entries) for entry in book.all(JournalEntry)] == [AT_ONCE, AT_ONCE, 1]


TOWN = workbook(
    *(samir(number=f"P-{number:04d}", note="ü" * 3000) for number in range(1, 81)),
    request(),
    *(offer(f"V-{number:04d}") for number in range(1, 4)),
    *(journal(f"J-{number:04d}", changed="ü" * 3000, operation=f"click-{number}") for number in range(1, 101)),
    journal("J-0101", deed=Right.KEEP_BACKUPS.value, operation="a restore of earlier days"),
)
PARTS = 4


def come_by(draft):
    """Somebody who knows nothing of the backup is entered."""
    return draft.add(Person, first_name="Neu", last_name="Hinzu", email="neu@example.org")


def test_town_comes_back_in_parts_each_with_a_journal_entry_beyond_the_old_ones():
    used = office()
    book = all_back(used, TOWN)
    own = [one for one in book.all(JournalEntry) if one.actor == RUTH.name]
    assert book.revision == len(own) == PARTS
    assert ids(own) == [f"J-{number:04d}" for number in range(102, 102 + PARTS)]
    assert differences(TOWN, book) == only_here(TOWN, book) == ()
    assert {"A-0001", "P-0080", "V-0003"} < set(own[0].entries)  # still to come: nobody else gets these numbers


@pytest.mark.parametrize("done", range(PARTS + 1))
def test_interrupted_after_any_part_the_same_file_brings_the_rest_and_no_number_is_given_twice(done):
    used, now = office(), workbook()
    fits, _left = sort_out(differences(TOWN, now), TOWN, now)
    assert len([*islice(parts_back(used, fits, TOWN, now), done)]) == done
    came_by = used.perform(RUTH, come_by) if done else None
    found = used.read(RUTH)
    still = differences(TOWN, found)
    assert [one.now for one in still] == [None] * len(still)
    assert len(still) == sum(map(len, batches(fits, TOWN, now)[done:]))
    book = all_back(used, TOWN)
    assert differences(TOWN, book) == ()
    assert only_here(TOWN, book) == ((came_by,) if came_by else ())
    assert came_by is None or came_by.id == "P-0081"
    named = [entry.id for entry in book.all(JournalEntry)]
    assert named == [f"J-{number:04d}" for number in range(1, len(named) + 1)]
    assert all_back(used, TOWN) == book


def test_journal_stays_away_where_somebody_else_has_brought_something_back_meanwhile():
    used, now = office(), workbook()
    fits, _left = sort_out(differences(TOWN, now), TOWN, now)
    mine = parts_back(used, fits, TOWN, now)
    next(mine)
    others = parts_back(used, fits, TOWN, now)
    with pytest.raises(ComparedBefore, match="look at the differences again"):
        list(others)
    assert differences(TOWN, used.read(RUTH)) != ()
    assert differences(TOWN, all_back(used, TOWN)) == ()


def test_table_with_a_history_of_its_own_keeps_it():
    used = office(marta())
    for _ in range(3):
        used.perform(RUTH, come_by)
    book = all_back(used, TOWN)
    assert {one.deed for one in book.all(JournalEntry)} == {"", "Sicherung zurückgeholt"}
    assert ids(book.all(JournalEntry)) == [f"J-{number:04d}" for number in range(1, 6)]
    assert "J-0101" not in ids(one.then for one in differences(TOWN, book))


def test_nothing_is_ever_deleted_or_brought_back_twice():
    here = draft(olena(), marta(), actor=RUTH)
    restore(here, (Difference(None, olena()),))
    assert (here.changes, here.workbook.all(Person)) == ((), (olena(), marta()))


def test_number_that_belongs_to_somebody_else_by_now_is_refused():
    here = draft(marta(number="P-0001"), actor=RUTH)
    with pytest.raises(NumberTaken):
        restore(here, (Difference(None, olena()),))
    assert here.changes == ()


def test_number_of_a_row_nobody_can_read_is_refused():
    here = draft(actor=RUTH)
    here.workbook = unreadable("P-0001")
    with pytest.raises(NumberTaken):
        here.bring_back(olena())


def test_entry_changed_since_it_was_compared_is_refused():
    used = office(olena(note="verglichen"), samir())
    compared = differences(BACKUP, used.read(RUTH))
    used.perform(RUTH, lambda draft: draft.replace(olena(note="verglichen"), note="inzwischen"))
    with pytest.raises(ChangedMeanwhile):
        used.perform(RUTH, restore, compared)
    assert used.read(RUTH).get(Person, "P-0001").note == "inzwischen"


def test_journal_entries_do_not_come_into_a_table_that_is_no_longer_empty():
    compared = differences(BACKUP, workbook())
    here = draft(marta(), actor=RUTH)
    with pytest.raises(ComparedBefore):
        restore(here, compared)
    assert here.changes == ()


def test_bringing_back_needs_the_right_and_something_to_bring_back():
    with pytest.raises(NotAllowed):
        restore(draft(actor=LEA), (Difference(None, olena()),))
    with pytest.raises(NothingToBringBack):
        restore(draft(actor=RUTH), ())


def test_brought_back_record_is_a_new_change():
    here = draft(samir(), actor=RUTH)
    assert here.bring_back(olena()) == olena()
    assert here.changes == (Change(None, olena()),)


def test_everything_for_a_backup_is_given_to_the_office_alone():
    used = office(olena(), journal())
    assert used.everything(RUTH) == workbook(olena(), journal())
    with pytest.raises(NotAllowed):
        used.everything(LEA)


# What cannot come back -----------------------------------------------------------------------------------------------


def test_entry_whose_number_stands_in_an_unreadable_row_is_left_out_with_the_reason():
    now = unreadable("P-0001", samir(), course())
    fits, left = sort_out(differences(BACKUP, now), BACKUP, now)
    assert ids(one.then for one in fits) == ["A-0001", "V-0001", "T-0001"]
    (one,) = left
    reason = "Its number stands in a row that cannot be read. Please mend that row first."
    assert (one.record.id, str(one.reason)) == ("P-0001", reason)


def test_entry_that_refers_to_something_missing_is_left_out_until_that_is_there():
    now = workbook(course(), samir(), request())
    chosen = [one for one in differences(BACKUP, now) if isinstance(one.then, Registration | Offer)]
    fits, left = sort_out(chosen, BACKUP, now)
    assert fits == ()
    assert {one.record.id: one.reason.values for one in left} == {
        "T-0001": {"numbers": ("P-0001",)},
        "V-0001": {"numbers": ("P-0001",)},
    }
    assert sort_out(differences(BACKUP, now), BACKUP, now)[1] == ()


def test_entry_that_referred_to_nothing_then_comes_back_as_it_was():
    backup = workbook(assignment(person="P-0077"), other_request())
    fits, left = sort_out(differences(backup, workbook()), backup, workbook())
    assert (ids(one.then for one in fits), left) == (["A-0002", "E-0001"], ())


PEOPLE = [olena(), samir(), marta(), olena(note="anders"), samir(max_open=9)]
OTHERS = [course(), registration(person="P-0001"), registration(person="P-0002"), request(), offer(), offer(points=1)]
ANY = st.lists(st.sampled_from(PEOPLE + OTHERS)).map(lambda records: workbook(*records))


@settings(max_examples=60, deadline=None)
@given(backup=ANY, now=ANY)
def test_bringing_everything_back_leaves_no_difference_and_loses_nothing(backup, now):
    used = office(store=MemoryStore(now))
    book = all_back(used, backup)
    assert differences(backup, book) == ()
    assert {one.id for one in only_here(backup, now)} == {one.id for one in only_here(backup, book)}
    revision = book.revision
    assert all_back(used, backup).revision == revision


def test_link_comes_back_withdrawn_and_only_where_it_is_missing():
    here = draft(actor=RUTH)
    restore(here, differences(workbook(olena(), own_link()), here.workbook))
    assert here.workbook.get(PersonalLink, "Z-0001").withdrawn_at == NOW
    assert differences(workbook(own_link()), workbook(own_link(withdrawn_at=NOW))) == ()


def test_mail_that_waited_in_the_backup_comes_back_as_unclear_and_is_not_sent():
    backup = workbook(mail("N-0001"), mail("N-0002", status=MessageStatus.SENT), call("N-0003"))
    here = draft(actor=RUTH)
    restore(here, differences(backup, here.workbook))
    assert statuses(here.workbook, Message) == {
        "N-0001": MessageStatus.SENDING,
        "N-0002": MessageStatus.SENT,
        "N-0003": MessageStatus.TO_CALL,
    }
    assert ids(unclear(here.workbook, here.now)) == ["N-0001"]
    assert to_send(here.workbook, here.now) == ()
    assert differences(backup, here.workbook) == ()


def test_mail_sent_since_the_backup_stays_sent():
    backup, now = workbook(mail("N-0001")), workbook(mail("N-0001", status=MessageStatus.SENT))
    assert differences(backup, now) == ()
