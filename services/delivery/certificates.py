"""Certificates on paper: one A4 page for each, all of a course in one file."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from fpdf import FPDF

from services.awards import Award, Awards
from services.delivery.paper import BLUE, GREY, SANS, SERIF, Words, block, bytes_of, day_of, document, logo, number_of
from services.model.course_lists import CourseKind
from services.model.words import N_

LEFT, WIDTH = 25.0, 160.0  # mm on a page of 210 x 297
SIGNATURES: Final = 238.0
MOST_SIGNATURES: Final = 3


def certificates_pdf(awards: Awards, day: date, words: Words) -> bytes:
    """Give one page for each award; `day` is today, `words` translates into the language of the paper."""
    pdf = document("portrait", day, f"{words(N_('Certificate'))} {awards.course.title}")
    for one in awards.people:
        _page(pdf, awards, one, words)
    return bytes_of(pdf)


def _page(pdf: FPDF, awards: Awards, one: Award, words: Words) -> None:
    pdf.add_page()
    _frame(pdf)
    _head(pdf, awards, words)
    _title(pdf, awards, words)
    _person(pdf, awards, one, words)
    _topics(pdf, awards.topics, words)
    _foot(pdf, awards, one, words)


def _frame(pdf: FPDF) -> None:
    pdf.set_draw_color(*BLUE)
    pdf.set_line_width(0.8)
    pdf.rect(12, 12, 186, 273)
    pdf.set_line_width(0.2)
    pdf.rect(14, 14, 182, 269)


def _head(pdf: FPDF, awards: Awards, words: Words) -> None:
    ours = awards.programme
    pdf.set_text_color(*GREY)
    pdf.set_font(SANS)
    pdf.set_xy(LEFT, 22)
    logo(pdf, ours.logo, width=WIDTH, height=22)
    partner = words(N_("in cooperation with {partner}")).format(partner=ours.partner) if ours.partner else ""
    pdf.set_xy(LEFT, 48 if ours.logo else 30)
    block(pdf, ours.office, width=WIDTH, height=10, largest=11, smallest=8)
    block(pdf, partner, width=WIDTH, height=10, largest=11, smallest=8)


def _title(pdf: FPDF, awards: Awards, words: Words) -> None:
    pdf.set_xy(LEFT, 74)
    pdf.set_text_color(*BLUE)
    pdf.set_font(SERIF)
    block(pdf, words(N_("Certificate")), width=WIDTH, height=18, largest=36, smallest=36)
    pdf.set_text_color(0)
    pdf.set_font(SANS)
    block(pdf, awards.programme.name, width=WIDTH, height=14, largest=14, smallest=9)


def _person(pdf: FPDF, awards: Awards, one: Award, words: Words) -> None:
    course = awards.course
    pdf.set_xy(LEFT, 112)
    pdf.set_font(SERIF)
    block(pdf, one.name, width=WIDTH, height=28, largest=28, smallest=8)
    pdf.set_font(SANS)
    _line(pdf, words(N_("has taken part in the course")), gap=5)
    pdf.set_font(SANS, "B")
    pdf.set_xy(LEFT, pdf.get_y() + 2)
    block(pdf, course.title, width=WIDTH, height=16, largest=15, smallest=10)
    pdf.set_font(SANS)
    _line(pdf, " · ".join(part for part in (words(course.kind.label), course.cohort, course.group) if part), gap=1)
    _line(pdf, _when(awards, words), gap=1)
    if awards.of and one.units:  # none are noted of somebody who was certified before attendance was kept
        attended = words(N_("{units} of {of} units of 45 minutes attended"))
        _line(pdf, attended.format(units=number_of(one.units), of=number_of(awards.of)), gap=1)
    if course.kind is CourseKind.BASIC:
        _line(pdf, words(N_("and is thereby qualified for voluntary work in this programme.")), gap=5)


def _when(awards: Awards, words: Words) -> str:
    first, last = day_of(awards.first_day), day_of(awards.last_day)
    if first and last and first != last:
        return words(N_("from {first} to {last}")).format(first=first, last=last)
    return words(N_("on {day}")).format(day=first or last) if first or last else ""


def _topics(pdf: FPDF, topics: Sequence[str], words: Words) -> None:
    if not topics:
        return
    pdf.set_xy(LEFT, pdf.get_y() + 5)
    pdf.set_text_color(*GREY)
    text = words(N_("Topics of the course: {topics}")).format(topics=" · ".join(topics))
    block(pdf, text, width=WIDTH, height=max(5.0, SIGNATURES - 22 - pdf.get_y()), largest=10, smallest=7)
    pdf.set_text_color(0)


def _line(pdf: FPDF, text: str, *, gap: float) -> None:
    pdf.set_xy(LEFT, pdf.get_y() + gap)
    block(pdf, text, width=WIDTH, height=12, largest=12, smallest=8)


def _foot(pdf: FPDF, awards: Awards, one: Award, words: Words) -> None:
    signing = [part.strip() for part in awards.programme.signed_by.split(";") if part.strip()] or [
        awards.programme.office or awards.programme.name
    ]
    columns = [day_of(one.day), *signing[:MOST_SIGNATURES]]
    width = WIDTH / len(columns)
    pdf.set_draw_color(0)
    pdf.set_line_width(0.2)
    for number, name in enumerate(columns):
        x = LEFT + number * width
        pdf.line(x + 2, SIGNATURES, x + width - 2, SIGNATURES)
        if not number:
            pdf.set_xy(x, SIGNATURES - 7)
            block(pdf, name, width=width, height=6, largest=11, smallest=8)
        pdf.set_xy(x, SIGNATURES + 1)
        block(pdf, name if number else words(N_("Date")), width=width, height=14, largest=9, smallest=6)
    pdf.set_text_color(*GREY)
    pdf.set_xy(LEFT, 266)
    block(pdf, f"{words(N_('Certificate no.'))} {one.number}", width=WIDTH, height=6, largest=10, smallest=8)
    ours = awards.programme
    contact = " · ".join(part for part in (ours.address, ours.phone, ours.email) if part)
    block(pdf, contact, width=WIDTH, height=9, largest=8, smallest=6)
    pdf.set_text_color(0)
