"""Planning courses, and showing what is on offer."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.model.access import Right
from services.model.course_forms import CourseForm
from services.model.course_lists import CourseStatus
from services.model.course_records import Course
from services.model.draft import Draft
from services.model.workbook import Workbook
from services.registration import is_open
from services.waiting_list import places_for_newcomers, waiting, with_place

PUBLISHED: Final = (CourseStatus.OPEN, CourseStatus.ANNOUNCED, CourseStatus.RUNNING)


@dataclass(frozen=True)
class OnOffer:
    """A course as the public sees it."""

    course: Course
    left: int
    waiting: int
    open: bool

    @property
    def takes_more(self) -> bool:
        """Say whether registering leads to a place or at least to the waiting list."""
        return self.open and (self.left > 0 or self.course.waiting_list)


@dataclass(frozen=True)
class Turnout:
    """A course as the office sees it in a list."""

    course: Course
    taken: int
    waiting: int


def on_offer(workbook: Workbook, today: date) -> tuple[OnOffer, ...]:
    """Give the courses worth showing to the public: open ones first, then announced and running ones, by date."""
    shown = [course for course in workbook.all(Course) if course.status in PUBLISHED]
    offers = [
        OnOffer(
            course, places_for_newcomers(workbook, course), len(waiting(workbook, course.id)), is_open(course, today)
        )
        for course in shown
    ]
    offers.sort(key=lambda one: (not one.open, PUBLISHED.index(one.course.status), one.course.starts_on or date.max))
    return tuple(offers)


def turnouts(workbook: Workbook) -> tuple[Turnout, ...]:
    """Give all courses with their numbers, the newest first; courses without a date on top."""
    courses = sorted(workbook.all(Course), key=lambda course: (course.starts_on or date.max, course.id), reverse=True)
    return tuple(Turnout(one, len(with_place(workbook, one.id)), len(waiting(workbook, one.id))) for one in courses)


def plan(draft: Draft, form: CourseForm, status: CourseStatus = CourseStatus.DRAFT) -> Course:
    """Add a course: a draft, or at once announced or open for registration."""
    draft.must(Right.PLAN_COURSES)
    return draft.add(Course, form, status=status)


def change(draft: Draft, seen: Course, form: CourseForm) -> Course:
    """Change a course; raises `ChangedMeanwhile`."""
    draft.must(Right.PLAN_COURSES)
    return draft.replace(seen, **dict(form))
