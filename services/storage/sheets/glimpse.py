"""A glimpse: what a batch found when it was carried out, as far as its before images (`images.py`) tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from services.model.record import Record, columns
from services.storage.sheets.typed import Row, number_in, plain_header, text_in

HEADER: Final = 0  # the row of the headers


@dataclass(frozen=True)
class Expected:
    """The mark of a copy: the number expected in the row and the columns that change there.

    Of the headers: their fingerprint, and the numbers of the rows that are new in this tab.
    """

    text: str
    columns: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()


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
        return frozenset(number for expected in self.expected.values() for number in expected.numbers)

    def number(self, sheet_id: int, row: int, kind: type[Record]) -> str:
        """Give the number of the row that the batch found at a place."""
        headers = [plain_header(text_in(cell)) for cell in self.headers(sheet_id)]
        header = plain_header(columns(kind)["id"].column.header)
        place = headers.index(header) if header in headers else len(headers)
        image = self.rows[sheet_id, row]
        return number_in(image[place]) if place < len(image) else ""

    def strayed(self, kinds: Mapping[int, type[Record]]) -> bool:
        """Say whether the batch hit other rows or columns than it meant; `kinds` are the tabs by sheet id."""
        for (sheet, row), expected in self.expected.items():
            image, kind = self.rows[sheet, row], kinds.get(sheet)
            if kind is None:
                continue
            if expected.text != (fingerprint(image, kind) if row == HEADER else self.number(sheet, row, kind)):
                return True
        return False


def fingerprint(headers: Row, kind: type[Record]) -> str:
    """Give a short text that changes whenever a column of the app moves or is renamed."""
    own = {plain_header(kept.column.header) for kept in columns(kind).values()}
    texts = [plain_header(text_in(cell)) for cell in headers]
    return f"{crc32('|'.join(f'{at}:{text}' for at, text in enumerate(texts) if text in own).encode()):08x}"
