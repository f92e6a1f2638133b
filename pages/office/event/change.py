"""Changing an event, and calling it off."""

import streamlit as st

from pages.shared import forms
from pages.shared.language import _, say
from pages.shared.visit import Visit, finish, perform
from services.guests import EXPECTED, guests
from services.model.course_lists import EventStatus
from services.model.course_records import Event
from services.model.event_forms import EventForm
from services.talks import KINDS, call_off, change


def draw(visit: Visit, event: Event) -> None:
    """Change the event, or call it off with everybody told."""
    if event.status is not EventStatus.PLANNED:
        st.info(_("The event is over or called off: nothing can be changed any more."))
        return
    expected = sum(1 for one in guests(visit.workbook, event.id) if one.status in EXPECTED)
    if expected:
        st.caption(
            say(
                "If day, time or place change, everybody expected ({count}) gets a new invitation and is asked again.",
                count=expected,
            )
        )
    key = f"event.{event.id}"
    seen = forms.as_first_seen(key, event)
    filled = forms.ask(EventForm, key, submit=_("Save"), seen=seen, choices={"kind": KINDS}, across=3)
    if filled and forms.change(visit, key, change, seen, filled):
        finish(key, "“{title}” is saved.", title=filled.title)
    with st.expander(_("Call the event off"), icon=":material/event_busy:", key=f"off.{event.id}.fold"):
        key = f"off.{event.id}"
        st.markdown(say("Everybody expected ({count}) is told by mail or by a call to make.", count=expected))
        sure = st.checkbox(_("Yes, call it off"), key=f"{key}.sure")
        if st.button(_("Call off"), key=f"{key}.button", disabled=not sure) and perform(visit, key, call_off, event):
            finish(key, "“{title}” is called off; {count} people are told.", title=event.title, count=expected)
