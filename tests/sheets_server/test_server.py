"""The sheets server as gspread and our store see it. More cases lie beside it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import gspread
import pytest

from tests.sheets_server import running
from tests.sheets_server.client import Wire, connect, session, write

ROWS = [["Name", "Plätze", "Aktiv"], ["Ida", 3, True], ["Bo", 1.5, False]]


@pytest.fixture
def book(server):
    return connect(server).open_by_key("lotsenbuch")


def test_new_spreadsheet_is_german_with_one_sheet(book):
    assert book.locale == "de_DE"
    assert book.timezone == "Europe/Berlin"
    assert [(w.title, w.id, w.row_count, w.col_count) for w in book.worksheets()] == [("Tabellenblatt1", 0, 1000, 26)]


def test_unknown_spreadsheet_is_not_found(server):
    with pytest.raises(gspread.SpreadsheetNotFound):
        connect(server).open_by_key("nowhere")


def test_update_and_reads_return_formatted_and_typed_values(book):
    ws = book.sheet1
    answer = ws.update(ROWS, "A1")
    assert answer == {
        "spreadsheetId": "lotsenbuch",
        "updatedRange": "Tabellenblatt1!A1:C3",
        "updatedRows": 3,
        "updatedColumns": 3,
        "updatedCells": 9,
    }
    assert ws.get_all_values() == [["Name", "Plätze", "Aktiv"], ["Ida", "3", "WAHR"], ["Bo", "1,5", "FALSCH"]]
    assert ws.get_all_values(value_render_option="UNFORMATTED_VALUE") == ROWS
    assert ws.get_all_records(value_render_option="UNFORMATTED_VALUE") == [
        {"Name": "Ida", "Plätze": 3, "Aktiv": True},
        {"Name": "Bo", "Plätze": 1.5, "Aktiv": False},
    ]
    assert ws.col_values(1) == ["Name", "Ida", "Bo"]
    assert ws.acell("B3").value == "1,5"
    assert (ws.find("Bo").row, ws.find("Bo").col) == (3, 1)
    assert ws.find("Nobody") is None


def test_batch_update_and_batch_get_keep_request_order(book):
    ws = book.sheet1
    answer = ws.batch_update(
        [{"range": "A1:D1", "values": [list("abcd")]}, {"range": "A3:D3", "values": [list("efgh")]}]
    )
    assert {key: answer[key] for key in answer if key.startswith("total")} == {
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 4,
        "totalUpdatedCells": 8,
        "totalUpdatedSheets": 1,
    }
    assert ws.batch_get(["A3:B3", "A1", "Z9"]) == [[["e", "f"]], [["a"]], []]
    ws.batch_clear(["A1:B1", "D3"])
    assert ws.get_all_values() == [["", "", "c", "d"], [""] * 4, ["e", "f", "g", ""]]
    ws.clear()
    assert ws.get_all_values() == [[]]


def test_append_row_writes_below_the_table(book):
    ws = book.sheet1
    first = ws.append_row(["Name", "Ort"])
    assert "tableRange" not in first
    ws.append_rows([["Ida", "007"], ["Bo", "=1+1"]], value_input_option="RAW")
    last = ws.append_row(["Cem", "007"], value_input_option="USER_ENTERED")
    assert (last["tableRange"], last["updates"]["updatedRange"]) == ("Tabellenblatt1!A1:B3", "Tabellenblatt1!A4:B4")
    values = ws.get_all_values(value_render_option="UNFORMATTED_VALUE")
    assert values == [["Name", "Ort"], ["Ida", "007"], ["Bo", "=1+1"], ["Cem", 7]]


def test_append_after_a_gap_shifts_to_the_last_block(book):
    book.sheet1.update([["x", "", "y"]], "A1")
    assert book.sheet1.append_row(["p", "q", "r"])["updates"]["updatedRange"] == "Tabellenblatt1!C2:E2"


def test_worksheets_are_added_renamed_copied_and_deleted(book):
    added = book.add_worksheet("Fahrten & Ziele", rows=5, cols=3)
    added.update([["a"]], "A1")
    added.update_title("Touren 1")
    copy = added.duplicate(new_sheet_name="Kopie")
    assert [(w.title, w.index) for w in book.worksheets()] == [("Kopie", 0), ("Tabellenblatt1", 1), ("Touren 1", 2)]
    assert copy.get_all_values() == [["a"]]
    assert copy.copy_to("lotsenbuch")["title"] == "Copy of Kopie"
    added.resize(rows=9)
    added.hide()
    book.del_worksheet(copy)
    left = [(w.title, w.row_count, w.isSheetHidden) for w in book.worksheets()]
    assert left == [("Tabellenblatt1", 1000, False), ("Touren 1", 9, True), ("Copy of Kopie", 5, False)]
    with pytest.raises(gspread.exceptions.APIError, match='A sheet with the name "touren 1" already exists'):
        book.add_worksheet("touren 1", 1, 1)


def test_sort_freeze_and_format_are_applied(book, server):
    ws = book.sheet1
    ws.update([["Name", "Alter"], ["b", 2], ["", 9], ["a", 1], ["C", "x"]], "A1")
    ws.freeze(rows=1)
    ws.sort((1, "asc"))
    assert ws.get("A1:B5") == [["Name", "Alter"], ["a", "1"], ["b", "2"], ["C", "x"], ["", "9"]]
    ws.format("A1:B1", {"textFormat": {"bold": True}})
    assert server.book.sheets[0].cell(0, 1)["userEnteredFormat"] == {"textFormat": {"bold": True}}
    assert ws.frozen_row_count == 1
    ws.merge_cells("A1:B1")
    assert book.fetch_sheet_metadata()["sheets"][0]["merges"] == [
        {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}
    ]


def test_insert_and_delete_rows_shift_the_rest(book, server):
    ws = book.sheet1
    ws.update([["h"], ["a"], ["b"]], "A1")
    ws.insert_row(["new"], 2)
    assert ws.get_all_values() == [["h"], ["new"], ["a"], ["b"]]
    ws.delete_rows(3)
    ws.add_rows(2)
    assert (ws.get_all_values(), ws.row_count) == ([["h"], ["new"], ["b"]], 1002)
    assert server.requests == {"read": 4, "write": 5, "token": 0}


def test_named_and_protected_ranges_can_be_listed_and_deleted(book):
    ws = book.sheet1
    named = ws.define_named_range("A1:B2", "liste")["replies"][0]["addNamedRange"]["namedRange"]
    assert named["range"] == {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    assert book.list_named_ranges() == [named]
    ws.update([["x"]], "liste")
    assert ws.get("liste") == [["x"]]
    ws.delete_named_range(named["namedRangeId"])
    assert book.list_named_ranges() == []
    added = ws.add_protected_range("A1", ["a@example.org"], description="Kopf")["replies"][0]["addProtectedRange"]
    assert added["protectedRange"]["editors"]["users"] == ["a@example.org"]
    ws.delete_protected_range(added["protectedRange"]["protectedRangeId"])
    assert book.list_protected_ranges(0) == []


def test_missing_protected_range_refuses_the_whole_batch(wire, server):
    before = wire.get(includeGridData=True)
    message = wire.refused({"deleteProtectedRange": {"protectedRangeId": 41}}, write(["never"]))
    assert message == "Invalid requests[0].deleteProtectedRange: No protected range with id: 41"
    message = wire.refused(write(["never"]), {"deleteProtectedRange": {"protectedRangeId": 41}})
    assert message == "Invalid requests[1].deleteProtectedRange: No protected range with id: 41"
    assert wire.get(includeGridData=True) == before
    assert server.requests == {"read": 2, "write": 2, "token": 0}


def test_duplicate_named_range_is_refused(wire):
    request = {"addNamedRange": {"namedRange": {"name": "app_rev_1", "range": {"endRowIndex": 1}}}}
    wire.batch(request)
    assert wire.refused(request) == (
        "Invalid requests[0].addNamedRange: Cannot add named range with name: app_rev_1, "
        "a named range with that name already exists."
    )


def test_parallel_batches_with_one_token_let_exactly_one_through(wire, server):
    token = wire.batch({"addProtectedRange": {"protectedRange": {"range": {"endRowIndex": 1}, "warningOnly": True}}})
    number = token["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    start = threading.Barrier(20)

    def attempt(index):
        client = Wire(server)
        start.wait()
        taken = {"deleteProtectedRange": {"protectedRangeId": number}}
        return client.post(":batchUpdate", {"requests": [taken, write([f"writer {index}"])]}).status_code

    with ThreadPoolExecutor(20) as pool:
        codes = list(pool.map(attempt, range(20)))
    assert sorted(codes) == [200] + [400] * 19
    assert server.book.values("A1") == [[f"writer {codes.index(200)}"]]


def test_string_value_with_a_formula_stays_text(wire):
    formula = {"rows": [{"values": [{"userEnteredValue": {"formulaValue": "=4/2"}}]}], "fields": "userEnteredValue"}
    wire.batch(write(["=1+1"]), {"updateCells": {"start": {"rowIndex": 1}, **formula}})
    cells = wire.get(ranges="A1:A2", fields="sheets.data.rowData.values")["sheets"][0]["data"][0]["rowData"]
    text, number = (line["values"][0] for line in cells)
    stored = {"stringValue": "=1+1"}
    assert text == {"userEnteredValue": stored, "effectiveValue": stored, "formattedValue": "=1+1"}
    assert number["userEnteredValue"] == {"formulaValue": "=4/2"}
    assert (number["effectiveValue"], number["formattedValue"]) == ({"numberValue": 2}, "2")


def test_data_file_keeps_everything_across_restarts(tmp_path):
    path = tmp_path / "sheets.json"
    with running(path) as first:
        wire = Wire(first)
        wire.batch(write(["Größe", 1.5, True]), {"addSheet": {"properties": {"title": "Zwei", "sheetId": 2}}})
        wire.batch({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 2}, "description": "rev:1"}}})
        before = wire.get(includeGridData=True)
    with running(path) as second:
        assert Wire(second).get(includeGridData=True) == before
        assert second.book.values("A1:C1") == [["Größe", 1.5, True]]
    assert [entry.name for entry in tmp_path.iterdir()] == ["sheets.json"]


def test_stopped_server_no_longer_answers(server):
    with running() as other:
        client = session()
        assert client.get(other.url, timeout=2).status_code == 200
    with pytest.raises(OSError):  # noqa: PT011 - requests' ConnectionError is an OSError
        client.get(other.url, timeout=2)
