"""What is stored about somebody as a file for them: JSON for machines, a PDF to read."""

import json
from datetime import datetime
from typing import Final

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from services.delivery.letterhead import LEFT, WIDTH, heading, letterhead
from services.delivery.paper import JOINED, SANS, Words, bytes_of, document
from services.model.records import Programme
from services.model.words import N_
from services.own_data import OwnData

FOOT: Final = 20.0  # mm left free below
LINE: Final = 5.0


def json_of(told: OwnData, ours: Programme, at: datetime) -> bytes:
    """Give everything as JSON in UTF-8; tabs, headers and values are spelled as they are stored."""
    head = {"Programm": ours.name, "Über": told.person.id, "Stand": f"{at:%Y-%m-%d %H:%M}"}
    unreadable = {"Nicht lesbare Zeilen": told.unreadable} if told.unreadable else {}
    return json.dumps({"Auskunft": head, **told.tabs, **unreadable}, ensure_ascii=False, indent=2).encode()


def pdf_of(told: OwnData, ours: Programme, at: datetime, words: Words) -> bytes:
    """Give everything on as many pages as it takes; nothing is cut off."""
    title = words(N_("What is stored about {name}")).format(name=told.person.full_name)
    pdf = document("portrait", at.date(), title)
    pdf.set_margins(LEFT, FOOT, LEFT)
    pdf.set_auto_page_break(auto=True, margin=FOOT)
    letterhead(pdf, ours, words)
    heading(pdf, title)
    _line(pdf, words(N_("As of {time}")).format(time=f"{at:%d.%m.%Y, %H:%M}"))
    for tab, rows in told.tabs.items():
        pdf.ln(LINE)
        _line(pdf, f"{tab} ({len(rows)})", style="B", size=12)
        for row in rows:
            pdf.ln(LINE / 2)
            for header, text in row.items():
                _line(pdf, f"{header}: {text}")
    if told.unreadable:
        pdf.ln(LINE)
        rows_of = ", ".join(told.unreadable)
        _line(pdf, words(N_("Rows that nobody could read and that refer to this person: {rows}")).format(rows=rows_of))
    return bytes_of(pdf)


def _line(pdf: FPDF, text: str, *, style: str = "", size: float = 10) -> None:
    pdf.set_font(SANS, style, size)
    pdf.set_text_shaping(bool(JOINED.search(text)))
    pdf.multi_cell(WIDTH, LINE, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
