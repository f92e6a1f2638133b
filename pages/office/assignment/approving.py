"""The visits that wait for the office, volunteer by volunteer: approve all of somebody's, or look at one."""

from itertools import groupby

import streamlit as st

from pages.office.assignment.one_assignment import one_visit
from pages.shared import tables
from pages.shared.language import _, plain, say
from pages.shared.visit import Visit, finish, perform
from services.model.assignment_records import LoggedVisit
from services.model.records import Assignment, Person
from services.visits import approve, hours_in, kilometres_in, to_approve


def draw(visit: Visit) -> None:
    """Show one block for each volunteer and month."""
    waiting = to_approve(visit.workbook)
    if not waiting:
        st.info(_("Nothing waits. Visits appear here as soon as volunteers enter them."))
    for (number, month), visits in groupby(waiting, key=lambda one: (one.person, one.day.replace(day=1))):
        _month(visit, number, f"{month:%m/%Y}", tuple(visits))


def _month(visit: Visit, number: str, month: str, visits: tuple[LoggedVisit, ...]) -> None:
    person = visit.workbook.find(Person, number)
    name = person.full_name if person else number
    key = f"approving.{number}.{month.replace('/', '-')}"
    with st.container(border=True):
        sums = say("{hours} h, {km} km", hours=hours_in(visits), km=kilometres_in(visits))
        st.markdown(f"**{plain(name)}** · {month} · {sums}")
        rows = [
            {
                _("Day"): one.day,
                _("Hours"): one.hours,
                _("km"): one.km,
                _("What"): one.what,
                _("Request"): _request(visit, one),
                _("Note"): one.note,
            }
            for one in visits
        ]
        opened = tables.choose(key, rows, [one.id for one in visits])
        if opened:
            one_visit(visit, visit.workbook.get(LoggedVisit, opened))
        label = say("Approve all of {name}: {count}", name=name, count=len(visits))
        if st.button(label, key=f"{key}.all", type="primary", icon=":material/done_all:") and perform(
            visit, key, approve, visits
        ):
            finish(key, "Visits of {name} approved: {count}.", count=len(visits), name=name)


def _request(visit: Visit, one: LoggedVisit) -> str:
    assignment = visit.workbook.find(Assignment, one.assignment)
    return assignment.request if assignment else one.assignment
