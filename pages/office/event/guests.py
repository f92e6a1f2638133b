"""The guests of an event: who is invited, what they answered, and noting an answer from the phone."""

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, plain, shown
from pages.shared.visit import Visit, finish, perform
from services.guests import guests
from services.model.course_lists import EventStatus, GuestStatus
from services.model.course_records import Event, Guest
from services.model.letters import Message
from services.talks import answer


def draw(visit: Visit, event: Event) -> None:
    """Show the guest list; the one opened gets the buttons for an answer."""
    listed = guests(visit.workbook, event.id)
    if not listed:
        st.info(_("Nobody is invited yet. Choose “Invite” above."))
        return
    rows = [
        {
            _("Name"): one.name,
            _("As"): one.role,
            _("Status"): one.status,
            _("Answered on"): one.answered_at,
            _("Outcome"): one.outcome,
        }
        for one in listed
    ]
    number = tables.choose(f"guests.{event.id}", rows, [one.id for one in listed])
    if number:
        one_guest(visit, event, visit.workbook.get(Guest, number))
    else:
        st.caption(_("Open a row to note an answer that came by phone."))


def one_guest(visit: Visit, event: Event, guest: Guest) -> None:
    """Show one guest with contact, messages, and the answer to note."""
    with st.container(border=True):
        told = (guest.role, guest.status, guest.phone, guest.email)
        st.markdown(f"**{plain(guest.name)}** · " + " · ".join(plain(shown(part)) for part in told if part))
        for one in visit.workbook.where(Message, about=guest.id):
            st.markdown(f"- {shown(one.written_at.date())}: {_(one.kind.label)}, {_(one.status.label)}")
        if event.status is not EventStatus.PLANNED:
            st.caption(_("The event is over or called off: no answer is needed any more."))
            return
        yes, no = st.columns(2)
        answers = ((yes, _("Says yes"), GuestStatus.ACCEPTED), (no, _("Says no"), GuestStatus.DECLINED))
        for place, label, status in answers:
            key = f"guest.{guest.id}.{status.name}"
            if place.button(label, key=f"{key}.button", disabled=guest.status is status, width="stretch") and perform(
                visit, key, answer, guest, status is GuestStatus.ACCEPTED
            ):
                finish(key, "{name}: {status}.", name=guest.name, status=status)
