"""batchUpdate requests about things on a sheet that have an id: filter views, banding, charts; and format rules."""

from __future__ import annotations

from typing import Any

from . import grid
from .book import Book, Sheet
from .errors import ApiError, Refused
from .masks import merge, update_mask
from .schema import MESSAGES

Json = dict[str, Any]

SCHEMA = """
FilterView: filterViewId:int title:str range:GridRange namedRangeId:str tableId:str sortSpecs:SortSpec[]
 criteria:FilterCriteria{} filterSpecs:map[]
OverlayPosition: anchorCell:GridCoordinate offsetXPixels:int offsetYPixels:int widthPixels:int heightPixels:int
Position: sheetId:int overlayPosition:OverlayPosition newSheet:bool
EmbeddedChart: chartId:int spec:map position:Position border:map
addFilterView: filter:FilterView
updateFilterView: filter:FilterView fields:str
deleteFilterView: filterId:int
duplicateFilterView: filterId:int
updateBanding: bandedRange:BandedRange fields:str
updateConditionalFormatRule: index:int sheetId:int rule:ConditionalFormatRule newIndex:int
addChart: chart:EmbeddedChart
updateChartSpec: chartId:int spec:map
deleteEmbeddedObject: objectId:int
"""


def _used(book: Book, shelf: str, key: str) -> set[int]:
    return {entry[key] for sheet in book.sheets for entry in getattr(sheet, shelf)}


def _at(book: Book, shelf: str, key: str, number: int, noun: str) -> tuple[Sheet, int]:
    for sheet in book.sheets:
        for index, entry in enumerate(getattr(sheet, shelf)):
            if entry[key] == number:
                return sheet, index
    raise Refused(f"No {noun} with id: {number}")


def _new(book: Book, shelf: str, key: str, wanted: Json, noun: str) -> Json:
    used = _used(book, shelf, key)
    if wanted.get(key) in used:
        raise Refused(f"{noun} with id: {wanted[key]} already exists")
    return {key: book.new_id(used), **wanted}


def _add_view(book: Book, request: Json) -> Json:
    wanted = request.get("filter", {})
    sheet, found = grid.checked_range(book, wanted.get("range"))
    number = len(sheet.filter_views) + 1
    view = _new(
        book, "filter_views", "filterViewId", {"title": f"Filter {number}", **wanted, "range": found}, "Filter view"
    )
    sheet.filter_views.append(view)
    return {"filter": view}


def _update_view(book: Book, request: Json) -> None:
    wanted, mask = request.get("filter", {}), update_mask(request.get("fields"), set(MESSAGES["FilterView"]))
    sheet, index = _at(book, "filter_views", "filterViewId", wanted.get("filterViewId", 0), "filter view")
    old = sheet.filter_views[index]
    view = {**merge(old, wanted, mask), "filterViewId": old["filterViewId"]}
    target, view["range"] = grid.checked_range(book, view.get("range"))
    if target is not sheet:
        raise Refused("A filter view cannot move to another sheet.")
    sheet.filter_views[index] = view


def _delete_view(book: Book, request: Json) -> None:
    sheet, index = _at(book, "filter_views", "filterViewId", request.get("filterId", 0), "filter view")
    del sheet.filter_views[index]


def _duplicate_view(book: Book, request: Json) -> Json:
    sheet, index = _at(book, "filter_views", "filterViewId", request.get("filterId", 0), "filter view")
    old = sheet.filter_views[index]
    copy = {**old, "filterViewId": book.new_id(_used(book, "filter_views", "filterViewId"))}
    copy["title"] = f"Copy of {old.get('title', '')}"
    sheet.filter_views.append(copy)
    return {"filter": copy}


def _update_banding(book: Book, request: Json) -> None:
    wanted, mask = request.get("bandedRange", {}), update_mask(request.get("fields"), set(MESSAGES["BandedRange"]))
    sheet, index = _at(book, "banded_ranges", "bandedRangeId", wanted.get("bandedRangeId", 0), "banded range")
    old = sheet.banded_ranges[index]
    band = {**merge(old, wanted, mask), "bandedRangeId": old["bandedRangeId"]}
    target, band["range"] = grid.checked_range(book, band.get("range"))
    if target is not sheet:
        raise Refused("A banded range cannot move to another sheet.")
    sheet.banded_ranges[index] = band


def _update_rule(book: Book, request: Json) -> Json:
    sheet, index = grid.sheet_at(book, request.get("sheetId")), request.get("index", 0)
    rules = sheet.conditional_formats
    if not 0 <= index < len(rules):
        raise Refused(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    if ("rule" in request) == ("newIndex" in request):
        raise Refused("Exactly one of 'rule' and 'newIndex' must be specified.")
    old = rules[index]
    if "newIndex" in request:
        new = request["newIndex"]
        if not 0 <= new < len(rules):
            raise Refused(f"newIndex[{new}] is beyond the last rule index.")
        rules.insert(new, rules.pop(index))
        return {"newRule": old, "newIndex": new, "oldIndex": index}
    wanted = request["rule"]
    checked = [grid.checked_range(book, part) for part in wanted.get("ranges", [])]
    if not checked or any(found is not sheet for found, _ in checked):
        raise Refused("The ranges of the rule must lie on the sheet.")
    rules[index] = {**wanted, "ranges": [found for _, found in checked]}
    return {"newRule": rules[index], "newIndex": index, "oldRule": old, "oldIndex": index}


def _add_chart(book: Book, request: Json) -> Json:
    wanted = request.get("chart", {})
    position = wanted.get("position", {})
    if position.get("newSheet") or "sheetId" in position:
        raise ApiError("A chart on a sheet of its own is not implemented by this server.", 501)
    if not wanted.get("spec"):
        raise Refused("EmbeddedChart.spec must be specified.")
    sheet = grid.sheet_at(book, position.get("overlayPosition", {}).get("anchorCell", {}).get("sheetId"))
    chart = _new(book, "charts", "chartId", wanted, "Chart")
    sheet.charts.append(chart)
    return {"chart": chart}


def _update_chart(book: Book, request: Json) -> None:
    sheet, index = _at(book, "charts", "chartId", request.get("chartId", 0), "chart")
    sheet.charts[index] = {**sheet.charts[index], "spec": request.get("spec", {})}


def _delete_object(book: Book, request: Json) -> None:
    sheet, index = _at(book, "charts", "chartId", request.get("objectId", 0), "embedded object")
    del sheet.charts[index]


HANDLERS = {
    "addFilterView": _add_view,
    "updateFilterView": _update_view,
    "deleteFilterView": _delete_view,
    "duplicateFilterView": _duplicate_view,
    "updateBanding": _update_banding,
    "updateConditionalFormatRule": _update_rule,
    "addChart": _add_chart,
    "updateChartSpec": _update_chart,
    "deleteEmbeddedObject": _delete_object,
}
