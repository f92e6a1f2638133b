"""Answers and refusals over plain HTTP."""

from __future__ import annotations

import base64
import json
import os
import re
import socket
import subprocess
import sys

import pytest

from tests.sheets_server import running
from tests.sheets_server.client import Wire, connect, session, write

BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"


def test_requests_without_a_token_are_refused_like_google_does(server):
    bare = Wire(server, None)
    read = bare.session.get(bare.base, timeout=5)
    assert (read.status_code, read.json()["error"]["status"]) == (403, "PERMISSION_DENIED")
    assert read.json()["error"]["message"].startswith("Method doesn't allow unregistered callers")
    posted = bare.post(":batchUpdate", {"requests": []})
    assert (posted.status_code, posted.json()["error"]["status"]) == (401, "UNAUTHENTICATED")
    assert posted.json()["error"]["message"].startswith("Request is missing required authentication credential.")
    odd = bare.session.get(bare.base, headers={"Authorization": "Basic eDp5"}, timeout=5)
    assert (odd.status_code, odd.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


def test_no_auth_accepts_requests_without_a_token():
    with running(auth=False) as server:
        assert Wire(server, None).get(fields="spreadsheetId") == {"spreadsheetId": "lotsenbuch"}


def test_token_endpoint_checks_the_shape_of_the_assertion(server):
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    claims = {"iss": "a@example.org", "aud": f"{server.url}/token", "iat": 1, "exp": 2, "scope": "x"}
    assertion = f"{part({'alg': 'RS256'})}.{part(claims)}.c2ln"
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion}
    good = session(None).post(f"{server.url}/token", data=form, timeout=5)
    assert good.json() == {"access_token": "ya29.local", "expires_in": 3599, "token_type": "Bearer"}
    bad = session(None).post(f"{server.url}/token", data={**form, "assertion": "nonsense"}, timeout=5)
    assert bad.status_code == 400
    assert bad.json() == {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
    assert server.requests == {"read": 0, "write": 0, "token": 2}


def test_field_masks_select_nested_parts(wire):
    wire.batch(write(["a", 1], ["b", 2]))
    grid = {"sheets": [{"properties": {"sheetId": 0}, "data": [{"startRow": 1, "rowData": [{"values": [{}, {}]}]}]}]}
    for cell in grid["sheets"][0]["data"][0]["rowData"]:
        cell["values"] = [{"userEnteredValue": {"stringValue": "b"}}, {"userEnteredValue": {"numberValue": 2}}]
    mask = "sheets(properties(sheetId),data(startRow,startColumn,rowData(values(userEnteredValue))))"
    assert wire.get(ranges="A2:B2", fields=mask) == grid
    mask = "sheets.properties.sheetId,sheets/data/startRow,sheets.data.rowData.values.userEnteredValue"
    assert wire.get(ranges="A2:B2", fields=mask) == grid
    assert wire.get(fields="namedRanges") == {}
    assert wire.get(fields="properties(locale,timeZone)") == {
        "properties": {"locale": "de_DE", "timeZone": "Europe/Berlin"}
    }


def test_unknown_field_in_a_mask_is_refused(wire):
    error = wire.get(fields="joe")["error"]
    text = "Error expanding 'fields' parameter. Cannot find matching fields for path 'joe'."
    assert (error["code"], error["message"]) == (400, "Request contains an invalid argument.")
    assert error["details"] == [{"@type": BAD_REQUEST, "fieldViolations": [{"field": "joe", "description": text}]}]


def test_batch_reply_follows_mask_and_response_ranges(wire):
    options = {"includeSpreadsheetInResponse": True, "responseRanges": ["A2"]}
    body = {"requests": [write(["a"], ["b"])], **options}
    mask = "replies,updatedSpreadsheet(sheets(data(startRow,rowData(values(userEnteredValue)))))"
    data = {"startRow": 1, "rowData": [{"values": [{"userEnteredValue": {"stringValue": "b"}}]}]}
    assert wire.post(":batchUpdate", body, fields=mask).json() == {
        "replies": [{}],
        "updatedSpreadsheet": {"sheets": [{"data": [data]}]},
    }
    bad = wire.post(":batchUpdate", {"requests": [write(["no"])], **options, "responseRanges": ["Nope!A1"]})
    assert (bad.status_code, bad.json()["error"]["message"]) == (400, "Unable to parse range: Nope!A1")
    assert wire.get("/values/A1")["values"] == [["a"]]


def test_unknown_names_are_refused_with_their_path(wire):
    message = "Invalid JSON payload received. Unknown name \"frobnicate\" at 'requests[0]': Cannot find field."
    answer = wire.post(":batchUpdate", {"requests": [{"frobnicate": {}}]}).json()["error"]
    violations = [{"field": "requests[0]", "description": message}]
    assert answer == {
        "code": 400,
        "message": message,
        "status": "INVALID_ARGUMENT",
        "details": [{"@type": BAD_REQUEST, "fieldViolations": violations}],
    }
    assert wire.refused({"updateCells": {"start": {}, "rowz": []}}).endswith(
        "Unknown name \"rowz\" at 'requests[0].update_cells': Cannot find field."
    )
    nested = {"addNamedRange": {"namedRange": {"range": {"startRow": 1}}}}
    assert "at 'requests[0].add_named_range.named_range.range'" in wire.refused(nested)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "Must specify at least one request."),
        ({"requests": [{}]}, "Invalid requests[0]: No request set."),
        (
            {"requests": [{"updateCells": {"start": {"rowIndex": "x"}}}]},
            "Invalid value at 'requests[0].update_cells.start.row_index' (TYPE_INT32), \"x\"",
        ),
        (
            {"requests": [write([5])], "includeSpreadsheetInResponse": 3},
            "Invalid value at 'include_spreadsheet_in_response' (TYPE_BOOL), 3",
        ),
        (
            {"requests": [{"updateCells": {"start": {}, "rows": []}}]},
            (
                "Invalid requests[0].updateCells: At least one field must be listed in 'fields'. "
                "(Use '*' to indicate all fields.)"
            ),
        ),
        (
            {"requests": [write(["x"], column=26)]},
            "Invalid requests[0].updateCells: Attempting to write column: 26, beyond the last requested column of: 25",
        ),
        (
            {"requests": [write(["x"], ["y"], row=999)]},
            "Invalid requests[0].updateCells: Attempting to write row: 1000, beyond the last requested row of: 999",
        ),
        (
            {"requests": [write(["x" * 50_001])]},
            (
                "Invalid requests[0].updateCells: "
                "Your input contains more than the maximum of 50000 characters in a single cell."
            ),
        ),
        (
            {"requests": [{"appendDimension": {"dimension": "ROWS", "length": 384_000}}]},
            (
                "Invalid requests[0].appendDimension: This action would increase the number of cells in the workbook "
                "above the limit of 10000000 cells."
            ),
        ),
        ({"requests": [write(["x"], sheet_id=5)]}, "Invalid requests[0].updateCells: No grid with id: 5"),
        ({"requests": [{"deleteSheet": {"sheetId": 5}}]}, "Invalid requests[0].deleteSheet: No sheet with id: 5"),
        (
            {"requests": [{"deleteSheet": {"sheetId": 0}}]},
            "Invalid requests[0].deleteSheet: You can't remove all the sheets in a document.",
        ),
        (
            {"requests": [{"addSheet": {"properties": {"sheetId": 0}}}]},
            "Invalid requests[0].addSheet: Sheet with id 0 already exists",
        ),
        (
            {"requests": [{"deleteNamedRange": {"namedRangeId": "q"}}]},
            "Invalid requests[0].deleteNamedRange: No named range with id: q",
        ),
        (
            {"requests": [{"addNamedRange": {"namedRange": {"name": "A1", "range": {}}}}]},
            "Invalid requests[0].addNamedRange: The name given to this range is invalid",
        ),
    ],
)
def test_bad_batches_are_refused_with_googles_words(wire, body, message):
    response = wire.post(":batchUpdate", body)
    assert (response.status_code, response.json()["error"]["message"]) == (400, message)
    assert wire.get("/values/Tabellenblatt1") == {"range": "Tabellenblatt1!A1:Z1000", "majorDimension": "ROWS"}


def test_malformed_bodies_are_refused_and_keep_the_connection(wire):
    for body in (b"{", b"[]", b'{"requests": 1e999}', b'{"requests":[NaN]}', b'{"requests":["\\ud800"]}', b"\xff"):
        response = wire.session.post(f"{wire.base}:batchUpdate", data=body, timeout=5)
        assert (response.status_code, response.json()["error"]["status"]) == (400, "INVALID_ARGUMENT"), body
    assert wire.get(fields="spreadsheetId") == {"spreadsheetId": "lotsenbuch"}


def test_strings_and_nulls_are_accepted_for_numbers_and_booleans(wire):
    properties = {"title": "Neu", "index": "0", "hidden": None, "gridProperties": {"rowCount": "7", "columnCount": 3}}
    reply = wire.batch({"addSheet": {"properties": properties}, "updateCells": None})["replies"][0]["addSheet"]
    del reply["properties"]["sheetId"]
    grid = {"rowCount": 7, "columnCount": 3}
    assert reply["properties"] == {"title": "Neu", "index": 0, "sheetType": "GRID", "gridProperties": grid}


def test_drive_lists_and_finds_files(server):
    client = connect(server)
    assert [entry["id"] for entry in client.list_spreadsheet_files()] == ["lotsenbuch"]
    assert client.open("lotsenbuch").id == "lotsenbuch"
    missing = session().get(f"{server.url}/drive/v3/files/x", timeout=5)
    assert (missing.status_code, missing.json()["error"]["errors"][0]["reason"]) == (404, "notFound")


def test_created_spreadsheet_can_be_opened(server, wire):
    created = wire.session.post(f"{server.url}/v4/spreadsheets", json={"properties": {"title": "X"}}, timeout=5).json()
    assert connect(server).open_by_key(created["spreadsheetId"]).sheet1.title == "Sheet1"
    assert created["properties"]["locale"] == "en_US"


def test_page_shows_every_sheet_escaped(server, wire):
    wire.batch(write(["<script>alert(1)</script>", 1.5]), {"addSheet": {"properties": {"title": "<b>Zwei"}}})
    for path in ("/", "/view/lotsenbuch"):
        page = session(None).get(server.url + path, timeout=5)
        assert page.headers["Content-Type"] == "text/html; charset=UTF-8"
        assert "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td><td>1,5</td>" in page.text
        assert "&lt;b&gt;Zwei</h2>" in page.text
        assert "<script" not in page.text
    assert session(None).get(f"{server.url}/view/nope", timeout=5).status_code == 404
    assert server.requests["read"] == 0


def test_command_line_listens_on_the_loopback_and_stops_on_sigterm(tmp_path):
    command = [sys.executable, "-m", "tests.sheets_server", "--port", "0", "--data", str(tmp_path / "s.json")]
    command += ["--no-auth", "--spreadsheet", "probe"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "C"}) as process:
        line = process.stdout.readline()
        port = int(re.fullmatch(r"listening on http://127\.0\.0\.1:(\d+)\n", line)[1])
        answer = session(None).get(f"http://127.0.0.1:{port}/v4/spreadsheets/probe", timeout=5).json()
        assert answer["sheets"][0]["properties"]["title"] == "Tabellenblatt1"
        process.terminate()
        assert process.wait(5) == 0
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", port), 1):  # noqa: PT011
        pass


def test_the_command_line_takes_switches_quotas_and_writes_a_key(tmp_path):
    command = [sys.executable, "-m", "tests.sheets_server", "--quota", "read=5,write=0", "--service-account"]
    command += [str(tmp_path / "key.json"), "--switch", "torn_reads=on", "--switch", "missing_protection_fails=off"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = re.fullmatch(r"listening on (\S+)\n", process.stdout.readline())[1]
            found = session(None).get(f"{url}/_test/switches", timeout=5).json()
            assert (found["torn_reads"], found["missing_protection_fails"], found["retry_after"]) == (
                True,
                False,
                False,
            )
            assert json.loads((tmp_path / "key.json").read_text())["token_uri"] == f"{url}/token"
            base = f"{url}/v4/spreadsheets/lotsenbuch"
            assert session().get(base, timeout=5).status_code == 200
            assert session().post(f"{base}:batchUpdate", json={}, timeout=5).status_code == 429
        finally:
            process.terminate()
