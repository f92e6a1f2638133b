"""The endpoints of Sheets v4: from method, raw path and query to an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from time import sleep
from typing import Any
from urllib.parse import unquote

from . import batch, filters, masks, values, view
from .book import Book
from .caller import Caller
from .errors import ApiError, Refused, not_found
from .masks import Tree, parse_reply_mask, select
from .metadata import shown
from .schema import parse_body
from .sheets import copied, new_sheet, place, shown_properties
from .store import MOMENT, first_sheet, new_book

Json = dict[str, Any]
PREFIX = "/v4/spreadsheets"
_READING_POSTS = (":getByDataFilter", "/values:batchGetByDataFilter", "/developerMetadata:search")
_VALUES = re.compile(r"([^/:]+)/values(?::(\w+)|/(.*))", re.DOTALL)
_METADATA = re.compile(r"([^/:]+)/developerMetadata/(\d+)")
_COPY = re.compile(r"([^/:]+)/sheets/(\d+):copyTo")


@dataclass
class Request:
    """What came over the wire; the path is still percent-encoded."""

    method: str
    path: str
    query: dict[str, list[str]] = field(default_factory=dict)
    authorization: str = ""
    body: bytes = b""

    def option(self, name: str) -> str | None:
        """The last value of a query parameter."""
        return self.query[name][-1] if self.query.get(name) else None

    def flag(self, name: str) -> bool:
        """A boolean query parameter in any spelling."""
        return (self.option(name) or "").lower() in ("true", "1")

    def mask(self, schema: Tree | None = None) -> Tree | None:
        """The `fields` parameter; gspread and others may also send `$fields`."""
        text = self.option("fields") or self.option("$fields")
        return parse_reply_mask(text, schema) if text else None

    def options(self) -> Json:
        """All query parameters, the boolean one of the values endpoints as a boolean."""
        found: Json = {name: entries[-1] for name, entries in self.query.items()}
        return {**found, "includeValuesInResponse": self.flag("includeValuesInResponse")}


def kind_of(method: str, path: str) -> str | None:
    """read, write or token; None for pages and test controls."""
    if path == "/token":
        return "token"
    if not path.startswith(("/v4/", "/drive/", "/upload/")):
        return None
    return "read" if method == "GET" or path.endswith(_READING_POSTS) else "write"


def answer(caller: Caller, request: Request) -> Json:
    """Answer a request below /v4/spreadsheets."""
    rest = request.path.removeprefix(PREFIX).lstrip("/")
    if not rest and request.method == "POST":
        return _create(caller, request)
    if match := _VALUES.fullmatch(rest):
        return select(request.mask(), _values(caller, request, *match.groups()))
    if match := _METADATA.fullmatch(rest):
        return select(request.mask(), _one_metadata(caller.get(unquote(match[1])), int(match[2])))
    if match := _COPY.fullmatch(rest):
        return _copy_to(caller, request, unquote(match[1]), int(match[2]))
    name, _, verb = rest.partition(":")
    name = unquote(name)
    match request.method, verb:
        case "GET", "" if "/" not in rest:
            mask = request.mask(masks.SPREADSHEET)
            grid_data = request.flag("includeGridData")
            book = caller.get(name)
            places = caller.places(book, request.query.get("ranges", []))
            # open question: may a read of ranges leave the protected ranges out?
            protections = not (places and caller.store.switches.ranges_hide_protections)
            return view.restricted(book, places, grid_data, mask, protections=protections)
        case "POST", "batchUpdate":
            return _batch_update(caller, request, name)
        case "POST", "getByDataFilter":
            body, mask = parse_body(request.body, "FilterBody"), request.mask(masks.SPREADSHEET)
            return filters.spreadsheet(caller.get(name), body, mask)
        case "POST", "search" if name.endswith("/developerMetadata"):
            book = caller.get(name.removesuffix("/developerMetadata"))
            return select(request.mask(), filters.search(book, parse_body(request.body, "FilterBody")))
    raise ApiError("Method not found.", 404)


def _create(caller: Caller, request: Request) -> Json:
    body = parse_body(request.body, "SpreadsheetBody")
    wanted, mask = body.get("properties", {}), request.mask(masks.SPREADSHEET)
    book = new_book(caller.store.free_id(), "Untitled spreadsheet", "en_US", "Etc/GMT")
    book.properties.update(wanted)
    try:
        for sheet in body.get("sheets", []):
            properties = sheet.get("properties", {})
            place(book, new_sheet(book, properties), None)
    except Refused as refusal:
        raise ApiError(str(refusal)) from None
    if not book.sheets:
        book.sheets.append(first_sheet("Sheet1"))
    caller.add(book)
    return view.spreadsheet(book, [], False, mask)


def _batch_update(caller: Caller, request: Request, name: str) -> Json:
    body, mask = parse_body(request.body, "BatchBody"), request.mask(masks.BATCH_REPLY)
    ranges, requests = body.get("responseRanges", []), body.get("requests", [])
    done: list[Json] = []
    if caller.store.switches.inserts_come_apart:
        first = next((index for index, one in enumerate(requests, 1) if "insertDimension" in one), 0)
        if 0 < first < len(requests):
            done = caller.change(name, lambda book: batch.run(book, requests[:first]))[1]
            sleep(MOMENT)
            requests = requests[first:]

    def work(book: Book) -> tuple[Book, Json]:
        changed, replies = batch.run(book, requests)
        reply: Json = {"spreadsheetId": name, "replies": [*done, *replies]}
        if body.get("includeSpreadsheetInResponse"):
            # rendered before the swap: a bad response range refuses the whole batch
            below = (mask or {}).get("updatedSpreadsheet") or None
            wanted = body.get("responseIncludeGridData", False)
            shown = book if book.rules.switches.reply_before_batch else changed
            reply["updatedSpreadsheet"] = view.spreadsheet(shown, ranges, wanted, below)
        return changed, select(mask, reply)

    return caller.change(name, work)[1]


def _values(caller: Caller, request: Request, raw_id: str, verb: str | None, raw_range: str | None) -> Json:
    name, options = unquote(raw_id), request.options()
    if verb is not None:
        return _values_batch(caller, request, name, verb)
    # the suffix is split on the raw path: an encoded colon belongs to the range
    raw, _, suffix = (raw_range or "").rpartition(":") if request.method == "POST" else (raw_range or "", "", "")
    text = unquote(raw)
    match request.method, suffix:
        case "GET", "":
            return values.get(caller.get(name), text, options)
        case "PUT", "":
            body = parse_body(request.body, "ValueRange", "data")
            return caller.edit(name, lambda book: values.put(book, text, body, options))
        case "POST", "append":
            body = parse_body(request.body, "ValueRange", "data")
            return caller.edit(name, lambda book: values.append(book, text, body, options))
        case "POST", "clear":
            parse_body(request.body, "EmptyBody")

            def clear(book: Book) -> Json:
                return {"spreadsheetId": name, "clearedRange": values.clear(book, *view.readable(book, text))}

            return caller.edit(name, clear)
    raise ApiError("Method not found.", 404)


def _values_batch(caller: Caller, request: Request, name: str, verb: str) -> Json:
    match request.method, verb:
        case "GET", "batchGet":
            moments = caller.moments(caller.get(name), request.query.get("ranges", []))
            return values.batch_get(name, moments, request.options())
        case "POST", "batchGetByDataFilter":
            return filters.batch_get(caller.get(name), parse_body(request.body, "FilterGetBody"))
        case "POST", "batchUpdate":
            body = parse_body(request.body, "ValuesBatchBody")

            def put(book: Book) -> Json:
                parts = [(*view.readable(book, part.get("range", "")), part) for part in body.get("data", [])]
                return values.batch_put(book, parts, body)

            return caller.edit(name, put)
        case "POST", "batchUpdateByDataFilter":
            body = parse_body(request.body, "FilterBatchBody")
            return caller.edit(name, lambda book: filters.batch_put(book, body))
        case "POST", "batchClearByDataFilter":
            body = parse_body(request.body, "FilterBody")
            return caller.edit(name, lambda book: filters.batch_clear(book, body))
        case "POST", "batchClear":
            body = parse_body(request.body, "ClearBody")

            def clear(book: Book) -> Json:
                places = [view.readable(book, text) for text in body.get("ranges", [])]
                return {"spreadsheetId": name, "clearedRanges": [values.clear(book, *place) for place in places]}

            return caller.edit(name, clear)
    raise ApiError("Method not found.", 404)


def _one_metadata(book: Book, number: int) -> Json:
    for entry in book.all_metadata():
        if entry["metadataId"] == number:
            return shown(entry)
    raise ApiError(f"No developer metadata with ID {number}", 404)


def _copy_to(caller: Caller, request: Request, name: str, sheet_id: int) -> Json:
    body = parse_body(request.body, "CopyBody")
    source = next((sheet for sheet in caller.get(name).sheets if sheet.sheet_id == sheet_id), None)
    if source is None:
        raise not_found()

    def paste(book: Book) -> Json:
        title, number = f"Copy of {source.title}", 1
        while any(sheet.title.casefold() == title.casefold() for sheet in book.sheets):
            number += 1
            title = f"Copy of {source.title} {number}"
        sheet = copied(book, source, {"sheetId": None, "title": title})
        place(book, sheet, None)
        return shown_properties(book, sheet)

    return select(request.mask(), caller.edit(body.get("destinationSpreadsheetId", ""), paste))
