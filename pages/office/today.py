"""Today: what is due, the most urgent first, each with its one next step; four figures above it."""

import streamlit as st

from pages.office.due_line import draw, show_resting
from pages.office.today_figures import show_figures
from pages.shared.language import _, say
from pages.shared.visit import guard
from services.model.access import Right
from services.today.due import grouped

FIRST = 3  # so many lines of a kind stand there at once

visit = guard(Right.SEE_TODAY)
st.title(_("What is due"), anchor=False)
show_figures(visit)
kinds = grouped(visit.workbook, visit.today)
if not kinds:
    st.info(_("Nothing is due. New tasks appear here by themselves, for example somebody's next step on its day."))
for number, (title, lines) in enumerate(kinds):
    st.subheader(f"{_(title)} ({len(lines)})", anchor=False)
    for position, line in enumerate(lines[:FIRST]):
        draw(visit, title, line, f"line.{number}.{position}.{line.about}")
    if lines[FIRST:] and st.toggle(say("Show {count} more", count=len(lines) - FIRST), key=f"more.{title}"):
        for position, line in enumerate(lines[FIRST:]):
            draw(visit, title, line, f"line.{number}.{FIRST + position}.{line.about}")
show_resting(visit)
