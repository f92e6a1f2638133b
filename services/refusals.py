"""What could not be placed, and why: counted for the report."""

from collections import Counter

from services.model.lists import RejectReason
from services.model.records import Request
from services.model.workbook import Workbook


def refused_by_reason(workbook: Workbook) -> tuple[tuple[RejectReason, int], ...]:
    """Count requests that ended without an assignment by their reason, most frequent first."""
    counted = Counter(one.reject_reason for one in workbook.all(Request) if one.reject_reason)
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0].rank)))


def redirected_by_place(workbook: Workbook) -> tuple[tuple[str, int], ...]:
    """Count requests by the place people were sent to, most frequent first."""
    counted = Counter(one.redirected_to for one in workbook.all(Request) if one.redirected_to)
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0].casefold())))
