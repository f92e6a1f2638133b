"""batchUpdate requests about developer metadata, and the data filters that find it."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from . import grid
from .book import MAX_METADATA, Book
from .errors import Refused
from .masks import merge, update_mask
from .schema import MESSAGES

Json = dict[str, Any]

SCHEMA = """
createDeveloperMetadata: developerMetadata:DeveloperMetadata
updateDeveloperMetadata: dataFilters:DataFilter[] developerMetadata:DeveloperMetadata fields:str
deleteDeveloperMetadata: dataFilter:DataFilter
"""


def place(book: Book, location: Json) -> Json:
    """A location as it is stored and answered, with its type."""
    if "dimensionRange" in location:
        sheet, dimension, start, end = grid.span_of(book, location["dimensionRange"])
        if end != start + 1:
            raise Refused("DimensionRange must represent a single row or column.")
        if start >= grid.count(sheet, dimension):
            raise Refused(
                f"startIndex [{start}] is after the last {dimension} index [{grid.count(sheet, dimension) - 1}]"
            )
        span = {"sheetId": sheet.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
        return {"locationType": "ROW" if dimension == "ROWS" else "COLUMN", "dimensionRange": span}
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "sheetId" in location:
        return {"locationType": "SHEET", "sheetId": grid.sheet_at(book, location["sheetId"]).sheet_id}
    raise Refused("DeveloperMetadata.location must be specified.")


def shelf(book: Book, location: Json) -> list[Json]:
    """The list that holds metadata of a location."""
    if location["locationType"] == "SPREADSHEET":
        return book.metadata
    sheet_id = location["dimensionRange"]["sheetId"] if "dimensionRange" in location else location["sheetId"]
    return book.sheet(sheet_id).metadata


def _check_quota(entries: list[Json]) -> None:
    used = sum(len(entry["metadataKey"]) + len(entry.get("metadataValue", "")) for entry in entries)
    if used > MAX_METADATA:
        raise Refused(f"Storing the metadata would exceed the limit of {MAX_METADATA} characters.")


def _create(book: Book, request: Json) -> Json:
    wanted = request.get("developerMetadata", {})
    for name in ("metadataKey", "location", "visibility"):
        if not wanted.get(name):
            raise Refused(f"DeveloperMetadata.{name} must be specified.")
    used = {entry["metadataId"] for entry in book.all_metadata()}
    number = wanted.get("metadataId")
    if number is not None and number <= 0:
        raise Refused(f"DeveloperMetadata.metadataId must be a positive integer, but was {number}.")
    if number in used:
        if book.rules.switches.used_metadata_id_fails:
            raise Refused(f"Developer metadata with id {number} already exists")
        _drop(book, {number})
    location = place(book, wanted["location"])
    found = {**wanted, "metadataId": book.new_id(used) if number is None else number, "location": location}
    entries = shelf(book, location)
    entries.append(found)
    _check_quota(entries)
    return {"developerMetadata": shown(found)}


def shown(entry: Json) -> Json:
    """DeveloperMetadata as answered."""
    location = entry["location"]
    if "dimensionRange" in location:
        span = {key: part for key, part in location["dimensionRange"].items() if key != "sheetId" or part}
        location = {**location, "dimensionRange": span}
    elif location["locationType"] == "SHEET" and not location["sheetId"]:
        location = {"locationType": "SHEET"}
    order = ("metadataId", "metadataKey", "metadataValue", "location", "visibility")
    return {key: {**entry, "location": location}[key] for key in order if entry.get(key)}


def matches(book: Book, data_filter: Json) -> list[Json]:
    """The developer metadata that one data filter selects."""
    if "developerMetadataLookup" in data_filter:
        return _look_up(book, data_filter["developerMetadataLookup"])
    if "gridRange" in data_filter:
        sheet, box = grid.checked_area(book, data_filter["gridRange"])
    elif "a1Range" in data_filter:
        sheet, area = book.resolve(data_filter["a1Range"])
        box = area.within(*sheet.size)
    else:
        raise Refused("No filter specified.")
    inside = {"ROWS": box.rows(), "COLUMNS": box.columns()}
    return [
        entry
        for entry in sheet.metadata
        if (span := entry["location"].get("dimensionRange")) and span["startIndex"] in inside[span["dimension"]]
    ]


def _look_up(book: Book, lookup: Json) -> list[Json]:
    strategy, location = lookup.get("locationMatchingStrategy"), lookup.get("metadataLocation")
    if strategy and not location:
        raise Refused("locationMatchingStrategy without metadataLocation")
    if strategy == "INTERSECTING_LOCATION" and location and location.get("spreadsheet"):
        raise Refused(
            "DeveloperMetadataLookup.spreadsheet is true, but locationMatchingStrategy was specified as INTERSECTING"
        )
    wanted = place(book, location) if location else None
    return [
        entry
        for entry in book.all_metadata()
        if all(lookup.get(name) in (None, entry.get(name)) for name in _EQUAL)
        and lookup.get("locationType") in (None, entry["location"]["locationType"])
        and (wanted is None or _is_at(entry["location"], wanted, strategy == "INTERSECTING_LOCATION"))
    ]


_EQUAL = ("metadataId", "metadataKey", "metadataValue", "visibility")


def _is_at(location: Json, wanted: Json, intersecting: bool) -> bool:
    if location == wanted:
        return True
    # metadata of a row or column lies in its sheet; a row and a column always cross
    inside = wanted["locationType"] == "SHEET" or intersecting
    same_sheet = _sheet_of(location) is not None and _sheet_of(location) == _sheet_of(wanted)
    crossing = location["locationType"] != wanted["locationType"]
    return inside and same_sheet and crossing


def _sheet_of(location: Json) -> int | None:
    return location.get("dimensionRange", location).get("sheetId")


def _update(book: Book, request: Json) -> Json:
    wanted = request.get("developerMetadata", {})
    mask = update_mask(request.get("fields"), set(MESSAGES["DeveloperMetadata"]))
    if not request.get("dataFilters"):
        raise Refused("Must specify at least one dataFilter.")
    if "location" in wanted:
        wanted = {**wanted, "location": place(book, wanted["location"])}
    changed: dict[int, Json] = {}
    for data_filter in request["dataFilters"]:
        for entry in matches(book, data_filter):
            changed[entry["metadataId"]] = {**merge(entry, wanted, mask), "metadataId": entry["metadataId"]}
    _check_found(book, changed)
    for number, entry in changed.items():
        _drop(book, {number})
        entries = shelf(book, entry["location"])
        entries.append(entry)
        _check_quota(entries)
    return {"developerMetadata": [shown(entry) for entry in changed.values()]} if changed else {}


def _check_found(book: Book, found: Sized) -> None:
    if not found and book.rules.switches.unmatched_metadata_fails:
        raise Refused("No developer metadata matches the data filter.")


def _delete(book: Book, request: Json) -> Json:
    found = matches(book, request.get("dataFilter", {}))
    _check_found(book, found)
    _drop(book, {entry["metadataId"] for entry in found})
    return {"deletedDeveloperMetadata": [shown(entry) for entry in found]} if found else {}


def _drop(book: Book, numbers: set[int]) -> None:
    book.metadata = [entry for entry in book.metadata if entry["metadataId"] not in numbers]
    for sheet in book.sheets:
        sheet.metadata = [entry for entry in sheet.metadata if entry["metadataId"] not in numbers]


HANDLERS = {
    "createDeveloperMetadata": _create,
    "updateDeveloperMetadata": _update,
    "deleteDeveloperMetadata": _delete,
}
