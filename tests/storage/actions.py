"""What tests write: a fixed clock and small actions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from services.model.access import Actor, Right, Role
from services.model.course_forms import CourseForm, RegistrationForm
from services.model.course_lists import CourseStatus
from services.model.course_records import Course
from services.model.draft import Draft
from services.model.workbook import Changes, Workbook
from services.office import Office
from services.storage.store import Store

NOW = datetime(2026, 8, 20, 9, 30)  # noqa: DTZ001 - the office's wall clock
UTE = Actor(Role.COORDINATOR, "Ute Büro")


def office(store: Store) -> Office:
    return Office(store, clock=lambda: NOW)


def plan(draft: Draft, form: CourseForm) -> Course:
    draft.must(Right.PLAN_COURSES)
    return draft.add(Course, form, status=CourseStatus.OPEN)


def rename(draft: Draft, number: str, title: str) -> Course:
    draft.must(Right.PLAN_COURSES)
    return draft.replace(draft.workbook.get(Course, number), title=title)


def course(title: str = "Basiskurs", **values: Any) -> CourseForm:
    return CourseForm(title=title, **{"places": 12, **values})


def visitor(number: int) -> RegistrationForm:
    return RegistrationForm(
        first_name=f"Vorname{number}", last_name="Beispiel", email=f"p{number}@example.org", consent=True
    )


def changes_of(workbook: Workbook, action: Callable[..., object], *args: object) -> Changes:
    """What an action changes, without the office and its journal."""
    draft = Draft(workbook, UTE, NOW)
    action(draft, *args)
    return draft.changes
