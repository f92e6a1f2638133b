"""Places: where one read found everything, and which cells an action writes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from services.model.record import Record
from services.storage.sheets.findings import Mode
from services.storage.sheets.glimpse import Glimpse
from services.storage.sheets.token import Token
from services.storage.sheets.typed import Row

Json = dict[str, Any]


@dataclass(frozen=True)
class Tab:
    """Where a tab's columns (by field) and rows (by number) stood, and the first row below all data; all from 0.

    `cells` is the tab as it was read, the header first: what to put back should an action hit the wrong row.
    `unnumbered` are readable rows without a number.
    """

    sheet_id: int
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    end: int
    cells: list[Row]
    unnumbered: tuple[tuple[Record, int], ...] = ()

    def row_of(self, record: Record, but: Collection[int]) -> int | None:
        """Give the row where a record stands; without a number it is known by all it says, outside of `but`."""
        if record.id:
            return self.rows.get(record.id)
        return next((row for one, row in self.unnumbered if one == record and row not in but), None)


@dataclass(frozen=True)
class Written:
    """Cells an action writes: where they go (from 0), what goes there row by row, and which entries they are meant for.

    `new` rows are inserted in the same batch, so nothing of anybody's stood there.
    """

    kind: type[Record]
    tab: Tab
    row: int
    column: int
    numbers: tuple[str, ...]  # "" for a row that is about to get its number
    cells: tuple[tuple[Json, ...], ...]
    new: bool

    @property
    def request(self) -> Json:
        """The request that writes them."""
        return {
            "updateCells": {
                "start": {"sheetId": self.tab.sheet_id, "rowIndex": self.row, "columnIndex": self.column},
                "rows": [{"values": list(row)} for row in self.cells],
                "fields": "userEnteredValue",
            }
        }


@dataclass(frozen=True)
class Origin:
    """Where one read found everything. Good for one commit: people move rows, so no place is kept any longer.

    `mode` and `copies` are what the self-check decided: how the table may be used, whether before images are kept.
    """

    token: Token
    tabs: Mapping[type[Record], Tab]
    mode: Mode
    copies: bool
    last: Glimpse

    @property
    def strayed(self) -> bool:
        """Say whether the last batch hit other rows or columns than it meant, and nobody has put that right."""
        return self.last.strayed({tab.sheet_id: kind for kind, tab in self.tabs.items()})
