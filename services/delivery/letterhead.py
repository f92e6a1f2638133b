"""A page of the office's own: letterhead, paragraphs, a table, and lines to sign on."""

from collections.abc import Sequence
from typing import Final

from fpdf import FPDF

from services.delivery.paper import BLUE, GREY, SANS, Words, block, logo
from services.model.records import Programme
from services.model.words import N_

LEFT, WIDTH = 22.0, 166.0  # mm on a page of 210 x 297
ROW: Final = 8.0
SIGNED: Final = 252.0
TALLEST: Final = 60.0  # mm that one paragraph may take


def letterhead(pdf: FPDF, ours: Programme, words: Words) -> None:
    """Begin a page with who writes: the office, its programme, address and contact, and the logo on the right."""
    pdf.add_page()
    pdf.set_xy(LEFT + WIDTH - 50, 14)
    logo(pdf, ours.logo, width=50, height=20)
    pdf.set_font(SANS, "B")
    pdf.set_text_color(*BLUE)
    pdf.set_xy(LEFT, 16)
    _left(pdf, ours.office or ours.name, size=12, width=WIDTH - 56)
    pdf.set_font(SANS)
    pdf.set_text_color(*GREY)
    partner = words(N_("in cooperation with {partner}")).format(partner=ours.partner) if ours.partner else ""
    contact = " · ".join(part for part in (ours.phone, ours.email) if part)
    for line in (ours.name if ours.office else "", partner, ours.address, contact):
        pdf.set_x(LEFT)
        _left(pdf, line, size=9, width=WIDTH - 56)
    pdf.set_text_color(0)
    pdf.set_draw_color(*BLUE)
    pdf.set_line_width(0.4)
    pdf.line(LEFT, 44, LEFT + WIDTH, 44)
    pdf.set_xy(LEFT, 52)


def heading(pdf: FPDF, text: str) -> None:
    """Write the title of the page."""
    pdf.set_font(SANS, "B")
    pdf.set_x(LEFT)
    block(pdf, text, width=WIDTH, height=10, largest=17, smallest=11, align="L")
    pdf.set_font(SANS)
    pdf.ln(3)


def paragraph(pdf: FPDF, text: str, *, left: float = LEFT, gap: float = 3.0) -> None:
    """Write a paragraph and leave `gap` mm below it."""
    pdf.set_font(SANS)
    pdf.set_x(left)
    block(pdf, text, width=WIDTH - (left - LEFT), height=TALLEST, largest=11, smallest=8, align="L")
    pdf.set_y(pdf.get_y() + gap)


def table(pdf: FPDF, widths: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw a grid with a bold first row at the current place."""
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.2)
    top = pdf.get_y()
    for number, cells in enumerate((heads, *rows)):
        pdf.set_font(SANS, "B" if number == 0 else "")
        x, y = LEFT, top + number * ROW
        for width, text in zip(widths, cells, strict=True):
            pdf.rect(x, y, width, ROW)
            pdf.set_xy(x, y + 1.5)
            block(pdf, text, width=width, height=ROW - 2, largest=10, smallest=6, align="L")
            x += width
    pdf.set_xy(LEFT, top + (len(rows) + 1) * ROW + 3)


def signatures(pdf: FPDF, day: str, who: Sequence[str], words: Words) -> None:
    """Draw lines to sign on near the foot of the page, the first one for the day."""
    columns = (words(N_("Date")), *who)
    width = WIDTH / len(columns)
    pdf.set_draw_color(0)
    pdf.set_line_width(0.2)
    for number, label in enumerate(columns):
        x = LEFT + number * width
        pdf.line(x, SIGNED, x + width - 5, SIGNED)
        if number == 0 and day:
            pdf.set_xy(x, SIGNED - 7)
            block(pdf, day, width=width - 5, height=6, largest=11, smallest=8, align="L")
        pdf.set_xy(x, SIGNED + 1)
        block(pdf, label, width=width - 5, height=12, largest=9, smallest=6, align="L")


def _left(pdf: FPDF, text: str, *, size: float, width: float) -> None:
    block(pdf, text, width=width, height=size * 0.9, largest=size, smallest=6, align="L")
