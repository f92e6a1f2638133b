"""One request opened on the screen of requests: what is missing, who was asked, and its end."""

import streamlit as st

from pages.office.request_form import request_form
from pages.shared import forms
from pages.shared.facts import request_facts
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.opening import open_entry
from pages.shared.visit import Visit, finish, perform
from services.intake import (
    OPEN,
    assignments_of,
    close,
    correct,
    helping_with,
    hints,
    missing_details,
    refuse,
    start_search,
)
from services.model.assignment_forms import ResultForm
from services.model.lists import RejectReason, RequestStatus, Seat
from services.model.records import Offer, Person, Request
from services.offers import offers_of, take_back
from services.scope import doubts, redirects
from services.seats import lacks_second, open_seats


def one_request(visit: Visit, request: Request) -> None:
    """Show one request with what is missing, who was asked, and the steps that make sense now."""
    st.header(f"{request.id} · {plain(shown(request.topics or request.kind))}", anchor=False)
    request_facts(request)
    for hint in hints(visit.workbook, request, visit.today) if request.status in OPEN else ():
        st.info(tell(hint), icon=":material/lightbulb:")
    if request.status in OPEN:
        starting(visit, request)
    asked = offers_of(visit.workbook, request.id)
    if asked:
        st.markdown("\n".join(_asked(visit, offer) for offer in asked))
    if request.status is RequestStatus.MATCHED and lacks_second(visit.workbook, request):
        st.info(_("Two people should go to a mediation. A second one is still missing."), icon=":material/group_add:")
    seats = open_seats(visit.workbook, request)
    first = Seat.MAIN in seats
    search = _("Find somebody") if first else say("Find more people: {seats}", seats=seats)
    if seats and st.button(search, type="primary" if first else "secondary", icon=":material/diversity_3:"):
        st.session_state["matching.request"] = request.id
        st.switch_page("pages/office/matching.py")
    for one in assignments_of(visit.workbook, request.id):
        label = say("Open the assignment {id} ({status})", id=one.id, status=one.status)
        if st.button(label, key=f"open.{one.id}", icon=":material/assignment:", type="tertiary"):
            open_entry(visit.workbook, one.id)
    if request.status is RequestStatus.MATCHED:
        ending(visit, request)
        taking_back(visit, request)
        calling_off(visit, request)
    if request.status in OPEN:
        key = f"request.{request.id}"
        seen = forms.as_first_seen(key, request)
        # Without a key it would fold up when the message above it goes away while somebody types.
        with st.expander(_("Complete or correct"), icon=":material/edit:", key=f"{key}.fold", on_change="rerun"):
            filled = request_form(visit, key, _("Save"), seen)
            if filled and forms.change(visit, key, correct, seen, filled[0]):
                finish(key, "The request {id} is saved.", id=request.id)
        refusal(visit, request)
    elif request.result or request.reject_reason:
        told = (request.result, request.reject_reason, request.redirected_to, request.closed_on)
        st.markdown(" · ".join(plain(shown(part)) for part in told if part))


def _asked(visit: Visit, offer: Offer) -> str:
    person = visit.workbook.find(Person, offer.person)
    seat = f" ({_(offer.seat.label)})" if offer.seat is not Seat.MAIN else ""
    return f"- {plain(person.full_name if person else offer.person)}{seat}: **{_(offer.status.label)}**"


def starting(visit: Visit, request: Request) -> None:
    """Name what is missing; once somebody has filled it in in the table, let the search start."""
    missing = missing_details(request)
    if missing:
        st.warning(say("Before the search can start, this is missing: {missing}.", missing=missing))
    if missing or request.status is not RequestStatus.NEW:
        return
    key = f"start.{request.id}"
    st.info(_("What was missing is there now."), icon=":material/check:")
    if st.button(_("Start the search"), key=f"{key}.button", type="primary") and perform(
        visit, key, start_search, request
    ):
        finish(key, "Somebody is being looked for: {id}.", id=request.id)


def ending(visit: Visit, request: Request) -> None:
    """Close a request with its result and hours."""
    key = f"close.{request.id}"
    st.subheader(_("Close with a result"), anchor=False)
    helping = helping_with(visit.workbook, request.id)
    looked_at = forms.as_drawn(key, helping)
    if len(helping) > 1:
        people = [visit.workbook.find(Person, one.person) for one in helping]
        names = tuple(one.full_name for one in people if one)
        told = say(
            "The hours count in full for each of the {count} volunteers: {names}.", count=len(helping), names=names
        )
        st.info(told, icon=":material/group:")
    filled = forms.ask(ResultForm, key, submit=_("Close the request"))
    if filled and perform(visit, key, close, request, filled, looked_at):
        finish(key, "The request {id} is closed: {result}.", id=request.id, result=filled.result)


def taking_back(visit: Visit, request: Request) -> None:
    """Look for somebody else when a yes cannot be kept."""
    key = f"back.{request.id}"
    with st.expander(_("The yes cannot be kept: search again"), icon=":material/undo:", key=f"{key}.fold"):
        st.markdown(_("The assignment is cancelled, and the request is being matched again."))
        if st.button(_("Search again"), key=f"{key}.button") and perform(visit, key, take_back, request):
            finish(key, "The request {id} is being matched again.", id=request.id)


def calling_off(visit: Visit, request: Request) -> None:
    """End a request that those who asked have taken back; whoever was to go is told."""
    key = f"off.{request.id}"
    with st.expander(_("Taken back: help is not needed any more"), icon=":material/event_busy:", key=f"{key}.fold"):
        st.markdown(_("The assignments are cancelled, and everybody who was to go or stands in is told."))
        if st.button(_("Call the request off"), key=f"{key}.button") and perform(
            visit, key, refuse, request, RejectReason.TAKEN_BACK
        ):
            finish(key, "The request {id} is called off; everybody is told.", id=request.id)


def refusal(visit: Visit, request: Request) -> None:
    """End a request that cannot be served; the reason is needed for the report, and people learn where to turn."""
    with st.expander(
        _("Not possible, redirect or taken back"), icon=":material/block:", key=f"refuse.{request.id}.fold"
    ):
        key = f"refuse.{request.id}"
        reasons = list(RejectReason)
        likely = next(iter(doubts(visit.workbook, request, visit.today)), reasons[0])
        reason = st.selectbox(_("Reason"), reasons, reasons.index(likely), format_func=shown, key=f"{key}.reason")
        where = st.selectbox(
            _("Redirected to"),
            redirects(visit.workbook, reason, request.topics),
            index=None,
            accept_new_options=True,
            placeholder=_("Choose or type"),
            key=f"{key}.to",
        )
        st.caption(_("The list of places is kept under “Organisations”: kind “Place to turn to instead”."))
        if st.button(_("End the request"), key=f"{key}.button") and perform(
            visit, key, refuse, request, reason, where or ""
        ):
            finish(key, "The request {id} is ended: {reason}.", id=request.id, reason=reason)
