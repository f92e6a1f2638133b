"""My assignments: what I am asked for, to answer here; what I have said yes to, with how to reach people."""

import streamlit as st

from pages.shared.facts import request_facts
from pages.shared.language import _, say, shown
from pages.shared.visit import Visit, finish, guard, perform, say_what_was_done
from services.model.access import Right
from services.model.lists import AssignmentStatus, DeclineReason, OfferStatus
from services.model.records import Assignment, Offer, Request
from services.offers import accept, decline, own_offers


def show_request(visit: Visit, number: str) -> None:
    """Show a request's facts; somebody may have removed its row from the sheet by hand."""
    request = visit.workbook.find(Request, number)
    if request:
        request_facts(request)
    else:
        st.warning(say("The entry {id} is not there any more. Please reload the page.", id=number))


def question(visit: Visit, offer: Offer) -> None:
    """Show one open offer with its two answers."""
    with st.container(border=True):
        show_request(visit, offer.request)
        key = f"answer.{offer.id}"
        reason = st.selectbox(
            _("If not, why? (optional)"),
            [None, *DeclineReason],
            format_func=lambda word: shown(word) if word else _("no reason given"),
            key=f"{key}.reason",
        )
        yes, no = st.columns(2)
        if yes.button(_("Yes, I will do it"), key=f"{key}.yes", type="primary", width="stretch") and perform(
            visit, key, accept, offer.id
        ):
            finish(key, "Thank you! You have taken on {id}. How to reach people stands below.", id=offer.request)
        if no.button(_("No, not this time"), key=f"{key}.no", width="stretch") and perform(
            visit, key, decline, offer.id, reason
        ):
            finish(key, "Thank you for your answer. The office will ask somebody else.")


visit = guard(Right.SEE_OWN_OFFERS)
st.title(_("My assignments"), anchor=False)
say_what_was_done("offers")
offers = own_offers(visit.workbook, visit.actor.person)
open_offers = [offer for offer in offers if offer.status is OfferStatus.ASKED]
st.header(_("You are being asked"), anchor=False)
if not open_offers:
    st.info(_("Nobody is asking at the moment. The office gets in touch when somebody needs you."))
for one in open_offers:
    question(visit, one)
mine = visit.workbook.all(Assignment)
st.header(_("Running now"), anchor=False)
running = [one for one in mine if one.status is AssignmentStatus.RUNNING]
if not running:
    st.markdown(_("No running assignment."))
for assignment in running:
    with st.container(border=True):
        st.markdown(say("{id}, mandated on {day}", id=assignment.request, day=assignment.mandated_on))
        show_request(visit, assignment.request)
past = [one for one in mine if one.status is not AssignmentStatus.RUNNING]
if past:
    st.header(_("Past"), anchor=False)
    for assignment in past:
        told = {"day": assignment.ended_on, "result": assignment.result, "hours": assignment.hours}
        st.markdown("- " + say("{day}: {result}, {hours} h", **told))
