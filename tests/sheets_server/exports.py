"""A spreadsheet as a file, in each of the forms that Drive exports: the values are right, the looks are plain."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from fpdf import FPDF

from .book import Book, Cell, Sheet
from .errors import DriveError
from .page import STYLE, document, table
from .render import DATE_TYPES, EPOCH, effective_value, plain_value

MOST_BYTES = 10 * 1024 * 1024
_FONT = Path(__file__).parents[2] / "assets" / "fonts" / "DejaVuSans.ttf"
_NAME_IN_EXCEL = 31  # letters


def export(book: Book, mime: str) -> bytes:
    """The file; a form that Drive does not know and a file that gets too large are refused as Drive does."""
    if mime not in _FORMS:
        raise DriveError(400, "The requested conversion is not supported.", "badRequest", "convertTo")
    found = _FORMS[mime](book)
    if len(found) > MOST_BYTES:
        raise DriveError(403, "This file is too large to be exported.", "exportSizeLimitExceeded")
    return found


def _separated(separator: str) -> Callable[[Book], bytes]:
    def first_tab(book: Book) -> bytes:
        text = io.StringIO()
        csv.writer(text, delimiter=separator).writerows(book.sheets[0].values(locale=book.locale))
        return text.getvalue().removesuffix("\r\n").encode()

    return first_tab


def _workbook(engine: Literal["xlsxwriter", "odf"]) -> Callable[[Book], bytes]:
    def every_tab(book: Book) -> bytes:
        target = io.BytesIO()
        options: Any = {"options": {"strings_to_formulas": False}} if engine == "xlsxwriter" else {}
        with pd.ExcelWriter(target, engine=engine, engine_kwargs=options) as file:
            for number, sheet in enumerate(book.sheets):
                rows, columns = sheet.extent()
                cells = [[_typed(sheet.cell(row, column)) for column in range(columns)] for row in range(rows)]
                frame = pd.DataFrame(cells, dtype=object)
                frame.to_excel(file, sheet_name=_tab_name(sheet, number), header=False, index=False)
        return target.getvalue()

    return every_tab


def _tab_name(sheet: Sheet, number: int) -> str:
    """A name that Excel takes; one that was too long ends with its number, so that no two are alike."""
    name = re.sub(r"[\[\]:*?/\\]", "_", sheet.title)
    return name if len(name) <= _NAME_IN_EXCEL else f"{name[:26]} {number}"


def _typed(cell: Cell) -> Any:
    value = plain_value(effective_value(cell))
    kind = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type")
    if kind in DATE_TYPES and isinstance(value, int | float) and not isinstance(value, bool):
        try:
            moment = (EPOCH + timedelta(seconds=round(value * 86400))).replace(tzinfo=None)
        except OverflowError:
            return value
        return moment.date() if kind == "DATE" else moment
    return None if value == "" else value


def _pdf(book: Book) -> bytes:
    """Each tab that is not hidden on pages of its own."""
    pdf = FPDF("landscape", format="A4")
    pdf.set_title(book.properties["title"])
    pdf.add_font("sans", "", _FONT)
    pdf.set_font("sans", size=8)
    for sheet in book.sheets:
        if not sheet.properties.get("hidden"):
            pdf.add_page()
            _pdf_table(pdf, sheet.values(locale=book.locale), sheet.extent()[1])
    return bytes(pdf.output())


def _pdf_table(pdf: FPDF, lines: list[list[Any]], columns: int) -> None:
    if not lines:
        return
    with pdf.table(first_row_as_headings=False) as rows:
        for line in lines:
            rows.row([*line, *[""] * (columns - len(line))])


def _html(book: Book) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("resources/sheet.css", STYLE)
        for sheet in book.sheets:
            text = document(
                sheet.title, table(sheet, book.locale), '<link rel="stylesheet" href="resources/sheet.css">'
            )
            file.writestr(f"{sheet.title.replace('/', '_')}.html", text)
    return target.getvalue()


_FORMS: dict[str, Callable[[Book], bytes]] = {
    "text/csv": _separated(","),
    "text/tab-separated-values": _separated("\t"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _workbook("xlsxwriter"),
    "application/vnd.oasis.opendocument.spreadsheet": _workbook("odf"),
    "application/pdf": _pdf,
    "application/zip": _html,
}
