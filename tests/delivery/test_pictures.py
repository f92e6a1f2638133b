import base64
import random
from io import BytesIO

import pytest
from PIL import Image

from services.delivery.pictures import picture_of, small_png
from services.model.course_errors import NotAPicture, PictureTooLarge
from services.model.records import Programme
from services.programme import keep_logo, programme
from tests.rules.cast import draft

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'


def packed(kind="PNG", size=(1200, 300), mode="RGB", **values):
    picture = Image.new(mode, size, 0 if mode == "L" else (200, 30, 40, 128)[: len(mode)])
    data = BytesIO()
    picture.save(data, kind, **values)
    return data.getvalue()


def noise(size=(480, 160)):
    """The worst picture to pack: no two dots alike."""
    seeded = random.Random(7)  # noqa: S311 - no secret
    data = BytesIO()
    Image.frombytes("RGBA", size, seeded.randbytes(size[0] * size[1] * 4)).save(data, "PNG")
    return data.getvalue()


def opened(logo):
    return Image.open(BytesIO(base64.b64decode(logo)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_picture_becomes_a_small_png(kind):
    small = opened(small_png(packed(kind)))
    assert (small.format, small.size) == ("PNG", (480, 120))


@pytest.mark.parametrize(
    ("size", "expected"), [((100, 50), (100, 50)), ((300, 900), (53, 160)), ((5000, 10), (480, 1)), ((1, 1), (1, 1))]
)
def test_picture_keeps_its_shape(size, expected):
    assert opened(small_png(packed(size=size))).size == expected


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "CMYK", "LA"])
def test_picture_of_any_colours_is_kept(mode):
    data = BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 40)).convert(mode if mode != "LA" else "L").convert(mode).save(
        data, "TIFF" if mode == "CMYK" else "PNG"
    )
    assert opened(small_png(data.getvalue())).size == (60, 40)


def test_picture_stays_see_through():
    assert opened(small_png(packed(mode="RGBA"))).convert("RGBA").getpixel((0, 0))[3] == 128


def test_picture_from_a_phone_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6  # a quarter turn
    assert opened(small_png(packed("JPEG", (100, 50), exif=turned))).size == (50, 100)


def test_picture_fits_into_a_cell_whatever_it_shows():
    logo = small_png(noise())
    assert len(logo) <= 40_000
    assert opened(logo).size[0] >= 100
    assert keep_logo(draft(Programme(id="S-0001")), Programme(id="S-0001"), logo).logo == logo


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7 ...", SVG, b"GIF89a", packed()[:60], b"\x00" * 1000, "Müller;Straße".encode("cp1252")],
    ids=["empty", "pdf", "svg", "header", "half", "zeros", "csv"],
)
def test_file_that_is_no_picture_is_refused(data):
    with pytest.raises(NotAPicture):
        small_png(data)


@pytest.mark.parametrize("size", [(8000, 6000), (30_000, 30_000)])
def test_picture_with_too_many_dots_is_refused_before_it_is_unpacked(size):
    header = packed("BMP", (8, 8))
    wide = header[:18] + size[0].to_bytes(4, "little") + size[1].to_bytes(4, "little") + header[26:]
    with pytest.raises(PictureTooLarge):
        small_png(wide)


@pytest.mark.parametrize("logo", ["", "kein Bild", "QUJD", base64.b64encode(packed("JPEG")).decode()])
def test_cell_without_a_picture_gives_none(logo):
    assert picture_of(logo) == b""


def test_logo_is_kept_and_taken_away():
    here = draft(Programme(id="S-0001", name="Lotsen"))
    logo = small_png(packed())
    keep_logo(here, programme(here.workbook), logo)
    assert picture_of(programme(here.workbook).logo) == base64.b64decode(logo)
    keep_logo(here, programme(here.workbook), "")
    assert programme(here.workbook) == Programme(id="S-0001", name="Lotsen")


def test_logo_is_kept_before_anything_else_is_entered():
    here = draft()
    keep_logo(here, programme(here.workbook), small_png(packed()))
    assert [one.id for one in here.workbook.all(Programme)] == ["S-0001"]
