"""Anonymising a volunteer who has left: who it was goes for good, wherever it stands; every count stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.messages import give_up
from services.model.access import Right
from services.model.assignment_records import LoggedVisit
from services.model.conversations import Conversation
from services.model.course_lists import CourseStatus, InterestStatus, RegistrationStatus
from services.model.course_records import ERASED, Course, Guest, Interest, Registration
from services.model.draft import Draft
from services.model.language_names import folded
from services.model.letters import Message
from services.model.lists import PersonStatus
from services.model.own_records import OwnChange, PersonalLink
from services.model.person_errors import NoSuchStep, StillHelping
from services.model.person_lists import ChangeStatus
from services.model.record import Record, columns
from services.model.records import Assignment, Offer, Person, PutOff
from services.model.workbook import Workbook
from services.references import entries_about
from services.stages import ties
from services.waiting_list import ON_LIST

LEAVES: Final = ON_LIST - {RegistrationStatus.CERTIFIED}
NOT_BEGUN: Final = frozenset({CourseStatus.DRAFT, CourseStatus.ANNOUNCED, CourseStatus.OPEN})


def anonymise(draft: Draft, seen: Person, also: Sequence[Interest | Registration] = ()) -> Person:
    """Take away who it was, for good: here, in their courses, on guest lists, in messages; every count stays.

    `also` are entries of theirs that nothing ties to them (`alike.unlinked`), as they were seen. A place in a course
    that has not begun is free again. The journal keeps the name of whoever did something themselves.
    Raises `NoSuchStep` before somebody has left, `StillHelping` while an assignment of theirs runs after all,
    `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ROSTER)
    if seen.status is not PersonStatus.LEFT:
        raise NoSuchStep(name=seen.full_name, status=seen.status, to=PersonStatus.ERASED)
    if ties(draft.workbook, seen.id).assignments:
        raise StillHelping(name=seen.full_name)
    book = draft.workbook
    theirs = _theirs(book, seen.id, also)
    for registration in theirs.registrations.values():
        called = {"first_name": ERASED, "last_name": "–", "status": _ended(book, registration)}
        draft.replace(registration, **_blank(registration) | called)
    for interest in theirs.interests.values():
        gone = {"last_name": ERASED, "languages": (), "status": InterestStatus.EXPIRED}
        draft.replace(interest, **_blank(interest) | gone)
    for guest in theirs.guests.values():
        draft.replace(guest, **_blank(guest) | {"name": ERASED})
    for change in book.where(OwnChange, person=seen.id):
        draft.replace(change, status=ChangeStatus.SEEN, before="", after="")
    for conversation in book.where(Conversation, person=seen.id):
        draft.replace(conversation, who="", note="", next_step="", next_step_on=None)
    tied = [one.id for kind in (PersonalLink, Offer, Assignment) for one in book.where(kind, person=seen.id)]
    for number in (seen.id, *theirs.registrations, *theirs.interests, *theirs.guests, *tied):
        _forget_messages(draft, number)
    _forget_in_passing(draft, seen)
    nobody = {"last_name": ERASED, "district": "", "districts": (), "free_times": (), "mobility": ()}
    return draft.replace(seen, **_blank(seen) | nobody | {"status": PersonStatus.ERASED})


@dataclass(frozen=True)
class _Theirs:
    """What was written down about somebody from the first call on, by number."""

    registrations: Mapping[str, Registration]
    interests: Mapping[str, Interest]
    guests: Mapping[str, Guest]


def _theirs(book: Workbook, person: str, also: Iterable[Interest | Registration]) -> _Theirs:
    """Follow the numbers from one entry to the next; those in `also` stay as they were seen."""
    seen = tuple(also)
    registered = [*book.where(Registration, person=person), *(one for one in seen if isinstance(one, Registration))]
    numbers = {one.interest for one in registered} - {""}
    interested = [one for one in book.all(Interest) if one.id in numbers]
    interests = {one.id: one for one in (*interested, *(one for one in seen if isinstance(one, Interest)))}
    of_interests = (one for number in interests for one in book.where(Registration, interest=number))
    registrations = {one.id: one for one in (*of_interests, *registered) if one.person in ("", person)}
    of_guests = (one for number in interests for one in book.where(Guest, interest=number))
    guests = {one.id: one for one in (*of_guests, *book.where(Guest, person=person))}
    return _Theirs(registrations, interests, guests)


def _ended(book: Workbook, registration: Registration) -> RegistrationStatus:
    """Give how a registration stands from now on: nobody waits for a course, or keeps a place in it, without a name."""
    course = book.find(Course, registration.course)
    if course is None or course.status not in NOT_BEGUN:
        return registration.status
    if registration.status is RegistrationStatus.INVITED:
        return RegistrationStatus.DECLINED
    return RegistrationStatus.WITHDRAWN if registration.status in LEAVES else registration.status


def _blank(record: Record) -> dict[str, object]:
    """Give a record's values with nothing personal in them; a list that has to say something says its default."""
    blank = dict(record.without_personal())
    unsaid = {name: kept.default for name, kept in columns(type(record)).items() if blank[name] is None}
    return {**blank, **unsaid}


def _forget_messages(draft: Draft, about: str) -> None:
    give_up(draft, about)
    for message in draft.workbook.where(Message, about=about):
        draft.replace(message, **_blank(message) | {"to": ERASED})


def _forget_in_passing(draft: Draft, seen: Person) -> None:
    """Take the name out of what was written in passing: about questions, assignments, visits, other people, lines.

    Who approved a visit is somebody else and stays.
    """
    book = draft.workbook
    for offer in book.where(Offer, person=seen.id):
        draft.replace(offer, exception="")
    for assignment in book.where(Assignment, person=seen.id):
        draft.replace(assignment, reason="", remark="")
    for visit in book.where(LoggedVisit, person=seen.id):
        draft.replace(visit, entered_by="", note="", question="")
    name = folded(seen.full_name)
    for other in book.all(Person):
        if other.id != seen.id and name in folded(other.buddy):
            draft.replace(other, buddy="")
    about = {seen.id, *(record.id for record, _field in entries_about(book, seen.id))}
    for rest in book.all(PutOff):
        if rest.line.rpartition(" ")[2] in about or name in folded(rest.what):
            draft.replace(rest, what="")
