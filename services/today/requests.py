"""Lines of the morning list about requests that wait for the office: details missing, or nobody asked yet."""

from collections.abc import Iterator
from datetime import date

from services.board import Step, board
from services.intake import missing_details
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
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
