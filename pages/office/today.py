"""Today: what is due, the most urgent first, each with its one next step; four figures above it."""

import streamlit as st

from pages.shared.language import _, say, shown, tell
from pages.shared.opening import open_entry
from pages.shared.visit import Visit, guard
from services.model.access import Right
from services.today.due import at_a_glance, grouped
from services.today.line import Line

FIRST = 5  # so many lines of a kind stand there at once


def draw(visit: Visit, line: Line, key: str) -> None:
    """Show one line with its next step; the button leads to the entry."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.markdown(tell(line.sentence))
    if right.button(tell(line.step), key=key, width="stretch"):
        open_entry(visit.workbook, line.about)


visit = guard(Right.SEE_TODAY)
st.title(_("What is due"), anchor=False)
figures = at_a_glance(visit.workbook)
for figure, place in zip(figures, st.columns(len(figures)), strict=True):
    place.metric(tell(figure.label), shown(figure.value), help=tell(figure.counted))
kinds = grouped(visit.workbook, visit.today)
if not kinds:
    st.info(_("Nothing is due. New tasks appear here by themselves, for example somebody's next step on its day."))
for number, (title, lines) in enumerate(kinds):
    st.subheader(f"{_(title)} ({len(lines)})", anchor=False)
    for position, line in enumerate(lines[:FIRST]):
        draw(visit, line, f"line.{number}.{position}.{line.about}")
    if lines[FIRST:] and st.toggle(say("Show {count} more", count=len(lines) - FIRST), key=f"more.{title}"):
        for position, line in enumerate(lines[FIRST:]):
            draw(visit, line, f"line.{number}.{FIRST + position}.{line.about}")
