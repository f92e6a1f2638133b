"""Whom to look for: what would cover the requests that stay open in the best plan, the most wanted first."""

from dataclasses import dataclass

from services.matching.gaps import Gap
from services.matching.plan import Plan
from services.model.words import Sentence


@dataclass(frozen=True)
class Wanted:
    """Somebody who is missing, and the open requests of which one such person could take any, not always several."""

    sentence: Sentence
    gaps: tuple[Gap, ...]


def wanted(plan: Plan) -> tuple[Wanted, ...]:
    """Give who is missing: whoever would cover the most requests first, equals in the order of the requests' right.

    Requests that no further person would help (details missing, day over) are not among them.
    """
    found: dict[Sentence, list[Gap]] = {}
    for gap in plan.uncovered:
        if gap.cover:
            found.setdefault(gap.cover, []).append(gap)
    groups = [Wanted(sentence, tuple(gaps)) for sentence, gaps in found.items()]
    return tuple(sorted(groups, key=lambda one: -len(one.gaps)))
