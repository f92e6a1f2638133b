"""Setting the table up on screen: from a pasted key to the secrets, and an office whose table is broken."""

import json
import tomllib
from uuid import uuid4

import pytest

from services.model.access import Role
from services.model.records import RECORDS
from services.settings import SheetAddress
from tests.screens.visitor import AUTH, OFFICE, Visitor
from tests.sheets_server import running

PAGE = "office/connect.py"
HELPER = "helper@local.iam.gserviceaccount.com"


@pytest.fixture(scope="module")
def server():
    with running() as made:
        yield made
        assert made.failures == []


@pytest.fixture(scope="module")
def key(server):
    return server.service_account(HELPER)


@pytest.fixture
def table(server, key, monkeypatch):
    """The id of an empty table that is shared with the service account."""
    monkeypatch.setenv("LOTSENBUCH_EXAMPLE_SHEETS_API", server.url)
    made = uuid4().hex
    server.store.ensure("example-dorsten")
    server.store.ensure(made)
    server.share(HELPER, "writer", made)
    return made


@pytest.fixture
def secrets(server, key, table):
    """The secrets of an office that is connected to the table."""
    sheet = {"address": table, "service_account": key, "api": server.url}
    return {"sheet": sheet, "auth": AUTH, "office": OFFICE}


def enter(visitor, address, key):
    return visitor.type("connect", {"address": address, "text": json.dumps(key)}).click("Prüfen")


def office(secrets):
    return Visitor(secrets=secrets, email="anna.nord@example.org").open(PAGE)


def button(visitor, label):
    return next(one for one in visitor.at.button if one.label == label)


def test_new_office_is_led_from_key_to_secrets(server, table, key):
    visitor = Visitor(Role.ADMINISTRATOR).open(PAGE)
    assert visitor.title == "Tabelle einrichten"
    assert "console.cloud.google.com" in visitor.text
    enter(visitor, table, key)
    assert not visitor.at.exception
    assert visitor.errors == []
    assert [one.split("**: ")[0] for one in visitor.warnings] == ["**Blätter und Spalten"]
    assert [one.value for one in visitor.at.code] == [HELPER]
    visitor.click("Tabelle anlegen")
    assert visitor.errors == []
    assert f"Sie hat jetzt {len(RECORDS) + 1} Blätter" in visitor.text
    assert button(visitor, "Tabelle anlegen").disabled
    visitor.click("Selbsttest ausführen")
    assert visitor.errors == visitor.warnings == []
    assert "Normalbetrieb: Mehrere Personen" in visitor.text
    visitor.at.toggle(key="connect.show").set_value(True).run()
    told = tomllib.loads(visitor.at.code[1].value)
    assert told == {"sheet": {"address": table, "service_account": key}}
    assert len(server.store.get(table).values("'Personen'")) == 1  # the example's people have nothing to do here


def test_key_is_never_shown_again_and_forgotten_with_the_page(table, key):
    visitor = Visitor(Role.ADMINISTRATOR).open(PAGE)
    enter(visitor, table, key)
    assert "PRIVATE KEY" not in visitor.text
    assert visitor.field("connect.1.text").value == ""
    visitor.open("office/details.py")
    assert "PRIVATE KEY" not in str({name: visitor.at.session_state[name] for name in visitor.at.session_state})
    assert visitor.open(PAGE).field("connect.1.address").value == table


def test_key_as_a_file_is_taken(table, key):
    visitor = Visitor(Role.ADMINISTRATOR).open(PAGE)
    visitor.type("connect", {"address": table})
    visitor.at.file_uploader[0].set_value(("key.json", json.dumps(key).encode(), "application/json"))
    visitor.click("Prüfen")
    assert visitor.errors == []
    assert "Google nimmt den Schlüssel an" in visitor.text


def test_half_a_key_is_told_and_everything_typed_stays(table):
    visitor = Visitor(Role.ADMINISTRATOR).open(PAGE)
    visitor.type("connect", {"address": table, "text": '{"type": "service_'}).click("Prüfen")
    assert ["nicht der ganze Schlüssel" in one for one in visitor.errors] == [True]
    assert visitor.field("connect.0.address").value == table
    assert visitor.field("connect.0.text").value == '{"type": "service_'


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://docs.google.com/spreadsheets/d/e/2PACX-1vS/pubhtml", "veröffentlichten Kopie"),
        ("https://example.org/x", "keine Adresse einer Google-Tabelle"),
        (" ", "Die Adresse fehlt"),
    ],
)
def test_address_that_cannot_be_right_is_told_and_everything_typed_stays(table, key, address, sentence):
    visitor = Visitor(Role.ADMINISTRATOR).open(PAGE)
    enter(visitor, address, key)
    assert [sentence in one for one in visitor.errors] == [True]
    assert visitor.field("connect.0.address").value == address
    assert "PRIVATE KEY" in visitor.field("connect.0.text").value
    visitor.type("connect", {"address": table}).click("Prüfen")
    assert visitor.errors == []


def test_key_is_entered_once_for_all_addresses_that_are_tried(table, key):
    visitor = Visitor(Role.ADMINISTRATOR).open(PAGE)
    enter(visitor, "nirgends", key)
    assert ["keine Tabelle" in one for one in visitor.errors] == [True]
    visitor.type("connect", {"address": table}, turn=1).click("Prüfen")
    assert visitor.errors == []
    assert [one.value for one in visitor.at.code] == [HELPER]


def test_table_that_is_not_shared_is_told_and_checked_again(server, table, key):
    server.share(HELPER, "none", table)
    visitor = Visitor(Role.ADMINISTRATOR).open(PAGE)
    enter(visitor, table, key)
    assert [f"fügen Sie {HELPER}" in one for one in visitor.errors] == [True]
    assert button(visitor, "Tabelle anlegen").disabled
    assert button(visitor, "Selbsttest ausführen").disabled
    assert not visitor.at.get("download_button")
    server.share(HELPER, "reader", table)
    visitor.click("Noch einmal prüfen")
    assert ["nur zum Ansehen" in one for one in visitor.errors] == [True]
    for label in ("Tabelle anlegen", "Selbsttest ausführen"):
        assert button(visitor, label).disabled
        assert "Mitbearbeiter" in button(visitor, label).help
    server.share(HELPER, "writer", table)
    visitor.click("Noch einmal prüfen")
    assert visitor.errors == []


def test_connected_table_shows_its_state_and_last_self_check(secrets):
    visitor = office(secrets)
    assert visitor.errors == []
    assert ["Er ist noch nicht gelaufen" in one for one in visitor.warnings] == [True]
    visitor.click("Selbsttest ausführen")
    assert "Normalbetrieb" in office(secrets).text
    assert "PRIVATE KEY" not in visitor.text
    assert not visitor.at.get("download_button")


def test_office_whose_table_was_deleted_gets_to_the_page_and_is_told(server, table, secrets):
    server.store.remove(table)
    visitor = office(secrets)
    assert visitor.title == "Tabelle einrichten"
    assert ["keine Tabelle" in one for one in visitor.errors] == [True]
    other_page = visitor.open("office/roster.py")
    assert ["keine Tabelle" in one for one in other_page.errors] == [True]
    assert other_page.title == ""


def test_office_with_a_broken_key_gets_to_the_page_and_is_told(secrets):
    visitor = office({**secrets, "sheet": {"address": "x", "service_account": {"type": "service_account"}}})
    assert not visitor.at.exception
    assert visitor.title == "Tabelle einrichten"
    assert ["Schlüssel" in one for one in visitor.errors] == [True]


def test_connected_office_checks_another_table(server, secrets, key):
    other = uuid4().hex
    server.store.ensure(other)
    server.share(HELPER, "writer", other)
    visitor = enter(office(secrets), other, key)
    assert f"Tabelle: {other}" in visitor.text
    assert [one.split("**: ")[0] for one in visitor.warnings] == ["**Blätter und Spalten"]


@pytest.mark.parametrize("email", ["lea.sued@example.org", "stranger@example.org", ""])
def test_nobody_else_gets_in_when_the_table_is_broken(server, table, secrets, email):
    server.store.remove(table)
    visitor = Visitor(secrets=secrets, email=email).open(PAGE)
    assert not visitor.at.exception
    assert visitor.title in ("", "Diese Seite ist geschlossen")
    assert table not in visitor.text


def test_key_stands_in_no_text_of_the_settings(key):
    assert "PRIVATE" not in repr(SheetAddress(address="x", service_account=key))
