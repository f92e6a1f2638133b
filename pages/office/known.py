"""People who may be known already, shown before somebody is saved a second time."""

import streamlit as st

from pages.shared.language import _, plain, say, tell
from pages.shared.opening import open_entry
from pages.shared.visit import Visit
from services.alike import Likeness
from services.model.course_records import Interest, Registration


def known_already(visit: Visit, found: tuple[Likeness, ...]) -> None:
    """Show who it may be and why, each with a way to the entry that is there."""
    st.warning(_("Nothing is saved yet: this may be somebody known already. Open the entry, or save all the same."))
    for one in found:
        left, right = st.columns([3, 2], vertical_alignment="center")
        left.markdown(f"**{plain(one.known.full_name)}** · {where(visit, one)}  \n{tell(one.reason)}")
        if right.button(say("Open {id}", id=one.known.id), key=f"known.{one.known.id}", width="stretch"):
            st.session_state.pop("call.known", None)
            open_entry(visit.workbook, one.known.id)


def where(visit: Visit, one: Likeness) -> str:
    """Say in which list somebody known stands, and how."""
    known = one.known
    if isinstance(known, Interest):
        return say("interested ({status})", status=known.status)
    if isinstance(known, Registration):
        course = visit.workbook.entry(known.course)
        return say("“{course}” ({status})", course=course.caption, status=known.status)
    return say("on the roster ({status})", status=known.status)
