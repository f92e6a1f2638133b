"""Tables as files: reading CSV, Excel and LibreOffice files as rows of text, writing CSV and Excel files."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook as Excel

from services.delivery.workbook_reader import MOST_COLUMNS, MOST_ROWS, SECONDS, TOO_MUCH, ZIP
from services.model.course_errors import FileTooLarge, NotASpreadsheet, NothingInFile, TooManyRows
from services.storage.archive import FORMULA, SHIELD, shielded

MOST_BYTES: Final = 10_000_000
ROOT: Final = Path(__file__).parents[2]
# How xlsx and ods (a ZIP archive) and xls begin.
WORKBOOKS: Final = (ZIP, b"\xd0\xcf\x11\xe0")
MARKED: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS: Final = (";", "\t", ",")
LOOKED_AT: Final = 50  # rows from which the separator is guessed
# What no text holds: the file is something else.
NO_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """One table: rows of text, all equally long; `merged` names cells that were joined ("A2:A5"): one holds text."""

    name: str
    rows: Rows
    merged: tuple[str, ...] = ()


def read(content: bytes, file: str) -> tuple[Sheet, ...]:
    """Give the tables of a file, whatever its name says it is; empty sheets are left out.

    Raises `FileTooLarge`, `NotASpreadsheet`, `TooManyRows`, `NothingInFile`.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge(file=file, most=MOST_BYTES // 1_000_000)
    if content.startswith(WORKBOOKS):
        sheets = [
            Sheet(one["name"], _even(one["rows"], file), tuple(one["merged"])) for one in _workbook(content, file)
        ]
    else:
        sheets = [Sheet("", _even(_text_rows(_text(content, file), file), file))]
    sheets = [one for one in sheets if one.rows]
    if not sheets:
        raise NothingInFile(file=file)
    return tuple(sheets)


def csv_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write what a double click opens in a German Excel; no cell can start a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([shielded(cell) for cell in row] for row in (header, *rows))
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Write an Excel file with one sheet; every cell is text, also what looks like a formula or a number."""
    packed = BytesIO()
    with Excel(packed, {"in_memory": True}) as book:
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or None)
        bold = book.add_format({"bold": True})
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
            longest = max((len(row[column]) for row in rows), default=0)
            sheet.set_column(column, column, min(60, max(longest, len(name)) + 2))
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, cell)
        sheet.freeze_panes(1, 0)
    return packed.getvalue()


def _workbook(content: bytes, file: str) -> list[dict[str, Any]]:
    """Read in a process of its own: a small file may unpack to more than the memory holds."""
    command = [sys.executable, "-m", "services.delivery.workbook_reader"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, cwd=ROOT, timeout=2 * SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as error:
        raise NotASpreadsheet(file=file) from error
    if done.returncode == TOO_MUCH:
        raise TooManyRows(file=file, rows=MOST_ROWS, columns=MOST_COLUMNS)
    if done.returncode:
        raise NotASpreadsheet(file=file)
    sheets: list[dict[str, Any]] = json.loads(done.stdout)
    return sheets


def _text(content: bytes, file: str) -> str:
    """Decode: marked as Unicode, or UTF-16 by its zeros, or UTF-8, or what an older Windows writes."""
    head = content[:400]
    marked = [name for mark, name in MARKED if content.startswith(mark)]
    sixteen = [
        f"utf-16-{end}" for end, zeros in (("le", head[1::2]), ("be", head[::2])) if zeros.count(0) * 2 > len(zeros)
    ]
    for encoding in marked or sixteen or ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not NO_TEXT.search(text) and not text.startswith("%PDF"):
            return text
        break
    raise NotASpreadsheet(file=file)


def _text_rows(text: str, file: str) -> list[list[str]]:
    said = re.match(r"sep=(.)\r?\n", text)
    lines = text[said.end() :] if said else text
    separator = said[1] if said else _separator(lines)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(lines, newline=""), delimiter=separator):
            if len(rows) < MOST_ROWS:
                rows.append([_bare(cell) for cell in row])
            elif any(cell.strip() for cell in row):  # millions of empty rows may follow the list
                raise TooManyRows(file=file, rows=MOST_ROWS, columns=MOST_COLUMNS)
    except csv.Error as error:
        raise NotASpreadsheet(file=file) from error
    return rows


def _separator(text: str) -> str:
    """Give the separator that cuts most rows into equally many cells; one that tears quoted cells is out."""
    best, found = (0, 0), SEPARATORS[0]
    for separator in SEPARATORS:
        try:
            reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
            widths = Counter(len(row) for row, _ in zip(reader, range(LOOKED_AT), strict=False) if len(row) > 1)
        except csv.Error:
            continue
        fit = max(((count, width) for width, count in widths.items()), default=(0, 0))
        if fit > best:
            best, found = fit, separator
    return found


def _bare(cell: str) -> str:
    """Take away the apostrophe that stands before a formula; one that belongs to a name stays."""
    return cell[1:] if cell.startswith(SHIELD) and cell[1:].startswith((*FORMULA, SHIELD)) else cell


def _even(rows: Sequence[Sequence[str]], file: str) -> Rows:
    """Drop empty rows at the end and empty columns at the right, and make all rows equally long.

    Raises `TooManyRows` before it fills up anything: one long row would make every other as long.
    """
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell.strip()), default=0)
    last = max((at + 1 for at, row in enumerate(rows) if any(cell.strip() for cell in row)), default=0)
    if last > MOST_ROWS or width > MOST_COLUMNS:
        raise TooManyRows(file=file, rows=MOST_ROWS, columns=MOST_COLUMNS)
    return tuple(tuple(row[:width]) + ("",) * (width - len(row)) for row in rows[:last])
