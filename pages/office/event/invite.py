"""Inviting people to an event: interested people or graduates, active guides, and others by name."""

from collections.abc import Sequence

import streamlit as st

from pages.shared import forms
from pages.shared.language import _, say, shown
from pages.shared.visit import Visit, finish, perform, round_of
from services.gaps import LINK
from services.guests import (
    MEETINGS,
    Invited,
    active_guides,
    graduates,
    interested,
    invite,
    preview,
    reach,
    usual_answer_day,
)
from services.model.course_forms import AnswerForm
from services.model.course_lists import EventKind, EventStatus, GuestRole
from services.model.course_records import Course, Event
from services.model.event_forms import GuestForm


def draw(visit: Visit, event: Event) -> None:
    """Choose who is invited; whoever is a guest already is not offered again."""
    if event.status is not EventStatus.PLANNED:
        st.info(_("The event is over or called off: nobody can be invited any more."))
        return
    if event.day < visit.today:
        st.info(_("The day is over: nobody can be invited any more. Note who came, or choose a new day."))
        return
    invited = chosen(visit, event)
    key = f"invite.{event.id}"
    count = reach(visit.workbook, invited)
    st.caption(
        say(
            "Chosen: {mails} by e-mail, {calls} by phone, {others} without a contact (to be told in person)",
            mails=count.mails,
            calls=count.calls,
            others=count.in_person,
        )
    )
    until = AnswerForm(answer_by=usual_answer_day(event, visit.today))
    letter = preview(visit.workbook, event, invited, until.answer_by)
    if letter:
        with st.expander(
            _("What the first of them will read or hear"), icon=":material/visibility:", key=f"preview.{event.id}.fold"
        ):
            whole = "\n\n".join(part for part in (letter.subject, letter.text) if part)
            st.text(whole.replace(LINK, _("[the personal link for the answer]")))
    form = forms.ask(AnswerForm, key, submit=_("Invite"), seen=until, across=2)
    if form and perform(visit, key, invite, event.id, invited, form.answer_by):
        finish(key, "The invitations to “{event}” are written.", event=event.title)
    by_name(visit, event)


def chosen(visit: Visit, event: Event) -> Invited:
    """Let the office choose people it knows."""
    people: tuple[str, ...] = ()
    certified: tuple[str, ...] = ()
    if event.kind is EventKind.CEREMONY:
        certified = of_a_course(visit, event)
    elif event.kind not in MEETINGS:
        known = {one.id: f"{one.full_name} ({shown(one.status)})" for one in interested(visit.workbook, event.id)}
        if not known:
            st.caption(_("Everybody interested is invited already, or nobody is."))
        people = several(event, _("Interested people"), known)
    free = {one.id: one.full_name for one in active_guides(visit.workbook, event.id)}
    if not free:
        st.caption(_("No ready or active guide is left to invite."))
    return Invited(people, several(event, _("Active guides"), free), certified)


def of_a_course(visit: Visit, event: Event) -> tuple[str, ...]:
    """Choose the people certified in a course, all of them at first."""
    courses = {
        one.id: one.title for one in reversed(visit.workbook.all(Course)) if graduates(visit.workbook, one.id, event.id)
    }
    if not courses:
        st.caption(_("No course has certified people who are not invited yet."))
        return ()
    course = st.selectbox(_("Certified in"), list(courses), format_func=courses.__getitem__, key=f"course.{event.id}")
    people = {one.id: one.full_name for one in graduates(visit.workbook, course, event.id)}
    return several(event, _("Graduates"), people, start=list(people))


def several(event: Event, label: str, people: dict[str, str], start: Sequence[str] = ()) -> tuple[str, ...]:
    """Choose several people of a list; an empty one is not drawn."""
    if not people:
        return ()
    turn = round_of(f"invite.{event.id}")
    return tuple(
        st.multiselect(
            label,
            list(people),
            list(start),
            format_func=people.__getitem__,
            key=f"invite.{event.id}.{turn}.{label}.{min(start, default='')}",
            placeholder=_("Choose"),
        )
    )


def by_name(visit: Visit, event: Event) -> None:
    """Invite somebody who stands on no list: a trainer, a colleague."""
    with st.expander(
        _("Invite a trainer or a colleague by name"), icon=":material/person_add:", key=f"named.{event.id}.fold"
    ):
        key = f"named.{event.id}"
        form = forms.ask(
            GuestForm,
            key,
            submit=_("Invite this person"),
            choices={"role": (GuestRole.TRAINER, GuestRole.OFFICE)},
            across=2,
        )
        until = usual_answer_day(event, visit.today)
        if form and perform(visit, key, invite, event.id, Invited(others=(form,)), until):
            finish(key, "{name} is invited to “{event}”.", name=form.name, event=event.title)
