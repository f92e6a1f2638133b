"""The best plan for all open requests at once: who could help whom, so that as many as possible are helped.

Strict by urgency and waiting time: no request stays open that could be helped by giving up one that comes later. Among
all plans of that kind, the one with the most points. Whoever was asked already keeps the place free until the answer.
The plan only proposes; nobody is asked before somebody in the office says so.
"""

from dataclasses import dataclass, replace
from datetime import date

from services.matching.crowd import seated
from services.matching.gaps import Gap, gaps_of
from services.matching.gates import Pair
from services.matching.network import Network
from services.matching.proof import faults
from services.matching.suggest import Candidate
from services.matching.task import FULL, Task, right, task_of, with_request
from services.model.records import Request
from services.model.workbook import Workbook


@dataclass(frozen=True)
class Plan:
    """Lines, requests that wait for an answer, and those that stay open: each in the order of its right.

    `points` are those of all lines, less what free capacity loses where somebody takes on more than one.
    """

    lines: tuple[Candidate, ...]
    waiting: tuple[Request, ...]
    uncovered: tuple[Gap, ...]
    points: int
    task: Task
    network: Network

    def loss(self, request: str, person: str) -> int | None:
        """Give the points the whole plan would lose at least with this volunteer for this request.

        None when that is not possible at all, or only by leaving another request open.
        """
        number, volunteer = self.task.number[request], self.task.columns.roster.place[person]
        cost, seat = self.network.rows[number].cost_of(volunteer), self.network.seat[number]
        if cost is None or seat < 0:
            return None
        wave, price = self.network.price_for(number, volunteer)
        own_wave, _ = self.network.price_for(number, seat)
        return cost + price - self.network.worth[number] if wave == own_wave else None


class PlanNotProven(Exception):
    """The plan failed its own proof: a mistake in the programme, never of the data."""


def best_plan(workbook: Workbook, today: date) -> Plan:
    """Plan all open requests; the same records give the same plan in whatever order they come.

    Raises `PlanNotProven` rather than give a plan that is not the best.
    """
    task = task_of(workbook, today)
    return _proven(task, seated(task.steps, task.rows))


def _proven(task: Task, network: Network) -> Plan:
    found = faults(network)
    if found:
        raise PlanNotProven(found[0])
    return plan_of(task, network)


def with_one_more(plan: Plan, workbook: Workbook, request: Request) -> Plan:
    """Give the plan of a workbook to which only this open request was added: as good as planning anew, but at once.

    Whoever finds a seat takes it from nobody, so that nobody's right is touched; only where there is none, and requests
    with a lesser right have one, everything is planned anew. Raises `PlanNotProven`.
    """
    task, network = with_request(plan.task, workbook, request), plan.network.copy()
    has_seat = network.insert(task.rows[-1])
    if not has_seat and any(right(request) < right(one) for one in plan.task.requests):
        return best_plan(workbook, plan.task.today)
    after = _proven(task, network)
    lines = sorted(after.lines, key=lambda line: right(line.request))
    return replace(
        after, lines=tuple(lines), uncovered=tuple(sorted(after.uncovered, key=lambda gap: right(gap.request)))
    )


def check(plan: Plan) -> tuple[str, ...]:
    """Give what is wrong with a plan; nothing, if it is the best one."""
    seats = {line.request.id: line.person.id for line in plan.lines}
    people = plan.task.columns.roster.people
    seated = {
        request.id: people[seat].id
        for request, seat in zip(plan.task.requests, plan.network.seat, strict=True)
        if seat >= 0
    }
    told = () if seats == seated else ("lines and seats differ",)
    return (*told, *faults(plan.network))


def plan_of(task: Task, network: Network) -> Plan:
    """Read the plan from the seats."""
    lines, total = [], 0
    for number, (request, volunteer) in enumerate(zip(task.requests, network.seat, strict=True)):
        if volunteer < 0:
            continue
        pair = Pair(task.workbook, request, task.columns.roster.people[volunteer], task.today)
        lines.append(Candidate(pair, FULL - (network.rows[number].cost_of(volunteer) or 0)))
        total += lines[-1].points
    for volunteer, members in enumerate(network.members):
        total -= sum(task.steps[volunteer][: len(members)])
    return Plan(tuple(lines), task.waiting, gaps_of(task, network), total, task, network)
