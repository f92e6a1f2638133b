"""Saving: actions that wait for the store at the same time are computed one after the other and saved in one commit."""

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, cast

from services.model.access import Actor
from services.model.draft import Draft
from services.model.errors import Conflict, NotFound, SavedUnreadable, StorageError, Unreachable
from services.model.journal import only_named
from services.model.record import Record, columns
from services.model.records import JournalEntry
from services.model.spelling import text_of
from services.model.workbook import Change, Changes, Workbook
from services.storage.store import Store

log = logging.getLogger(__name__)

MOST_ENTRIES: Final = 100  # numbers that one journal entry names
STAY_TAKEN: Final = "Bleiben vergeben"  # the journal's word for numbers of which no row is there (any more, or yet)
PATIENCE: Final = 60.0  # seconds an action is computed again while others commit first; better late than refused


@dataclass(eq=False)
class Wish:
    """An action somebody asked for: what to do, who asks, its operation number, and how it ended."""

    actor: Actor
    action: Callable[..., Record]
    args: tuple[object, ...]
    operation: str
    settled: bool = False
    _result: Record | None = field(default=None, init=False)
    _failure: Exception | None = field(default=None, init=False)

    def compute(self, workbook: Workbook, now: datetime) -> Draft:
        """Do the action on `workbook`; what it gives or why it refuses is known afterwards. Gives the draft."""
        draft = Draft(workbook, self.actor, now)
        self._result = self._failure = None
        try:
            self._result = _done_before(workbook, self.operation)
            if self._result is None:
                self._result = self.action(draft, *self.args)
                if draft.changes or draft.noted:
                    _write_journal(draft, self._result, self.operation)
        except Exception as failure:  # noqa: BLE001 - a refusal, or a fault that belongs to whoever asked, not to the others
            self._failure = failure
            return Draft(workbook, self.actor, now)
        return draft

    @property
    def failed(self) -> bool:
        """Say whether it was refused when it was last computed."""
        return self._failure is not None

    def settle(self, failure: Exception | None = None) -> None:
        """Let the one who waits know that it is over; `failure` is what happened to the whole commit."""
        self._failure = failure or self._failure
        self.settled = True

    def outcome(self) -> Any:  # noqa: ANN401 - what the action gives
        """Give what the action made; raises why it was not done."""
        if self._failure is not None:
            raise self._failure
        return self._result


def save(
    store: Store,
    wishes: Sequence[Wish],
    clock: Callable[[], datetime],
    *,
    patience: float,
    newest: Workbook | None = None,
) -> Workbook | None:
    """Settle all `wishes` with one commit, computed again while others commit first; gives the workbook afterwards.

    `newest` saves the first read: a workbook the store has just given, with its places. A wish that is refused does not
    hold the others up; whoever is refused sees at the next look what spoke against it. When the store refuses them
    together, each is tried alone.
    """
    give_up = time.monotonic() + patience
    attempt = 0
    while True:
        try:
            workbook = newest if newest is not None else store.load()
            changes = _together(wishes, workbook, clock())
            saved = store.commit(changes, expected=workbook) if changes else workbook
        except Conflict as conflict:
            newest = cast("Workbook | None", conflict.newest)
            attempt += 1
            if time.monotonic() > give_up:
                _settle(wishes, Unreachable())
                return None
            # Full jitter, or writers in step keep meeting each other.
            time.sleep(random.uniform(0, min(1.0, 0.02 * 2**attempt)))  # noqa: S311 - no secret
        except StorageError as failure:
            if len(wishes) == 1 or isinstance(failure, Unreachable):
                _settle(wishes, failure)
                return None
            log.warning("%s actions are saved one by one: %r", len(wishes), failure)
            alone = [save(store, [wish], clock, patience=patience) for wish in wishes]
            return next((workbook for workbook in reversed(alone) if workbook), None)
        else:
            _settle(wishes)
            return saved


def _settle(wishes: Sequence[Wish], failure: StorageError | None = None) -> None:
    for wish in wishes:
        wish.settle(failure)


def _together(wishes: Sequence[Wish], workbook: Workbook, now: datetime) -> Changes:
    """Compute each wish on what those before it leave; a record changes once, from its first to its last state.

    Raises `Conflict` when one is refused because of a workbook that is not settled yet.
    """
    settled = workbook.settled
    before: dict[str, Record | None] = {}
    for wish in wishes:
        draft = wish.compute(workbook, now)
        for change in draft.changes:
            before.setdefault(change.after.id, change.before)
        workbook = draft.workbook
    if not settled and any(wish.failed for wish in wishes):
        raise Conflict
    return tuple(Change(old, workbook.entry(number)) for number, old in before.items())


def _done_before(workbook: Workbook, operation: str) -> Record | None:
    for entry in workbook.where(JournalEntry, operation=operation):
        try:
            return workbook.entry(entry.entries[0])
        except NotFound:
            raise SavedUnreadable(id=entry.entries[0]) from None
    return None


def _write_journal(draft: Draft, result: Record, operation: str) -> None:
    changes = draft.changes
    numbers = tuple(dict.fromkeys((result.id, *(change.after.id for change in changes))))
    again = tuple(one for one in only_named(draft.workbook) if one not in draft.reserved)
    kept = (*draft.reserved, *again)
    room = MOST_ENTRIES - len(kept)
    if len(numbers) > room:  # the last one too: no number is given twice, also when its row is deleted by hand
        numbers = (*numbers[: room - 1], numbers[-1])
    told = [text for text in (draft.noted, f"{STAY_TAKEN}: {', '.join(again)}" if again else "") if text]
    draft.add(
        JournalEntry,
        at=draft.now,
        actor=draft.actor.name,
        deed=draft.deed.value if draft.deed else "",
        entries=(*numbers, *kept),
        changed="\n".join((*told, *(_told(change) for change in changes)))[:4000],
        operation=operation,
    )


def _told(change: Change) -> str:
    """Say what changed; of personal columns only that they did."""
    if change.before is None:
        return f"{change.after.id} neu"
    if change.takes_in:
        return f"{change.after.id} aus der Tabelle aufgenommen"
    parts = []
    for name, kept in columns(type(change.after)).items():
        old, new = getattr(change.before, name), getattr(change.after, name)
        if old != new:
            told = "geändert" if kept.column.personal else f"{text_of(old) or '–'} → {text_of(new) or '–'}"
            parts.append(f"{kept.column.header}: {told}")
    return f"{change.after.id} " + "; ".join(parts)
