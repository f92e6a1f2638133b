"""Who is proposed for a request, with reasons, and who is not, and why. The office decides."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from services.matching.candidates import draw, everybody, fits, points
from services.matching.columns import columns_of
from services.matching.gates import Obstacle, Pair, obstacles
from services.matching.roster_columns import Places
from services.matching.score import Reason, reasons
from services.matching.wanted import wanted_of
from services.model.lists import OfferStatus
from services.model.records import Offer, Person, Request
from services.model.workbook import Workbook

# Whoever has such an offer is not asked for the same request again.
STANDING: Final = frozenset({OfferStatus.ASKED, OfferStatus.ACCEPTED, OfferStatus.DECLINED})


@dataclass(frozen=True)
class Candidate:
    """A volunteer looked at for one request; the sentences are made when somebody reads them."""

    pair: Pair
    points: int

    @property
    def request(self) -> Request:
        """The request."""
        return self.pair.request

    @property
    def person(self) -> Person:
        """The volunteer."""
        return self.pair.person

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """What the points are for."""
        return reasons(self.pair)

    @cached_property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What speaks against asking."""
        return obstacles(self.pair)


@dataclass(frozen=True)
class Suggestions:
    """Those who fit, best first; and everybody else with what speaks against it."""

    proposed: tuple[Candidate, ...]
    others: tuple[Candidate, ...]


def suggest(workbook: Workbook, request: Request, today: date) -> Suggestions:
    """Judge everybody on the roster who has not been asked yet.

    Equal points are ordered by a lottery fixed for this pair, so that low numbers are not favoured for ever.
    """
    columns = columns_of(workbook)
    people, place = columns.roster.people, columns.roster.place
    pairs = everybody(columns, wanted_of(columns, [request], today))
    asked = [
        place[one.person]
        for one in workbook.where(Offer, request=request.id)
        if one.status in STANDING and one.person in place
    ]
    worth, fit = points(pairs), fits(pairs)
    order = np.lexsort((draw(pairs), -worth))
    order = order[~np.isin(order, asked)]

    def candidates(places: Places) -> tuple[Candidate, ...]:
        judged = zip(places.tolist(), worth[places].tolist(), strict=True)
        return tuple([Candidate(Pair(workbook, request, people[one], today), total) for one, total in judged])

    return Suggestions(candidates(order[fit[order]]), candidates(order[~fit[order]]))


def judge(workbook: Workbook, request: Request, person: Person, today: date) -> Candidate:
    """Look at one volunteer for one request."""
    pair = Pair(workbook, request, person, today)
    return Candidate(pair, sum(one.points for one in reasons(pair)))
