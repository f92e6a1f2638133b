"""Limits of hours and allowance: the rules with their days, and a light for each volunteer."""

import streamlit as st

from pages.shared import forms, tables
from pages.shared.language import _
from pages.shared.visit import Visit, finish, perform
from services.caps import add, caps, change, watched
from services.model.assignment_forms import CapForm
from services.model.assignment_records import Cap, LoggedVisit
from services.roster import everybody


def draw(visit: Visit) -> None:
    """Show the rules, one to change, and how far each volunteer is."""
    listed = caps(visit.workbook)
    if not listed:
        st.info(_("No limit is watched. Enter one if a funder or the law sets one; a traffic light then stands here."))
    with st.expander(_("Enter a limit"), icon=":material/add:", key="cap.fold"):
        filled = forms.ask(CapForm, "cap", submit=_("Enter"), across=3)
        if filled and perform(visit, "cap", add, filled):
            finish("cap", "The limit is entered: {rule}.", rule=filled.kind)
    if not listed:
        return
    _rules(visit, listed)
    st.subheader(_("How far everybody is"), anchor=False)
    busy = {one.person for one in visit.workbook.all(LoggedVisit)}
    rows = [
        {
            _("Name"): person.full_name,
            _("Rule"): one.cap.kind,
            _("So far"): one.used,
            _("At most"): one.cap.amount,
            _("Light"): one.light,
        }
        for person in everybody(visit.workbook)
        if person.id in busy
        for one in watched(visit.workbook, person.id, visit.today)
    ]
    if rows:
        tables.show(sorted(rows, key=lambda row: str(row[_("Name")])))
        st.caption(_("Counted are visits that are approved or wait; yellow from 80 percent on."))
    else:
        st.markdown(_("No visit is entered yet."))


def _rules(visit: Visit, listed: tuple[Cap, ...]) -> None:
    rows = [
        {
            _("Rule"): one.kind,
            _("At most"): one.amount,
            _("Valid from"): one.valid_from,
            _("Valid until"): one.valid_until,
            _("Source"): one.source,
        }
        for one in listed
    ]
    number = tables.choose("caps", rows, [one.id for one in listed])
    if not number:
        st.caption(_("Open a row to change a limit or to end it on a day."))
        return
    key = f"cap.{number}"
    seen = forms.as_first_seen(key, visit.workbook.get(Cap, number))
    filled = forms.ask(CapForm, key, submit=_("Save"), seen=seen, across=3)
    if filled and forms.change(visit, key, change, seen, filled):
        finish(key, "The limit is saved: {rule}.", rule=filled.kind)
