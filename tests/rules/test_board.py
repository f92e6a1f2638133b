"""The board: every open request in one lane, ended ones for a month; what waits for the office is due."""

from datetime import timedelta

import pytest

from services.board import Step, board
from services.model.lists import Consent, OfferStatus, RequestStatus, Result, Urgency
from services.today.requests import new_requests
from tests.rules.cast import TODAY, YESTERDAY, ids, offer, request, workbook


def lanes(*records):
    return {lane.step: ids(lane.requests) for lane in board(workbook(*records), TODAY) if lane.requests}


@pytest.mark.parametrize(
    ("status", "step"),
    [
        (RequestStatus.NEW, Step.COMPLETE),
        (RequestStatus.SEARCHING, Step.FIND),
        (RequestStatus.MATCHED, Step.CLOSE),
        (RequestStatus.CLOSED, Step.LOOK),
        (RequestStatus.REDIRECTED, Step.LOOK),
        (RequestStatus.REJECTED, Step.LOOK),
        (RequestStatus.WITHDRAWN, Step.LOOK),
    ],
)
def test_request_stands_in_the_lane_of_its_next_step(status, step):
    assert lanes(request(status=status, closed_on=YESTERDAY)) == {step: ["A-0001"]}


@pytest.mark.parametrize(
    ("status", "step"),
    [
        (OfferStatus.ASKED, Step.NOTE),
        (OfferStatus.DECLINED, Step.FIND),
        (OfferStatus.WITHDRAWN, Step.FIND),
    ],
)
def test_request_waits_only_while_somebody_has_not_answered(status, step):
    assert lanes(request(), offer(status=status)) == {step: ["A-0001"]}


def test_ended_requests_stay_for_a_month_the_newest_first():
    ended = {"status": RequestStatus.CLOSED, "result": Result.SOLVED}
    days = (30, 31, 0)
    book = [request(f"A-000{at}", closed_on=TODAY - timedelta(days=day), **ended) for at, day in enumerate(days, 1)]
    assert lanes(*book, request("A-0004", **ended)) == {Step.LOOK: ["A-0003", "A-0001"]}


def test_most_urgent_stands_first_and_empty_lanes_stay():
    book = workbook(request(), request("A-0002", urgency=Urgency.TODAY))
    assert [(lane.step, ids(lane.requests)) for lane in board(book, TODAY)] == [
        (Step.COMPLETE, []),
        (Step.FIND, ["A-0002", "A-0001"]),
        (Step.NOTE, []),
        (Step.CLOSE, []),
        (Step.LOOK, []),
    ]


def test_what_waits_for_the_office_is_due():
    book = workbook(
        request(status=RequestStatus.NEW, consent=Consent.PENDING),
        request("A-0002"),
        request("A-0003"),
        offer(request="A-0003"),
        request("A-0004", status=RequestStatus.MATCHED),
    )
    assert [(str(one.sentence), str(one.step), one.about, one.since) for one in new_requests(book, TODAY)] == [
        (
            "A-0001 (Going along to authorities): this is missing: the consent of the person",
            "Complete",
            "A-0001",
            YESTERDAY,
        ),
        (
            "A-0002 (Going along to authorities, appointment on 2026-09-09): nobody is asked yet",
            "Find somebody",
            "A-0002",
            YESTERDAY,
        ),
    ]
