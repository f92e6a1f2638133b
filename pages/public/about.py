"""The programme in its own words: what guides do, who stands behind it, how to reach the office."""

import streamlit as st

from pages.shared.language import _, plain, shown
from pages.shared.visit import guard
from services.model.access import Right
from services.model.course_records import EarlierTotal
from services.model.lists import OrganisationKind
from services.model.record import columns
from services.model.records import Organisation, Programme
from services.programme import programme

visit = guard(Right.REGISTER)
ours = programme(visit.workbook)
st.title(plain(ours.name), anchor=False)
LONG = ("about", "help_offered", "topics", "training", "definition", "origins")
CONTACT = ("office", "partner", "contact_person", "address", "phone", "fax", "email", "opening", "counselling")
for name in LONG:
    value = getattr(ours, name)
    if value:
        st.subheader(_(columns(Programme)[name].column.label), anchor=False)
        for paragraph in shown(value).split("\n"):
            st.markdown(plain(paragraph))
totals = visit.workbook.all(EarlierTotal)
if totals:
    st.subheader(_("So far"), anchor=False)
    for total in totals:
        st.markdown(f"**{total.people}** {plain(shown(total.counted))} · {plain(total.cohort)} · {plain(total.source)}")
st.subheader(_("Contact"), anchor=False)
for name in CONTACT:
    value = getattr(ours, name)
    if value:
        st.markdown(f"{_(columns(Programme)[name].column.label)}: **{plain(shown(value))}**")
NO_PARTNERS = (OrganisationKind.REQUESTER, OrganisationKind.INSTEAD)
partners = [one for one in visit.workbook.all(Organisation) if one.kind not in NO_PARTNERS]
if partners:
    st.subheader(_("Our partners"), anchor=False)
    for one in partners:
        st.markdown(
            f"- **{plain(one.name)}** · {plain(shown(one.kind))}" + (f" · {plain(one.task)}" if one.task else "")
        )
st.subheader(_("Privacy"), anchor=False)
st.markdown(
    plain(ours.privacy)
    or _(
        "We keep what you enter only to reach you and to organise the help. The office tells you at any time what is "
        "kept about you and deletes it on request."
    )
)
