"""A seat that changes hands: freed because a yes cannot be kept, or passed on to another volunteer."""

from typing import Final

from services.asked import set_free, withdraw_offers
from services.gaps import Occasion
from services.matching.suggest import STANDING, judge
from services.messages import give_up, note_answer, write
from services.model.course_lists import MessageKind
from services.model.draft import Draft
from services.model.errors import RowUnreadable
from services.model.lists import AssignmentStatus, OfferStatus, RequestStatus, Seat
from services.model.records import Assignment, Offer, Person, Request
from services.requester_letters import tell_found, tell_lost
from services.seats import seat_of

ENDS: Final = {"status": AssignmentStatus.CANCELLED, "interrupted_until": None, "check_on": None}


def give_back(draft: Draft, seen: Assignment, reason: str = "") -> Assignment:
    """Cancel an assignment and free the seat it came from; raises `RowUnreadable` while another cannot be read."""
    if draft.workbook.unread(Assignment, seen.request):
        raise RowUnreadable(tab=Assignment.tab, id=seen.request)
    seat = seat_of(draft.workbook, seen)
    give_up(draft, seen.id)
    cancelled = draft.replace(seen, **ENDS, ended_on=draft.today, reason=reason or seen.reason)
    request = draft.workbook.find(Request, seen.request)
    if seat and request and request.status is RequestStatus.MATCHED:
        free_seat(draft, request, seat)
    return cancelled


def free_seat(draft: Draft, request: Request, seat: Seat) -> Request:
    """Cancel the assignment of a seat; its yes is taken back, and somebody else can be asked.

    Without the main guide nobody goes: those who were to join are told that they are not needed, and the search for
    the request starts again; a stand-in stays one.
    """
    given = [one for one in draft.workbook.where(Offer, request=request.id) if one.status is OfferStatus.ACCEPTED]
    freed = {one.person for one in given if one.seat is seat}
    standing = [one for one in draft.workbook.where(Assignment, request=request.id) if one.status.stands]
    goes = {one.person for one in standing}
    nobody = seat is Seat.MAIN or (seat is not Seat.BACKUP and goes <= freed)
    for assignment in standing:
        if nobody or assignment.person in freed:
            give_up(draft, assignment.id)
            draft.replace(assignment, **ENDS, ended_on=draft.today)
    for offer in given:
        if nobody and offer.person in goes - freed and offer.seat is not Seat.BACKUP:
            set_free(draft, offer, MessageKind.NOT_NEEDED)
        elif offer.seat is seat or (nobody and offer.seat is not Seat.BACKUP):
            draft.replace(offer, status=OfferStatus.WITHDRAWN)  # they know, or are done already
    if not nobody:
        return request
    withdraw_offers(draft, request, MessageKind.NOT_NEEDED)
    tell_lost(draft, request)
    return draft.replace(request, status=RequestStatus.SEARCHING)


def pass_on(draft: Draft, request: Request, person: Person, seat: Seat, exception: str) -> Offer:
    """Give a held seat to another volunteer, who has agreed; the yes of whoever held it ends.

    A question put to them before becomes this yes, so that nobody is asked twice for the same request.
    """
    offers = draft.workbook.where(Offer, request=request.id)
    for one in offers:
        if one.seat is seat and one.status is OfferStatus.ACCEPTED:
            draft.replace(one, status=OfferStatus.WITHDRAWN)
    known = [one for one in offers if one.person == person.id and one.status in STANDING]
    if known and known[-1].seat is Seat.MAIN and known[-1].status is OfferStatus.ACCEPTED:
        return known[-1]  # has done their part as the main guide, and goes on
    yes = {"seat": seat, "status": OfferStatus.ACCEPTED, "answered_at": draft.now}
    if known:
        note_answer(draft, known[-1].id)
        return draft.replace(known[-1], **yes, decline_reason=None, exception=exception or known[-1].exception)
    points = judge(draft.workbook, request, person, draft.today).points
    return draft.add(
        Offer, request=request.id, person=person.id, asked_at=draft.now, points=points, exception=exception, **yes
    )


def tell_passed_on(draft: Draft, old: Assignment, new: Assignment, seat: Seat | None) -> None:
    """Write to whoever hands an assignment on, to whoever takes it over, and of a new main guide to whoever asked."""
    request = draft.workbook.get(Request, new.request)
    for kind, assignment in ((MessageKind.HANDED_ON, old), (MessageKind.TOOK_OVER, new)):
        person = draft.workbook.find(Person, assignment.person)
        if person:
            write(draft, kind, person, Occasion(request=request, assignment=assignment))
    if seat is Seat.MAIN:
        tell_found(draft, request, draft.workbook.get(Person, new.person))
