"""The state of one spreadsheet: sheets, cells, named ranges, developer metadata.

Cells, formats and ranges are replaced, never changed in place: a copy of a book shares them, so a batch can work on a
copy and a reader can keep the old one.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, fields, replace
from typing import Any

from . import a1
from .a1 import Area
from .errors import Refused
from .render import effective_value, formatted_value, plain_value
from .rules import Rules

Json = dict[str, Any]
Cell = dict[str, Any]

MAX_CELLS = 10_000_000
MAX_CELL_TEXT = 50_000
MAX_METADATA = 30_000
DIMENSIONS = {"ROWS": "Row", "COLUMNS": "Column"}


@dataclass
class Sheet:
    """One grid; rows are as long as their last used cell."""

    properties: Json
    rows: list[list[Cell]] = field(default_factory=list)
    row_properties: list[Json] = field(default_factory=list)
    column_properties: list[Json] = field(default_factory=list)
    protected_ranges: list[Json] = field(default_factory=list)
    merges: list[Json] = field(default_factory=list)
    banded_ranges: list[Json] = field(default_factory=list)
    conditional_formats: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None
    filter_views: list[Json] = field(default_factory=list)
    charts: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)

    @property
    def sheet_id(self) -> int:
        """The id that survives renames."""
        return self.properties["sheetId"]

    @property
    def title(self) -> str:
        """The name on the tab."""
        return self.properties["title"]

    @property
    def row_count(self) -> int:
        """Rows of the grid."""
        return self.properties["gridProperties"]["rowCount"]

    @property
    def column_count(self) -> int:
        """Columns of the grid."""
        return self.properties["gridProperties"]["columnCount"]

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        return self.row_count, self.column_count

    def cell(self, row: int, column: int) -> Cell:
        """The cell, empty if nothing was ever put there."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return {}

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace one cell."""
        text = next((v for v in cell.get("userEnteredValue", {}).values() if isinstance(v, str)), "")
        if len(text) > MAX_CELL_TEXT:
            raise Refused(f"Your input contains more than the maximum of {MAX_CELL_TEXT} characters in a single cell.")
        if not cell and not self.cell(row, column):
            return
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        line.extend({} for _ in range(column + 1 - len(line)))
        line[column] = cell

    def set_grid(self, **changes: int) -> None:
        """Change properties of the grid such as its size."""
        grid = {**self.properties["gridProperties"], **changes}
        self.properties = {**self.properties, "gridProperties": {k: v for k, v in grid.items() if v}}

    def extent(self) -> tuple[int, int]:
        """Rows and columns up to the last value."""
        rows = columns = 0
        for index, line in enumerate(self.rows):
            used = next((i for i in range(len(line), 0, -1) if line[i - 1].get("userEnteredValue")), 0)
            if used:
                rows, columns = index + 1, max(columns, used)
        return rows, columns

    def values(self, area: Area | None = None, locale: str | None = None) -> list[list[Any]]:
        """Values without trailing blanks: as typed data, or as displayed in a locale."""
        area = area or Area()
        found: list[list[Any]] = []
        for line in self.rows[area.top : area.bottom]:
            cells = line[area.left : area.right]
            while cells and not cells[-1].get("userEnteredValue"):
                cells = cells[:-1]
            if locale is None:
                found.append([plain_value(effective_value(cell)) for cell in cells])
            else:
                found.append([formatted_value(cell, locale) for cell in cells])
        while found and not found[-1]:
            found.pop()
        return found

    def copy(self) -> Sheet:
        """A copy that shares cells and ranges but no list."""
        changes: Json = {f.name: list(v) for f in fields(self) if isinstance(v := getattr(self, f.name), list)}
        changes["rows"] = [list(line) for line in self.rows]
        return replace(self, properties=dict(self.properties), **changes)


@dataclass
class Book:
    """One spreadsheet."""

    spreadsheet_id: str
    properties: Json
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    permissions: list[Json] = field(default_factory=list)
    comments: list[Json] = field(default_factory=list)
    parents: list[str] = field(default_factory=lambda: ["root"])
    """Ids of the folder it lies in."""
    created: str = ""
    modified: str = ""
    rules: Rules = field(default_factory=Rules)
    """Those of whoever reads or changes it now; not saved."""

    @property
    def locale(self) -> str:
        """Such as de_DE."""
        return self.properties["locale"]

    def sheet(self, key: int | str) -> Sheet:
        """A sheet by id or title; an unknown one is refused."""
        for sheet in self.sheets:
            if key in (sheet.sheet_id, sheet.title):
                return sheet
        raise Refused(f"No grid with id: {key}")

    def values(self, cells: str) -> list[list[Any]]:
        """Typed values of an A1 range, for tests."""
        sheet, area = self.resolve(cells)
        return sheet.values(area)

    def resolve(self, text: str) -> tuple[Sheet, Area]:
        """An A1 range, named range or sheet title; a bare name is tried as a named range first."""
        title, cells = a1.split_title(text)
        for named in self.named_ranges if cells else []:
            if named["name"].casefold() == (cells or "").casefold() and "range" in named:
                sheet = self.sheet(named["range"]["sheetId"])
                if title in (None, sheet.title):
                    return sheet, a1.area_of(named["range"])
        if title is None and cells is not None:
            area = a1.parse_cells(cells)
            if area is not None:
                return self.sheets[0], area
            title, cells = cells, None
        found = next((s for s in self.sheets if title is not None and s.title.casefold() == title.casefold()), None)
        area = Area() if cells is None else a1.parse_cells(cells)
        if found is None or area is None:
            raise Refused(f"Unable to parse range: {text}")
        return found, area

    def all_metadata(self) -> list[Json]:
        """Developer metadata of the spreadsheet and of every sheet, row and column."""
        return self.metadata + [entry for sheet in self.sheets for entry in sheet.metadata]

    def new_id(self, used: set[Any]) -> int:
        """A random positive id that is not taken."""
        while (number := random.randrange(1, 2**31)) in used:  # noqa: S311 - not a secret
            pass
        return number

    def check(self) -> None:
        """Limits that hold for the whole spreadsheet."""
        if sum(s.row_count * s.column_count for s in self.sheets) > MAX_CELLS:
            raise Refused(
                f"This action would increase the number of cells in the workbook above the limit of {MAX_CELLS} cells."
            )

    def copy(self) -> Book:
        """A copy for a batch to work on."""
        return replace(
            self,
            properties=dict(self.properties),
            sheets=[sheet.copy() for sheet in self.sheets],
            named_ranges=list(self.named_ranges),
            metadata=list(self.metadata),
            permissions=list(self.permissions),
        )

    def to_json(self) -> Json:
        """For the data file."""
        sheets = [{part.name: getattr(sheet, part.name) for part in fields(sheet)} for sheet in self.sheets]
        parts = {part.name: getattr(self, part.name) for part in fields(self) if part.name != "rules"}
        return {**parts, "sheets": sheets}

    @classmethod
    def from_json(cls, data: Json) -> Book:
        """From the data file."""
        return cls(**{**data, "sheets": [Sheet(**sheet) for sheet in data["sheets"]]})
