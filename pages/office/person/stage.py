"""Where a volunteer stands, and the steps from there."""

import streamlit as st

from pages.office.person import anonymising
from pages.shared import forms
from pages.shared.language import _, say, shown
from pages.shared.visit import Visit, finish, perform
from services.model.forms import OwnEntryForm
from services.model.lists import PersonStatus
from services.model.person_lists import LeaveReason
from services.model.record import columns
from services.model.records import Person
from services.roster import AVAILABLE
from services.sign_in import GONE
from services.stages import STEPS, end_pause, leave, move_on, pause, stage, ties


def draw(visit: Visit, person: Person) -> None:
    """Offer what can be done now: the next stage, a break, leaving."""
    _standing(visit, person)
    for to in STEPS[person.status]:
        key = f"stage.{person.id}.{to.name}"
        if st.button(say("Set to “{status}”", status=to), key=key) and perform(visit, key, move_on, person, to):
            finish(key, "{name} is “{status}” now.", name=person.full_name, status=to)
    if person.status in AVAILABLE:
        _break(visit, person)
    if person.status not in GONE:
        _leaving(visit, person)
    if person.status is PersonStatus.LEFT:
        anonymising.draw(visit, person)


def _standing(visit: Visit, person: Person) -> None:
    now = stage(person, visit.today)
    if now is PersonStatus.PAUSED and person.paused_until:
        st.markdown(
            say("Takes a break until {day}, and is there again by themselves after that.", day=person.paused_until)
        )
    elif person.left_on:
        st.markdown(say("Left on {day}: {reason}", day=person.left_on, reason=person.leave_reason))
    else:
        st.markdown(say("Is “{status}”.", status=now))


def _break(visit: Visit, person: Person) -> None:
    if stage(person, visit.today) is PersonStatus.PAUSED:
        key = f"stage.{person.id}.back"
        if st.button(_("There again"), key=key) and perform(visit, key, end_pause, person):
            finish(key, "{name} is there again.", name=person.full_name)
        return
    key = f"stage.{person.id}.pause"
    with st.expander(_("Take a break"), icon=":material/pause:", key=f"{key}.fold"):
        skip = [name for name in columns(OwnEntryForm) if name != "paused_until"]
        typed = forms.ask(OwnEntryForm, key, submit=_("Note the break"), seen=person, skip=skip)
        if typed and typed.paused_until and perform(visit, key, pause, person, typed.paused_until):
            finish(key, "{name} takes a break until {day}.", name=person.full_name, day=typed.paused_until)


def _leaving(visit: Visit, person: Person) -> None:
    key = f"stage.{person.id}.leave"
    held = ties(visit.workbook, person.id)
    with st.expander(_("Leaves the programme"), icon=":material/logout:", key=f"{key}.fold"):
        if held.offers:
            asked = tuple(one.request for one in held.offers)
            st.markdown(say("Is being asked for {requests}: these questions are withdrawn.", requests=asked))
        if held.assignments:
            running = tuple(one.request for one in held.assignments)
            st.markdown(say("Helps with {requests}: these requests are searched for again.", requests=running))
        st.markdown(
            _(
                "Personal links stop working, and what is known of the police certificate goes. The entry stays until "
                "it is anonymised."
            )
        )
        reason = st.selectbox(_("Reason"), list(LeaveReason), format_func=shown, key=f"{key}.reason")
        if st.button(_("Note that they left"), key=key) and perform(visit, key, leave, person, reason):
            finish(key, "{name} has left. What was still open is ended or searched for again.", name=person.full_name)
