"""The button that takes an appointment over into one's own calendar."""

import streamlit as st

from pages.shared.facts import reached_at
from pages.shared.language import _, say, shown
from pages.shared.visit import Visit
from services.delivery.appointments import calendar_file, has_appointment
from services.model.records import Request


def calendar_button(visit: Visit, request: Request, key: str) -> None:
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
            notes="\n".join((*notes, reached_at(visit.workbook))).replace("\\", ""),
            written_at=visit.office.now,  # so that a moved appointment replaces the older one in the calendar
        ),
        f"{request.id}.ics",
        "text/calendar",
        icon=":material/event_available:",
        key=f"calendar.{key}",
        width="stretch",
    )
