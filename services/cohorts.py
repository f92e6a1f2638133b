"""The cohort table: what is counted here since the first course, beside totals of earlier years, never added."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.earlier_years import totals
from services.model.course_lists import Counted, CourseStatus, RegistrationStatus
from services.model.course_records import Course, EarlierTotal, Registration
from services.model.workbook import Workbook
from services.past.taking_over import totals_about, year_of
from services.waiting_list import HAS_PLACE

DROPPED: Final = frozenset({RegistrationStatus.WITHDRAWN, RegistrationStatus.DROPPED_OUT, RegistrationStatus.NO_SHOW})


@dataclass(frozen=True)
class CohortRow:
    """One cohort: counted from the registrations of its courses (numbers in `courses`), or a total with its source.

    `overlaps` names, for a total, the counted cohorts whose people it may count as well.
    """

    cohort: str
    year: int | None
    courses: tuple[str, ...] = ()
    registered: int | None = None
    certified: int | None = None
    qualified: int | None = None
    dropped: int | None = None
    source: str = ""
    overlaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sums:
    """The counted people of all cohorts together; totals of earlier years are not in it."""

    registered: int
    certified: int
    dropped: int


def cohorts(workbook: Workbook) -> tuple[CohortRow, ...]:
    """Give every cohort by year, totals before counted ones; parallel courses of a cohort in one row."""
    found: dict[str, list[Course]] = {}
    for course in workbook.all(Course):
        if workbook.where(Registration, course=course.id) and course.status is not CourseStatus.CANCELLED:
            found.setdefault((course.cohort or course.title).casefold(), []).append(course)
    counted = [_counted(workbook, courses) for courses in found.values()]
    about: dict[str, list[str]] = {}
    for courses, row in zip(found.values(), counted, strict=True):
        for total in {one.id: one for course in courses for one in totals_about(workbook, course)}.values():
            about.setdefault(total.id, []).append(row.cohort)
    earlier = [_total(one, tuple(about.get(one.id, ()))) for one in totals(workbook)]
    return (*earlier, *sorted(counted, key=lambda row: row.year or LAST))


def sums(rows: Iterable[CohortRow]) -> Sums:
    """Add up the counted cohorts alone."""
    counted = [row for row in rows if row.courses]
    return Sums(
        sum(row.registered or 0 for row in counted),
        sum(row.certified or 0 for row in counted),
        sum(row.dropped or 0 for row in counted),
    )


LAST: Final = 9999  # courses of an unknown year stand at the end


def _counted(workbook: Workbook, courses: list[Course]) -> CohortRow:
    mine = [one for course in courses for one in workbook.where(Registration, course=course.id)]
    years = [year for course in courses if (year := year_of(course))]
    return CohortRow(
        cohort=courses[0].cohort or courses[0].title,
        year=min(years, default=None),
        courses=tuple(course.id for course in courses),
        registered=sum(one.status in HAS_PLACE for one in mine),
        certified=len(certified_people(mine)),
        dropped=sum(one.status in DROPPED for one in mine),
    )


def certified_people(registrations: Iterable[Registration]) -> frozenset[str]:
    """Give everybody with a certificate that was not revoked, once: by their number on the roster, if they have one."""
    return frozenset(
        one.person or one.id
        for one in registrations
        if one.status is RegistrationStatus.CERTIFIED and one.revoked_on is None
    )


def _total(total: EarlierTotal, overlaps: tuple[str, ...]) -> CohortRow:
    certified = total.people if total.counted is Counted.CERTIFIED else None
    qualified = total.people if total.counted is Counted.QUALIFIED else None
    return CohortRow(
        total.cohort, total.first_year, certified=certified, qualified=qualified, source=total.source, overlaps=overlaps
    )
