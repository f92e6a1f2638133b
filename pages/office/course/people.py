"""The people of a course: places, waiting list, and registering somebody at the desk."""

from typing import Final

import streamlit as st

from pages.office.course.one_registration import one_registration
from pages.shared import forms, tables
from pages.shared.language import _, say, shown
from pages.shared.visit import Visit, finish, perform
from services.attendance import attendance_of, standing_of
from services.model.course_forms import RegistrationForm
from services.model.course_lists import CourseStatus
from services.model.course_records import Course, Registration
from services.model.lists import Channel
from services.registration import register
from services.waiting_list import lapsed, places_left, position, proposed, registrations

WAYS: Final = (Channel.PHONE, Channel.IN_PERSON, Channel.EMAIL, Channel.LETTER)


def draw(visit: Visit, course: Course) -> None:
    """Show the list, one person opened, and the form for whoever calls."""
    people(visit, course)
    with st.expander(_("Register somebody (phone, visit)"), icon=":material/person_add:", key=f"desk.{course.id}.fold"):
        if course.status is not CourseStatus.OPEN:
            st.info(say("The course is “{status}”. Open registration first, above.", status=course.status))
            return
        key = f"desk.{course.id}"
        way = st.selectbox(_("Way"), WAYS, format_func=shown, key=f"{key}.way")
        filled = forms.ask(RegistrationForm, key, submit=_("Register"), across=2)
        done = perform(visit, key, register, course.id, filled, way) if filled else None
        if done:
            finish(
                key, "{name} stands on the list: {status} ({id}).", name=done.full_name, status=done.status, id=done.id
            )


def people(visit: Visit, course: Course) -> None:
    """Show a course's list; the one opened gets the steps that make sense now."""
    listed = registrations(visit.workbook, course.id)
    left = places_left(visit.workbook, course)
    st.subheader(say("{left} of {places} places free", left=left, places=course.places), anchor=False)
    if not listed:
        st.info(_("Nobody has registered yet. Registrations from the public page appear here by themselves."))
        return
    due(visit, course)
    counted = attendance_of(visit.workbook, course.id, listed)
    rows = [
        {
            _("No."): one.id,
            _("Name"): one.full_name,
            _("Status"): standing_of(course, one, counted[one.id]),
            _("Position"): position(visit.workbook, one) or None,
            _("Answer by"): one.answer_by,
            _("Received"): one.received_at,
            _("Certificate no."): one.certificate,
        }
        for one in listed
    ]
    number = tables.choose(f"people.{course.id}", rows, [one.id for one in listed])
    if number:
        one_registration(visit, course, visit.workbook.get(Registration, number))
    else:
        st.caption(_("Open a row to confirm a place or take somebody off the list."))


def due(visit: Visit, course: Course) -> None:
    """Say which places can be given now: to whom, or taken back from whom."""
    following = proposed(visit.workbook, course)
    if following:
        st.info(say("A place is free. Next on the waiting list: {name}.", name=following.full_name))
        here = st.session_state.get(f"people.{course.id}.open") == following.id
        if not here and st.button(say("Open {name}", name=following.full_name), key=f"next.{course.id}"):
            tables.opened(f"people.{course.id}", following.id)
            st.rerun()
    late = lapsed(visit.workbook, course.id, visit.today)
    if late:
        names = tuple(one.full_name for one in late)
        st.warning(say("Not answered in time: {names}. Open the row to give the place to the next.", names=names))
