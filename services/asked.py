"""Those asked for a request: what they are told, until when they may answer, and setting them free again."""

from datetime import date, timedelta
from typing import Final

from services.gaps import Occasion
from services.messages import HEARD, give_up, write
from services.model.course_lists import MessageKind
from services.model.draft import Draft
from services.model.letters import Message
from services.model.lists import AssignmentStatus, Channel, OfferStatus, RequestStatus, Seat, Urgency
from services.model.records import Assignment, Offer, Person, Request
from services.model.workbook import Workbook
from services.programme import programme

# Days in which an answer is hoped for; a mail's link works that long, at most until the appointment.
DAYS_TO_ANSWER: Final = {Urgency.TODAY: 1, Urgency.WEEK: 3, Urgency.NORMAL: 7, Urgency.LATER: 14}
TOLD: Final = ("topics", "day", "at", "hours", "times", "district", "languages", "min_level")  # stands in the question
STILL_WANTED: Final = frozenset({RequestStatus.NEW, RequestStatus.SEARCHING, RequestStatus.MATCHED})


def answer_by(request: Request, today: date) -> date:
    """Give the last day to answer a question that is asked today."""
    latest = today + timedelta(days=DAYS_TO_ANSWER[request.urgency])
    return max(today, min(latest, request.day or latest))


def is_awaited(workbook: Workbook, offer: Offer, today: date) -> bool:
    """Say whether an answer to a question can still come: until the day its newest message names.

    What was asked in person has no message; there the same number of days counts.
    """
    if offer.status is not OfferStatus.ASKED:
        return False
    told = [one.answer_by for one in workbook.where(Message, about=offer.id) if one.answer_by]
    if told:
        return told[-1] >= today
    request = workbook.find(Request, offer.request)
    return request is not None and answer_by(request, offer.asked_at.date()) >= today


def silent(workbook: Workbook, today: date) -> tuple[Offer, ...]:
    """Give the questions nobody has answered for too long, while the answer still matters."""
    return tuple(one for one in _open(workbook) if one.call_back_at is None and ask_again_on(workbook, one) <= today)


def ask_again_on(workbook: Workbook, offer: Offer) -> date:
    """Give the day on which the office asks again, or somebody else."""
    return offer.asked_at.date() + timedelta(days=programme(workbook).ask_again_days)


def want_a_call(workbook: Workbook) -> tuple[Offer, ...]:
    """Give the questions to which somebody said: call me."""
    return tuple(one for one in _open(workbook) if one.call_back_at)


def tell(draft: Draft, offer: Offer, before: Request | None = None) -> Message | None:
    """Put the question into the outbox: a mail with its personal link, or the script of a call.

    None when it is put in person. Nobody learns a name, a code or a place before their yes. `before`: as they know it,
    if its appointment has been moved since.
    """
    if offer.channel is Channel.IN_PERSON:
        return None
    request = draft.workbook.get(Request, offer.request)
    person = draft.workbook.get(Person, offer.person)
    occasion = Occasion(request=request, offer=offer, answer_by=answer_by(request, draft.today), before=before)
    return write(draft, MessageKind.ASKED_TO_HELP, person, occasion)


def asks_otherwise(before: Request, after: Request) -> bool:
    """Say whether something has changed of what stands in a question."""
    return any(getattr(before, name) != getattr(after, name) for name in TOLD)


def tell_changes(draft: Draft, before: Request, after: Request) -> None:
    """Tell everybody what has changed: anew who is still asked, and by a letter who stands in and who goes.

    The older links end. Another meeting place concerns only who goes; no letter names it: a mail may be passed on.
    """
    if after.status is RequestStatus.NEW:
        return
    moved = _is_moved(before, after)
    for offer in draft.workbook.where(Offer, request=after.id):
        if offer.status is OfferStatus.ASKED and asks_otherwise(before, after):
            tell(draft, offer, before if moved and _has_heard(draft.workbook, offer) else None)
        if offer.status is OfferStatus.ACCEPTED and offer.seat is Seat.BACKUP and moved:
            earlier = before.model_copy(update={"place": after.place})
            _write_news(draft, offer.person, Occasion(request=after, before=earlier, answer_by=after.day, offer=offer))
    if not moved and before.place == after.place:
        return
    for assignment in draft.workbook.where(Assignment, request=after.id):
        if assignment.status.stands:
            news = Occasion(request=after, before=before, answer_by=after.day, assignment=assignment)
            _write_news(draft, assignment.person, news)


def _write_news(draft: Draft, person: str, news: Occasion) -> None:
    found = draft.workbook.find(Person, person)
    if found:
        write(draft, MessageKind.MOVED, found, news)


def _is_moved(before: Request, after: Request) -> bool:
    return bool(before.day) and (before.day, before.at) != (after.day, after.at)


def withdraw_offers(draft: Draft, request: Request, told: MessageKind, seat: Seat | None = None) -> None:
    """Set everybody free who is still asked for this request (or this seat of it), and tell them with thanks."""
    for offer in draft.workbook.where(Offer, request=request.id):
        if offer.status is OfferStatus.ASKED and seat in (None, offer.seat):
            set_free(draft, offer, told)


def end_questions(draft: Draft, request: Request) -> None:
    """Tell everybody that a request has ended: those still asked, and whoever stands in."""
    withdraw_offers(draft, request, MessageKind.NOT_NEEDED)
    for offer in draft.workbook.where(Offer, request=request.id):
        if offer.status is OfferStatus.ACCEPTED and offer.seat is Seat.BACKUP:
            set_free(draft, offer, MessageKind.NOT_NEEDED)


def send_home(draft: Draft, request: Request) -> None:
    """Cancel all assignments of a request that nobody needs any more, and tell whoever was to go."""
    yes = {
        one.person: one
        for one in draft.workbook.where(Offer, request=request.id)
        if one.status is OfferStatus.ACCEPTED and one.seat is not Seat.BACKUP
    }
    for assignment in draft.workbook.where(Assignment, request=request.id):
        if not assignment.status.stands:
            continue
        give_up(draft, assignment.id)
        cancelled = draft.replace(
            assignment,
            status=AssignmentStatus.CANCELLED,
            ended_on=draft.today,
            interrupted_until=None,
            check_on=None,
        )
        offer, person = yes.get(assignment.person), draft.workbook.find(Person, assignment.person)
        if offer:
            set_free(draft, offer, MessageKind.NOT_NEEDED)
        elif person:  # typed into the table, without a question before
            write(draft, MessageKind.NOT_NEEDED, person, Occasion(request=request, assignment=cancelled))


def set_free(draft: Draft, offer: Offer, told: MessageKind) -> None:
    """Tell one volunteer that they are not needed any more; whoever has not heard of it yet hears nothing."""
    freed = draft.replace(offer, status=OfferStatus.WITHDRAWN)
    person = draft.workbook.find(Person, offer.person)
    heard = offer.status is OfferStatus.ACCEPTED or _has_heard(draft.workbook, offer)
    if person is None or not heard:
        give_up(draft, offer.id)
        return
    write(draft, told, person, Occasion(request=draft.workbook.find(Request, offer.request), offer=freed))


def _has_heard(workbook: Workbook, offer: Offer) -> bool:
    messages = workbook.where(Message, about=offer.id)
    return not messages or any(one.status in HEARD for one in messages)


def _open(workbook: Workbook) -> tuple[Offer, ...]:
    """Give the offers without an answer whose request still needs one."""
    found = workbook.where(Offer, status=OfferStatus.ASKED)
    return tuple(one for one in found if (to := workbook.find(Request, one.request)) and to.status in STILL_WANTED)
