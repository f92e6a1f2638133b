from dataclasses import replace

import pytest

from services.model.errors import NO_NUMBER, NotAllowed, NotFound, NothingChosen, Problem
from services.model.records import Person
from services.model.sight import seen_by
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.table import Dangling, corrections, dangling, rows, story, take_in_rows
from tests.rules.cast import LEA, OLENA, UTE, VISITOR, draft, journal, offer, olena, request, samir

TYPED = samir(id="")


def with_typed(*records, rows=(TYPED,)):
    return replace(Workbook.of(records), untaken=tuple(rows))


def taking(*rows, book):
    here = draft()
    here.workbook = book
    take_in_rows(here, rows)
    return here


def test_row_typed_by_hand_gets_the_next_number_and_counts():
    here = taking(TYPED, book=with_typed(olena()))
    assert here.workbook.all(Person) == (olena(), samir(id="P-0002"))
    assert here.workbook.untaken == ()
    assert [(change.before, change.takes_in) for change in here.changes] == [(TYPED, True)]


def test_two_equal_rows_are_two_people():
    here = taking(TYPED, TYPED, book=with_typed(rows=(TYPED, TYPED)))
    assert [one.id for one in here.workbook.all(Person)] == ["P-0001", "P-0002"]


def test_row_that_has_its_number_is_no_problem_any_more():
    other = samir(id="", first_name="Salim")
    lacking = [Problem("Personen", f"Zeile {row}", "Nr.", NO_NUMBER) for row in (17, 19)]
    unread = Problem("Personen", "Zeile 18", "E-Mail", Sentence("…"))
    book = replace(with_typed(rows=(TYPED, other)), problems=(lacking[0], unread, lacking[1]))
    assert taking(other, book=book).workbook.problems == (lacking[0], unread)
    assert taking(TYPED, other, book=book).workbook.problems == (unread,)


def test_row_that_was_changed_or_taken_in_meanwhile_is_refused():
    with pytest.raises(NotFound):
        taking(TYPED, TYPED, book=with_typed())


def test_nobody_chosen_is_refused():
    with pytest.raises(NothingChosen):
        taking(book=with_typed())


def test_only_the_office_takes_rows_in():
    here = draft(actor=LEA)
    with pytest.raises(NotAllowed):
        take_in_rows(here, (TYPED,))


@pytest.mark.parametrize("actor", [VISITOR, OLENA, LEA], ids=["public", "volunteer", "lead"])
def test_rows_typed_by_hand_are_seen_by_the_office_alone(actor):
    assert seen_by(with_typed(), actor).untaken == ()
    assert seen_by(with_typed(), UTE).untaken == (TYPED,)


def test_reference_to_nobody_is_found():
    lost = offer(person="P-0099", request="A-0001")
    book = Workbook.of([olena(), request(), lost])
    assert list(dangling(book)) == [Dangling(lost, "Person", "P-0099")]


def test_reference_to_a_row_that_cannot_be_read_leads_somewhere():
    book = replace(Workbook.of([request(), offer(person="P-0099", request="A-0001")]), taken=frozenset({"P-0099"}))
    assert list(dangling(book)) == []


def test_story_of_an_entry_begins_with_the_newest():
    entries = journal(), journal("J-0002", entries=("P-0002",)), journal("J-0003", entries=("A-0001", "P-0001"))
    book = Workbook.of(entries)
    assert story(book, "P-0001") == (entries[2], entries[0])


def test_corrections_are_told_newest_first():
    entries = journal(deed="Tabelle berichtigt"), journal("J-0002"), journal("J-0003", deed="Tabelle berichtigt")
    assert corrections(Workbook.of(entries)) == (entries[2], entries[0])


def test_rows_of_all_tabs_are_counted_also_those_nobody_can_read():
    book = Workbook.of([olena(), request()], problems=[Problem("Personen", "Zeile 7", "E-Mail", Sentence("wrong"))])
    assert rows(book) == 3
