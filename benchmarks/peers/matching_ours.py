"""Lotsenbuch's own plan, from records to lines, proof included."""

from benchmarks.matching_instances import TODAY
from benchmarks.matching_worker import Seats, work
from services.matching.plan import best_plan
from services.matching.task import Task
from services.model.workbook import Workbook


def plan(book: Workbook) -> tuple[Task, Seats]:
    """Plan."""
    found = best_plan(book, TODAY)
    return found.task, found.network.seat


if __name__ == "__main__":
    work(plan)
