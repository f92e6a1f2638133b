"""One course opened on the screen of courses: one section at a time, so that a click stays quick."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from pages.office.course import attendance, certificates, change, figures, invite, lists, people, sessions, steps
from pages.shared.language import _, plain
from pages.shared.visit import Visit
from services.model.course_records import Course
from services.model.words import N_

FIRST: Final = "Participants"  # most often wanted
# In the order of a course's life.
SECTIONS: Final[Mapping[str, Callable[[Visit, Course], None]]] = {
    N_("Participants"): people.draw,
    N_("Invite"): invite.draw,
    N_("Sessions"): sessions.draw,
    N_("Attendance"): attendance.draw,
    N_("Certificates"): certificates.draw,
    N_("Lists"): lists.draw,
    N_("Numbers"): figures.draw,
    N_("Change the course"): change.draw,
}


def one_course(visit: Visit, course: Course) -> None:
    """Show one course with the section that was chosen."""
    st.header(plain(course.caption), anchor=False)
    steps.draw(visit, course)
    chosen = st.segmented_control(
        _("Section"),
        list(SECTIONS),
        format_func=_,
        default=FIRST,
        required=True,
        key="course.section",
        label_visibility="collapsed",
    )
    SECTIONS[chosen](visit, course)
