"""The figures of earlier days, read backwards from the journal, are those that stood there on that day."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services import courses, interests, registration, roster
from services.intake import refuse, take_in
from services.model.course_forms import CourseForm
from services.model.course_records import Course, Interest, Registration
from services.model.errors import Refusal
from services.model.forms import PersonForm
from services.model.lists import PersonStatus, RejectReason
from services.model.records import JournalEntry, Person, Request
from services.office import Office
from services.storage.memory import MemoryStore
from services.today.due import at_a_glance
from services.today.trend import Trend, as_of, trends
from services.waiting_list import give_up_place
from tests.rules.cast import (
    NOW,
    TODAY,
    UTE,
    call_form,
    course,
    form_of,
    interest,
    journal,
    olena,
    person_form,
    registration_form,
    request,
    request_form,
    workbook,
)


def last(here, kind):
    return here.store.load().all(kind)[-1]


DEEDS = {
    "call": lambda here: here.perform(UTE, interests.take, call_form()),
    "no longer": lambda here: here.perform(UTE, interests.withdraw, last(here, Interest)),
    "ask": lambda here: here.perform(UTE, take_in, request_form()),
    "refuse": lambda here: here.perform(UTE, refuse, last(here, Request), RejectReason.TOO_LATE),
    "enter": lambda here: here.perform(UTE, roster.enter, person_form(status=PersonStatus.IN_TRAINING)),
    "ready": lambda here: here.perform(
        UTE, roster.edit, last(here, Person), form_of(PersonForm, last(here, Person), status=PersonStatus.READY)
    ),
    "register": lambda here: here.perform(UTE, registration.register, "K-0001", registration_form("Eva Neu")),
    "leave": lambda here: here.perform(UTE, give_up_place, last(here, Registration)),
    "places": lambda here: here.perform(
        UTE, courses.change, last(here, Course), form_of(CourseForm, last(here, Course), places=9)
    ),
}


def figures(book):
    return [one.value for one in at_a_glance(book)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 2)), max_size=12))
def test_earlier_figures_are_those_that_stood_there(deeds):
    now = [NOW]
    begun = journal("J-0001", at=NOW - timedelta(days=1), changed="")
    store = MemoryStore(workbook(course(), interest(), request(), olena(), begun))
    here = Office(store, clock=lambda: now[0])
    evenings = {}
    for deed, days in deeds:
        evenings[now[0].date()] = figures(store.load())
        now[0] += timedelta(days=days)
        try:
            DEEDS[deed](here)
        except Refusal:
            continue
        except IndexError:  # nobody of that kind yet
            continue
        evenings[now[0].date()] = figures(store.load())
    book = store.load()
    assert {day: figures(as_of(book, day)) for day in evenings} == evenings


def test_trend_is_what_has_been_added_since():
    book = workbook(
        journal("J-0001", at=NOW - timedelta(days=40)),
        journal("J-0002", at=NOW - timedelta(days=20), changed="P-0001 Stand: Pausiert → Aktiv; Wohnt in: a → b"),
        journal("J-0003", at=NOW - timedelta(days=3), changed="A-0001 neu\nP-0001 Stand: Aktiv → Einsatzbereit"),
        request(received_at=NOW - timedelta(days=3)),
        olena(),
    )
    assert trends(book, TODAY) == (
        (Trend(7, 0), Trend(30, 0)),
        (Trend(7, 0), Trend(30, 0)),
        (Trend(7, 1), Trend(30, 1)),
        (Trend(7, 0), Trend(30, 1)),
    )


def test_nothing_is_claimed_where_the_journal_does_not_reach():
    book = workbook(journal(at=NOW - timedelta(days=10), changed=""), olena())
    assert trends(book, TODAY)[3] == (Trend(7, 0), Trend(30, None))
    assert as_of(workbook(olena()), TODAY) is None


def test_nothing_is_claimed_behind_an_entry_that_was_cut_off():
    book = workbook(
        journal("J-0001", at=NOW - timedelta(days=50)), journal("J-0002", changed="P-0001 neu\n" + "x" * 3980)
    )
    assert as_of(book, TODAY - timedelta(days=7)) is None


@pytest.mark.parametrize("told", ["P-0001 Wohnt in: Stand: x → y", "P-0001 Wohnt in: a; Stand: Quatsch → b", "", "?"])
def test_text_that_only_looks_like_a_change_changes_nothing(told):
    book = workbook(journal("J-0001", at=NOW - timedelta(days=90)), journal("J-0002", changed=told), olena())
    assert as_of(book, TODAY - timedelta(days=7)).all(Person) == (olena(),)


def test_entry_made_since_falls_away_also_without_a_journal_entry():
    book = workbook(
        journal(at=NOW - timedelta(days=40)), request(received_at=NOW), JournalEntry(**dict(journal("J-0002")))
    )
    assert as_of(book, TODAY - timedelta(days=7)).all(Request) == ()
