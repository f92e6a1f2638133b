"""One line of the morning list on the screen: its next step, and putting it off; the lines that rest."""

from datetime import timedelta

import streamlit as st

from pages.shared.language import _, in_german, say, tell
from pages.shared.opening import open_entry
from pages.shared.visit import Visit, finish, perform
from services.today.line import Line
from services.today.putting_off import AT_MOST, put_off, resting, take_up

OPEN = "today.putting_off"  # the key of the line somebody is putting off


def draw(visit: Visit, title: str, line: Line, key: str) -> None:
    """Show one line with its next step; the button leads to the entry, the other one puts the line off."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.markdown(tell(line.sentence))
    buttons = right.container(horizontal=True, vertical_alignment="center")
    if buttons.button(tell(line.step), key=key, width="stretch"):
        open_entry(visit.workbook, line.about)
    buttons.button(_("Not now"), key=f"later.{key}", type="tertiary", on_click=_fold, args=(key,))
    if st.session_state.get(OPEN) == key:
        _choose_day(visit, title, line, key)


def _fold(key: str) -> None:
    """Open the choice of a day under this line, or close it again."""
    st.session_state[OPEN] = "" if st.session_state.get(OPEN) == key else key


def _choose_day(visit: Visit, title: str, line: Line, key: str) -> None:
    with st.container(border=True):
        place = st.container(horizontal=True, vertical_alignment="bottom")
        tomorrow = visit.today + timedelta(days=1)
        until = place.date_input(
            _("Put off until"),
            visit.today + timedelta(days=7),
            min_value=tomorrow,
            max_value=visit.today + AT_MOST,
            format="DD.MM.YYYY",
            key=f"until.{key}",
            width=180,
        )
        chosen = until if place.button(_("Put off"), key=f"put_off.{key}", type="primary") else None
        if place.button(_("Until tomorrow"), key=f"tomorrow.{key}"):
            chosen = tomorrow
        if chosen and perform(visit, key, put_off, title, line.about, chosen, in_german(line.sentence)):
            st.session_state[OPEN] = ""
            finish(key, "Put off until {day}: {line}", day=chosen, line=line.sentence)


def show_resting(visit: Visit) -> None:
    """Show what is put off, by whom and until when; each line can be taken up again."""
    found = resting(visit.workbook, visit.today)
    if not found:
        return
    with st.expander(say("Put off: {count}", count=len(found)), icon=":material/snooze:", key="resting.fold"):
        for line, one in found:
            left, right = st.columns([3, 2], vertical_alignment="center")
            told = say("until {day}, by {name}", day=one.until, name=one.put_off_by)
            left.markdown(f"{tell(line.sentence)}  \n{told}")
            key = f"take_up.{one.id}"
            if right.button(_("Back on the list"), key=f"{key}.button", width="stretch") and perform(
                visit, key, take_up, one
            ):
                finish(key, "Back on the list: {line}", line=line.sentence)
