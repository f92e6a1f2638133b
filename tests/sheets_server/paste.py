"""Copying and cutting cells: what of them is pasted, and where to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from . import a1, grid
from .a1 import Area, Box
from .book import Book, Cell, Sheet
from .errors import Refused
from .parse import type_into, with_value
from .render import effective_value

Json = dict[str, Any]

SCHEMA = """
copyPaste: source:GridRange destination:GridRange pasteType:str pasteOrientation:str
cutPaste: source:GridRange destination:GridCoordinate pasteType:str
"""
_PARTS = {
    "PASTE_NORMAL": None,
    "PASTE_NO_BORDERS": None,
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_FORMAT": ("userEnteredFormat", "dataValidation"),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
    "PASTE_CONDITIONAL_FORMATTING": (),
}
_WITH_MERGES = ("PASTE_NORMAL", "PASTE_NO_BORDERS")
_WITH_RULES = (*_WITH_MERGES, "PASTE_FORMAT", "PASTE_CONDITIONAL_FORMATTING")
# a text or the name of another tab, which stay as they are; or a cell
_REFERENCE = re.compile(r"""("[^"]*"|'[^']*')|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,7})(?![\w.(])""")


class Clip(NamedTuple):
    """What was copied: the cells of a box, its merges, and the conditional formats that hold in it."""

    box: Box
    kind: str
    cells: dict[tuple[int, int], Cell]
    merges: list[Box]
    rules: list[tuple[Json, Box]]
    turned: bool = False
    """Rows become columns."""
    moved: bool = False
    """Cut, not copied: formulas stay as they are."""

    def tiles(self, area: Box) -> Iterator[Box]:
        """The area divided into pieces of the size of the box."""
        height, width = self.box.bottom - self.box.top, self.box.right - self.box.left
        height, width = (width, height) if self.turned else (height, width)
        for top in range(area.top, area.bottom, height):
            for left in range(area.left, area.right, width):
                yield Box(top, left, top + height, left + width)

    def place(self, part: Box, tile: Box) -> Box:
        """Where a part of the box comes to lie in a tile."""
        top, left, bottom, right = (part[side] - self.box[side % 2] for side in range(4))
        if self.turned:
            top, left, bottom, right = left, top, right, bottom
        return Box(tile.top + top, tile.left + left, tile.top + bottom, tile.left + right)


def _copy_paste(book: Book, request: Json) -> None:
    kind, turn = _kind(request), request.get("pasteOrientation", "NORMAL")
    if turn not in ("NORMAL", "TRANSPOSE"):
        raise Refused(f"Unknown pasteOrientation {turn}.")
    source, box = grid.checked_area(book, request.get("source"))
    target, place = grid.checked_area(book, request.get("destination"))
    height, width = box.bottom - box.top, box.right - box.left
    if turn == "TRANSPOSE":
        height, width = width, height
    # a destination that is a multiple of the source is filled, any other takes the source once
    down, right = _times(place.bottom - place.top, height), _times(place.right - place.left, width)
    clip = _clip(source, box, kind)._replace(turned=turn == "TRANSPOSE")
    _paste(book, target, Box(place.top, place.left, place.top + height * down, place.left + width * right), clip)
    _drop_idle_rules(target)


def _cut_paste(book: Book, request: Json) -> None:
    kind, at = _kind(request), request.get("destination", {})
    source, box = grid.checked_area(book, request.get("source"))
    target, top, left = grid.sheet_at(book, at.get("sheetId")), at.get("rowIndex", 0), at.get("columnIndex", 0)
    if top < 0 or left < 0:
        raise Refused("GridCoordinate indexes must not be negative.")
    clip, parts = _clip(source, box, kind)._replace(moved=True), _PARTS[kind]
    _paste(book, source, box, Clip(box, kind, {}, [], []))  # no merge or conditional format stays behind
    for place, cell in clip.cells.items():
        source.put(*place, {key: cell[key] for key in cell if parts is not None and key not in parts})
    _paste(book, target, Box(top, left, top + box.bottom - box.top, left + box.right - box.left), clip)
    _drop_idle_rules(source)
    _drop_idle_rules(target)


def _kind(request: Json) -> str:
    kind = request.get("pasteType", "PASTE_NORMAL")
    if kind not in _PARTS:
        raise Refused(f"Unknown pasteType {kind}.")
    return kind


def _times(room: int, size: int) -> int:
    return room // size if room % size == 0 else 1


def _clip(sheet: Sheet, box: Box, kind: str) -> Clip:
    cells = {(row, column): sheet.cell(row, column) for row in box.rows() for column in box.columns()}
    merges = [part for part in (grid.box_of(sheet, merge) for merge in sheet.merges) if box.contains(part)]
    rules = [
        (rule, both)
        for rule in sheet.conditional_formats
        for found in rule["ranges"]
        if (both := box.shared_with(grid.box_of(sheet, found)))
    ]
    return Clip(box, kind, cells, merges, rules)


def _paste(book: Book, target: Sheet, area: Box, clip: Clip) -> None:
    """Fill an area, as large as what was copied or a multiple of it."""
    if area.bottom > target.row_count or area.right > target.column_count:
        raise Refused(grid.too_far(target, area))
    tiles = list(clip.tiles(area))
    for tile in tiles:
        for (row, column), cell in clip.cells.items():
            top, left = clip.place(Box(row, column, row + 1, column + 1), tile)[:2]
            new = _copied(book, cell, clip.kind, (0, 0) if clip.moved else (top - row, left - column))
            target.put(top, left, _pasted(target.cell(top, left), new, _PARTS[clip.kind]))
    if clip.kind in _WITH_MERGES:
        _put_merges(target, area, [clip.place(part, tile) for part in clip.merges for tile in tiles])
    if clip.kind in _WITH_RULES:
        whole = [(rule, area) for rule, part in clip.rules if part == clip.box]
        parts = [(rule, part) for rule, part in clip.rules if part != clip.box]
        _put_rules(target, area, [*whole, *((rule, clip.place(part, tile)) for rule, part in parts for tile in tiles)])


def _copied(book: Book, cell: Cell, kind: str, step: tuple[int, int]) -> Cell:
    """The cell as it is pasted so many rows and columns further on."""
    if kind == "PASTE_VALUES":
        found = with_value(cell, effective_value(cell))
        return found if book.rules.switches.pasted_text_stays_text else _typed(found, book.locale)
    form = cell.get("userEnteredFormat", {})
    if kind == "PASTE_NO_BORDERS" and "borders" in form:
        cell = {**cell, "userEnteredFormat": {key: part for key, part in form.items() if key != "borders"}}
    formula = cell.get("userEnteredValue", {}).get("formulaValue", "")
    shifted = shifted_formula(formula, *step)
    return cell if shifted == formula else with_value(cell, {"formulaValue": shifted})


def _typed(cell: Cell, locale: str) -> Cell:
    text = cell.get("userEnteredValue", {}).get("stringValue")
    return type_into(with_value({}, None), text, locale) if text else cell


def shifted_formula(formula: str, down: int, right: int) -> str:
    """A formula after it was copied: cells without a $ go along, one that leaves the sheet is #REF!

    Whole rows and columns (A:A, 1:1) stay as they are: this server works nothing out from them.
    """

    def reference(found: re.Match[str]) -> str:
        text, fixed_column, letters, fixed_row, number = found.groups()
        if text:
            return text
        column = a1.column_index(letters) + (0 if fixed_column else right)
        row = int(number) + (0 if fixed_row else down)
        if row < 1 or column < 0:
            return "#REF!"
        return f"{fixed_column}{a1.column_letter(column)}{fixed_row}{row}"

    return _REFERENCE.sub(reference, formula)


def _pasted(old: Cell, new: Cell, parts: tuple[str, ...] | None) -> Cell:
    if parts is None:
        return new
    gone = {*parts, "effectiveValue"} if "userEnteredValue" in parts else set(parts)
    kept = {key: part for key, part in old.items() if key not in gone}
    return {**kept, **{key: new[key] for key in parts if key in new}}


def _range(sheet: Sheet, box: Box) -> Json:
    return a1.grid_range(sheet.sheet_id, Area(*box))


def _put_merges(target: Sheet, area: Box, parts: list[Box]) -> None:
    kept = [merge for merge in target.merges if not area.overlaps(grid.box_of(target, merge))]
    target.merges = [*kept, *(_range(target, part) for part in parts)]


def _put_rules(target: Sheet, area: Box, pasted: list[tuple[Json, Box]]) -> None:
    """Let the pasted conditional formats hold in the area, and no others.

    A rule that the sheet has already holds for more cells then; any other is added behind the sheet's own.
    """
    left = [{**rule, "ranges": list(_around(target, rule["ranges"], area))} for rule in target.conditional_formats]
    for rule, part in pasted:
        found = next((old for old in left if _looks(old) == _looks(rule)), None)
        if found is None:
            left.append(found := {**rule, "ranges": []})
        found["ranges"].append(_range(target, part))
    target.conditional_formats = left


def _drop_idle_rules(sheet: Sheet) -> None:
    """Take away the conditional formats that hold nowhere; not sooner, so that one that is moved keeps its rank."""
    sheet.conditional_formats = [rule for rule in sheet.conditional_formats if rule["ranges"]]


def _looks(rule: Json) -> Json:
    return {key: part for key, part in rule.items() if key != "ranges"}


def _around(sheet: Sheet, ranges: list[Json], hole: Box) -> Iterator[Json]:
    """What is left of the ranges around a hole."""
    for found in ranges:
        part = grid.box_of(sheet, found)
        gone = part.shared_with(hole)
        if gone is None:
            yield found
            continue
        pieces = (
            Box(part.top, part.left, gone.top, part.right),
            Box(gone.top, part.left, gone.bottom, gone.left),
            Box(gone.top, gone.right, gone.bottom, part.right),
            Box(gone.bottom, part.left, part.bottom, part.right),
        )
        yield from (_range(sheet, piece) for piece in pieces if piece.top < piece.bottom and piece.left < piece.right)


HANDLERS = {"copyPaste": _copy_paste, "cutPaste": _cut_paste}
