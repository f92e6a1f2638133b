"""Faults for load tests: a share of all requests is hit, in every way, the same ways for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import product

from .faults import FAULTS, KINDS, MOMENTS, Fault


class Chaos:
    """Deals ways to go wrong (a fault, before or after the commit) like cards: each one comes before one comes twice.

    Not thread-safe: `Traffic` asks under its lock.
    """

    def __init__(  # noqa: PLR0913 - the settings of a plan, all by name
        self,
        *,
        seed: int = 0,
        share: float = 0.2,
        faults: Sequence[str] = FAULTS,
        when: Sequence[str] = MOMENTS,
        kinds: Sequence[str] = KINDS,
        seconds: float = 0.2,
    ) -> None:
        self._ways = [Fault(fault=fault, when=moment, seconds=seconds) for fault, moment in product(faults, when)]
        if not 0 <= share <= 1 or not self._ways or not set(kinds) <= set(KINDS):
            raise ValueError(f"Not a plan: share={share}, faults={faults}, when={when}, kinds={kinds}")
        self._share = share
        self._kinds = frozenset(kinds)
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self._deck: list[Fault] = []
        self.dealt: Counter[str] = Counter()
        """How many requests were hit, by way: "503 after"."""

    def deal(self, kind: str) -> Fault | None:
        """The fault for the next request, None for most."""
        if kind not in self._kinds or self._random.random() >= self._share:
            return None
        if not self._deck:
            self._deck = self._random.sample(self._ways, len(self._ways))
        fault = self._deck.pop()
        self.dealt[f"{fault.fault} {fault.when}"] += 1
        return Fault(kind=kind, fault=fault.fault, when=fault.when, seconds=fault.seconds)
