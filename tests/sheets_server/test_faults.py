"""Planned faults, quotas, and a person who interferes."""

from __future__ import annotations

import time

import pytest
import requests

from tests.sheets_server import running
from tests.sheets_server.client import Wire, connect, session, write
from tests.sheets_server.faults import FAULTS, MOMENTS


@pytest.fixture
def sheet(wire):
    wire.batch(write(["Name", "Ort"], ["Bo", "Ulm"], ["Ida", "Bonn"]))
    return "Tabellenblatt1"


@pytest.mark.parametrize(("fault", "code"), [("401", 401), ("429", 429), ("500", 500), ("503", 503), ("502html", 502)])
def test_fault_before_the_commit_writes_nothing_and_hits_once(wire, server, fault, code):
    assert wire.control("faults", [{"after": 2, "kind": "write", "fault": fault, "when": "before"}]).json() == {}
    codes = []
    for text in "abc":
        wire.get(fields="spreadsheetId")
        codes.append(wire.post(":batchUpdate", {"requests": [write([text])]}).status_code)
        if text == "b":
            assert server.book.values("A1") == [["a"]]
    assert codes == [200, code, 200]
    assert server.book.values("A1") == [["c"]]
    assert server.requests == {"read": 3, "write": 3, "token": 0}


@pytest.mark.parametrize("fault", ["503", "500", "429"])
def test_fault_after_the_commit_loses_only_the_answer(wire, server, fault):
    server.fault(fault, kind="write", when="after")
    response = wire.post(":batchUpdate", {"requests": [write(["landed"])]})
    assert response.status_code == int(fault)
    assert server.book.values("A1") == [["landed"]]


@pytest.mark.parametrize(("fault", "when", "landed"), [("reset", "before", []), ("reset", "after", [["x"]])])
def test_reset_cuts_the_connection(wire, server, fault, when, landed):
    wire.get(fields="spreadsheetId")
    server.fault(fault, when=when)
    with pytest.raises(requests.ConnectionError):
        wire.post(":batchUpdate", {"requests": [write(["x"])]})
    assert server.book.values("A1") == landed
    assert wire.get(fields="spreadsheetId") == {"spreadsheetId": "lotsenbuch"}


def test_timeout_holds_the_answer_back_after_the_commit(wire, server):
    server.fault("timeout", when="after", seconds=5)
    with pytest.raises(requests.ReadTimeout):
        wire.session.post(f"{wire.base}:batchUpdate", json={"requests": [write(["x"])]}, timeout=0.1)
    assert server.book.values("A1") == [["x"]]


@pytest.mark.parametrize("when", MOMENTS)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_hits_before_or_after_the_commit(wire, server, fault, when):
    server.fault(fault, kind="write", when=when, seconds=0.05)
    landed = when == "after" or fault == "slow"
    try:
        code = wire.post(":batchUpdate", {"requests": [write(["x"])]}).status_code
    except requests.ConnectionError:
        code = 0
    assert code == {"slow": 200, "timeout": 0, "reset": 0, "502html": 502}.get(fault, fault.isdecimal() and int(fault))
    assert server.book.values("A1") == ([["x"]] if landed else [])
    assert server.journal[-1][2] == (200 if fault == "slow" else 0)


def test_slow_answers_late_and_right(wire, server):
    server.fault("slow", seconds=0.2)
    start = time.monotonic()
    assert wire.get(fields="spreadsheetId") == {"spreadsheetId": "lotsenbuch"}
    assert time.monotonic() - start >= 0.2


def test_html_bad_gateway_is_not_json(wire, server):
    server.fault("502html")
    response = wire.session.get(wire.base, timeout=5)
    assert response.headers["Content-Type"] == "text/html; charset=UTF-8"
    assert "502" in response.text


def test_unknown_fault_is_refused(wire):
    response = wire.control("faults", [{"fault": "earthquake"}])
    assert response.status_code == 400
    assert wire.control("faults", {"fault": "503"}).status_code == 400


def test_quota_per_minute_counts_reads_and_writes_apart():
    with running(quota=2) as server:
        wire = Wire(server)
        codes = [wire.session.get(wire.base, timeout=5).status_code for _ in range(3)]
        assert codes == [200, 200, 429]
        assert wire.post(":batchUpdate", {"requests": [write(["x"])]}).status_code == 200
        error = wire.get()["error"]
        assert (error["status"], error["details"][0]["reason"]) == ("RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED")
        assert error["details"][0]["metadata"]["quota_limit_value"] == "2"


def test_counts_are_shown_and_reset_over_http(wire, server):
    wire.get()
    wire.post("/values:batchGetByDataFilter", {"dataFilters": [{"a1Range": "A1"}]})
    wire.post(":batchUpdate", {"requests": []})
    url = f"{server.url}/_test/requests"
    assert session(None).get(url, timeout=5).json() == {"read": 2, "write": 1, "token": 0}
    assert [(method, status) for method, _, status in server.journal] == [("GET", 200), ("POST", 200), ("POST", 400)]
    wire.control("reset")
    assert session(None).get(url, timeout=5).json() == {"read": 0, "write": 0, "token": 0}


def test_person_types_by_the_locale_of_the_sheet(server, sheet):
    person = server.person()
    person.type("C2", "1,5")
    person.type(f"'{sheet}'!C3", "31.12.2026")
    person.type("B2", "")
    assert server.book.values("A2:C3") == [["Bo", "", 1.5], ["Ida", "Bonn", 46387]]
    ws = connect(server).open_by_key("lotsenbuch").sheet1
    assert ws.get("A2:C3") == [["Bo", "", "1,5"], ["Ida", "Bonn", "31.12.2026"]]


def test_person_moves_rows_and_columns(server, sheet):
    person = server.person()
    person.insert_rows(sheet, 2, 2)
    assert server.book.values(sheet) == [["Name", "Ort"], [], [], ["Bo", "Ulm"], ["Ida", "Bonn"]]
    person.delete_rows(sheet, 2, 3)
    person.move_rows(sheet, 3, 3, before=2)
    assert server.book.values("A1:A3") == [["Name"], ["Ida"], ["Bo"]]
    person.sort(sheet, "B", descending=True)
    assert server.book.values("B1:B3") == [["Ort"], ["Ulm"], ["Bonn"]]
    person.copy_row(sheet, 2)
    person.add_column(sheet, "Neu", before="B")
    person.add_column(sheet, "Ende")
    person.move_column(sheet, "C", before="A")
    person.rename_sheet(sheet, "Leute")
    assert server.book.values("Leute") == [
        ["Ort", "Name", "Neu", "Ende"],
        ["Ulm", "Bo"],
        ["Bonn", "Ida"],
        ["Ulm", "Bo"],
    ]


def test_person_acts_over_http_without_being_counted(wire, server, sheet):
    wire.control("reset")
    assert wire.control("person", {"do": "type", "cell": "A2", "text": "=B1"}).json() == {}
    wire.control("person", {"do": "set_result", "cell": "A2", "value": "Ort"})
    wire.control("person", {"do": "delete_rows", "sheet": sheet, "first": 3})
    assert server.requests == {"read": 0, "write": 0, "token": 0}
    assert wire.get("/values/A1:B3")["values"] == [["Name", "Ort"], ["Ort", "Ulm"]]
    assert wire.get("/values/A2", valueRenderOption="FORMULA")["values"] == [["=B1"]]
    for bad in ({"do": "fly"}, {"do": "type", "cell": "A1"}, {"do": "sort", "sheet": "Nope", "column": "A"}, []):
        assert wire.control("person", bad).status_code == 400


def test_hook_lets_a_person_act_between_two_requests(wire, server, sheet):
    found = wire.get("/values/A2")["values"]
    server.on_request = lambda request: server.person().insert_rows(sheet, 2) if request.method == "POST" else None
    wire.batch(write(["Zoe"], row=1))
    assert (found, server.book.values("A1:A3")) == ([["Bo"]], [["Name"], ["Zoe"], ["Bo"]])
