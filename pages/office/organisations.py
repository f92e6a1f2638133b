"""Organisations: who asks for guides, who carries the programme, and where people turn to instead."""

import streamlit as st

from pages.shared import forms, tables
from pages.shared.language import _, plain, shown
from pages.shared.visit import Visit, finish, guard, perform
from services.model.access import Right
from services.model.lists import OrganisationKind
from services.model.records import Organisation, Request
from services.model.request_forms import OrganisationForm
from services.requesters import by_name, change_organisation, keep_organisation

TABLE = "organisations"


def one_organisation(visit: Visit, organisation: Organisation) -> None:
    """Show one organisation with what it has asked for, and let it be corrected."""
    st.header(plain(organisation.name), anchor=False)
    asked = visit.workbook.where(Request, organisation=organisation.id)
    if asked:
        st.markdown(_("Requests") + ": " + ", ".join(f"{one.id} ({plain(shown(one.status))})" for one in asked))
    key = f"organisation.{organisation.id}"
    seen = forms.as_first_seen(key, organisation)
    filled = forms.ask(OrganisationForm, key, submit=_("Save"), seen=seen, across=3)
    if filled and forms.change(visit, key, change_organisation, seen, filled):
        finish(key, "“{name}” is saved.", name=filled.name)


visit = guard(Right.TAKE_REQUESTS)
st.title(_("Organisations"), anchor=False)
with st.expander(_("Enter an organisation"), icon=":material/add_business:", key="organisation.fold"):
    typed = forms.ask(OrganisationForm, "organisation", submit=_("Enter"), across=3)
    new = perform(visit, "organisation", keep_organisation, typed) if typed else None
    if new:
        tables.opened(TABLE, new.id)
        finish("organisation", "“{name}” is entered as {id}.", name=new.name, id=new.id)
kinds = st.pills(
    _("Kind"), list(OrganisationKind), selection_mode="multi", format_func=shown, key="organisations.kinds"
)
listed = [one for one in by_name(visit.workbook) if not kinds or one.kind in kinds]
if not listed:
    st.info(_("No organisation here. Enter one above, or choose another kind."))
else:
    rows = [
        {
            _("Name"): one.name,
            _("Kind"): one.kind,
            _("Contact person"): one.contact_person,
            _("Helps with"): one.helps_with,
            _("No."): one.id,
        }
        for one in listed
    ]
    opened = tables.choose(TABLE, rows, [one.id for one in listed])
    if opened:
        one_organisation(visit, visit.workbook.get(Organisation, opened))
    else:
        st.caption(_("Open a row to see an organisation and to correct it."))
