"""Who was asked for a request, and taking down their answers."""

import streamlit as st

from pages.shared.answer import answered
from pages.shared.language import _, plain, shown
from pages.shared.visit import Visit, finish
from services.model.lists import OfferStatus
from services.model.records import Offer, Person, Request
from services.offers import offers_of


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
    done = answered(visit, offer, _("Said yes"), _("Said no"))
    if done and done.status is OfferStatus.ACCEPTED:
        finish(done.id, "{name} takes it on: the assignment is running, everybody else is free again.", name=name)
    if done:
        finish(done.id, "The no of {name} is noted.", name=name)
