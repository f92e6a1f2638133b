"""Preparing: an empty spreadsheet is set up, an older one is extended, one that people have emptied is left alone."""

import logging
from typing import Any, Final

from services.model.errors import Unreachable, WrongLayout
from services.model.words import N_, Sentence
from services.storage.sheets.headers import MARK, set_up
from services.storage.sheets.http import Rejected, SheetsClient
from services.storage.sheets.reading import LACKS, TABS
from services.storage.sheets.upgrade import bring_up_to_date, is_older

log = logging.getLogger(__name__)

Json = dict[str, Any]

COPY: Final = "_bak_"  # what the name of a copy begins with that an upgrade made
LOOK: Final = (
    "developerMetadata(metadataKey),"
    "sheets(properties(sheetId,title),charts(chartId),data(rowData(values(userEnteredValue,note))))"
)
GONE: Final = N_(
    "The table has been emptied: all tabs of Lotsenbuch are gone. To bring them back, open the table and choose "
    "“File”, “Version history”. To begin with an empty table instead: “Set up the table”, “Create the table”."
)


def prepare(client: SheetsClient, *, used: bool) -> None:
    """Set an empty spreadsheet up or extend an older one; `used` says that entries of ours were read in it before.

    Raises `WrongLayout` when tabs are missing, all of them included if they were there once.
    """
    reply = client.read({"fields": LOOK})
    there = {sheet["properties"]["title"] for sheet in reply["sheets"]}
    missing = tuple(title for title in TABS if title not in there)
    if len(missing) == len(TABS):
        if used or was_ours(reply):
            raise WrongLayout(Sentence(GONE))
        _set_up(client, reply["sheets"])
    elif is_older(reply):
        bring_up_to_date(client)
    elif missing:
        raise WrongLayout(Sentence(LACKS, tabs=missing))


def begin_anew(client: SheetsClient) -> None:
    """Set a spreadsheet up that has no tab of ours, also if it had some once: somebody has asked for it."""
    _set_up(client, client.read({"fields": LOOK})["sheets"])


def was_ours(reply: Json) -> bool:
    """Say whether Lotsenbuch was ever in this spreadsheet, of which no tab of ours tells any more."""
    keys = (one.get("metadataKey") for one in reply.get("developerMetadata", []))
    return MARK in keys or any(sheet["properties"]["title"].startswith(COPY) for sheet in reply["sheets"])


def _set_up(client: SheetsClient, sheets: list[Json]) -> None:
    only = sheets[0] if len(sheets) == 1 and _is_empty(sheets[0]) else None
    try:
        client.write(set_up(only["properties"].get("sheetId", 0) if only else None))
    except (Rejected, Unreachable) as error:
        # Another process was first, or the answer got lost: the read that follows tells.
        log.warning("The set-up did not go through here: %s", error)


def _is_empty(sheet: Json) -> bool:
    grids = sheet.get("data", [])
    return "charts" not in sheet and not any(
        cell for grid in grids for row in grid.get("rowData", []) for cell in row.get("values", [])
    )
