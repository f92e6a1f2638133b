"""Rows of the table that nobody can read, pointed out wherever the office works."""

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, plain, say, tell
from services.model.errors import Problem


def show_unreadable(problems: tuple[Problem, ...]) -> None:
    """Point the office to rows that nobody can read; they stay exactly as they are."""
    if not problems:
        return
    with st.expander(
        say("Rows of the table that do not count yet: {count}", count=len(problems)),
        icon=":material/warning:",
        key="unreadable.fold",
    ):
        st.markdown(_("These rows stay as they are and are not counted until somebody mends them in the table."))
        lines = [
            f"- **{plain(one.tab)}**, {plain(one.row)}, {plain(one.column)}: {tell(one.reason)}"
            for one in tables.part("unreadable.hint", problems, 20)
        ]
        st.markdown("\n".join(lines))
