"""What is stored about this volunteer, to be handed to them when they ask (Art. 15 GDPR)."""

import streamlit as st

from pages.shared.language import _
from pages.shared.own_data import own_data_files
from pages.shared.visit import Visit
from services.model.records import Person


def draw(visit: Visit, person: Person) -> None:
    """Say what the file holds, and offer it."""
    st.markdown(
        _(
            "Everything stored about this person: the entry, courses, papers, questions, assignments, visits, guest "
            "lists, messages, links and the journal. Names of colleagues and of other volunteers are left out."
        )
    )
    st.warning(
        _("Please read the notes before you hand it over: what was written there about others belongs to them."),
        icon=":material/visibility:",
    )
    own_data_files(visit, person.id)
    st.caption(_("Each download stands in the journal."))
