"""One volunteer opened on the roster: what is missing, what they changed and do, then one section at a time."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from pages.office.person import changes, conversations, entry, journal, life, link, papers, stage, stored
from pages.shared import tables
from pages.shared.language import _, plain, say, shown
from pages.shared.order_papers import month_papers
from pages.shared.visit import Visit
from services.model.record import columns
from services.model.records import Assignment, Person, Request
from services.model.words import N_
from services.stages import stage as standing
from services.visits import approved, hours_in, hours_of, kilometres_in, visits_by

SECTIONS: Final[Mapping[str, Callable[[Visit, Person], None]]] = {
    N_("Change the entry"): entry.draw,
    N_("Papers"): papers.draw,
    N_("Stage"): stage.draw,
    N_("Story"): life.draw,
    N_("Conversations"): conversations.draw,
    N_("Personal link"): link.draw,
    N_("Journal"): journal.draw,
    N_("Stored data"): stored.draw,
}
# Read so often that nobody should have to open the form for it.
FACTS: Final = ("topics", "district", "districts", "free_times", "max_open", "mobility", "buddy", "origins")
FIRST: Final = "Change the entry"  # most often wanted


def one_person(visit: Visit, person: Person) -> None:
    """Show one volunteer, with the section that was chosen."""
    st.header(plain(person.full_name), anchor=False)
    papers.summary(visit, person)
    contact = " · ".join(part for part in (person.phone, person.email) if part)
    st.markdown(f"{plain(contact)} · {_(standing(person, visit.today).label)} · {plain(shown(person.languages))}")
    facts(person)
    with st.container():  # what stands below stays as it is when the changes are settled
        changes.draw(visit, person)
        assignments(visit, person)
    chosen = st.segmented_control(
        _("Section"),
        list(SECTIONS),
        format_func=_,
        default=FIRST,
        required=True,
        key="person.section",
        label_visibility="collapsed",
    )
    SECTIONS[chosen](visit, person)


def facts(person: Person) -> None:
    """Say what somebody can, where and when; what nobody has said stays away."""
    told = ((columns(Person)[name].column.label, getattr(person, name)) for name in FACTS)
    lines = [f"{plain(_(label))}: **{plain(shown(value))}**" for label, value in told if value not in ("", ())]
    st.markdown("  \n".join(lines))


def assignments(visit: Visit, person: Person) -> None:
    """List what somebody has done and does."""
    rows = []
    for one in visit.workbook.where(Assignment, person=person.id):
        request = visit.workbook.find(Request, one.request)
        rows.append(
            {
                _("Request"): one.request,
                _("Topics"): request.topics if request else "",
                _("Mandated on"): one.mandated_on,
                _("Status"): one.status,
                _("Hours"): hours_of(visit.workbook, one),
                _("Result"): one.result,
            }
        )
    if rows:
        st.subheader(_("Assignments"), anchor=False)
        tables.show(rows)
        mine = visits_by(visit.workbook, person.id)
        year = [one for one in approved(mine) if one.day.year == visit.today.year]
        st.markdown(say("Approved visits this year: {hours} h, {km} km", hours=hours_in(year), km=kilometres_in(year)))
        month_papers(visit, person.id)
