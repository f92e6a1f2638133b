"""OR-tools' min-cost flow: the whole task as a network, half-days included, as many requests as possible first."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from benchmarks.matching_instances import TODAY
from benchmarks.matching_worker import ONE, Seats, work
from services.matching.row import Row
from services.matching.task import Task, task_of
from services.model.workbook import Workbook

NOBODY: Final = Row(np.zeros(0, np.int32), np.zeros(0, np.int32))
OPEN: Final = 10_000_000  # what an open request costs: more than any way round


def solve(task: Task) -> Seats:
    """Solve the network; nodes: requests, volunteers, half-days of volunteers, and one sink."""
    requests, volunteers = len(task.rows), len(task.steps)
    sink = requests + volunteers
    number = np.repeat(np.arange(requests), [len(row.volunteers) for row in task.rows])
    half_day = np.repeat([row.half_day for row in task.rows], [len(row.volunteers) for row in task.rows])
    volunteer = np.concatenate([row.volunteers for row in task.rows]).astype(np.int64)
    cost = np.concatenate([row.costs for row in task.rows]).astype(np.int64)
    gates, gate = np.unique(half_day * volunteers + volunteer, return_inverse=True)
    fixed = gates >= volunteers
    head = np.where(half_day > 0, sink + 1 + gate, requests + volunteer)
    owner = np.repeat(np.arange(volunteers), [len(steps) for steps in task.steps])
    step = np.concatenate([np.array(steps, dtype=np.int64) for steps in task.steps])
    flow = SimpleMinCostFlow()
    chosen = flow.add_arcs_with_capacity_and_unit_cost(number, head, np.ones_like(number), cost)
    for tails, heads, costs in (
        (sink + 1 + np.flatnonzero(fixed), requests + gates[fixed] % volunteers, np.zeros(int(fixed.sum()), np.int64)),
        (requests + owner, np.full(len(owner), sink), step),
        (np.arange(requests), np.full(requests, sink), np.full(requests, OPEN)),
    ):
        flow.add_arcs_with_capacity_and_unit_cost(tails, heads, np.ones_like(tails), costs)
    flow.set_nodes_supplies(np.arange(requests), np.ones(requests, np.int64))
    flow.set_node_supply(sink, -requests)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("OR-tools found no plan")
    used = flow.flows(chosen) > 0
    seats = np.full(requests, -1)
    seats[number[used]] = volunteer[used]
    return seats.tolist()


def plan(book: Workbook) -> tuple[Task, Seats]:
    """Plan everything; or only the requests that have a seat in the file of seats the command names."""
    task = task_of(book, TODAY)
    if sys.argv[4:] not in ([], [ONE]):
        seats = json.loads(Path(sys.argv[4]).read_text(encoding="utf-8"))
        rows = (row if seat >= 0 else NOBODY for row, seat in zip(task.rows, seats, strict=True))
        task = replace(task, rows=tuple(rows))
    return task, solve(task)


if __name__ == "__main__":
    work(plan)
