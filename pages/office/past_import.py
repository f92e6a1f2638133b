"""People of an old list: the file, what its columns hold, the preview; nothing is saved before the last button."""

import streamlit as st

from pages.office import past_preview
from pages.office.list_file import ask_for_layout, ask_for_list
from pages.shared.language import _
from pages.shared.visit import Visit, say_what_was_done
from services.past.layout import COURSE, FULL_NAME, Layout, Rows
from services.past.sorting import courses_in


def take_people_over(visit: Visit) -> None:
    """Ask for the file, its layout and the course, and lead to the preview."""
    st.header(_("People of an old list"), anchor=False)
    st.markdown(
        _(
            "If you still have a list of people who were trained in earlier years, take it over from an Excel, "
            "LibreOffice or CSV file. You see first what will be taken over and what will not; the file stays as it is."
        )
    )
    say_what_was_done("past")
    past_preview.say_what_came_of_it(visit)
    listed = ask_for_list(_("Old list (CSV, Excel, LibreOffice)"), "past")
    if listed is None:
        return
    layout = ask_for_layout(listed.rows, listed.key)
    if not {"last_name", FULL_NAME} & set(layout.columns):
        st.info(_("Please choose above which column holds the names."))
        return
    only = _only(listed.rows, layout, listed.key)
    past_preview.preview(visit, listed.rows, layout, only, listed.key)


def _only(rows: Rows, layout: Layout, key: str) -> str | None:
    """Ask which course of a list with several is taken over now."""
    found = dict(courses_in(rows, layout)) if COURSE in layout.columns else {}
    if not found:
        return None
    return st.selectbox(
        _("Take over now the people of"),
        list(found),
        format_func=lambda name: f"{name or _('(empty)')} ({found.get(name, 0)})",
        key=f"{key}.only",
    )
