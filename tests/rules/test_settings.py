import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.settings import OfficePerson, Settings, SheetAddress, secrets_of

KEY = {"type": "service_account"}
LOCAL = {"LOTSENBUCH_EXAMPLE_SHEETS_API": "http://127.0.0.1:8080"}


@pytest.mark.parametrize(
    ("secrets", "environment", "expected"),
    [
        ({}, {}, Settings(url="sqlite:///data/example-dorsten.db", example="dorsten")),
        (
            {},
            {"LOTSENBUCH_DATA": "/tmp/x", "LOTSENBUCH_EXAMPLE": "osnabrueck"},  # noqa: S108 - only a name
            Settings(url="sqlite:////tmp/x/example-osnabrueck.db", example="osnabrueck"),
        ),
        (
            {},
            LOCAL,
            Settings(
                url="sqlite:///data/example-dorsten.db",
                sheet=SheetAddress(address="example-dorsten", api="http://127.0.0.1:8080"),
                example="dorsten",
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
        {"sheet": {}},
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
