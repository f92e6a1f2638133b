import pytest

from services.alike import MOST, alike
from services.model.course_lists import InterestStatus
from services.model.course_records import ERASED
from tests.rules.cast import call_form, interest, olena, registration, workbook

OLENA = {"first_name": "Olena", "last_name": "Hnatiuk", "phone": "0170 3333333"}


def reasons(form, *known):
    return {one.known.id: str(one.reason) for one in alike(workbook(*known), form)}


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (OLENA, "same name"),
        ({**OLENA, "phone": "02362 111111"}, "same name and phone"),
        ({**OLENA, "phone": "", "email": "Olena.Hnatiuk@Example.org"}, "same name and e-mail"),
        ({**OLENA, "last_name": "Rot", "phone": "0049 (0)2362 111111"}, "same phone"),
        ({**OLENA, "last_name": "Rot", "email": "olena.hnatiuk@example.org"}, "same e-mail"),
        ({**OLENA, "first_name": "Hnatiuk", "last_name": "Olena"}, "same name"),
        ({**OLENA, "last_name": "Hnatjuk"}, "similar name"),
        ({**OLENA, "first_name": "Oléna"}, "same name"),
        ({**OLENA, "first_name": ""}, "same last name"),
    ],
)
def test_somebody_on_the_roster_is_recognised(typed, reason):
    assert reasons(call_form(**typed), olena()) == {"P-0001": reason}


def test_somebody_else_is_not():
    assert reasons(call_form(first_name="Olena", last_name="Brinkmann"), olena(), registration()) == {}


def test_same_phone_comes_before_a_similar_name():
    form = call_form(first_name="Irina", last_name="Petrowa", phone="02362 444444")
    assert reasons(form, registration(), interest()) == {"I-0001": "same phone", "T-0001": "similar name"}


def test_somebody_in_several_lists_is_given_once():
    known = olena()
    twice = [
        registration(number, known.full_name, email=known.email, phone=known.phone) for number in ("T-0001", "T-0002")
    ]
    assert reasons(call_form(**OLENA), known, *twice) == {"P-0001": "same name"}


def test_erased_people_are_nobody():
    gone = interest(first_name="", last_name=ERASED, phone="", status=InterestStatus.EXPIRED, consent=False)
    assert reasons(call_form(last_name=ERASED), gone) == {}


def test_long_list_is_cut():
    many = [interest(f"I-{number:04}", phone=f"02362 44{number:04}") for number in range(1, 30)]
    assert len(reasons(call_form(first_name="Halina"), *many)) == MOST
