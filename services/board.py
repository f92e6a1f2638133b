"""The board of requests: every one from new to closed, in the lane where it stands, with its one next action."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from services.intake import by_urgency
from services.model.lists import OfferStatus, RequestStatus
from services.model.records import Offer, Request
from services.model.words import N_, Sentence
from services.model.workbook import Workbook

RECENT: Final = timedelta(days=30)


class Step(Enum):
    """The one next action, and how the button says it."""

    COMPLETE = N_("Complete")
    FIND = N_("Find somebody")
    NOTE = N_("Note the answer")
    CLOSE = N_("Close with a result")
    LOOK = N_("Look at it")


@dataclass(frozen=True)
class Lane:
    """Where requests stand, the next action there, and the requests: the most urgent first, ended ones newest first."""

    title: Sentence
    step: Step
    requests: tuple[Request, ...]


def board(workbook: Workbook, today: date) -> tuple[Lane, ...]:
    """Give all lanes, empty ones too; of those that have ended only what ended within 30 days."""
    lanes: dict[Step, list[Request]] = {step: [] for step in Step}
    for request in by_urgency(workbook):
        step = _step(workbook, request)
        if step is not Step.LOOK or (request.closed_on and request.closed_on >= today - RECENT):
            lanes[step].append(request)
    lanes[Step.LOOK].sort(key=lambda one: (one.closed_on or today, one.id), reverse=True)
    return tuple(Lane(Sentence(title), step, tuple(lanes[step])) for step, title in TITLES.items())


def is_asked(workbook: Workbook, request: Request) -> bool:
    """Say whether somebody is asked for this request and has not answered yet."""
    return any(one.status is OfferStatus.ASKED for one in workbook.where(Offer, request=request.id))


def _step(workbook: Workbook, request: Request) -> Step:
    if request.status is RequestStatus.NEW:
        return Step.COMPLETE
    if request.status is RequestStatus.SEARCHING:
        return Step.NOTE if is_asked(workbook, request) else Step.FIND
    return Step.CLOSE if request.status is RequestStatus.MATCHED else Step.LOOK


TITLES: Final = {
    Step.COMPLETE: N_("Details missing"),
    Step.FIND: N_("Nobody asked yet"),
    Step.NOTE: N_("Waiting for an answer"),
    Step.CLOSE: N_("Matched"),
    Step.LOOK: N_("Ended in the last 30 days"),
}
