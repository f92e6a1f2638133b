"""What the office announces about a course."""

from pages.office.course import material
from pages.shared import forms
from pages.shared.language import _
from pages.shared.visit import Visit, finish
from services.courses import change
from services.model.course_forms import CourseForm
from services.model.course_records import Course


def draw(visit: Visit, course: Course) -> None:
    """Change the course."""
    key = f"course.{course.id}"
    seen = forms.as_first_seen(key, course)
    start = material.spelled(visit.workbook, seen, "curriculum")
    choices = {"curriculum": material.choices(visit.workbook)}
    filled = forms.ask(CourseForm, key, submit=_("Save"), seen=start, choices=choices, across=3)
    if filled and forms.change(visit, key, change, seen, filled):
        finish(key, "“{title}” is saved.", title=filled.title)
