"""Curriculum & handbook: the programme's documents with their versions, where they are, and what uses them."""

import streamlit as st

from pages.shared import forms, tables
from pages.shared.language import _, plain, say
from pages.shared.visit import Visit, finish, guard, perform, round_of
from services.documents import change, documents, enter, teach_by, use_of, web_address
from services.model.access import Right
from services.model.course_forms import DocumentForm
from services.model.course_records import Course, Document


def one_document(visit: Visit, document: Document) -> None:
    """Show one document: a link, what uses it, its courses, and the form."""
    st.header(plain(document.caption), anchor=False)
    address = web_address(document)
    if address:
        st.link_button(_("Open the document"), address, icon=":material/open_in_new:")
    elif document.found_at:
        st.markdown(say("Where it is: {place}", place=document.found_at))
    uses(visit, document)
    key = f"document.{document.id}"
    seen = forms.as_first_seen(key, document)
    filled = forms.ask(DocumentForm, key, submit=_("Save"), seen=seen, across=2)
    if filled and forms.change(visit, key, change, seen, filled):
        finish(key, "“{title}” is saved.", title=filled.title)


def uses(visit: Visit, document: Document) -> None:
    """Choose the courses taught by this document; show the sessions it is handed out in."""
    use = use_of(visit.workbook, document.id)
    titles = {one.id: f"{one.title} ({one.cohort})" if one.cohort else one.title for one in visit.workbook.all(Course)}
    key = f"teach.{document.id}"
    with st.form(f"{key}.{round_of(key)}.form"):
        chosen = st.multiselect(
            _("Curriculum of these courses"),
            list(titles),
            [one.id for one in use.courses],
            format_func=lambda number: titles.get(number, number),
            key=f"{key}.{round_of(key)}.courses",
            placeholder=_("Choose"),
            select_all=False,
        )
        if st.form_submit_button(_("Save these courses")):
            mine = tuple(visit.workbook.get(Course, number) for number in chosen)
            others = tuple(one for one in use.courses if one.id not in chosen)
            if perform(visit, key, teach_by, document.id, mine, others):
                finish(key, "“{title}” is the curriculum of {count} courses.", title=document.title, count=len(mine))
    if use.sessions:
        st.markdown(f"**{_('Handed out in these sessions')}**")
        tables.show(
            [
                {_("Day"): one.day, _("Topic"): one.topic, _("Course"): titles.get(one.course, one.course)}
                for one in use.sessions
            ]
        )
    else:
        st.caption(_("Not handed out in any session yet; a session names its material."))


visit = guard(Right.PLAN_COURSES)
st.title(_("Curriculum & handbook"), anchor=False)
listed = documents(visit.workbook)
if listed:
    table = [
        {
            _("Title"): one.title,
            _("Kind of document"): one.kind,
            _("Version"): one.version,
            _("Author"): one.author,
            _("Courses"): len(use_of(visit.workbook, one.id).courses),
            _("Sessions"): len(use_of(visit.workbook, one.id).sessions),
        }
        for one in listed
    ]
    opened = tables.choose("documents", table, [one.id for one in listed])
    if opened:
        one_document(visit, visit.workbook.get(Document, opened))
    else:
        st.caption(_("Open a row to change a document and to see what uses it."))
else:
    st.info(_("No document yet. Enter the first one below: the curriculum of your course, or the handbook."))
with st.expander(_("Enter a document"), icon=":material/add:", expanded=not listed, key="document.fold"):
    filled = forms.ask(DocumentForm, "document", submit=_("Enter"), across=2)
    new = perform(visit, "document", enter, filled) if filled else None
    if new:
        tables.opened("documents", new.id)
        finish("document", "“{title}” is entered ({id}).", title=new.title, id=new.id)
