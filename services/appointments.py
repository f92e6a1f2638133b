"""Appointments of requests that somebody has taken: the next ones, those that have been, and one that is moved."""

from datetime import date, timedelta
from enum import Enum
from typing import Final

from services.asked import tell_changes
from services.assignments import against_taking_up
from services.matching.gates import Pair, obstacles
from services.model.access import Right
from services.model.assignment_errors import AssignmentOver, NotMatched
from services.model.assignment_forms import MoveForm
from services.model.course_errors import LinkTooOld, LinkUsed
from services.model.course_lists import MessageKind
from services.model.draft import Draft
from services.model.errors import NotFound, Refusal
from services.model.letters import Message
from services.model.lists import AssignmentStatus, OfferStatus, RequestStatus
from services.model.offer_errors import RequestOver, YesDoesNotFit
from services.model.records import Assignment, Offer, Person, Request
from services.model.request_errors import DayIsPast
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.requester_letters import left_waiting, tell_goes_on, tell_lost

SOON: Final = timedelta(days=7)
Told = Assignment | Offer  # who goes, or stands in


class Fits(Enum):
    """What a volunteer answers to an appointment that was moved; the value is what stands on the button."""

    YES = N_("Yes, I can come then")
    NO = N_("No, I cannot come then")


def appointment_of(workbook: Workbook, assignment: Assignment) -> date | None:
    """Give the day of the appointment of a running assignment, None without one."""
    request = workbook.find(Request, assignment.request)
    matched = request is not None and request.status is RequestStatus.MATCHED
    return request.day if request and matched and assignment.status is AssignmentStatus.RUNNING else None


def move(draft: Draft, seen: Request, form: MoveForm) -> Request:
    """Move the appointment of a request that somebody has taken, to another time or only another meeting place.

    Its volunteers keep their assignments and are told, by a letter whose link takes their answer; until then each
    stands on today's morning list. Raises `NotMatched`, `DayIsPast`, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ASSIGNMENTS)
    if seen.status is not RequestStatus.MATCHED:
        raise NotMatched(id=seen.id, status=seen.status)
    if form.day < draft.today:
        raise DayIsPast(day=form.day)
    for assignment in draft.workbook.where(Assignment, request=seen.id):
        if assignment.status.stands:
            draft.replace(assignment, check_on=draft.today)
    moved = draft.replace(seen, **dict(form))
    tell_changes(draft, seen, moved)
    return moved


def against(workbook: Workbook, seen: Request, moved: Request, person: Person, today: date) -> tuple[Sentence, ...]:
    """Give what speaks against somebody at the new appointment and did not at the old one: a clash, a pause."""
    others = {one.id: one for one in workbook.all(Assignment) if one.request != seen.id}
    without = Workbook(workbook.revision, {**workbook.records, Assignment: dict(others)})
    before = {one.sentence for one in obstacles(Pair(without, seen, person, today))}
    now = [one.sentence for one in obstacles(Pair(without, moved, person, today))]
    return tuple(one for one in now if one not in before)


def told_of(workbook: Workbook, message: Message) -> Told | None:
    """Give whose letter about a moved appointment this is: an assignment's, or a stand-in's; None for other letters."""
    if message.kind is not MessageKind.MOVED:
        return None
    return workbook.find(Assignment, message.about) or workbook.find(Offer, message.about)


def closed(workbook: Workbook, message: Message, today: date) -> Sentence | None:
    """Say why such a letter takes no answer any more; None while it does."""
    told = told_of(workbook, message)
    refusal = _refusal(workbook, message, told, today) if told else None
    return refusal.sentence if refusal else None


def answer_move(draft: Draft, fits: Fits) -> Told:
    """Take down whether somebody can come at the new time, by the link of their letter.

    After a no the assignment rests until the office has found a way, and whoever asked hears that nobody goes for now:
    the programme gives it to nobody else by itself. A stand-in simply is none any more. Raises `NotFound`,
    `RequestOver`, `AssignmentOver`, `LinkUsed`, `LinkTooOld`, and `YesDoesNotFit` to whoever rested and has no place
    free by now.
    """
    draft.must(Right.ANSWER_LINK)
    message = draft.workbook.get(Message, draft.actor.link)
    told = told_of(draft.workbook, message)
    if told is None:
        raise NotFound(id=message.about)
    refusal = _refusal(draft.workbook, message, told, draft.today)
    if refusal is not None:
        raise refusal
    draft.replace(message, answered_at=draft.now)
    if isinstance(told, Offer):
        return told if fits is Fits.YES else draft.replace(told, status=OfferStatus.DECLINED, answered_at=draft.now)
    return _goes(draft, told) if fits is Fits.YES else _rests(draft, told)


def _goes(draft: Draft, told: Assignment) -> Assignment:
    """Settle the new time; whoever rested goes on, as far as their other assignments leave room for it."""
    if told.status is AssignmentStatus.RUNNING:
        return draft.replace(told, check_on=None)
    person = draft.workbook.find(Person, told.person)
    against_it = against_taking_up(draft.workbook, told, draft.today)
    if person and against_it:
        raise YesDoesNotFit(name=person.full_name, reason=against_it[0])
    request = left_waiting(draft.workbook, told)
    if person and request:
        tell_goes_on(draft, request, person)
    goes = {"status": AssignmentStatus.RUNNING, "interrupted_until": None, "check_on": None}
    return draft.replace(told, **goes, reason="")


def _rests(draft: Draft, told: Assignment) -> Assignment:
    request = left_waiting(draft.workbook, told)
    if request:
        tell_lost(draft, request)
    day = draft.workbook.get(Request, told.request).day
    rests = {"status": AssignmentStatus.INTERRUPTED, "interrupted_until": draft.today, "check_on": None}
    return draft.replace(told, **rests, reason=f"kann am {day:%d.%m.%Y} nicht")


def _refusal(workbook: Workbook, message: Message, told: Told, today: date) -> Refusal | None:
    request = workbook.find(Request, told.request)
    if request is None:
        return NotFound(id=told.request)
    if request.status not in (RequestStatus.MATCHED, RequestStatus.SEARCHING) or (request.day and request.day < today):
        return RequestOver()
    over = not told.status.stands if isinstance(told, Assignment) else told.status is OfferStatus.WITHDRAWN
    if over:
        return AssignmentOver(id=told.id, status=told.status)
    if message.answered_at is not None:
        return LinkUsed()
    return LinkTooOld(day=message.answer_by) if message.answer_by and message.answer_by < today else None
