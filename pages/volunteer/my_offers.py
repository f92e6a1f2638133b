"""My assignments: what I am asked for, to answer here; what I have said yes to, with how to reach people."""

import streamlit as st

from pages.shared.answer import answered
from pages.shared.calendar_button import calendar_button
from pages.shared.facts import request_facts, request_task
from pages.shared.language import _, say
from pages.shared.order_papers import month_papers
from pages.shared.visit import Visit, finish, guard, perform
from pages.volunteer.my_visits import running_assignment
from services.model.access import Right
from services.model.lists import OfferStatus, Seat
from services.model.records import Assignment, Offer, Request
from services.offers import call_me, own_offers
from services.visits import hours_of


def show_request(visit: Visit, number: str) -> None:
    """Show a request's facts, by link its task alone; somebody may have removed its row from the sheet by hand."""
    request = visit.workbook.find(Request, number)
    if request and visit.actor.link:
        request_task(request)
    elif request:
        request_facts(request)
    else:
        st.warning(say("The entry {id} is not there any more. Please reload the page.", id=number))


def question(visit: Visit, offer: Offer) -> None:
    """Show one open offer with its two answers."""
    with st.container(border=True, key=f"mine-{offer.id}"):
        show_request(visit, offer.request)
        if not visit.actor.may(Right.ANSWER_OFFER):
            st.info(_("Please answer by the link in the message about this question, or sign in."))
            return
        done = answered(visit, offer, _("Yes, I will do it"), _("No, not this time"))
        if done and done.status is OfferStatus.ACCEPTED:
            if done.seat is Seat.BACKUP:
                finish(done.id, "Thank you! You stand in for {id} if somebody drops out.", id=done.request)
            finish(done.id, "Thank you! You have taken on {id}. How to reach people stands below.", id=done.request)
        if done:
            finish(done.id, "Thank you for your answer. The office will ask somebody else.")
        key = f"answer.{offer.id}.call"
        if offer.call_back_at:
            st.info(_("You have asked for a call, and the office will ring you. You can still answer here."))
        elif st.button(_("Call me"), key=f"{key}.button", icon=":material/call:") and perform(
            visit, key, call_me, offer.id
        ):
            finish(key, "Thank you. The office will call you.")


visit = guard(Right.SEE_OWN_OFFERS)
st.title(_("My assignments"), anchor=False)
offers = own_offers(visit.workbook, visit.actor.person)
if visit.actor.link:
    st.info(_("This link may have been passed on: whom you help, and how to reach them, you see once you sign in."))
open_offers = [offer for offer in offers if offer.status is OfferStatus.ASKED]
st.header(_("You are being asked"), anchor=False)
if not open_offers:
    st.info(_("Nobody is asking at the moment. The office gets in touch when somebody needs you."))
for one in open_offers:
    question(visit, one)
mine = visit.workbook.all(Assignment)
st.header(_("Running now"), anchor=False)
running = [one for one in mine if one.status.stands]
if not running:
    st.markdown(_("No running assignment."))
for assignment in running:
    with st.container(border=True, key=f"mine-{assignment.id}"):
        st.markdown(say("{id}, mandated on {day}", id=assignment.request, day=assignment.mandated_on))
        show_request(visit, assignment.request)
        request = visit.workbook.find(Request, assignment.request)
        if request and not visit.actor.link:
            calendar_button(visit, request, assignment.id)
        running_assignment(visit, assignment)
standing_in = [one for one in offers if one.seat is Seat.BACKUP and one.status is OfferStatus.ACCEPTED]
if standing_in:
    st.header(_("Standing in"), anchor=False)
    st.markdown(_("We call you if somebody drops out. Until then there is nothing to do."))
for one in standing_in:
    with st.container(border=True):
        show_request(visit, one.request)
past = [one for one in mine if not one.status.stands]
if past:
    st.header(_("Past"), anchor=False)
    for assignment in past:
        told = {
            "id": assignment.request,
            "day": assignment.ended_on,
            "result": assignment.result or assignment.status,
            "hours": hours_of(visit.workbook, assignment),
        }
        st.markdown("- " + say("{id}, {day}: {result}, {hours} h", **told))
if visit.actor.person:
    st.header(_("Hours and kilometres"), anchor=False)
    month_papers(visit, visit.actor.person)
