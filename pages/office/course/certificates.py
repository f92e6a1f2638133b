"""The certificates of a course: who gets one, what is missing for the others, the paper, and taking one back."""

from datetime import date

import streamlit as st

from pages.office.course import paper
from pages.shared import tables
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import Visit, finish, perform
from services.attendance import everything_noted
from services.certificates import NOT_HELD, Candidate, candidates, certified, certify, revoke
from services.model.course_lists import CourseStatus, EventKind, EventStatus
from services.model.course_records import Course, Event, Registration
from services.model.records import Person
from services.roster import AVAILABLE, open_assignments


def draw(visit: Visit, course: Course) -> None:
    """Certify those who are through; show and print what there is already."""
    ready = candidates(visit.workbook, course)
    if ready:
        _certifying(visit, course, ready)
    there = certified(visit.workbook, course.id)
    if there:
        _there(visit, course, there)
    if not ready and not there:
        st.info(_("Nobody has a place yet: certificates come after the course."))


def _certifying(visit: Visit, course: Course, ready: tuple[Candidate, ...]) -> None:
    st.subheader(say("Without a certificate: {count}", count=len(ready)), anchor=False)
    if course.status in NOT_HELD:
        st.info(
            say("“{course}” is “{status}”: certificates come after a course that has taken place.", **_which(course))
        )
        return
    if not everything_noted(visit.workbook, course.id):
        st.warning(_("Attendance is not noted for all sessions yet, so units may be missing here that were attended."))
    st.markdown(_("Who has completed the course? They stand on the roster afterwards, in training at first."))
    chosen, reasons = [], {}
    for one in ready:
        number = one.registration.id
        if st.checkbox(_label(one), value=_preselected(one), key=f"certify.{number}"):
            chosen.append(number)
            if one.gap:
                reasons[number] = st.text_input(
                    say("Why does {name} get a certificate all the same? *", name=one.registration.full_name),
                    key=f"certify.{number}.reason",
                    placeholder=_("For example: has caught up on the missed evening"),
                )
    key = f"certify.{course.id}"
    day = _day(visit, course)
    pressed = st.button(
        say("Certify {count} people and put them on the roster", count=len(chosen)),
        key=f"{key}.button",
        type="primary",
        disabled=not chosen,
    )
    if not chosen:
        st.caption(_("Nobody is ticked, so there is nobody to certify."))
    if pressed and perform(visit, key, certify, course.id, tuple(chosen), reasons, day):
        finish(key, "{count} people are certified and stand on the roster now.", count=len(chosen))


def _which(course: Course) -> dict[str, str | CourseStatus]:
    return {"course": course.title, "status": course.status}


def _preselected(one: Candidate) -> bool:
    return one.gap is None and one.registration.revoked_on is None


def _label(one: Candidate) -> str:
    name = plain(one.registration.full_name)
    if one.registration.revoked_on:
        told = say(
            "certificate {number} revoked on {day}",
            number=one.registration.certificate,
            day=one.registration.revoked_on,
        )
        name = f"{name} · {told}"
    return f"{name} · {tell(one.gap)}" if one.gap else name


def _day(visit: Visit, course: Course) -> date:
    """Ask for the day on the certificates: today, or a ceremony of this course."""
    events = [one for one in visit.workbook.where(Event, course=course.id) if one.kind is EventKind.CEREMONY]
    days = {visit.today: say("Today, {day}", day=visit.today)}
    days |= {
        one.day: f"{plain(one.title)}, {shown(one.day)}" for one in events if one.status is not EventStatus.CANCELLED
    }
    if len(days) == 1:
        return visit.today
    return st.selectbox(
        _("Day on the certificates"),
        list(days),
        format_func=lambda day: days.get(day, shown(day)),
        key=f"certify.{course.id}.day",
    )


def _there(visit: Visit, course: Course, there: tuple[Registration, ...]) -> None:
    st.subheader(say("With a certificate: {count}", count=len(there)), anchor=False)
    paper.offer(visit, course, there, f"paper.{course.id}")
    rows = [
        {
            _("Certificate no."): one.certificate,
            _("Name"): one.full_name,
            _("Certificate of"): one.certified_on,
            _("Exception because"): one.exception,
        }
        for one in there
    ]
    number = tables.choose(f"certified.{course.id}", rows, [one.id for one in there])
    if number:
        _one(visit, course, visit.workbook.get(Registration, number))
    else:
        st.caption(_("Open a row to print one certificate or take it back."))


def _one(visit: Visit, course: Course, one: Registration) -> None:
    """Show one certificate: its paper, and taking it back."""
    key = f"revoke.{one.id}.{one.certificate}"
    with st.container(border=True):
        st.markdown(f"**{plain(one.full_name)}** · {plain(one.certificate)}")
        paper.offer(visit, course, (one,), f"paper.{one.id}")
        with st.expander(_("Take the certificate back"), icon=":material/block:", key=f"{key}.fold"):
            st.markdown(_("The number stays with its reason and is never given again. The person's entry loses it."))
            person = visit.workbook.find(Person, one.person)
            if person and person.status in AVAILABLE and person.certificate == one.certificate:
                st.warning(
                    say(
                        "{name} is “{status}” now and will be in training again. Running assignments: {count}.",
                        name=person.full_name,
                        status=person.status,
                        count=open_assignments(visit.workbook, person.id),
                    )
                )
            reason = st.text_input(_("Reason") + " *", key=f"{key}.reason")
            if st.button(_("Revoke the certificate"), key=f"{key}.button") and perform(visit, key, revoke, one, reason):
                finish(
                    key, "The certificate {number} of {name} is revoked.", number=one.certificate, name=one.full_name
                )
