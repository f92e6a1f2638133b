"""The obvious way with pandas and scipy: one table of all pairs, pivoted to a dense matrix, linear_sum_assignment.

It knows no half-days: whoever gets two appointments at once keeps the more urgent one.
"""

from functools import partial

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from benchmarks.matching_worker import Seats, read_and_solve, work
from services.matching.task import Task

NOTHING = 100_000


def solve(task: Task) -> Seats:
    """Solve the whole matrix."""
    pairs = pd.concat(
        pd.DataFrame({"request": number, "volunteer": row.volunteers, "cost": row.costs})
        for number, row in enumerate(task.rows)
    )
    places = pd.DataFrame(
        [(volunteer, step) for volunteer, steps in enumerate(task.steps) for step in steps],
        columns=["volunteer", "step"],
    ).reset_index(names="place")
    table = pairs.merge(places, on="volunteer")
    table["cost"] += table["step"]
    matrix = np.full((len(task.rows), len(places) + len(task.rows)), NOTHING)
    matrix[:, len(places) :] = NOTHING // 2
    matrix[table["request"], table["place"]] = table["cost"]
    _, columns = linear_sum_assignment(matrix)
    owner = places["volunteer"].tolist()
    return [owner[column] if column < len(owner) else -1 for column in columns]


if __name__ == "__main__":
    work(partial(read_and_solve, solve=solve))
