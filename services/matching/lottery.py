"""A stable lottery: equal points are settled by lot, the same one each day, so that low numbers win no more often."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

ODD: Final = np.uint64(0x9E3779B97F4A7C15)
HIGH: Final = np.uint64(48)  # the upper 16 of 64 bits are the lot


@lru_cache(maxsize=100_000)  # it belongs to a number for good, and is asked for with each change of the records
def ticket(number: str) -> int:
    """Give the ticket of a request or a volunteer: 64 bits that look random and belong to its number."""
    return int.from_bytes(blake2b(number.encode(), digest_size=8).digest())


def tickets(numbers: Iterable[str]) -> NDArray[np.uint64]:
    """Give the tickets of many."""
    return np.fromiter(map(ticket, numbers), dtype=np.uint64)


def lots(requests: NDArray[np.uint64], people: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Draw a lot of 16 bits for each request's ticket with each volunteer's; the lowest wins among equals."""
    return ((people ^ requests) * ODD >> HIGH).view(np.int64)
