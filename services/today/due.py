"""The morning list itself: every kind of line in the order of urgency, and the figures above it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from services.figures import Figure
from services.intake import OPEN as OPEN_REQUESTS
from services.interests import OPEN
from services.model.course_lists import CourseStatus
from services.model.course_records import Course, Interest
from services.model.records import Request
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.roster import AVAILABLE, everybody
from services.today.asked import silent_volunteers, wanted_calls
from services.today.assignments import (
    appointments_ahead,
    appointments_over,
    checks_due,
    hours_to_approve,
    silent_assignments,
    troubled_assignments,
)
from services.today.courses import free_places, offered_places, passed_dates, silent_invitations
from services.today.entries import own_changes
from services.today.leavers import leavers_kept_long
from services.today.line import Kind, Line
from services.today.papers import breaks_over, papers_running_out
from services.today.people import calls, erasures, failed_mails, forgotten_people, next_steps, talks_to_write_up
from services.today.requests import missing_seconds, new_requests
from services.today.rests import rests
from services.today.table import put_right, unreadable_rows
from services.waiting_list import places_left

# A topic joins the list with a function here; the title is how the screen heads its lines.
KINDS: Final[tuple[tuple[str, Kind], ...]] = (
    (N_("New requests"), new_requests),
    (N_("Requests without a second person"), missing_seconds),
    (N_("Mails that did not go out"), failed_mails),
    (N_("Volunteers who want a call"), wanted_calls),
    (N_("Volunteers who have not answered"), silent_volunteers),
    (N_("Next steps due"), next_steps),
    (N_("Appointments of the next 7 days"), appointments_ahead),
    (N_("Assignments that need somebody"), troubled_assignments),
    (N_("Assignments to ask about"), checks_due),
    (N_("Offered places without an answer"), offered_places),
    (N_("Free places with people waiting"), free_places),
    (N_("Calls to make"), calls),
    (N_("Invitations without an answer"), silent_invitations),
    (N_("Courses whose date has passed"), passed_dates),
    (N_("Events to write up"), talks_to_write_up),
    (N_("Appointments that have been"), appointments_over),
    (N_("Hours to approve"), hours_to_approve),
    (N_("Assignments nobody has heard of"), silent_assignments),
    (N_("Interested people without a next step"), forgotten_people),
    (N_("Entries volunteers changed themselves"), own_changes),
    (N_("Papers that run out"), papers_running_out),
    (N_("Breaks that are over"), breaks_over),
    (N_("Details to erase"), erasures),
    (N_("Volunteers who left long ago"), leavers_kept_long),
    (N_("Put right while people worked in the table"), put_right),
    (N_("Rows that do not count yet"), unreadable_rows),
)


def grouped(workbook: Workbook, today: date) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Give the title and the lines of each kind that has any: kinds by urgency, in one by rank, then the longest due.

    What was put off is not among them until its day.
    """
    found = (
        (title, tuple(sorted(_awake(workbook, title, kind, today), key=lambda one: (one.rank, one.since))))
        for title, kind in KINDS
    )
    return tuple((title, lines) for title, lines in found if lines)


def _awake(workbook: Workbook, title: str, kind: Kind, today: date) -> Iterator[Line]:
    return (line for line in kind(workbook, today) if rests(workbook, title, line, today) is None)


def due(workbook: Workbook, today: date) -> tuple[Line, ...]:
    """Give everything that is due, the most urgent first."""
    return tuple(line for _title, lines in grouped(workbook, today) for line in lines)


def at_a_glance(workbook: Workbook) -> tuple[Figure, ...]:
    """Give the four figures above the list."""
    interested = sum(1 for one in workbook.all(Interest) if one.status in OPEN)
    open_courses = [one for one in workbook.all(Course) if one.status is CourseStatus.OPEN]
    free = sum(places_left(workbook, one) for one in open_courses)
    requests = sum(1 for one in workbook.all(Request) if one.status in OPEN_REQUESTS)
    guides = sum(1 for one in everybody(workbook) if one.status in AVAILABLE)
    return (
        Figure(
            Sentence(N_("Interested in a course")),
            interested,
            Sentence(N_("People who are still interested and not registered for a course.")),
        ),
        Figure(
            Sentence(N_("Free places")), free, Sentence(N_("Places not taken in the courses open for registration."))
        ),
        Figure(Sentence(N_("Open requests")), requests, Sentence(N_("Requests nobody has said yes to so far."))),
        Figure(Sentence(N_("Ready or active")), guides, Sentence(N_("Volunteers whose status is ready or active."))),
    )
