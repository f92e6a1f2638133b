"""What the best plan has to decide, as numbers: requests in their order, who could take each, at what cost."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from services.asked import is_awaited
from services.intake import missing_details
from services.matching.candidates import OF_THE_REQUEST, Pairs, draw, fits, points
from services.matching.columns import Columns, HalfDay, columns_of, half_day_of
from services.matching.lottery import ticket
from services.matching.roster_columns import LEVEL_RANK, Flags, Ints, Places
from services.matching.row import Row
from services.matching.suggest import STANDING
from services.matching.wanted import language_rows, wanted_of
from services.matching.weights import FULL as WEIGHTS
from services.matching.weights import free_capacity, weighed
from services.model.lists import RequestStatus, Seat
from services.model.records import Offer, Request
from services.model.workbook import Workbook

FULL: Final = 100
NOBODY: Final = np.zeros(0, dtype=np.intp)
AT_ONCE: Final = 600_000  # pairs looked at in one go: a few megabytes
# A pair as one number to sort by: request, cost, lot, place in the roster.
PLACE_BITS: Final = 20
LOT_BITS: Final = 16
COST_BITS: Final = 8
Kind = tuple[tuple[int, ...], int]


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
    away: dict[HalfDay | None, list[int]]

    @cached_property
    def number(self) -> dict[str, int]:
        """The row of each request."""
        return {request.id: number for number, request in enumerate(self.requests)}


def task_of(workbook: Workbook, today: date) -> Task:
    """Read the task from the workbook.

    Whoever was asked and may still answer keeps a place, and the half-day, free for it, also to join somebody who has
    said yes; whoever said no, or was asked already, is not planned for that request again.
    """
    columns = columns_of(workbook)
    asked = _asked(workbook, columns, today)
    searching = sorted([one for one in workbook.each(Request) if one.status is RequestStatus.SEARCHING], key=right)
    waiting = tuple(one for one in searching if one.id in asked)
    requests = tuple(one for one in searching if one.id not in asked)
    left = columns.left.copy()
    away: dict[HalfDay | None, list[int]] = defaultdict(list)
    joined = tuple(one for one in workbook.each(Request) if one.status is RequestStatus.MATCHED and one.id in asked)
    for request in (*waiting, *joined):
        np.subtract.at(left, asked[request.id], 1)
        away[half_day_of(request)] += asked[request.id]
    making = Making(workbook, today, columns, left, away)
    rows = tuple(making.rows(requests))
    return Task(workbook, today, columns, left, waiting, requests, rows, _steps(columns, left, today), away)


def with_request(task: Task, workbook: Workbook, request: Request) -> Task:
    """Give the task with one more request at the end, all others being as before."""
    (row,) = Making(workbook, task.today, task.columns, task.left, task.away).rows([request])
    half_day = half_day_of(request)
    same = [old.half_day for one, old in zip(task.requests, task.rows, strict=True) if half_day_of(one) == half_day]
    number = same[0] if same else 1 + max((old.half_day for old in task.rows), default=0)
    row = replace(row, half_day=number if half_day else 0)
    return replace(task, workbook=workbook, requests=(*task.requests, request), rows=(*task.rows, row))


def right(request: Request) -> tuple[int, object, int, str]:
    """Order requests: urgency, then waiting time, then the lottery."""
    return request.urgency.rank, request.received_at, ticket(request.id), request.id


def can_be_planned(request: Request, today: date) -> bool:
    """Say whether somebody could be asked at all: everything is known and the day is still to come."""
    return not (request.day and request.day < today) and not missing_details(request)


def _asked(workbook: Workbook, columns: Columns, today: date) -> dict[str, list[int]]:
    asked = defaultdict(list)
    for offer in workbook.each(Offer):
        binds = offer.seat is not Seat.BACKUP and is_awaited(workbook, offer, today)  # a stand-in needs no place yet
        if binds and offer.person in columns.roster.place:
            asked[offer.request].append(columns.roster.place[offer.person])
    return asked


@dataclass(frozen=True)
class Making:
    """Rows in the making. `away` are those who may have an appointment in that half-day, as soon as they say yes."""

    workbook: Workbook
    today: date
    columns: Columns
    left: Ints
    away: dict[HalfDay | None, list[int]]

    def rows(self, requests: Sequence[Request]) -> Iterator[Row]:
        """Give for each request who fits, best first, equals by lot; half-days are numbered as they come."""
        half_days: dict[HalfDay | None, int] = {None: 0}
        wanted, without = wanted_of(self.columns, requests, self.today), list(self.without(requests))
        pools = self.pools(requests)
        sizes = np.cumsum([len(pool) for pool in pools])
        begin = 0
        while begin < len(requests):
            end = 1 + int(np.searchsorted(sizes, AT_ONCE + (sizes[begin - 1] if begin else 0)))
            pairs = Pairs.of(self.columns, wanted, pools[begin:end], begin)
            fit = fits(pairs, OF_THE_REQUEST)
            fit[pairs.at(without)] = False
            rows = best_first(pairs.only(fit), begin, min(end, len(requests)))
            for request, (people, costs) in zip(requests[begin:end], rows, strict=True):
                yield Row(people, costs, half_days.setdefault(half_day_of(request), len(half_days)))
            begin = end

    def without(self, requests: Sequence[Request]) -> Iterator[tuple[int, int]]:
        """Give who is not asked for which request: again, or while somebody may have an appointment just then."""
        place = self.columns.roster.place
        for number, request in enumerate(requests):
            for offer in self.workbook.where(Offer, request=request.id):
                if offer.status in STANDING and offer.person in place:
                    yield number, place[offer.person]
            if (half_day := half_day_of(request)) and half_day in self.away:
                yield from ((number, who) for who in self.away[half_day])

    def pools(self, requests: Sequence[Request]) -> list[Places]:
        """Give for each request who speaks the languages well enough, may be asked and has a place free."""
        found: dict[Kind, Places] = {}
        pools = []
        for request in requests:
            if not can_be_planned(request, self.today):
                pools.append(NOBODY)
                continue
            level = LEVEL_RANK[request.min_level]
            kind = (language_rows(request), level)
            if kind not in found:
                found[kind] = np.flatnonzero(self.pool(*kind))
            pools.append(found[kind])
        return pools

    @cached_property
    def available(self) -> Flags:
        """Who may be asked and has a place free."""
        return self.columns.roster.ready & (self.left > 0)

    def pool(self, languages: tuple[int, ...], level: int) -> Flags:
        """Say who speaks one of the languages at the level and is available."""
        roster = self.columns.roster
        able = np.zeros(len(roster.people), dtype=np.bool_)
        for language in languages:
            able |= (roster.speech[language] > 0) & (roster.level[language] >= level)
        return able & self.available


def best_first(pairs: Pairs, begin: int, end: int) -> Iterator[tuple[Ints, Ints]]:
    """Give volunteers and costs for the requests from `begin` to `end`, the least cost first, equals by lot."""
    keys = pairs.request << COST_BITS
    keys |= FULL - points(pairs)
    keys <<= LOT_BITS
    keys |= draw(pairs)
    keys <<= PLACE_BITS
    keys |= pairs.person
    keys.sort()
    people = (keys & (1 << PLACE_BITS) - 1).astype(np.int32)
    costs = (keys >> PLACE_BITS + LOT_BITS & (1 << COST_BITS) - 1).astype(np.int32)
    ends = np.cumsum(np.bincount(pairs.request - begin, minlength=end - begin)).tolist()
    for first, last in zip([0, *ends], ends, strict=False):
        yield people[first:last], costs[first:last]


def _steps(columns: Columns, left: Ints, today: date) -> tuple[tuple[int, ...], ...]:
    """Give what each further place of a volunteer costs: the points for free capacity that it takes."""
    known: dict[tuple[int, int, int, int], tuple[int, ...]] = {}
    lately, most = columns.lately(today).tolist(), columns.roster.most.tolist()
    steps = []
    for kind in zip(left.tolist(), (columns.left - left).tolist(), most, lately, strict=True):
        if kind not in known:
            known[kind] = _places(*kind, columns.weights.load)
        steps.append(known[kind])
    return tuple(steps)


def _places(free: int, held: int, most: int, lately: int, weight: int) -> tuple[int, ...]:
    points = [
        weighed(free_capacity(left, most, lately), weight, WEIGHTS.load) for left in (free + held, *range(free, 0, -1))
    ]
    return tuple(points[0] - one for one in points[1:])
