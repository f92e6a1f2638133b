"""How much comes in from the public at once: people write little, machines much."""

from collections import deque
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from threading import Lock
from typing import Final

from services.model.public_errors import TooManyAtOnce

SPAN: Final = timedelta(minutes=10)
MOST_OF_ALL: Final = 100  # for the whole process
MOST_OF_ONE: Final = 20  # from one connection: as many as register in one room after an info talk


class Rush:
    """Counts what the public has sent to this process lately. Nothing is stored: an address is gone in minutes."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lock = Lock()
        self._lately: deque[tuple[datetime, str, str]] = deque()

    def enter(self, now: datetime, address: str, once: str) -> None:
        """Let one entry through; the same operation (`once`) counts once. Raises `TooManyAtOnce`.

        `address` is where the visitor's connection comes from, "" when that says nothing.
        """
        origin = origin_of(address)
        with self._lock:
            while self._lately and now - self._lately[0][0] >= SPAN:
                self._lately.popleft()
            if any(known == once for _at, _origin, known in self._lately):
                return
            here = sum(bool(origin) and origin == other for _at, other, _once in self._lately)
            if here >= MOST_OF_ONE or len(self._lately) >= MOST_OF_ALL:
                raise TooManyAtOnce(minutes=SPAN // timedelta(minutes=1))
            self._lately.append((now, origin, once))


def origin_of(address: str) -> str:
    """Give what tells one connection from another: the address, of IPv6 the part that stays the same in one household.

    "" for the office's own network and the machine itself: behind a proxy everybody comes from there.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if not found.is_global:
        return ""
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))  # noqa: PLR2004 - IPv4
