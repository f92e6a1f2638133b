"""Calls: whom to call and what to say; reached or not is noted at once, and the next call opens."""

import streamlit as st

from pages.office.outbox.answered import answers
from pages.shared import tables
from pages.shared.csv_file import csv_file
from pages.shared.language import DEFAULT, _, catalogue, plain
from pages.shared.visit import Visit, finish, perform
from services.delivery.call_list import call_list_pdf
from services.model.letters import Message
from services.outbox import Seen, calls, drop, not_reached, reached

TABLE = "calls"


def draw(visit: Visit) -> None:
    """Show the call list; the one opened gets its script and what came of it."""
    listed = calls(visit.workbook)
    if not listed:
        st.info(_("Nobody has to be called. Whoever is invited and has no e-mail address appears here."))
        return
    rows = [
        {
            _("Name"): one.to,
            _("Occasion"): one.kind,
            _("Status"): one.status,
            _("Attempts"): one.attempts,
            _("Last tried"): one.tried_at,
            _("Answer by"): one.answer_by,
        }
        for one in listed
    ]
    number = tables.choose(TABLE, rows, [one.id for one in listed])
    if number:
        one_call(visit, visit.workbook.get(Message, number), _after(listed, number))
    else:
        st.caption(_("Open a row to see number and script."))
    _take_along(visit, listed)


def _take_along(visit: Visit, listed: Seen) -> None:
    """Offer the list on paper, to tick with a pen, and as a table."""
    words = catalogue(DEFAULT).gettext
    with st.container(horizontal=True):
        st.download_button(
            _("Call list to print (PDF)"),
            data=lambda: call_list_pdf(listed, visit.today, words),
            file_name="Anrufliste.pdf",
            mime="application/pdf",
            on_click="ignore",
            icon=":material/print:",
        )
        st.download_button(
            _("Call list as a table (CSV)"),
            csv_file(_on_paper(listed)),
            "anrufe.csv",
            "text/csv",
            icon=":material/download:",
        )


def one_call(visit: Visit, call: Message, following: str) -> None:
    """Show number and script of one call, and note what came of it; then `following` opens."""
    with st.container(border=True):
        digits = "".join(sign for sign in call.phone or "" if sign.isdigit() or sign == "+")
        st.markdown(f"**{plain(call.to)}** · {_(call.kind.label)} · [{plain(call.phone or '–')}](tel:{digits})")
        st.markdown("  \n".join(plain(line) for line in call.text.splitlines()))
        key = f"call.{call.id}.{call.attempts}"
        yes, no, gone = st.columns(3)
        if yes.button(_("Reached"), key=f"{key}.yes", type="primary") and perform(visit, f"{key}.yes", reached, call):
            tables.opened(TABLE, following)
            finish(f"{key}.yes", "{name} was reached.", name=call.to)
        if no.button(_("Not reached"), key=f"{key}.no") and perform(visit, f"{key}.no", not_reached, call):
            tables.opened(TABLE, following)
            finish(f"{key}.no", "{name} was not reached and stays on the list.", name=call.to)
        if gone.button(_("No longer needed"), key=f"{key}.drop") and perform(visit, f"{key}.drop", drop, (call,)):
            tables.opened(TABLE, following)
            finish(f"{key}.drop", "The message to {name} is no longer needed.", name=call.to)
        answers(visit, call, lambda: tables.opened(TABLE, following))


def _after(listed: Seen, number: str) -> str:
    """Give the call to open next, or ""."""
    numbers = [one.id for one in listed]
    following = [*numbers[numbers.index(number) + 1 :], *numbers]
    return next((one for one in following if one != number), "")


def _on_paper(listed: Seen) -> list[dict[str, object]]:
    return [
        {
            _("No."): one.id,
            _("Name"): one.to,
            _("Phone"): one.phone,
            _("Occasion"): one.kind,
            _("What to say"): one.text,
            _("Answer by"): one.answer_by,
            _("Attempts"): one.attempts,
            _("Reached (yes or no)"): "",
            _("Answer"): "",
        }
        for one in listed
    ]
