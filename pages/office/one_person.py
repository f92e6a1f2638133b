"""One volunteer opened on the roster: what is missing, what they do, and the entry to change."""

import streamlit as st

from pages.shared import forms, tables
from pages.shared.language import _, plain, say, shown
from pages.shared.order_papers import month_papers
from pages.shared.visit import Visit, finish
from services.model.forms import PersonForm
from services.model.records import Assignment, Person, Request
from services.papers import missing_papers
from services.roster import edit, known_districts
from services.visits import approved, hours_in, hours_of, kilometres_in, visits_by


def one_person(visit: Visit, person: Person) -> None:
    """Show one volunteer: what is missing, what they do, and the entry to change."""
    st.header(plain(person.full_name), anchor=False)
    missing = missing_papers(person, visit.today)
    if missing:
        st.warning(say("Papers missing: {papers}", papers=missing), icon=":material/rule:")
    else:
        st.success(_("All papers are there."), icon=":material/verified:")
    contact = " · ".join(part for part in (person.phone, person.email) if part)
    st.markdown(f"{plain(contact)} · {_(person.status.label)} · {plain(shown(person.languages))}")
    rows = []
    for one in visit.workbook.where(Assignment, person=person.id):
        request = visit.workbook.find(Request, one.request)
        rows.append(
            {
                _("Request"): one.request,
                _("Topics"): request.topics if request else "",
                _("Mandated on"): one.mandated_on,
                _("Status"): one.status,
                _("Hours"): hours_of(visit.workbook, one),
                _("Result"): one.result,
            }
        )
    if rows:
        st.subheader(_("Assignments"), anchor=False)
        tables.show(rows)
        mine = visits_by(visit.workbook, person.id)
        year = [one for one in approved(mine) if one.day.year == visit.today.year]
        st.markdown(say("Approved visits this year: {hours} h, {km} km", hours=hours_in(year), km=kilometres_in(year)))
        month_papers(visit, person.id)
    key = f"person.{person.id}"
    seen = forms.as_first_seen(key, person)
    places = known_districts(visit.workbook)
    with st.expander(_("Change the entry"), expanded=True, icon=":material/edit:"):
        filled = forms.ask(
            PersonForm, key, submit=_("Save"), seen=seen, choices={"district": places, "districts": places}, across=2
        )
        if filled and forms.change(visit, key, edit, seen, filled):
            finish(key, "The entry of {name} is saved.", name=filled.full_name)
