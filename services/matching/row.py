"""Who could take a request, in numbers: what goes into a plan's network and comes out of `task`."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Row:
    """Who could take a request: volunteers and costs, and the half-day it takes (numbered from 1; 0 is none)."""

    volunteers: Ints
    costs: Ints
    half_day: int = 0

    def cost_of(self, volunteer: int) -> int | None:
        """Give what a volunteer costs here; None for somebody who could not take it."""
        found = self.costs[self.volunteers == volunteer]
        return int(found[0]) if len(found) else None
