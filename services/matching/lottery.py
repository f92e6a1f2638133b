"""A stable lottery: equal points are settled by lot, the same one each day, so that low numbers win no more often."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

ODD: Final = np.uint64(0x9E3779B97F4A7C15)
HIGH: Final = np.uint64(48)  # the upper 16 of 64 bits are the lot


def ticket(number: str) -> int:
    """Give the ticket of a request or a volunteer: 64 bits that look random and belong to its number."""
    return int.from_bytes(_digest(number))


def tickets(numbers: Iterable[str]) -> NDArray[np.uint64]:
    """Give the tickets of many."""
    return np.frombuffer(b"".join([_digest(number) for number in numbers]), dtype=">u8").astype(np.uint64)


def _digest(number: str) -> bytes:
    return blake2b(number.encode(), digest_size=8).digest()


def lots(requests: NDArray[np.uint64], people: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Draw a lot of 16 bits for each request's ticket with each volunteer's; the lowest wins among equals."""
    return ((people ^ requests) * ODD >> HIGH).view(np.int64)
