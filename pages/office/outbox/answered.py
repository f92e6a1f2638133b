"""What somebody answers right on the phone: an invitation, an offered place, an event."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from pages.shared.answer import answered
from pages.shared.language import _, tell
from pages.shared.visit import Visit, finish, perform
from services import talks
from services.answers import Choice, choices, entry_of, no_joining
from services.invitations import accept, decline
from services.model.course_lists import GuestStatus, RegistrationStatus
from services.model.course_records import Guest, Registration
from services.model.letters import Message
from services.model.lists import OfferStatus
from services.model.record import Record
from services.model.records import Offer
from services.offer_answers import offer_of
from services.waiting_list import refuse_offer, take_offer

# What the office does for each answer, and with what besides the entry.
DONE_BY: Final[Mapping[Choice, tuple[Callable[..., Record], tuple[bool, ...]]]] = {
    Choice.JOIN: (accept, ()),
    Choice.NOT_THIS_TIME: (decline, (True,)),
    Choice.NOT_ANY_MORE: (decline, (False,)),
    Choice.TAKE_PLACE: (take_offer, ()),
    Choice.REFUSE_PLACE: (refuse_offer, ()),
    Choice.COME: (talks.answer, (True,)),
    Choice.NOT_COME: (talks.answer, (False,)),
}


def answers(visit: Visit, call: Message, then: Callable[[], None]) -> None:
    """Offer the answers that are open; `then` is done before the page goes on."""
    offer = offer_of(visit.workbook, call)
    if offer:
        of_volunteer(visit, call, offer, then)
    entry = entry_of(visit.workbook, call)
    if entry is None:
        return
    offered = choices(visit.workbook, entry, visit.today)
    if isinstance(entry, Guest) and entry.status is GuestStatus.INVITED:
        offered = (Choice.COME, Choice.NOT_COME)
    offered = tuple(one for one in offered if one in DONE_BY)
    if not offered:
        return
    st.markdown("**" + _("The answer, if you have one already:") + "**")
    invited = isinstance(entry, Registration) and entry.status is RegistrationStatus.INVITED
    if invited and (reason := no_joining(visit.workbook, entry, visit.today)):
        st.caption(tell(reason))
    for one in offered:
        action, more = DONE_BY[one]
        key = f"answer.{entry.id}.{one.name}"
        if st.button(_(one.value), key=f"{key}.button") and perform(visit, key, action, entry, *more):
            then()
            finish(key, "{name} has answered: {answer}", name=call.to, answer=_(one.value))


def of_volunteer(visit: Visit, call: Message, offer: Offer, then: Callable[[], None]) -> None:
    """Take down a volunteer's yes or no; one that needs thought is taken down under “Matching”."""
    if offer.status is not OfferStatus.ASKED:
        return
    st.markdown("**" + _("The answer, if you have one already:") + "**")
    done = answered(visit, offer, _("Said yes"), _("Said no"))
    if done:
        then()
        finish(done.id, "{name} has answered: {answer}", name=call.to, answer=done.status)
