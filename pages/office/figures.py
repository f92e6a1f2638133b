"""Figures: what the town asks for, each with how it is counted."""

import streamlit as st

from pages.office.cohort_table import cohort_table
from pages.office.demand_view import show_demand
from pages.shared import tables
from pages.shared.language import _, shown, tell
from pages.shared.visit import guard
from services.figures import headline, languages_wanted, meetings_held, topics_wanted
from services.model.access import Right
from services.refusals import redirected_by_place, refused_by_reason

visit = guard(Right.READ_FIGURES)
st.title(_("Figures"), anchor=False)
row = st.container(horizontal=True, gap="xsmall")  # five in a row at a desk, two on a phone
for figure in headline(visit.workbook):
    with row.container(width=162):
        st.metric(tell(figure.label), shown(figure.value))
with st.expander(_("How is this counted?"), key="counted.fold"):
    for figure in headline(visit.workbook):
        st.markdown(f"- **{tell(figure.label)}**: {tell(figure.counted)}")
cohort_table(visit)
show_demand(visit)
left, right = st.columns(2)
with left:
    st.header(_("Topics asked for"), anchor=False)
    tables.show([{_("Topic"): topic, _("Requests"): count} for topic, count in topics_wanted(visit.workbook)])
with right:
    st.header(_("Languages: asked for and offered"), anchor=False)
    tables.show(
        [
            {_("Language"): shown(language), _("Requests"): wanted, _("Ready volunteers"): offered}
            for language, wanted, offered in languages_wanted(visit.workbook)
        ]
    )
if meetings := meetings_held(visit.workbook):
    st.header(_("Meetings and further training"), anchor=False)
    tables.show(
        [
            {
                _("Year"): str(one.year),
                _("Kind of event"): shown(one.kind),
                _("Meetings held"): one.held,
                _("Present in all"): one.present,
            }
            for one in meetings
        ]
    )
st.header(_("Not placed, and why"), anchor=False)
refused, sent_on = refused_by_reason(visit.workbook), redirected_by_place(visit.workbook)
if refused:
    left, right = st.columns(2)
    with left:
        tables.show([{_("Reason"): shown(reason), _("Requests"): count} for reason, count in refused])
    with right:
        tables.show([{_("Sent on to"): place, _("Requests"): count} for place, count in sent_on])
else:
    st.caption(_("Nothing so far: every refusal needs a reason, and it is counted here."))
