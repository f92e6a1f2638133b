"""Volunteers: the roster with search and filters; one person opened, to read and to change; entering somebody."""

import streamlit as st

from pages.office.one_person import one_person
from pages.office.people import duplicates, own_list, take_along
from pages.office.people.finding import filters, keep_in_address, save_as_view
from pages.office.people.table import choose
from pages.shared import forms
from pages.shared.fragments import look_again
from pages.shared.language import _, plain, say, shown
from pages.shared.visit import Visit, finish, guard, perform
from services.demand import languages_needed
from services.finding import search
from services.model.access import Right
from services.model.forms import PersonForm
from services.model.records import Person
from services.model.words import N_
from services.roster import enter, everybody, known_districts
from services.stages import by_stage

MOST_NEEDED = 6  # languages named above the list


@st.fragment
def the_list() -> None:
    """Search and show the list; drawn anew alone while somebody types."""
    visit = look_again(Right.KEEP_ROSTER)
    alone = not st.session_state.pop("roster.whole", False)
    chosen = filters(visit)
    found = search(visit.workbook, chosen)
    _demand(visit)
    people = everybody(visit.workbook)
    counts = [say("{found} of {all} volunteers", found=len(found), all=len(people))]
    counts += [f"{_(status.label)} {count}" for status, count in by_stage(found, visit.today)]
    counts += [f"**{say('Filters in use: {count}', count=chosen.used)}**"] if chosen.used else []
    st.markdown(" · ".join(counts))
    if not people:
        st.info(_("The roster is empty. Certify a course or enter the first person below."))
    elif not found:
        st.info(_("Nobody fits all filters. Take one away or search for less."))
    before = st.session_state.get("roster.open", "")
    opened = choose(visit, found)
    with st.container(horizontal=True):
        save_as_view(visit, chosen)
        take_along.draw(visit, found)
    keep_in_address(chosen)
    if alone and opened != before:
        st.rerun()  # the person opened stands on the page, below this part


def _demand(visit: Visit) -> None:
    """Set the languages open requests ask for against those who speak them, the scarcest first."""
    needed = [
        f"{plain(shown(language))} {wanted} / {offered}"
        for language, wanted, offered in languages_needed(visit.workbook, visit.today)[:MOST_NEEDED]
    ]
    if needed:
        st.caption(
            _("Languages of open requests (requests / volunteers ready or active), the scarcest first:")
            + " "
            + " · ".join(needed)
        )


def _people(visit: Visit) -> None:
    """Show the list, the person opened, and the form to enter somebody."""
    st.session_state["roster.whole"] = True
    the_list()
    opened = visit.workbook.find(Person, str(st.session_state.get("roster.open", "")))
    if opened and not opened.gone:
        one_person(visit, opened)
    else:
        st.caption(_("Open a row to see and change everything about one person."))
    if fold := forms.unfolded(_("Enter a person"), "enter", ":material/person_add:"):
        with fold:
            _enter(visit)


def _enter(visit: Visit) -> None:
    places = known_districts(visit.workbook)
    filled = forms.ask(
        PersonForm, "enter", submit=_("Enter"), choices={"district": places, "districts": places}, across=2
    )
    new = perform(visit, "enter", enter, filled) if filled else None
    if new:
        finish("enter", "{name} stands on the roster now ({id}).", name=new.full_name, id=new.id)


SECTIONS = {N_("The roster"): _people, N_("Take over a list"): own_list.draw, N_("Duplicates"): duplicates.draw}

visit = guard(Right.KEEP_ROSTER)
st.title(_("Volunteers"), anchor=False)
section = st.segmented_control(
    _("Section"),
    list(SECTIONS),
    default="The roster",
    format_func=_,
    key="roster.section",
    label_visibility="collapsed",
)
SECTIONS[section or "The roster"](visit)
