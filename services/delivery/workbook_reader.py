"""Reads an Excel or LibreOffice file in a process of its own, so that no file can fill the memory of the programme.

`python -m services.delivery.workbook_reader` takes the file from standard input and gives JSON: a list of sheets, each
with its name, its rows of text and its merged cells ("A2:A5"). Exit code 2: not readable; 3: too much.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
ZIP: Final = b"PK\x03\x04"
UNPACKED: Final = 200_000_000  # bytes, as the archive says of itself
MEMORY: Final = 1_500_000_000  # bytes, whatever it says
SECONDS: Final = 30
UNREADABLE: Final = 2
TOO_MUCH: Final = 3


class TooMuch(Exception):
    """The file is larger than any list of people."""


def sheets_in(content: bytes) -> list[dict[str, Any]]:
    """Give the sheets with anything in them; raises `CalamineError`, `BadZipFile`, `TooMuch`."""
    if content.startswith(ZIP):
        with ZipFile(BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > UNPACKED:
                raise TooMuch
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        sheets = [_sheet(workbook.get_sheet_by_name(name)) for name in workbook.sheet_names]
    return [one for one in sheets if one["rows"]]


def _sheet(sheet: CalamineSheet) -> dict[str, Any]:
    # A single cell far below makes the sheet as large as a million rows: asked before anything is unfolded.
    # (What calamine calls total is the last position, counted from 0.)
    if sheet.total_height >= MOST_ROWS or sheet.total_width >= MOST_COLUMNS:
        raise TooMuch
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = sheet.merged_cell_ranges or []
    return {"name": sheet.name, "rows": rows if any(map(any, rows)) else [], "merged": [_range(one) for one in merged]}


def _text(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}" if cell.time() == time() else f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def _range(corners: tuple[tuple[int, int], tuple[int, int]]) -> str:
    return ":".join(f"{_letters(column)}{row + 1}" for row, column in corners)


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def main() -> None:
    """Read from standard input with bounded memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        json.dump(sheets_in(sys.stdin.buffer.read()), sys.stdout)
    except TooMuch:
        sys.exit(TOO_MUCH)
    except (CalamineError, BadZipFile, MemoryError):
        sys.exit(UNREADABLE)


if __name__ == "__main__":
    main()
