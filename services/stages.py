"""A volunteer's stages, from interested to anonymised: each step a verb, the papers as a gate, an orderly leaving.

Source of the order: the programme's states of a volunteer (interested, in training, ready, active, resting, left). A
break is no stage of its own but a day: after it somebody is there again without anybody doing anything.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.messages import give_up
from services.model.access import Right
from services.model.assignment_records import LoggedVisit
from services.model.course_lists import InterestStatus
from services.model.course_records import ERASED, Guest, Interest, Registration
from services.model.draft import Draft
from services.model.language_names import folded
from services.model.letters import Message
from services.model.lists import Answer, AssignmentStatus, OfferStatus, PersonStatus, RequestStatus
from services.model.own_errors import PauseIsPast
from services.model.own_records import OwnChange, PersonalLink
from services.model.person_errors import NoSuchStep, StillHelping
from services.model.person_lists import ChangeStatus, LeaveReason
from services.model.record import Record, columns
from services.model.records import Assignment, Offer, Person, PutOff, Request
from services.model.workbook import Workbook
from services.own_links import withdraw_all
from services.references import entries_about
from services.roster import AVAILABLE, everybody, gate
from services.sign_in import GONE

_BACK: Final = (PersonStatus.IN_TRAINING, PersonStatus.READY)
# The steps that need nothing but a click; to leave and to erase are verbs of their own.
STEPS: Final[dict[PersonStatus, tuple[PersonStatus, ...]]] = {
    PersonStatus.INTERESTED: (PersonStatus.IN_TRAINING,),
    PersonStatus.IN_TRAINING: (PersonStatus.READY, PersonStatus.RESTING),
    PersonStatus.READY: (PersonStatus.ACTIVE, PersonStatus.RESTING, PersonStatus.IN_TRAINING),
    PersonStatus.ACTIVE: (PersonStatus.RESTING,),
    PersonStatus.PAUSED: (PersonStatus.ACTIVE, PersonStatus.RESTING),
    PersonStatus.RESTING: (PersonStatus.ACTIVE, *_BACK),
    PersonStatus.LEFT: _BACK,
    PersonStatus.ERASED: (),
}
NO_POLICE_CHECK: Final = {"police_check_until": None, "police_seen_on": None, "police_entry": Answer.UNKNOWN}
KEPT_YEARS: Final = 3  # after leaving; then there is no reason any more to know who it was
VOUCHER_YEARS: Final = 5  # for so long funders may ask for the proof of a visit


@dataclass(frozen=True)
class Ties:
    """What still binds somebody: questions nobody has answered, assignments that run."""

    offers: tuple[Offer, ...]
    assignments: tuple[Assignment, ...]


# Questions ------------------------------------------------------------------------------------------------------------


def stage(person: Person, today: date) -> PersonStatus:
    """Give where somebody stands today: whoever takes a break is paused until its day, and then there again."""
    if person.status in AVAILABLE and person.paused_until and person.paused_until >= today:
        return PersonStatus.PAUSED
    return person.status


def ties(workbook: Workbook, person: str) -> Ties:
    """Give what ends or is handed back when somebody leaves."""
    asked = workbook.where(Offer, person=person)
    helping = workbook.where(Assignment, person=person)
    return Ties(
        tuple(one for one in asked if one.status is OfferStatus.ASKED),
        tuple(one for one in helping if one.status.stands),
    )


def due_for_anonymising(workbook: Workbook, today: date) -> tuple[Person, ...]:
    """Give those who left so long ago that their entry is to be anonymised."""
    gone = (one for one in everybody(workbook) if one.status is PersonStatus.LEFT)
    return tuple(one for one in gone if one.left_on and years_after(one.left_on, KEPT_YEARS) <= today)


def proofs_until(workbook: Workbook, person: str, today: date) -> date | None:
    """Give the day until which somebody's visits have to be proved to funders; None when that is over, or none was."""
    days = [visit.day for visit in workbook.where(LoggedVisit, person=person)]
    until = years_after(max(days), VOUCHER_YEARS) if days else today
    return until if until > today else None


def years_after(day: date, years: int) -> date:
    """Give the same day of a later year; for 29 February the day after where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


# Steps ----------------------------------------------------------------------------------------------------------------


def move_on(draft: Draft, seen: Person, to: PersonStatus) -> Person:
    """Take the step to another stage. Raises `NoSuchStep`, `PapersMissing`, `ChangedMeanwhile`."""
    draft.must(Right.KEEP_ROSTER)
    if to not in STEPS[seen.status]:
        raise NoSuchStep(name=seen.full_name, status=seen.status, to=to)
    gate(seen, to, draft.today)
    since = seen.active_since or (draft.today if to is PersonStatus.ACTIVE else None)
    # Whoever comes back has not left; a break belongs to what was before.
    return draft.replace(seen, status=to, active_since=since, paused_until=None, left_on=None, leave_reason=None)


def pause(draft: Draft, seen: Person, until: date) -> Person:
    """Let somebody take a break up to and including a day. Raises `NoSuchStep`, `PauseIsPast`, `ChangedMeanwhile`."""
    draft.must(Right.KEEP_ROSTER)
    if seen.status not in AVAILABLE:
        raise NoSuchStep(name=seen.full_name, status=seen.status, to=PersonStatus.PAUSED)
    if until < draft.today:
        raise PauseIsPast(day=until)
    return draft.replace(seen, paused_until=until)


def end_pause(draft: Draft, seen: Person) -> Person:
    """Let somebody be there again before the day. Raises `NoSuchStep`, `ChangedMeanwhile`."""
    draft.must(Right.KEEP_ROSTER)
    if stage(seen, draft.today) is not PersonStatus.PAUSED or seen.status not in AVAILABLE:
        raise NoSuchStep(name=seen.full_name, status=seen.status, to=seen.status)
    return draft.replace(seen, paused_until=None)


def leave(draft: Draft, seen: Person, reason: LeaveReason) -> Person:
    """Let somebody go: questions are withdrawn, assignments handed back to the search, links stop.

    What is known of the police certificate goes at once: it is kept for the work alone (§ 72a SGB VIII).

    Raises `NoSuchStep` for somebody who is gone already, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ROSTER)
    if seen.status in GONE:
        raise NoSuchStep(name=seen.full_name, status=seen.status, to=PersonStatus.LEFT)
    gone = {"status": PersonStatus.LEFT, "left_on": draft.today, "leave_reason": reason, "paused_until": None}
    left = draft.replace(seen, **gone, **NO_POLICE_CHECK)
    held = ties(draft.workbook, seen.id)
    for offer in held.offers:
        give_up(draft, offer.id)
        draft.replace(offer, status=OfferStatus.WITHDRAWN)
    for assignment in held.assignments:
        _hand_back(draft, assignment)
    withdraw_all(draft, seen.id)
    return left


def _hand_back(draft: Draft, assignment: Assignment) -> None:
    """End an assignment; its request is searched for again unless somebody else still helps."""
    give_up(draft, assignment.id)
    draft.replace(assignment, status=AssignmentStatus.CANCELLED, ended_on=draft.today)
    for offer in draft.workbook.where(Offer, request=assignment.request):
        if offer.person == assignment.person and offer.status is OfferStatus.ACCEPTED:
            draft.replace(offer, status=OfferStatus.WITHDRAWN)
    request = draft.workbook.find(Request, assignment.request)
    others = draft.workbook.where(Assignment, request=assignment.request)
    helped = any(one.status.stands for one in others)
    if request and request.status is RequestStatus.MATCHED and not helped:
        draft.replace(request, status=RequestStatus.SEARCHING)


# Erasing --------------------------------------------------------------------------------------------------------------


def anonymise(draft: Draft, seen: Person) -> Person:
    """Take away who it was, for good: here, in their courses, on guest lists, in messages; every count stays.

    The journal keeps the name of whoever did something themselves. Raises `NoSuchStep` before somebody has left,
    `StillHelping` while an assignment of theirs runs after all, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ROSTER)
    if seen.status is not PersonStatus.LEFT:
        raise NoSuchStep(name=seen.full_name, status=seen.status, to=PersonStatus.ERASED)
    if ties(draft.workbook, seen.id).assignments:
        raise StillHelping(name=seen.full_name)
    book = draft.workbook
    taken = book.where(Registration, person=seen.id)
    guests = book.where(Guest, person=seen.id)
    for registration in taken:
        draft.replace(registration, **_blank(registration) | {"first_name": ERASED, "last_name": "–"})
        interest = book.find(Interest, registration.interest) if registration.interest else None
        if interest:
            gone = {"last_name": ERASED, "languages": (), "status": InterestStatus.EXPIRED}
            draft.replace(interest, **_blank(interest) | gone)
    for guest in guests:
        draft.replace(guest, **_blank(guest) | {"name": ERASED})
    for change in book.where(OwnChange, person=seen.id):
        draft.replace(change, status=ChangeStatus.SEEN, before="", after="")
    told = [seen.id, *(one.id for one in taken), *(one.id for one in guests)]
    told += [one.id for one in book.where(PersonalLink, person=seen.id)]
    told += [one.id for kind in (Offer, Assignment) for one in book.where(kind, person=seen.id)]
    for number in told:
        _forget_messages(draft, number)
    _forget_in_passing(draft, seen)
    nobody = {"last_name": ERASED, "district": "", "districts": (), "free_times": (), "mobility": ()}
    return draft.replace(seen, **_blank(seen) | nobody | {"status": PersonStatus.ERASED})


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
