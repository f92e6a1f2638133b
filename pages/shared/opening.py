"""Opening an entry on the page it lives on: from a line of the morning list, or from a hint to somebody known."""

from typing import Final

import streamlit as st

from pages.shared import tables
from services.model.conversations import Conversation
from services.model.course_records import Guest, Registration
from services.model.errors import NotFound
from services.model.letters import Message
from services.model.lists import Channel, PersonStatus
from services.model.records import JournalEntry, Offer, Person
from services.model.workbook import Workbook

# Prefix of the number -> the page and the table whose row is opened.
PLACES: Final = {
    "I": ("pages/office/interests.py", "interests"),
    "K": ("pages/office/courses.py", "courses"),
    "G": ("pages/office/talks.py", "events"),
    "P": ("pages/office/roster.py", "roster"),
    "A": ("pages/office/intake.py", "requests"),
    "E": ("pages/office/assignments.py", "assignments"),
}
TABLE: Final = "pages/office/health.py"
POST: Final = "pages/office/post.py"
MATCHING: Final = "pages/office/matching.py"


def open_entry(workbook: Workbook, number: str) -> None:
    """Go to the page of an entry with its row opened; "" is the state of the table. Raises nothing.

    What is gone and an entry of the journal lead to the state of the table, a guest to their event, a registration to
    its course with the person opened, a volunteer's answer to where it is taken down.
    """
    if not number or workbook.find(JournalEntry, number):
        st.switch_page(TABLE)
    message = workbook.find(Message, number)
    if message:
        by_phone = message.channel is Channel.PHONE
        st.session_state["post.section"] = "Calls" if by_phone else "Mails"
        if by_phone:
            tables.opened("calls", number)
        st.switch_page(POST)
    offer = workbook.find(Offer, number)
    if offer:
        st.session_state["matching.request"] = offer.request
        st.switch_page(MATCHING)
    guest = workbook.find(Guest, number)
    number = guest.event if guest else number
    conversation = workbook.find(Conversation, number)
    if conversation:
        st.session_state["person.section"] = "Conversations"
        number = conversation.person
    registration = workbook.find(Registration, number)
    if registration:
        tables.opened(f"people.{registration.course}", registration.id)
        number = registration.course
    try:
        workbook.entry(number)
    except NotFound:
        st.switch_page(TABLE)
    person = workbook.find(Person, number)
    if person and person.status is PersonStatus.LEFT:  # what is left to do is to anonymise
        st.session_state["person.section"] = "Stage"
    page, table = PLACES[number.partition("-")[0]]
    if table == "assignments":  # the list may show another section or only some states
        st.session_state["assignments.section"] = "Under way"
        st.session_state.pop("assignments.states", None)
    tables.opened(table, number)
    st.switch_page(page)
