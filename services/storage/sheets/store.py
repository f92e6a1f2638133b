"""The Google Sheets store: one read gives everything, one atomic batch writes an action, a lost answer is looked up."""

import logging
import random
import time
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any, Final, cast
from uuid import uuid4

from services.model.errors import Conflict, StorageError, Unclear, Unreachable, WrongLayout
from services.model.records import JournalEntry
from services.model.words import N_, Sentence
from services.model.workbook import Change, Changes, Workbook
from services.storage.sheets.findings import Mode
from services.storage.sheets.headers import JOURNAL_ROWS
from services.storage.sheets.http import BUSY_PATIENCE, Busy, NoAccess, Rejected, SheetsClient
from services.storage.sheets.pace import Pace
from services.storage.sheets.places import Origin
from services.storage.sheets.preparing import prepare
from services.storage.sheets.reading import asked_for, workbook_of
from services.storage.sheets.repairs import Repairs, Sender
from services.storage.sheets.rest import rest_in, sizes_in, tabs_to_read
from services.storage.sheets.results import must_be_writable
from services.storage.sheets.token import Token
from services.storage.sheets.upgrade import bring_up_to_date, is_older
from services.storage.sheets.writing import batch_of, operation_of

log = logging.getLogger(__name__)

Json = dict[str, Any]

PATIENCE: Final = 30.0  # seconds a request is tried again while Google is busy
ATTEMPTS: Final = 3  # times a batch is sent, unless the quota is used up
LONGEST_PAUSE: Final = 16.0  # seconds between two of them
WAITS: Final = (0.3, 0.7, 1.0)  # seconds between looks while another app puts right what it wrote
GLANCES: Final = (0.0, 0.2, 0.5, 1.0, 2.0, 4.0)  # longest wait in seconds before each read while somebody is writing


class SheetsStore:
    """Keeps the workbook in one Google spreadsheet; safe for several threads and processes.

    `mode` is what the self-check allows. An empty spreadsheet is set up at the first load. People may sort, filter,
    insert rows and columns and add tabs of their own: everything is found anew at each read, and nothing that is not
    the app's is ever written.
    """

    def __init__(
        self,
        spreadsheet: str,
        *,
        key: Mapping[str, object] | None = None,
        api: str = "",
        patience: float = PATIENCE,
        pace: Pace | None = None,
    ) -> None:
        """Prepare the store of `spreadsheet` (id or address); sends nothing. Raises `WrongLayout` for a bad key."""
        self._patience = patience
        self._client = SheetsClient(spreadsheet, key=key, api=api, patience=patience, pace=pace)
        self._sender = Sender(self._client)
        self._repairs = Repairs(lambda: self._load(JOURNAL_ROWS), self._sender)
        self._waited_for = 0
        self._known: Workbook | None = None
        self.mode = Mode.NORMAL

    @property
    def pace(self) -> Pace:
        """What keeps and counts the requests to Google."""
        return self._client.pace

    def load(self) -> Workbook:
        """Give the newest workbook: one request, more while something that went astray is put right."""
        workbook = self._settled(JOURNAL_ROWS)
        journal = list(cast("Origin", workbook.origin).tabs[JournalEntry].rows)
        if len(journal) >= JOURNAL_ROWS - 1 and journal != sorted(
            journal, key=lambda number: (len(number), number), reverse=True
        ):
            return self._settled(None)  # somebody sorted the journal: its newest entries may stand anywhere
        return workbook

    def load_whole(self) -> Workbook:
        """Give the newest workbook with the whole journal, of which `load` reads the newest entries alone."""
        return self._settled(None)

    def load_everything(self) -> Workbook:
        """Give the newest workbook with the whole journal and what people keep beside the entries (`Workbook.rest`)."""
        reply = self._client.read({"fields": "sheets(properties(title,sheetType))"})
        return self._settled(None, tabs_to_read(reply))

    def sizes(self) -> dict[str, int]:
        """Give how many cells each tab has, the app's and people's own: one small request. Raises `Unreachable`."""
        return sizes_in(self._client.read({"fields": "sheets(properties(title,gridProperties(rowCount,columnCount)))"}))

    def commit(self, changes: Changes, *, expected: Workbook) -> Workbook:
        """Write all `changes` in one batch that fails as a whole when somebody committed since `expected` was loaded.

        The workbook that comes back has no places: whoever writes next loads first.
        """
        if self._repairs.waiting:
            self._repairs.finish()
        operation = operation_of(changes) or uuid4().hex
        current = expected if isinstance(expected.origin, Origin) else self._still(expected, changes)
        must_be_writable(cast("Origin", current.origin).mode)
        self._take_over(cast("Origin", current.origin))
        failure: StorageError = Unreachable()
        began = time.monotonic()
        for attempt in count(1):
            origin = cast("Origin", current.origin)
            batch = batch_of(changes, current, origin, operation, keeps=self._sender.keeps and origin.copies)
            try:
                seen = self._sender.send(batch)
            except Rejected as error:
                log.info("The batch of %s was refused: %s", operation, error)  # most often somebody else was first
                failure = _refused(error)
            except (Unreachable, NoAccess) as error:
                failure = error
            else:
                after = replace(expected.with_changes(changes, revision=expected.revision + 1), origin=None)
                return self._repairs.check(batch, seen) or after
            newest = self._look_after(failure)
            if _landed(newest, operation):
                return self._repairs.check(batch, self._sender.look(batch)) or newest
            current = self._still(expected, changes, newest)
            pause = failure.after if isinstance(failure, Busy) else 0.0
            if _gives_up(failure, attempt, time.monotonic() - began + pause, self._patience):
                break
            time.sleep(pause + random.uniform(0, min(LONGEST_PAUSE, 2.0**attempt / 2)))  # noqa: S311 - spreads writers, no secret
        log.warning("Nothing was saved for %s: %s", operation, failure)
        raise failure

    def _look_after(self, failure: StorageError) -> Workbook:
        """Read what became of a batch; raises `Unclear` when that fails and the batch may have been applied."""
        try:
            return self._load(JOURNAL_ROWS)
        except Unreachable as error:
            if isinstance(failure, Unreachable | NoAccess) and not isinstance(failure, Busy):
                raise Unclear from error
            raise

    def _still(self, expected: Workbook, changes: Changes, newest: Workbook | None = None) -> Workbook:
        """Give the newest workbook if it is still the expected one where it matters; raises `Conflict` otherwise."""
        newest = newest or self.load()
        if newest.revision != expected.revision or not all(_as_seen(change, newest) for change in changes):
            raise Conflict(None if cast("Origin", newest.origin).strayed else newest)
        return newest

    def _take_over(self, origin: Origin) -> None:
        """Put right what the last batch left behind before building on it; raises `Conflict` if there was anything.

        Whoever wrote it may not be running any more, or may not know.
        """
        if origin.strayed and self._repairs.finish().revision != origin.token.revision:
            raise Conflict

    def _settled(self, journal_rows: int | None, tabs: tuple[str, ...] = ()) -> Workbook:
        """Give the newest workbook; a batch that went astray is put right first: by its app, or else by this one.

        What it saved does not stand where it belongs until then: somebody would be refused because of it.
        """
        workbook = self._load(journal_rows, tabs)
        for pause in WAITS:
            if workbook.revision == self._waited_for or not cast("Origin", workbook.origin).strayed:
                break
            time.sleep(pause)
            workbook = self._load(journal_rows, tabs)
        origin = cast("Origin", workbook.origin)
        if not origin.strayed:
            return workbook
        self._waited_for = workbook.revision
        try:
            must_be_writable(origin.mode)
            self._repairs.finish()
            workbook = self._load(journal_rows, tabs)
        except StorageError as error:
            log.warning("What went astray is not put right yet: %r", error)
        return replace(workbook, settled=not cast("Origin", workbook.origin).strayed)

    def _load(self, journal_rows: int | None, tabs: tuple[str, ...] = ()) -> Workbook:
        """Read until all tabs are of one moment; raises `Unreachable` when others never stop writing.

        What was read while somebody wrote may lack rows that its revision has: nothing may be built on that. With
        `tabs` these are read too, and what stands beside the entries is in the workbook.
        """
        before: Token | None = None
        for pause in GLANCES:
            time.sleep(random.uniform(0, pause))  # noqa: S311 - spreads readers, no secret
            reply = self._read(journal_rows, tabs)
            self._known = workbook = workbook_of(reply, self._known)
            origin = cast("Origin", workbook.origin)
            self.mode = origin.mode
            if tabs:
                workbook = replace(workbook, rest=rest_in(reply, workbook))
            if not origin.token.torn:
                return workbook
            if origin.token == before:  # nobody writes: a person changed or restored something
                log.warning("The places of the revision disagree; the highest counts (%s)", workbook.revision)
                return workbook  # the next commit puts it right
            before = origin.token
        log.warning("Others never stopped writing while the table was read")
        raise Unreachable

    def _read(self, journal_rows: int | None, tabs: tuple[str, ...]) -> Json:
        try:
            reply = self._client.read(asked_for(journal_rows, tabs))
            if not is_older(reply):
                return reply
            bring_up_to_date(self._client)
        except Rejected:
            prepare(self._client, used=self._known is not None)
        try:
            return self._client.read(asked_for(None, tabs))
        except Rejected as error:
            raise _refused(error) from error


def _as_seen(change: Change, newest: Workbook) -> bool:
    before = change.before
    if before is None:
        return True
    return before in newest.untaken if change.takes_in else newest.find(type(before), before.id) == before


def _gives_up(failure: StorageError, attempt: int, passed: float, patience: float) -> bool:
    """Say whether a batch is not sent again: a used-up quota is worth a minute, everything else a few attempts."""
    if isinstance(failure, NoAccess):
        return True
    if isinstance(failure, Busy):
        return passed > max(patience, BUSY_PATIENCE)
    return attempt >= ATTEMPTS or passed > patience


def _landed(newest: Workbook, operation: str) -> bool:
    origin = cast("Origin", newest.origin)
    # The marks tell as well: a read may not show the token, and a journal entry that missed its columns is not read.
    return operation in {origin.token.operation, origin.last.operation} or any(
        entry.operation == operation for entry in newest.all(JournalEntry)
    )


def _refused(error: Rejected) -> WrongLayout:
    sentence = N_("Google Sheets did not accept this, so nothing was saved: {reason}")
    return WrongLayout(Sentence(sentence, reason=str(error)[:300]))
