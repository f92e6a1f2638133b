from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.note_guard import suspicious, suspicious_code
from tests.rules.cast import request_form

NAME = "“{found}” could be a name."


def told(text):
    return [str(one) for one in suspicious(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Frau Hnatiuk ruft zurück", "“Frau Hnatiuk” could be a name."),
        ("Bitte Herrn Dr. Öztürk fragen", "“Herrn Dr. Öztürk” could be a name."),
        ("Familie Żółkiewska, 2. Stock", "“Familie Żółkiewska” could be a name."),
        ("Das Kind heißt Nikita", "“heißt Nikita” could be a name."),
        ("Olena kommt mit", "“Olena” could be a name."),
        ("Mr Smith at the desk", "“Mr Smith” could be a name."),
        ("abends 02362 123456", "“02362 123456” looks like a phone number."),
        ("0171/1234567", "“0171/1234567” looks like a phone number."),
        ("+49 (2362) 12 34 56", "“+49 (2362) 12 34 56” looks like a phone number."),
        ("Tel. 123456", "“Tel. 123456” looks like a phone number."),
        ("schreiben an a.b@example.org", "“a.b@example.org” looks like an e-mail address."),
        ("ist schwanger", "“schwanger” sounds like health."),
        ("Diagnose folgt", "“Diagnose” sounds like health."),
        ("hat eine Duldung", "“Duldung” sounds like residence status."),
        ("Aufenthaltstitel läuft ab", "“Aufenthaltstitel” sounds like residence status."),
    ],
)
def test_note_that_tells_too_much_is_pointed_out(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Klingel defekt, bitte anrufen",
        "sucht eine größere Wohnung",
        "Familie mit drei Kindern",
        "am 03.09.2026 um 14:30 Uhr, Raum 0123",
        "Termin bei der Krankenkasse, 2. Etage",
        "Erfundenes Beispiel. Einmal in der Woche, zunächst drei Monate.",
        "Einlass ab 8.30, Zimmer 12, PLZ 46282",
        "her name tag is at the door",
    ],
)
def test_note_about_the_task_is_fine(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Olena möchte pausieren", "Olena Hnatiuk"),
        ("Frau Hnatiuk Montag zurückrufen", "Olena Hnatiuk"),
        ("Frau Dr. Hnatiuk heißt Olena", "Olena Hnatiuk"),
        ("Herr Yilmaz-Brandt und Ali", "Ali Can Yilmaz-Brandt"),
        ("Frau Brandt ruft an", "Anna Yilmaz-Brandt"),
    ],
)
def test_own_name_in_a_note_about_somebody_is_no_foreign_name(text, name):
    assert suspicious(text, own_name=name) == ()
    assert len(suspicious(text)) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Olena kommt mit Frau Petrova", "“Frau Petrova” could be a name."),
        ("Olena und Fatima", "“Fatima” could be a name."),
        ("Frau Hnatiuk-Roth kennt Olena", "“Frau Hnatiuk” could be a name."),
        ("Olena, 02362 123456", "“02362 123456” looks like a phone number."),
        ("Frau Hnatiuk hat Diabetes", "“Diabetes” sounds like health."),
    ],
)
def test_note_about_somebody_still_warns_of_all_else(text, found):
    assert [str(one) for one in suspicious(text, own_name="Olena Hnatiuk")] == [found]


def test_note_is_told_everything_at_once():
    assert told("Frau Hnatiuk, 02362 123456, schwanger") == [
        "“Frau Hnatiuk” could be a name.",
        "“02362 123456” looks like a phone number.",
        "“schwanger” sounds like health.",
    ]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.times())
def test_day_and_time_are_no_phone_number(day, at):
    assert told(f"am {day:%d.%m.%Y} um {at:%H:%M}, sonst {day.day}.{day.month}. oder {day.isoformat()}") == []


@given(st.integers(200, 9999), st.integers(10_000, 99_999_999), st.sampled_from((" ", "/", "-", " / ", "")))
def test_phone_number_is_found_however_it_is_spaced(area, number, gap):
    assert told(f"ab 14:30 unter 0{area}{gap}{number} zu erreichen") == [
        f"“0{area}{gap}{number}” looks like a phone number."
    ]


@pytest.mark.parametrize("code", ["", "O. K.", "MJ", "KLI-77", "Fam. A.", "2026-17", "Fall 3", "Gruppe 2", "A-0012"])
def test_code_may_be_initials_or_a_number(code):
    assert suspicious_code(code) == ()


@pytest.mark.parametrize("code", ["Hnatiuk", "Olena H.", "Öztürk", "Özlem 3", "Familie Sommer", "olena@example.org"])
def test_code_may_be_no_name(code):
    assert len(suspicious_code(code)) == 1


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert suspicious(text) == suspicious(text)
    assert all(str(one.values["found"]) in text for one in suspicious(text))


def test_cast_is_not_suspicious():
    assert suspicious(request_form().note) == suspicious_code(request_form().client) == ()


def test_time_of_day_is_a_time():
    assert told(f"{time(9, 5):%H.%M} Uhr") == []
