"""One running assignment of a volunteer: entering a visit, what was entered, and its end."""

import streamlit as st

from pages.shared.language import _, say
from pages.shared.live import Live, confirm
from pages.shared.order_papers import order_papers
from pages.shared.visit import Visit, finish, perform, say_what_was_done
from pages.shared.visit_form import correct_visit, enter_visit, visit_line
from services.assignments import end
from services.model.access import Right
from services.model.assignment_forms import EndForm
from services.model.assignment_lists import VisitStatus
from services.model.assignment_records import LoggedVisit
from services.model.lists import AssignmentStatus
from services.model.records import Assignment
from services.note_guard import suspicious
from services.visits import OPEN, approved, hours_in, visits_of


def running_assignment(visit: Visit, assignment: Assignment) -> None:
    """Show what a volunteer does about one assignment that stands."""
    entering = f"visit.{assignment.id}"
    if assignment.status is AssignmentStatus.INTERRUPTED:
        st.info(say("Interrupted until {day}. The office gets in touch.", day=assignment.interrupted_until))
    say_what_was_done(entering)
    # With a key of its own it stays open when the message above it goes away while somebody types.
    with st.expander(_("Enter a visit"), icon=":material/edit_calendar:", key=f"{entering}.fold", on_change="rerun"):
        enter_visit(visit, assignment)
    _entered(visit, assignment)
    if not visit.actor.may(Right.END_ASSIGNMENTS):
        return
    with st.expander(
        _("Order and confirmation (PDF)"), icon=":material/description:", key=f"order.{assignment.id}.fold"
    ):
        order_papers(visit, assignment)
    with st.expander(_("It is done: end the assignment"), icon=":material/flag:", key=f"end.{assignment.id}.fold"):
        _ending(visit, assignment)


def _entered(visit: Visit, assignment: Assignment) -> None:
    """List the visits of an assignment, the newest on top; what the office asks about first, but not by link."""
    mine = visits_of(visit.workbook, assignment.id)
    asked = [] if visit.actor.link else [one for one in mine if one.status is VisitStatus.RETURNED]
    for one in asked:
        with st.container(border=True):
            st.warning(
                say("The office asks about the visit of {day}: {question}", day=one.day, question=one.question),
                icon=":material/help:",
            )
            correct_visit(visit, one)
    if not mine:
        return
    hours, counted = hours_in(mine), hours_in(approved(mine))
    with st.expander(
        say("Entered so far: {hours} h, of these approved: {approved} h", hours=hours, approved=counted),
        key=f"entered.{assignment.id}.fold",
    ):
        for one in reversed(mine):
            st.markdown(f"- {visit_line(one)}")
        mending = [one for one in reversed(mine) if one.status is VisitStatus.SUBMITTED]
        if mending and not visit.actor.link:  # the note, which belongs to a visit, is not told by link
            _mending(visit, assignment, mending)


def _mending(visit: Visit, assignment: Assignment, visits: list[LoggedVisit]) -> None:
    chosen = st.selectbox(
        _("Correct a visit that is not approved yet"),
        [one.id for one in visits],
        index=None,
        format_func={one.id: say("{day}: {hours} h", day=one.day, hours=one.hours) for one in visits}.__getitem__,
        placeholder=_("Choose"),
        key=f"mend.{assignment.id}",
    )
    logged = next((one for one in visits if one.id == chosen and one.status in OPEN), None)
    if logged:
        correct_visit(visit, logged)


def _ending(visit: Visit, assignment: Assignment) -> None:
    """Ask for the result and the two questions; what is saved cannot be taken back by the volunteer."""
    key = f"end.{assignment.id}"
    st.markdown(_("Enter all visits first. After the end the contact no longer stands here."))
    live = Live(EndForm, key, stays="session")
    live.draw("result", "experience", across=2)
    live.draw("remark")
    summary = st.container()
    pressed = confirm(live.key, _("End the assignment"), _("Save all the same"), suspicious(live.so_far().remark))
    filled = live.checked(summary) if pressed else None
    if filled and perform(visit, key, end, assignment, filled):
        finish(key, "Thank you! The assignment {id} is ended: {result}.", id=assignment.request, result=filled.result)
