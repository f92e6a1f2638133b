"""One event opened on the screen of info talks and ceremonies: one section at a time."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from pages.office.event import afterwards, change, guests, invite
from pages.shared.language import _, plain, say, shown
from pages.shared.visit import Visit
from services.guests import tally
from services.model.course_lists import EventStatus
from services.model.course_records import Event
from services.model.words import N_

SECTIONS: Final[Mapping[str, Callable[[Visit, Event], None]]] = {
    N_("Guests"): guests.draw,
    N_("Invite"): invite.draw,
    N_("Who came"): afterwards.draw,
    N_("Change or call off"): change.draw,
}


def one_event(visit: Visit, event: Event) -> None:
    """Show one event with its counts and the section that was chosen."""
    st.header(plain(event.title), anchor=False)
    hours = f"{shown(event.starts)}–{shown(event.ends)}" if event.ends else shown(event.starts)
    told = (event.status, event.day, hours if event.starts else "", event.place, event.hosts, event.description)
    st.markdown(" · ".join(plain(shown(part)) for part in told if part))
    count = tally(visit.workbook, event.id)
    st.markdown(
        say(
            "Invited: **{invited}** · said yes: **{accepted}** · said no: **{declined}** · silent: **{silent}** · "
            "came: **{came}**",
            invited=count.invited,
            accepted=count.accepted,
            declined=count.declined,
            silent=count.silent,
            came=count.came,
        )
    )
    over = event.status is EventStatus.PLANNED and event.day < visit.today
    first = "Who came" if over else next(iter(SECTIONS))
    st.session_state.setdefault("event.section", first)
    chosen = st.segmented_control(
        _("Section"), list(SECTIONS), format_func=_, required=True, key="event.section", label_visibility="collapsed"
    )
    SECTIONS[chosen or first](visit, event)
