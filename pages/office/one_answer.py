"""Who was asked for a request, and taking down their answers."""

import streamlit as st

from pages.shared.answer import answered
from pages.shared.language import _, plain, say, shown
from pages.shared.visit import Visit, finish, perform
from services.model.letters import Message
from services.model.lists import Channel, OfferStatus, RequestStatus, Seat
from services.model.records import Offer, Person, Request
from services.offers import accept, offers_of, step_in, stop_asking, take_back
from services.seats import in_the_way, lacks_second, open_seats


def answers(visit: Visit, request: Request) -> None:
    """Show who was asked and take down their answers."""
    asked = offers_of(visit.workbook, request.id)
    for offer in asked:
        with st.container(border=True):
            one_answer(visit, request, offer)
    key = f"stop.{request.id}"
    if (
        any(one.status is OfferStatus.ASKED for one in asked)
        and st.button(_("Stop asking: thank everybody who has not answered"), key=f"{key}.button")
        and perform(visit, key, stop_asking, request)
    ):
        finish(key, "Nobody is being asked for {id} any more.", id=request.id)


def one_answer(visit: Visit, request: Request, offer: Offer) -> None:
    """Show one volunteer who was asked, and the steps that make sense now."""
    person = visit.workbook.find(Person, offer.person)
    name = person.full_name if person else offer.person
    contact = " · ".join(part for part in (person.phone, person.email) if part) if person else ""
    told = _(offer.decline_reason.label) if offer.decline_reason else shown(offer.asked_at)
    seat = f" · {_(offer.seat.label)}" if offer.seat is not Seat.MAIN else ""
    st.markdown(f"**{plain(name)}**{seat}: {_(offer.status.label)} ({plain(told)}) · {plain(contact)}")
    if offer.status is OfferStatus.ASKED:
        if offer.call_back_at:
            st.info(say("Wants to be called (since {time})", time=offer.call_back_at), icon=":material/call:")
        script(visit, offer)
        answer(visit, request, offer, name)
    if offer.status is OfferStatus.DECLINED and offer.seat in open_seats(visit.workbook, request):
        changed_mind(visit, offer, name)
    if offer.status is OfferStatus.ACCEPTED and offer.seat is not Seat.MAIN:
        standing_by(visit, request, offer, name)


def script(visit: Visit, offer: Offer) -> None:
    """Show what to say on the phone."""
    calls = [one for one in visit.workbook.where(Message, about=offer.id) if one.channel is Channel.PHONE]
    if calls:
        with st.expander(_("What to say on the phone"), icon=":material/call:", key=f"script.{offer.id}.fold"):
            st.markdown("  \n".join(plain(line) for line in calls[-1].text.splitlines()))


def answer(visit: Visit, request: Request, offer: Offer, name: str) -> None:
    """Take down a yes or a no; a yes that does not fit any more needs a reason."""
    done = answered(visit, offer, _("Said yes"), _("Said no"), _why(visit, offer))
    if done and done.status is OfferStatus.ACCEPTED and done.seat is not Seat.MAIN:
        finish(done.id, "{name} has said yes ({seat}).", name=name, seat=done.seat)
    if done and done.status is OfferStatus.ACCEPTED and lacks_second(visit.workbook, request):
        finish(done.id, "{name} takes it on: the assignment is running. Now a second person is needed.", name=name)
    if done and done.status is OfferStatus.ACCEPTED:
        finish(done.id, "{name} takes it on: the assignment is running, everybody else is free again.", name=name)
    if done:
        finish(done.id, "The no of {name} is noted.", name=name)


def changed_mind(visit: Visit, offer: Offer, name: str) -> None:
    """Take down the yes of somebody who said no first."""
    key = f"mind.{offer.id}"
    with st.expander(_("Has changed their mind"), icon=":material/undo:", key=f"{key}.fold"):
        why = _why(visit, offer)
        if st.button(_("Said yes after all"), key=f"{key}.yes") and perform(visit, f"{key}.yes", accept, offer.id, why):
            finish(f"{key}.yes", "{name} has said yes ({seat}).", name=name, seat=offer.seat)


def _why(visit: Visit, offer: Offer) -> str:
    """Say what speaks against a yes by now, and ask for the reason to take it down all the same."""
    against = in_the_way(visit.workbook, offer, visit.today) if visit.workbook.find(Person, offer.person) else ()
    if against:
        st.warning(say("A yes would not fit any more: {reason}", reason=against[0].sentence))
    if against and not against[0].final:
        return st.text_input(_("Take down a yes all the same, because"), key=f"answer.{offer.id}.why")
    return ""


def standing_by(visit: Visit, request: Request, offer: Offer, name: str) -> None:
    """Free a seat beside the main one, or let the stand-in take over."""
    key = f"seat.{offer.id}"
    if offer.seat is Seat.BACKUP and request.status is RequestStatus.SEARCHING:
        if st.button(_("Steps in and takes over"), key=f"{key}.in", type="primary") and perform(
            visit, f"{key}.in", step_in, offer
        ):
            finish(f"{key}.in", "{name} takes over: the assignment is running.", name=name)
    elif request.status is RequestStatus.MATCHED and (
        st.button(_("This yes cannot be kept"), key=f"{key}.back")
        and perform(visit, f"{key}.back", take_back, request, offer.seat)
    ):
        finish(f"{key}.back", "The yes of {name} is taken back.", name=name)
