"""Volunteers: the roster with search and filters; one person opened, to read and to change; entering somebody."""

from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.office.one_person import one_person
from pages.shared import forms, tables
from pages.shared.language import _, say, shown
from pages.shared.visit import Visit, finish, guard, perform
from services.model.access import Right
from services.model.forms import PersonForm
from services.model.languages import Language
from services.model.lists import PersonStatus, Topic
from services.model.records import Person
from services.model.words import Word
from services.papers import missing_papers
from services.roster import Filters, districts, enter, known_districts, open_assignments, search

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
    places = known_districts(visit.workbook)
    filled = forms.ask(
        PersonForm, "enter", submit=_("Enter"), choices={"district": places, "districts": places}, across=2
    )
    new = perform(visit, "enter", enter, filled) if filled else None
    if new:
        finish("enter", "{name} stands on the roster now ({id}).", name=new.full_name, id=new.id)
