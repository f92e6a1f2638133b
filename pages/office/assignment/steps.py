"""The steps of an assignment that stands: a check, a pause, another volunteer, another day, its end."""

from typing import Final

import streamlit as st

from pages.shared import forms
from pages.shared.language import _, say, shown, tell
from pages.shared.live import Live, confirm
from pages.shared.visit import Visit, finish, perform, round_of
from services.appointments import against, move
from services.assignments import (
    against_taking_up,
    cancel,
    end,
    hand_over,
    interrupt,
    may_take_over,
    plan_check,
    take_up,
)
from services.model.assignment_forms import EndForm, MoveForm
from services.model.lists import AssignmentStatus, RequestStatus, Seat
from services.model.records import Assignment, Person, Request
from services.note_guard import suspicious
from services.seats import holder

MOST: Final = 40  # so many volunteers are offered for taking over


def draw(visit: Visit, assignment: Assignment, request: Request | None) -> None:
    """Draw the steps, each folded away."""
    st.subheader(_("Next steps"), anchor=False)
    key = assignment.id
    with st.expander(_("Ask how it goes on a certain day"), icon=":material/event_available:", key=f"check.{key}.fold"):
        _check(visit, assignment)
    if assignment.status is AssignmentStatus.INTERRUPTED:
        _taking_up(visit, assignment)
    else:
        with st.expander(_("Interrupt"), icon=":material/pause:", key=f"interrupt.{key}.fold"):
            _interrupting(visit, assignment)
    if request and request.status is RequestStatus.MATCHED:
        with st.expander(_("Hand over to somebody else"), icon=":material/swap_horiz:", key=f"hand.{key}.fold"):
            _handing_over(visit, assignment, request)
    if request and request.status is RequestStatus.MATCHED and request.day:
        with st.expander(_("The appointment is moved"), icon=":material/event_repeat:", key=f"move.{key}.fold"):
            _moving(visit, request)
    with st.expander(_("End with a result"), icon=":material/flag:", key=f"end.{key}.fold"):
        _ending(visit, assignment)
    with st.expander(_("Cancel: it cannot be kept"), icon=":material/block:", key=f"cancel.{key}.fold"):
        _cancelling(visit, assignment)


def _check(visit: Visit, assignment: Assignment) -> None:
    key = f"check.{assignment.id}"
    day = st.date_input(
        _("On which day?"),
        assignment.check_on,
        min_value=min(visit.today, assignment.check_on or visit.today),
        format="DD.MM.YYYY",
        key=f"{key}.{round_of(key)}.day",
    )
    st.caption(_("The assignment stands on the morning list from that day on. Empty: no such day."))
    if st.button(_("Save the day"), key=f"{key}.button") and perform(visit, key, plan_check, assignment, day):
        finish(key, "The next check of {id} is saved.", id=assignment.id)


def _taking_up(visit: Visit, assignment: Assignment) -> None:
    key = f"resume.{assignment.id}"
    against_it = against_taking_up(visit.workbook, assignment, visit.today)
    exception = ""
    if against_it:
        st.warning("; ".join(tell(one) for one in against_it))
        exception = st.text_input(_("Why all the same?"), key=f"{key}.exception")
    if st.button(_("Take the assignment up again"), key=key, type="primary") and perform(
        visit, key, take_up, assignment, exception
    ):
        finish(key, "The assignment {id} goes on.", id=assignment.id)


def _interrupting(visit: Visit, assignment: Assignment) -> None:
    key = f"interrupt.{assignment.id}"
    until = st.date_input(
        _("Until when?"), visit.today, min_value=visit.today, format="DD.MM.YYYY", key=f"{key}.{round_of(key)}.until"
    )
    why = st.text_input(_("Reason (optional)"), key=f"{key}.{round_of(key)}.why")
    if st.button(_("Interrupt the assignment"), key=f"{key}.button") and perform(
        visit, key, interrupt, assignment, until, why
    ):
        finish(key, "The assignment {id} rests until {day}.", id=assignment.id, day=until)


def _handing_over(visit: Visit, assignment: Assignment, request: Request) -> None:
    key = f"hand.{assignment.id}"
    found = may_take_over(visit.workbook, request, visit.today)
    fit = [one for one in found if not one.obstacles][:MOST]
    possible = [one for one in found if one.obstacles][:MOST]
    names = {one.person.id: one.person.full_name for one in fit}
    names |= {one.person.id: say("{name} (does not fit on one point)", name=one.person.full_name) for one in possible}
    stand_in = holder(visit.workbook, request.id, Seat.BACKUP)
    if stand_in and stand_in.person in names:
        first = say("{name} (stand-in)", name=visit.workbook.get(Person, stand_in.person).full_name)
        names = {stand_in.person: first} | {one: name for one, name in names.items() if one != stand_in.person}
    st.markdown(_("Speak with both first. The hours so far stay with whoever did them; the request goes on."))
    who = st.selectbox(
        _("Who takes over?"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Choose"),
        key=f"{key}.who",
    )
    why = st.text_input(_("Why is it handed over?"), key=f"{key}.why")
    exception = ""
    chosen = next((one for one in possible if one.person.id == who), None)
    if chosen:
        st.warning("; ".join(tell(one.sentence) for one in chosen.obstacles))
        exception = st.text_input(_("Why all the same?"), key=f"{key}.exception")
    if st.button(_("Hand over"), key=f"{key}.button", disabled=who is None) and perform(
        visit, key, hand_over, assignment, who, why, exception
    ):
        taking = visit.workbook.get(Person, str(who)).full_name
        finish(key, "{name} has the assignment now; a new order can be printed.", name=taking)


def _moving(visit: Visit, request: Request) -> None:
    key = f"move.{request.id}"
    seen = forms.as_first_seen(key, request)
    filled = forms.ask(MoveForm, key, submit=_("Save the new appointment"), seen=seen, across=3)
    if filled and forms.change(visit, key, move, seen, filled):
        moved = request.model_copy(update=dict(filled))
        told = [
            tell(sentence)
            for assignment in visit.workbook.where(Assignment, request=request.id)
            if assignment.status.stands and (person := visit.workbook.find(Person, assignment.person))
            for sentence in against(visit.workbook, request, moved, person, visit.today)
        ]
        doubts = say("Please look at this once more:") + " " + "; ".join(told) if told else ""
        finish(
            key,
            "The appointment of {id} is on {day} now. Whoever goes is told and answers by link or phone. {doubts}",
            id=request.id,
            day=filled.day,
            doubts=doubts,
        )


def _ending(visit: Visit, assignment: Assignment) -> None:
    key = f"end.{assignment.id}"
    st.markdown(_("The hours are those of the visits. The request is closed with its last assignment."))
    live = Live(EndForm, key)
    live.draw("result", "experience", across=2)
    live.draw("remark")
    summary = st.container()
    pressed = confirm(live.key, _("End the assignment"), _("Save all the same"), suspicious(live.so_far().remark))
    filled = live.checked(summary) if pressed else None
    if filled and perform(visit, key, end, assignment, filled):
        finish(key, "The assignment {id} is ended: {result}.", id=assignment.id, result=filled.result)


def _cancelling(visit: Visit, assignment: Assignment) -> None:
    key = f"cancel.{assignment.id}"
    st.markdown(_("Without the main person the request is being matched again; a stand-in stays ready."))
    why = st.text_input(_("Reason"), key=f"{key}.why")
    if st.button(_("Cancel the assignment"), key=f"{key}.button") and perform(visit, key, cancel, assignment, why):
        finish(key, "The assignment {id} is {status}.", id=assignment.id, status=shown(AssignmentStatus.CANCELLED))
