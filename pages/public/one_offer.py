"""What a volunteer finds behind the link of a question: what, when, where about, which language; and three answers."""

import streamlit as st

from pages.shared.calendar_button import calendar_button
from pages.shared.facts import reached_at, request_facts
from pages.shared.language import _, say, shown, tell
from pages.shared.visit import Visit, finish, perform
from services.model.letters import Message
from services.model.lists import DeclineReason, OfferStatus, Seat
from services.model.records import Offer, Request
from services.offer_answers import Reply, answer, closed


def one_offer(visit: Visit, message: Message, offer: Offer) -> None:
    """Show the question with its answers; without any, why, or after a yes what happens next."""
    request = visit.workbook.find(Request, offer.request)
    reason = closed(visit.workbook, message, visit.today)
    if reason and "told.answer" not in st.session_state:
        st.info(tell(reason))
    if request:
        _facts(request, offer)
    if request and offer.status is OfferStatus.ACCEPTED:
        _next(visit, request, offer)
    elif reason is None:
        _buttons(visit, message, offer)
    contact = reached_at(visit.workbook)
    st.markdown(say("If something should change, please call or write to us: {contact}", contact=contact))


def _facts(request: Request, offer: Offer) -> None:
    if offer.status is OfferStatus.ASKED:
        st.markdown(_("Somebody needs a guide, and we have thought of you:"))
    request_facts(request)
    if offer.seat is not Seat.MAIN:
        st.markdown(f"{_('Your seat')}: **{shown(offer.seat)}**")


def _next(visit: Visit, request: Request, offer: Offer) -> None:
    """Say what happens after a yes."""
    st.subheader(_("What happens next"), anchor=False)
    if offer.seat is Seat.BACKUP:
        st.markdown(_("We call you if somebody drops out. Until then there is nothing to do."))
    else:
        st.markdown(_("The office tells you where you meet and whom. Please keep the time free."))
    calendar_button(visit, request, offer.id)


def _buttons(visit: Visit, message: Message, offer: Offer) -> None:
    if offer.call_back_at:
        st.info(_("You have asked for a call, and the office will ring you. You can still answer here."))
    if message.answer_by:
        st.markdown(say("Please answer by {day}.", day=message.answer_by))
    key = f"answer.{message.id}"
    if st.button(_(Reply.YES.value), key=f"{key}.YES", type="primary", width="stretch"):
        done = perform(visit, f"{key}.YES", answer, Reply.YES)
        if done:
            finish(f"{key}.YES", "Thank you! You have taken this on.", place="answer")
    if not offer.call_back_at and st.button(
        _(Reply.CALL_ME.value), key=f"{key}.CALL_ME", icon=":material/call:", width="stretch"
    ):
        done = perform(visit, f"{key}.CALL_ME", answer, Reply.CALL_ME)
        if done:
            finish(f"{key}.CALL_ME", "Thank you. The office will call you.", place="answer")
    with st.container(border=True):
        reason = st.selectbox(
            _("If not, why? (optional)"),
            [None, *DeclineReason],
            format_func=lambda word: shown(word) if word else _("no reason given"),
            key=f"{key}.reason",
        )
        if st.button(_(Reply.NO.value), key=f"{key}.NO", width="stretch"):
            done = perform(visit, f"{key}.NO", answer, Reply.NO, reason)
            if done:
                finish(f"{key}.NO", "Thank you for your answer. The office will ask somebody else.", place="answer")
