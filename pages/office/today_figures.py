"""The four figures above the morning list: their trend, how it is counted, and the list behind each."""

import streamlit as st

from pages.shared.language import _, say, shown, tell
from pages.shared.visit import Visit
from services.intake import OPEN
from services.model.lists import RequestStatus
from services.roster import AVAILABLE
from services.today.due import at_a_glance
from services.today.trend import Trend, trends

# Where each figure leads, with the filter set there: (page, the filter's key, its words).
BEHIND = (
    ("pages/office/interests.py", "", ()),
    ("pages/office/courses.py", "", ()),
    ("pages/office/intake.py", "requests.states", [one for one in RequestStatus if one in OPEN]),
    ("pages/office/roster.py", "roster.Status", list(AVAILABLE)),
)


def show_figures(visit: Visit) -> None:
    """Show each figure with its trend; the button below opens what it counts."""
    figures = at_a_glance(visit.workbook)
    found = trends(visit.workbook, visit.today)
    row = st.container(horizontal=True)  # two in a row on a phone
    for number, (figure, trend) in enumerate(zip(figures, found, strict=True)):
        with row.container(width=165, gap="xsmall"):
            st.metric(tell(figure.label), shown(figure.value))
            st.caption(" · ".join(_told(one) for one in trend if one.change is not None) or _("no comparison yet"))
            if st.button(_("Show list"), key=f"figure.{number}", type="tertiary", icon=":material/arrow_forward:"):
                page, key, words = BEHIND[number]
                if key:
                    st.session_state[key] = words
                st.switch_page(page)
    with st.expander(_("How is this counted?"), key="today.counted.fold"):
        st.markdown("\n".join(f"- **{tell(one.label)}**: {tell(one.counted)}" for one in figures))
        st.markdown(
            _(
                "The comparison comes from the journal: every change since then is counted backwards. What somebody "
                "typed straight into the table does not stand in the journal and counts as if it had always been so. "
                "There is no comparison for a day before the journal begins; of a Google Sheet the newest 300 entries "
                "are read."
            )
        )


def _told(trend: Trend) -> str:
    change = trend.change or 0
    sign = {True: "+", False: "−"}[change > 0] if change else "±"
    return say("{change} in {days} days", change=f"{sign}{abs(change)}", days=trend.days)
