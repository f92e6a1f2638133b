"""What a store is: two methods. Everything else about it is its own business."""

from typing import Protocol

from services.model.workbook import Changes, Workbook


class Store(Protocol):
    """A place that keeps the workbook."""

    def load(self) -> Workbook:
        """Give everything at its newest revision; raises `Unreachable` or `WrongLayout`."""
        ...

    def commit(self, changes: Changes, *, expected: Workbook) -> Workbook:
        """Write all `changes` or none, only if nothing was committed since `expected` was loaded.

        Returns the workbook afterwards. Raises `Conflict` when somebody else was first, `Unreachable` when it is
        certain that nothing was written, `Unclear` when that cannot be found out, `WrongLayout` when it has no place.
        """
        ...
