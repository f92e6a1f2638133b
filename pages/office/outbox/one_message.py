"""One message opened: whom it is for, what became of it, its text to copy, and the steps open to it."""

import streamlit as st

from pages.shared.here import settings
from pages.shared.language import _, plain, say
from pages.shared.visit import Visit, finish, perform
from services.model.course_lists import MessageStatus
from services.model.letters import Message
from services.model.post import Trouble
from services.outbox import again, drop, due_at, is_overtaken, is_unclear, ready, sent_by_hand, was_sent


def reason(message: Message) -> str:
    """Say why a mail did not go out; the server's own words stay as they are."""
    begin, _colon, reply = message.trouble.partition(": ")
    try:
        begin = _(Trouble(begin).label)
    except ValueError:
        return message.trouble
    return f"{begin} ({reply})" if reply else begin


def one_mail(visit: Visit, message: Message) -> None:
    """Show a mail with its text to copy and the steps that make sense now."""
    with st.container(border=True):
        heading(message)
        for line in _story(visit, message):
            st.markdown(line)
        text_to_copy(visit, message)
        _steps(visit, message)


def heading(message: Message) -> None:
    """Say whom a message is for and how they are reached."""
    contact = " · ".join(plain(part) for part in (message.email, message.phone) if part)
    st.markdown(f"**{plain(message.to)}** · {_(message.kind.label)} · {contact}")


def text_to_copy(visit: Visit, message: Message) -> None:
    """Show the text as it goes out, the link filled in, with a button that copies it."""
    envelope = ready(visit.workbook, message, settings().link_key)
    if envelope.email:
        st.caption(_("Address and subject"))
        st.code(envelope.email, language=None)
    if envelope.subject:
        st.code(envelope.subject, language=None, wrap_lines=True)
    st.caption(_("Text"))
    st.code(envelope.text, language=None, wrap_lines=True)


def _story(visit: Visit, message: Message) -> list[str]:
    told = []
    if message.trouble:
        told.append(say("Reason: {reason}", reason=reason(message)))
    if message.status is MessageStatus.SENDING and not is_unclear(message, visit.office.now):
        told.append(_("This mail is being handed over just now."))
    if message.status is MessageStatus.WAITING and is_overtaken(message, visit.today):
        told.append(_("It is not sent any more: it has been answered, or the day for an answer is past."))
    elif message.status is MessageStatus.WAITING and (due := due_at(message)):
        told.append(say("Tried {count} times; the next time from {time} on.", count=message.attempts, time=due.time()))
    return told


def _steps(visit: Visit, message: Message) -> None:
    key = f"message.{message.id}.{message.status.name}"
    if message.status is MessageStatus.SENDING and not is_unclear(message, visit.office.now):
        return
    first, second, third = st.columns(3)
    if message.status is MessageStatus.WAITING:
        if first.button(_("I have sent it myself"), key=f"{key}.hand", type="primary") and perform(
            visit, f"{key}.hand", sent_by_hand, (message,)
        ):
            finish(f"{key}.hand", "The mail to {name} is noted as sent by hand.", name=message.to)
    else:
        if first.button(_("Send again"), key=f"{key}.again", type="primary") and perform(
            visit, f"{key}.again", again, (message,)
        ):
            finish(f"{key}.again", "The mail to {name} waits to be sent again.", name=message.to)
        _went_out(visit, second, message)
    if third.button(_("No longer needed"), key=f"{key}.drop") and perform(visit, f"{key}.drop", drop, (message,)):
        finish(f"{key}.drop", "The message to {name} is no longer needed.", name=message.to)


def _went_out(visit: Visit, place: st.delta_generator.DeltaGenerator, message: Message) -> None:
    """Let the office say that a mail reached its reader after all, or went out by another way."""
    key = f"message.{message.id}.{message.status.name}.out"
    if message.status is MessageStatus.SENDING:
        if place.button(_("It did go out"), key=key) and perform(visit, key, was_sent, (message,)):
            finish(key, "The mail to {name} is noted as sent.", name=message.to)
    elif place.button(_("I have sent it myself"), key=key) and perform(visit, key, sent_by_hand, (message,)):
        finish(key, "The mail to {name} is noted as sent by hand.", name=message.to)
