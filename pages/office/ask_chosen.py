"""Asking the volunteers who are ticked: how, what they will read or hear, and one button for all of them."""

import streamlit as st

from pages.shared.language import _, say, shown
from pages.shared.visit import Visit, finish, perform
from services.asked import answer_by
from services.gaps import LINK, Occasion, filled, fillings
from services.messages import letter_for, way_to
from services.model.course_lists import MessageKind
from services.model.lists import Channel, Seat, Urgency
from services.model.records import Offer, Person, Request
from services.offers import ask_several

WAYS = (Channel.EMAIL, Channel.PHONE, Channel.IN_PERSON)


def ask_chosen(visit: Visit, request: Request, chosen: list[Person], seat: Seat) -> None:
    """Draw the line below the proposals; nothing can be pressed before somebody is ticked."""
    key = f"ask.{request.id}.{seat.name}"
    with st.container(border=True):
        names = ", ".join(one.full_name for one in chosen)
        if chosen:
            st.markdown(say("Chosen: {names}", names=names))
        else:
            st.caption(_("Tick one or several. The first yes counts; everybody else gets a thank-you."))
        left, right = st.columns([2, 1], vertical_alignment="bottom")
        channel = way(left, request, key)
        if chosen:
            preview(visit, request, chosen[0], channel, seat)
        pressed = right.button(
            _("Ask those chosen"), key=f"{key}.button", type="primary", width="stretch", disabled=not chosen
        )
        people = tuple(one.id for one in chosen)
        if pressed and perform(visit, key, ask_several, request.id, people, channel, seat):
            finish(
                key,
                "Asked: {names}. Answers by link come in by themselves; take down the others here.",
                names=names,
            )


def way(place: st.delta_generator.DeltaGenerator, request: Request, key: str) -> Channel:
    """Let the office choose how to ask; what is for today is asked by phone at first."""
    first = WAYS.index(Channel.PHONE) if request.urgency is Urgency.TODAY else 0
    return place.selectbox(_("How"), WAYS, first, format_func=shown, key=f"{key}.way")


def preview(visit: Visit, request: Request, person: Person, wished: Channel, seat: Seat) -> None:
    """Show the mail or the script as this volunteer gets it."""
    if wished is Channel.IN_PERSON:
        return
    channel = way_to(person, wished)
    now = visit.office.now
    offer = Offer(id="", request=request.id, person=person.id, asked_at=now, channel=channel, seat=seat)
    letter = letter_for(visit.workbook, MessageKind.ASKED_TO_HELP, channel)
    occasion = Occasion(request=request, offer=offer, answer_by=answer_by(request, visit.today))
    gaps = {**fillings(visit.workbook, person, occasion), LINK.strip("{}"): _("(here stands the personal link)")}
    label = _("The mail") if channel is Channel.EMAIL else _("What to say on the phone")
    with st.expander(f"{label}: {person.full_name}", icon=":material/visibility:", key=f"preview.{request.id}.fold"):
        subject = [filled(letter.subject, gaps)] if channel is Channel.EMAIL else []
        st.code("\n\n".join((*subject, filled(letter.text, gaps))), language=None, wrap_lines=True)
