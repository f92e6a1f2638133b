"""The certificates of a course: those who are through get a number and stand on the roster."""

import streamlit as st

from pages.shared.language import _, plain
from pages.shared.visit import Visit, finish, perform
from services.certificates import certify, ready_to_certify
from services.model.course_records import Course


def draw(visit: Visit, course: Course) -> None:
    """Certify those who are through; they stand on the roster afterwards."""
    ready = ready_to_certify(visit.workbook, course.id)
    if not ready:
        st.markdown(_("Everybody with a place has a certificate, or nobody has a place yet."))
        return
    st.markdown(_("Who has completed the course? They stand on the roster afterwards, in training at first."))
    chosen = tuple(one.id for one in ready if st.checkbox(plain(one.full_name), value=True, key=f"certify.{one.id}"))
    key = f"certify.{course.id}"
    if st.button(_("Certify and put on the roster"), key=f"{key}.button", type="primary") and perform(
        visit, key, certify, course.id, chosen
    ):
        finish(key, "{count} people are certified and stand on the roster now.", count=len(chosen))
