"""Why somebody with more points for a request is planned for others: what the plan would be with them here."""

from typing import Final

from services.matching.network import Network
from services.matching.plan import Plan
from services.matching.suggest import Candidate
from services.matching.task import FULL
from services.model.words import N_, Sentence


def instead(plan: Plan, line: Candidate) -> Sentence | None:
    """Say for whom the first one with more points here is needed, and what else; None when nobody has more."""
    network, number = plan.network, plan.task.number[line.request.id]
    row = network.rows[number]
    for volunteer in row.volunteers[row.costs < FULL - line.points].tolist():
        if not network.members[volunteer]:
            continue
        person = plan.task.columns.roster.people[volunteer]
        needed = tuple(plan.task.requests[one].id for one in sorted(network.members[volunteer]))
        told = {"name": person.full_name, "requests": needed}
        left_open = left_open_by(network, number, volunteer)
        if left_open is not None:
            return Sentence(ONE_OPEN, **told, open=plan.task.requests[left_open].id)
        loss = plan.loss(line.request.id, person.id)
        return Sentence(FEWER, **told, loss=loss) if loss else Sentence(NO_BETTER, **told)
    return None


ONE_OPEN: Final = N_("{name} has more points here, but is needed for {requests}: otherwise {open} would stay open")
FEWER: Final = N_(
    "{name} has more points here, but is planned for {requests}: otherwise the whole plan would lose points, "
    "at least {loss}"
)
NO_BETTER: Final = N_(
    "{name} has more points here, but is planned for {requests}: the other way round the whole plan would have no more "
    "points"
)


def left_open_by(network: Network, number: int, volunteer: int) -> int | None:
    """Give which request would lose its seat if this one sat there; None when everybody else can still sit somewhere.

    Whoever is sent away looks further, and so on. When no free place is reached, the last of them by right stays open.
    """
    away = _sent_away(network, number, volunteer)
    if away is None:
        return None
    waiting, sent = list(away), set(away)
    while waiting:
        one = waiting.pop()
        for other in network.rows[one].volunteers.tolist():
            away = _sent_away(network, one, other, leaving=number)
            if away is None:
                return None
            waiting += away - sent
            sent |= away
    return max(sent)


def _sent_away(network: Network, number: int, volunteer: int, leaving: int = -1) -> set[int] | None:
    """Give of whom one would have to stand up, were this request to sit there; None when there is room."""
    gate = network.rows[number].half_day * network.size + volunteer
    there = {network.holder[gate]} if gate in network.holder else set(network.members[volunteer])
    if leaving in there or (gate not in network.holder and len(there) < len(network.steps[volunteer])):
        return None
    return there
