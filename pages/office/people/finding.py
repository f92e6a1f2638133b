"""Search and filters of the roster: they stand in the address, so that a link shows the same, and as saved views."""

from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared import forms
from pages.shared.language import _, say, shown
from pages.shared.visit import Visit, finish, perform, round_of
from services.finding import Filters
from services.model.languages import Language
from services.model.lists import PersonStatus, Topic
from services.model.slots import Slot
from services.model.words import Word
from services.roster import districts
from services.views import NAMES, View, drop_view, filters_in, filters_of, query_of, save_view, views

W = TypeVar("W", bound=Word)

LISTS: Final = ("languages", "topics", "districts", "statuses", "times")


def filters(visit: Visit) -> Filters:
    """Let the coordinator narrow the list down, by what the address says at first; `keep_in_address` comes last."""
    if "roster.words" not in st.session_state:
        _put(filters_of({name: st.query_params.get_all(name) for name in NAMES}, visit.today))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            _("Search"),
            placeholder=_("Name, language, topic, district or number"),
            key="roster.words",
            type="search",
            live="30ms",
        )
        saved = views(visit.workbook)
        if saved:
            _choose_view(saved, visit.today)
    # How many are in use stands beside the counts: a fold that is called otherwise is drawn anew, with an open field.
    if fold := forms.unfolded(_("Filters"), "roster.filters", ":material/filter_alt:"):
        with fold:
            _draw(visit)
    kept = {name: frozenset(st.session_state[f"roster.{name}"]) for name in LISTS}
    return Filters(words, **kept, complete=st.session_state["roster.complete"], today=visit.today)


def save_as_view(visit: Visit, chosen: Filters) -> None:
    """Let the filters be saved for everybody of the office, and saved views be taken away."""
    with st.popover(_("Views"), icon=":material/bookmark:"):
        st.caption(
            _(
                "A view keeps the filters under a name, for everybody of the office. Words typed into the search are "
                "not part of it. The address of this page shows the same list to a colleague as well."
            )
        )
        name = st.text_input(_("Name of the view"), key=f"view.{round_of('view')}.name", max_chars=60)
        if st.button(_("Save this view"), key="view.save"):
            done = perform(visit, "view", save_view, name, replace(chosen, words=""))
            if done:
                finish("view", "The view “{name}” is saved.", name=" ".join(name.split()))
        for one in views(visit.workbook):
            if st.button(say("Take “{name}” away", name=one.name), key=f"view.drop.{one.name}", type="tertiary"):
                key = f"view.drop.{one.name}"
                if perform(visit, f"{key}.once", drop_view, one.name):
                    finish(f"{key}.once", "The view “{name}” is gone.", name=one.name)


def _choose_view(saved: tuple[View, ...], today: date) -> None:
    named = {one.name: one for one in saved}

    def show() -> None:
        chosen = named.get(str(st.session_state.get("roster.view")))
        if chosen:
            _put(filters_in(chosen, today))

    st.selectbox(
        _("View"),
        list(named),
        index=None,
        placeholder=_("Choose a saved view"),
        key="roster.view",
        on_change=show,
        width=260,
    )


def _draw(visit: Visit) -> None:
    """Draw a field for each filter; what is chosen stands in the session, drawn or not."""
    left, middle, right = st.columns(3)
    _several(left, "Languages", "languages", Language)
    _several(middle, "Topics", "topics", Topic)
    _several(right, "Status", "statuses", PersonStatus)
    here = districts(visit.workbook)
    gone = [one for one in st.session_state["roster.districts"] if one not in here]
    left.multiselect(_("Districts"), (*here, *gone), key="roster.districts", placeholder=_("Choose"), select_all=False)
    _several(middle, "Free times", "times", Slot)
    right.selectbox(
        _("Papers"), [None, True, False], format_func=_papers_word, key="roster.complete", placeholder=_("all")
    )


def _several(place: DeltaGenerator, label: str, name: str, kind: type[W]) -> None:
    place.multiselect(
        _(label), list(kind), format_func=shown, key=f"roster.{name}", placeholder=_("Choose"), select_all=False
    )


def _papers_word(complete: bool | None) -> str:  # noqa: FBT001 - three states, drawn by the widget
    """Name the three states of the papers filter."""
    return {None: _("all"), True: _("complete"), False: _("something missing")}[complete]


def _put(chosen: Filters) -> None:
    """Put filters into the fields before they are drawn."""
    values: dict[str, Any] = {name: sorted(getattr(chosen, name)) for name in LISTS}
    for name, value in {**values, "words": chosen.words, "complete": chosen.complete}.items():
        st.session_state[f"roster.{name}"] = value


def keep_in_address(chosen: Filters) -> None:
    """Keep the address in step with the filters, once the list stands: the browser takes its time for it."""
    query = query_of(chosen)
    for name in NAMES:
        if query.get(name, []) != st.query_params.get_all(name):
            if name in query:
                st.query_params[name] = query[name]
            else:
                del st.query_params[name]
