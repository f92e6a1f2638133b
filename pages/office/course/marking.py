"""What both ways of noting attendance share: what was seen first, and saving only what this person changed."""

import streamlit as st

from pages.shared.language import _, plain, shown
from pages.shared.visit import Visit, finish, perform, round_of
from services.attendance import Marks, mark, marks_of
from services.model.course_lists import Presence
from services.model.course_records import Course, Registration, Session
from services.model.errors import StorageError


def first_noted(visit: Visit, key: str, course: Course) -> Marks:
    """Give what was noted when this table was first drawn: what differs from it later, this person has changed."""
    drawn = any(str(one).startswith(f"{key}.{round_of(key)}.") for one in st.session_state)
    if not drawn or f"{key}.noted" not in st.session_state:
        st.session_state[f"{key}.noted"] = marks_of(visit.workbook, course.id)
    noted: Marks = st.session_state[f"{key}.noted"]
    return noted


def save(visit: Visit, key: str, course: Course, mine: Marks) -> None:
    """Save the cells that were changed; one that somebody else changed meanwhile is shown, saving again keeps mine."""
    seen: Marks = st.session_state[f"{key}.noted"]
    own = [
        (number, session, presence)
        for number, cells in mine.items()
        for session, presence in cells.items()
        if presence is not seen.get(number, {}).get(session)
    ]
    if not own:
        st.info(_("Nothing has changed, so there is nothing to save."))
    elif perform(visit, key, mark, course.id, seen, mine):
        # Below the button: on a phone nobody sees the top of the page after a long list.
        finish(key, "Attendance is saved: {count} entries.", place=key, count=len(own))
    else:
        _take_note(visit, key, course, own)


def _take_note(visit: Visit, key: str, course: Course, own: list[tuple[str, str, Presence | None]]) -> None:
    """Show what others entered in the cells this person changed, and count it as seen from now on."""
    try:
        workbook = visit.office.read(visit.actor)
    except StorageError:
        return
    now = marks_of(workbook, course.id)
    noted = {number: dict(cells) for number, cells in st.session_state[f"{key}.noted"].items()}
    lines = []
    for number, session, presence in own:
        theirs = now.get(number, {}).get(session)
        if theirs is not noted.get(number, {}).get(session) and theirs is not presence:
            name, day = workbook.get(Registration, number).full_name, workbook.get(Session, session).day
            lines.append(f"- **{plain(name)}**, {plain(shown(day))}: {_told(theirs)} → {_told(presence)}")
        noted.setdefault(number, {})[session] = theirs
    st.session_state[f"{key}.noted"] = noted
    if lines:
        st.markdown(_("Now stored → in your form (saving again keeps what is in your form):") + "\n" + "\n".join(lines))


def _told(presence: Presence | None) -> str:
    return plain(shown(presence)) if presence else _("not noted")
