"""The algorithm of mentor-match: munkres in pure Python on a square matrix of scores, once for everybody.

It knows no half-days: whoever gets two appointments at once keeps the more urgent one.
"""

from functools import partial

from munkres import Munkres

from benchmarks.matching_worker import Seats, read_and_solve, square, work
from services.matching.task import Task


def solve(task: Task) -> Seats:
    """Solve the whole matrix."""
    matrix, owner = square(task, 100_000)
    pairs = dict(Munkres().compute(matrix.tolist()))
    return [owner[pairs[row]] if pairs[row] < len(owner) else -1 for row in range(len(task.rows))]


if __name__ == "__main__":
    work(partial(read_and_solve, solve=solve))
