"""The endpoints that select by data filter."""

from __future__ import annotations

from typing import Any

from . import values, view
from .a1 import Area, Box, area_of
from .book import Book, Sheet
from .errors import ApiError, Refused
from .grid import checked_range
from .masks import Tree, select
from .metadata import matches, shown

Json = dict[str, Any]


def areas(book: Book, data_filter: Json) -> list[tuple[Sheet, Area]]:
    """The areas that a data filter selects."""
    if "gridRange" in data_filter:
        sheet, found = checked_range(book, data_filter["gridRange"])
        return [(sheet, area_of(found))]
    if "a1Range" in data_filter:
        return [book.resolve(data_filter["a1Range"])]
    return [area for entry in matches(book, data_filter) if (area := _area(book, entry)) is not None]


def _area(book: Book, entry: Json) -> tuple[Sheet, Area] | None:
    location = entry["location"]
    if location["locationType"] == "SPREADSHEET":
        return None
    span = location.get("dimensionRange")
    if span is None:
        return book.sheet(location["sheetId"]), Area()
    if span["dimension"] == "ROWS":
        return book.sheet(span["sheetId"]), Area(span["startIndex"], 0, span["endIndex"], None)
    return book.sheet(span["sheetId"]), Area(0, span["startIndex"], None, span["endIndex"])


def _each(book: Book, data_filters: list[Json]) -> list[tuple[Json, list[tuple[Sheet, Area]]]]:
    if not data_filters:
        raise ApiError("Must specify at least one dataFilter.")
    found = []
    for index, data_filter in enumerate(data_filters):
        try:
            found.append((data_filter, areas(book, data_filter)))
        except Refused as refusal:
            raise ApiError(f"Invalid dataFilter[{index}]: {refusal}") from None
    return found


def spreadsheet(book: Book, body: Json, mask: Tree | None) -> Json:
    """spreadsheets.getByDataFilter."""
    found = [area for _, selected in _each(book, body.get("dataFilters", [])) for area in selected]
    if not found:
        return select(mask, {"spreadsheetId": book.spreadsheet_id, "properties": book.properties})
    return view.restricted(book, found, body.get("includeGridData", False), mask)


def batch_get(book: Book, body: Json) -> Json:
    """values.batchGetByDataFilter: by position; areas matched twice come once."""
    matched: dict[tuple[int, Box], tuple[Sheet, list[Json]]] = {}
    for data_filter, selected in _each(book, body.get("dataFilters", [])):
        for sheet, area in selected:
            key = (book.sheets.index(sheet), area.within(*sheet.size))
            matched.setdefault(key, (sheet, []))[1].append(data_filter)
    found = [
        {"valueRange": values.value_range(book, sheet, area, body), "dataFilters": by}
        for (_, area), (sheet, by) in sorted(matched.items(), key=lambda item: item[0])
    ]
    return {"spreadsheetId": book.spreadsheet_id, **({"valueRanges": found} if found else {})}


def batch_put(book: Book, body: Json) -> Json:
    """values.batchUpdateByDataFilter: the place is found on the server."""
    data = body.get("data", [])
    parts, used = [], []
    selected = _each(book, [entry.get("dataFilter", {}) for entry in data])
    for entry, (data_filter, found) in zip(data, selected, strict=True):
        for sheet, area in found:
            parts.append((sheet, area, entry))
            used.append(data_filter)
    reply = values.batch_put(book, parts, body)
    for response, data_filter in zip(reply.get("responses", []), used, strict=True):
        response["dataFilter"] = data_filter
    return reply


def batch_clear(book: Book, body: Json) -> Json:
    """values.batchClearByDataFilter."""
    found = [area for _, selected in _each(book, body.get("dataFilters", [])) for area in selected]
    cleared = [values.clear(book, sheet, area) for sheet, area in found]
    return {"spreadsheetId": book.spreadsheet_id, **({"clearedRanges": cleared} if cleared else {})}


def search(book: Book, body: Json) -> Json:
    """developerMetadata.search."""
    if not body.get("dataFilters"):
        raise ApiError("Must specify at least one dataFilter.")
    matched: dict[int, Json] = {}
    for index, data_filter in enumerate(body["dataFilters"]):
        try:
            entries = matches(book, data_filter)
        except Refused as refusal:
            raise ApiError(f"Invalid dataFilter[{index}]: {refusal}") from None
        for entry in entries:
            found = matched.setdefault(entry["metadataId"], {"developerMetadata": shown(entry), "dataFilters": []})
            found["dataFilters"].append(data_filter)
    return {"matchedDeveloperMetadata": list(matched.values())} if matched else {}
