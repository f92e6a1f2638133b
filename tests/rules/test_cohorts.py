from datetime import date

from services.cohorts import CohortRow, Sums, cohorts, sums
from services.model.course_lists import Counted, CourseStatus, RegistrationStatus
from services.model.lists import Channel
from services.past.taking_over import totals_about
from tests.rules.cast import course, registration, total, workbook

EARLIER = (
    total("F-0001", "seit 2007", 180, Counted.QUALIFIED, last_year=2012, source="Flyer 2012"),
    total("F-0002", "Kurs 2007", 28, Counted.CERTIFIED, source="Presse 2007"),
)
LISTED = [registration(f"T-000{n}", f"Name {n}", status=status) for n, status in enumerate(RegistrationStatus, 1)]
HERE = CohortRow("Herbst 2026", 2026, ("K-0001",), registered=1, certified=1, dropped=0)
CERTIFIED = RegistrationStatus.CERTIFIED


def test_earlier_totals_stand_with_their_sources_and_are_never_added():
    rows = cohorts(workbook(course(), registration(status=CERTIFIED), *EARLIER))
    assert rows == (
        CohortRow("Kurs 2007", 2007, certified=28, source="Presse 2007"),
        CohortRow("seit 2007", 2007, qualified=180, source="Flyer 2012"),
        HERE,
    )
    assert sums(rows) == Sums(registered=1, certified=1, dropped=0)


def test_cohort_counts_places_certificates_and_who_left():
    assert cohorts(workbook(course(), *LISTED)) == (
        CohortRow("Herbst 2026", 2026, ("K-0001",), registered=3, certified=1, dropped=3),
    )


def test_parallel_groups_of_a_cohort_are_one_row():
    groups = (course(group="A"), course("K-0002", group="B", cohort="HERBST 2026"))
    people = (registration(status=CERTIFIED), registration("T-0002", "Ada Lohe", course="K-0002"))
    assert cohorts(workbook(*groups, *people)) == (
        CohortRow("Herbst 2026", 2026, ("K-0001", "K-0002"), registered=2, certified=1, dropped=0),
    )


def test_cohorts_stand_by_year_those_of_no_known_year_last():
    courses = (
        course("K-0001", cohort="Ohne Jahr", starts_on=None),
        course("K-0002", cohort="Sommer 2011", starts_on=None),
        course("K-0003", cohort="Frühjahr", starts_on=date(2010, 3, 1)),
    )
    people = [registration(f"T-000{n}", f"Name {n}", course=f"K-000{n}") for n in (1, 2, 3)]
    found = [(row.cohort, row.year) for row in cohorts(workbook(*courses, *people))]
    assert found == [("Frühjahr", 2010), ("Sommer 2011", 2011), ("Ohne Jahr", None)]


def test_cohort_without_a_name_takes_the_title():
    assert cohorts(workbook(course(cohort=""), registration()))[0].cohort == "Basiskurs Herbst"


def test_cohort_nobody_registered_for_and_one_called_off_are_left_out():
    called_off = course("K-0002", status=CourseStatus.CANCELLED)
    assert cohorts(workbook(course(), called_off, registration(course="K-0002"))) == ()


def test_revoked_certificate_does_not_count():
    revoked = registration(status=CERTIFIED, revoked_on=date(2026, 8, 1))
    assert cohorts(workbook(course(), revoked))[0].certified == 0


def test_total_that_may_count_the_same_people_is_pointed_out():
    past = course("K-0009", cohort="Sommer 2011", starts_on=None, status=CourseStatus.CERTIFIED)
    taken = registration(course="K-0009", status=CERTIFIED, channel=Channel.OLD_LIST)
    rows = cohorts(workbook(past, taken, *EARLIER))
    assert [(row.cohort, row.overlaps) for row in rows] == [
        ("Kurs 2007", ()),
        ("seit 2007", ("Sommer 2011",)),
        ("Sommer 2011", ()),
    ]
    assert totals_about(workbook(*EARLIER), course(cohort="kurs 2007", starts_on=None)) == EARLIER
