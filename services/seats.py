"""Seats: the main guide a request needs, and who may join: a second one, somebody who learns, a stand-in."""

from datetime import date
from typing import Final

from services.matching.gates import Obstacle, Pair, no_room
from services.matching.suggest import STANDING, judge
from services.matching.task import right
from services.model.lists import OfferStatus, PersonStatus, RequestKind, RequestStatus, Seat
from services.model.records import Assignment, Offer, Person, Request
from services.model.workbook import Workbook
from services.papers import has_police_check
from services.roster import AVAILABLE, everybody

NEEDS_TWO: Final = frozenset({RequestKind.MEDIATION})  # in a conflict nobody should stand alone
BESIDES: Final = (Seat.SECOND, Seat.SHADOW, Seat.BACKUP)
MAY_LEARN: Final = AVAILABLE | {PersonStatus.IN_TRAINING}


def holder(workbook: Workbook, request: str, seat: Seat) -> Offer | None:
    """Give the yes that holds a seat; None while nobody has it."""
    offers = workbook.where(Offer, request=request)
    return next((one for one in offers if one.seat is seat and one.status is OfferStatus.ACCEPTED), None)


def seat_of(workbook: Workbook, assignment: Assignment) -> Seat | None:
    """Give the seat of an assignment; without a yes the main one, None while that is somebody else's."""
    offers = workbook.where(Offer, request=assignment.request)
    given = [one for one in offers if one.status is OfferStatus.ACCEPTED and one.seat is not Seat.BACKUP]
    seats = [one.seat for one in given if one.person == assignment.person]
    if seats:
        return seats[0]
    others = {one.person for one in workbook.where(Assignment, request=assignment.request) if one.status.stands}
    others.discard(assignment.person)
    main = holder(workbook, assignment.request, Seat.MAIN)
    taken = main.person in others if main else bool(others)
    return None if taken else Seat.MAIN


def open_seats(workbook: Workbook, request: Request) -> tuple[Seat, ...]:
    """Give the seats somebody can be asked for now: the main one first, the others once it is held."""
    if request.status is RequestStatus.SEARCHING:
        return (Seat.MAIN,)
    if request.status is not RequestStatus.MATCHED:
        return ()
    return tuple(seat for seat in BESIDES if holder(workbook, request.id, seat) is None)


def lacks_second(workbook: Workbook, request: Request) -> bool:
    """Say whether two people should go and there is no second one yet."""
    return request.kind in NEEDS_TWO and holder(workbook, request.id, Seat.SECOND) is None


def without_second(workbook: Workbook, today: date) -> tuple[Request, ...]:
    """Give the requests to come that need two people and have no second one, in the order of their right.

    The best plan gives each request one volunteer; these are what it leaves out.
    """
    wanted = [
        one
        for one in workbook.all(Request)
        if one.status in (RequestStatus.SEARCHING, RequestStatus.MATCHED)
        and lacks_second(workbook, one)
        and not (one.day and one.day < today)
    ]
    return tuple(sorted(wanted, key=right))


def learners(workbook: Workbook, request: Request, today: date) -> tuple[Person, ...]:
    """Give who may go along to learn: also people in training who have pledged confidentiality and were briefed."""
    asked = {one.person for one in workbook.where(Offer, request=request.id) if one.status in STANDING}
    return tuple(
        one
        for one in everybody(workbook)
        if one.status in MAY_LEARN
        and one.id not in asked
        and not any(obstacle.final for obstacle in obstacles_to(workbook, request, one, today, Seat.SHADOW))
    )


def obstacles_to(workbook: Workbook, request: Request, person: Person, today: date, seat: Seat) -> tuple[Obstacle, ...]:
    """Give what speaks against asking somebody for a seat.

    Who goes along to learn is looked at as if the certificate were there, and needs neither language nor free time;
    what is never set aside (papers, minors) counts for them, too.
    """
    if seat is not Seat.SHADOW:
        return judge(workbook, request, person, today).obstacles
    learner = person.model_copy(
        update={
            "status": PersonStatus.READY if person.status in MAY_LEARN else person.status,
            "certified_on": person.certified_on or today,
            "with_minors": person.with_minors or has_police_check(person, request.day or today),
        }
    )
    return tuple(one for one in judge(workbook, request, learner, today).obstacles if one.final)


def in_the_way(workbook: Workbook, offer: Offer, today: date) -> tuple[Obstacle, ...]:
    """Give what speaks against a yes now, though it did not when the question was put, the final ones first.

    A place of an assignment that was free then may be gone by now: by a yes somewhere else, or because fewer are
    wished for. An exception the office has written down covers that, until the volunteer says yes somewhere else.
    A stand-in has no assignment yet, so needs no place.
    """
    request, person = workbook.get(Request, offer.request), workbook.get(Person, offer.person)
    final = tuple(one for one in obstacles_to(workbook, request, person, today, offer.seat) if one.final)
    if offer.seat is Seat.BACKUP or (offer.exception and not _said_yes_since(workbook, offer)):
        return final
    return (*final, *no_room(Pair(workbook, request, person, today)))


def _said_yes_since(workbook: Workbook, offer: Offer) -> bool:
    """Say whether a volunteer has taken on something else after this question."""
    return any(
        one.status is OfferStatus.ACCEPTED and one.answered_at and one.answered_at >= offer.asked_at
        for one in workbook.where(Offer, person=offer.person)
    )
