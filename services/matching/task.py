"""What the best plan has to decide, as numbers: requests in their order, who could take each, at what cost."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from services.intake import missing_details
from services.matching.candidates import Pool, everybody, fits, points
from services.matching.columns import Columns, HalfDay, Ints, columns_of, half_day_of
from services.matching.lottery import lots, ticket
from services.matching.network import Row
from services.matching.suggest import STANDING
from services.matching.weights import FULL as WEIGHTS
from services.matching.weights import weighed
from services.model.lists import OfferStatus, RequestStatus
from services.model.records import Offer, Request
from services.model.workbook import Workbook

FULL: Final = 100
PLACE_BITS: Final = 24  # a place in the roster, beneath the lot
NOBODY: Final = np.zeros(0, dtype=np.int32)
LOT_BITS: Final = 16  # the lot, beneath the cost


@dataclass(frozen=True)
class Task:
    """Requests with their rows, volunteers with the costs of their free places, and requests somebody is asked for.

    A cost is what is missing to 100 points; the second place of a volunteer costs the points free capacity loses.
    """

    workbook: Workbook
    today: date
    columns: Columns
    left: Ints
    waiting: tuple[Request, ...]
    requests: tuple[Request, ...]
    rows: tuple[Row, ...]
    steps: tuple[tuple[int, ...], ...]

    @cached_property
    def number(self) -> dict[str, int]:
        """The row of each request."""
        return {request.id: number for number, request in enumerate(self.requests)}


def task_of(workbook: Workbook, today: date) -> Task:
    """Read the task from the workbook.

    Whoever was asked and has not answered keeps a place, and the half-day, free for it; whoever said no, or was asked
    already, is not planned for that request again.
    """
    columns = columns_of(workbook)
    asked = _asked(workbook, columns)
    searching = sorted((one for one in workbook.all(Request) if one.status is RequestStatus.SEARCHING), key=right)
    waiting = tuple(one for one in searching if one.id in asked)
    requests = tuple(one for one in searching if one.id not in asked)
    left = columns.left.copy()
    away: dict[HalfDay | None, list[int]] = defaultdict(list)
    for request in waiting:
        np.subtract.at(left, asked[request.id], 1)
        away[half_day_of(request)] += asked[request.id]
    making = Making(workbook, today, columns, left, away)
    rows = tuple(making.row(request) for request in requests)
    return Task(workbook, today, columns, left, waiting, requests, rows, _steps(columns, left))


def right(request: Request) -> tuple[int, object, int, str]:
    """Order requests: urgency, then waiting time, then the lottery."""
    return request.urgency.rank, request.received_at, ticket(request.id), request.id


def can_be_planned(request: Request, today: date) -> bool:
    """Say whether somebody could be asked at all: everything is known and the day is still to come."""
    return not (request.day and request.day < today) and not missing_details(request)


def _asked(workbook: Workbook, columns: Columns) -> dict[str, list[int]]:
    asked = defaultdict(list)
    for offer in workbook.all(Offer):
        if offer.status is OfferStatus.ASKED and offer.person in columns.place:
            asked[offer.request].append(columns.place[offer.person])
    return asked


@dataclass
class Making:
    """Rows in the making: who speaks what is looked up once for all who need it, half-days get their numbers.

    `away` are those who may have an appointment in that half-day, as soon as they say yes.
    """

    workbook: Workbook
    today: date
    columns: Columns
    left: Ints
    away: dict[HalfDay | None, list[int]]
    pools: dict[object, Pool] = field(default_factory=dict)
    half_days: dict[HalfDay, int] = field(default_factory=dict)

    def row(self, request: Request) -> Row:
        """Give who fits a request, best first, equals by lot."""
        half_day = half_day_of(request)
        number = self.half_days.setdefault(half_day, len(self.half_days) + 1) if half_day else 0
        if not can_be_planned(request, self.today):
            return Row(NOBODY, NOBODY, number)
        pool = self.pool(request)
        fit = fits(self.columns, pool, request, self.today)
        without = [*self.asked(request), *(self.away.get(half_day, ()) if half_day else ())]
        if without:
            fit[pool.among(without)] = False
        fitting = pool.only(np.flatnonzero(fit))
        costs = (FULL - points(self.columns, fitting, request)).astype(np.int64)
        drawn = lots(ticket(request.id), self.columns.tickets[fitting.places])
        keys = (costs << LOT_BITS | drawn) << PLACE_BITS | fitting.places
        keys.sort()
        places = (keys & (1 << PLACE_BITS) - 1).astype(np.int32)
        return Row(places, (keys >> LOT_BITS + PLACE_BITS).astype(np.int32), number)

    def pool(self, request: Request) -> Pool:
        """Give those who speak the languages well enough, may be asked and have a place free."""
        kind = (request.languages, request.min_level)
        if kind not in self.pools:
            pool = everybody(self.columns, *kind)
            self.pools[kind] = pool.only(np.flatnonzero((pool.askable > 0) & (self.left > 0)))
        return self.pools[kind]

    def asked(self, request: Request) -> list[int]:
        """Give those who are not asked again."""
        offers = self.workbook.where(Offer, request=request.id)
        return [
            self.columns.place[one.person]
            for one in offers
            if one.status in STANDING and one.person in self.columns.place
        ]


def _steps(columns: Columns, left: Ints) -> tuple[tuple[int, ...], ...]:
    """Give what each further place of a volunteer costs: the points for free capacity that it takes."""
    known: dict[tuple[int, int, int], tuple[int, ...]] = {}
    steps = []
    for free, held, most in zip(left.tolist(), (columns.left - left).tolist(), columns.most.tolist(), strict=True):
        kind = (free, held, most)
        if kind not in known:
            known[kind] = _places(free, held, most, columns.weights.load)
        steps.append(known[kind])
    return tuple(steps)


def _places(free: int, held: int, most: int, weight: int) -> tuple[int, ...]:
    points = [
        weighed(10 * max(0, left) // max(1, most), weight, WEIGHTS.load) for left in (free + held, *range(free, 0, -1))
    ]
    return tuple(points[0] - one for one in points[1:])
