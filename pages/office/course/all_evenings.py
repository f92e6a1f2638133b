"""All sessions x all people as a table to type into: x, e or f, then Enter or an arrow key; saved once."""

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from pages.office.course import marking
from pages.shared.language import _, plain, say
from pages.shared.visit import Visit, round_of, say_what_was_done
from services.model.course_lists import Presence
from services.model.course_records import Course, Registration
from services.sessions import sessions

SIGNS: Final[Mapping[Presence | None, str]] = {
    None: "",
    Presence.PRESENT: "✓",
    Presence.EXCUSED: "e",
    Presence.ABSENT: "f",
}
READ: Final = {"": None, "✓": Presence.PRESENT, "x": Presence.PRESENT, "e": Presence.EXCUSED, "f": Presence.ABSENT}
TYPED: Final = "^[xXeEfF✓]?$"
NAME: Final = "name"
MOST_ROWS: Final = 40  # as many as are shown without rolling within the table


def draw(visit: Visit, course: Course) -> None:
    """Show the table and save what was typed."""
    key = f"evenings.{course.id}"
    noted = marking.first_noted(visit, key, course)
    there = {one.id: one for one in sessions(visit.workbook, course.id)}
    st.markdown(
        say(
            "Type **x** or **✓** for {present}, **e** for {excused}, **f** for {absent}; then Enter or an arrow key.",
            present=Presence.PRESENT,
            excused=Presence.EXCUSED,
            absent=Presence.ABSENT,
        )
    )
    shown_sessions = [number for number in next(iter(noted.values()), {}) if number in there]
    rows = [
        {
            NAME: visit.workbook.get(Registration, number).full_name,
            **{one: SIGNS[cells.get(one)] for one in shown_sessions},
        }
        for number, cells in noted.items()
    ]
    columns: dict[str, ColumnConfig] = {
        number: st.column_config.TextColumn(
            f"{there[number].day:%d.%m.}", help=plain(there[number].caption), validate=TYPED, max_chars=1, width=64
        )
        for number in shown_sessions
    }
    columns[NAME] = st.column_config.TextColumn(_("Name"), disabled=True, pinned=True)
    with st.form(f"{key}.{round_of(key)}.form", border=False):
        typed = st.data_editor(
            pd.DataFrame(rows, dtype="object"),
            key=f"{key}.{round_of(key)}.table",
            hide_index=True,
            column_config=columns,
            height="content" if len(rows) <= MOST_ROWS else 700,
            alt=_("Attendance of everybody at all sessions"),
        )
        saved = st.form_submit_button(_("Save attendance"), type="primary")
    say_what_was_done(key)
    if saved:
        marking.save(visit, key, course, _read(typed, list(noted), shown_sessions))


def _read(typed: pd.DataFrame, numbers: list[str], shown_sessions: list[str]) -> dict[str, dict[str, Presence | None]]:
    """Give what stands in the table; the rows stand in the order of `numbers`."""
    return {
        number: {one: _presence(typed.iloc[row][one]) for one in shown_sessions} for row, number in enumerate(numbers)
    }


def _presence(cell: object) -> Presence | None:
    return READ.get(str(cell or "").strip().casefold())
