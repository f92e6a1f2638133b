"""Conversations with a volunteer: noting one, what is still to be done, what was said."""

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, say
from pages.shared.live import Live, confirm
from pages.shared.visit import Visit, finish, perform
from services.conversations import conversations, note_conversation, settle
from services.model.conversations import ConversationForm
from services.model.records import Person
from services.note_guard import suspicious


def draw(visit: Visit, person: Person) -> None:
    """Draw the form, the steps that are open, then everything noted so far."""
    _noting(visit, person)
    noted = conversations(visit.workbook, person.id)
    for one in noted:
        if not (one.next_step or one.next_step_on) or one.settled_on:
            continue
        key = f"conversation.{one.id}.settle"
        if st.button(say("Done: {step}", step=one.next_step or one.next_step_on), key=key) and perform(
            visit, key, settle, one
        ):
            finish(key, "The step with {name} is done.", name=person.full_name)
    if noted:
        tables.show(
            [
                {
                    _("Day"): one.day,
                    _("Spoke with"): one.who,
                    _("Note"): one.note,
                    _("Next step"): one.next_step,
                    _("Next step on"): one.next_step_on,
                    _("Settled on"): one.settled_on,
                }
                for one in noted
            ]
        )


def _noting(visit: Visit, person: Person) -> None:
    key = f"conversation.{person.id}"
    start = ConversationForm(day=visit.today, who=visit.actor.name)
    live = Live(ConversationForm, key, seen=start)
    live.draw("day", "who", "next_step", "next_step_on", across=2)
    live.draw("note")
    st.caption(
        _("The next step stands on the morning list from its day on. Volunteers do not see this on their pages.")
    )
    summary = st.container()
    odd = suspicious(live.so_far().note, own_name=person.full_name)
    pressed = confirm(live.key, _("Note the conversation"), _("Save all the same"), odd)
    form = live.checked(summary) if pressed else None
    if form and perform(visit, key, note_conversation, person.id, form):
        finish(key, "The conversation with {name} is noted.", name=person.full_name)
