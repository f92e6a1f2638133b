"""Who is proposed for a request, with reasons, and who is not, and why. The office decides."""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Final

from services.matching.gates import Obstacle, Pair, obstacles
from services.matching.score import Reason, reasons
from services.model.lists import OfferStatus
from services.model.records import Offer, Person, Request
from services.model.workbook import Workbook

# Whoever has such an offer is not asked for the same request again.
STANDING: Final = frozenset({OfferStatus.ASKED, OfferStatus.ACCEPTED, OfferStatus.DECLINED})


@dataclass(frozen=True)
class Candidate:
    """A volunteer looked at for one request."""

    person: Person
    points: int
    reasons: tuple[Reason, ...]
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True)
class Suggestions:
    """Those who fit, best first; and everybody else with what speaks against it."""

    proposed: tuple[Candidate, ...]
    others: tuple[Candidate, ...]


def suggest(workbook: Workbook, request: Request, today: date) -> Suggestions:
    """Judge everybody on the roster who has not been asked yet.

    Equal points are ordered by a lottery fixed for this pair, so that low numbers are not favoured for ever.
    """
    asked = {one.person for one in workbook.where(Offer, request=request.id) if one.status in STANDING}
    people = [person for person in workbook.all(Person) if person.id not in asked]
    ranked = sorted((judge(workbook, request, one, today) for one in people), key=lambda one: _order(request, one))
    return Suggestions(tuple(one for one in ranked if not one.obstacles), tuple(one for one in ranked if one.obstacles))


def judge(workbook: Workbook, request: Request, person: Person, today: date) -> Candidate:
    """Look at one volunteer for one request."""
    pair = Pair(workbook, request, person, today)
    found = reasons(pair)
    return Candidate(person, sum(one.points for one in found), found, obstacles(pair))


def _order(request: Request, candidate: Candidate) -> tuple[int, bytes]:
    lot = blake2b(f"{request.id}|{candidate.person.id}".encode(), digest_size=8).digest()
    return -candidate.points, lot
