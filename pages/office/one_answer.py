"""Who was asked for a request, and taking down their answers."""

import streamlit as st

from pages.shared.language import _, plain, shown
from pages.shared.visit import Visit, finish, perform
from services.model.lists import DeclineReason, OfferStatus
from services.model.records import Offer, Person, Request
from services.offers import accept, decline, offers_of

BEST = 5


def answers(visit: Visit, request: Request) -> None:
    """Show who was asked and take down their answers."""
    for offer in offers_of(visit.workbook, request.id):
        person = visit.workbook.find(Person, offer.person)
        name = person.full_name if person else offer.person
        with st.container(border=True):
            contact = " · ".join(part for part in (person.phone, person.email) if part) if person else ""
            told = _(offer.decline_reason.label) if offer.decline_reason else shown(offer.asked_at)
            st.markdown(f"**{plain(name)}**: {_(offer.status.label)} ({plain(told)}) · {plain(contact)}")
            if offer.status is OfferStatus.ASKED:
                answer(visit, offer, name)


def answer(visit: Visit, offer: Offer, name: str) -> None:
    """Take down a yes or a no."""
    key = f"answer.{offer.id}"
    reason = st.selectbox(
        _("If not, why? (optional)"),
        [None, *DeclineReason],
        format_func=lambda word: shown(word) if word else _("no reason given"),
        key=f"{key}.reason",
    )
    yes, no = st.columns(2)
    if yes.button(_("Said yes"), key=f"{key}.yes", type="primary", width="stretch") and perform(
        visit, key, accept, offer.id
    ):
        finish(key, "{name} takes it on: the assignment is running, everybody else is free again.", name=name)
    if no.button(_("Said no"), key=f"{key}.no", width="stretch") and perform(visit, key, decline, offer.id, reason):
        finish(key, "The no of {name} is noted.", name=name)
