"""Several mails by hand: one for all where the text is the same, a file for a serial mail, and noting them as sent."""

import streamlit as st

from pages.shared.csv_file import csv_file
from pages.shared.here import settings
from pages.shared.language import _, say
from pages.shared.visit import Visit, finish, perform, round_of
from services.outbox import Seen, batches, ready, sent_by_hand


def several(visit: Visit, messages: Seen) -> None:
    """Let the office send the mails of one occasion from its own mailbox, and note it."""
    kinds = {one.kind: sum(other.kind is one.kind for other in messages) for one in messages}
    kind = st.selectbox(
        _("Occasion"), list(kinds), format_func=lambda one: f"{_(one.label)} ({kinds[one]})", key="several.kind"
    )
    chosen = tuple(one for one in messages if one.kind is kind)
    envelopes = [ready(visit.workbook, one, settings().link_key) for one in chosen]
    together = [batch for batch in batches(envelopes) if len(batch) > 1]
    for batch in together:
        st.markdown(say("{count} people get the same text: one mail with all addresses as BCC.", count=len(batch)))
        st.code("; ".join(one.email for one in batch), language=None, wrap_lines=True)
        st.code(batch[0].subject, language=None, wrap_lines=True)
        st.code(batch[0].text, language=None, wrap_lines=True)
    if sum(map(len, together)) < len(envelopes):
        st.markdown(_("Each text is a different one (name, link): send them one by one, or as a serial mail."))
        columns = (_("E-mail"), _("Name"), _("Subject"), _("Text"))
        rows = [dict(zip(columns, (one.email, one.to, one.subject, one.text), strict=True)) for one in envelopes]
        st.download_button(
            _("File for a serial mail (CSV)"), csv_file(rows), "serien-mail.csv", "text/csv", icon=":material/download:"
        )
    _note(visit, chosen)


def _note(visit: Visit, messages: Seen) -> None:
    key = "several"
    names = {one.id: one.to for one in messages}
    sent = st.multiselect(
        _("Sent to"),
        list(names),
        list(names),
        format_func=names.__getitem__,
        key=f"{key}.{round_of(key)}.{messages[0].kind.name}",
        placeholder=_("Choose"),
        select_all=False,
    )
    if st.button(_("Note as sent by hand"), key=f"{key}.button", disabled=not sent) and perform(
        visit, key, sent_by_hand, tuple(one for one in messages if one.id in sent)
    ):
        finish(key, "{count} mails are noted as sent by hand.", count=len(sent))
