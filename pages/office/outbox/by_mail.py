"""Mails: what nobody knows about, what failed and why, what waits; several at once by hand."""

import streamlit as st

from pages.office.outbox.one_message import one_mail, reason
from pages.office.outbox.several import several
from pages.shared import tables
from pages.shared.here import settings
from pages.shared.language import _, say
from pages.shared.visit import Visit, finish, perform
from services.model.course_lists import MessageStatus
from services.model.letters import Message
from services.outbox import Seen, again, mails, unclear
from services.programme import programme


def draw(visit: Visit) -> None:
    """Show what has to do with mail, what needs a decision first."""
    failed = mails(visit.workbook, MessageStatus.FAILED)
    open_ones = unclear(visit.workbook, visit.office.now)
    waiting = [
        one for one in mails(visit.workbook, MessageStatus.WAITING, MessageStatus.SENDING) if one not in open_ones
    ]
    _server(visit, waits=bool(failed or open_ones or waiting))
    if not (failed or open_ones or waiting):
        st.info(_("No mail is waiting. Mails are written by themselves: when somebody registers or is invited."))
        return
    if open_ones:
        st.subheader(_("Nobody knows whether these went out"), anchor=False)
        st.markdown(
            _(
                "The connection broke while they were handed over. Ask, or look into the mailbox, then decide; nothing "
                "is sent twice by itself."
            )
        )
        _table(visit, "unclear", open_ones)
    if failed:
        st.subheader(_("Failed"), anchor=False)
        _table(visit, "failed", failed)
        _all_again(visit, failed)
    if waiting:
        st.subheader(_("Waiting to be sent"), anchor=False)
        _table(visit, "waiting", tuple(waiting))
    by_hand = tuple(one for one in (*failed, *waiting) if one.status is not MessageStatus.SENDING)
    if by_hand:
        with st.expander(
            _("Send several by hand"),
            icon=":material/forward_to_inbox:",
            expanded=not settings().mail,
            key="several.fold",
        ):
            several(visit, by_hand)


def _server(visit: Visit, *, waits: bool) -> None:
    """Say whether mail goes out by itself, and what is missing so that people can answer by a click."""
    chosen = settings()
    wrong = ", ".join(place for place in chosen.wrong if place.startswith("[mail]"))
    if wrong:
        st.error(say("The secrets have a mistake: {places}. The README shows how it is written.", places=wrong))
    if chosen.mail:
        st.markdown(
            say(
                "Mails go out by themselves, from {sender} through {host}.",
                sender=chosen.mail.from_,
                host=chosen.mail.host,
            )
        )
    elif waits:
        st.info(
            _(
                "No mail server is set up, so nothing goes out by itself. Open a mail, copy it into your own mailbox, "
                "send it, and note that here. The handbook says how to set up a mail server."
            )
        )
    if waits and not (programme(visit.workbook).web and chosen.link_key):
        st.warning(
            _(
                "These mails have no link to answer by, but your phone and e-mail instead. For links, enter the "
                "address of this page under “Programme details”; the secrets need a key, too (README)."
            )
        )


def _table(visit: Visit, key: str, messages: Seen) -> None:
    why = any(one.trouble for one in messages)
    rows = [
        {
            _("To"): one.to,
            _("Occasion"): one.kind,
            **({_("Reason"): reason(one)} if why else {}),
            _("Status"): one.status,
            _("Written at"): one.written_at,
        }
        for one in messages
    ]
    number = tables.choose(f"mails.{key}", rows, [one.id for one in messages])
    if number:
        one_mail(visit, visit.workbook.get(Message, number))
    else:
        st.caption(_("Open a row to read, copy or decide."))


def _all_again(visit: Visit, failed: Seen) -> None:
    key = "mails.again"
    if len(failed) < 2:  # noqa: PLR2004 - one has its own button
        return
    if st.button(say("Send all {count} again", count=len(failed)), key=f"{key}.button") and perform(
        visit, key, again, failed
    ):
        finish(key, "{count} mails wait to be sent again.", count=len(failed))
