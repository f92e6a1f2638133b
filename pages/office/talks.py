"""Info talks, ceremonies, meetings: planning one, the list, one opened with its guests."""

import streamlit as st

from pages.office.one_event import one_event
from pages.shared import forms, tables
from pages.shared.language import _
from pages.shared.visit import finish, guard, perform
from services.guests import tally
from services.model.access import Right
from services.model.course_records import Event
from services.model.event_forms import EventForm
from services.talks import KINDS, newest_first, plan

visit = guard(Right.PLAN_EVENTS)
st.title(_("Talks and meetings"), anchor=False)
with st.expander(_("Plan a talk or a meeting"), icon=":material/add:", key="event.fold"):
    form = forms.ask(EventForm, "event", submit=_("Plan"), choices={"kind": KINDS}, across=3)
    new = perform(visit, "event", plan, form) if form else None
    if new:
        tables.opened("events", new.id)
        st.session_state["event.section"] = "Invite"
        finish("event", "“{title}” is planned ({id}). Now invite the guests.", title=new.title, id=new.id)
events = newest_first(visit.workbook)
if not events:
    st.info(_("No talk or meeting yet. Plan the first one above, then invite interested people, trainers and guides."))
else:
    table = []
    for one in events:
        count = tally(visit.workbook, one.id)
        table.append(
            {
                _("Day"): one.day,
                _("Kind of event"): one.kind,
                _("Title"): one.title,
                _("Status"): one.status,
                _("Invited guests"): count.invited,
                _("Said yes"): count.accepted,
                _("Said no"): count.declined,
                _("Silent"): count.silent,
                _("Came"): count.came,
            }
        )
    number = tables.choose("events", table, [one.id for one in events])
    if number:
        one_event(visit, visit.workbook.get(Event, number))
    else:
        st.caption(_("Open a row to invite people, note answers, and who came."))
