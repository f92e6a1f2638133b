"""Assignments: what is under way, which hours wait to be approved, and rules about hours and allowance."""

import streamlit as st

from pages.office.assignment import approving, rules, under_way
from pages.shared.language import _, say
from pages.shared.visit import guard
from services.assignments import is_silent
from services.model.access import Right
from services.model.records import Assignment
from services.model.words import N_
from services.programme import programme
from services.visits import to_approve

SECTIONS = {
    N_("Under way"): under_way.draw,
    N_("Approving hours"): approving.draw,
    N_("Limits of hours and allowance"): rules.draw,
}

visit = guard(Right.KEEP_ASSIGNMENTS)
st.title(_("Assignments"), anchor=False)
everything = visit.workbook.all(Assignment)
# Not in the names of the sections: a choice whose name changes is lost.
st.markdown(
    say(
        "Running or interrupted: **{standing}** · nothing heard for {days} days: **{silent}** · visits to approve: "
        "**{waiting}**",
        standing=sum(1 for one in everything if one.status.stands),
        silent=sum(1 for one in everything if is_silent(visit.workbook, one, visit.today)),
        days=programme(visit.workbook).silent_days,
        waiting=len(to_approve(visit.workbook)),
    )
)
chosen = st.segmented_control(
    _("Section"),
    list(SECTIONS),
    format_func=_,
    default=next(iter(SECTIONS)),
    required=True,
    key="assignments.section",
    label_visibility="collapsed",
)
SECTIONS[chosen](visit)
