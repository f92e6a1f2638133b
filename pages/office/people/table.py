"""The list of the roster: names and what matters for asking somebody; how to reach them shows once they are opened."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, say
from pages.shared.visit import Visit
from services.model.records import Person
from services.papers import missing_papers
from services.roster import open_assignments
from services.stages import stage

MOST: Final = 100  # rows drawn at each letter typed; nobody scrolls through thousands


def choose(visit: Visit, found: Sequence[Person]) -> str:
    """Show the people found and give the number of the one opened, or ""."""
    if not found:
        st.session_state["roster.open"] = ""
        return ""
    drawn = found
    if len(found) > MOST and not st.toggle(
        say("Show all {count}, not only the first {most} by last name", count=len(found), most=MOST), key="roster.all"
    ):
        opened = st.session_state.get("roster.open", "")
        drawn = [one for at, one in enumerate(found) if at < MOST or one.id == opened]
    table = [
        {
            _("Name"): one.full_name,
            _("Status"): stage(one, visit.today),
            _("Languages"): one.languages,
            _("District"): one.district,
            _("Topics"): one.topics,
            _("Assignments"): f"{open_assignments(visit.workbook, one.id)} / {one.max_open}",
            _("Papers missing"): missing_papers(one, visit.today),
        }
        for one in drawn
    ]
    return tables.choose("roster", table, [one.id for one in drawn])
