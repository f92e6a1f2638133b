"""batchUpdate requests about groups of rows and columns.

A group is not stored: every row and column knows how deep it lies, and groups are the runs of each depth. Partly
overlapping groups thus become what the API documents for them.
"""

from __future__ import annotations

from typing import Any

from . import grid
from .book import Book, Sheet
from .errors import Refused
from .masks import update_mask

Json = dict[str, Any]
DEPTH, COLLAPSED = "groupDepth", "groupsCollapsed"
_DEEPEST = 8

SCHEMA = """
DimensionGroup: range:DimensionRange depth:int collapsed:bool
addDimensionGroup: range:DimensionRange
deleteDimensionGroup: range:DimensionRange
updateDimensionGroup: dimensionGroup:DimensionGroup fields:str
"""


def groups(sheet: Sheet, dimension: str) -> list[Json]:
    """The groups of rows or columns, outer ones first."""
    lines = grid.properties_of(sheet, dimension)
    found = []
    for depth in range(1, max((line.get(DEPTH, 0) for line in lines), default=0) + 1):
        start = 0
        for index in range(len(lines) + 1):
            if index < len(lines) and lines[index].get(DEPTH, 0) >= depth:
                continue
            if index > start:
                span = {"sheetId": sheet.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": index}
                collapsed = {"collapsed": True} if depth in lines[start].get(COLLAPSED, []) else {}
                found.append({"range": span, "depth": depth, **collapsed})
            start = index + 1
    return found


def plain(line: Json) -> Json:
    """Properties of a row or column as the API shows them."""
    return {key: part for key, part in line.items() if key not in (DEPTH, COLLAPSED)}


def _change(book: Book, request: Json, step: int) -> tuple[Sheet, str]:
    sheet, dimension, start, end = grid.span_of(book, request.get("range"))
    if end > grid.count(sheet, dimension):
        raise Refused(f"endIndex[{end}] is beyond the last {dimension} index.")
    lines = grid.properties_of(sheet, dimension)
    lines.extend({} for _ in range(end - len(lines)))
    depths = [line.get(DEPTH, 0) for line in lines[start:end]]
    if step < 0 and not any(depths):
        raise Refused("There is no dimension group in the range.")
    if max(depths) + step > _DEEPEST:
        raise Refused(f"A dimension group cannot be deeper than {_DEEPEST}.")
    for index in range(start, end):
        line = lines[index]
        lines[index] = {**plain(line), COLLAPSED: line.get(COLLAPSED, []), DEPTH: max(0, line.get(DEPTH, 0) + step)}
        lines[index] = {key: part for key, part in lines[index].items() if part}
    return sheet, dimension


def _add(book: Book, request: Json) -> Json:
    return {"dimensionGroups": groups(*_change(book, request, 1))}


def _delete(book: Book, request: Json) -> Json:
    found = groups(*_change(book, request, -1))
    return {"dimensionGroups": found} if found else {}


def _update(book: Book, request: Json) -> None:
    wanted = request.get("dimensionGroup", {})
    update_mask(request.get("fields"), {"collapsed"})
    sheet, dimension, start, end = grid.span_of(book, wanted.get("range"))
    span = {"sheetId": sheet.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
    depth = wanted.get("depth", 0)
    if not any(found["range"] == span and found["depth"] == depth for found in groups(sheet, dimension)):
        raise Refused(f"No dimension group of depth {depth} at the range.")
    lines, collapsed = grid.properties_of(sheet, dimension), wanted.get("collapsed", False)
    others = [found for found in lines[start].get(COLLAPSED, []) if found != depth]
    lines[start] = {**lines[start], COLLAPSED: [*others, depth] if collapsed else others}
    for index in range(start, end):
        kept = {key: part for key, part in lines[index].items() if key != "hiddenByUser"}
        lines[index] = {**kept, "hiddenByUser": True} if collapsed else kept


HANDLERS = {"addDimensionGroup": _add, "deleteDimensionGroup": _delete, "updateDimensionGroup": _update}
