"""Upgrades: a spreadsheet that an older version set up gets what it lacks, in one batch that is applied or not at all.

Only ever added: columns at the right end, tabs, words in drop-downs. Each tab that changes is copied first, into a
hidden tab `_bak_<tab>_<day>-<time>`. The batch carries the compare of the token, so of several processes one wins; the
others, and whoever lost an answer, see from the version in `_sys!B2` that it is done.
"""

import logging
import random
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any, Final, cast

from services.model.clock import now_in_germany
from services.model.errors import StorageError, Unreachable, WrongLayout
from services.model.record import Record
from services.model.records import RECORDS, JournalEntry
from services.model.words import N_, Sentence
from services.model.workbook import Change, Workbook
from services.storage.schema import (
    ADDED,
    SCHEMA_VERSION,
    History,
    backup_name,
    columns_since,
    outdated_backups,
    refuse_newer,
    upgrade_entry,
)
from services.storage.sheets.extending import Plan, cells_at, complete, extended, made
from services.storage.sheets.headers import SYSTEM_ID
from services.storage.sheets.http import Rejected, SheetsClient
from services.storage.sheets.images import FIRST_ROW, MOST_ROWS, WIDTH
from services.storage.sheets.places import Origin
from services.storage.sheets.reading import workbook_of
from services.storage.sheets.token import SYSTEM
from services.storage.sheets.typed import rows_of, text_in
from services.storage.sheets.writing import batch_of

log = logging.getLogger(__name__)

Json = dict[str, Any]

FIELDS: Final = (
    "namedRanges(namedRangeId,name),sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),"
    "protectedRanges(protectedRangeId,description),data(rowData(values(userEnteredValue,note,dataValidation))))"
)
PAUSES: Final = (0.0, 1.0, 3.0)  # longest wait in seconds before each try


def is_older(reply: Json, newest: int = SCHEMA_VERSION) -> bool:
    """Say whether the spreadsheet that was read has an older layout; raises `WrongLayout` when it has a newer one."""
    version = _version(reply)
    if version is None:
        return False
    refuse_newer(version, newest)
    return version < newest


def bring_up_to_date(client: SheetsClient) -> None:
    """Add what the spreadsheet lacks; whoever finds it done does nothing.

    Raises `WrongLayout` when something is missing that older versions had already or Google refuses, `Unreachable`.
    """
    failure: StorageError = Unreachable()
    for pause in PAUSES:
        time.sleep(random.uniform(0, pause))  # noqa: S311 - spreads processes, no secret
        try:
            properties = client.read({"fields": "sheets(properties(sheetId,title))"})
            tabs = {one["properties"]["title"]: one["properties"].get("sheetId", 0) for one in properties["sheets"]}
            wanted = [f"'{title}'" for title in (*(kind.tab for kind in RECORDS), SYSTEM) if title in tabs]
            requests = upgrade(client.read({"ranges": wanted, "fields": FIELDS}), tabs, now_in_germany())
            if requests:
                client.write(requests)
                log.warning("The spreadsheet has layout %s now", SCHEMA_VERSION)
        except Rejected as error:
            log.warning("The upgrade was refused: %s", error)  # most often somebody else was first
            sentence = N_(
                "The spreadsheet could not be extended for this version of Lotsenbuch, so nothing was changed. Please "
                "check that no tab is protected against changes, then reload the page. Google says: {reason}"
            )
            failure = WrongLayout(Sentence(sentence, reason=str(error)[:300]))
        except Unreachable as error:
            failure = error
        else:
            return
    raise failure


def upgrade(reply: Json, tabs: dict[str, int], at: datetime, history: History = ADDED) -> list[Json]:
    """Give the batch that brings a spreadsheet up to date; nothing when it is.

    `reply` is a read of the app's own tabs with `FIELDS`, `tabs` all tabs in their order with their ids. Raises
    `WrongLayout` when the layout is newer, or lacks what its own version had.
    """
    newest, version = max(history.values()), _version(reply)
    if version is None or not is_older(reply, newest):
        return []
    free = (number for number in count(SYSTEM_ID + 1) if number not in tabs.values())
    plans = dict(_plans(reply, list(tabs), free, version, history))
    # Read as it will be: places of old and new columns alike, and a sentence for what is missing all the same.
    system = next(sheet for sheet in reply["sheets"] if sheet["properties"]["title"] == SYSTEM)
    workbook = workbook_of({**reply, "sheets": [*(plan.sheet for plan in plans.values()), system]})
    origin = cast("Origin", workbook.origin)
    copies: list[Json] = []
    outdated: list[Json] = []
    for kind, plan in plans.items():
        if kind.tab in tabs:
            complete(kind, plan, origin.tabs[kind], version, history)
            if plan.requests:
                copies += _backup(kind.tab, tabs, next(free), at)
                old = outdated_backups(f"_bak_{kind.tab}", tabs)
                outdated += ({"deleteSheet": {"sheetId": tabs[copy]}} for copy in old)
    number = {"userEnteredValue": {"numberValue": newest}}
    return [
        *copies,
        *(request for plan in plans.values() for request in plan.requests),
        *outdated,
        *_room(system),
        cells_at(origin.token.sheet_id, 1, 1, [number]),
        *_in_the_journal(workbook, at, newest, [line for plan in plans.values() for line in plan.told]),
    ]


def _plans(
    reply: Json, order: list[str], free: Iterator[int], version: int, history: History
) -> Iterator[tuple[type[Record], Plan]]:
    """Begin the plan of every tab that is there or new; a tab that an older version had stays missing."""
    sheets = {sheet["properties"]["title"]: sheet for sheet in reply["sheets"]}
    for kind in RECORDS:
        new = columns_since(kind, version, history)
        if kind.tab in sheets:
            yield kind, extended(sheets[kind.tab], new)
        elif "id" in new:
            place = _behind_the_one_before(kind, order)
            order.insert(place, kind.tab)
            yield kind, made(kind, next(free), place)


def _version(reply: Json) -> int | None:
    """Give the version in `_sys!B2`, or None when nobody can read it: then nothing is added and nothing refused."""
    system: Json = next((sheet for sheet in reply["sheets"] if sheet["properties"]["title"] == SYSTEM), {})
    grid: Json = next(iter(system.get("data", [])), {})
    cells = [cell for row in rows_of(grid)[1:2] for cell in row[1:2]]
    text = text_in(cells[0]) if cells else ""
    return int(text) if text.isdecimal() else None


def _behind_the_one_before(kind: type[Record], order: list[str]) -> int:
    before = RECORDS.index(kind) - 1
    return order.index(RECORDS[before].tab) + 1 if before >= 0 and RECORDS[before].tab in order else 0


def _backup(title: str, tabs: dict[str, int], copy: int, at: datetime) -> list[Json]:
    name = backup_name(f"_bak_{title}", at, tabs)
    # Behind all tabs there were: the order of the others stays as it is.
    duplicate = {"sourceSheetId": tabs[title], "newSheetId": copy, "newSheetName": name, "insertSheetIndex": len(tabs)}
    hidden = {"properties": {"sheetId": copy, "hidden": True}, "fields": "hidden"}
    return [{"duplicateSheet": duplicate}, {"updateSheetProperties": hidden}]


def _room(system: Json) -> Iterator[Json]:
    """Give the tab `_sys` the size that before images need."""
    sheet, grid = system["properties"].get("sheetId", 0), system["properties"].get("gridProperties", {})
    for dimension, size, wanted in (("ROWS", "rowCount", FIRST_ROW + MOST_ROWS), ("COLUMNS", "columnCount", WIDTH)):
        lacking = wanted - grid.get(size, 0)
        if lacking > 0:
            yield {"appendDimension": {"sheetId": sheet, "dimension": dimension, "length": lacking}}


def _in_the_journal(workbook: Workbook, at: datetime, version: int, lines: list[str]) -> list[Json]:
    entry = upgrade_entry(workbook.next_number(JournalEntry), at, version, lines)
    # Nothing but new rows is written, so there is nothing to keep an image of.
    batch = batch_of((Change(None, entry),), workbook, cast("Origin", workbook.origin), entry.operation, keeps=False)
    return batch.requests
