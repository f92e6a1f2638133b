from datetime import date

import pytest

from services.courses import OnOffer, Turnout, change, on_offer, plan, turnouts
from services.model.course_forms import CourseForm
from services.model.course_lists import CourseStatus, RegistrationStatus
from services.model.course_records import Course
from services.model.errors import ChangedMeanwhile
from services.model.words import Sentence
from tests.rules.cast import TODAY, YESTERDAY, course, draft, form_of, ids, registration, workbook

TAKEN = (
    registration("T-0001", "Eins Eins"),
    registration("T-0002", "Zwei Zwei", status=RegistrationStatus.CONFIRMED),
    registration("T-0003", "Drei Drei", status=RegistrationStatus.WAITING),
)


@pytest.mark.parametrize(
    ("status", "shown"),
    [(status, status in (CourseStatus.OPEN, CourseStatus.ANNOUNCED, CourseStatus.RUNNING)) for status in CourseStatus],
)
def test_course_is_on_offer_when_published(status, shown):
    assert bool(on_offer(workbook(course(status=status)), TODAY)) is shown


def test_courses_on_offer_are_open_ones_first_and_by_date():
    book = workbook(
        course("K-0001", status=CourseStatus.RUNNING, starts_on=date(2026, 8, 1)),
        course("K-0002", status=CourseStatus.ANNOUNCED, starts_on=date(2027, 1, 1)),
        course("K-0003", register_until=YESTERDAY),
        course("K-0004", starts_on=None),
        course("K-0005", starts_on=date(2026, 10, 1)),
        course("K-0006", starts_on=date(2026, 9, 20)),
        course("K-0007", status=CourseStatus.ANNOUNCED, starts_on=None),
    )
    assert [one.course.id for one in on_offer(book, TODAY)] == [
        "K-0006",
        "K-0005",
        "K-0004",
        "K-0003",
        "K-0002",
        "K-0007",
        "K-0001",
    ]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (TAKEN[:1], OnOffer(course(), 1, 0)),
        (TAKEN[:2], OnOffer(course(), 0, 0)),
        (TAKEN, OnOffer(course(), 0, 1)),
        (TAKEN[1:], OnOffer(course(), 0, 1)),
    ],
)
def test_course_on_offer_counts_places_for_newcomers_and_those_waiting(records, expected):
    assert on_offer(workbook(course(), *records), TODAY) == (expected,)


@pytest.mark.parametrize(
    ("left", "keeps_list", "is_open", "expected"),
    [
        (1, True, True, True),
        (1, False, True, True),
        (0, True, True, True),
        (0, False, True, False),
        (1, True, False, False),
        (0, True, False, False),
    ],
)
def test_course_takes_more_while_open_with_a_place_or_a_waiting_list(left, keeps_list, is_open, expected):
    closed = None if is_open else Sentence("Registration has not opened yet.")
    assert OnOffer(course(waiting_list=keeps_list), left, 0, closed).takes_more is expected


def test_turnouts_count_taken_places_and_those_waiting():
    assert turnouts(workbook(course(), *TAKEN)) == (Turnout(course(), 2, 1, silent=0, full=True),)


def test_turnouts_stand_newest_first_with_undated_courses_on_top():
    book = workbook(
        course("K-0001", starts_on=date(2025, 1, 1)),
        course("K-0002", starts_on=None),
        course("K-0003", starts_on=date(2026, 1, 1)),
    )
    assert [one.course.id for one in turnouts(book)] == ["K-0002", "K-0003", "K-0001"]


def test_course_is_planned_as_typed():
    assert plan(draft(), form_of(CourseForm, course()), CourseStatus.OPEN) == course()


def test_course_is_changed_as_typed():
    here = draft(course(), course("K-0002"))
    change(here, course(), form_of(CourseForm, course(), places="5", title="Neuer Titel"))
    assert here.workbook.all(Course) == (course(places=5, title="Neuer Titel"), course("K-0002"))


def test_course_changed_by_somebody_else_is_left_alone():
    here = draft(course(places=7))
    with pytest.raises(ChangedMeanwhile):
        change(here, course(), form_of(CourseForm, course(), places=5))
    assert (ids(here.workbook.all(Course)), here.changes) == (["K-0001"], ())
