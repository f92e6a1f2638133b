"""Service accounts sign in with their key and may do what the sheet is shared for."""

from __future__ import annotations

import google.auth.exceptions
import gspread
import pytest

from tests.sheets_server.client import sign_in, write

CELL = {"endRowIndex": 1, "endColumnIndex": 1}


@pytest.fixture
def key(server):
    return server.service_account()


@pytest.fixture
def client(server, key):
    found = sign_in(server, key)
    yield found
    found.http_client.session.close()


def refusal(server, key):
    client = sign_in(server, key)
    with pytest.raises(google.auth.exceptions.RefreshError) as caught:
        client.open_by_key("lotsenbuch")
    client.http_client.session.close()
    return caught.value.args[1]


def code(act, *args):
    with pytest.raises(gspread.exceptions.APIError) as caught:
        act(*args)
    return caught.value.code


def test_google_auth_signs_in_once_for_many_requests(server, client):
    sheet = client.open_by_key("lotsenbuch").sheet1
    sheet.update_acell("A1", "x")
    assert sheet.acell("A1").value == "x"
    assert server.requests == {"read": 3, "write": 1, "token": 1}


def test_a_key_that_was_replaced_or_never_known_gets_no_token(server, key):
    invalid = {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
    unknown = {"error": "invalid_grant", "error_description": "Invalid grant: account not found"}
    assert refusal(server, {**key, "client_email": "nobody@example.org"}) == unknown
    new = server.service_account(key["client_email"])
    assert refusal(server, key) == invalid
    found = sign_in(server, new)
    assert found.open_by_key("lotsenbuch").title == "lotsenbuch"
    found.http_client.session.close()


def test_a_token_that_ran_out_is_renewed(server, client):
    book = client.open_by_key("lotsenbuch")
    server.accounts.expire()
    book.fetch_sheet_metadata()
    assert server.requests["token"] == 2
    assert [status for method, _, status in server.journal if method == "GET"] == [200, 401, 200]


def test_signing_in_anew_brings_a_token_that_holds_longer(client):
    client.http_client.login()
    first = client.expiry
    client.http_client.login()
    assert client.expiry > first
    assert client.open_by_key("lotsenbuch").title == "lotsenbuch"


def test_roles_decide_what_an_account_may_do(server, key, client):
    book, email = client.open_by_key("lotsenbuch"), key["client_email"]
    server.share(email, "reader")
    assert book.sheet1.get("A1") == [[]]
    assert code(book.sheet1.update_acell, "A1", "x") == 403
    assert code(book.batch_update, {"requests": [write(["x"])]}) == 403
    server.share(email, "none")
    with pytest.raises(PermissionError):
        client.open_by_key("lotsenbuch")
    assert client.list_spreadsheet_files() == []
    server.share(email, "writer")
    assert [found["id"] for found in client.list_spreadsheet_files()] == ["lotsenbuch"]
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key("deleted")


def test_an_editor_edits_only_the_protections_that_list_them(server, key, client):
    book = client.open_by_key("lotsenbuch")
    ws = book.sheet1
    server.person().protect("A1")
    server.person().protect("B1", [key["client_email"]])
    theirs, ours = book.list_protected_ranges(0)
    assert (theirs["requestingUserCanEdit"], ours["requestingUserCanEdit"]) == (False, True)
    assert code(ws.update_acell, "A1", "never") == 400
    assert code(ws.delete_protected_range, theirs["protectedRangeId"]) == 400
    ws.update_acell("B1", "ours")
    ws.delete_protected_range(ours["protectedRangeId"])
    added = ws.add_protected_range("C1", description="mine")["replies"][0]["addProtectedRange"]["protectedRange"]
    assert added["editors"]["users"] == [key["client_email"]]
    ws.update_acell("C1", "mine")
    book.add_worksheet("other", 1, 1)
    assert code(book.del_worksheet, ws) == 400
    server.share(key["client_email"], "owner")
    ws.update_acell("A1", "the owner may")
    assert server.book.values("A1:C1") == [["the owner may", "ours", "mine"]]


def test_assertions_themselves_are_accepted_as_outside_of_googleapis(server, key):
    client = sign_in(server, {**key, "universe_domain": "example.org"})
    assert client.open_by_key("lotsenbuch").title == "lotsenbuch"
    assert server.requests["token"] == 0
    client.http_client.session.close()
