"""Courses: all of them with their numbers; one opened with its people, the places to give, and the certificates."""

import streamlit as st

from pages.office.course import material
from pages.office.one_course import one_course
from pages.shared import forms, tables
from pages.shared.language import _
from pages.shared.visit import finish, guard, perform
from services.courses import plan, turnouts
from services.model.access import Right
from services.model.course_forms import CourseForm
from services.model.course_records import Course

visit = guard(Right.PLAN_COURSES)
st.title(_("Courses"), anchor=False)
courses = turnouts(visit.workbook)
if not courses:
    st.info(_("No course yet. Plan the first one below; it may still be without a date."))
else:
    table = [
        {
            _("Title"): one.course.caption,
            _("Status"): _("Full") if one.full else one.course.status,
            _("Starts on"): one.course.starts_on,
            _("Taken"): f"{one.taken} / {one.course.places}",
            _("Waiting list"): one.waiting,
            _("Invited, no answer yet"): one.silent,
        }
        for one in courses
    ]
    opened = tables.choose("courses", table, [one.course.id for one in courses])
    if opened:
        one_course(visit, visit.workbook.get(Course, opened))
    else:
        st.caption(_("Open a row to see the people of a course."))
if fold := forms.unfolded(_("Plan a new course"), "plan", ":material/add:"):
    with fold:
        documents = {"curriculum": material.choices(visit.workbook)}
        planned = forms.ask(CourseForm, "plan", submit=_("Plan the course"), choices=documents, across=3)
        new = perform(visit, "plan", plan, planned) if planned else None
    if new:
        tables.opened("courses", new.id)
        finish("plan", "“{title}” is planned ({id}).", title=new.title, id=new.id)
st.page_link("pages/office/interests.py", label=_("Interested people"), icon=":material/favorite:")
