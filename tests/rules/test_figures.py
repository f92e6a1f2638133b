from decimal import Decimal

import pytest

from services.cohorts import cohorts, sums
from services.figures import Meetings, headline, languages_wanted, meetings_held, topics_wanted
from services.funnel import funnel
from services.model.course_lists import Counted, EventKind, EventStatus, GuestStatus, RegistrationStatus
from services.model.course_records import Registration
from services.model.languages import Language
from services.model.lists import AssignmentStatus, PersonStatus, RequestStatus, Topic
from services.model.sight import seen_by
from tests.rules.cast import (
    LEA,
    TODAY,
    assignment,
    course,
    event,
    guest,
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


def test_certified_are_people_counted_once_without_revoked_certificates():
    both = [registration(f"T-000{n}", status=RegistrationStatus.CERTIFIED, person="P-0001") for n in (1, 2)]
    third = registration("T-0003", "Ada Lohe", status=RegistrationStatus.CERTIFIED)
    gone = registration("T-0004", "Bo Alt", status=RegistrationStatus.CERTIFIED, revoked_on=TODAY)
    assert values(course(), olena(), *both, third, gone) == {**NOTHING, "certified": 2, "available": 1}


def test_headline_explains_every_figure():
    figures = headline(workbook())
    assert [figure for figure in figures if not (str(figure.label) and str(figure.counted))] == []


def test_headline_never_adds_earlier_totals():
    certified = registration(status=RegistrationStatus.CERTIFIED)
    assert values(course(), certified, *OSNABRUECK) == values(course(), certified)


def test_topics_wanted_are_counted_most_frequent_first():
    book = workbook(
        request("A-0001", topics=(Topic.SCHOOL, Topic.HEALTH)),
        request("A-0002", topics=(Topic.HEALTH,)),
        request("A-0003", topics=()),
    )
    assert topics_wanted(book) == ((Topic.HEALTH, 2), (Topic.SCHOOL, 1))


def test_meetings_that_were_held_are_counted_by_year_and_kind_with_those_who_were_there():
    held = {"kind": EventKind.REGULARS, "status": EventStatus.HELD}
    book = workbook(
        event("G-0001", day="2026-08-05", **held),
        event("G-0002", day="2026-07-01", **held),
        event("G-0003", day="2025-07-02", **held),
        event("G-0004", day="2026-08-19", kind=EventKind.TRAINING, status=EventStatus.HELD),
        event("G-0005", day="2026-09-02", kind=EventKind.REGULARS),
        event("G-0006", day="2026-06-03", status=EventStatus.HELD),
        guest("B-0001", event="G-0001", status=GuestStatus.ATTENDED),
        guest("B-0002", event="G-0002", status=GuestStatus.ATTENDED),
        guest("B-0003", event="G-0002", status=GuestStatus.EXCUSED),
        guest("B-0004", event="G-0006", status=GuestStatus.ATTENDED),
    )
    assert meetings_held(book) == (
        Meetings(2026, EventKind.REGULARS, 2, 2),
        Meetings(2026, EventKind.TRAINING, 1, 0),
        Meetings(2025, EventKind.REGULARS, 1, 0),
    )


def test_languages_wanted_stand_against_those_who_speak_them():
    book = workbook(
        olena(),
        samir(status=PersonStatus.PAUSED),
        marta(status=PersonStatus.ACTIVE),
        request(),
        other_request(languages=(Language.ARABIC, Language.UKRAINIAN)),
    )
    assert languages_wanted(book) == ((Language.UKRAINIAN, 2, 2), (Language.ARABIC, 1, 0))


def sums_of_cohorts(book):
    return sums(cohorts(book))


def everybody_funnel(book):
    return funnel(book, book.all(Registration), everybody=True)


@pytest.mark.parametrize(
    "figures", [headline, cohorts, sums_of_cohorts, everybody_funnel, topics_wanted, languages_wanted, meetings_held]
)
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
