"""Whom to look for: what would cover the requests that stay open in the best plan, the most wanted first."""

from dataclasses import dataclass

from services.matching.plan import Plan
from services.model.records import Request
from services.model.words import Sentence


@dataclass(frozen=True)
class Wanted:
    """Somebody who is missing, and the requests of which one such person could take any, not always several."""

    sentence: Sentence
    requests: tuple[Request, ...]


def wanted(plan: Plan) -> tuple[Wanted, ...]:
    """Give who is missing: whoever would cover the most requests first, equals in the order of the requests' right.

    Requests that no further person would help (details missing, day over) are not among them.
    """
    found: dict[Sentence, list[Request]] = {}
    for gap in plan.uncovered:
        if gap.cover:
            found.setdefault(gap.cover, []).append(gap.request)
    groups = [Wanted(sentence, tuple(requests)) for sentence, requests in found.items()]
    return tuple(sorted(groups, key=lambda one: -len(one.requests)))
