"""Planning courses, and showing what is on offer."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.model.access import Right
from services.model.course_errors import GroupThere
from services.model.course_forms import CourseForm, SessionForm
from services.model.course_lists import CourseStatus, RegistrationStatus
from services.model.course_records import Course, Session
from services.model.draft import Draft
from services.model.record import columns
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.registration import closed_because
from services.waiting_list import places_for_newcomers, places_left, registrations, waiting, with_place

PUBLISHED: Final = (CourseStatus.OPEN, CourseStatus.ANNOUNCED, CourseStatus.RUNNING)


@dataclass(frozen=True)
class OnOffer:
    """A course as the public sees it; `closed` says why it takes no registrations."""

    course: Course
    left: int
    waiting: int
    closed: Sentence | None = None

    @property
    def open(self) -> bool:
        """Say whether the course takes registrations today."""
        return self.closed is None

    @property
    def takes_more(self) -> bool:
        """Say whether registering leads to a place or at least to the waiting list."""
        return self.open and (self.left > 0 or self.course.waiting_list)


@dataclass(frozen=True)
class Turnout:
    """A course as the office sees it in a list; `silent` are invited and have not answered."""

    course: Course
    taken: int
    waiting: int
    silent: int = 0
    full: bool = False


def on_offer(workbook: Workbook, today: date) -> tuple[OnOffer, ...]:
    """Give the courses worth showing to the public: open ones first, then announced and running ones, by date."""
    shown = [course for course in workbook.all(Course) if course.status in PUBLISHED]
    offers = [
        OnOffer(
            course,
            places_for_newcomers(workbook, course),
            len(waiting(workbook, course.id)),
            closed_because(course, today),
        )
        for course in shown
    ]
    offers.sort(key=lambda one: (not one.open, PUBLISHED.index(one.course.status), one.course.starts_on or date.max))
    return tuple(offers)


def next_open(workbook: Workbook, today: date, *, besides: str = "") -> Course | None:
    """Give the next course that takes registrations, other than this one."""
    found = (one.course for one in on_offer(workbook, today) if one.takes_more and one.course.id != besides)
    return next(found, None)


def turnouts(workbook: Workbook) -> tuple[Turnout, ...]:
    """Give all courses with their numbers, the newest first; courses without a date on top."""
    courses = sorted(workbook.all(Course), key=lambda course: (course.starts_on or date.max, course.id), reverse=True)
    return tuple(
        Turnout(
            one,
            taken=len(with_place(workbook, one.id)),
            waiting=len(waiting(workbook, one.id)),
            silent=sum(each.status is RegistrationStatus.INVITED for each in registrations(workbook, one.id)),
            full=is_full(workbook, one),
        )
        for one in courses
    )


def is_full(workbook: Workbook, course: Course) -> bool:
    """Say whether an open course has no free place; this is worked out, never typed."""
    return course.status is CourseStatus.OPEN and not places_left(workbook, course)


def plan(draft: Draft, form: CourseForm, status: CourseStatus = CourseStatus.DRAFT) -> Course:
    """Add a course: a draft, or at once announced or open for registration."""
    draft.must(Right.PLAN_COURSES)
    return draft.add(Course, form, status=status)


def change(draft: Draft, seen: Course, form: CourseForm) -> Course:
    """Change a course; raises `ChangedMeanwhile`."""
    draft.must(Right.PLAN_COURSES)
    return draft.replace(seen, **dict(form))


def copy(draft: Draft, seen: Course, group: str) -> Course:
    """Plan a parallel group: the same course with its sessions, as a draft of its own.

    Raises `GroupThere` when the name is empty or another group of this course has it.
    """
    draft.must(Right.PLAN_COURSES)
    name = group.strip()
    groups = {
        one.group.casefold()
        for one in draft.workbook.all(Course)
        if (one.title, one.cohort, one.starts_on) == (seen.title, seen.cohort, seen.starts_on)
    }
    if not name or name.casefold() in groups:
        raise GroupThere(group=name)
    made = draft.add(Course, **{**{key: getattr(seen, key) for key in columns(CourseForm)}, "group": name})
    for session in draft.workbook.where(Session, course=seen.id):
        draft.add(Session, **{key: getattr(session, key) for key in columns(SessionForm)}, course=made.id)
    return made
