"""Earlier years: totals with their sources, and people of old lists taken over."""

import streamlit as st

from pages.office.past_import import take_people_over
from pages.shared import forms, tables
from pages.shared.language import _
from pages.shared.visit import finish, guard, perform
from services.earlier_years import change_total, enter_total, totals
from services.model.access import Right
from services.model.course_records import EarlierTotal
from services.model.past_forms import EarlierTotalForm

visit = guard(Right.KEEP_EARLIER_YEARS)
st.title(_("Earlier years"), anchor=False)
st.header(_("Totals with their source"), anchor=False)
st.markdown(_("Totals of earlier years stand as their source states them and are never added to counted people."))
listed = totals(visit.workbook)
if listed:
    table = [
        {
            _("Cohort"): one.cohort,
            _("From year"): str(one.first_year),
            _("To year"): str(one.last_year),
            _("People"): one.people,
            _("Counted"): one.counted,
            _("Source"): one.source,
        }
        for one in listed
    ]
    opened = tables.choose("totals", table, [one.id for one in listed])
    if opened:
        key = f"total.{opened}"
        seen = forms.as_first_seen(key, visit.workbook.get(EarlierTotal, opened))
        filled = forms.ask(EarlierTotalForm, key, submit=_("Save"), seen=seen, across=2)
        if filled and forms.change(visit, key, change_total, seen, filled):
            finish(key, "The total of “{cohort}” is saved.", cohort=filled.cohort)
    else:
        st.caption(_("Open a row to change a total."))
else:
    st.info(_("No total yet. Enter one below if a report names how many were trained before this system."))
with st.expander(_("Enter a total"), icon=":material/add:", expanded=not listed, key="total.fold"):
    entered = forms.ask(EarlierTotalForm, "total", submit=_("Enter"), across=2)
    new = perform(visit, "total", enter_total, entered) if entered else None
    if new:
        finish("total", "The total of “{cohort}” is entered ({id}).", cohort=new.cohort, id=new.id)

take_people_over(visit)
