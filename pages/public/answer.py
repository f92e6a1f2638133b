"""Your answer: where a personal link from a mail leads. Opening it changes nothing, a button does."""

import streamlit as st

from pages.public.moved import moved
from pages.public.one_offer import one_offer
from pages.shared.facts import reached_at
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import Visit, finish, guard, perform, say_what_was_done
from services.answers import Choice, Entry, answer, choices, entry_of, no_joining, settled, standing
from services.appointments import told_of
from services.courses import next_open
from services.model.access import Right
from services.model.course_lists import CourseStatus, InterestStatus, RegistrationStatus
from services.model.course_records import Course, Event, Guest, Interest, Registration, Session
from services.model.letters import Message
from services.offer_answers import offer_of
from services.programme import programme

KINDLY = (Choice.JOIN, Choice.TAKE_PLACE, Choice.COME)


def course_facts(visit: Visit, course: Course) -> None:
    """Show when and where a course is, and who leads it."""
    st.subheader(plain(course.caption), anchor=False)
    if course.status is CourseStatus.CANCELLED:
        st.warning(say("This course does not take place: {reason}", reason=course.called_off))
        return
    ends = f" – {shown(course.ends_on)}" if course.ends_on else ""
    lines = [("event", f"{shown(course.starts_on)}{ends}" if course.starts_on else _("Date not fixed yet"))]
    lines += [("schedule", course.sessions), ("place", course.place), ("person", course.trainers)]
    st.markdown("  \n".join(f":material/{icon}: {plain(text)}" for icon, text in lines if text))
    sessions = sorted(visit.workbook.where(Session, course=course.id), key=lambda one: one.day)
    for one in sessions:
        times = " – ".join(shown(at) for at in (one.starts, one.ends) if at)
        st.markdown(f"- {plain(', '.join(part for part in (shown(one.day), times, one.topic, one.place) if part))}")


def event_facts(event: Event) -> None:
    """Show when and where an event is, and who will be there."""
    st.subheader(plain(event.title), anchor=False)
    when = ", ".join([shown(event.day), *(shown(at) for at in (event.starts,) if at)])
    lines = (("event", when), ("place", event.place), ("groups", event.hosts), ("notes", event.description))
    st.markdown("  \n".join(f":material/{icon}: {plain(text)}" for icon, text in lines if text))


def facts(visit: Visit, entry: Entry) -> None:
    """Show what the link is about, and where the visitor stands."""
    name = entry.name if isinstance(entry, Guest) else entry.full_name
    st.markdown(say("Good day {name},", name=name))
    if isinstance(entry, Registration):
        course_facts(visit, visit.workbook.get(Course, entry.course))
    elif isinstance(entry, Guest):
        event_facts(visit.workbook.get(Event, entry.event))
    else:
        st.markdown(_("We have noted that you would like to become a guide."))
    st.markdown(f"{_('Your status')}: **{tell(standing(visit.workbook, entry))}**")
    if isinstance(entry, Interest) and entry.status is InterestStatus.WITHDRAWN:
        days = programme(visit.workbook).keep_days
        st.markdown(say("Your details will be erased {days} days after {day}.", days=days, day=entry.withdrawn_on))


def instead(visit: Visit, entry: Entry) -> None:
    """Say what to do when nothing can be answered here: the next course, the office."""
    if isinstance(entry, Registration) and entry.status not in (
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.REGISTERED,
        RegistrationStatus.CERTIFIED,
    ):
        following = next_open(visit.workbook, visit.today, besides=entry.course)
        if following:
            st.markdown(
                say("The next open course: {course}, from {day}.", course=following.caption, day=following.starts_on)
            )
    st.page_link("pages/public/become_guide.py", label=_("To all courses"), icon=":material/school:")
    contact = reached_at(visit.workbook)
    st.markdown(say("If something should change, please call or write to us: {contact}", contact=contact))


def thank(key: str, choice: Choice, done: Entry, days: int) -> None:
    """Say what the answer has led to."""
    if choice is Choice.JOIN and done.status is RegistrationStatus.WAITING:
        finish(key, "Thank you! All places are taken, so you are on the waiting list.", place="answer")
    if choice in (Choice.JOIN, Choice.TAKE_PLACE):
        finish(key, "Thank you! You have a place. We look forward to meeting you.", place="answer")
    if choice is Choice.COME:
        finish(key, "Thank you! We look forward to meeting you.", place="answer")
    if choice is Choice.NOT_COME:
        finish(key, "Thank you for letting us know.", place="answer")
    if choice is Choice.WITHDRAW:
        finish(
            key,
            "You are off the list. Thank you for letting us know: somebody else can have the place.",
            place="answer",
        )
    if choice in (Choice.NOT_ANY_MORE, Choice.WITHDRAW_INTEREST):
        finish(key, "Your interest is withdrawn. We will erase your details in {days} days.", place="answer", days=days)
    finish(key, "Thank you for your answer. We will invite you to the next course again.", place="answer")


def buttons(visit: Visit, message: Message, entry: Entry) -> None:
    """Show what can be answered; without anything to answer, why, and what to do instead."""
    closed = settled(message, visit.today)
    possible = () if closed else choices(visit.workbook, entry, visit.today)
    full = no_joining(visit.workbook, entry, visit.today) if Choice.NOT_THIS_TIME in possible else None
    just_answered = "told.answer" in st.session_state
    for reason in (closed, full):
        if reason and not just_answered:
            st.info(tell(reason))
    if possible and message.answer_by:
        st.markdown(say("Please answer by {day}.", day=message.answer_by))
    for choice in possible:
        key = f"answer.{message.id}.{choice.name}"
        pressed = st.button(
            _(choice.value), key=key, type="primary" if choice in KINDLY else "secondary", width="stretch"
        )
        done = perform(visit, key, answer, choice) if pressed else None
        if done:
            thank(key, choice, done, programme(visit.workbook).keep_days)
    if not possible:
        instead(visit, entry)


visit = guard(Right.ANSWER_LINK)
st.title(_("Your answer"), anchor=False)
asked = visit.workbook.get(Message, visit.actor.link)
about = entry_of(visit.workbook, asked)
question = offer_of(visit.workbook, asked)
told = told_of(visit.workbook, asked)
say_what_was_done("answer")
if told:
    moved(visit, asked, told)
elif question:
    one_offer(visit, asked, question)
elif about is None:
    st.info(_("What this link was about is not there any more. If you have a question, please call or write to us."))
else:
    facts(visit, about)
    buttons(visit, asked, about)
