"""The numbers of one course: how far its people came, and why some left."""

from pages.office.funnel_view import show_funnel
from pages.shared.visit import Visit
from services.model.course_records import Course
from services.waiting_list import registrations


def draw(visit: Visit, course: Course) -> None:
    """Show the funnel of the course."""
    show_funnel(visit, f"funnel.{course.id}", registrations(visit.workbook, course.id))
