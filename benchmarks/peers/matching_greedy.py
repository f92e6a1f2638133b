"""What an office does by hand: the most urgent first, each time the best volunteer who is still free."""

from functools import partial

from benchmarks.matching_worker import Seats, read_and_solve, work
from services.matching.task import Task


def solve(task: Task) -> Seats:
    """Seat one after the other."""
    taken, half_days, seats = [0] * len(task.steps), set(), []
    for row in task.rows:
        best, seat = None, -1
        for volunteer, cost in zip(row.volunteers.tolist(), row.costs.tolist(), strict=True):
            if best is not None and cost >= best:
                break
            if taken[volunteer] == len(task.steps[volunteer]) or (
                row.half_day and (row.half_day, volunteer) in half_days
            ):
                continue
            worth = cost + task.steps[volunteer][taken[volunteer]]
            if best is None or worth < best:
                best, seat = worth, volunteer
        seats.append(seat)
        if seat >= 0:
            taken[seat] += 1
            half_days.add((row.half_day, seat))
    return seats


if __name__ == "__main__":
    work(partial(read_and_solve, solve=solve))
