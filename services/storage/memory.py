"""The store for tests and trials: a workbook in memory."""

from threading import Lock

from services.model.errors import Conflict
from services.model.workbook import Changes, Workbook


class MemoryStore:
    """Keeps the newest workbook; safe for several threads."""

    def __init__(self, workbook: Workbook | None = None) -> None:
        """Start with `workbook`, or with an empty one."""
        self._workbook = workbook or Workbook.of()
        self._lock = Lock()

    def load(self) -> Workbook:
        """Give the newest workbook."""
        return self._workbook

    def commit(self, changes: Changes, *, expected: Workbook) -> Workbook:
        """Swap in the changed workbook if nobody else did since `expected`."""
        with self._lock:
            if self._workbook.revision != expected.revision:
                raise Conflict
            self._workbook = self._workbook.with_changes(changes, revision=expected.revision + 1)
            return self._workbook
