"""The pace: Google allows 60 reads and 60 writes a minute; requests are spaced before it refuses any, and counted."""

import time
from collections import deque
from datetime import datetime
from threading import Lock
from typing import Final

from services.model.clock import now_in_germany

MINUTE: Final = 60.0
QUOTA: Final = 60  # requests of a kind a minute for one service account
BURST: Final = 20  # may go at once after a quiet while; the rest of the quota is spread over the minute
SPARE: Final = 2


class Pace:
    """Counts the requests of each kind ("read", "write") in the last `window` seconds and spaces them.

    A bucket holds `BURST` requests and fills evenly, so that no window ever sees more than `quota`; without a quota
    requests are only counted. `last` is when the newest of each kind went.
    """

    def __init__(self, quota: int | None = QUOTA, *, window: float = MINUTE) -> None:
        """Allow `quota` requests of each kind in `window` seconds."""
        self.quota = quota
        self._window = window
        self._lock = Lock()
        self._sent: dict[str, deque[float]] = {}
        self._due: dict[str, float] = {}
        self.last: dict[str, datetime] = {}

    def wait(self, kind: str) -> float:
        """Wait until a request of this kind may go; gives the seconds waited."""
        with self._lock:
            now = time.monotonic()
            due = max(self._due.get(kind, 0.0), now - BURST * self._gap) + self._gap
            self._due[kind] = due
            pause = max(0.0, due - now)
            sent = self._sent.setdefault(kind, deque())
            sent.append(now + pause)
            while sent[0] <= now - self._window:
                sent.popleft()
        time.sleep(pause)
        self.last[kind] = now_in_germany()
        return pause

    def sent(self, kind: str) -> int:
        """Say how many requests of this kind went in the last window."""
        with self._lock:
            now = time.monotonic()
            return sum(now - self._window < at <= now for at in self._sent.get(kind, ()))

    @property
    def _gap(self) -> float:
        """The seconds between two requests once the burst is used up; 0 without a quota."""
        return self._window / (self.quota - BURST - SPARE) if self.quota else 0.0
