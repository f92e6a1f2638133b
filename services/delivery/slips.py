"""Slips to sign: confidentiality, data protection, agreement; one A4 page each, with the volunteer's name."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from fpdf import FPDF

from services.delivery.paper import BLUE, GREY, SANS, Words, block, bytes_of, document, logo
from services.model.lists import Paper
from services.model.records import Person, Programme
from services.model.words import N_

# The programme's own texts, German like all paper: a title, an empty line, paragraphs.
TEXTS: Final = Path(__file__).parents[2] / "locale" / "de" / "slips"
TO_SIGN: Final = (Paper.CONFIDENTIALITY, Paper.BRIEFING, Paper.AGREEMENT)
LEFT, WIDTH, TOP = 25.0, 160.0, 22.0  # mm on a page of 210 x 297
PARAGRAPH, SIGNATURE = 34.0, 245.0


def slips_pdf(ours: Programme, person: Person, papers: Sequence[Paper], day: date, words: Words) -> bytes:
    """Give one page for each of `papers`, to be signed; day and place stay empty for the pen."""
    pdf = document("portrait", day, f"{words(N_('To sign'))}: {person.full_name}")
    for paper in papers:
        title, paragraphs = text_of_slip(paper)
        pdf.add_page()
        _head(pdf, ours, title)
        _body(pdf, [one.format(name=person.full_name, programme=ours.name, office=ours.office) for one in paragraphs])
        both = paper is Paper.AGREEMENT  # an agreement binds the office too
        _foot(pdf, (person.full_name, *((ours.office or ours.name,) if both else ())), words)
    return bytes_of(pdf)


@cache
def text_of_slip(paper: Paper) -> tuple[str, tuple[str, ...]]:
    """Read the title and the paragraphs of a slip; a paragraph may name {name}, {programme} and {office}."""
    text = (TEXTS / f"{paper.name.lower()}.txt").read_text(encoding="utf-8")
    title, *paragraphs = (part.replace("\n", " ") for part in text.strip().split("\n\n"))
    return title, tuple(paragraphs)


def _head(pdf: FPDF, ours: Programme, title: str) -> None:
    pdf.set_font(SANS)
    pdf.set_text_color(*GREY)
    pdf.set_xy(LEFT, TOP)
    logo(pdf, ours.logo, width=WIDTH, height=20)
    pdf.set_xy(LEFT, TOP + (22 if ours.logo else 0))
    sender = " · ".join(part for part in (ours.name, ours.office, ours.address) if part)
    block(pdf, sender, width=WIDTH, height=10, largest=10, smallest=7, align="L")
    pdf.set_text_color(*BLUE)
    pdf.set_font(SANS, "B")
    pdf.set_xy(LEFT, pdf.get_y() + 8)
    block(pdf, title, width=WIDTH, height=18, largest=16, smallest=11, align="L")
    pdf.set_text_color(0)


def _body(pdf: FPDF, paragraphs: Sequence[str]) -> None:
    pdf.set_font(SANS)
    for paragraph in paragraphs:
        pdf.set_xy(LEFT, pdf.get_y() + 5)
        block(pdf, paragraph, width=WIDTH, height=PARAGRAPH, largest=11, smallest=8, align="L")


def _foot(pdf: FPDF, names: Sequence[str], words: Words) -> None:
    """Draw for each of those who sign two lines for the pen, and say below what goes there."""
    half = (WIDTH - 10) / 2
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.2)
    for number, name in enumerate(names):
        y = SIGNATURE - 28 * (len(names) - 1 - number)
        for x, label in ((LEFT, words(N_("Place, day"))), (LEFT + half + 10, f"{words(N_('Signature'))}: {name}")):
            pdf.line(x, y, x + half, y)
            pdf.set_xy(x, y + 1)
            block(pdf, label, width=half, height=10, largest=9, smallest=6, align="L")
