"""The list of assignments, and one of them opened."""

import streamlit as st

from pages.office.assignment.one_assignment import one_assignment
from pages.shared import tables
from pages.shared.language import _, shown
from pages.shared.visit import Visit
from services.assignments import assignments_by_need, is_silent, last_sign
from services.caps import caps, worst
from services.model.lists import AssignmentStatus
from services.model.records import Assignment, Person, Request
from services.visits import hours_of


def draw(visit: Visit) -> None:
    """Show the list by status, those that stand first; the one opened with its steps."""
    states = st.pills(
        _("Status"), list(AssignmentStatus), selection_mode="multi", format_func=shown, key="assignments.states"
    )
    listed = [one for one in assignments_by_need(visit.workbook) if not states or one.status in states]
    if not listed:
        st.info(_("No assignment here. They come about when a volunteer says yes to a request."))
        return
    opened = tables.choose("assignments", [_row(visit, one) for one in listed], [one.id for one in listed])
    if opened:
        one_assignment(visit, visit.workbook.get(Assignment, opened))
    else:
        st.caption(_("Open a row to see one assignment, its visits and its papers."))


def _row(visit: Visit, one: Assignment) -> dict[str, object]:
    person = visit.workbook.find(Person, one.person)
    request = visit.workbook.find(Request, one.request)
    row: dict[str, object] = {
        _("No."): one.id,
        _("Name"): person.full_name if person else one.person,
        _("Status"): one.status,
        _("Topics"): request.topics if request else "",
        _("Mandated on"): one.mandated_on,
        _("Last heard of"): last_sign(visit.workbook, one),
        _("Silent"): is_silent(visit.workbook, one, visit.today),
        _("Approved hours"): hours_of(visit.workbook, one),
        _("Request"): one.request,
    }
    if caps(visit.workbook):
        row[_("Limits")] = worst(visit.workbook, one.person, visit.today)
    return row
