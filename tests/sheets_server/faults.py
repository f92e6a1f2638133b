"""Counting requests, and going wrong on purpose: planned faults and quotas per minute."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import ApiError, bad_credentials, quota_exceeded

KINDS = ("read", "write", "token")
FAULTS = ("401", "429", "500", "502html", "503", "reset", "timeout", "slow")
MOMENTS = ("before", "after")
Quota = int | Mapping[str, int] | None
_USUAL_QUOTA = 60


@dataclass
class Fault:
    """The n-th matching request from now is hit, once."""

    after: int = 1
    kind: str = "any"
    fault: str = "503"
    when: str = "before"
    seconds: float = 1.0

    def __post_init__(self) -> None:
        known = self.kind in (*KINDS, "any") and self.fault in FAULTS and self.when in MOMENTS
        if not known or not isinstance(self.after, int) or self.after < 1 or self.seconds < 0:
            raise ValueError(f"Not a fault: {self}")

    @property
    def loses_answer(self) -> bool:
        """True if the client does not get the answer to its request."""
        return self.fault != "slow"

    def error(self) -> ApiError | None:
        """The error envelope of a fault that is one."""
        if self.fault == "401":
            return bad_credentials()
        if self.fault == "429":
            wait = max(1, math.ceil(self.seconds))
            return quota_exceeded("write" if self.kind == "write" else "read", _USUAL_QUOTA, wait)
        if self.fault == "500":
            return ApiError("Internal error encountered.", 500)
        return ApiError("The service is currently unavailable.", 503) if self.fault == "503" else None


class Traffic:
    """Counts, the fault plan and the quota, for all threads of the server."""

    def __init__(self, quota: Quota = None) -> None:
        self.quota = quota
        """Requests per minute: one number for reads and for writes, or {"read": n, "write": n}."""
        self.window = 60.0
        """Seconds of the quota's minute, fewer when a test cannot wait that long."""
        self.deal: Callable[[str], Fault | None] = _nothing
        """Faults beside the plan, asked under the lock."""
        self.counts = dict.fromkeys(KINDS, 0)
        self._plan: list[Fault] = []
        self._recent: dict[str, deque[float]] = {kind: deque() for kind in KINDS}
        self._lock = threading.Lock()

    def plan(self, faults: list[dict[str, Any]]) -> None:
        """Add faults to the plan; each one counts the matching requests from now on."""
        added = [Fault(**fault) for fault in faults]
        with self._lock:
            self._plan.extend(added)

    def reset(self) -> None:
        """Forget counts, planned faults and used quota."""
        with self._lock:
            self.counts.update(dict.fromkeys(KINDS, 0))
            self._plan.clear()
            self.deal = _nothing
            for recent in self._recent.values():
                recent.clear()

    def arrive(self, kind: str) -> Fault | None:
        """Count a request; the fault that hits it. Raises when the quota is used up."""
        with self._lock:
            self.counts[kind] += 1
            hit: Fault | None = None
            for fault in list(self._plan):
                if fault.kind not in (kind, "any"):
                    continue
                fault.after -= 1
                if fault.after <= 0 and hit is None:
                    hit = fault
                    self._plan.remove(fault)
            if hit is None:
                hit = self.deal(kind)
            quota = self.quota.get(kind) if isinstance(self.quota, Mapping) else self.quota
            if hit is None and quota is not None and kind != "token":
                self._use(kind, quota)
            return hit

    def _use(self, kind: str, quota: int) -> None:
        now, recent = time.monotonic(), self._recent[kind]
        while recent and recent[0] <= now - self.window:
            recent.popleft()
        if len(recent) >= quota:
            wait = self.window - (now - recent[0]) if recent else self.window
            raise quota_exceeded(kind, quota, max(1, math.ceil(wait)))
        recent.append(now)


def _nothing(kind: str) -> None:
    """No fault."""
