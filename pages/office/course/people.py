"""The people of a course: places, waiting list, and registering somebody at the desk."""

import streamlit as st

from pages.shared import forms, tables
from pages.shared.language import _, plain, say
from pages.shared.visit import Visit, finish, perform
from services.model.course_forms import RegistrationForm
from services.model.course_lists import RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.lists import Channel
from services.registration import register
from services.waiting_list import HAS_PLACE, confirm, give_up_place, places_left, position, registrations


def draw(visit: Visit, course: Course) -> None:
    """Show the list, one person opened, and the form for whoever calls."""
    people(visit, course)
    with st.expander(_("Register somebody (phone, visit)"), icon=":material/person_add:"):
        key = f"desk.{course.id}"
        filled = forms.ask(RegistrationForm, key, submit=_("Register"), across=2)
        done = perform(visit, key, register, course.id, filled, Channel.PHONE) if filled else None
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
    rows = [
        {
            _("No."): one.id,
            _("Name"): one.full_name,
            _("Status"): one.status,
            _("Position"): position(visit.workbook, one) or None,
            _("Received"): one.received_at,
            _("Certificate no."): one.certificate,
        }
        for one in listed
    ]
    number = tables.choose(f"people.{course.id}", rows, [one.id for one in listed])
    if number:
        one_person(visit, visit.workbook.get(Registration, number), left)
    else:
        st.caption(_("Open a row to confirm a place or take somebody off the list."))


def one_person(visit: Visit, one: Registration, left: int) -> None:
    """Show one registration with its contact and the steps open to it."""
    with st.container(border=True):
        contact = " · ".join(part for part in (one.phone, one.email, one.message) if part)
        st.markdown(f"**{plain(one.full_name)}** · {_(one.status.label)} · {plain(contact)}")
        waiting = one.status is RegistrationStatus.WAITING
        if waiting and not left:
            st.caption(_("No place is free: somebody has to give theirs up before this one can be confirmed."))
        open_to = one.status in (RegistrationStatus.REGISTERED, RegistrationStatus.WAITING)
        key = f"place.{one.id}.{one.status.name}"
        yes, no, gone = st.columns(3)
        can = open_to and (not waiting or left > 0)
        if yes.button(_("Confirm the place"), key=f"{key}.confirm", disabled=not can, type="primary") and perform(
            visit, f"{key}.confirm", confirm, one
        ):
            finish(f"{key}.confirm", "{name} has a confirmed place now.", name=one.full_name)
        can = one.status in HAS_PLACE | {RegistrationStatus.WAITING} and one.status is not RegistrationStatus.CERTIFIED
        steps = (
            (no, _("Withdrew"), RegistrationStatus.WITHDRAWN),
            (gone, _("Dropped out"), RegistrationStatus.DROPPED_OUT),
        )
        for place, label, status in steps:
            if place.button(label, key=f"{key}.{status.name}", disabled=not can) and perform(
                visit, f"{key}.{status.name}", give_up_place, one, status
            ):
                finish(f"{key}.{status.name}", "{name} is off the list ({status}).", name=one.full_name, status=status)
