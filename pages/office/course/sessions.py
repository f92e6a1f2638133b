"""The sessions of a course: the list, one opened, one or a whole row planned, all of them moved."""

import streamlit as st

from pages.office.course import material
from pages.shared import forms, tables
from pages.shared.language import _, plain, say, shown
from pages.shared.visit import Visit, finish, perform
from services.model.course_forms import MoveForm, SeriesForm, SessionForm
from services.model.course_records import Course, Session
from services.sessions import (
    change_session,
    is_marked,
    move_sessions,
    plan_session,
    planned,
    put_back,
    series,
    sessions,
    take_out,
    total_units,
)


def draw(visit: Visit, course: Course) -> None:
    """Show the list, one session opened, and the ways to plan more."""
    there = planned(visit.workbook, course.id)
    if not there:
        st.info(_("No session is planned yet. Plan a whole row at once, or one after the other."))
    else:
        count = len(sessions(visit.workbook, course.id))
        units = total_units(visit.workbook, course.id)
        st.subheader(say("{count} sessions, {units} units of 45 minutes", count=count, units=units), anchor=False)
        number = tables.choose(f"sessions.{course.id}", [_row(one) for one in there], [one.id for one in there])
        if number:
            one_session(visit, visit.workbook.get(Session, number))
        else:
            st.caption(_("Open a row to change a session or take it out."))
    with st.expander(
        _("Plan a whole row of sessions"),
        expanded=not there,
        icon=":material/event_repeat:",
        key=f"series.{course.id}.fold",
    ):
        _several(visit, course)
    with st.expander(_("Plan one session"), icon=":material/event:", key=f"session.new.{course.id}.fold"):
        _one_more(visit, course)
    if there:
        with st.expander(_("Move all sessions"), icon=":material/low_priority:", key=f"sessions.move.{course.id}.fold"):
            _move(visit, course)


def _row(one: Session) -> dict[str, object]:
    times = "–".join(shown(at) for at in (one.starts, one.ends) if at)
    return {
        _("Day"): one.day,
        _("Time"): times,
        _("Units"): one.length,
        _("Topic"): one.topic,
        _("Trainer"): one.trainer,
        _("Place"): one.place,
        _("Status"): _("Does not take place") if one.cancelled else "",
    }


def one_session(visit: Visit, one: Session) -> None:
    """Show one session: take it out or put it back, change it."""
    with st.container(border=True):
        st.markdown(f"**{plain(one.caption)}**")
        _taking_out(visit, one)
        key = f"session.{one.id}"
        seen = forms.as_first_seen(key, one)
        start = material.spelled(visit.workbook, seen, "material")
        choices = {"material": material.choices(visit.workbook)}
        filled = forms.ask(SessionForm, key, submit=_("Save the session"), seen=start, choices=choices, across=3)
        if filled and forms.change(visit, key, change_session, seen, filled):
            finish(key, "The session of {day} is saved.", day=filled.day)


def _taking_out(visit: Visit, one: Session) -> None:
    key = f"session.{one.id}.{'back' if one.cancelled else 'out'}"
    if one.cancelled:
        st.caption(_("This session does not take place; its units do not count."))
        if st.button(_("It takes place after all"), key=key) and perform(visit, key, put_back, one):
            finish(key, "The session of {day} takes place again.", day=one.day)
        return
    marked = is_marked(visit.workbook, one)
    if st.button(_("It does not take place"), key=key, disabled=marked) and perform(visit, key, take_out, one):
        finish(key, "The session of {day} is taken out; its units do not count.", day=one.day)
    if marked:
        st.caption(_("Attendance is noted at this session already, so it cannot be taken out."))


def _several(visit: Visit, course: Course) -> None:
    key = f"series.{course.id}"
    choices = {"material": material.choices(visit.workbook)}
    filled = forms.ask(SeriesForm, key, submit=_("Plan these sessions"), choices=choices, across=3)
    if filled and perform(visit, key, series, course.id, filled):
        finish(key, "{count} sessions are planned, the first on {day}.", count=filled.count, day=filled.day)


def _one_more(visit: Visit, course: Course) -> None:
    key = f"session.new.{course.id}"
    choices = {"material": material.choices(visit.workbook)}
    filled = forms.ask(SessionForm, key, submit=_("Plan the session"), choices=choices, across=3)
    if filled and perform(visit, key, plan_session, course.id, filled):
        finish(key, "The session of {day} is planned.", day=filled.day)


def _move(visit: Visit, course: Course) -> None:
    key = f"sessions.move.{course.id}"
    marked = next((one for one in planned(visit.workbook, course.id) if is_marked(visit.workbook, one)), None)
    if marked:
        st.caption(say("Attendance is noted at the session of {day} already: it stays as it is.", day=marked.day))
        return
    st.markdown(_("All sessions move by the same number of days; the course's first and last day move along."))
    filled = forms.ask(MoveForm, key, submit=_("Move all sessions"))
    if filled and perform(visit, key, move_sessions, course, filled.first):
        finish(key, "All sessions are moved; the first one is on {day}.", day=filled.first)
