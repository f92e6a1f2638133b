"""Interested people: taking a call in under a minute, the list with its filters, one opened with the next step."""

import streamlit as st

from pages.office.known import known_already
from pages.office.one_interest import CHANNELS, one_interest
from pages.shared import forms, tables
from pages.shared.language import _, say, shown
from pages.shared.visit import Visit, finish, guard, once, perform, round_of
from services.alike import alike
from services.interests import Wanted, owners, search, take
from services.model.access import Right
from services.model.course_forms import CallForm
from services.model.course_lists import InterestStatus
from services.model.course_records import Interest
from services.model.languages import Language
from services.model.records import JournalEntry
from services.programme import programme

AGES = (0, 30, 90, 180, 365)


def take_call(visit: Visit) -> None:
    """Note a call; whoever may be known already is shown before anything is saved."""
    if f"call.{round_of('call')}.last_name" not in st.session_state:  # whoever comes back finds an empty form
        st.session_state.pop("call.known", None)
    warned = st.session_state.get("call.known", ())
    with st.expander(_("Note a call or a visit"), icon=":material/add_call:", expanded=bool(warned), key="call.fold"):
        st.caption(
            say(
                "Ask: “May {office} keep these details to reach you about the course?” Saving records the yes.",
                office=programme(visit.workbook).office or programme(visit.workbook).name,
            )
        )
        form = forms.ask(
            CallForm,
            "call",
            submit=_("Save as a new person all the same") if warned else _("Save"),
            choices={"channel": CHANNELS, "owner": (*dict.fromkeys((visit.actor.name, *owners(visit.workbook))),)},
            across=3,
        )
        # A second click finds the person whom the first has saved: nobody to be warned of.
        saved = visit.workbook.where(JournalEntry, operation=once("call"))
        found = alike(visit.workbook, form) if form and not saved else ()
        numbers = tuple(one.known.id for one in found)
        if form and set(numbers) <= set(warned):
            new = perform(visit, "call", take, form)
            if new:
                st.session_state.pop("call.known", None)
                tables.opened("interests", new.id)
                finish("call", "{name} is noted ({id}): {status}.", name=new.full_name, id=new.id, status=new.status)
        elif form:
            st.session_state["call.known"] = numbers
            st.session_state["call.typed"] = form
            st.rerun()
        if warned:
            known_already(visit, alike(visit.workbook, st.session_state["call.typed"]))


def filters(visit: Visit) -> Wanted:
    """Let the office narrow the list down."""
    states = st.pills(
        _("Status"), list(InterestStatus), selection_mode="multi", format_func=shown, key="interests.states"
    )
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    languages = left.multiselect(
        _("Languages"),
        list(Language),
        format_func=shown,
        key="interests.languages",
        placeholder=_("Choose"),
        select_all=False,
    )
    days = middle.selectbox(_("Interested for at least"), list(AGES), format_func=age, key="interests.age")
    without = right.checkbox(_("Only without a next step"), key="interests.without")
    return Wanted(frozenset(states), frozenset(languages), days, without, visit.today)


def age(days: int) -> str:
    """Name a length of time."""
    return say("{days} days", days=days) if days else _("any time")


visit = guard(Right.TAKE_INTEREST)
st.title(_("Interested people"), anchor=False)
take_call(visit)
listed = search(visit.workbook, filters(visit))
opened = visit.workbook.find(Interest, str(st.session_state.get("interests.open", "")))
if opened and opened not in listed:  # somebody opened from another page stays, whatever the filters say
    listed = (opened, *listed)
if not visit.workbook.all(Interest):
    st.info(
        _("Nobody is interested yet. Note a call above; whoever leaves their interest online appears by themselves.")
    )
elif not listed:
    st.info(_("Nobody fits all filters. Take one away; without a status, only those still interested are shown."))
else:
    st.caption(say("{count} people", count=len(listed)))
    table = [
        {
            _("Name"): one.full_name,
            _("Status"): one.status,
            _("Received"): one.received_at.date(),
            _("Next step on"): one.next_step_on,
            _("Next step"): one.next_step,
            _("Languages"): one.languages,
            _("In charge"): one.owner,
        }
        for one in listed
    ]
    number = tables.choose("interests", table, [one.id for one in listed])
    if number:
        one_interest(visit, visit.workbook.get(Interest, number))
    else:
        st.caption(_("Open a row to see somebody's contact, what happened so far, and the next step."))
