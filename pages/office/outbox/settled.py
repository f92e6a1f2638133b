"""Settled messages: sent, spoken to, or no longer needed; what was noted by mistake is put back."""

import streamlit as st

from pages.office.outbox.one_message import heading, text_to_copy
from pages.shared import tables
from pages.shared.language import _
from pages.shared.visit import Visit, finish, perform
from services.model.letters import Message
from services.outbox import may_reopen, reopen, settled

NEWEST = 200


def draw(visit: Visit) -> None:
    """List the newest; the one opened shows its text."""
    done = settled(visit.workbook)
    if not done:
        st.info(_("Nothing has been sent or called yet."))
        return
    listed = tables.part("settled", done, NEWEST)
    rows = [
        {
            _("To"): one.to,
            _("Occasion"): one.kind,
            _("Way"): one.channel,
            _("Status"): one.status,
            _("When"): one.tried_at or one.written_at,
            _("Answered on"): one.answered_at,
        }
        for one in listed
    ]
    number = tables.choose("settled", rows, [one.id for one in listed])
    if number:
        _one(visit, visit.workbook.get(Message, number))


def _one(visit: Visit, message: Message) -> None:
    with st.container(border=True):
        heading(message)
        text_to_copy(visit, message)
        key = f"reopen.{message.id}.{message.status.name}"
        if (
            may_reopen(message)
            and st.button(_("Noted by mistake: put it back"), key=f"{key}.button")
            and perform(visit, key, reopen, (message,))
        ):
            finish(key, "The message to {name} is open again.", name=message.to)
