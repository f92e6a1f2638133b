"""The revision token: two independent compares inside each batch; of two writers at the same revision, one fails.

The first is a warning-only protected range on `_sys!A1`: a batch deletes the one it read (which fails once somebody
else did) and adds the next. The second is a named range `app_rev_<n>`: a name can be given only once. Nobody has
recorded both failures on a live account yet, so both travel together; the newest names stay, or a writer several
revisions behind could give an old name again. A person who removes one does no harm: the next commit puts it back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Json = dict[str, Any]

SYSTEM: Final = "_sys"
NAMES_KEPT: Final = 20
_DESCRIPTION: Final = re.compile(r"rev:(\d+):(.*)", re.DOTALL)
_NAME: Final = re.compile(r"app_rev_(\d+)")


@dataclass(frozen=True)
class Token:
    """The token as one read found it.

    `protections` are the ids of protected ranges that carry it (one, unless a person meddled), `names` the ids of the
    named ranges by revision, `operation` what the last commit was for.
    """

    sheet_id: int
    revision: int
    operation: str
    protections: tuple[int, ...]
    names: Mapping[int, str]
    torn: bool


def token_of(reply: Json) -> Token:
    """Find the token in a read spreadsheet that has the tab `_sys`; `torn` when its three places disagree."""
    sheet = next(sheet for sheet in reply["sheets"] if sheet["properties"]["title"] == SYSTEM)
    names = {
        int(match[1]): named["namedRangeId"]
        for named in reply.get("namedRanges", [])
        if (match := _NAME.fullmatch(named["name"]))
    }
    found = [
        (int(match[1]), match[2], protected["protectedRangeId"])
        for protected in sheet.get("protectedRanges", [])
        if (match := _DESCRIPTION.fullmatch(protected.get("description", "")))
    ]
    seen = (
        {revision for revision, _, _ in found}
        | {mirror_of(next(iter(sheet.get("data", [])), {}))}
        | {max(names, default=0)}
    )
    newest, operation, _ = max(found, default=(0, "", 0))
    return Token(
        sheet_id=sheet["properties"].get("sheetId", 0),
        revision=max(seen),
        operation=operation if newest == max(seen) else "",
        protections=tuple(number for _, _, number in found),
        names=names,
        torn=len(seen) > 1,
    )


def mirror_of(grid: Json) -> int:
    """Give the revision that stands in `_sys!B1`; 0 when it is not there."""
    try:
        return int(grid["rowData"][0]["values"][1]["userEnteredValue"]["numberValue"])
    except (LookupError, TypeError, ValueError):
        return 0


def swap(token: Token, operation: str) -> list[Json]:
    """Give the requests that move the token on by one revision; they go first in the batch."""
    revision = token.revision + 1
    gone = [name for number, name in sorted(token.names.items()) if number <= revision - NAMES_KEPT]
    return [
        *({"deleteProtectedRange": {"protectedRangeId": number}} for number in token.protections),
        *issue(token.sheet_id, revision, operation),
        *({"deleteNamedRange": {"namedRangeId": name}} for name in gone),
    ]


def issue(sheet_id: int, revision: int, operation: str) -> list[Json]:
    """Give the requests that put the token of `revision` in place."""
    place = {"sheetId": sheet_id, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    description = f"rev:{revision}:{operation}"
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 1}
    mirror = [{"values": [{"userEnteredValue": {"numberValue": revision}}]}]
    return [
        {"addProtectedRange": {"protectedRange": {"range": place, "description": description, "warningOnly": True}}},
        {"addNamedRange": {"namedRange": {"name": f"app_rev_{revision}", "range": place}}},
        {"updateCells": {"start": start, "rows": mirror, "fields": "userEnteredValue"}},
    ]
