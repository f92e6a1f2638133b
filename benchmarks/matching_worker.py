"""What every worker of the matching benchmark does: make the office, plan it, say how long it took, how good it is."""

import json
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median
from time import perf_counter, process_time
from typing import Final

import numpy as np

from benchmarks.matching_instances import SIZES, TODAY, office
from services.matching.task import FULL, Task, task_of
from services.model.lists import RequestStatus
from services.model.records import Request
from services.model.workbook import Change, Workbook

Seats = Sequence[int]
Planner = Callable[[Workbook], tuple[Task, Seats]]
A_SECOND: Final = 1.0
ONE: Final = "one"  # after size, seed and times: only one request is looked at
WITHDRAWN: Final = {"status": RequestStatus.WITHDRAWN}


def work(planner: Planner) -> None:
    """Plan the size, with the seed and at least as often as the command says; print the best time and the figures.

    What is quick is done again for a second: the best of a few would depend on what else the machine is doing.
    """
    size, seed, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    book = office(SIZES[size], seed)
    if sys.argv[4:] == [ONE]:
        print(json.dumps(one_request(planner, book, 3 * times)))  # noqa: T201 - the answer
        return
    seconds, processor = [], []
    while len(seconds) < times or sum(seconds) < A_SECOND:
        begun, worked = perf_counter(), process_time()
        task, seats = planner(replace(book))  # knows nothing yet of what was worked out before
        seconds.append(perf_counter() - begun)
        processor.append(process_time() - worked)
    told = {"ms": 1000 * min(seconds), "cpu_ms": 1000 * min(processor), "mb": peak_megabytes(), **figures(task, seats)}
    print(json.dumps({**told, "seats": list(seats)}))  # noqa: T201 - the answer


def one_request(planner: Planner, book: Workbook, times: int) -> dict[str, float]:
    """Find somebody for one request alone, as if no other were open: the typical time, and that with fresh records."""
    warm, cold = [], []
    asking = [one for one in book.all(Request) if one.status is RequestStatus.SEARCHING]
    for request in asking[:times]:
        others = [one for one in asking if one is not request]
        changes = tuple(Change(one, one.model_copy(update=WITHDRAWN)) for one in others)
        alone = replace(book.with_changes(changes))  # knows nothing yet, either
        for taken in (cold, warm):
            begun = perf_counter()
            planner(alone)
            taken.append(perf_counter() - begun)
    return {"ms": 1000 * median(warm), "cold_ms": 1000 * median(cold)}


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
