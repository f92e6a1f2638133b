"""Putting off what is due: it rests for the whole office, comes back by itself, and hides nothing new."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.model.errors import ChangedMeanwhile, DayDoesNotFit, NoLongerDue, Problem
from services.model.records import JournalEntry, PutOff
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.today.due import due, grouped
from services.today.putting_off import AT_MOST, put_off, resting, take_up
from tests.rules.cast import (
    NEXT_WEEK,
    NOW,
    TODAY,
    TOMORROW,
    UTE,
    YESTERDAY,
    again,
    call,
    draft,
    interest,
    office,
    olena,
)

STEPS, CALLS = "Next steps due", "Calls to make"
HALINA = interest(next_step="Anrufen", next_step_on=YESTERDAY)


def abouts(workbook, today=TODAY):
    return [line.about for line in due(workbook, today)]


def test_line_rests_until_its_day_and_comes_back_by_itself():
    desk = draft(HALINA, call())
    put_off(desk, STEPS, "I-0001", NEXT_WEEK, "Halina Wrona: Anrufen")
    book = desk.workbook
    days = [TODAY, NEXT_WEEK - timedelta(days=1), NEXT_WEEK]
    assert [abouts(book, day) for day in days] == [["N-0009"], ["N-0009"], ["I-0001", "N-0009"]]
    assert [[line.about for line, _one in resting(book, day)] for day in days] == [["I-0001"], ["I-0001"], []]


def test_two_kinds_about_the_same_entry_rest_apart():
    both = interest(next_step_on=YESTERDAY, status="Zurückgezogen", withdrawn_on=TODAY - timedelta(days=40))
    titles = [title for title, _lines in grouped(draft(both).workbook, TODAY)]
    desk = draft(both)
    put_off(desk, titles[0], "I-0001", NEXT_WEEK)
    assert [title for title, _lines in grouped(desk.workbook, TODAY)] == titles[1:]


def test_new_matter_about_the_same_entry_is_due():
    desk = draft(HALINA)
    put_off(desk, STEPS, "I-0001", date(2026, 10, 1))
    later = again(desk)
    later.replace(HALINA, next_step="Einladen", next_step_on=TOMORROW)
    assert (abouts(later.workbook, TODAY), abouts(later.workbook, TOMORROW)) == ([], ["I-0001"])


def test_rows_nobody_can_read_can_rest():
    problems = (Problem("Kurse", "Zeile 3", "Titel", Sentence("?")),)
    desk = draft()
    desk.workbook = Workbook.of((), problems=problems)
    put_off(desk, "Rows that do not count yet", "", NEXT_WEEK)
    assert [abouts(desk.workbook, day) for day in (TODAY, TOMORROW, NEXT_WEEK)] == [[], [], [""]]


def test_putting_off_again_moves_the_day_and_taking_up_brings_it_back():
    desk = draft(HALINA)
    first = put_off(desk, STEPS, "I-0001", NEXT_WEEK)
    desk = again(desk)
    second = put_off(desk, STEPS, "I-0001", TOMORROW)
    assert (second.id, second.until) == (first.id, TOMORROW)
    with pytest.raises(ChangedMeanwhile):
        take_up(again(desk), first)
    desk = again(desk)
    take_up(desk, second)
    assert (abouts(desk.workbook), resting(desk.workbook, TODAY)) == (["I-0001"], ())


@pytest.mark.parametrize("until", [YESTERDAY, TODAY, TODAY + AT_MOST + timedelta(days=1)])
def test_day_is_ahead_and_within_a_year(until):
    with pytest.raises(DayDoesNotFit):
        put_off(draft(HALINA), STEPS, "I-0001", until)


def test_line_somebody_has_taken_care_of_cannot_be_put_off():
    with pytest.raises(NoLongerDue):
        put_off(draft(interest(next_step_on=NEXT_WEEK)), STEPS, "I-0001", NEXT_WEEK)


def test_journal_says_who_put_it_off_but_not_whom_it_is_about():
    here = office(HALINA)
    kept = here.perform(UTE, put_off, STEPS, "I-0001", NEXT_WEEK, "Halina Wrona: Anrufen")
    assert kept == PutOff(
        id="R-0001",
        line="Next steps due I-0001",
        what="Halina Wrona: Anrufen",
        since=YESTERDAY,
        until=NEXT_WEEK,
        put_off_by=UTE.name,
    )
    (entry,) = here.store.load().all(JournalEntry)
    assert (entry.at, entry.deed, entry.changed) == (NOW, "Zurückgestellt", "R-0001 neu")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), max_size=6), st.integers(0, 10))
def test_every_line_is_either_due_or_resting(deeds, later):
    people = [interest(f"I-000{number}", next_step_on=YESTERDAY) for number in range(1, 5)]
    desk = draft(*people, olena())
    for number, days in deeds:
        desk = again(desk)
        put_off(desk, STEPS, f"I-000{number}", TODAY + timedelta(days=days))
    day = TODAY + timedelta(days=later)
    awake, asleep = abouts(desk.workbook, day), [line.about for line, _one in resting(desk.workbook, day)]
    assert sorted(awake + asleep) == ["I-0001", "I-0002", "I-0003", "I-0004"]
    last = dict(deeds)
    assert (asleep and all(last[int(one[-1])] > later for one in asleep)) or not asleep
