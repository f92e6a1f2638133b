"""ID cards on paper: ten of 85.6 x 54 mm on an A4 page, with marks to cut along."""

from datetime import date
from typing import Final

from fpdf import FPDF

from services.awards import Award, Awards
from services.delivery.paper import BLUE, GREY, SANS, Words, block, bytes_of, day_of, document, logo
from services.model.words import N_

WIDE, HIGH = 85.6, 54.0  # mm, as any card for a wallet
ACROSS, DOWN = 2, 5
LEFT, TOP = (210 - ACROSS * WIDE) / 2, (297 - DOWN * HIGH) / 2
MARK: Final = 5.0
EDGE: Final = 5.0


def cards_pdf(awards: Awards, day: date, words: Words) -> bytes:
    """Give a card for each award, valid from `day` for as many years as the programme says (0: without an end)."""
    pdf = document("portrait", day, f"{words(N_('Volunteer card'))} {awards.course.title}")
    for number, one in enumerate(awards.people):
        place = number % (ACROSS * DOWN)
        if not place:
            pdf.add_page()
            _marks(pdf)
        corner = LEFT + place % ACROSS * WIDE, TOP + place // ACROSS * HIGH
        _card(pdf, corner, awards, one, valid_until(day, awards.programme.card_years), words)
    return bytes_of(pdf)


def valid_until(day: date, years: int) -> date | None:
    """Give the last day of a card made on `day`; the 29th of February ends on the 28th."""
    if not years:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _marks(pdf: FPDF) -> None:
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.1)
    right, bottom = LEFT + ACROSS * WIDE, TOP + DOWN * HIGH
    for column in range(ACROSS + 1):
        x = LEFT + column * WIDE
        pdf.line(x, TOP - MARK, x, TOP - 1)
        pdf.line(x, bottom + 1, x, bottom + MARK)
    for row in range(DOWN + 1):
        y = TOP + row * HIGH
        pdf.line(LEFT - MARK, y, LEFT - 1, y)
        pdf.line(right + 1, y, right + MARK, y)


def _card(  # noqa: PLR0913, PLR0917 - a place, and what stands there
    pdf: FPDF, corner: tuple[float, float], awards: Awards, one: Award, until: date | None, words: Words
) -> None:
    x, y = corner
    ours = awards.programme
    inner = WIDE - 2 * EDGE
    pdf.set_fill_color(*BLUE)
    pdf.rect(x, y + 15.5, WIDE, 0.8, style="F")
    pdf.set_xy(x + WIDE - EDGE - 30, y + 3.5)
    logo(pdf, ours.logo, width=30, height=10)
    beside = inner - 32 if ours.logo else inner
    pdf.set_text_color(*BLUE)
    pdf.set_font(SANS, "B")
    pdf.set_xy(x + EDGE, y + 3.5)
    block(pdf, words(N_("Volunteer card")), width=beside, height=6, largest=11, smallest=8, align="L")
    pdf.set_text_color(*GREY)
    pdf.set_font(SANS)
    block(pdf, ours.name, width=beside, height=6, largest=7, smallest=5, align="L")
    pdf.set_text_color(0)
    pdf.set_font(SANS, "B")
    pdf.set_xy(x + EDGE, y + 19)
    block(pdf, one.name, width=inner, height=14, largest=13, smallest=5, align="L")
    pdf.set_font(SANS)
    valid = words(N_("valid until {day}")).format(day=day_of(until)) if until else ""
    number = words(N_("No. {number}")).format(number=one.number)
    pdf.set_xy(x + EDGE, y + 34)
    block(
        pdf,
        " · ".join(part for part in (number, valid) if part),
        width=inner,
        height=5,
        largest=8.5,
        smallest=6,
        align="L",
    )
    pdf.set_text_color(*GREY)
    pdf.set_xy(x + EDGE, y + 40)
    office = " · ".join(part for part in (ours.office, ours.phone) if part)
    block(pdf, office, width=inner, height=6.5, largest=6.5, smallest=5, align="L")
    block(
        pdf,
        words(N_("Valid only together with an official photo ID.")),
        width=inner,
        height=3.5,
        largest=6,
        smallest=5,
        align="L",
    )
    pdf.set_text_color(0)
