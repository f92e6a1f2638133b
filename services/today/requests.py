"""Lines of the morning list about requests that wait for the office: details, a guide or a second person is missing."""

from collections.abc import Iterator
from datetime import date

from services.board import Step, board
from services.intake import missing_details
from services.model.lists import OfferStatus, RequestStatus, Seat
from services.model.records import Offer
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.seats import without_second
from services.today.line import Line


def new_requests(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the open requests for which the next step is the office's."""
    for lane in board(workbook, today):
        if lane.step not in (Step.COMPLETE, Step.FIND):
            continue
        for one in lane.requests:
            missing = missing_details(one)
            if missing:
                told = Sentence(
                    N_("{id} ({topics}): this is missing: {missing}"), id=one.id, topics=one.topics, missing=missing
                )
            elif one.day:
                told = Sentence(
                    N_("{id} ({topics}, appointment on {day}): nobody is asked yet"),
                    id=one.id,
                    topics=one.topics,
                    day=one.day,
                )
            else:
                told = Sentence(N_("{id} ({topics}): nobody is asked yet"), id=one.id, topics=one.topics)
            since = min(one.received_at.date(), today)
            yield Line(told, Sentence(lane.step.value), one.id, since, one.urgency.rank)


def missing_seconds(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the matched requests that need two people, as long as nobody is asked to be the second one."""
    for one in without_second(workbook, today):
        asked = any(
            offer.seat is Seat.SECOND and offer.status is OfferStatus.ASKED
            for offer in workbook.where(Offer, request=one.id)
        )
        if one.status is RequestStatus.MATCHED and not asked:
            told = Sentence(N_("{id} ({topics}): a second person is still missing"), id=one.id, topics=one.topics)
            since = min(one.received_at.date(), today)
            yield Line(told, Sentence(N_("Find a second person")), one.id, since, one.urgency.rank)
