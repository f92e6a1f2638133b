"""Repairs: every batch is checked by what it found; cells that hit others are put right in a batch of their own."""

import logging
import random
import re
import time
from collections.abc import Callable
from threading import RLock
from typing import Final, cast
from uuid import uuid4

from services.model.clock import now_in_germany
from services.model.errors import StorageError, Unreachable
from services.model.records import JournalEntry
from services.model.workbook import Change, Workbook
from services.storage.sheets.glimpse import Glimpse
from services.storage.sheets.http import Rejected, SheetsClient
from services.storage.sheets.images import FIELDS, glimpse, marked, ranges
from services.storage.sheets.meant import Meant, marked_cells, without_copy
from services.storage.sheets.mending import mending, overtyped
from services.storage.sheets.places import Origin
from services.storage.sheets.writing import Batch, batch_of

log = logging.getLogger(__name__)

ACTOR: Final = "Lotsenbuch"
DEED: Final = "Tabelle berichtigt"
MOVED: Final = "Während des Speicherns wurden Zeilen oder Spalten verschoben; die Werte stehen wieder richtig."
TYPED: Final = "Während des Speicherns wurde in dieselben Zellen getippt."
PAUSES: Final = (0.0, 0.2, 1.0, 2.0, 4.0, 8.0)  # longest wait in seconds before each try
_REFUSED: Final = re.compile(r"Invalid requests\[(\d+)\]")  # what comes behind may be in any language
NOTHING: Final = Glimpse(0, "", {}, {})


class Sender:
    """Sends batches and looks what they found.

    `keeps` is whether before images are kept: not any more once Google has refused to copy rows twice in a row.
    """

    def __init__(self, client: SheetsClient) -> None:
        """Send through `client`."""
        self._client = client
        self._refused = 0

    @property
    def keeps(self) -> bool:
        """Say whether before images are kept."""
        return self._refused < 2  # noqa: PLR2004 - once may be a column deleted in that very moment

    def send(self, batch: Batch) -> Glimpse:
        """Send a batch once and give what it found; raises as `SheetsClient.write` does."""
        try:
            reply = self._client.write(
                batch.requests,
                params={"fields": f"updatedSpreadsheet({FIELDS})"},
                includeSpreadsheetInResponse=True,
                responseRanges=ranges(batch.revision, copies=self.keeps),
            )
        except Rejected as error:
            refused = _REFUSED.match(str(error))
            self._refused += refused is not None and int(refused[1]) in batch.images
            raise
        if batch.images:
            self._refused = 0
        seen = glimpse(reply.get("updatedSpreadsheet", {}), batch.revision)
        # Whether a reply shows the sheet after its batch or before is not known for certain.
        return seen if seen.revision == batch.revision else self.look(batch)

    def look(self, batch: Batch) -> Glimpse:
        """Read what a batch found, as long as no later one has cleared it away; nothing when that cannot be read."""
        try:
            wanted = ranges(batch.revision, copies=self.keeps)
            seen = glimpse(self._client.read({"ranges": wanted, "fields": FIELDS}), batch.revision)
        except (Rejected, StorageError):
            return NOTHING
        return seen if seen.operation == batch.operation else NOTHING


class Repairs:
    """Puts right what the last batch did to wrong rows and columns, whoever wrote it; its marks in the sheet tell.

    Kept here is only what the sheet does not tell: cells of own batches of which no copy was kept. One at a time in a
    process: whoever reads mends too, and must not throw away what whoever saves has just noted.
    """

    def __init__(self, load: Callable[[], Workbook], sender: Sender) -> None:
        """Read by `load`, write by `sender`."""
        self._load = load
        self._sender = sender
        self._unmarked: list[Meant] = []
        self._mending = RLock()

    @property
    def waiting(self) -> bool:
        """Say whether there is something to look at that the sheet does not tell."""
        return bool(self._unmarked)

    def check(self, batch: Batch, seen: Glimpse) -> Workbook | None:
        """See whether each cell of a batch was written where it was meant to be, and mend what was not.

        Gives the workbook as it is after mending; None when all was well, or cannot be mended now: whoever saves next
        will.
        """
        with self._mending:
            self._note(batch)
            kinds = {one.tab.sheet_id: one.kind for one in batch.written}
            if batch.images and seen.operation == batch.operation and not seen.strayed(kinds) and not self.waiting:
                return None
            try:
                return self.finish()
            except StorageError:
                return None

    def finish(self) -> Workbook:
        """Mend what the last batch missed; gives the workbook afterwards. Raises `Unreachable`, `WrongLayout`."""
        with self._mending:
            for pause in PAUSES:
                time.sleep(random.uniform(0, pause))  # noqa: S311 - spreads writers, no secret
                newest = self._load()
                if self._step(newest):
                    return newest
        log.error("Not mended yet")
        raise Unreachable

    def _note(self, batch: Batch) -> None:
        covered = marked(batch.written) if batch.images else frozenset()
        self._unmarked += without_copy(batch.written, covered)

    def _step(self, newest: Workbook) -> bool:
        """Write what has to be put right in `newest`; say whether nothing is left."""
        origin = cast("Origin", newest.origin)
        meant = [*self._unmarked, *marked_cells(origin.last, origin)]
        todo = mending(meant, origin)
        told = list(dict.fromkeys((*overtyped(meant), *todo.told)))
        if not todo.cells and not told:
            self._unmarked = []
            return True
        entry = _entry(newest, bool(todo.cells), told)
        changes = (Change(None, entry),)
        fixes, keeps = todo.fixes(origin), self._sender.keeps and origin.copies
        batch = batch_of(changes, newest, origin, entry.operation, fixes=fixes, keeps=keeps)
        log.warning("Mending %s cells: %s", len(todo.cells), entry.changed)
        try:
            self._sender.send(batch)
        except (Rejected, StorageError):
            return False
        self._unmarked = []  # from here on the repair is what has to have hit
        self._note(batch)
        return False


def _entry(newest: Workbook, moved: bool, told: list[str]) -> JournalEntry:  # noqa: FBT001
    about = [text for text, applies in ((MOVED, moved), (TYPED, bool(told))) if applies]
    return JournalEntry(
        id=newest.next_number(JournalEntry),
        at=now_in_germany(),
        actor=ACTOR,
        deed=DEED,
        entries=(newest.next_number(JournalEntry),),
        changed="\n".join((*about, *told))[:4000],
        operation=uuid4().hex,
    )
