"""The best plan once more, by another way that shares nothing with it: an independent judge for the tests.

Points come from the sentences people read, one pair at a time. Seats come from a flow that is improved wherever a
circle of changes is found that brings more (Klein 1967); it knows no order, no prices and no chains. Right before
points by sheer weight: each request is worth more than all those after it together.
"""

from dataclasses import dataclass, field
from datetime import date

from services.matching.gates import Pair, obstacles, wanted_slots
from services.matching.score import CRITERIA, reasons
from services.matching.task import can_be_planned, right
from services.model.lists import RequestStatus
from services.model.records import Person, Request
from services.model.workbook import Change, Workbook
from services.roster import open_assignments
from tests.rules.cast import assignment, request

LOAD = [one.__name__ for one in CRITERIA].index("_load")
MOST = 1_000  # more than the points of one request can ever change by


@dataclass
class Flow:
    """Arcs in pairs, there and back: from, to, what is left of them, what they bring."""

    arcs: list[list] = field(default_factory=list)

    def add(self, source: object, target: object, worth: int) -> int:
        """Add an arc for one; give its number."""
        self.arcs += [[source, target, 1, worth], [target, source, 0, -worth]]
        return len(self.arcs) - 2

    def used(self, number: int) -> bool:
        """Say whether somebody goes along an arc."""
        return self.arcs[number][2] == 0

    def improve(self) -> None:
        """Go round every circle that brings something, until there is none."""
        while circle := self._circle():
            for number in circle:
                self.arcs[number][2] -= 1
                self.arcs[number ^ 1][2] += 1

    def _circle(self) -> list[int]:
        """Find a circle that brings something (Bellman and Ford); empty when there is none."""
        nodes = {arc[0] for arc in self.arcs}
        best, by = dict.fromkeys(nodes, 0), {}
        changed = None
        for _ in range(len(nodes) + 1):
            changed = None
            for number, (source, target, left, worth) in enumerate(self.arcs):
                if left and best[source] + worth > best[target]:
                    best[target], by[target], changed = best[source] + worth, number, target
            if changed is None:
                return []
        for _ in nodes:
            changed = self.arcs[by[changed]][0]
        circle = [by[changed]]
        while self.arcs[circle[-1]][0] != changed:
            circle.append(by[self.arcs[circle[-1]][0]])
        return circle


def optimum(workbook: Workbook, today: date) -> tuple[list[str], int]:
    """Give which requests can have somebody, in the order of their right, and the most points of such a plan.

    For workbooks in which nobody is asked yet.
    """
    opened = [one for one in workbook.all(Request) if one.status is RequestStatus.SEARCHING]
    requests = sorted([one for one in opened if can_be_planned(one, today)], key=right)
    flow, begin, points, gates = Flow(), {}, [], {}
    for number, one in enumerate(requests):
        begin[one.id] = flow.add("all", one.id, MOST * len(requests) << len(requests) - number)
    for one in requests:
        for person in workbook.all(Person):
            pair = Pair(workbook, one, person, today)
            if obstacles(pair):
                continue
            worth = sum(reason.points for reason in reasons(pair))
            where = (person.id, one.day, *wanted_slots(one)) if one.day and one.at else person.id
            points.append((flow.add(one.id, where, worth), worth))
            if where != person.id:
                gates[where] = person.id
    for gate, person in gates.items():
        flow.add(gate, person, 0)
    for person in workbook.all(Person):
        points += [(flow.add(person.id, "all", -loss), -loss) for loss in losses(workbook, person, today)]
    flow.improve()
    served = [one.id for one in requests if flow.used(begin[one.id])]
    return served, sum(worth for number, worth in points if flow.used(number))


def losses(workbook: Workbook, person: Person, today: date) -> list[int]:
    """Give for each free place of a volunteer the points for free capacity that those before it have taken."""
    running = open_assignments(workbook, person.id)
    more = [Change(None, assignment(f"E-9{number:03d}", person=person.id)) for number in range(person.max_open)]
    worth = [
        reasons(Pair(workbook.with_changes(tuple(more[:taken])), request(), person, today))[LOAD].points
        for taken in range(person.max_open - running)
    ]
    return [worth[0] - one for one in worth]
