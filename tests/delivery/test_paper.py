"""Paper, opened and read back: what stands on certificates, cards and sheets, and that nothing leaves its box."""

import base64
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from pages.shared.language import catalogue
from services.awards import Award, Awards
from services.delivery.call_list import call_list_pdf
from services.delivery.cards import cards_pdf, valid_until
from services.delivery.certificates import certificates_pdf
from services.delivery.paper import unprintable
from services.delivery.sign_in_sheet import SignIn, sign_in_pdf
from services.model.course_lists import CourseKind
from services.model.records import Programme
from tests.rules.cast import TODAY, TOMORROW, call, course, session

GERMAN = catalogue("de").gettext
LONG = "Ümit Łącki-Żółkiewska-von der Brüggen zu Hohenstein-Ödipusallee"
LONGEST = "W" * 100 + " " + "Ä" * 100
NAMES = [LONG, "Олена Шевченко-Ґалаґан", "Madonna", "Ağça Őry Nguyễn Thị Ánh", "Ćwikła Łęć Żur", "Їжак Єва", LONGEST]
PROGRAMME = Programme(
    id="S-0001",
    name="Integrationslotsen Dorsten",
    office="Sozialamt der Stadt Dorsten",
    partner="Migrationsreferat",
    address="Bismarckstraße 5, 46284 Dorsten",
    phone="02362 123456",
    signed_by="A. Größmann, Bürgermeisterin; B. Überall, Büro",
)
COURSE = course(title="Ausbildung der Integrationslots:innen", cohort="Herbst 2026")


def picture(width=480, height=120):
    packed = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 40)).save(packed, "PNG")
    return base64.b64encode(packed.getvalue()).decode()


def awards(*names, programme=PROGRAMME, **values):
    people = tuple(Award(name, f"2026-{number:03d}", TODAY, Decimal("14.5")) for number, name in enumerate(names, 1))
    topics = ("Rolle und Grenzen", "Behörden", "Schule und Kita")
    filled = {"course": COURSE, "first_day": TODAY, "last_day": TOMORROW, "of": Decimal(16), "topics": topics, **values}
    return Awards(programme=programme, people=people, **filled)


def read(pdf):
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def letters(text):
    return re.sub(r"\s", "", text)


def ink(pdf, page=0):
    """The dark box on a page: left, top, right, bottom in mm."""
    drawn = (
        pypdfium2.PdfDocument(pdf)[page].render(scale=2).to_pil().convert("L").point(lambda grey: 255 * (grey < 200))
    )
    return tuple(round(side * 25.4 / 144) for side in drawn.getbbox())


# Certificates ---------------------------------------------------------------------------------------------------------


def test_certificate_says_who_did_what():
    (text,) = read(certificates_pdf(awards("Irina Petrova"), TODAY, GERMAN))
    assert text == (
        "Sozialamt der Stadt Dorsten in Kooperation mit Migrationsreferat Zertifikat Integrationslotsen Dorsten "
        "Irina Petrova hat teilgenommen am Kurs Ausbildung der Integrationslots:innen Basisqualifizierung · Herbst "
        "2026 vom 02.09.2026 bis 03.09.2026 mit 14,5 von 16 Unterrichtseinheiten (je 45 Minuten) und ist damit für das "
        "Ehrenamt in diesem Programm qualifiziert. Inhalte des Kurses: Rolle und Grenzen · Behörden · Schule und Kita "
        "02.09.2026 Datum A. Größmann, Bürgermeisterin B. Überall, Büro Zertifikat Nr. 2026-001 "
        "Bismarckstraße 5, 46284 Dorsten · +49 2362 123456"
    )


def test_certificates_carry_whole_names_within_their_frames():
    names = [*NAMES, "محمد الأحمد"]
    pdf = certificates_pdf(awards(*names, programme=PROGRAMME.model_copy(update={"logo": picture()})), TODAY, GERMAN)
    texts = [letters(text) for text in read(pdf)]
    assert [letters(name) in text for name, text in zip(NAMES, texts[:-1], strict=True)] == [True] * len(NAMES)
    assert set("محمدالأ") <= set(texts[-1])  # read back in the order it is drawn
    assert [ink(pdf, page) for page in range(len(names))] == [(12, 12, 198, 285)] * len(names)


def test_certificates_of_a_course_are_one_small_file():
    pdf = certificates_pdf(awards(*(f"Person {number} Żak" for number in range(28))), TODAY, GERMAN)
    assert [f"Person {number} Żak" in text for number, text in enumerate(read(pdf))] == [True] * 28
    assert len(pdf) < 200_000


def test_paper_of_the_same_day_is_the_same_bytes():
    one = awards(LONG, "Олена")
    assert certificates_pdf(one, TODAY, GERMAN) == certificates_pdf(one, TODAY, GERMAN)
    assert certificates_pdf(one, TODAY, GERMAN) != certificates_pdf(one, TOMORROW, GERMAN)


def test_certificate_of_a_bare_course_says_only_what_is_known():
    bare = awards(
        "Irina Petrova",
        programme=Programme(id="S-0001"),
        course=course(kind=CourseKind.ADVANCED, cohort=""),
        first_day=None,
        last_day=None,
        of=Decimal(0),
        topics=(),
    )
    (text,) = read(certificates_pdf(bare, TODAY, GERMAN))
    assert text == (
        "Zertifikat Integrationslotsen Irina Petrova hat teilgenommen am Kurs Basiskurs Herbst Aufbaumodul 02.09.2026 "
        "Datum Integrationslotsen Zertifikat Nr. 2026-001"
    )


def test_certificate_of_a_single_day_names_that_day():
    (text,) = read(certificates_pdf(awards("Irina Petrova", last_day=TODAY), TODAY, GERMAN))
    assert "am 02.09.2026 mit 14,5" in text


def test_certificate_with_very_much_on_it_stays_on_its_page():
    filled = PROGRAMME.model_copy(
        update={"office": "Ö" * 200, "partner": "Amt " * 50, "signed_by": "; ".join(["Dr. Ä. Unterschrift"] * 9)}
    )
    crowded = awards(LONGEST, programme=filled, course=course(title="Kurs " * 20), topics=("Thema der Woche",) * 60)
    pdf = certificates_pdf(crowded, TODAY, GERMAN)
    assert len(read(pdf)) == 1
    assert ink(pdf) == (12, 12, 198, 285)


def test_logo_that_somebody_typed_over_is_left_out():
    broken = awards("Irina", programme=PROGRAMME.model_copy(update={"logo": "QUJD"}))
    assert "Irina" in read(certificates_pdf(broken, TODAY, GERMAN))[0]


def test_certificate_from_before_attendance_was_kept_names_no_units():
    early = awards("Irina")
    early = replace(early, people=(replace(early.people[0], units=Decimal(0)),))
    (text,) = read(certificates_pdf(early, TODAY, GERMAN))
    assert "vom 02.09.2026 bis 03.09.2026 und ist damit" in text


# Cards ----------------------------------------------------------------------------------------------------------------


def test_card_says_who_until_when():
    (text,) = read(cards_pdf(awards("Irina Petrova"), TODAY, GERMAN))
    assert text == (
        "Lotsenausweis Integrationslotsen Dorsten Irina Petrova Nr. 2026-001 · gültig bis 02.09.2029 Sozialamt der "
        "Stadt Dorsten · +49 2362 123456 Gilt nur zusammen mit einem amtlichen Lichtbildausweis."
    )


def test_cards_stand_ten_on_a_page_with_marks_to_cut():
    pdf = cards_pdf(awards(*NAMES, *(f"Person {number} Żak" for number in range(6))), TODAY, GERMAN)
    texts = read(pdf)
    assert [text.count("Lotsenausweis") for text in texts] == [10, 3]
    assert [name for name in NAMES if letters(name) not in letters(texts[0])] == []
    # 2 x 85.6 mm and 5 x 54 mm, with marks of 5 mm around.
    assert ink(pdf) == (14, 8, 196, 289)


@pytest.mark.parametrize(
    ("day", "years", "until"),
    [
        (date(2026, 9, 2), 3, date(2029, 9, 2)),
        (date(2028, 2, 29), 3, date(2031, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2026, 9, 2), 0, None),
    ],
)
def test_card_is_valid_for_some_years(day, years, until):
    assert valid_until(day, years) == until


def test_card_without_an_end_does_not_name_one():
    endless = awards("Irina", programme=PROGRAMME.model_copy(update={"card_years": 0}))
    assert "gültig" not in read(cards_pdf(endless, TODAY, GERMAN))[0]


# Sign-in sheets -------------------------------------------------------------------------------------------------------


def sheet(sessions, names):
    return sign_in_pdf(SignIn(PROGRAMME, COURSE, tuple(sessions), tuple(names)), TODAY, GERMAN)


def test_sign_in_sheet_of_one_session_has_room_to_sign():
    text = read(sheet([session(starts="18:00", ends="21:00", trainer="A. Beispiel")], ["Irina Petrova"]))[0]
    assert text.startswith(
        "Unterschriftenliste: Ausbildung der Integrationslots:innen Integrationslotsen Dorsten · Herbst 2026 · Rolle "
        "und Grenzen · A. Beispiel Name Unterschrift 01.09.2026 18:00–21:00 Bemerkung 1 Irina Petrova 2 3"
    )


def test_sign_in_sheet_of_many_sessions_and_people_goes_on_over_pages():
    many = [session(f"U-{number:04d}", date(2026, 9, number)) for number in range(1, 9)]
    pdf = sheet(many, [LONG, LONGEST, *(f"Person {number}" for number in range(26))])
    texts = read(pdf)
    assert len(texts) == 6  # six sessions and two more; 28 people and 5 empty lines are three pages
    assert ["06.09.2026" in text for text in texts] == [True] * 3 + [False] * 3
    assert ["08.09.2026" in text for text in texts] == [False] * 3 + [True] * 3
    assert sum("Person" in text for text in texts) == 4
    assert {ink(pdf, page)[0] >= 11 and ink(pdf, page)[2] <= 286 for page in range(6)} == {True}


def test_sign_in_sheet_without_sessions_or_people_has_empty_lines():
    (text,) = read(sheet([], []))
    assert text.endswith("Name Unterschrift Bemerkung 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16")


# Call lists -----------------------------------------------------------------------------------------------------------


def test_call_list_has_script_number_and_boxes_five_calls_a_page():
    text = "Guten Tag, der Kurs beginnt am 02.09.2026. " * 20
    calls = [call(f"N-{at:04d}", LONG, text=text, answer_by=TOMORROW) for at in range(6)]
    pages = read(call_list_pdf(calls, TODAY, GERMAN))
    first = pages[0].split("N-0001")[0]
    assert len(pages) == 2
    assert first.startswith(f"Anrufliste, {TODAY:%d.%m.%Y} {LONG} · +49 2362 444444 N-0000 · ")
    assert f"Antwort bis {TOMORROW:%d.%m.%Y} Guten Tag" in first
    assert first.count("Erreicht Nicht erreicht Sagt zu Sagt ab Überlegt noch") == 1


def test_call_list_without_a_number_says_so():
    assert "Halina Wrona · –" in read(call_list_pdf([call(phone=None, email="h@example.org")], TODAY, GERMAN))[0]


# Letters --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "lost"), [("".join(NAMES), ""), ("محمد", ""), ("王 Li 王明", "王明"), ("ሰላም", "ሰላም")])
def test_letters_no_font_has_are_named(text, lost):
    assert unprintable(text) == lost
