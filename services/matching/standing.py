"""What the best plan would change about who is asked already; it changes nothing by itself, whoever is asked stays."""

from dataclasses import dataclass
from datetime import date

from services.matching.plan import Plan, best_plan
from services.model.lists import OfferStatus
from services.model.records import Offer, Person, Request
from services.model.workbook import Change, Workbook


@dataclass(frozen=True)
class Standing:
    """A request that waits for an answer: who is asked, and who would be planned if nobody had been asked.

    `afresh` is None when one of those asked would be planned again, or nobody at all.
    """

    request: Request
    offers: tuple[Offer, ...]
    afresh: Person | None


def standing(workbook: Workbook, plan: Plan, today: date) -> tuple[Standing, ...]:
    """Hold the open questions against a plan in which nobody has been asked; in the order of the plan."""
    if not plan.waiting:
        return ()
    asked = {one.id: _asked(workbook, one) for one in plan.waiting}
    afresh = {line.request.id: line.person for line in best_plan(_unasked(workbook), today).lines}
    found = []
    for request in plan.waiting:
        planned = afresh.get(request.id)
        same = planned is None or planned.id in {offer.person for offer in asked[request.id]}
        found.append(Standing(request, asked[request.id], None if same else planned))
    return tuple(found)


def _asked(workbook: Workbook, request: Request) -> tuple[Offer, ...]:
    return tuple(one for one in workbook.where(Offer, request=request.id) if one.status is OfferStatus.ASKED)


def _unasked(workbook: Workbook) -> Workbook:
    """Give the workbook as if every open question had been taken back."""
    opened = [one for one in workbook.all(Offer) if one.status is OfferStatus.ASKED]
    taken_back = {"status": OfferStatus.WITHDRAWN}
    return workbook.with_changes(tuple(Change(one, one.model_copy(update=taken_back)) for one in opened))
