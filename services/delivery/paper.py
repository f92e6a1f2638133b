"""Paper: a PDF with letters for every name, the office's logo, and text that fits its place."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, Literal, cast

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import WrapMode

from services.delivery.pictures import picture_of

Words = Callable[[str], str]  # the text of a message in the language of the paper
Orientation = Literal["portrait", "landscape"]

FONTS: Final = Path(__file__).parents[2] / "assets" / "fonts"
SANS: Final = "sans"  # Latin, Greek, Cyrillic, Arabic and more
SERIF: Final = "serif"  # for what is to look solemn; letters it lacks come from the other one
BLUE: Final = (11, 92, 173)
GREY: Final = (90, 100, 112)
MM_A_POINT: Final = 25.4 / 72
# Scripts whose letters change with their neighbours or run from right to left, and marks that stand on a letter.
# (Working out their shapes is slow, so it is done only where it is needed.)
JOINED: Final = re.compile("[\u0300-\u036f\u0590-\u1dff\ufb1d-\ufdff\ufe70-\ufeff]")
MEASURED: Final = 10.0  # points at which widths are taken; they grow with the size


def document(orientation: Orientation, day: date, title: str) -> FPDF:
    """Begin a document of A4 pages, without any page yet.

    `day` stands as its date, so that the same content on the same day gives the same bytes.
    """
    pdf = FPDF(orientation, unit="mm", format="A4")
    pdf.set_creation_date(datetime.combine(day, time(), UTC))
    pdf.set_title(title)
    pdf.set_lang("de")
    pdf.set_auto_page_break(False)
    pdf.add_font(SANS, "", FONTS / "DejaVuSans.ttf")
    pdf.add_font(SANS, "B", FONTS / "DejaVuSans-Bold.ttf")
    pdf.add_font(SERIF, "", FONTS / "DejaVuSerif.ttf")
    pdf.set_fallback_fonts([SANS], exact_match=False)
    return pdf


def bytes_of(pdf: FPDF) -> bytes:
    """Give the finished document."""
    return bytes(pdf.output())


def block(  # noqa: PLR0913 - where it stands and how it looks
    pdf: FPDF,
    text: str,
    *,
    width: float,
    height: float,
    largest: float,
    smallest: float,
    align: Literal["L", "C"] = "C",
) -> None:
    """Write `text` at the current place, in a box of `width` x `height` mm that it never leaves; go on below it.

    The letters become smaller (points) until it fits, breaking into lines; what does not fit even then is cut off
    with an ellipsis.
    """
    if not text:
        return
    x, y = pdf.get_x(), pdf.get_y()
    pdf.set_text_shaping(bool(JOINED.search(text)))
    pdf.set_font_size(MEASURED)
    words = [(word, pdf.get_string_width(word) / MEASURED) for word in text.split()]
    space, room = pdf.get_string_width(" ") / MEASURED, width - 2 * pdf.c_margin
    size, rows = largest, _rows(words, space, room / largest)
    while size > smallest and (len(rows) * _line(size) > height + 0.01 or max(w for _, w in words) * size > room):
        size -= 0.5
        rows = _rows(words, space, room / size)
    pdf.set_font_size(size)
    if max(w for _, w in words) * size > room:  # not even alone on a line: broken between letters
        broken = pdf.multi_cell(width, text=text, dry_run=True, output="LINES", wrapmode=WrapMode.CHAR)
        rows = cast("list[str]", broken)
    most = max(1, int(height / _line(size) + 0.01))
    shown = rows if len(rows) <= most else [*rows[: most - 1], rows[most - 1].rstrip()[:-1] + "…"]
    for number, row in enumerate(shown):
        pdf.set_xy(x, y + number * _line(size))
        pdf.cell(width, _line(size), row, align=align)
    pdf.set_xy(x, y + len(shown) * _line(size))


def logo(pdf: FPDF, picture: str, *, width: float, height: float) -> None:
    """Draw the office's logo (PNG as base64) into a box at the current place, as large as it gets; none is no harm."""
    data = picture_of(picture)
    if data:
        pdf.image(BytesIO(data), x=pdf.get_x(), y=pdf.get_y(), w=width, h=height, keep_aspect_ratio=True)


def day_of(day: date | None) -> str:
    """Spell a day as in German, "" without one."""
    return f"{day:%d.%m.%Y}" if day else ""


def number_of(value: Decimal) -> str:
    """Spell a number as in German."""
    return f"{value.normalize():f}".replace(".", ",")


def unprintable(text: str) -> str:
    """Give the letters of `text` that no font here has, each once, in their order."""
    return "".join(dict.fromkeys(sign for sign in text if ord(sign) not in _letters() and not sign.isspace()))


@cache
def _letters() -> frozenset[int]:
    with TTFont(FONTS / "DejaVuSans.ttf") as font:
        return frozenset(font.getBestCmap())


def _rows(words: Sequence[tuple[str, float]], space: float, room: float) -> list[str]:
    """Put words (with their widths) into lines of at most `room`, as many as fit in each."""
    rows: list[str] = []
    used = room
    for word, width in words:
        if rows and used + space + width <= room:
            rows[-1] += f" {word}"
            used += space + width
        else:
            rows.append(word)
            used = width
    return rows


def _line(size: float) -> float:
    """Give the height of a line (mm) at a size in points."""
    return size * MM_A_POINT * 1.3
