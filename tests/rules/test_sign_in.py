import pytest

from services.model.access import Actor, Role
from services.model.lists import OfficeRole, PersonStatus
from services.settings import OfficePerson
from services.sign_in import office_person, recognise, volunteer
from tests.rules.cast import LEA, OLENA, TODAY, TOMORROW, UTE, YESTERDAY, colleague, marta, olena, samir, workbook

# The first one in the secrets administers besides.
FIRST = Actor(Role.COORDINATOR, UTE.name, also=frozenset({Role.ADMINISTRATOR}))
OFFICE = (
    OfficePerson(email="Ute.Kaltenbach@Example.org ", name=UTE.name),
    OfficePerson(email="lea@example.org", name=LEA.name, role="lead"),
)
BOOK = workbook(olena(), samir(email=None), marta(email="Marta@Straße.example"))


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("ute.kaltenbach@example.org", FIRST),
        (" UTE.Kaltenbach@example.org\n", FIRST),
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
    assert recognise(BOOK, email, OFFICE, TODAY) == expected


def test_office_is_known_without_any_store():
    known = [office_person(email, OFFICE) for email in ("UTE.kaltenbach@example.org ", "olena.hnatiuk@example.org", "")]
    assert known == [FIRST, None, None]


def test_address_in_the_office_counts_before_the_roster():
    office = (OfficePerson(email="olena.hnatiuk@example.org", name="Olena im Büro"),)
    assert recognise(BOOK, "olena.hnatiuk@example.org", office, TODAY) == Actor(
        Role.COORDINATOR, "Olena im Büro", also=frozenset({Role.ADMINISTRATOR})
    )


def test_address_of_nobody_in_an_empty_office():
    assert recognise(workbook(), "ute.kaltenbach@example.org", (), TODAY) is None


def test_address_left_empty_in_the_settings_lets_nobody_in():
    assert recognise(workbook(), "", (OfficePerson(email="", name="Ute"),), TODAY) is None


def test_address_shared_by_two_people_lets_nobody_in():
    book = workbook(olena(), marta(email=olena().email))
    assert recognise(book, "olena.hnatiuk@example.org", (), TODAY) is None


@pytest.mark.parametrize("status", PersonStatus)
def test_address_of_somebody_who_left_lets_nobody_in(status):
    known = recognise(workbook(olena(status=status)), "olena.hnatiuk@example.org", (), TODAY)
    assert known == (None if status in (PersonStatus.LEFT, PersonStatus.ERASED) else OLENA)


def test_volunteer_acts_under_the_own_name_and_number():
    assert volunteer(olena()) == OLENA


def test_first_administrator_in_the_secrets_is_only_that():
    office = (OfficePerson(email="", name="Leer"), OfficePerson(email="a@example.org", name="A", role="administrator"))
    assert office_person("a@example.org", office) == Actor(Role.ADMINISTRATOR, "A")


# The office's people in the table ----------------------------------------------------------------------------------


def recognised(*people, email="nina@example.org"):
    return recognise(workbook(olena(), *people), email, OFFICE, TODAY)


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((OfficeRole.COORDINATOR,), Actor(Role.COORDINATOR, "Nina Nord")),
        ((OfficeRole.LEAD,), Actor(Role.LEAD, "Nina Nord")),
        (
            (OfficeRole.ADMINISTRATOR, OfficeRole.LEAD),
            Actor(Role.LEAD, "Nina Nord", also=frozenset({Role.ADMINISTRATOR})),
        ),
    ],
)
def test_address_in_the_table_brings_its_roles(roles, expected):
    assert recognised(colleague(email="Nina@Example.org", roles=roles)) == expected


@pytest.mark.parametrize(
    ("since", "until", "gets_in"),
    [
        (None, None, True),
        (TODAY, None, True),
        (TOMORROW, None, False),
        (YESTERDAY, TOMORROW, True),
        (YESTERDAY, TODAY, False),
        (None, YESTERDAY, False),
    ],
)
def test_access_begins_on_its_first_day_and_is_over_on_its_last(since, until, gets_in):
    assert (recognised(colleague(since=since, until=until)) is not None) is gets_in


def test_two_rows_with_one_address_let_nobody_in():
    assert recognised(colleague(), colleague("W-0002", "Jemand Anders", roles=(OfficeRole.ADMINISTRATOR,))) is None


def test_earlier_row_with_the_address_does_not_count():
    assert recognised(colleague(until=YESTERDAY), colleague("W-0002")) == Actor(Role.COORDINATOR, "Nina Nord")


def test_volunteer_who_works_in_the_office_comes_as_the_office():
    nina = colleague(email=olena().email)
    assert recognised(nina, email=olena().email) == Actor(Role.COORDINATOR, "Nina Nord")
    assert recognised(colleague(email=olena().email, until=TODAY), email=olena().email) == OLENA


def test_nobody_in_the_secrets_is_locked_out_by_the_table():
    row = colleague(name="Ute", email="ute.kaltenbach@example.org", roles=(OfficeRole.LEAD,), until=YESTERDAY)
    assert recognised(row, email="ute.kaltenbach@example.org") == FIRST
