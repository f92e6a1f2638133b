"""Mail and calls: what waits, what went wrong and why, whom to call; by hand where there is no mail server."""

import streamlit as st

from pages.office.outbox import by_call, by_mail, settled
from pages.shared.language import _
from pages.shared.visit import guard
from services.model.access import Right
from services.model.course_lists import MessageStatus
from services.model.words import N_
from services.outbox import UNDECIDED, calls, mails

visit = guard(Right.SEND_MESSAGES)
st.title(_("Mail and calls"), anchor=False)
counts = {
    N_("Mails"): len(mails(visit.workbook, *(one for one in MessageStatus if one in UNDECIDED))),
    N_("Calls"): len(calls(visit.workbook)),
    N_("Settled"): None,
}
draw = dict(zip(counts, (by_mail.draw, by_call.draw, settled.draw), strict=True))
chosen = st.segmented_control(
    _("Section"),
    list(counts),
    format_func=lambda name: _(name) if counts[name] is None else f"{_(name)} ({counts[name]})",
    default=next(iter(counts)),
    required=True,
    key="post.section",
    label_visibility="collapsed",
)
draw[chosen](visit)
