"""Pictures people bring along, made small enough for a cell: the office's logo."""

import base64
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from services.model.course_errors import NotAPicture, PictureTooLarge

KINDS: Final = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
BOX: Final = (480, 160)  # dots
MOST_BYTES: Final = 30_000  # as base64 it has to fit into one cell of the sheet
MOST_DOTS: Final = 40_000_000  # larger ones fill the memory while they are unpacked
FEWER_COLOURS: Final = (256, 128, 64, 32, 16)


def small_png(data: bytes) -> str:
    """Give a picture as PNG in base64, at most 480 x 160 dots and 30 KB; what is see-through stays so.

    Raises `NotAPicture` for any other file or a broken one, `PictureTooLarge`.
    """
    try:
        with Image.open(BytesIO(data), formats=KINDS) as opened:
            width, height = opened.size
            if width * height > MOST_DOTS:
                raise PictureTooLarge(width=width, height=height)
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PictureTooLarge(width="?", height="?") from None
    except (OSError, ValueError, SyntaxError, EOFError):  # what Pillow says about broken files
        raise NotAPicture from None
    picture.thumbnail(BOX, Image.Resampling.LANCZOS)
    return base64.b64encode(_small(picture)).decode()


@lru_cache(maxsize=8)
def picture_of(logo: str) -> bytes:
    """Give the picture that is kept as base64; b"" when there is none, or a person typed into its cell."""
    try:
        data = base64.b64decode(logo, validate=True)
        with Image.open(BytesIO(data), formats=("PNG",)) as opened:
            opened.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    return data


def _small(picture: Image.Image) -> bytes:
    """Spell the picture as PNG; with fewer colours, then with fewer dots, until it is small enough."""
    packed = _png(picture)
    for colours in FEWER_COLOURS:
        if len(packed) <= MOST_BYTES:
            return packed
        packed = _png(picture.quantize(colours, method=Image.Quantize.FASTOCTREE))
    if len(packed) <= MOST_BYTES:
        return packed
    return _small(picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4))))


def _png(picture: Image.Image) -> bytes:
    packed = BytesIO()
    picture.save(packed, "PNG", optimize=True)
    return packed.getvalue()
