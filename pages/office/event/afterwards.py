"""After an event: who came, and for each interested person what it led to."""

import streamlit as st

from pages.shared.language import _, plain, say, shown
from pages.shared.visit import Visit, finish, perform, round_of
from services.guests import guests
from services.model.course_lists import EventKind, EventStatus, GuestRole, GuestStatus, Presence, TalkOutcome
from services.model.course_records import Event, Guest
from services.talks import AFTERWARDS, Came, record


def draw(visit: Visit, event: Event) -> None:
    """Tick who came; nothing is saved before the button."""
    listed = guests(visit.workbook, event.id)
    if event.status is EventStatus.CANCELLED:
        st.info(_("The event was called off."))
        return
    if event.day > visit.today:
        st.info(say("From {day} on you note here who came.", day=event.day))
        return
    if not listed:
        st.caption(_("Nobody was invited. Saving notes that it took place."))
    key = f"came.{event.id}"
    with st.form(f"{key}.{round_of(key)}.form", enter_to_submit=False):
        came = tuple(_one(event, one, f"{key}.{round_of(key)}") for one in listed)
        saved = st.form_submit_button(_("Save who came"), type="primary")
    if saved and perform(visit, key, record, event, came):
        finish(key, "“{event}” is written up.", event=event.title)


def _one(event: Event, guest: Guest, key: str) -> Came:
    """Ask for one guest; whoever said no can be left open."""
    st.markdown(f"**{plain(guest.name)}** · {_(guest.role.label)} · {_(guest.status.label)}")
    left, right = st.columns(2, vertical_alignment="center")
    noted = next((word for word, status in AFTERWARDS.items() if status is guest.status), None)
    if noted is None and guest.status is GuestStatus.ACCEPTED:
        noted = Presence.PRESENT
    presence = left.segmented_control(
        say("Was {name} there?", name=guest.name),
        list(Presence),
        format_func=shown,
        default=noted,
        key=f"{key}.{guest.id}",
        label_visibility="collapsed",
    )
    if event.kind is not EventKind.INFO_TALK or guest.role is not GuestRole.INTERESTED:
        return Came(guest.id, presence)
    options = [None, *TalkOutcome]
    outcome = right.selectbox(
        say("Outcome for {name}", name=guest.name),
        options,
        options.index(guest.outcome),
        format_func=lambda word: shown(word) if word else _("Outcome: open"),
        key=f"{key}.{guest.id}.outcome",
        label_visibility="collapsed",
    )
    return Came(guest.id, presence, outcome)
