import sqlite3

import pytest

from services.model.access import Role
from services.storage.sql import SqlStore
from tests.screens.visitor import AUTH, PAGES, Visitor

OFFICE = [page for page in PAGES if page.startswith(("office/", "volunteer/"))]


@pytest.fixture
def unguarded(filled):
    """A real store whose office has not set up signing in."""
    return {"store": filled["store"]}


@pytest.mark.parametrize("file", OFFICE)
def test_office_page_without_sign_in_stays_closed_and_says_what_is_missing(unguarded, file):
    visitor = Visitor(Role.COORDINATOR, secrets=unguarded).open(file)
    assert visitor.title == "Diese Seite ist geschlossen"
    assert "[auth]" in visitor.at.info[0].value
    assert "Qasembi" not in visitor.text


def test_public_page_without_sign_in_works(unguarded):
    visitor = Visitor(secrets=unguarded)
    assert visitor.title == "Lots:in werden"
    visitor.type("interest", {"first_name": "Ada", "last_name": "Lohe", "phone": "02362 123456", "consent": True})
    visitor.click("Interesse hinterlassen")
    assert visitor.told == ["Vielen Dank! Wir haben Ihr Interesse unter I-0005 notiert und melden uns."]


def test_real_store_offers_no_choice_of_a_role(unguarded):
    for secrets in (unguarded, {**unguarded, "auth": AUTH}):
        assert [one.label for one in Visitor(secrets=secrets).at.selectbox] == []


def test_real_store_ignores_a_role_in_the_session(filled):
    visitor = Visitor(Role.COORDINATOR, secrets=filled).open("office/roster.py")
    assert visitor.title == "Diese Seite ist geschlossen"
    assert [one.value for one in visitor.at.info] == [
        "Bitte melden Sie sich mit einem Konto an, das im Büro eingetragen ist."
    ]


def test_example_never_opens_the_store_of_the_office(filled, tmp_path):
    office = tmp_path / "office.db"
    before = office.read_bytes()
    visitor = Visitor(Role.COORDINATOR).open("office/roster.py")
    visitor.unfold("enter").type("enter", {"first_name": "Ada", "last_name": "Lohe", "phone": "02362 123456"}).click(
        "Eintragen"
    )
    assert len(visitor.told) == 1
    assert office.read_bytes() == before


@pytest.mark.parametrize(
    "api", ["http://192.0.2.7:8700", "https://sheets.googleapis.com", "http://127.0.0.1.example.org", "nonsense"]
)
def test_example_refuses_a_sheets_server_elsewhere(api, monkeypatch):
    monkeypatch.setenv("LOTSENBUCH_EXAMPLE_SHEETS_API", api)
    visitor = Visitor(Role.COORDINATOR)
    assert visitor.at.exception
    assert visitor.title == ""


def test_sheet_without_a_key_says_what_is_missing():
    visitor = Visitor(secrets={"sheet": {"address": "https://docs.google.com/spreadsheets/d/invented/edit"}})
    assert not visitor.at.exception
    assert "Dienstkonto" in visitor.errors[0]


@pytest.mark.parametrize(
    ("email", "titles"),
    [
        ("anna.nord@example.org", {"office/roster.py": "Lots:innen", "office/figures.py": "Zahlen"}),
        ("ANNA.NORD@EXAMPLE.ORG ", {"office/roster.py": "Lots:innen"}),
        ("lea.sued@example.org", {"office/roster.py": "Diese Seite ist geschlossen", "office/figures.py": "Zahlen"}),
        ("layla.qasembi@example.org", {"volunteer/my_offers.py": "Meine Einsätze"}),
        ("ingrid.steinhoevel@example.org", {"volunteer/my_offers.py": "Diese Seite ist geschlossen"}),
        ("stranger@example.org", {"office/roster.py": "Diese Seite ist geschlossen"}),
    ],
)
def test_address_opens_the_pages_of_its_person(filled, email, titles):
    visitor = Visitor(secrets=filled, email=email)
    assert {file: visitor.open(file).title for file in titles} == titles
    assert not visitor.at.exception


def test_address_that_nobody_verified_opens_nothing(filled):
    visitor = Visitor(secrets=filled, email="anna.nord@example.org")
    visitor.at.user = {**visitor.at.user, "email_verified": False}
    assert visitor.open("office/roster.py").title == "Diese Seite ist geschlossen"


def test_stranger_who_signed_in_is_told_whom_to_ask(filled):
    visitor = Visitor(secrets=filled, email="stranger@example.org").open("public/sign_in.py")
    assert not visitor.at.exception
    assert "stranger@example.org" in visitor.warnings[0]
    assert "Barbara Wahl" in visitor.text


def test_person_taken_off_the_list_is_out_at_the_next_click(filled):
    visitor = Visitor(secrets=filled, email="anna.nord@example.org").open("office/roster.py")
    assert visitor.title == "Lots:innen"
    visitor.at.secrets = {**filled, "office": filled["office"][1:]}
    assert visitor.reload().title == "Diese Seite ist geschlossen"


def test_rows_nobody_can_read_are_shown_to_the_office_alone(filled):
    store = SqlStore(filled["store"]["url"])
    store.load()
    store._engine.dispose()
    with sqlite3.connect(filled["store"]["url"].removeprefix("sqlite:///")) as file:
        file.execute("UPDATE workbook SET revision = revision + 1")
        file.execute(
            "UPDATE person SET email = 'kein @', changed_in_revision = (SELECT revision FROM workbook) "
            "WHERE id = 'P-0002'"
        )
    file.close()
    office = Visitor(secrets=filled, email="anna.nord@example.org").open("office/roster.py")
    assert "Zeilen" in str([one.label for one in office.at.expander])
    assert "P-0002" in office.text
    assert "P-0002" not in Visitor(secrets=filled).text
