"""Taking past participants over: one course, all its people, one step."""

import re
from typing import Final

from services.model.access import Right
from services.model.course_errors import CourseNotOver, CourseThere, TakenOverBefore, TooFewPlaces
from services.model.course_lists import CourseStatus, RegistrationStatus
from services.model.course_records import Course, EarlierTotal, Registration
from services.model.draft import Draft
from services.model.errors import NothingChosen
from services.model.lists import Channel, Consent
from services.model.past_forms import PastCourseForm, PastForm
from services.model.workbook import Workbook
from services.past.known import Known
from services.waiting_list import places_left

OVER: Final = (CourseStatus.FINISHED, CourseStatus.CERTIFIED)


def take_over(draft: Draft, target: str | PastCourseForm, people: tuple[PastForm, ...]) -> Course:
    """Take past participants over into a course that is over (its number), or into a new one.

    All of them count as certified in that course, with the numbers they had: none is invented.
    Raises `NothingChosen`, `CourseThere`, `CourseNotOver`, `TooFewPlaces`, `TakenOverBefore`.
    """
    draft.must(Right.KEEP_EARLIER_YEARS)
    if not people:
        raise NothingChosen
    course = (
        _new(draft, target, len(people)) if isinstance(target, PastCourseForm) else _over(draft, target, len(people))
    )
    known = Known(draft.workbook, course.id)
    for one in people:
        if known.same(one):
            raise TakenOverBefore(name=one.full_name, certificate=one.certificate or "–")
    kept = {
        "course": course.id,
        "status": RegistrationStatus.CERTIFIED,
        "received_at": draft.now,
        "channel": Channel.OLD_LIST,
        "consented": Consent.PENDING,
    }
    taken = draft.add_all(Registration, ({**dict(one), **kept, "person": known.on_roster(one)} for one in people))
    draft.note(f"Aus einer früheren Liste übernommen: {len(taken)} ({taken[0].id} bis {taken[-1].id})")
    return course


def courses_over(workbook: Workbook) -> tuple[Course, ...]:
    """Give the courses that past participants may belong to, the newest first."""
    return tuple(one for one in reversed(workbook.all(Course)) if one.status in OVER)


def totals_about(workbook: Workbook, course: Course | PastCourseForm) -> tuple[EarlierTotal, ...]:
    """Give the totals of earlier years that may count the people of this course as well."""
    year = year_of(course)
    name = course.cohort.casefold()
    return tuple(
        one
        for one in workbook.all(EarlierTotal)
        if (name and one.cohort.casefold() == name) or (year and one.first_year <= year <= one.last_year)
    )


def year_of(course: Course | PastCourseForm) -> int | None:
    """Give the year of a course: of its first day, or the one its cohort or title names."""
    if course.starts_on:
        return course.starts_on.year
    named = re.search(r"\b(19|20)\d\d\b", f"{course.cohort} {course.title}")
    return int(named[0]) if named else None


def _new(draft: Draft, form: PastCourseForm, people: int) -> Course:
    mine = (form.title.casefold(), form.cohort.casefold())
    for one in draft.workbook.all(Course):
        if (one.title.casefold(), one.cohort.casefold()) == mine:
            raise CourseThere(course=one.title, cohort=one.cohort, id=one.id)
    return draft.add(Course, form, status=CourseStatus.CERTIFIED, places=people, waiting_list=False)


def _over(draft: Draft, number: str, people: int) -> Course:
    course = draft.workbook.get(Course, number)
    if course.status not in OVER:
        raise CourseNotOver(course=course.title, status=course.status)
    left = places_left(draft.workbook, course)
    if left < people:
        raise TooFewPlaces(course=course.title, left=left, count=people)
    return course
