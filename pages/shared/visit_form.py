"""Entering one day of an assignment: five fields for a thumb, kept while the visitor looks elsewhere."""

from typing import Any, Final

import streamlit as st

from pages.shared.kept_texts import keep_unsaved
from pages.shared.language import _, say, shown
from pages.shared.live import Live, confirm
from pages.shared.visit import Visit, finish, perform
from services.model.assignment_forms import VisitForm
from services.model.assignment_records import LoggedVisit
from services.model.records import Assignment, Request
from services.note_guard import suspicious
from services.visits import correct, enter, strike

NOT_TYPED: Final[dict[str, Any]] = {"hours": None}


def enter_visit(visit: Visit, assignment: Assignment) -> None:
    """Draw the empty form of an assignment and save what is typed."""
    key = f"visit.{assignment.id}"
    filled = _form(key, _start(visit, assignment), _("Save the visit"))
    done = perform(visit, key, enter, assignment.id, filled) if filled else None
    if done:
        finish(
            key,
            "The visit of {day} is saved ({hours} h). The office approves the hours.",
            place=key,
            day=done.day,
            hours=done.hours,
        )


def correct_visit(visit: Visit, logged: LoggedVisit) -> None:
    """Draw a visit that is not approved yet, to correct it or strike it out."""
    key = f"correct.{logged.id}"
    filled = _form(key, logged, _("Save the correction"))
    if filled and perform(visit, key, correct, logged, filled):
        finish(key, "The visit of {day} is corrected.", day=filled.day)
    if st.button(_("It never was: strike it out"), key=f"{key}.strike", icon=":material/delete:") and perform(
        visit, f"{key}.strike", strike, logged
    ):
        finish(f"{key}.strike", "The visit of {day} is struck out.", day=logged.day)


def visit_line(logged: LoggedVisit) -> str:
    """Spell a visit in one line."""
    told = say("{day}: {hours} h", day=logged.day, hours=logged.hours)
    way = say("{km} km", km=logged.km) if logged.km else ""
    return " · ".join(part for part in (told, way, shown(logged.what), f"**{shown(logged.status)}**") if part)


def _form(key: str, start: VisitForm | LoggedVisit, submit: str) -> VisitForm | None:
    place = f"typed-{key}".replace(".", "-")
    with st.container(key=place):
        keep_unsaved(key, place)
        live = Live(VisitForm, key, seen=start, stays="session")
        live.draw("day", "hours", "km", "what", across=4)
        live.draw("note")
        summary = st.container()
        odd = suspicious(live.so_far().note) if live.values["note"] != start.note else ()
        pressed = confirm(live.key, submit, _("Save all the same"), odd)
    return live.checked(summary) if pressed else None


def _start(visit: Visit, assignment: Assignment) -> VisitForm:
    """Fill in the day: the appointment's if it has been and nothing is entered for it yet, else today."""
    request = visit.workbook.find(Request, assignment.request)
    entered = {one.day for one in visit.workbook.where(LoggedVisit, assignment=assignment.id)}
    day = request.day if request and request.day and request.day <= visit.today else visit.today
    within = day >= assignment.mandated_on and day not in entered
    return VisitForm.model_construct(day=day if within else visit.today, **NOT_TYPED)
