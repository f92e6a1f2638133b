"""One interested person opened: contact, what happened so far, the next step, and the end."""

import streamlit as st

from pages.shared import forms
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import Visit, finish, perform
from services.guests import Invited, invite, talks_ahead, usual_answer_day
from services.interests import ENDED, OPEN, correct, erase, owners, step, steps_open, take_up_again, withdraw
from services.model.course_forms import CallForm, StepForm
from services.model.course_lists import InterestStatus
from services.model.course_records import Interest
from services.model.lists import Channel
from services.story import story

CHANNELS = (Channel.PHONE, Channel.IN_PERSON, Channel.EMAIL, Channel.EVENT, Channel.REFERRAL, Channel.LETTER)


def one_interest(visit: Visit, interest: Interest) -> None:
    """Show one person with the steps that make sense now."""
    st.header(plain(interest.full_name), anchor=False)
    facts(interest)
    for one in story(visit.workbook, interest):
        st.markdown(f"- {shown(one.at.date())}: {tell(one.sentence)}")
    if interest.status in OPEN:
        next_step(visit, interest)
        to_a_talk(visit, interest)
        ending(visit, interest)
    elif interest.status in ENDED:
        again(visit, interest)
        erasing(visit, interest)
    if interest.status is not InterestStatus.EXPIRED:
        correction(visit, interest)


def facts(interest: Interest) -> None:
    """Show how to reach somebody, what they wish and what was promised."""
    told = {
        _("Status"): interest.status,
        _("Phone"): interest.phone,
        _("E-mail"): interest.email,
        _("Wished course"): interest.wish,
        _("Languages"): interest.languages,
        _("Consent given"): interest.consented,
        _("Promised"): interest.promised,
        _("In charge"): interest.owner,
        _("Message to the office"): interest.message,
        _("Withdrawn on"): interest.withdrawn_on,
    }
    lines = [f"{label}: **{plain(shown(value))}**" for label, value in told.items() if value]
    st.markdown("  \n".join(lines))


def next_step(visit: Visit, interest: Interest) -> None:
    """Note what was done and what comes next."""
    key = f"step.{interest.id}"
    seen = forms.as_first_seen(key, interest)
    st.subheader(_("Next step"), anchor=False)
    filled = forms.ask(
        StepForm,
        key,
        submit=_("Note the step"),
        seen=seen,
        choices={
            "status": steps_open(seen),
            "owner": (*dict.fromkeys((visit.actor.name, *owners(visit.workbook))),),
        },
        across=2,
    )
    if filled and forms.change(visit, key, step, seen, filled):
        finish(key, "The step with {name} is noted.", name=interest.full_name)


def to_a_talk(visit: Visit, interest: Interest) -> None:
    """Invite somebody to an info talk that is planned."""
    planned = {one.id: one for one in talks_ahead(visit.workbook, interest, visit.today)}
    with st.expander(_("Invite to an info talk"), icon=":material/groups:", key=f"talk.{interest.id}.fold"):
        if not planned:
            st.markdown(_("No other info talk is planned. Plan one under “Talks and meetings”."))
            return
        key = f"talk.{interest.id}"
        chosen = st.selectbox(_("Info talk"), list(planned), format_func=lambda one: planned[one].caption, key=key)
        talk = planned[chosen]
        until = usual_answer_day(talk, visit.today)
        st.caption(say("Answer until {day}. Who has no e-mail address is called.", day=until))
        if st.button(_("Invite"), key=f"{key}.button", type="primary") and perform(
            visit, key, invite, talk.id, Invited(interests=(interest.id,)), until
        ):
            finish(key, "{name} is invited to “{event}”.", name=interest.full_name, event=talk.title)


def ending(visit: Visit, interest: Interest) -> None:
    """End an interest: withdrawn, or not suitable."""
    with st.expander(
        _("No longer interested, or not suitable"), icon=":material/block:", key=f"end.{interest.id}.fold"
    ):
        st.markdown(_("Invitations that are still open end, too. It can be taken back until the details are erased."))
        gone, not_suitable = st.columns(2)
        ends = (
            (gone, _("Withdraws"), InterestStatus.WITHDRAWN),
            (not_suitable, _("Does not suit"), InterestStatus.NOT_SUITABLE),
        )
        for place, label, status in ends:
            key = f"end.{interest.id}.{status.name}"
            if place.button(label, key=f"{key}.button", width="stretch") and perform(
                visit, key, withdraw, interest, status
            ):
                finish(key, "{name} is off the list ({status}).", name=interest.full_name, status=status)


def again(visit: Visit, interest: Interest) -> None:
    """Take an ended interest up again."""
    key = f"again.{interest.id}"
    if st.button(_("Interested again"), key=f"{key}.button") and perform(visit, key, take_up_again, interest):
        finish(key, "{name} waits for a course again.", name=interest.full_name)


def erasing(visit: Visit, interest: Interest) -> None:
    """Erase somebody's details for good, after asking once more."""
    key = f"erase.{interest.id}"
    st.markdown(
        _("Erasing takes away name, contact and message here, in messages and on guest lists. It cannot be undone.")
    )
    sure = st.checkbox(_("Yes, erase the details for good"), key=f"{key}.sure")
    if st.button(_("Erase the details"), key=f"{key}.button", disabled=not sure) and perform(
        visit, key, erase, interest
    ):
        finish(key, "The details of {id} are erased; the row stays for the count.", id=interest.id)


def correction(visit: Visit, interest: Interest) -> None:
    """Correct contact, languages and wish."""
    key = f"interest.{interest.id}"
    seen = forms.as_first_seen(key, interest)
    with st.expander(_("Correct the details"), icon=":material/edit:", key=f"{key}.fold"):
        filled = forms.ask(
            CallForm,
            key,
            submit=_("Save"),
            seen=seen,
            skip=("channel", "promised", "next_step", "next_step_on", "owner"),
            across=3,
        )
        if filled and forms.change(visit, key, correct, seen, filled):
            finish(key, "The details of {name} are saved.", name=filled.full_name)
