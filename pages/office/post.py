"""Mail and calls: what waits, what went wrong and why, whom to call; by hand where there is no mail server."""

import streamlit as st

from pages.office.outbox import by_call, by_mail, settled
from pages.shared.language import _, say
from pages.shared.visit import guard
from services.model.access import Right
from services.model.words import N_
from services.outbox import UNDECIDED, calls, mails

SECTIONS = {N_("Mails"): by_mail.draw, N_("Calls"): by_call.draw, N_("Settled"): settled.draw}

visit = guard(Right.SEND_MESSAGES)
st.title(_("Mail and calls"), anchor=False)
# Not in the names of the sections: a choice whose name changes is lost.
st.markdown(
    say(
        "Open mails: {mails} · calls to make: {calls}",
        mails=len(mails(visit.workbook, *UNDECIDED)),
        calls=len(calls(visit.workbook)),
    )
)
chosen = st.segmented_control(
    _("Section"),
    list(SECTIONS),
    format_func=_,
    default=next(iter(SECTIONS)),
    required=True,
    key="post.section",
    label_visibility="collapsed",
)
SECTIONS[chosen](visit)
