"""One assignment opened: where it stands, its visits, its papers, and the steps that make sense now."""

import streamlit as st

from pages.office.assignment import steps
from pages.shared import tables
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.order_papers import month_papers, order_papers
from pages.shared.visit import Visit, finish, perform, say_what_was_done
from pages.shared.visit_form import correct_visit, enter_visit, visit_line
from services.assignments import cautions
from services.caps import watched
from services.model.assignment_lists import VisitStatus
from services.model.assignment_records import LoggedVisit
from services.model.records import Assignment, Person, Request
from services.visits import OPEN, approve, hours_in, hours_of, kilometres_in, send_back, visits_of


def one_assignment(visit: Visit, assignment: Assignment) -> None:
    """Show everything about one assignment."""
    person = visit.workbook.find(Person, assignment.person)
    request = visit.workbook.find(Request, assignment.request)
    name = person.full_name if person else assignment.person
    st.header(f"{plain(name)} · {plain(shown(request.topics) if request else assignment.request)}", anchor=False)
    _facts(visit, assignment)
    for caution in cautions(visit.workbook, assignment, visit.today):
        st.warning(tell(caution), icon=":material/error:")
    for one in watched(visit.workbook, assignment.person, visit.today):
        st.markdown(
            say(
                "{rule}: {used} of {most} ({light})",
                rule=one.cap.kind,
                used=one.used,
                most=one.cap.amount,
                light=one.light,
            )
        )
    if request and st.button(say("Open the request {id}", id=request.id), icon=":material/call:", type="tertiary"):
        tables.opened("requests", request.id)
        st.switch_page("pages/office/intake.py")
    _visits(visit, assignment)
    with st.expander(
        _("Order, confirmation and month's sheet (PDF)"),
        icon=":material/description:",
        key=f"order.{assignment.id}.fold",
    ):
        order_papers(visit, assignment)
        month_papers(visit, assignment.person)
    if assignment.status.stands:
        steps.draw(visit, assignment, request)


def _facts(visit: Visit, assignment: Assignment) -> None:
    interrupted = say("until {day}", day=assignment.interrupted_until) if assignment.interrupted_until else ""
    told = {
        _("Status"): f"{shown(assignment.status)} {interrupted}".strip(),
        _("Mandated on"): shown(assignment.mandated_on),
        _("Ended on"): shown(assignment.ended_on) if assignment.ended_on else "",
        _("Result"): shown(assignment.result) if assignment.result else "",
        _("Feedback"): shown(assignment.experience) if assignment.experience else "",
        _("Remark at the end"): assignment.remark,
        _("Reason"): assignment.reason,
        _("Next check on"): shown(assignment.check_on) if assignment.check_on else "",
        _("Approved hours"): shown(hours_of(visit.workbook, assignment)),
    }
    st.markdown("  \n".join(f"**{label}:** {plain(value)}" for label, value in told.items() if value))


def _visits(visit: Visit, assignment: Assignment) -> None:
    """List the visits; those that wait are approved here, all at once or one by one."""
    entered = visits_of(visit.workbook, assignment.id)
    st.subheader(_("Visits"), anchor=False)
    if entered:
        rows = [
            {
                _("Day"): one.day,
                _("Hours"): one.hours,
                _("km"): one.km,
                _("What"): one.what,
                _("Status"): one.status,
                _("Note"): one.note,
                _("Entered by"): one.entered_by,
            }
            for one in entered
        ]
        number = tables.choose(f"visits.{assignment.id}", rows, [one.id for one in entered])
        st.caption(
            say("Together {hours} h and {km} km.", hours=hours_in(entered), km=kilometres_in(entered))
            + " "
            + _("Open a row to approve one visit, send it back or correct it.")
        )
        if number:
            one_visit(visit, visit.workbook.get(LoggedVisit, number))
        _approve_all(visit, assignment, tuple(one for one in entered if one.status is VisitStatus.SUBMITTED))
    else:
        st.markdown(_("No visit is entered yet."))
    say_what_was_done(f"visit.{assignment.id}")
    fold = f"visit.{assignment.id}.fold"
    with st.expander(_("Enter a visit"), icon=":material/edit_calendar:", key=fold, on_change="rerun"):
        enter_visit(visit, assignment)


def _approve_all(visit: Visit, assignment: Assignment, waiting: tuple[LoggedVisit, ...]) -> None:
    key = f"approve.{assignment.id}"
    label = say("Approve all: {count}, together {hours} h", count=len(waiting), hours=hours_in(waiting))
    if (
        waiting
        and st.button(label, key=f"{key}.button", type="primary", icon=":material/done_all:")
        and perform(visit, key, approve, waiting)
    ):
        finish(key, "Visits approved: {count}.", count=len(waiting))


def one_visit(visit: Visit, logged: LoggedVisit) -> None:
    """Show one visit with what the office can do about it: approve, send back with a question, correct."""
    key = f"one.{logged.id}"
    with st.container(border=True):
        st.markdown(visit_line(logged))
        if logged.note:
            st.markdown(plain(logged.note))
        if logged.question:
            st.info(plain(logged.question), icon=":material/help:")
        if (
            logged.status in OPEN
            and st.button(_("Approve this visit"), key=f"{key}.yes", icon=":material/check:")
            and perform(visit, f"{key}.yes", approve, (logged,))
        ):
            finish(f"{key}.yes", "The visit of {day} is approved.", day=logged.day)
        question = st.text_input(
            _("What should the volunteer look at again?"),
            key=f"{key}.question",
            placeholder=_("For example: were these two visits on one day?"),
        )
        if st.button(_("Send back"), key=f"{key}.back", icon=":material/undo:") and perform(
            visit, f"{key}.back", send_back, logged, question
        ):
            finish(f"{key}.back", "The visit of {day} is sent back with your question.", day=logged.day)
        if logged.status in OPEN:
            with st.expander(_("Correct the visit"), icon=":material/edit:", key=f"{key}.fold", on_change="rerun"):
                correct_visit(visit, logged)
