"""The Office: reads a snapshot, runs an action on a draft of it, commits, again if somebody was first."""

import logging
import random
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from threading import Lock
from typing import Final, TypeVar, cast
from uuid import uuid4
from zoneinfo import ZoneInfo

from services.model.access import Actor, Right
from services.model.draft import Draft
from services.model.errors import Conflict, Unreachable
from services.model.record import Record, columns
from services.model.records import JournalEntry
from services.model.sight import seen_by
from services.model.workbook import Change, Workbook
from services.settings import OfficePerson
from services.sign_in import recognise
from services.storage.cells import text_of
from services.storage.open import whole
from services.storage.store import Store

log = logging.getLogger(__name__)

R = TypeVar("R", bound=Record)

PATIENCE: Final = 30.0  # seconds an action is computed again while others commit first
ZONE: Final = ZoneInfo("Europe/Berlin")


def now_in_germany() -> datetime:
    """Give the wall clock of the offices: what stands in the sheet is read by people there."""
    return datetime.now(ZONE).replace(tzinfo=None, microsecond=0)


class Office:
    """One store, one clock. One writer at a time in this process; other processes are met by `Conflict`.

    `as_of` is when the snapshot that everybody reads was read; `reachable` is False while the store does not answer.
    """

    def __init__(self, store: Store, *, clock: Callable[[], datetime] = now_in_germany, keep_for: float = 0.0) -> None:
        """Use `store`; reading may be up to `keep_for` seconds old (0: always the newest)."""
        self._store = store
        self._clock = clock
        self._keep_for = keep_for
        self._reading = Lock()
        self._writing = Lock()
        self._recent: Workbook | None = None
        self._read_at = 0.0
        self.as_of = clock()
        self.reachable = True

    @property
    def now(self) -> datetime:
        """The office's clock."""
        return self._clock()

    def read(self, actor: Actor) -> Workbook:
        """Give the snapshot this actor may see; all visitors of the process share one read of the store."""
        return seen_by(self._newest(), actor)

    def everything(self, actor: Actor) -> Workbook:
        """Give the newest workbook with the whole journal, for a backup; raises `NotAllowed`."""
        actor.must(Right.KEEP_TABLE)
        return whole(self._store)

    def recognise(self, email: str, office: Iterable[OfficePerson]) -> Actor | None:
        """Give the actor behind a verified address, looked up anew each time; None for a stranger."""
        return recognise(self._newest(), email, office)

    def forget(self) -> None:
        """Read the store anew at the next `read` (the visitor asked for it)."""
        with self._reading:
            self._read_at = float("-inf")

    def perform(self, actor: Actor, action: Callable[..., R], *args: object, once: str = "") -> R:
        """Run `action(draft, *args)` and save what it changed, with its journal entry, in one commit.

        Each `once` is done once: when it stands in the journal already (a double click, an answer that got lost),
        the entry it made is given back and nothing is written. Raises what the action refuses, and `Unreachable`.
        """
        operation = once or uuid4().hex
        with self._writing:
            give_up = time.monotonic() + PATIENCE
            attempt = 0
            while True:
                workbook = self._store.load()
                done = _done_before(workbook, operation)
                if done is not None:
                    return cast("R", done)
                draft = Draft(workbook, actor, self._clock())
                result = action(draft, *args)
                if not draft.changes:
                    return result
                _write_journal(draft, result, operation)
                try:
                    self._remember_own(self._store.commit(draft.changes, expected=workbook))
                except Conflict:
                    attempt += 1
                    if time.monotonic() > give_up:
                        raise Unreachable from None
                    # Full jitter, or writers in step keep meeting each other.
                    time.sleep(random.uniform(0, min(1.0, 0.02 * 2**attempt)))  # noqa: S311 - no secret
                    continue
                return result

    def _newest(self) -> Workbook:
        """Give the newest workbook; while the store is away the last one read, so that no half-typed form vanishes."""
        with self._reading:
            if self._recent is None or time.monotonic() - self._read_at >= self._keep_for:
                try:
                    self._remember(self._store.load())
                except Unreachable:
                    if self._recent is None:
                        raise
                    self.reachable = False
                    self._read_at = time.monotonic()
            return cast("Workbook", self._recent)

    def _remember_own(self, workbook: Workbook) -> None:
        with self._reading:
            self._remember(workbook)

    def _remember(self, workbook: Workbook) -> None:
        self._recent = workbook
        self._read_at = time.monotonic()
        self.as_of = self._clock()
        self.reachable = True


def _done_before(workbook: Workbook, operation: str) -> Record | None:
    for entry in reversed(workbook.all(JournalEntry)):
        if entry.operation == operation:
            return workbook.entry(entry.entries[0])
    return None


def _write_journal(draft: Draft, result: Record, operation: str) -> None:
    changes = draft.changes
    numbers = dict.fromkeys((result.id, *(change.after.id for change in changes)))
    draft.add(
        JournalEntry,
        at=draft.now,
        actor=draft.actor.name,
        deed=draft.deed.value if draft.deed else "",
        entries=tuple(numbers)[:100],
        changed="\n".join(_told(change) for change in changes)[:4000],
        operation=operation,
    )


def _told(change: Change) -> str:
    """Say what changed; of personal columns only that they did."""
    if change.before is None:
        return f"{change.after.id} neu"
    parts = []
    for name, kept in columns(type(change.after)).items():
        old, new = getattr(change.before, name), getattr(change.after, name)
        if old != new:
            told = "geändert" if kept.column.personal else f"{text_of(old) or '–'} → {text_of(new) or '–'}"
            parts.append(f"{kept.column.header}: {told}")
    return f"{change.after.id} " + "; ".join(parts)
