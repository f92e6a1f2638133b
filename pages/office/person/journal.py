"""Who changed what in this entry, and when."""

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, say
from pages.shared.visit import Visit
from services.model.records import Person

NEWEST = 50


def draw(visit: Visit, person: Person) -> None:
    """List the newest entries of the journal about this volunteer."""
    entries = visit.office.story(visit.actor, person.id)
    if not entries:
        st.info(say("The journal says nothing about {id}.", id=person.id))
        return
    titles = (_("When"), _("Who"), _("What"), _("Changed"))
    rows = [(one.at, one.actor, one.deed, one.changed) for one in entries[:NEWEST]]
    tables.show([dict(zip(titles, row, strict=True)) for row in rows])
    if len(entries) > NEWEST:
        st.caption(say("The newest {count} entries.", count=NEWEST))
