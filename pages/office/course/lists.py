"""Lists of a course to pass on: the participants for the training provider, with their consent alone."""

import re
from collections.abc import Callable

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, say
from pages.shared.visit import Visit
from services.delivery.spreadsheets import csv_of, xlsx_of
from services.model.course_records import Course, Registration
from services.model.record import columns
from services.participants import for_provider, pass_on

FIELDS = ("last_name", "first_name", "email", "phone")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(visit: Visit, course: Course) -> None:
    """Offer the list for the provider as a file; each download stands in the journal."""
    st.subheader(_("List of participants for the training provider"), anchor=False)
    found = for_provider(visit.workbook, course.id)
    st.markdown(
        _(
            "Only people with a place who agreed that the training provider gets their details. Each download is noted "
            "in the journal."
        )
    )
    if found.others:
        st.info(say("{count} people with a place did not agree and are not on the list.", count=found.others))
    if not found.agreed:
        st.info(_("Nobody is on the list yet: the consent is asked for when somebody registers."))
        return
    header = tuple(_(columns(Registration)[name].column.label) for name in FIELDS)
    rows = [tuple(getattr(one, name) or "" for name in FIELDS) for one in found.agreed]
    tables.show([dict(zip(header, row, strict=True)) for row in rows])
    with st.container(horizontal=True):
        _download(visit, course, "xlsx", EXCEL, lambda: xlsx_of(course.title, header, rows))
        _download(visit, course, "csv", "text/csv", lambda: csv_of(header, rows))


def _download(visit: Visit, course: Course, ending: str, mime: str, made: Callable[[], bytes]) -> None:
    def taken_out() -> bytes:
        visit.office.perform(visit.actor, pass_on, course.id)
        return made()

    st.download_button(
        say("Download as {ending}", ending={"xlsx": "Excel", "csv": "CSV"}[ending]),
        taken_out,  # at the click: what is noted in the journal was really taken out
        file_name=f"Teilnehmende-{re.sub(r'[^A-Za-z0-9ÄÖÜäöüß]+', '-', course.title).strip('-')[:60]}.{ending}",
        mime=mime,
        on_click="ignore",
        icon=":material/download:",
        key=f"list.{course.id}.{ending}",
        disabled=not visit.office.reachable,
    )
