"""One person on a course's list: how to reach them, what they were told, and the steps that make sense now."""

from datetime import timedelta
from typing import Final

import streamlit as st

from pages.shared import forms
from pages.shared.language import _, plain, say, shown
from pages.shared.visit import Visit, finish, perform
from services.invitations import accept, decline
from services.model.course_forms import AnswerForm, ExceptionForm
from services.model.course_lists import DropoutReason, RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.letters import Message
from services.waiting_list import (
    HAS_PLACE,
    confirm,
    give_up_place,
    let_lapse,
    offer_place,
    places_left,
    proposed,
    refuse_offer,
    take_offer,
)

DAYS_TO_ANSWER: Final = 7
MAY_LEAVE: Final = (HAS_PLACE | {RegistrationStatus.WAITING}) - {RegistrationStatus.CERTIFIED}


def one_registration(visit: Visit, course: Course, one: Registration) -> None:
    """Show one registration with its contact and the steps open to it."""
    with st.container(border=True):
        contact = " · ".join(part for part in (one.phone, one.email, one.message) if part)
        st.markdown(f"**{plain(one.full_name)}** · {_(one.status.label)} · {plain(contact)}")
        story(visit, one)
        key = f"place.{one.id}.{one.status.name}"
        if one.status is RegistrationStatus.INVITED:
            invited(visit, one, key)
        elif one.status is RegistrationStatus.OFFERED:
            offered(visit, one, key)
        elif one.status is RegistrationStatus.REGISTERED:
            if st.button(_("Confirm the place"), key=f"{key}.confirm", type="primary"):
                confirmed(visit, one, f"{key}.confirm")
        elif one.status is RegistrationStatus.WAITING:
            waits(visit, course, one, key)
        if one.status in MAY_LEAVE:
            leaves(visit, course, one, key)


def story(visit: Visit, one: Registration) -> None:
    """Show what is kept about the place, and what the person was told when."""
    kept = {
        _("Way"): shown(one.channel),
        _("Interest"): one.interest,
        _("Answer by"): shown(one.answer_by),
        _("Exception because"): one.exception,
        _("Reason for leaving"): shown(one.reason),
    }
    facts = [f"{label}: {value}" for label, value in kept.items() if value and value != "–"]
    facts += [
        f"{shown(each.written_at)} {shown(each.kind)} ({shown(each.status)})"
        for each in visit.workbook.where(Message, about=one.id)
    ]
    st.caption(plain(" · ".join(facts)))


def confirmed(visit: Visit, one: Registration, key: str, exception: str = "") -> None:
    """Confirm the place and say so."""
    if perform(visit, key, confirm, one, exception):
        finish(key, "{name} has a confirmed place now.", name=one.full_name)


def invited(visit: Visit, one: Registration, key: str) -> None:
    """Take down the answer to an invitation."""
    with st.container(horizontal=True):
        if st.button(_("Is taking part"), key=f"{key}.yes", type="primary"):
            done = perform(visit, f"{key}.yes", accept, one)
            if done:
                finish(f"{key}.yes", "{name} stands on the list: {status}.", name=done.full_name, status=done.status)
        if st.button(_("Not this time"), key=f"{key}.later") and perform(
            visit,
            f"{key}.later",
            decline,
            one,
            True,  # noqa: FBT003 - the action's own word: the interest is kept
        ):
            finish(f"{key}.later", "{name} does not take part and waits for another course.", name=one.full_name)
        if st.button(_("Not interested any more"), key=f"{key}.no") and perform(
            visit,
            f"{key}.no",
            decline,
            one,
            False,  # noqa: FBT003 - the interest is withdrawn
        ):
            finish(f"{key}.no", "{name} does not take part; the interest is withdrawn.", name=one.full_name)


def offered(visit: Visit, one: Registration, key: str) -> None:
    """Take down the answer to an offered place, or give it to the next when none came in time."""
    late = one.answer_by is not None and one.answer_by < visit.today
    with st.container(horizontal=True):
        if st.button(_("Takes the place"), key=f"{key}.yes", type="primary") and perform(
            visit, f"{key}.yes", take_offer, one
        ):
            finish(f"{key}.yes", "{name} has a confirmed place now.", name=one.full_name)
        if st.button(_("Does not take the place"), key=f"{key}.no") and perform(visit, f"{key}.no", refuse_offer, one):
            finish(f"{key}.no", "{name} does not take the place. It is free again.", name=one.full_name)
        if st.button(_("No answer: to the end of the list"), key=f"{key}.late", disabled=not late) and perform(
            visit, f"{key}.late", let_lapse, one
        ):
            finish(f"{key}.late", "{name} waits again, at the end of the list. The place is free.", name=one.full_name)
    if not late:
        st.caption(
            say("{name} may answer until {day}. The place is kept until then.", name=one.full_name, day=one.answer_by)
        )


def waits(visit: Visit, course: Course, one: Registration, key: str) -> None:
    """Give somebody waiting a place when it is their turn, else as an exception with its reason."""
    following = proposed(visit.workbook, course)
    if following == one:
        if st.button(_("Confirm the place"), key=f"{key}.confirm", type="primary"):
            confirmed(visit, one, f"{key}.confirm")
        st.markdown(_("Or offer it: the place is kept until they answer."))
        last = AnswerForm(answer_by=visit.today + timedelta(days=DAYS_TO_ANSWER))
        typed = forms.ask(AnswerForm, f"{key}.offer", submit=_("Offer the place"), seen=last)
        if typed and perform(visit, f"{key}.offer", offer_place, one, typed.answer_by):
            finish(f"{key}.offer", "{name} is offered a place until {day}.", name=one.full_name, day=typed.answer_by)
        return
    st.button(_("Confirm the place"), key=f"{key}.confirm", type="primary", disabled=True)
    if places_left(visit.workbook, course) and following:
        st.caption(say("It is the turn of {name}.", name=following.full_name))
    else:
        st.caption(_("No place is free: somebody has to give theirs up before this one can be confirmed."))
    with st.expander(_("Make an exception"), icon=":material/priority_high:", key=f"{key}.fold"):
        filled = forms.ask(ExceptionForm, f"{key}.exception", submit=_("Confirm as an exception"))
        if filled:
            confirmed(visit, one, f"{key}.exception", filled.exception)


def leaves(visit: Visit, course: Course, one: Registration, key: str) -> None:
    """Take somebody off the list, with their reason; says who is next."""
    reason = st.selectbox(
        _("Reason for leaving"),
        [None, *DropoutReason],
        format_func=lambda word: shown(word) if word else _("no reason given"),
        key=f"{key}.reason",
    )
    steps = (
        (_("Withdrew"), RegistrationStatus.WITHDRAWN),
        (_("Dropped out"), RegistrationStatus.DROPPED_OUT),
        (_("Did not appear"), RegistrationStatus.NO_SHOW),
    )
    with st.container(horizontal=True):
        for label, status in steps:
            name = f"{key}.{status.name}"
            if st.button(label, key=name) and perform(visit, name, give_up_place, one, status, reason):
                following = proposed(visit.office.read(visit.actor), course)
                if following:
                    finish(
                        name,
                        "{name} is off the list ({status}). Next on the waiting list: {next}.",
                        name=one.full_name,
                        status=status,
                        next=following.full_name,
                    )
                finish(name, "{name} is off the list ({status}).", name=one.full_name, status=status)
