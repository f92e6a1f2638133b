"""Where a course stands and its next steps; and what is done once, if ever: a parallel group, calling it off."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from pages.shared import forms, tables
from pages.shared.language import _, say, tell
from pages.shared.visit import Visit, finish, perform
from services.course_steps import OVER, call_off, concerned, move, steps
from services.courses import copy, is_full
from services.model.course_forms import CallingOffForm, GroupForm
from services.model.course_lists import CourseStatus
from services.model.course_records import Course
from services.model.words import N_

# What the button says that takes a course from one status to another.
WORDS: Final[Mapping[tuple[CourseStatus, CourseStatus], str]] = {
    (CourseStatus.DRAFT, CourseStatus.ANNOUNCED): N_("Announce the course"),
    (CourseStatus.DRAFT, CourseStatus.OPEN): N_("Open registration"),
    (CourseStatus.ANNOUNCED, CourseStatus.OPEN): N_("Open registration"),
    (CourseStatus.ANNOUNCED, CourseStatus.DRAFT): N_("Back to draft"),
    (CourseStatus.OPEN, CourseStatus.RUNNING): N_("Begin the course"),
    (CourseStatus.OPEN, CourseStatus.ANNOUNCED): N_("Close registration again"),
    (CourseStatus.RUNNING, CourseStatus.FINISHED): N_("End the course"),
}


def draw(visit: Visit, course: Course) -> None:
    """Show where the course stands with a button for each step; what is missing for a step stands below."""
    standing = _("Full") if is_full(visit.workbook, course) else _(course.status.label)
    st.markdown(f"{_('Status')}: **{standing}**")
    if course.status is CourseStatus.CANCELLED:
        st.info(say("Called off because: {reason}", reason=course.called_off))
    possible = steps(visit.workbook, course, visit.today)
    with st.container(horizontal=True):
        for at, step in enumerate(possible):
            key = f"move.{course.id}.{course.status.name}.{step.status.name}"
            label = _(WORDS[course.status, step.status])
            disabled = step.obstacle is not None
            pressed = st.button(label, key=key, type="secondary" if at else "primary", disabled=disabled)
            if pressed and perform(visit, key, move, course, step.status):
                finish(key, "“{course}” is now: {status}.", course=course.caption, status=step.status)
    for step in possible:
        if step.obstacle is not None:
            st.caption(f"{_(WORDS[course.status, step.status])}: {tell(step.obstacle)}")


def rare_steps(visit: Visit, course: Course) -> None:
    """Offer what is done once, if ever."""
    group(visit, course)
    if course.status not in OVER:
        calling_off(visit, course)


def group(visit: Visit, course: Course) -> None:
    """Plan a parallel group."""
    with st.expander(_("Add a parallel group"), icon=":material/content_copy:", key=f"group.{course.id}.fold"):
        st.markdown(_("The new group is a draft with the same details and sessions, and an empty list of people."))
        key = f"group.{course.id}"
        filled = forms.ask(GroupForm, key, submit=_("Add the group"))
        made = perform(visit, key, copy, course, filled.group) if filled else None
        if made:
            tables.opened("courses", made.id)
            finish(key, "“{course}” is planned ({id}).", course=made.caption, id=made.id)


def calling_off(visit: Visit, course: Course) -> None:
    """Call the course off; how many people that concerns stands there before."""
    with st.expander(_("Call the course off"), icon=":material/event_busy:", key=f"off.{course.id}.fold"):
        people = concerned(visit.workbook, course.id)
        mails = sum(bool(one.email) for one in people)
        calls = sum(bool(one.phone and not one.email) for one in people)
        st.warning(
            say(
                "This cannot be taken back. It concerns {count} people: {mails} get a mail, {calls} have to be called. "
                "All of them wait for another course again.",
                count=len(people),
                mails=mails,
                calls=calls,
            )
        )
        key = f"off.{course.id}"
        filled = forms.ask(CallingOffForm, key, submit=_("Call the course off now"))
        if filled and perform(visit, key, call_off, course, filled.called_off):
            finish(
                key,
                "“{course}” is called off. Messages written: {mails}, calls to make: {calls}.",
                course=course.caption,
                mails=mails,
                calls=calls,
            )
