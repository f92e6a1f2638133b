"""The board of requests on the screen: a column a lane, a card a request; on a phone one below the other."""

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import Visit
from services.board import Lane, Step, board
from services.model.records import Request

FIRST = 6  # so many cards of a lane stand there at once


def show_board(visit: Visit) -> None:
    """Show the lanes that wait for somebody side by side, and what has ended below them."""
    *lanes, ended = board(visit.workbook, visit.today)
    for lane, place in zip(lanes, st.columns(len(lanes)), strict=True):
        with place:
            st.markdown(f"**{tell(lane.title)} ({len(lane.requests)})**")
            if not lane.requests:
                st.caption(_("nothing here"))
            for request in lane.requests[:FIRST]:
                _card(lane, request)
            rest = lane.requests[FIRST:]
            if rest and st.toggle(say("Show {count} more", count=len(rest)), key=f"board.more.{lane.step.name}"):
                for request in rest:
                    _card(lane, request)
    with st.expander(f"{tell(ended.title)} ({len(ended.requests)})", key="ended.fold"):
        if not ended.requests:
            st.caption(_("nothing here"))
        for request in ended.requests:
            left, right = st.columns([3, 1], vertical_alignment="center")
            how = shown(request.result or request.reject_reason or request.status)
            left.markdown(f"{request.id} · {plain(shown(request.topics))} · {plain(how)} · {shown(request.closed_on)}")
            with right:
                _button(ended, request)


def _card(lane: Lane, request: Request) -> None:
    with st.container(border=True):
        when = f"{shown(request.day)} {shown(request.at)}" if request.day else shown(request.urgency)
        lines = (f"**{request.id}**", shown(request.topics or request.kind), shown(request.languages), when)
        st.markdown("  \n".join(plain(one) if at else one for at, one in enumerate(lines)))
        _button(lane, request)


def _button(lane: Lane, request: Request) -> None:
    label, key = _(lane.step.value), f"board.{request.id}"
    if lane.step not in (Step.FIND, Step.NOTE):
        st.button(label, key=key, width="stretch", on_click=open_in_list, args=(request.id,))
    elif st.button(label, key=key, width="stretch"):
        st.session_state["matching.request"] = request.id
        st.switch_page("pages/office/matching.py")


def open_in_list(request: str) -> None:
    """Turn to the list with this request opened."""
    st.session_state["requests.view"] = "List"
    st.session_state["requests.states"] = []
    tables.opened("requests", request)
