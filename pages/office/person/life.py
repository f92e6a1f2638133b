"""One volunteer's story, from the first call to the last assignment."""

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, say
from pages.shared.visit import Visit
from services.model.records import Person
from services.story import life


def draw(visit: Visit, person: Person) -> None:
    """List what happened, the newest first."""
    chapters = life(visit.workbook, person)
    if not chapters:
        st.info(say("Nothing is known about {name} before today.", name=person.full_name))
        return
    tables.show([{_("When"): one.at.date(), _("What"): one.sentence} for one in reversed(chapters)])
