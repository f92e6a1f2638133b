"""Lotsenbuch's proposals for one request: the best five with their reasons, everybody else in order."""

import json
import sys
from statistics import median
from time import perf_counter

from benchmarks.matching_instances import SIZES, TODAY, office
from services.matching.suggest import suggest
from services.model.lists import RequestStatus
from services.model.records import Request

SHOWN = 5


def main() -> None:
    """Propose for a number of requests; print the typical time."""
    book = office(SIZES[sys.argv[1]], int(sys.argv[2]))
    open_ones = [one for one in book.all(Request) if one.status is RequestStatus.SEARCHING]
    seconds = []
    for request in open_ones[: 3 * int(sys.argv[3])]:
        begun = perf_counter()
        found = suggest(book, request, TODAY)
        for candidate in found.proposed[:SHOWN]:
            _ = candidate.reasons
        seconds.append(perf_counter() - begun)
    print(json.dumps({"ms": 1000 * median(seconds)}))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
