"""The call list on paper: whom to call, what to say, and boxes to tick with a pen; A4 portrait, entered afterwards."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from fpdf import FPDF

from services.delivery.paper import BLUE, GREY, SANS, Words, block, bytes_of, day_of, document
from services.model.letters import Message
from services.model.words import N_

LEFT, WIDE, TOP = 15.0, 180.0, 14.0  # mm on a page of 210 x 297
HEAD, ENTRY, A_PAGE = 12.0, 50.0, 5  # height of the title and of one call, and how many of them fit
BOX = 4.0
TICKED: Final = (N_("Reached"), N_("Not reached"), N_("Says yes"), N_("Says no"), N_("Is still thinking"))


def call_list_pdf(calls: Sequence[Message], day: date, words: Words) -> bytes:
    """Give the calls in their order, five a page."""
    pdf = document("portrait", day, words(N_("Call list")))
    for first in range(0, len(calls), A_PAGE):
        pdf.add_page()
        pdf.set_text_color(*BLUE)
        pdf.set_font(SANS, "B")
        pdf.set_xy(LEFT, TOP)
        block(pdf, f"{words(N_('Call list'))}, {day_of(day)}", width=WIDE, height=8, largest=14, smallest=8, align="L")
        for place, call in enumerate(calls[first : first + A_PAGE]):
            _entry(pdf, TOP + HEAD + place * ENTRY, call, words)
    return bytes_of(pdf)


def _entry(pdf: FPDF, y: float, call: Message, words: Words) -> None:
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.2)
    pdf.line(LEFT, y, LEFT + WIDE, y)
    pdf.set_text_color(0)
    pdf.set_font(SANS, "B")
    pdf.set_xy(LEFT, y + 1.5)
    block(pdf, f"{call.to} · {call.phone or '–'}", width=WIDE, height=6, largest=11, smallest=6, align="L")
    pdf.set_text_color(*GREY)
    pdf.set_font(SANS)
    pdf.set_xy(LEFT, y + 7.5)
    until = f"{words(N_('Answer by'))} {day_of(call.answer_by)}" if call.answer_by else ""
    told = " · ".join(part for part in (call.id, words(call.kind.label), until) if part)
    block(pdf, told, width=WIDE, height=5, largest=9, smallest=6, align="L")
    pdf.set_text_color(0)
    pdf.set_xy(LEFT, y + 13)
    block(pdf, call.text, width=WIDE, height=26, largest=9, smallest=6, align="L")
    _boxes(pdf, y + ENTRY - 9, words)


def _boxes(pdf: FPDF, y: float, words: Words) -> None:
    room = WIDE / len(TICKED)
    for place, label in enumerate(TICKED):
        x = LEFT + place * room
        pdf.rect(x, y, BOX, BOX)
        pdf.set_xy(x + BOX + 0.5, y - 0.5)
        block(pdf, words(label), width=room - BOX - 1, height=5, largest=9, smallest=6, align="L")
