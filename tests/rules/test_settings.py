import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.model.errors import WrongLayout
from services.settings import OfficePerson, Settings, SheetAddress, secrets_of
from services.storage.open import open_store

KEY = {"type": "service_account"}
LOCAL = {"LOTSENBUCH_EXAMPLE_SHEETS_API": "http://127.0.0.1:8080"}


@pytest.mark.parametrize(
    ("secrets", "environment", "expected"),
    [
        ({}, {}, Settings(url="sqlite:///data/example-dorsten.db", example="dorsten", link_key="example")),
        (
            {},
            {"LOTSENBUCH_DATA": "/tmp/x", "LOTSENBUCH_EXAMPLE": "osnabrueck"},  # noqa: S108 - only a name
            Settings(url="sqlite:////tmp/x/example-osnabrueck.db", example="osnabrueck", link_key="example"),
        ),
        (
            {},
            LOCAL,
            Settings(
                url="sqlite:///data/example-dorsten.db",
                sheet=SheetAddress(address="example-dorsten", api="http://127.0.0.1:8080"),
                example="dorsten",
                link_key="example",
            ),
        ),
        ({"auth": {}}, {}, Settings(url="sqlite:///data/lotsenbuch.db", signs_in=True)),
        ({"auth": {}}, {"LOTSENBUCH_DATA": "here"}, Settings(url="sqlite:///here/lotsenbuch.db", signs_in=True)),
        ({"store": {"url": "postgresql://db"}}, {}, Settings(url="postgresql://db")),
        ({"store": {"url": "postgresql://db"}, "auth": {}}, {}, Settings(url="postgresql://db", signs_in=True)),
        ({"store": {}}, {}, Settings(url="sqlite:///data/lotsenbuch.db")),
        ({"store": {"url": ""}}, {}, Settings(url="sqlite:///data/lotsenbuch.db")),
        (
            {"sheet": {"address": "abc", "service_account": KEY}},
            {},
            Settings(url="", sheet=SheetAddress(address="abc", service_account=KEY)),
        ),
        (
            {"sheet": {"address": "abc"}, "store": {"url": "postgresql://db"}, "auth": {}},
            {},
            Settings(url="", sheet=SheetAddress(address="abc"), signs_in=True),
        ),
    ],
)
def test_settings_say_where_the_workbook_is_kept(secrets, environment, expected):
    assert Settings.of(secrets, environment) == expected


@pytest.mark.parametrize("secrets", [{"auth": {}}, {"store": {}}, {"sheet": {"address": "abc"}}])
def test_settings_of_a_real_store_are_no_example(secrets):
    assert Settings.of(secrets, {"LOTSENBUCH_EXAMPLE": "dorsten", **LOCAL}).example == ""


@pytest.mark.parametrize("secrets", [{"auth": {}}, {"store": {}}, {"sheet": {"address": "abc"}}])
def test_settings_name_the_people_of_the_office(secrets):
    people = [{"email": "ute@example.org", "name": "Ute"}, {"email": "lea@example.org", "name": "Lea", "role": "lead"}]
    assert Settings.of({**secrets, "office": people}, {}).office == (
        OfficePerson(email="ute@example.org", name="Ute", role="coordinator"),
        OfficePerson(email="lea@example.org", name="Lea", role="lead"),
    )


@pytest.mark.parametrize(
    "secrets",
    [
        {"auth": {}, "office": [{"email": "ute@example.org", "name": "Ute", "role": "admin"}]},
        {"auth": {}, "office": [{"email": "ute@example.org"}]},
    ],
)
def test_settings_that_are_wrong_are_refused(secrets):
    with pytest.raises(ValidationError):
        Settings.of(secrets, {})


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://docs.google.com/spreadsheets/d/1AbC_d-9/edit#gid=0", "1AbC_d-9"),
        ("https://docs.google.com/spreadsheets/d/1AbC_d-9", "1AbC_d-9"),
        ("https://docs.google.com/spreadsheets/u/0/d/1AbC_d-9/edit", "1AbC_d-9"),
        ("1AbC_d-9", "1AbC_d-9"),
    ],
)
def test_sheet_is_known_by_its_address_or_its_id(address, expected):
    assert SheetAddress(address=address).spreadsheet == expected


@pytest.mark.parametrize("api", ["http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"])
def test_example_plays_with_a_server_on_this_machine(api):
    played = Settings.of({}, {"LOTSENBUCH_EXAMPLE_SHEETS_API": api}).sheet
    assert played == SheetAddress(address="example-dorsten", api=api)


@pytest.mark.parametrize(
    "api",
    [
        "https://sheets.googleapis.com",
        "http://10.0.0.1:80",
        "http://localhost.evil.example",
        "http://127.0.0.1@evil.example/",
        "127.0.0.1:9000",
        "http://",
    ],
)
def test_example_refuses_a_server_elsewhere(api):
    with pytest.raises(ValueError, match=r"machine only|IPv4 or IPv6"):
        Settings.of({}, {"LOTSENBUCH_EXAMPLE_SHEETS_API": api})


KEYS = st.dictionaries(st.text(min_size=1), st.text(), max_size=5)


@given(address=st.text(), key=KEYS)
def test_secrets_spelled_for_a_table_are_read_as_they_were(address, key):
    spelled = secrets_of(SheetAddress(address=address, service_account=key))
    assert tomllib.loads(spelled) == {"sheet": {"address": address, "service_account": key}}


def test_secrets_spelled_for_a_table_open_it():
    key = {"type": "service_account", "private_key": "-----BEGIN\nx\n-----END\n", "client_email": "a@b.example"}
    sheet = SheetAddress(address="https://docs.google.com/spreadsheets/d/x-1/edit", service_account=key)
    assert Settings.of(tomllib.loads(secrets_of(sheet)), {}).sheet == sheet
    assert "BEGIN" not in repr(sheet)


MAIL = {"host": "smtp.example.org", "from": "Lots:innen Grünstadt <lotsen@example.org>", "password": "geheim"}
REAL = {"store": {"url": "sqlite:///x.db"}}


def test_mail_server_is_read_with_what_goes_without_saying():
    server = Settings.of({**REAL, "mail": MAIL}, {}).mail
    assert (server.host, server.port, server.security, server.user) == ("smtp.example.org", 587, "starttls", "")
    assert (server.sender.display_name, server.sender.addr_spec) == ("Lots:innen Grünstadt", "lotsen@example.org")
    assert "geheim" not in repr(server)


@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        ("lotsen@example.org", "", "lotsen@example.org"),
        ('"Büro, Lotsen" <lotsen@example.org> ', "Büro, Lotsen", "lotsen@example.org"),
        ("<lotsen@example.org>", "", "lotsen@example.org"),
    ],
)
def test_sender_is_an_address_with_or_without_a_name(typed, name, address):
    sender = Settings.of({**REAL, "mail": {**MAIL, "from": typed}}, {}).mail.sender
    assert (sender.display_name, sender.addr_spec) == (name, address)


@pytest.mark.parametrize(
    ("mail", "wrong"),
    [
        ("smtp.example.org", ("[mail]",)),
        ([MAIL], ("[mail]",)),
        ({}, ("[mail] host", "[mail] from")),
        ({**MAIL, "host": ""}, ("[mail] host",)),
        ({**MAIL, "port": "mail"}, ("[mail] port",)),
        ({**MAIL, "port": 70000}, ("[mail] port",)),
        ({**MAIL, "from": "Lotsen"}, ("[mail] from",)),
        ({**MAIL, "from": "Eva\r\nBcc: x <lotsen@example.org>"}, ("[mail] from",)),
        ({**MAIL, "security": "tls"}, ("[mail] security",)),
        ({**MAIL, "security": "none"}, ("[mail] security",)),
        ({**MAIL, "pasword": "geheim"}, ("[mail] pasword",)),
    ],
)
def test_mail_server_that_is_wrong_is_named_and_left_out(mail, wrong):
    settings = Settings.of({**REAL, "mail": mail}, {})
    assert (settings.mail, settings.wrong, settings.url) == (None, wrong, "sqlite:///x.db")
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_unencrypted_mail_is_for_a_server_on_this_machine(host):
    assert Settings.of({**REAL, "mail": {**MAIL, "host": host, "security": "none"}}, {}).wrong == ()


@pytest.mark.parametrize(
    ("sheet", "wrong"),
    [
        ({}, ("[sheet] address",)),
        ("https://docs.google.com/spreadsheets/d/x", ("[sheet]",)),
        ({"address": 5}, ("[sheet] address",)),
        ({"address": "abc", "service_account": "key.json"}, ("[sheet] service_account",)),
    ],
)
def test_sheet_that_is_wrong_is_named_and_nothing_else_is_opened_instead(sheet, wrong):
    settings = Settings.of({"sheet": sheet, **REAL}, LOCAL)
    assert (settings.sheet, settings.url, settings.example, settings.wrong) == (None, "", "", wrong)
    with pytest.raises(WrongLayout) as refusal:
        open_store(settings, today=date(2026, 9, 2))
    assert refusal.value.sentence.values == {"places": wrong[0]}


def test_example_sends_no_mail():
    assert Settings.of({"mail": MAIL}, {}).mail is None


@pytest.mark.parametrize("odd", [{"links": "key"}, {"auth": "yes"}, {"store": []}])
def test_sections_that_are_none_are_read_as_empty(odd):
    assert Settings.of({**REAL, **odd}, {}).link_key == ""
