"""A volunteer's answer by a personal link: whether the question is still open, if not why, and the answer itself."""

from datetime import date
from enum import Enum

from services.model.access import Right
from services.model.course_errors import LinkTooOld, LinkUsed
from services.model.draft import Draft
from services.model.errors import NotFound, Refusal
from services.model.letters import Message
from services.model.lists import DeclineReason, OfferStatus, RequestStatus
from services.model.offer_errors import DetailsOpen, QuestionTakenBack, RequestOver, SaidNo, TakenByNow
from services.model.records import Offer, Request
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.offers import said_no, said_yes, wants_call


class Reply(Enum):
    """What a volunteer can answer; the value is what stands on the button."""

    YES = N_("Yes, I will do it")
    NO = N_("No, not this time")
    CALL_ME = N_("Call me")


def offer_of(workbook: Workbook, message: Message) -> Offer | None:
    """Give the offer a link's message is about; None when it is about something else."""
    return workbook.find(Offer, message.about)


def closed(workbook: Workbook, message: Message, today: date) -> Sentence | None:
    """Say why a question takes no answer any more; None while it does, and after a yes."""
    offer = offer_of(workbook, message)
    if offer is None or offer.status is OfferStatus.ACCEPTED:
        return None
    refusal = _refusal(workbook, message, offer, today)
    return refusal.sentence if refusal else None


def answer(draft: Draft, reply: Reply, reason: DeclineReason | None = None) -> Offer:
    """Take down what a volunteer answers by the link they followed; the first yes wins.

    Raises `NotFound` (removed meanwhile), `LinkUsed`, `LinkTooOld`, `TakenByNow`, `RequestOver`, `QuestionTakenBack`,
    `DetailsOpen`, `SaidNo`, and what `said_yes` refuses.
    """
    draft.must(Right.ANSWER_LINK)
    message = draft.workbook.get(Message, draft.actor.link)
    offer = draft.workbook.get(Offer, message.about)
    refusal = _refusal(draft.workbook, message, offer, draft.today)
    if refusal is not None:
        raise refusal
    if reply is Reply.YES:
        return said_yes(draft, offer)
    return wants_call(draft, offer) if reply is Reply.CALL_ME else said_no(draft, offer, reason)


def _refusal(workbook: Workbook, message: Message, offer: Offer, today: date) -> Refusal | None:
    request = workbook.find(Request, offer.request)
    if request is None:
        return NotFound(id=offer.request)
    if offer.status is OfferStatus.ACCEPTED:
        return LinkUsed()
    if offer.status is OfferStatus.DECLINED:
        return SaidNo()
    if offer.status is OfferStatus.WITHDRAWN:
        return _withdrawn(request)
    if message.answered_at is not None:
        return LinkUsed()  # a newer mail asks the same
    return _too_late(message, request, today)


def _withdrawn(request: Request) -> Refusal:
    if request.status in (RequestStatus.MATCHED, RequestStatus.CLOSED):
        return TakenByNow()
    return QuestionTakenBack() if request.status in (RequestStatus.NEW, RequestStatus.SEARCHING) else RequestOver()


def _too_late(message: Message, request: Request, today: date) -> Refusal | None:
    if request.day and request.day < today:
        return RequestOver()
    if message.answer_by is not None and message.answer_by < today:
        return LinkTooOld(day=message.answer_by)
    return DetailsOpen() if request.status is RequestStatus.NEW else None
