"""spreadsheets.batchUpdate: requests in order on a copy; all of them or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import blocks, cells, dimensions, formats, groups, metadata, objects, paste, ranges, search, sheets
from .book import Book
from .errors import ApiError, Refused, bad_field, unknown_name
from .rules import Guard
from .schema import coerce, define, snake

Json = dict[str, Any]
Handler = Callable[[Book, Json], Json | None]

HANDLERS: dict[str, Handler] = {}
for _family in (blocks, cells, dimensions, formats, groups, metadata, objects, paste, ranges, search, sheets):
    define(_family.SCHEMA)
    HANDLERS.update(_family.HANDLERS)

_TRANSLATED = "Diese Änderung ist nicht möglich."
# kinds the live service has and this server does not: 501 says so, "unknown name" would be a lie
_NOT_HERE = """
autoFill pasteData textToColumns addSlicer updateSlicerSpec updateEmbeddedObjectPosition updateEmbeddedObjectBorder
randomizeRange addDataSource updateDataSource deleteDataSource refreshDataSource cancelDataSourceRefresh addTable
updateTable deleteTable
"""


def run(book: Book, requests: list[Json]) -> tuple[Book, list[Json]]:
    """The changed copy of the book and one reply for each request."""
    if not requests:
        raise ApiError("Must specify at least one request.")
    checked = [_checked(request, index) for index, request in enumerate(requests)]
    work, replies = book.copy(), []
    for index, (kind, request) in enumerate(checked):
        try:
            guard = Guard(work)
            reply = HANDLERS[kind](work, request)
            work.check()
            guard.check(work)
        except Refused as refusal:
            text = _TRANSLATED if work.rules.switches.translated_refusals else str(refusal)
            raise ApiError(f"Invalid requests[{index}].{kind}: {text}") from None
        replies.append({} if reply is None else {kind: reply})
    return work, replies


def _checked(request: Json, index: int) -> tuple[str, Json]:
    path = f"requests[{index}]"
    kinds = [kind for kind, body in request.items() if body is not None or kind not in HANDLERS]
    if not kinds:
        raise ApiError(f"Invalid {path}: No request set.")
    for kind in kinds:
        if kind in _NOT_HERE.split():
            raise ApiError(f"{kind} is not implemented by this server.", 501)
        if kind not in HANDLERS:
            raise unknown_name(kind, path)
    if len(kinds) > 1:
        text = f"Invalid value at '{path}' (oneof), oneof field 'kind' is already set. Cannot set '{kinds[1]}'"
        raise bad_field(path, text)
    return kinds[0], coerce(request[kinds[0]], kinds[0], f"{path}.{snake(kinds[0])}")
