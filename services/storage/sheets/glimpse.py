"""A glimpse: what a batch found when it was carried out, as far as its before images (`images.py`) tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.model.record import Record, columns
from services.storage.sheets.typed import Row, cell_in, number_in, plain_header, same_cells, text_in, value_of

Json = dict[str, Any]

HEADER: Final = 0  # the row of the headers


@dataclass(frozen=True)
class Expected:
    """The mark of a copy: the number expected in the row, and of each column that changes the cell read and written.

    `line` is the whole row as it was read, where the number does not tell it: of the headers, and of a row that has no
    number yet. `new` are the numbers of the rows that are new in this tab; they stand with its headers. Each new row
    has a mark of its own, too, at a negative place.
    """

    number: str = ""
    changes: tuple[tuple[int, Json, Json], ...] = ()
    line: tuple[Json, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True)
class Glimpse:
    """What a batch found when it was carried out: the rows it changed and the headers above them, by sheet and row.

    `revision` is that of the sheet when it was looked at, `operation` whose batch it was ("": no copies are there).
    """

    revision: int
    operation: str
    rows: Mapping[tuple[int, int], Row]
    expected: Mapping[tuple[int, int], Expected]

    def headers(self, sheet_id: int) -> Row:
        """Give the headers of a tab as the batch found them; nothing when no copy was kept."""
        return self.rows.get((sheet_id, HEADER), [])

    @property
    def new(self) -> frozenset[str]:
        """Give the numbers of the rows the batch has added, wherever they stand."""
        return frozenset(number for expected in self.expected.values() for number in expected.new)

    def number(self, sheet_id: int, row: int, kind: type[Record]) -> str:
        """Give the number of the row that the batch found at a place."""
        headers = [plain_header(text_in(cell)) for cell in self.headers(sheet_id)]
        header = plain_header(columns(kind)["id"].column.header)
        # Without its column nobody knows whose row it was.
        return number_in(cell_in(self.rows[sheet_id, row], headers.index(header))) if header in headers else ""

    def strayed(self, kinds: Mapping[int, type[Record]]) -> bool:
        """Say whether the batch hit anything else than it meant; `kinds` are the tabs by sheet id."""
        return any(not self._as_meant(sheet, row, kinds[sheet]) for sheet, row in self.expected if sheet in kinds)

    def _as_meant(self, sheet: int, row: int, kind: type[Record]) -> bool:
        if row < HEADER:
            return True  # a new row hits when its headers do
        expected, image = self.expected[sheet, row], self.rows[sheet, row]
        if row == HEADER:
            return own_places(image, kind) == own_places(list(expected.line), kind)
        number = self.number(sheet, row, kind)
        its_row = number == expected.number if expected.number else same_cells(image, list(expected.line))
        return its_row and all(
            value_of(cell_in(image, column)) in (value_of(read), value_of(written))
            for column, read, written in expected.changes
        )


def own_places(headers: Row, kind: type[Record]) -> dict[int, str]:
    """Give the headers of the app's own columns by their places."""
    own = {plain_header(kept.column.header) for kept in columns(kind).values()}
    texts = [plain_header(text_in(cell)) for cell in headers]
    return {at: text for at, text in enumerate(texts) if text in own}
