"""Volunteers: the roster with search and filters; one person opened, to read and to change; entering somebody."""

from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared import forms, tables
from pages.shared.language import _, plain, say, shown
from pages.shared.visit import Visit, finish, guard, perform
from services.model.access import Right
from services.model.forms import PersonForm
from services.model.languages import Language
from services.model.lists import PersonStatus, Topic
from services.model.records import Assignment, Person, Request
from services.model.words import Word
from services.papers import missing_papers
from services.programme import programme
from services.roster import Filters, districts, edit, enter, open_assignments, search

W = TypeVar("W", bound=Word)


def filters(visit: Visit) -> Filters:
    """Let the coordinator narrow the list down."""
    words = st.text_input(_("Search"), placeholder=_("Name, language, topic, district or number"), key="roster.words")
    with st.expander(_("Filters"), icon=":material/filter_alt:"):
        left, middle, right = st.columns(3)
        languages = several(left, "Languages", Language)
        topics = several(middle, "Topics", Topic)
        statuses = several(right, "Status", PersonStatus)
        places = left.multiselect(
            _("Districts"), districts(visit.workbook), key="roster.districts", placeholder=_("Choose"), select_all=False
        )
        papers = middle.selectbox(_("Papers"), [None, True, False], format_func=papers_word, key="roster.papers")
    return Filters(
        words, frozenset(languages), frozenset(topics), frozenset(places), frozenset(statuses), papers, visit.today
    )


def several(place: DeltaGenerator, label: str, kind: type[W]) -> list[W]:
    """Draw a filter over one of the lists."""
    return place.multiselect(
        _(label), list(kind), format_func=shown, key=f"roster.{label}", placeholder=_("Choose"), select_all=False
    )


def papers_word(complete: bool | None) -> str:  # noqa: FBT001 - three states, drawn by the widget
    """Name the three states of the papers filter."""
    return {None: _("all"), True: _("complete"), False: _("something missing")}[complete]


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
    for one in visit.workbook.all(Assignment):
        if one.person == person.id:
            request = visit.workbook.find(Request, one.request)
            rows.append(
                {
                    _("Request"): one.request,
                    _("Topics"): request.topics if request else "",
                    _("Mandated on"): one.mandated_on,
                    _("Status"): one.status,
                    _("Hours"): one.hours,
                    _("Result"): one.result,
                }
            )
    if rows:
        st.subheader(_("Assignments"), anchor=False)
        tables.show(rows)
    key = f"person.{person.id}"
    seen = forms.as_first_seen(key, person)
    with st.expander(_("Change the entry"), expanded=True, icon=":material/edit:"):
        filled = forms.ask(PersonForm, key, submit=_("Save"), seen=seen, choices=district_choices(visit), across=2)
        if filled and forms.change(visit, key, edit, seen, filled):
            finish(key, "The entry of {name} is saved.", name=filled.full_name)


def district_choices(visit: Visit) -> dict[str, tuple[str, ...]]:
    """Offer the programme's districts and those already in use."""
    known = tuple(dict.fromkeys((*programme(visit.workbook).districts, *districts(visit.workbook))))
    return {"district": known, "districts": known} if known else {}


visit = guard(Right.KEEP_ROSTER)
st.title(_("Volunteers"), anchor=False)
found = search(visit.workbook, filters(visit))
everybody = len(visit.workbook.all(Person))
st.markdown(say("{found} of {all} volunteers", found=len(found), all=everybody))
if not everybody:
    st.info(_("The roster is empty. Certify a course or enter the first person below."))
elif not found:
    st.info(_("Nobody fits all filters. Take one away or search for less."))
else:
    table = [
        {
            _("Name"): one.full_name,
            _("Status"): one.status,
            _("Languages"): one.languages,
            _("District"): one.district,
            _("Topics"): one.topics,
            _("Assignments"): f"{open_assignments(visit.workbook, one.id)} / {one.max_open}",
            _("Papers missing"): missing_papers(one, visit.today),
        }
        for one in found
    ]
    opened = tables.choose("roster", table, [one.id for one in found])
    if opened:
        one_person(visit, visit.workbook.get(Person, opened))
    else:
        st.caption(_("Open a row to see and change everything about one person."))
with st.expander(_("Enter a person"), icon=":material/person_add:"):
    filled = forms.ask(PersonForm, "enter", submit=_("Enter"), choices=district_choices(visit), across=2)
    new = perform(visit, "enter", enter, filled) if filled else None
    if new:
        finish("enter", "{name} stands on the roster now ({id}).", name=new.full_name, id=new.id)
