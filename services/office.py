"""The Office: everybody reads one shared snapshot; actions go through it to the store."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Final, TypeVar, cast
from uuid import uuid4

from services.model.access import Actor, Right, Role
from services.model.clock import now_in_germany
from services.model.errors import NotAllowed, Refusal, Unreachable
from services.model.letters import Message
from services.model.record import Record
from services.model.records import JournalEntry
from services.model.sight import seen_by
from services.model.workbook import Workbook
from services.own_data import OwnData, may_be_told, own_data
from services.own_links import entered
from services.saving import PATIENCE, Wish, save
from services.settings import OfficePerson
from services.sign_in import recognise
from services.storage.open import everything, whole
from services.storage.store import Store
from services.table import story

R = TypeVar("R", bound=Record)

# A click on a page opens it anew and then saves: what was read for the one serves the other, for so many seconds. The
# commit is refused when another app was first, and tells when a person typed meanwhile, however old the read is.
JUST_READ: Final = 1.0


class Office:
    """One store, one clock. One writer at a time in this process; other processes are met by `Conflict`.

    `as_of` is when the snapshot that everybody reads was read; `reachable` is False while the store does not answer.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], datetime] = now_in_germany,
        keep_for: float = 0.0,
        patience: float = PATIENCE,
    ) -> None:
        """Use `store`; reading may be up to `keep_for` seconds old (0: always the newest).

        `patience` is how many seconds an action is computed again while other processes commit first.
        """
        self.store = store
        self._clock = clock
        self._keep_for = keep_for
        self._reading = Lock()
        self._writing = Lock()
        self._looking_back = Lock()
        self._patience = patience
        self._waiting: deque[Wish] = deque()
        self._recent: Workbook | None = None
        self._whole: Workbook | None = None  # with the whole journal, read when somebody asks for it
        self._just_read: Workbook | None = None
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
        """Give the newest workbook with the journal and what stands beside it, for a backup; raises `NotAllowed`."""
        actor.must(Right.KEEP_BACKUPS)
        return everything(self.store)

    def whole(self, actor: Actor) -> Workbook:
        """Give what this actor may see with the whole journal, however long it has grown; raises `Unreachable`."""
        newest = self._newest()
        with self._looking_back:
            if self._whole is None or self._whole.revision != newest.revision:
                self._whole = whole(self.store)
            return seen_by(self._whole, actor)

    def story(self, actor: Actor, number: str) -> tuple[JournalEntry, ...]:
        """Give the journal of one entry, or all of it for "", as this actor may see it: newest first, however long."""
        try:
            return story(self.whole(actor), number)
        except Unreachable:
            return story(self.read(actor), number)

    def own_data(self, actor: Actor, person: str) -> OwnData:
        """Give everything stored about somebody, to hand it to them; raises `NotAllowed`, `NotFound`."""
        if not may_be_told(actor, person):
            raise NotAllowed(deed=Right.TELL_STORED)
        return own_data(whole(self.store), person)

    def recognise(self, email: str, office: Iterable[OfficePerson]) -> Actor | None:
        """Give the actor behind a verified address, looked up anew each time; None for a stranger."""
        return recognise(self._newest(), email, office, self.now.date())

    def follow(self, message: str) -> Actor | None:
        """Give the actor who follows the personal link of this message; None when there is no such message."""
        if self._newest().find(Message, message) is None:
            return None
        return Actor(Role.LINK, Role.LINK.value, link=message)

    def enter(self, link: str) -> Actor:
        """Give the volunteer who comes by their own link; raises what `own_links.entered` refuses."""
        return entered(self._newest(), link, self.now.date())

    def forget(self) -> None:
        """Read the store anew at the next `read` (the visitor asked for it)."""
        with self._reading:
            self._read_at = float("-inf")

    def perform(self, actor: Actor, action: Callable[..., R], *args: object, once: str = "") -> R:
        """Run `action(draft, *args)` and save what it changed, with its journal entry, in one commit.

        Each `once` is done once: when it stands in the journal already (a double click, an answer that got lost),
        the entry it made is given back and nothing is written. Raises what the action refuses, and `Unreachable`.
        """
        wish = Wish(actor, action, args, once or uuid4().hex)
        self._waiting.append(wish)
        with self._writing:
            if not wish.settled:  # whoever was in here before may have saved it along with their own
                self._save_waiting(wish)
        try:
            return cast("R", wish.outcome())
        except Refusal:  # by what stands in the store now: whoever looks again has to see that, not an older read
            self.forget()
            raise

    def _save_waiting(self, mine: Wish) -> None:
        wishes = [self._waiting.popleft() for _ in range(len(self._waiting))]
        try:
            saved = save(self.store, wishes, self._clock, patience=self._patience, newest=self._take_just_read())
        finally:  # should this thread be stopped here, the others' wishes wait on
            self._waiting.extendleft(one for one in reversed(wishes) if not one.settled and one is not mine)
        if saved is not None:
            with self._reading:
                self._remember(saved)

    def _newest(self) -> Workbook:
        """Give the newest workbook; while the store is away the last one read, so that no half-typed form vanishes."""
        with self._reading:
            if self._recent is None or time.monotonic() - self._read_at >= self._keep_for:
                try:
                    self._remember(self.store.load())
                except Unreachable:
                    if self._recent is None:
                        raise
                    self.reachable = False
                    self._read_at = time.monotonic()
            return cast("Workbook", self._recent)

    def _take_just_read(self) -> Workbook | None:
        """Give the workbook a page has just read, once: after an action builds on it, it is not the newest any more."""
        with self._reading:
            taken, self._just_read = self._just_read, None
            fresh = time.monotonic() - self._read_at < min(JUST_READ, self._keep_for)
        return taken if fresh else None

    def _remember(self, workbook: Workbook) -> None:
        # Only the next action may write from it, and only soon: what all share does without where its rows stood.
        self._just_read = workbook if workbook.origin is not None else None
        self._recent = workbook if workbook.origin is None else replace(workbook, origin=None)
        self._read_at = time.monotonic()
        self.as_of = self._clock()
        self.reachable = True
