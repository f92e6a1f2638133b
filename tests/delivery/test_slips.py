"""Slips to sign, opened and read back."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from pages.shared.language import catalogue
from services.delivery.slips import TO_SIGN, slips_pdf, text_of_slip
from services.model.records import Programme
from tests.delivery.test_paper import LONGEST, NAMES, PROGRAMME, letters, picture
from tests.rules.cast import TODAY, person

GERMAN = catalogue("de").gettext


def pages(last_name="Hnatiuk", papers=TO_SIGN, ours=PROGRAMME):
    pdf = slips_pdf(ours, person(last_name=last_name), papers, TODAY, GERMAN)
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_slip_has_a_page_each_with_title_name_and_room_for_the_signature():
    found = pages()
    titles = [text_of_slip(paper)[0] for paper in TO_SIGN]
    assert [title in " ".join(page.split()) for title, page in zip(titles, found, strict=True)] == [True] * 3
    for page in found:
        assert letters("Unterschrift: Olena Hnatiuk") in letters(page)
        assert letters("Ort, Tag") in letters(page)


@pytest.mark.parametrize("paper", TO_SIGN, ids=lambda paper: paper.name.lower())
def test_whole_text_fits_its_page(paper):
    last = text_of_slip(paper)[1][-1]
    (page,) = pages(papers=(paper,), ours=PROGRAMME.model_copy(update={"logo": picture()}))
    assert letters(last) in letters(page)


@pytest.mark.parametrize("name", [one for one in NAMES if one != LONGEST])
def test_name_stands_on_the_slip_whatever_its_letters(name):
    assert len(pages(last_name=name[:100])) == 3


def test_agreement_is_signed_by_the_office_too():
    signed = [letters(page).count(letters("Unterschrift:")) for page in pages()]
    assert signed == [1, 1, 2]


def test_slip_has_no_gap_left_open():
    assert [page for page in pages(ours=Programme(id="S-0001")) if "{" in page] == []
