"""What somebody who has said yes finds behind the link of a changed appointment: when it is now, and two answers."""

import streamlit as st

from pages.shared.calendar_button import calendar_button
from pages.shared.facts import reached_at, request_facts
from pages.shared.language import _, say, tell
from pages.shared.visit import Visit, finish, perform
from services.appointments import Fits, Told, answer_move, closed
from services.model.letters import Message
from services.model.records import Request


def moved(visit: Visit, message: Message, told: Told) -> None:
    """Show the new appointment with the two answers; without any, why."""
    request = visit.workbook.find(Request, told.request)
    reason = closed(visit.workbook, message, visit.today)
    if reason and "told.answer" not in st.session_state:
        st.info(tell(reason))
    if request:
        st.markdown(_("You have said yes to this, and something about it has changed:"))
        request_facts(request)
    if reason is None:
        _buttons(visit, message)
    if request:
        calendar_button(visit, request, told.id)
    contact = reached_at(visit.workbook)
    st.markdown(say("If something should change, please call or write to us: {contact}", contact=contact))


def _buttons(visit: Visit, message: Message) -> None:
    st.markdown(_("Does it suit you as it is now?"))
    key = f"moved.{message.id}"
    if st.button(_(Fits.YES.value), key=f"{key}.YES", type="primary", width="stretch") and perform(
        visit, f"{key}.YES", answer_move, Fits.YES
    ):
        finish(f"{key}.YES", "Thank you! The appointment is settled.", place="answer")
    if st.button(_(Fits.NO.value), key=f"{key}.NO", width="stretch") and perform(
        visit, f"{key}.NO", answer_move, Fits.NO
    ):
        finish(
            f"{key}.NO",
            "Thank you for letting us know. The office looks for another way and calls you.",
            place="answer",
        )
