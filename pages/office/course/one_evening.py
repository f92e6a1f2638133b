"""One session: everybody with three answers to tap, saved once. Made for a thumb and for the keyboard."""

from collections.abc import Iterator, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.office.course import marking
from pages.shared.language import _, plain, say, shown
from pages.shared.visit import Visit, round_of, say_what_was_done
from services.attendance import attendees, next_to_mark
from services.model.course_lists import Presence
from services.model.course_records import Course, Registration, Session
from services.sessions import sessions
from services.waiting_list import HAS_PLACE

ACROSS = 2  # people side by side at a desk; a phone shows one below the other


def draw(visit: Visit, course: Course) -> None:
    """Let somebody choose a session and note who is there."""
    session = _chosen(visit, course)
    key = f"evening.{session.id}"
    people = [one for one in attendees(visit.workbook, course.id) if one.status in HAS_PLACE]
    noted = marking.first_noted(visit, key, course)
    done = sum(1 for one in people if noted.get(one.id, {}).get(session.id))
    st.caption(say("Noted for {done} of {count} people.", done=done, count=len(people)))
    if session.day > visit.today:
        st.caption(_("This session has not taken place yet."))
    with st.form(f"{key}.{round_of(key)}.form", enter_to_submit=False):
        fields = {one.id: f"{key}.{round_of(key)}.{one.id}" for one in people}
        st.form_submit_button(
            _("Everybody else is present"),
            icon=":material/done_all:",
            on_click=_all_present,
            args=(list(fields.values()),),
        )
        answers = {}
        for place, one in _places(people):
            with place:
                answers[one.id] = st.segmented_control(
                    plain(one.full_name),
                    list(Presence),
                    default=noted.get(one.id, {}).get(session.id),
                    format_func=shown,
                    key=fields[one.id],
                    width="stretch",
                )
        saved = st.form_submit_button(_("Save attendance"), type="primary")
    say_what_was_done(key)
    if saved:
        marking.save(visit, key, course, {number: {session.id: answer} for number, answer in answers.items()})


def _chosen(visit: Visit, course: Course) -> Session:
    there = {one.id: one for one in sessions(visit.workbook, course.id)}
    first = next_to_mark(visit.workbook, course.id, visit.today)
    chosen = st.selectbox(
        _("Session"),
        list(there),
        index=list(there).index(first.id) if first else 0,
        format_func=lambda number: _named(there[number]) if number in there else number,
        key=f"evening.{course.id}.session",
    )
    return there.get(chosen) or next(iter(there.values()))  # the chosen one may have fallen away meanwhile


def _named(one: Session) -> str:
    times = "–".join(shown(at) for at in (one.starts, one.ends) if at)
    return " · ".join(part for part in (shown(one.day), times, one.topic) if part)


def _places(people: Sequence[Registration]) -> Iterator[tuple[DeltaGenerator, Registration]]:
    for start in range(0, len(people), ACROSS):
        yield from zip(st.columns(ACROSS), people[start : start + ACROSS], strict=False)


def _all_present(fields: Sequence[str]) -> None:
    for field in fields:
        if st.session_state.get(field) is None:
            st.session_state[field] = Presence.PRESENT
