"""Answers by a personal link: what its message asks, what may be answered, and the answer; once and in time."""

from datetime import date
from enum import Enum
from typing import Final

from services import talks
from services.invitations import TAKES_PEOPLE, accepted, declined, withdrawn
from services.model.access import Right
from services.model.course_errors import AnswerNotOpen, LinkTooOld, LinkUsed
from services.model.course_lists import CourseStatus, EventStatus, GuestStatus, InterestStatus, RegistrationStatus
from services.model.course_records import Course, Event, Guest, Interest, Registration
from services.model.draft import Draft
from services.model.errors import CourseFull, NotFound, Refusal, RegistrationClosed
from services.model.letters import Message
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.registration import INTERESTED, closed_because
from services.waiting_list import newcomer, off_the_list, position, refused, taken

Entry = Registration | Interest | Guest


class Choice(Enum):
    """What somebody can answer; the value is what stands on the button."""

    JOIN = N_("Yes, I am taking part")
    NOT_THIS_TIME = N_("Not this time, but please invite me again")
    NOT_ANY_MORE = N_("No, I am not interested any more")
    TAKE_PLACE = N_("Yes, I take the place")
    REFUSE_PLACE = N_("No, I do not take the place")
    WITHDRAW = N_("I cannot come: withdraw my registration")
    WITHDRAW_INTEREST = N_("Withdraw my interest")
    COME = N_("Yes, I am coming")
    NOT_COME = N_("No, I cannot come")


# After the first day somebody who stops calls the office: that is no withdrawal any more.
LEAVABLE: Final = INTERESTED | {InterestStatus.NOT_SUITABLE}
NOT_BEGUN: Final = frozenset({CourseStatus.DRAFT, CourseStatus.ANNOUNCED, CourseStatus.OPEN})
MAY_WITHDRAW: Final = frozenset(
    {RegistrationStatus.REGISTERED, RegistrationStatus.CONFIRMED, RegistrationStatus.WAITING}
)


# Questions ------------------------------------------------------------------------------------------------------------


def entry_of(workbook: Workbook, message: Message) -> Entry | None:
    """Give what a message is about; None when it is gone, or nothing but its number is left."""
    try:
        found = workbook.entry(message.about)
    except NotFound:
        return None
    if isinstance(found, Interest) and found.status is InterestStatus.EXPIRED:
        return None
    return found if isinstance(found, Registration | Interest | Guest) else None


def settled(message: Message, today: date) -> Sentence | None:
    """Say why a link's message takes no answer any more; None while it does."""
    refusal = _refusal(message, today)
    return refusal.sentence if refusal else None


def no_joining(workbook: Workbook, entry: Entry, today: date) -> Sentence | None:
    """Say why somebody invited cannot join now; None when they can."""
    course = workbook.find(Course, entry.course) if isinstance(entry, Registration) else None
    if course is None:
        return None
    if course.status not in TAKES_PEOPLE or _begun(course, today):
        return closed_because(course, today) or Sentence(RegistrationClosed.template, course=course.caption)
    try:
        newcomer(workbook, course)
    except CourseFull as full:
        return full.sentence
    return None


def choices(workbook: Workbook, entry: Entry, today: date) -> tuple[Choice, ...]:
    """Give what may be answered as the entry stands now."""
    if isinstance(entry, Interest):
        return (Choice.WITHDRAW_INTEREST,) if entry.status in LEAVABLE else ()
    if isinstance(entry, Guest):
        event = workbook.find(Event, entry.event)
        ahead = event is not None and event.status is EventStatus.PLANNED and event.day >= today
        return (Choice.COME, Choice.NOT_COME) if ahead and entry.status is GuestStatus.INVITED else ()
    if entry.status is RegistrationStatus.INVITED:
        join = () if no_joining(workbook, entry, today) else (Choice.JOIN,)
        return (*join, Choice.NOT_THIS_TIME, Choice.NOT_ANY_MORE)
    if entry.status is RegistrationStatus.CALLED_OFF:
        interest = workbook.find(Interest, entry.interest)
        return (Choice.WITHDRAW_INTEREST,) if interest and interest.status in LEAVABLE else ()
    if entry.status is RegistrationStatus.OFFERED:
        return (Choice.TAKE_PLACE, Choice.REFUSE_PLACE)
    course = workbook.find(Course, entry.course)
    early = course is not None and course.status in NOT_BEGUN and not _begun(course, today)
    return (Choice.WITHDRAW,) if early and entry.status in MAY_WITHDRAW else ()


def standing(workbook: Workbook, entry: Entry) -> Sentence:
    """Say in a few words where somebody stands."""
    if isinstance(entry, Registration) and entry.status is RegistrationStatus.WAITING:
        return Sentence(N_("Waiting list, position {position}"), position=position(workbook, entry))
    return Sentence("{status}", status=entry.status)


# The answer -----------------------------------------------------------------------------------------------------------


def answer(draft: Draft, choice: Choice) -> Entry:
    """Answer the message whose link was followed.

    Raises `NotFound` (gone meanwhile), `LinkUsed`, `LinkTooOld`, `AnswerNotOpen`, and what the step itself refuses.
    """
    draft.must(Right.ANSWER_LINK)
    message = draft.workbook.get(Message, draft.actor.link)
    entry = entry_of(draft.workbook, message)
    if entry is None:
        raise NotFound(id=message.about)
    refusal = _refusal(message, draft.today)
    if refusal is not None:
        raise refusal
    if choice not in choices(draft.workbook, entry, draft.today):
        raise AnswerNotOpen
    done = _take_down(draft, entry, choice)
    asked = draft.workbook.get(Message, message.id)
    if asked.answered_at is None:
        draft.replace(asked, answered_at=draft.now)
    return done


def _take_down(draft: Draft, entry: Entry, choice: Choice) -> Entry:
    if isinstance(entry, Interest):
        return withdrawn(draft, entry)
    if isinstance(entry, Guest):
        return talks.answer(draft, entry, choice is Choice.COME)
    if choice is Choice.JOIN:
        return accepted(draft, entry)
    if choice in (Choice.NOT_THIS_TIME, Choice.NOT_ANY_MORE):
        return declined(draft, entry, keep_interest=choice is Choice.NOT_THIS_TIME)
    if choice is Choice.TAKE_PLACE:
        return taken(draft, entry)
    if choice is Choice.REFUSE_PLACE:
        return refused(draft, entry)
    if choice is Choice.WITHDRAW:
        return off_the_list(draft, entry, RegistrationStatus.WITHDRAWN)
    withdrawn(draft, draft.workbook.get(Interest, entry.interest))
    return entry


def _refusal(message: Message, today: date) -> Refusal | None:
    if message.answered_at is not None:
        return LinkUsed()
    if message.answer_by is not None and message.answer_by < today:
        return LinkTooOld(day=message.answer_by)
    return None


def _begun(course: Course, today: date) -> bool:
    return course.starts_on is not None and course.starts_on < today
