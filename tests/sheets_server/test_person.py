"""What persons can do to a sheet, and what is written down about it."""

from __future__ import annotations

import pytest

from tests.sheets_server.client import session, write

TAB = "Tabellenblatt1"
CELL = {"endRowIndex": 1, "endColumnIndex": 1}


@pytest.fixture
def person(wire, server):
    wire.batch(write(["id", "Ort"], ["a1", "Ulm"], ["a2", "Bonn"]))
    return server.person()


def test_what_a_person_typed_can_be_found_again(wire, server, person):
    person.type("B3", "1,5")
    person.type(f"'{TAB}'!B3", "")
    wire.control("person", {"do": "rename_header", "sheet": TAB, "old": "Ort", "new": "Stadt"})
    entries = session(None).get(f"{server.url}/_test/journal", timeout=5).json()
    assert entries == server.person_journal
    place = {"spreadsheet": "lotsenbuch", "sheet": TAB, "sheetId": 0, "column": "B"}
    assert entries == [
        {"number": 1, "do": "type", "cell": "B3", "text": "1,5", **place, "row": 3, "header": "Ort"}
        | {"value": 1.5, "before": "Bonn", "line": ["a2", 1.5]},
        {"number": 2, "do": "type", "cell": f"'{TAB}'!B3", "text": "", **place, "row": 3, "header": "Ort"}
        | {"value": "", "before": 1.5, "line": ["a2", ""]},
        {"number": 3, "do": "rename_header", "old": "Ort", "new": "Stadt", **place, "row": 1, "header": "Stadt"}
        | {"value": "Stadt", "before": "Ort", "line": ["id", "Stadt"]},
    ]
    server.reset()
    assert server.person_journal == []


def test_what_did_not_happen_is_not_written_down(wire, server, person):
    for bad in ({"do": "type", "cell": "ZZ1", "text": "x"}, {"do": "delete_sheet", "sheet": "Nope"}, {"do": "store"}):
        assert wire.control("person", bad).status_code == 400
    assert wire.control("person", {"do": "rename_header", "sheet": TAB, "old": "x", "new": "y"}).status_code == 400
    assert server.person_journal == []


def test_a_person_copies_rows_below_the_last_one(server, person):
    person.copy_rows(TAB, 2, 3)
    assert server.book.values("A1:A9") == [["id"], ["a1"], ["a2"], ["a1"], ["a2"]]


def test_a_person_filters_rows_out_of_view(wire, server, person):
    person.set_filter(TAB, "B", ["Ulm"])
    mask = "sheets(basicFilter,data.rowMetadata.hiddenByFilter)"
    sheet = wire.get(ranges="A1:A3", fields=mask)["sheets"][0]
    assert sheet["data"][0]["rowMetadata"] == [{}, {"hiddenByFilter": True}, {}]
    assert sheet["basicFilter"]["criteria"] == {"1": {"hiddenValues": ["Ulm"]}}
    wire.batch(write(["still written"], row=1))
    assert server.book.values("A2") == [["still written"]]
    person.clear_filter(TAB)
    assert wire.get(ranges="A1:A3", fields=mask) == {"sheets": [{"data": [{}]}]}


def test_a_person_takes_tokens_and_names_away(wire, server, person):
    for number in (1, 2):
        wire.batch({"addProtectedRange": {"protectedRange": {"range": CELL, "description": f"rev:{number}"}}})
        wire.batch({"addNamedRange": {"namedRange": {"name": f"app_rev_{number}", "range": CELL}}})
    person.delete_protections("rev:2")
    person.delete_named_ranges("app_rev_1")
    assert [entry["description"] for entry in server.book.sheets[0].protected_ranges] == ["rev:1"]
    assert [entry["name"] for entry in server.book.named_ranges] == ["app_rev_2"]


def test_a_person_empties_and_deletes_tabs(server, person):
    person.add_sheet("Zwei")
    person.empty_sheet(TAB, below=1)
    assert server.book.values(TAB) == [["id", "Ort"]]
    person.delete_sheet(TAB)
    assert [sheet.title for sheet in server.book.sheets] == ["Zwei"]
    assert [entry["do"] for entry in server.person_journal] == ["add_sheet", "empty_sheet", "delete_sheet"]


def test_a_deleted_spreadsheet_is_not_found(wire, person):
    person.delete_spreadsheet()
    for answer in (wire.session.get(wire.base, timeout=5), wire.post(":batchUpdate", {"requests": [write(["x"])]})):
        assert (answer.status_code, answer.json()["error"]["status"]) == (404, "NOT_FOUND")
