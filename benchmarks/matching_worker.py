"""What every worker of the matching benchmark does: make the office, plan it, say how long it took, how good it is."""

import json
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter, process_time

import numpy as np

from benchmarks.matching_instances import SIZES, TODAY, office
from services.matching.task import FULL, Task, task_of
from services.model.workbook import Workbook

Seats = Sequence[int]
Planner = Callable[[Workbook], tuple[Task, Seats]]


def work(planner: Planner) -> None:
    """Plan the size, with the seed and as often as the command says; print the best time and the plan's figures."""
    size, seed, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    book = office(SIZES[size], seed)
    seconds, processor = [], []
    for _ in range(times):
        begun, worked = perf_counter(), process_time()
        task, seats = planner(replace(book))  # knows nothing yet of what was worked out before
        seconds.append(perf_counter() - begun)
        processor.append(process_time() - worked)
    told = {"ms": 1000 * min(seconds), "cpu_ms": 1000 * min(processor), "mb": peak_megabytes(), **figures(task, seats)}
    print(json.dumps({**told, "seats": list(seats)}))  # noqa: T201 - the answer


def read_and_solve(book: Workbook, solve: Callable[[Task], Seats]) -> tuple[Task, Seats]:
    """Read the task as Lotsenbuch does, and let somebody else find the seats."""
    task = task_of(book, TODAY)
    return task, solve(task)


def figures(task: Task, seats: Seats) -> dict[str, int]:
    """Count who is served and add up the points; whoever has more than there are places, or two at once, is not."""
    taken, half_days, served, total = [0] * len(task.steps), set(), 0, 0
    for row, seat in zip(task.rows, seats, strict=True):
        if seat < 0:
            continue
        cost, half_day = row.cost_of(seat), (row.half_day, seat)
        if cost is None or taken[seat] == len(task.steps[seat]) or (row.half_day and half_day in half_days):
            continue
        half_days.add(half_day)
        total += FULL - cost - task.steps[seat][taken[seat]]
        taken[seat] += 1
        served += 1
    return {"served": served, "total": total}


def square(task: Task, nothing: int) -> tuple[np.ndarray, list[int]]:
    """Give a dense matrix, requests by free places, and whose place each column is; `nothing` where nobody fits.

    Behind them one column for each request stands for staying open.
    """
    owner = [volunteer for volunteer, steps in enumerate(task.steps) for _ in steps]
    step = np.array([cost for steps in task.steps for cost in steps], dtype=np.int64)
    first = np.cumsum([0, *(len(steps) for steps in task.steps)])
    matrix = np.full((len(task.rows), len(owner) + len(task.rows)), nothing, dtype=np.int64)
    matrix[:, len(owner) :] = nothing // 2
    for number, row in enumerate(task.rows):
        for volunteer, cost in zip(row.volunteers.tolist(), row.costs.tolist(), strict=True):
            places = slice(first[volunteer], first[volunteer + 1])
            matrix[number, places] = cost + step[places]
    return matrix, owner


def peak_megabytes() -> float:
    """Give the most memory this process ever had, everything included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
