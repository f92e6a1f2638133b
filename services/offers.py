"""Asking volunteers, and their answers: the first yes becomes an assignment, everybody else is free again."""

from services.intake import OPEN, missing_details, withdraw_offers
from services.matching.suggest import STANDING, judge
from services.model.access import Right, Role
from services.model.draft import Draft
from services.model.errors import (
    AlreadyAsked,
    ExceptionNeedsReason,
    MayNotBeAsked,
    NotAllowed,
    OfferAnswered,
    RequestIncomplete,
    RequestNotOpen,
    RowUnreadable,
)
from services.model.lists import AssignmentStatus, Channel, DeclineReason, OfferStatus, RequestStatus
from services.model.records import Assignment, Offer, Person, Request
from services.model.workbook import Workbook


def offers_of(workbook: Workbook, request: str) -> tuple[Offer, ...]:
    """Give everybody asked for a request, in the order they were asked."""
    return workbook.where(Offer, request=request)


def own_offers(workbook: Workbook, person: str) -> tuple[Offer, ...]:
    """Give a volunteer's offers, the newest first."""
    return tuple(reversed(workbook.where(Offer, person=person)))


def ask(draft: Draft, request: str, person: str, channel: Channel = Channel.PHONE, exception: str = "") -> Offer:
    """Ask a volunteer. Anybody may be chosen with a reason, except against a condition that is never set aside.

    Raises `RequestNotOpen`, `RequestIncomplete`, `AlreadyAsked`, `MayNotBeAsked`, `ExceptionNeedsReason`.
    """
    draft.must(Right.MATCH)
    wanted = draft.workbook.get(Request, request)
    asked = draft.workbook.get(Person, person)
    missing = missing_details(wanted)
    if missing and wanted.status in OPEN:
        raise RequestIncomplete(missing=missing)
    if wanted.status is not RequestStatus.SEARCHING:
        raise RequestNotOpen(id=wanted.id, status=wanted.status)
    if any(one.person == person and one.status in STANDING for one in offers_of(draft.workbook, request)):
        raise AlreadyAsked(name=asked.full_name)
    candidate = judge(draft.workbook, wanted, asked, draft.today)
    for obstacle in candidate.obstacles:
        if obstacle.final:
            raise MayNotBeAsked(name=asked.full_name, reason=obstacle.sentence)
        if not exception.strip():
            raise ExceptionNeedsReason(name=asked.full_name, reason=obstacle.sentence)
    return draft.add(
        Offer,
        request=request,
        person=person,
        asked_at=draft.now,
        channel=channel,
        points=candidate.points,
        exception=exception if candidate.obstacles else "",
    )


def accept(draft: Draft, offer: str) -> Offer:
    """Record a yes: the request is matched, the volunteer mandated, all other open offers are withdrawn.

    Volunteers answer only their own offers. Raises `OfferAnswered`, `RequestNotOpen`, `MayNotBeAsked`.
    """
    seen = _answerable(draft, offer)
    request = draft.workbook.get(Request, seen.request)
    if request.status is not RequestStatus.SEARCHING:
        raise RequestNotOpen(id=request.id, status=request.status)
    person = draft.workbook.get(Person, seen.person)
    for obstacle in judge(draft.workbook, request, person, draft.today).obstacles:
        if obstacle.final:  # the request was corrected or a paper ran out since the question
            raise MayNotBeAsked(name=person.full_name, reason=obstacle.sentence)
    accepted = draft.replace(seen, status=OfferStatus.ACCEPTED, answered_at=draft.now)
    draft.replace(request, status=RequestStatus.MATCHED)
    draft.add(Assignment, request=request.id, person=seen.person, mandated_on=draft.today)
    withdraw_offers(draft, request.id)
    return accepted


def decline(draft: Draft, offer: str, reason: DeclineReason | None = None) -> Offer:
    """Record a no, with a reason if one was given. Raises `OfferAnswered`."""
    seen = _answerable(draft, offer)
    return draft.replace(seen, status=OfferStatus.DECLINED, decline_reason=reason, answered_at=draft.now)


def take_back(draft: Draft, seen: Request) -> Request:
    """Undo a yes that cannot be kept: the assignment is cancelled, the search for this request starts again.

    Whoever had said yes is no longer bound and may be asked again. Raises `RequestNotOpen`, `ChangedMeanwhile`, and
    `RowUnreadable` while an assignment that may be this one cannot be read.
    """
    draft.must(Right.MATCH)
    if seen.status is not RequestStatus.MATCHED:
        raise RequestNotOpen(id=seen.id, status=seen.status)
    if draft.workbook.unread(Assignment, seen.id):
        raise RowUnreadable(tab=Assignment.tab, id=seen.id)
    for assignment in draft.workbook.where(Assignment, request=seen.id):
        if assignment.status.stands:
            draft.replace(assignment, status=AssignmentStatus.CANCELLED, ended_on=draft.today)
    for offer in offers_of(draft.workbook, seen.id):
        if offer.status is OfferStatus.ACCEPTED:
            draft.replace(offer, status=OfferStatus.WITHDRAWN)
    return draft.replace(seen, status=RequestStatus.SEARCHING)


def _answerable(draft: Draft, offer: str) -> Offer:
    draft.must(Right.ANSWER_OFFER)
    seen = draft.workbook.get(Offer, offer)
    if draft.actor.role is Role.VOLUNTEER and seen.person != draft.actor.person:
        raise NotAllowed(deed=Right.ANSWER_OFFER)
    if seen.status is not OfferStatus.ASKED:
        raise OfferAnswered(status=seen.status)
    return seen
