"""The preview of an old list: who will be taken over, who may be a duplicate, who is not taken and why."""

from collections.abc import Sequence

import streamlit as st

from pages.office.list_rows import MOST_ROWS, choose_doubtful, download, not_taken, report_of, shortened, show_left
from pages.shared import forms, tables
from pages.shared.language import _, say, tell
from pages.shared.visit import Visit, finish, perform, turn
from services.model.course_errors import TooFewPlaces
from services.model.course_records import Course
from services.model.past_forms import PastCourseForm, PastForm
from services.model.record import columns
from services.past.known import Known
from services.past.layout import Layout, Rows
from services.past.sorting import Candidate, SortedOut, sort_out
from services.past.taking_over import courses_over, take_over, totals_about
from services.waiting_list import places_left


def preview(visit: Visit, rows: Rows, layout: Layout, only: str | None, key: str) -> None:
    """Show how the rows are sorted out, for a new course or one that is there, and offer the last button."""
    courses = {one.id: one for one in courses_over(visit.workbook)}
    target = st.selectbox(
        _("Into which course?"),
        ["", *courses],
        format_func=lambda number: _title(courses[number]) if number in courses else _("a new course of earlier years"),
        key=f"{key}.target",
    )
    found = _sorted_out(visit, (rows, layout, only, target), key)
    st.subheader(say("{count} people can be taken over", count=len(found.fits)), anchor=False)
    if found.fits:
        _people(found.fits)
    ticked = choose_doubtful(found.doubtful, lambda one: one.form.full_name, f"{key}.{target}.{only}")
    show_left(found.left, _report(found, ()), key, expanded=not found.fits)
    if found.elsewhere:
        st.caption(say("{count} more rows of the file belong to other courses.", count=found.elsewhere))
    chosen = (*found.fits, *ticked)
    if not chosen:
        st.info(_("Nobody of this list can be taken over. Please check what the columns hold, or mend the file."))
    elif target:
        _into(visit, courses[target], chosen, found, key)
    else:
        _into_new(visit, only or "", chosen, found, key)


def say_what_came_of_it(visit: Visit) -> None:
    """Offer the report of the list taken over last, and point out totals that may count the same people."""
    report = st.session_state.get("past.report")
    if report:
        st.markdown(_("Some rows were not taken over. The report names each with its reason:"))
        download(report, "past.report.download")
    course = visit.workbook.find(Course, str(st.session_state.get("past.course", "")))
    if course:
        say_totals(visit, course)


def _sorted_out(visit: Visit, asked: tuple[Rows, Layout, str | None, str], key: str) -> SortedOut:
    """Sort out once for each question: thousands of rows take a moment, and the page runs anew at each click."""
    rows, layout, only, target = asked
    question = (key, layout, only, target, visit.workbook.revision)
    kept = st.session_state.get("past.sorted")
    if kept is None or kept[0] != question:
        with st.spinner(_("Looking at each row …"), show_time=True):
            known = Known(visit.workbook, target)
            kept = (question, sort_out(rows, layout, known, only=only, today=visit.today))
        st.session_state["past.sorted"] = kept
    found: SortedOut = kept[1]
    return found


def _title(course: Course) -> str:
    return f"{course.title} ({course.cohort})" if course.cohort else course.title


def _people(people: Sequence[Candidate]) -> None:
    shortened(len(people))
    filled = [name for name in columns(PastForm) if any(getattr(one.form, name) for one in people)]
    labels = {name: _(columns(PastForm)[name].column.label) for name in filled}
    tables.show(
        [
            {_("Row"): one.row, **{label: getattr(one.form, name) for name, label in labels.items()}}
            for one in people[:MOST_ROWS]
        ]
    )


def _into_new(visit: Visit, cohort: str, chosen: tuple[Candidate, ...], found: SortedOut, key: str) -> None:
    st.markdown(f"**{_('The course these people took part in')}**")
    start = PastCourseForm.model_construct(title=_("Training of earlier years"), cohort=cohort)
    say_totals(visit, start)
    form = f"{key}.{cohort}"
    filled = forms.ask(PastCourseForm, form, submit=say("Take over: {count}", count=len(chosen)), seen=start, across=2)
    if filled:
        _take(visit, form, filled, chosen, found)


def _into(visit: Visit, course: Course, chosen: tuple[Candidate, ...], found: SortedOut, key: str) -> None:
    left = places_left(visit.workbook, course)
    fits = left >= len(chosen)
    if not fits:
        st.caption(tell(TooFewPlaces(course=course.title, left=left, count=len(chosen)).sentence))
    say_totals(visit, course)
    button = f"{key}.{course.id}"
    if st.button(
        say("Take over: {count}", count=len(chosen)), key=f"{button}.button", type="primary", disabled=not fits
    ):
        _take(visit, button, course.id, chosen, found)


def _take(
    visit: Visit, key: str, target: str | PastCourseForm, chosen: tuple[Candidate, ...], found: SortedOut
) -> None:
    done = perform(visit, key, take_over, target, tuple(one.form for one in chosen))
    if done is None:
        return
    left = len(found.left) + len(found.doubtful) + len(found.fits) - len(chosen)
    st.session_state["past.report"] = _report(found, chosen) if left else None
    for name in ("past.read", "past.sorted"):
        st.session_state.pop(name, None)
    turn("past")  # the field for the file is empty again
    st.session_state["past.course"] = done.id
    finish(
        key,
        "{count} people are taken over into “{course}” ({id}). Not taken: {left}.",
        place="past",
        count=len(chosen),
        course=done.title,
        id=done.id,
        left=left,
    )


def say_totals(visit: Visit, course: Course | PastCourseForm) -> None:
    """Point out totals that count the same people, so that nobody is counted twice."""
    for total in totals_about(visit.workbook, course):
        st.warning(
            say(
                "The total “{cohort}” ({people} people, {source}) may count these people as well. Figures show both "
                "side by side and never add them.",
                cohort=total.cohort,
                people=total.people,
                source=total.source,
            )
        )


def _report(found: SortedOut, chosen: Sequence[Candidate]) -> bytes:
    """Give the rows that were not taken as a table for Excel."""
    doubted = [(one.row, one.form.full_name, "", one.doubt) for one in found.doubtful if one not in chosen]
    return report_of([*not_taken(found.left), *doubted])
