"""Attendance of a course: one session by thumb, all of them by keyboard, units and percent, the sheet to sign."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from pages.office.course import all_evenings, one_evening
from pages.shared import tables
from pages.shared.language import DEFAULT, _, catalogue, say, shown
from pages.shared.visit import Visit
from services.attendance import attendance_of, attendees, gap, standing_of
from services.delivery.paper import unprintable
from services.delivery.sign_in_sheet import SignIn, sign_in_pdf
from services.model.course_records import Course, Session
from services.model.words import N_
from services.programme import programme
from services.sessions import sessions
from services.waiting_list import HAS_PLACE

WAYS: Final[Mapping[str, Callable[[Visit, Course], None]]] = {
    N_("One session"): one_evening.draw,
    N_("All sessions"): all_evenings.draw,
}


def draw(visit: Visit, course: Course) -> None:
    """Show what is noted, and the two ways to note it; without sessions or people say what comes first."""
    if not sessions(visit.workbook, course.id):
        st.info(_("No session is planned yet: plan them under “Sessions” first, then attendance can be noted here."))
        return
    if not attendees(visit.workbook, course.id):
        st.info(_("Nobody has a place yet: as soon as somebody has one, attendance can be noted here."))
        _paper(visit, course)
        return
    chosen = st.segmented_control(
        _("Way"),
        list(WAYS),
        format_func=_,
        default=next(iter(WAYS)),
        required=True,
        key="attendance.way",
        label_visibility="collapsed",
    )
    WAYS[chosen](visit, course)
    _summary(visit, course)
    _paper(visit, course)


def _summary(visit: Visit, course: Course) -> None:
    """Show everybody's units, in words too."""
    people = attendees(visit.workbook, course.id)
    counted = attendance_of(visit.workbook, course.id, people)
    with st.expander(_("Units and percent"), icon=":material/percent:", key=f"units.{course.id}.fold"):
        st.caption(
            say(
                "{required} % of {of} units are needed. A session counts as held once anybody is marked there; excused "
                "units are missed units.",
                required=course.required,
                of=next(iter(counted.values())).of,
            )
        )
        tables.show(
            [
                {
                    _("Name"): one.full_name,
                    _("Units attended"): counted[one.id].units,
                    _("Units excused"): counted[one.id].excused,
                    _("Of the sessions held (%)"): counted[one.id].percent_so_far,
                    _("Of the whole course (%)"): counted[one.id].percent,
                    _("Status"): standing_of(course, one, counted[one.id]),
                    _("Missing"): gap(course, counted[one.id]) or "",
                }
                for one in people
            ]
        )


def _paper(visit: Visit, course: Course) -> None:
    """Offer the sheet to sign, for all sessions or one of them."""
    there = {one.id: one for one in sessions(visit.workbook, course.id)}
    expected = [one.full_name for one in attendees(visit.workbook, course.id) if one.status in HAS_PLACE]
    with st.expander(_("Sign-in sheet on paper"), icon=":material/print:", key=f"paper.{course.id}.fold"):
        chosen = st.selectbox(
            _("For which session?"),
            ["", *there],
            format_func=lambda number: _named(there[number]) if number in there else _("All sessions"),
            key=f"paper.{course.id}",
        )
        wanted = (there[chosen],) if chosen in there else tuple(there.values())
        sheet = SignIn(programme(visit.workbook), course, wanted, tuple(expected))
        st.download_button(
            _("Download the sign-in sheet (PDF)"),
            data=lambda: sign_in_pdf(sheet, visit.today, catalogue(DEFAULT).gettext),
            file_name=f"Unterschriftenliste-{course.id}.pdf",
            mime="application/pdf",
            on_click="ignore",
            icon=":material/download:",
        )
        lost = unprintable("".join(expected))
        if lost:
            st.caption(say("These letters cannot be printed: {letters}", letters=lost))


def _named(one: Session) -> str:
    return f"{shown(one.day)} {one.topic}".strip()
