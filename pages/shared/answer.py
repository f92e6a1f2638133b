"""A volunteer's yes or no, given on their own page or taken down by the office."""

import streamlit as st

from pages.shared.forms import as_drawn
from pages.shared.language import _, shown
from pages.shared.visit import Visit, perform
from services.model.lists import DeclineReason
from services.model.records import Offer, Request
from services.offers import accept, decline


def answered(visit: Visit, offer: Offer, yes: str, no: str, why: str = "") -> Offer | None:
    """Draw the two buttons with these words; give the offer once it is answered.

    `why` is the office's reason for a yes that does not fit.
    """
    key = f"answer.{offer.id}"
    told = as_drawn(key, visit.workbook.find(Request, offer.request))
    reason = st.selectbox(
        _("If not, why? (optional)"),
        [None, *DeclineReason],
        format_func=lambda word: shown(word) if word else _("no reason given"),
        key=f"{key}.reason",
    )
    left, right = st.columns(2)
    # Each button has its own operation number: a no clicked during a slow yes must not pass for it.
    if left.button(yes, key=f"{key}.yes", type="primary", width="stretch"):
        return perform(visit, f"{key}.yes", accept, offer.id, why, told)
    if right.button(no, key=f"{key}.no", width="stretch"):
        return perform(visit, f"{key}.no", decline, offer.id, reason)
    return None
