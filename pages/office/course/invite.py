"""Inviting those who left their interest: filter, tick, read the text, and send it to all in one go."""

from datetime import timedelta
from typing import Final

import streamlit as st

from pages.shared import forms, tables
from pages.shared.language import _, say, shown
from pages.shared.visit import Visit, finish, perform
from services.gaps import LINK, Occasion, filled, fillings
from services.invitations import TAKES_PEOPLE, Filters, counts, invite, invitees
from services.messages import letter_for
from services.model.course_forms import AnswerForm
from services.model.course_lists import CourseKind, MessageKind
from services.model.course_records import Course, Interest
from services.model.languages import Language
from services.model.lists import Channel

AGES: Final = (None, 30, 90, 180, 365)
DAYS_TO_ANSWER: Final = 14


def draw(visit: Visit, course: Course) -> None:
    """Show what became of the invitations so far, and invite more people."""
    so_far = counts(visit.workbook, course.id, visit.today)
    if so_far.invited:
        st.markdown(
            say(
                "Invited: {invited} · accepted: {accepted} · declined: {declined} · no answer yet: {silent} "
                "(of these past their day: {overdue})",
                **vars(so_far),
            )
        )
    if course.status not in TAKES_PEOPLE:
        st.info(
            say(
                "Nobody can be invited while the course is “{status}”. Invite people once it is announced or open.",
                status=course.status,
            )
        )
        return
    everybody = invitees(visit.workbook, course, visit.today)
    if not everybody:
        st.info(
            _(
                "Nobody is left to invite. Whoever leaves their interest on the public page, or calls the office, "
                "appears here."
            )
        )
        return
    found = invitees(visit.workbook, course, visit.today, filters(course))
    if not found:
        st.info(say("None of {count} interested people meets the filter. Choose less above.", count=len(everybody)))
        return
    rows = [
        {
            _("Name"): one.full_name,
            _("Status"): one.status,
            _("Languages"): one.languages,
            _("Wished course"): one.wish,
            _("Received"): one.received_at,
            _("Reached by"): _("Mail") if one.email else _("Call"),
        }
        for one in found
    ]
    ticked = set(tables.tick(f"invitees.{course.id}", rows, [one.id for one in found]))
    chosen = [one for one in found if one.id in ticked]
    if not chosen:
        st.caption(_("Tick those you want to invite. The box above the list ticks all."))
        return
    ask(visit, course, chosen)


def filters(course: Course) -> Filters:
    """Let the office narrow down whom to invite."""
    left, middle, right = st.columns(3)
    languages = left.multiselect(
        _("Languages"),
        list(Language),
        format_func=shown,
        key=f"invite.{course.id}.languages",
        placeholder=_("All"),
        select_all=False,
    )
    wish = middle.selectbox(
        _("Wished course (or none said)"),
        [None, *CourseKind],
        format_func=lambda one: shown(one) if one else _("All"),
        key=f"invite.{course.id}.wish",
    )
    days = right.selectbox(
        _("Interest left"),
        AGES,
        format_func=lambda one: say("in the last {days} days", days=one) if one else _("at any time"),
        key=f"invite.{course.id}.days",
    )
    return Filters(languages=frozenset(languages), wish=wish, days=days)


def ask(visit: Visit, course: Course, chosen: list[Interest]) -> None:
    """Show the text as the first one gets it, ask for the last day to answer, and invite all who are ticked."""
    mails = sum(bool(one.email) for one in chosen)
    st.markdown(
        say(
            "Ticked: {count}. {mails} get a mail, {calls} stand on the call list.",
            count=len(chosen),
            mails=mails,
            calls=len(chosen) - mails,
        )
    )
    key = f"invite.{course.id}"
    latest = visit.today + timedelta(days=DAYS_TO_ANSWER)
    last = max(visit.today, min(day for day in (latest, course.register_until or latest, course.starts_on or latest)))
    preview(visit, Occasion(course=course, answer_by=last), chosen)
    typed = forms.ask(AnswerForm, key, submit=_("Invite those ticked"), seen=AnswerForm(answer_by=last))
    numbers = tuple(one.id for one in chosen)
    if typed and perform(visit, key, invite, course.id, numbers, typed.answer_by):
        finish(
            key,
            "{count} people are invited: {mails} mails wait to be sent, {calls} calls to be made.",
            count=len(chosen),
            mails=mails,
            calls=len(chosen) - mails,
        )


def preview(visit: Visit, occasion: Occasion, chosen: list[Interest]) -> None:
    """Show the mail and the script of a call, filled in for the first who gets each."""
    for channel, label in ((Channel.EMAIL, _("The mail")), (Channel.PHONE, _("What to say on the phone"))):
        first = next((one for one in chosen if bool(one.email) is (channel is Channel.EMAIL)), None)
        if first is None:
            continue
        letter = letter_for(visit.workbook, MessageKind.INVITATION, channel)
        gaps = {**fillings(visit.workbook, first, occasion), LINK.strip("{}"): _("(here stands the personal link)")}
        with st.expander(
            f"{label}: {first.full_name}", icon=":material/visibility:", key=f"preview.{channel.name}.fold"
        ):
            subject = [filled(letter.subject, gaps)] if channel is Channel.EMAIL else []
            st.code("\n\n".join((*subject, filled(letter.text, gaps))), language=None, wrap_lines=True)
