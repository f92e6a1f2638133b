"""Lotsenbuch's proposals for one request: the best five with their reasons, everybody else in order."""

import json
import sys
from dataclasses import replace
from statistics import median
from time import perf_counter

from benchmarks.matching_instances import SIZES, TODAY, office
from services.matching.suggest import suggest
from services.model.lists import RequestStatus
from services.model.records import Request
from services.model.workbook import Workbook

SHOWN = 5


def main() -> None:
    """Propose for a number of requests; print the typical time, with a snapshot just read and with one looked at."""
    book = office(SIZES[sys.argv[1]], int(sys.argv[2]))
    asking = [one for one in book.all(Request) if one.status is RequestStatus.SEARCHING][: 3 * int(sys.argv[3])]
    cold = median(seconds(replace(book), request) for request in asking)
    seconds(book, asking[0])
    told = {"ms": 1000 * median(seconds(book, request) for request in asking), "cold_ms": 1000 * cold}
    print(json.dumps(told))  # noqa: T201 - the answer


def seconds(book: Workbook, request: Request) -> float:
    """Say how long it takes to propose, with the reasons of those who are shown."""
    begun = perf_counter()
    for candidate in suggest(book, request, TODAY).proposed[:SHOWN]:
        _ = candidate.reasons
    return perf_counter() - begun


if __name__ == "__main__":
    main()
