"""Requests: taking one in while on the phone, the list by state, and the end of each with its result."""

import streamlit as st

from pages.office.board import show_board
from pages.office.one_request import one_request
from pages.office.request_form import request_form
from pages.shared import tables
from pages.shared.language import _, shown
from pages.shared.visit import Visit, finish, guard, perform, round_of
from services.intake import by_urgency, take_in
from services.model.access import Right
from services.model.lists import RequestStatus
from services.model.records import Request
from services.model.words import N_
from services.planned import who_would_go


def show_list(visit: Visit) -> None:
    """Show requests by state; one opened with its next step."""
    states = st.pills(
        _("Status"), list(RequestStatus), selection_mode="multi", format_func=shown, key="requests.states"
    )
    listed = [one for one in by_urgency(visit.workbook) if not states or one.status in states]
    if not listed:
        st.info(_("No request here. Take one in above, or choose another status."))
        return
    rows = [
        {
            _("No."): one.id,
            _("Status"): one.status,
            _("Topics"): one.topics,
            _("Languages"): one.languages,
            _("Urgency"): one.urgency,
            _("Appointment on"): one.day,
            _("District"): one.district,
            _("Client code"): one.client,
            _("Received"): one.received_at.date(),
        }
        for one in listed
    ]
    opened = tables.choose("requests", rows, [one.id for one in listed])
    if opened:
        one_request(visit, visit.workbook.get(Request, opened))
    else:
        st.caption(_("Open a row to see one request and its next step."))


visit = guard(Right.TAKE_REQUESTS)
st.title(_("Requests"), anchor=False)
# Without a key it would fold up when the message above it goes away while somebody types; saved, it folds up, so that
# the request and its next step stand in sight.
fold = f"intake.{round_of('intake')}.fold"
with st.expander(_("Take in a new request"), icon=":material/add_call:", key=fold, on_change="rerun"):
    typed = request_form(visit, "intake", _("Take in"), stays="session")
    new = perform(visit, "intake", take_in, *typed) if typed else None
    if new:
        tables.opened("requests", new.id)
        who = who_would_go(visit.workbook, new, visit.today)
        finish("intake", "The request is taken in as {id} ({status}). {who}.", id=new.id, status=new.status, who=who)
view = st.segmented_control(
    _("View"), [N_("List"), N_("Board")], format_func=_, default="List", required=True, key="requests.view"
)
if view == "Board":
    show_board(visit)
else:
    show_list(visit)
