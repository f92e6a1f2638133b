"""A1 notation: cells, ranges and quoted sheet titles."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

MAX_COLUMNS = 18_278
_CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,7})?")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


class Area(NamedTuple):
    """Zero based, half open; an end of None reaches to the edge of the grid."""

    top: int = 0
    left: int = 0
    bottom: int | None = None
    right: int | None = None

    @property
    def is_cell(self) -> bool:
        """True for exactly one cell."""
        return self.bottom == self.top + 1 and self.right == self.left + 1

    def within(self, rows: int, columns: int) -> Box:
        """This area cut to a grid."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Box(self.top, self.left, bottom, right)


class Box(NamedTuple):
    """An area with both ends known."""

    top: int
    left: int
    bottom: int
    right: int

    def rows(self) -> range:
        """Indexes of the rows."""
        return range(self.top, self.bottom)

    def columns(self) -> range:
        """Indexes of the columns."""
        return range(self.left, self.right)

    def overlaps(self, other: Box) -> bool:
        """True if they have a cell in common."""
        apart = self.bottom <= other.top or other.bottom <= self.top
        return not apart and self.left < other.right and other.left < self.right

    def shared_with(self, other: Box) -> Box | None:
        """The cells they have in common."""
        if not self.overlaps(other):
            return None
        return Box(
            max(self.top, other.top),
            max(self.left, other.left),
            min(self.bottom, other.bottom),
            min(self.right, other.right),
        )

    def contains(self, other: Box) -> bool:
        """True if the other lies in this one."""
        tall = self.top <= other.top and other.bottom <= self.bottom
        return tall and self.left <= other.left and other.right <= self.right


def column_letter(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def looks_like_cell(name: str) -> bool:
    """True for a name that A1 or R1C1 notation already uses."""
    return _LIKE_A_CELL.fullmatch(name) is not None


def quoted(title: str) -> str:
    """A title as Google echoes it: in quotes only when needed."""
    if _PLAIN.fullmatch(title) and not looks_like_cell(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def split_title(text: str) -> tuple[str | None, str | None]:
    """`'My sheet'!A1` -> (title, cells); a part that is absent is None."""
    if text.startswith("'"):
        match = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
        if match is None:
            return None, None
        return match.group(1).replace("''", "'"), match.group(2)
    if "!" in text:
        title, _, cells = text.rpartition("!")
        return title, cells
    return None, text


def parse_cells(text: str) -> Area | None:
    """`A1`, `A1:B2`, `A:C`, `2:5`, `A5:B`; None when it is not A1 notation."""
    first, colon, second = text.partition(":")
    start = _corner(first)
    end = _corner(second) if colon else start
    if start is None or end is None or (not colon and (start[0] is None or start[1] is None)):
        return None
    top, bottom = _span(start[0], end[0])
    left, right = _span(start[1], end[1])
    return Area(top, left, bottom, right)


def format_range(title: str, box: Box) -> str:
    """The echo of a range: `Sheet1!B2` or `'My sheet'!A1:C4`."""
    first = f"{column_letter(box.left)}{box.top + 1}"
    last = f"{column_letter(box.right - 1)}{box.bottom}"
    return f"{quoted(title)}!{first}" + ("" if first == last else f":{last}")


def area_of(grid_range: dict[str, Any]) -> Area:
    """A GridRange as an Area."""
    return Area(
        grid_range.get("startRowIndex", 0),
        grid_range.get("startColumnIndex", 0),
        grid_range.get("endRowIndex"),
        grid_range.get("endColumnIndex"),
    )


def grid_range(sheet_id: int, area: Area) -> dict[str, Any]:
    """An Area as a GridRange; open ends stay open."""
    found: dict[str, Any] = {"sheetId": sheet_id}
    if area.bottom is not None or area.top:
        found["startRowIndex"] = area.top
    if area.bottom is not None:
        found["endRowIndex"] = area.bottom
    if area.right is not None or area.left:
        found["startColumnIndex"] = area.left
    if area.right is not None:
        found["endColumnIndex"] = area.right
    return found


def _corner(text: str) -> tuple[int | None, int | None] | None:
    match = _CELL.fullmatch(text)
    if match is None or not text.replace("$", ""):
        return None
    letters, digits = match.groups()
    return (int(digits) - 1 if digits else None, column_index(letters) if letters else None)


def _span(first: int | None, second: int | None) -> tuple[int, int | None]:
    if first is None and second is None:
        return 0, None
    if first is None or second is None:
        # "A5:B" starts at row 5 and is open; "A:B5" is read the same way
        return first if first is not None else second or 0, None
    return min(first, second), max(first, second) + 1
