"""The sheet people sign when they come: A4 landscape, people x sessions, with empty lines for whoever turns up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from fpdf import FPDF

from services.delivery.paper import BLUE, GREY, SANS, Words, block, bytes_of, day_of, document, logo
from services.model.course_records import Course, Session
from services.model.records import Programme
from services.model.words import N_

T = TypeVar("T")

LEFT, RIGHT, TOP, TABLE, BOTTOM = 12.0, 285.0, 12.0, 32.0, 200.0  # mm on a page of 297 x 210
HEAD, LINE = 12.0, 9.6
NUMBER, NAME, REMARK = 9.0, 72.0, 60.0
MOST_ACROSS: Final = 6
EMPTY: Final = 5  # lines for people who are not on the list


@dataclass(frozen=True)
class SignIn:
    """What is to be printed: who is expected at which sessions."""

    programme: Programme
    course: Course
    sessions: tuple[Session, ...]
    names: tuple[str, ...]


def sign_in_pdf(sheet: SignIn, day: date, words: Words) -> bytes:
    """Give as many pages as needed: up to six sessions side by side, all people, and at least five empty lines."""
    pdf = document("landscape", day, f"{words(N_('Sign-in sheet'))} {sheet.course.title}")
    rows = int((BOTTOM - TABLE - HEAD) / LINE)
    lines = [*sheet.names, *[""] * EMPTY]
    lines += [""] * (-len(lines) % rows)
    for across in _parts(sheet.sessions, MOST_ACROSS) or [()]:
        for number, part in enumerate(_parts(lines, rows)):
            pdf.add_page()
            _head(pdf, sheet, across, words)
            _table(pdf, across, part, number * rows, words)
    return bytes_of(pdf)


def _parts(whole: Sequence[T], most: int) -> list[Sequence[T]]:
    return [whole[start : start + most] for start in range(0, len(whole), most)]


def _head(pdf: FPDF, sheet: SignIn, across: Sequence[Session], words: Words) -> None:
    course, wide = sheet.course, RIGHT - LEFT - 60
    pdf.set_xy(RIGHT - 55, TOP)
    logo(pdf, sheet.programme.logo, width=55, height=16)
    pdf.set_text_color(*BLUE)
    pdf.set_font(SANS, "B")
    pdf.set_xy(LEFT, TOP)
    block(pdf, f"{words(N_('Sign-in sheet'))}: {course.title}", width=wide, height=8, largest=14, smallest=8, align="L")
    pdf.set_text_color(*GREY)
    pdf.set_font(SANS)
    one = across[0] if len(across) == 1 else None
    told = (course.cohort, course.group, one.topic if one else "", (one and one.trainer) or course.trainers)
    place = (one and one.place) or course.place
    line = " · ".join(part for part in (sheet.programme.name, *told, place) if part)
    block(pdf, line, width=wide, height=9, largest=10, smallest=6, align="L")
    pdf.set_text_color(0)


def _table(pdf: FPDF, across: Sequence[Session], names: Sequence[str], before: int, words: Words) -> None:
    """Draw the grid: number and name on the left, one column a session; a single one has room for a remark."""
    heads = [_session(one) for one in across] if len(across) > 1 else [_session(across[0]) if across else ""]
    single = len(heads) == 1
    titles = [*heads, words(N_("Remark"))] if single else heads
    titles[0] = f"{words(N_('Signature'))} {titles[0]}".strip() if single else titles[0]
    room = RIGHT - LEFT - NUMBER - NAME
    widths = [NUMBER, NAME, *([room - REMARK, REMARK] if single else [room / len(titles)] * len(titles))]
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.2)
    pdf.set_font(SANS, "B")
    _row(pdf, TABLE, HEAD, widths, ["", words(N_("Name")), *titles])
    pdf.set_font(SANS)
    for place, name in enumerate(names):
        cells = [str(before + place + 1), name, *[""] * len(titles)]
        _row(pdf, TABLE + HEAD + place * LINE, LINE, widths, cells)


def _row(pdf: FPDF, y: float, height: float, widths: Sequence[float], cells: Sequence[str]) -> None:
    x = LEFT
    for width, text in zip(widths, cells, strict=True):
        pdf.rect(x, y, width, height)
        pdf.set_xy(x, y + 1)
        block(pdf, text, width=width, height=height - 2, largest=10, smallest=6, align="L")
        x += width


def _session(session: Session) -> str:
    times = "–".join(f"{at:%H:%M}" for at in (session.starts, session.ends) if at)
    return " ".join(part for part in (day_of(session.day), times) if part)
