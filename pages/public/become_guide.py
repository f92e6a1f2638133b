"""Become a guide: the courses on offer, a short form to register, and interest in the next course."""

import streamlit as st

from pages.shared import forms
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import Visit, finish, guard, perform, round_of, say_what_was_done
from services.courses import OnOffer, next_open, on_offer
from services.model.access import Right
from services.model.course_forms import InterestForm, RegistrationForm
from services.model.course_lists import CourseStatus, RegistrationStatus
from services.model.course_records import Course
from services.programme import programme
from services.registration import leave_interest, register
from services.waiting_list import position


def card(visit: Visit, offer: OnOffer) -> None:
    """Show one course; the form opens inside its card."""
    course = offer.course
    with st.container(border=True):
        st.subheader(plain(course.caption), anchor=False)
        dates = f"{shown(course.starts_on)} – {shown(course.ends_on)}" if course.ends_on else shown(course.starts_on)
        st.markdown(f":material/event: {plain(dates) if course.starts_on else _('Date not fixed yet')}")
        for icon, text in (("schedule", course.sessions), ("place", course.place), ("person", course.trainers)):
            if text:
                st.markdown(f":material/{icon}: {plain(text)}")
        if course.description:
            st.markdown(plain(course.description))
        st.markdown(f"**{places(offer)}**")
        if offer.closed and course.status is CourseStatus.OPEN:
            st.markdown(instead(visit, course))
        if course.register_until and offer.open:
            st.markdown(say("Register by {day}.", day=course.register_until))
        say_what_was_done(course.id)
        key = f"register.{course.id}"
        if offer.takes_more and st.toggle(_("Register for this course"), key=f"open.{course.id}.{round_of(key)}"):
            registration(visit, offer)


def places(offer: OnOffer) -> str:
    """Say in words whether there is room."""
    if offer.course.status is CourseStatus.ANNOUNCED:
        return _("Registration is not open. Leave your interest below and we will invite you.")
    if offer.closed:
        return tell(offer.closed)
    if offer.left:
        return say("Places left: {left} of {places}", left=offer.left, places=offer.course.places)
    return _("Waiting list: all places are taken at the moment.") if offer.takes_more else _("Fully booked.")


def instead(visit: Visit, course: Course) -> str:
    """Say what is possible when the day to register is over: the next course, or interest."""
    following = next_open(visit.workbook, visit.today, besides=course.id)
    if following is None:
        return _("Leave your interest below: we will invite you to the next course.")
    return say("You can still register for: {course}, from {day}.", course=following.caption, day=following.starts_on)


def registration(visit: Visit, offer: OnOffer) -> None:
    """Take a registration and say what became of it."""
    key = f"register.{offer.course.id}"
    filled = forms.ask(RegistrationForm, key, submit=_("Register now"), across=2, public=True)
    done = perform(visit, key, register, offer.course.id, filled) if filled else None
    if done is None:
        return
    if done.status is RegistrationStatus.WAITING:
        finish(
            key,
            "Thank you! All places are taken, so you are on the waiting list at position {position}. "
            "Your number: {id}. We will call or write as soon as a place becomes free.",
            place=offer.course.id,
            position=position(visit.office.read(visit.actor), done),
            id=done.id,
        )
    finish(
        key,
        "Thank you! You have a place. Your number: {id}. We will confirm it by phone or e-mail.",
        place=offer.course.id,
        id=done.id,
    )


def interest(visit: Visit) -> None:
    """Take somebody's interest in a course to come."""
    st.header(_("No fitting course? Leave your interest"), anchor=False)
    contact = programme(visit.workbook).contact_person or _("the office")
    st.markdown(say("{contact} will invite you as soon as the next course has a date.", contact=contact))
    say_what_was_done("interest")
    filled = forms.ask(InterestForm, "interest", submit=_("Leave interest"), across=2, public=True)
    done = perform(visit, "interest", leave_interest, filled) if filled else None
    if done:
        finish(
            "interest",
            "Thank you! We have noted your interest under {id} and will be in touch.",
            place="interest",
            id=done.id,
        )


visit = guard(Right.REGISTER)
st.title(_("Become a guide"), anchor=False)
st.markdown(plain(programme(visit.workbook).training or programme(visit.workbook).about))
offers = on_offer(visit.workbook, visit.today)
if not offers:
    st.info(_("There is no course on offer at the moment."))
for one in offers:
    card(visit, one)
interest(visit)
