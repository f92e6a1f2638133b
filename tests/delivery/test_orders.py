"""Order, confirmation and month's sheet, read back: what stands there, and what does not."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from pages.shared.language import catalogue
from services.delivery.month_sheet import LINES, month_pdf
from services.delivery.order import confirmation_pdf, order_pdf
from services.model.assignment_lists import VisitStatus
from services.model.lists import RequestStatus
from services.model.records import Programme
from services.orders import month_of, months_of, order_of
from tests.rules.cast import NEXT_WEEK, TODAY, YESTERDAY, assignment, logged, olena, request, workbook

GERMAN = catalogue("de").gettext
OFFICE = Programme(
    id="S-0001",
    name="Integrationslotsen Dorsten",
    office="Sozialamt der Stadt Dorsten",
    address="Bismarckstraße 5, 46284 Dorsten",
    phone="02362 123456",
)
ASKED = request(status=RequestStatus.MATCHED)
MINE = assignment(request="A-0001")
VISITS = (logged(note="Formular mit KLI-77 ausgefüllt"), logged("L-0002", day=TODAY, hours="0:45", km=None))
BOOK = workbook(OFFICE, olena(), ASKED, MINE, *VISITS)


def read(pdf):
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def order():
    return order_pdf(order_of(BOOK, MINE), TODAY, GERMAN)


def confirmation():
    return confirmation_pdf(order_of(BOOK, MINE), TODAY, GERMAN)


def month():
    return month_pdf(month_of(BOOK, "P-0001", TODAY), TODAY, GERMAN)


def test_order_says_who_asks_whom_for_what_from_when():
    (text,) = read(order())
    for part in (
        "Sozialamt der Stadt Dorsten",
        "Beauftragung",
        "Olena Hnatiuk",
        "E-0001 (Anfrage A-0001)",
        "Terminbegleitung: Begleitung zu Behörden",
        "Altstadt",
        f"{NEXT_WEEK:%d.%m.%Y} 10:00",
        f"Beauftragt am: {YESTERDAY:%d.%m.%Y}",
        "Unfall- und Haftpflichtversicherung",
    ):
        assert part in text


def test_confirmation_lists_the_days_with_their_hours():
    (text,) = read(confirmation())
    assert f"{YESTERDAY:%d.%m.%Y} 1,5 {TODAY:%d.%m.%Y} 0,75" in text


def test_month_lists_own_visits_and_their_sum():
    (text,) = read(month())
    assert "Stunden und Kilometer im Monat 09/2026" in text
    assert f"{YESTERDAY:%d.%m.%Y} A-0001 Begleitung 1,5 12,5 Eingereicht" in text
    assert "Zusammen 2,25 Stunden und 12,5 km; davon freigegeben: 0 Stunden und 0 km." in text


@pytest.mark.parametrize("paper", [order, confirmation, month])
def test_paper_names_nobody_but_the_volunteer(paper):
    text = "".join(read(paper()))
    private = (ASKED.client, ASKED.requester, ASKED.place, ASKED.note, olena().email, olena().note, "ausgefüllt")
    assert [one for one in private if one in text] == []
    assert not re.search(r"555555|111111", text)


@pytest.mark.parametrize("paper", [order, confirmation, month])
def test_paper_is_the_same_twice(paper):
    assert paper() == paper()


def test_month_of_many_visits_goes_on_on_another_page():
    many = [logged(f"L-{n:04d}", status=VisitStatus.APPROVED) for n in range(1, LINES + 3)]
    pages = read(month_pdf(month_of(workbook(OFFICE, olena(), MINE, *many), "P-0001", TODAY), TODAY, GERMAN))
    assert (len(pages), ["Zusammen" in one for one in pages]) == (2, [False, True])


def test_months_are_those_with_visits():
    book = workbook(*VISITS, logged("L-0003", day=date(2026, 7, 31)))
    assert months_of(book, "P-0001") == (date(2026, 9, 1), date(2026, 7, 1))


def test_order_of_a_request_that_is_gone_can_still_be_printed():
    (text,) = read(order_pdf(order_of(workbook(OFFICE, MINE), MINE), TODAY, GERMAN))
    assert "P-0001" in text
