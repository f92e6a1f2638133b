from decimal import Decimal

import pytest

from services.figures import CohortRow, cohorts, headline, languages_wanted, topics_wanted
from services.model.course_lists import Counted, RegistrationStatus
from services.model.languages import Language
from services.model.lists import AssignmentStatus, PersonStatus, RequestStatus, Topic
from services.model.sight import seen_by
from tests.rules.cast import (
    LEA,
    assignment,
    course,
    marta,
    olena,
    other_request,
    registration,
    request,
    samir,
    total,
    workbook,
)

OSNABRUECK = (
    total("F-0001", "seit 2007", 180, Counted.QUALIFIED, last_year=2012, source="Flyer 2012"),
    total("F-0002", "Kurs 2007", 28, Counted.CERTIFIED, source="Presse 2007"),
)
LISTED = [registration(f"T-000{n}", f"Name {n}", status=status) for n, status in enumerate(RegistrationStatus, 1)]


NAMES = ("certified", "available", "open", "placed", "hours")


def values(*records):
    return dict(zip(NAMES, (figure.value for figure in headline(workbook(*records))), strict=True))


NOTHING = {"certified": 0, "available": 0, "open": 0, "placed": 0, "hours": Decimal(0)}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((), {}),
        (OSNABRUECK, {}),
        ((course(), *LISTED), {"certified": 1}),
        (
            [olena(number=f"P-000{n}", status=status) for n, status in enumerate(PersonStatus, 1)],
            {"available": 2},
        ),
        (
            [request(f"A-000{n}", status=status) for n, status in enumerate(RequestStatus, 1)],
            {"open": 2, "placed": 2},
        ),
        (
            [
                assignment("E-0001", status=AssignmentStatus.DONE, hours="1,5"),
                assignment("E-0002", status=AssignmentStatus.DONE, hours="0:45"),
                assignment("E-0003"),
            ],
            {"hours": Decimal("2.25")},
        ),
    ],
)
def test_headline_counts_what_it_says(records, expected):
    assert values(*records) == {**NOTHING, **expected}


def test_headline_explains_every_figure():
    figures = headline(workbook())
    assert [figure for figure in figures if not (str(figure.label) and str(figure.counted))] == []


def test_headline_never_adds_earlier_totals():
    certified = registration(status=RegistrationStatus.CERTIFIED)
    assert values(course(), certified, *OSNABRUECK) == values(course(), certified)


def test_cohorts_show_earlier_totals_with_their_sources_and_never_add_them():
    certified = registration(status=RegistrationStatus.CERTIFIED)
    assert cohorts(workbook(course(), certified, *OSNABRUECK)) == (
        CohortRow("Kurs 2007", None, 28, None, "Presse 2007"),
        CohortRow("seit 2007", None, None, 180, "Flyer 2012"),
        CohortRow("Herbst 2026", 1, 1, None, ""),
    )


def test_cohorts_of_earlier_years_stand_by_year():
    totals = (
        total("F-0001", "C", 1, Counted.CERTIFIED, first_year=2010, last_year=2011),
        total("F-0002", "A", 2, Counted.CERTIFIED, first_year=2007, last_year=2007),
        total("F-0003", "B", 3, Counted.CERTIFIED, first_year=2007, last_year=2012),
    )
    assert [row.cohort for row in cohorts(workbook(*totals))] == ["A", "B", "C"]


def test_cohort_counts_those_with_a_place_and_those_certified():
    assert cohorts(workbook(course(), *LISTED)) == (CohortRow("Herbst 2026", 3, 1, None, ""),)


def test_cohort_without_a_name_takes_the_title():
    assert cohorts(workbook(course(cohort=""), registration()))[0].cohort == "Basiskurs Herbst"


def test_cohort_nobody_registered_for_is_left_out():
    assert cohorts(workbook(course())) == ()


def test_topics_wanted_are_counted_most_frequent_first():
    book = workbook(
        request("A-0001", topics=(Topic.SCHOOL, Topic.HEALTH)),
        request("A-0002", topics=(Topic.HEALTH,)),
        request("A-0003", topics=()),
    )
    assert topics_wanted(book) == ((Topic.HEALTH, 2), (Topic.SCHOOL, 1))


def test_languages_wanted_stand_against_those_who_speak_them():
    book = workbook(
        olena(),
        samir(status=PersonStatus.PAUSED),
        marta(status=PersonStatus.ACTIVE),
        request(),
        other_request(languages=(Language.ARABIC, Language.UKRAINIAN)),
    )
    assert languages_wanted(book) == ((Language.UKRAINIAN, 2, 2), (Language.ARABIC, 1, 0))


@pytest.mark.parametrize("figures", [headline, cohorts, topics_wanted, languages_wanted])
def test_figures_are_the_same_for_the_lead(figures):
    book = workbook(
        course(),
        *LISTED,
        *OSNABRUECK,
        olena(),
        samir(),
        request(),
        other_request(status=RequestStatus.CLOSED),
        assignment(status=AssignmentStatus.DONE, hours="2"),
    )
    assert figures(seen_by(book, LEA)) == figures(book)
