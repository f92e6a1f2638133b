import pytest

from services.model.access import Actor, Role
from services.model.lists import PersonStatus
from services.settings import OfficePerson
from services.sign_in import office_person, recognise, volunteer
from tests.rules.cast import LEA, OLENA, UTE, marta, olena, samir, workbook

OFFICE = (
    OfficePerson(email="Ute.Kaltenbach@Example.org ", name=UTE.name),
    OfficePerson(email="lea@example.org", name=LEA.name, role="lead"),
)
BOOK = workbook(olena(), samir(email=None), marta(email="Marta@Straße.example"))


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("ute.kaltenbach@example.org", UTE),
        (" UTE.Kaltenbach@example.org\n", UTE),
        ("lea@example.org", LEA),
        ("olena.hnatiuk@example.org", OLENA),
        ("Olena.Hnatiuk@EXAMPLE.org", OLENA),
        ("marta@straße.example", Actor(Role.VOLUNTEER, "Marta Żółkiewska", "P-0003")),
        ("marta@strasse.example", None),
        ("stranger@example.org", None),
        ("ute.kaltenbach@example.org.evil.example", None),
        ("olena.hnatiuk", None),
        ("", None),
        ("  ", None),
    ],
)
def test_address_says_who_signs_in(email, expected):
    assert recognise(BOOK, email, OFFICE) == expected


def test_office_is_known_without_any_store():
    known = [office_person(email, OFFICE) for email in ("UTE.kaltenbach@example.org ", "olena.hnatiuk@example.org", "")]
    assert known == [recognise(workbook(), "ute.kaltenbach@example.org", OFFICE), None, None]


def test_address_in_the_office_counts_before_the_roster():
    office = (OfficePerson(email="olena.hnatiuk@example.org", name="Olena im Büro"),)
    assert recognise(BOOK, "olena.hnatiuk@example.org", office) == Actor(Role.COORDINATOR, "Olena im Büro")


def test_address_of_nobody_in_an_empty_office():
    assert recognise(workbook(), "ute.kaltenbach@example.org", ()) is None


def test_address_left_empty_in_the_settings_lets_nobody_in():
    assert recognise(workbook(), "", (OfficePerson(email="", name="Ute"),)) is None


def test_address_shared_by_two_people_lets_nobody_in():
    book = workbook(olena(), marta(email=olena().email))
    assert recognise(book, "olena.hnatiuk@example.org", ()) is None


@pytest.mark.parametrize("status", PersonStatus)
def test_address_of_somebody_who_left_lets_nobody_in(status):
    known = recognise(workbook(olena(status=status)), "olena.hnatiuk@example.org", ())
    assert known == (None if status in (PersonStatus.LEFT, PersonStatus.ERASED) else OLENA)


def test_volunteer_acts_under_the_own_name_and_number():
    assert volunteer(olena()) == OLENA
