"""batchUpdate requests about filters, merges, banding and conditional formats."""

from __future__ import annotations

from typing import Any

from . import a1, grid
from .a1 import Area, Box
from .book import Book, Sheet
from .errors import Refused
from .parse import with_value
from .render import formatted_value

Json = dict[str, Any]

SCHEMA = """
setBasicFilter: filter:BasicFilter
clearBasicFilter: sheetId:int
mergeCells: range:GridRange mergeType:MergeType
unmergeCells: range:GridRange
addConditionalFormatRule: rule:ConditionalFormatRule index:int
deleteConditionalFormatRule: sheetId:int index:int
addBanding: bandedRange:BandedRange
deleteBanding: bandedRangeId:int
"""


def _set_filter(book: Book, request: Json) -> None:
    wanted = request.get("filter", {})
    sheet, found = grid.checked_range(book, wanted.get("range"))
    sheet.basic_filter = {**wanted, "range": found}
    _hide(book, sheet)


def _clear_filter(book: Book, request: Json) -> None:
    sheet = grid.sheet_at(book, request.get("sheetId"))
    sheet.basic_filter = None
    _hide(book, sheet)


def _hide(book: Book, sheet: Sheet) -> None:
    """Hide the rows whose text a filter lists as hidden; the header of the filtered range stays."""
    found = sheet.basic_filter or {}
    box = grid.box_of(sheet, found.get("range", {}))
    hidden = [(int(column), set(entry.get("hiddenValues", []))) for column, entry in found.get("criteria", {}).items()]
    rows = {
        row
        for row in box.rows()[1:]
        if found
        for column, texts in hidden
        if texts and formatted_value(sheet.cell(row, column), book.locale) in texts
    }
    sheet.row_properties.extend({} for _ in range(max(rows, default=-1) + 1 - len(sheet.row_properties)))
    for row, old in enumerate(sheet.row_properties):
        kept = {key: part for key, part in old.items() if key != "hiddenByFilter"}
        sheet.row_properties[row] = {**kept, "hiddenByFilter": True} if row in rows else kept


def _merge(book: Book, request: Json) -> None:
    sheet, box = grid.checked_area(book, request.get("range"))
    kind = request.get("mergeType", "MERGE_ALL")
    if kind == "MERGE_COLUMNS":
        parts = [Box(box.top, column, box.bottom, column + 1) for column in box.columns()]
    elif kind == "MERGE_ROWS":
        parts = [Box(row, box.left, row + 1, box.right) for row in box.rows()]
    else:
        parts = [box]
    others = [merge for merge in sheet.merges if not box.contains(grid.box_of(sheet, merge))]
    if any(box.overlaps(grid.box_of(sheet, merge)) for merge in others):
        raise Refused("You must select all cells in a merged range to merge or unmerge them.")
    for part in parts:
        if (part.bottom - part.top) * (part.right - part.left) == 1:
            continue
        others.append(a1.grid_range(sheet.sheet_id, Area(*part)))
        for row in part.rows():
            for column in part.columns():
                if (row, column) != (part.top, part.left):
                    sheet.put(row, column, with_value(sheet.cell(row, column), None))
    sheet.merges = others


def _unmerge(book: Book, request: Json) -> None:
    sheet, box = grid.checked_area(book, request.get("range"))
    sheet.merges = [merge for merge in sheet.merges if not box.overlaps(grid.box_of(sheet, merge))]


def _add_rule(book: Book, request: Json) -> None:
    wanted = request.get("rule", {})
    if ("booleanRule" in wanted) == ("gradientRule" in wanted):
        raise Refused("Exactly one of 'booleanRule' and 'gradientRule' must be specified.")
    checked = [grid.checked_range(book, part) for part in wanted.get("ranges", [])]
    if not checked:
        raise Refused("At least one range must be specified.")
    sheet, index = checked[0][0], request.get("index", 0)
    if not 0 <= index <= len(sheet.conditional_formats):
        raise Refused(f"index[{index}] is beyond the last rule index.")
    sheet.conditional_formats.insert(index, {**wanted, "ranges": [found for _, found in checked]})


def _delete_rule(book: Book, request: Json) -> Json:
    sheet, index = grid.sheet_at(book, request.get("sheetId")), request.get("index", 0)
    if not 0 <= index < len(sheet.conditional_formats):
        raise Refused(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    return {"rule": sheet.conditional_formats.pop(index)}


def _add_banding(book: Book, request: Json) -> Json:
    wanted = request.get("bandedRange", {})
    sheet, found = grid.checked_range(book, wanted.get("range"))
    if not wanted.get("rowProperties") and not wanted.get("columnProperties"):
        raise Refused("At least one of rowProperties and columnProperties must be specified.")
    if any(grid.box_of(sheet, found).overlaps(grid.box_of(sheet, band["range"])) for band in sheet.banded_ranges):
        raise Refused("You cannot add alternating background colors to a range that already has alternating colors.")
    used = {band["bandedRangeId"] for other in book.sheets for band in other.banded_ranges}
    if wanted.get("bandedRangeId") in used:
        raise Refused(f"Banded range with id: {wanted['bandedRangeId']} already exists")
    band = {"bandedRangeId": book.new_id(used), **wanted, "range": found}
    sheet.banded_ranges.append(band)
    return {"bandedRange": band}


def _delete_banding(book: Book, request: Json) -> None:
    wanted = request.get("bandedRangeId", 0)
    for sheet in book.sheets:
        for index, band in enumerate(sheet.banded_ranges):
            if band["bandedRangeId"] == wanted:
                del sheet.banded_ranges[index]
                return
    raise Refused(f"No banded range with id: {wanted}")


HANDLERS = {
    "setBasicFilter": _set_filter,
    "clearBasicFilter": _clear_filter,
    "mergeCells": _merge,
    "unmergeCells": _unmerge,
    "addConditionalFormatRule": _add_rule,
    "deleteConditionalFormatRule": _delete_rule,
    "addBanding": _add_banding,
    "deleteBanding": _delete_banding,
}
