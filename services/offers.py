"""Asking volunteers, and their answers: the first yes becomes an assignment, everybody else is free again."""

from typing import Final

from services.asked import asks_otherwise, tell, withdraw_offers
from services.intake import OPEN, missing_details
from services.matching.suggest import STANDING, judge
from services.messages import note_answer, way_to
from services.model.access import Right, Role
from services.model.course_lists import MessageKind
from services.model.draft import Draft
from services.model.errors import (
    AlreadyAsked,
    ExceptionNeedsReason,
    MayNotBeAsked,
    NotAllowed,
    NothingChosen,
    OfferAnswered,
    RequestIncomplete,
    RequestNotOpen,
    RowUnreadable,
)
from services.model.lists import Channel, DeclineReason, OfferStatus, RequestStatus, Seat
from services.model.offer_errors import MainGuideFirst, NotStandingIn, QuestionChanged, SeatHeld, YesDoesNotFit
from services.model.records import Assignment, Offer, Person, Request
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.requester_letters import tell_found
from services.seat_changes import free_seat
from services.seats import holder, in_the_way, lacks_second, obstacles_to


def offers_of(workbook: Workbook, request: str) -> tuple[Offer, ...]:
    """Give everybody asked for a request, in the order they were asked."""
    return workbook.where(Offer, request=request)


def own_offers(workbook: Workbook, person: str) -> tuple[Offer, ...]:
    """Give a volunteer's offers, the newest first."""
    return tuple(reversed(workbook.where(Offer, person=person)))


# What the office does -------------------------------------------------------------------------------------------------


def ask(  # noqa: PLR0913, PLR0917 - what one question is: who, for what, how, in spite of what
    draft: Draft,
    request: str,
    person: str,
    channel: Channel = Channel.PHONE,
    exception: str = "",
    seat: Seat = Seat.MAIN,
) -> Offer:
    """Ask a volunteer. Anybody may be chosen with a reason, except against a condition that is never set aside.

    By mail they get a personal link, by phone the office gets a script; whoever lacks one is asked the other way.
    Raises `RequestNotOpen`, `RequestIncomplete`, `MainGuideFirst`, `SeatHeld`, `AlreadyAsked`, `MayNotBeAsked`,
    `ExceptionNeedsReason`.
    """
    draft.must(Right.MATCH)
    wanted = draft.workbook.get(Request, request)
    asked = draft.workbook.get(Person, person)
    missing = missing_details(wanted)
    if missing and wanted.status in OPEN:
        raise RequestIncomplete(missing=missing)
    if any(one.person == person and one.status in STANDING for one in offers_of(draft.workbook, request)):
        raise AlreadyAsked(name=asked.full_name)
    _must_be_open(draft.workbook, wanted, seat)
    obstacles = obstacles_to(draft.workbook, wanted, asked, draft.today, seat)
    for obstacle in obstacles:
        if obstacle.final:
            raise MayNotBeAsked(name=asked.full_name, reason=obstacle.sentence)
        if not exception.strip():
            raise ExceptionNeedsReason(name=asked.full_name, reason=obstacle.sentence)
    offer = draft.add(
        Offer,
        request=request,
        person=person,
        asked_at=draft.now,
        channel=channel if channel is Channel.IN_PERSON else way_to(asked, channel),
        points=judge(draft.workbook, wanted, asked, draft.today).points,
        exception=exception if obstacles else "",
        seat=seat,
    )
    tell(draft, offer)
    return offer


def ask_several(
    draft: Draft, request: str, people: tuple[str, ...], channel: Channel, seat: Seat = Seat.MAIN
) -> Request:
    """Ask all chosen volunteers (their numbers) at once: all or none. Raises `NothingChosen`, and like `ask`."""
    draft.must(Right.MATCH)
    if not people:
        raise NothingChosen
    for person in dict.fromkeys(people):
        ask(draft, request, person, channel, seat=seat)
    return draft.workbook.get(Request, request)


def stop_asking(draft: Draft, seen: Request) -> Request:
    """Set everybody free who is still asked: enough have said yes, or the office goes another way."""
    draft.must(Right.MATCH)
    withdraw_offers(draft, seen, MessageKind.NOT_NEEDED)
    return seen


def take_back(draft: Draft, seen: Request, seat: Seat = Seat.MAIN) -> Request:
    """Undo a yes that cannot be kept: its assignment is cancelled, and the seat is free again.

    Without the main guide nobody goes: those who were to join are told that they are not needed, and the search for
    this request starts again; a stand-in stays one. Whoever had said yes may be asked again. Raises `RequestNotOpen`,
    `ChangedMeanwhile`, and `RowUnreadable` while an assignment that may be this one cannot be read.
    """
    draft.must(Right.MATCH)
    if seen.status is not RequestStatus.MATCHED:
        raise RequestNotOpen(id=seen.id, status=seen.status)
    if draft.workbook.unread(Assignment, seen.id):
        raise RowUnreadable(tab=Assignment.tab, id=seen.id)
    return free_seat(draft, seen, seat)


def step_in(draft: Draft, seen: Offer) -> Offer:
    """Let the stand-in take over, once the main guide's yes was taken back.

    Raises `NotStandingIn`, `RequestNotOpen`, and what speaks against a yes of theirs.
    """
    draft.must(Right.MATCH)
    if seen.seat is not Seat.BACKUP or seen.status is not OfferStatus.ACCEPTED:
        raise NotStandingIn(name=draft.workbook.get(Person, seen.person).full_name, status=seen.status)
    return said_yes(draft, draft.replace(seen, seat=Seat.MAIN, status=OfferStatus.ASKED))


ASK_US: Final = Sentence(N_("please call us"))  # the reason is the office's alone


# Answers --------------------------------------------------------------------------------------------------------------


def accept(draft: Draft, offer: str, exception: str = "", told: Request | None = None) -> Offer:
    """Record a yes; volunteers answer only their own offers.

    The office may take down a yes that does not fit any more with a reason (`exception`), unless that is never set
    aside, and the yes of somebody who said no first, as long as the seat is free. `told` is the request as it stood on
    the screen: a yes to another day is none. Raises `OfferAnswered`, `QuestionChanged`, `RequestNotOpen`, `SeatHeld`,
    `MayNotBeAsked`, `YesDoesNotFit`.
    """
    seen = _answerable(draft, offer, after_a_no=draft.actor.may(Right.MATCH))
    if told and asks_otherwise(told, draft.workbook.get(Request, seen.request)):
        raise QuestionChanged
    return said_yes(draft, seen, exception if draft.actor.may(Right.MATCH) else "")


def decline(draft: Draft, offer: str, reason: DeclineReason | None = None) -> Offer:
    """Record a no, with a reason if one was given. Raises `OfferAnswered`."""
    return said_no(draft, _answerable(draft, offer), reason)


def call_me(draft: Draft, offer: str) -> Offer:
    """Record that a volunteer wants to talk before they answer. Raises `OfferAnswered`."""
    return wants_call(draft, _answerable(draft, offer))


# Steps of the answers here and of those by a personal link; those ask for the right -----------------------------------


def said_yes(draft: Draft, seen: Offer, exception: str = "") -> Offer:
    """Give the seat: the request is matched, the volunteer mandated, others asked for the seat are free again.

    Where two people should go, the others are now asked to be the second one. A stand-in gets no assignment yet.
    """
    request = draft.workbook.get(Request, seen.request)
    _must_be_open(draft.workbook, request, seen.seat)
    person = draft.workbook.get(Person, seen.person)
    for obstacle in in_the_way(draft.workbook, seen, draft.today):
        if obstacle.final:  # the request was corrected or a paper ran out since the question
            hidden = obstacle.private and not draft.actor.may(Right.MATCH)
            raise MayNotBeAsked(name=person.full_name, reason=ASK_US if hidden else obstacle.sentence)
        if not exception.strip():
            raise YesDoesNotFit(name=person.full_name, reason=obstacle.sentence)
    accepted = draft.replace(
        seen,
        status=OfferStatus.ACCEPTED,
        decline_reason=None,
        answered_at=draft.now,
        exception=exception.strip() or seen.exception,
    )
    note_answer(draft, seen.id)
    if seen.seat is Seat.MAIN:
        request = draft.replace(request, status=RequestStatus.MATCHED)
    if seen.seat is not Seat.BACKUP:
        draft.add(Assignment, request=request.id, person=seen.person, mandated_on=draft.today)
    if seen.seat is Seat.MAIN and lacks_second(draft.workbook, request):
        for other in offers_of(draft.workbook, request.id):
            if other.status is OfferStatus.ASKED:
                draft.replace(other, seat=Seat.SECOND)
    else:
        withdraw_offers(draft, request, MessageKind.TAKEN, seen.seat)
    if seen.seat is Seat.MAIN:
        tell_found(draft, request, person)
    return accepted


def said_no(draft: Draft, seen: Offer, reason: DeclineReason | None) -> Offer:
    """Note a no; nothing else changes."""
    done = draft.replace(seen, status=OfferStatus.DECLINED, decline_reason=reason, answered_at=draft.now)
    note_answer(draft, seen.id)
    return done


def wants_call(draft: Draft, seen: Offer) -> Offer:
    """Note the wish for a call; the question stays open, and its link works."""
    return draft.replace(seen, call_back_at=draft.now)


def _answerable(draft: Draft, offer: str, *, after_a_no: bool = False) -> Offer:
    draft.must(Right.ANSWER_OFFER)
    seen = draft.workbook.get(Offer, offer)
    if draft.actor.role is Role.VOLUNTEER and seen.person != draft.actor.person:
        raise NotAllowed(deed=Right.ANSWER_OFFER)
    if seen.status is not OfferStatus.ASKED and not (after_a_no and seen.status is OfferStatus.DECLINED):
        raise OfferAnswered(status=seen.status)
    return seen


def _must_be_open(workbook: Workbook, request: Request, seat: Seat) -> None:
    main = seat is Seat.MAIN
    if not main and request.status in OPEN:
        raise MainGuideFirst(id=request.id, seat=seat)
    if request.status is not (RequestStatus.SEARCHING if main else RequestStatus.MATCHED):
        raise RequestNotOpen(id=request.id, status=request.status)
    held = holder(workbook, request.id, seat)
    if held:
        found = workbook.find(Person, held.person)
        raise SeatHeld(name=found.full_name if found else held.person, seat=seat)
