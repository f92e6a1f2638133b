"""The button that takes an appointment over into one's own calendar."""

import streamlit as st

from pages.shared.facts import reached_at
from pages.shared.language import _, say, shown
from services.delivery.appointments import calendar_file, has_appointment
from services.model.records import Offer, Request
from services.model.workbook import Workbook


def calendar_button(workbook: Workbook, request: Request, offer: Offer) -> None:
    """Offer the calendar file after a yes; a request without day and time has none."""
    if not has_appointment(request):
        return
    title = say("Guide: {topics}", topics=shown(request.topics or request.kind))
    notes = [
        say("Request {id}", id=request.id),
        *([] if request.place else [_("The office tells you where and whom.")]),
    ]
    st.download_button(
        _("Into my calendar"),
        calendar_file(
            request,
            title=title.replace("\\", ""),
            notes="\n".join((*notes, reached_at(workbook))).replace("\\", ""),
            written_at=offer.answered_at or offer.asked_at,
        ),
        f"{request.id}.ics",
        "text/calendar",
        icon=":material/event_available:",
        key=f"calendar.{offer.id}",
        width="stretch",
    )
