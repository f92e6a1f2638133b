"""gspread's public methods do on this server what its documentation says they do."""

from __future__ import annotations

import re
from pathlib import Path

import gspread
import pytest
from gspread.cell import Cell
from gspread.utils import (
    DateTimeOption,
    Dimension,
    InsertDataOption,
    MergeType,
    PasteOrientation,
    PasteType,
    TableDirection,
    ValidationConditionType,
    ValueInputOption,
    ValueRenderOption,
)
from gspread.worksheet import ValueRange
from requests import ReadTimeout

from tests.sheets_server.client import connect

TABLE = [["Name", "Ort", "Alter"], ["Ida", "Ulm", 30], ["Bo", "Bonn", 4], ["Al", "Ulm", 51]]
TAB = "Tabellenblatt1"


@pytest.fixture
def book(server):
    return connect(server).open_by_key("lotsenbuch")


@pytest.fixture
def ws(book):
    sheet = book.sheet1
    sheet.update(TABLE, "A1")
    return sheet


def texts(ws, cells="A1:Z99"):
    return [list(row) for row in ws.get(cells)]


def test_every_public_method_of_gspread_is_tried_somewhere():
    """Its clients, spreadsheets, worksheets and cells; so that a new gspread does not bring one nobody looked at."""
    here = Path(__file__)
    tests = "".join(file.read_text() for file in here.parent.glob("test_*.py") if file != here)
    tests += here.read_text().partition("test_every_public_method")[2]
    kinds = (gspread.Client, gspread.HTTPClient, gspread.BackOffHTTPClient, gspread.Spreadsheet, gspread.Worksheet)
    names = {name for kind in (*kinds, Cell, ValueRange) for name in vars(kind) if not name.startswith("_")}
    assert {name for name in names if not re.search(rf"\.{name}\b", tests)} == set()


def test_client_opens_by_title_key_and_address(server, book):
    client = connect(server)
    assert {client.open("lotsenbuch").id, client.open_by_url(book.url).id} == {"lotsenbuch"}
    assert client.get_file_drive_metadata("lotsenbuch")["name"] == "lotsenbuch"
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open("anderswo")


def test_the_clients_ask_directly_and_wait_for_an_answer(server, ws):
    client = connect(server)
    http = client.http_client
    assert http.spreadsheets_get("lotsenbuch", {"fields": "properties.title"}) == {
        "properties": {"title": "lotsenbuch"}
    }
    assert http.spreadsheets_sheets_copy_to("lotsenbuch", ws.id, "lotsenbuch")["title"] == f"Copy of {TAB}"
    for waits in (client.set_timeout, http.set_timeout):
        server.fault("timeout", seconds=0.5)
        waits(0.1)
        with pytest.raises(ReadTimeout):
            http.fetch_sheet_metadata("lotsenbuch")
        waits(5)
    server.fault("429")
    with pytest.raises(gspread.exceptions.APIError):
        http.fetch_sheet_metadata("lotsenbuch")
    server.fault("429")
    again = connect(server, gspread.BackOffHTTPClient).http_client
    assert again.fetch_sheet_metadata("lotsenbuch")["spreadsheetId"] == "lotsenbuch"


def test_spreadsheet_knows_and_changes_its_properties(book):
    before = book.get_lastUpdateTime()
    book.update_title("Lotsen")
    book.update_timezone("Europe/Vienna")
    book.update_locale("de_AT")
    found = book.fetch_sheet_metadata()["properties"]
    assert (found["title"], found["timeZone"], found["locale"]) == ("Lotsen", "Europe/Vienna", "de_AT")
    book.update_drive_metadata()
    with pytest.warns(DeprecationWarning, match="get_lastUpdateTime"):
        assert book.lastUpdateTime > before


def test_worksheets_are_found_ordered_and_deleted(book):
    second, third = book.add_worksheet("Zwei", 5, 4), book.add_worksheet("Drei", 5, 4, index=0)
    assert [sheet.title for sheet in book] == ["Drei", TAB, "Zwei"]
    assert (book.get_worksheet(2).id, book.get_worksheet_by_id(third.id).title) == (second.id, "Drei")
    book.reorder_worksheets([second, book.worksheet(TAB), third])
    assert [sheet.title for sheet in book.worksheets()] == ["Zwei", TAB, "Drei"]
    copy = book.duplicate_sheet(second.id, insert_sheet_index=3, new_sheet_id=77, new_sheet_name="Vier")
    assert (copy.id, copy.index) == (77, 3)
    third.hide()
    assert [sheet.title for sheet in book.worksheets(exclude_hidden=True)] == ["Zwei", TAB, "Vier"]
    third.show()
    book.del_worksheet_by_id(77)
    for missing in (lambda: book.worksheet("Vier"), lambda: book.get_worksheet_by_id(77)):
        with pytest.raises(gspread.WorksheetNotFound):
            missing()


def test_values_methods_of_the_spreadsheet(book, ws):
    book.values_update(f"{TAB}!E1", {"valueInputOption": "RAW"}, {"values": [["x", 1]]})
    assert book.values_get(f"{TAB}!E1:F1")["values"] == [["x", "1"]]
    body = {"valueInputOption": "RAW", "data": [{"range": "E2", "values": [["y"]]}]}
    assert book.values_batch_update(body)["totalUpdatedCells"] == 1
    assert [found["values"] for found in book.values_batch_get(["E1", "E2"])["valueRanges"]] == [[["x"]], [["y"]]]
    assert book.values_clear("E1:F1")["clearedRange"] == f"{TAB}!E1:F1"
    assert book.values_batch_clear(body={"ranges": ["E2"]})["clearedRanges"] == [f"{TAB}!E2"]
    added = book.values_append("A1", {"valueInputOption": "RAW"}, {"values": [["Cem"]]})
    assert added["updates"]["updatedRange"] == f"{TAB}!A5"


def test_worksheet_reads_rows_columns_cells_and_ranges(ws, book):
    assert ws.spreadsheet is book
    assert (ws.row_values(2), ws.col_values(2)) == (["Ida", "Ulm", "30"], ["Ort", "Ulm", "Bonn", "Ulm"])
    assert ws.row_values(2, value_render_option=ValueRenderOption.unformatted) == ["Ida", "Ulm", 30]
    assert (ws.cell(3, 3).numeric_value, ws.acell("C3").value, ws.cell(3, 1).address) == (4, "4", "A3")
    assert [cell.value for cell in ws.range("A2:B3")] == ["Ida", "Ulm", "Bo", "Bonn"]
    assert [cell.value for cell in ws.get_all_cells()][26:29] == ["Ida", "Ulm", "30"]
    assert ws.get("A2:B3", major_dimension=Dimension.cols) == [["Ida", "Bo"], ["Ulm", "Bonn"]]
    found = ws.get("A1:B1")
    assert (found.range, found.major_dimension, found.first()) == (f"{TAB}!A1:B1", "ROWS", "Name")
    assert ValueRange.from_json({"range": "A1", "majorDimension": "ROWS"}).first("leer") == "leer"
    assert ws.get_values("C2:C3") == [["30"], ["4"]]
    assert ws.get_values("A4:D5", pad_values=True, maintain_size=True) == [["Al", "Ulm", "51", ""], [""] * 4]
    assert ws.batch_get(["A1", "B2:C2"]) == [[["Name"]], [["Ulm", "30"]]]
    assert ws.get_all_records() == [dict(zip(TABLE[0], row, strict=True)) for row in TABLE[1:]]
    assert [cell.row for cell in ws.findall("Ulm")] == [2, 4]
    assert ws.find("Ulm", in_column=1) is None
    assert ws.cell(2, 1) == Cell.from_address("A2", "Ida")
    assert ws.expand("A1", TableDirection.right) == [["Name", "Ort", "Alter"]]


def test_worksheet_reads_dates_and_formulas_as_asked(ws):
    ws.update([["31.12.2026", "=4/2"]], "A9", value_input_option=ValueInputOption.user_entered)
    assert ws.get("A9:B9") == [["31.12.2026", "2"]]
    assert ws.get("A9:B9", value_render_option=ValueRenderOption.formula) == [[46387, "=4/2"]]
    options = {"value_render_option": ValueRenderOption.unformatted}
    assert ws.get("A9", date_time_render_option=DateTimeOption.formatted_string, **options) == [["31.12.2026"]]
    assert ws.get("A9", **options) == [[46387]]


def test_worksheet_writes_cells_and_ranges(ws):
    ws.update_acell("A2", "Ada")
    ws.update_cell(2, 2, "Köln")
    ws.update_cells([Cell(3, 1, "Bob"), Cell(4, 2, 7)], value_input_option=ValueInputOption.raw)
    ws.batch_update([{"range": "C2", "values": [[31]]}, {"range": "C3:C4", "values": [[5], [52]]}])
    assert texts(ws) == [TABLE[0], ["Ada", "Köln", "31"], ["Bob", "Bonn", "5"], ["Al", "7", "52"]]
    shown = ws.update([["x"]], "E1", include_values_in_response=True)
    assert shown["updatedData"]["values"] == [["x"]]
    ws.batch_clear(["E1", "A2:C2"])
    assert texts(ws)[1] == []


def test_worksheet_appends_inserts_and_deletes_rows_and_columns(ws):
    ws.append_row(["Cem"], insert_data_option=InsertDataOption.insert_rows)
    ws.append_rows([["Dora", "Ulm"], ["Eva"]])
    ws.insert_row(["neu"], 2)
    ws.insert_rows([["1"], ["2"]], 3, inherit_from_before=True)
    assert [row[0] for row in texts(ws)] == ["Name", "neu", "1", "2", "Ida", "Bo", "Al", "Cem", "Dora", "Eva"]
    ws.delete_rows(2, 4)
    ws.insert_cols([["Nr", 1, 2]], 1)
    ws.delete_columns(3)
    assert texts(ws, "A1:D3") == [["Nr", "Name", "Alter"], ["1", "Ida", "30"], ["2", "Bo", "4"]]
    ws.delete_dimension(Dimension.rows, 9)
    ws.add_rows(5)
    ws.add_cols(2)
    assert (ws.row_count, ws.col_count) == (1005 + 2, 28)
    ws.resize(20, 5)
    assert (ws.row_count, ws.column_count) == (20, 5)
    ws.clear()
    assert ws.get_all_values() == [[]]


def test_worksheet_sorts_freezes_and_filters(ws, book):
    ws.freeze(rows=1, cols=1)
    ws.sort((2, "asc"), (3, "des"))
    assert [row[0] for row in texts(ws)] == ["Name", "Bo", "Al", "Ida"]
    ws.sort((1, "asc"), range="A2:C4")
    assert [row[0] for row in texts(ws)] == ["Name", "Al", "Bo", "Ida"]
    assert (ws.frozen_row_count, ws.frozen_col_count) == (1, 1)
    ws.set_basic_filter("A1:C4")
    assert "basicFilter" in book.fetch_sheet_metadata()["sheets"][0]
    ws.clear_basic_filter()
    assert "basicFilter" not in book.fetch_sheet_metadata()["sheets"][0]


def test_worksheet_changes_its_looks(ws, book):
    ws.format("A1:C1", {"textFormat": {"bold": True}})
    ws.batch_format([{"range": "A2", "format": {"wrapStrategy": "WRAP"}}])
    ws.update_tab_color("#ff0000")
    assert {book.sheet1.get_tab_color(), book.sheet1.tab_color} == {"#FF0000"}
    ws.clear_tab_color()
    assert book.sheet1.get_tab_color() is None
    ws.hide_gridlines()
    assert book.sheet1.is_gridlines_hidden
    ws.show_gridlines()
    ws.update_title("Leute")
    ws.update_index(0)
    ws.columns_auto_resize(0, 2)
    ws.rows_auto_resize(0, 2)
    ws.hide_columns(1, 2)
    ws.hide_rows(0, 1)
    data = book.fetch_sheet_metadata({"includeGridData": "true", "ranges": "Leute!A1:B2"})["sheets"][0]["data"][0]
    assert [line.get("hiddenByUser", False) for line in data["columnMetadata"]] == [False, True]
    assert [line.get("hiddenByUser", False) for line in data["rowMetadata"]] == [True, False]
    ws.unhide_columns(1, 2)
    ws.unhide_rows(0, 1)
    assert book.worksheet("Leute").isSheetHidden is False


def test_worksheet_merges_groups_and_moves_ranges(ws, book):
    ws.merge_cells("A2:B2")
    ws.batch_merge([{"range": "E1:F2", "mergeType": MergeType.merge_rows}])
    assert len(book.fetch_sheet_metadata()["sheets"][0]["merges"]) == 3
    ws.unmerge_cells("A1:Z9")
    ws.add_dimension_group_rows(1, 3)
    ws.add_dimension_group_columns(0, 2)
    assert [group["range"]["endIndex"] for group in ws.list_dimension_group_rows()] == [3]
    assert [group["depth"] for group in ws.list_dimension_group_columns()] == [1]
    ws.delete_dimension_group_rows(1, 3)
    ws.delete_dimension_group_columns(0, 2)
    assert ws.list_dimension_group_rows() + ws.list_dimension_group_columns() == []
    ws.copy_range("A1:C1", "A6:A8", PasteType.values, PasteOrientation.transpose)
    assert ws.col_values(1)[5:] == ["Name", "Ort", "Alter"]
    ws.cut_range("A6:A8", "E1")
    assert ws.col_values(5) == ["Name", "Ort", "Alter"]
    assert ws.copy_to("lotsenbuch")["title"] == f"Copy of {TAB}"


def test_worksheet_keeps_notes_and_validation(ws, server):
    ws.update_note("A1", "eins")
    ws.insert_notes({"B2": "zwei"})
    ws.insert_note("C3", "vier")
    ws.update_notes({"C3": "drei"})
    assert ws.get_note("A1") == "eins"
    assert ws.get_notes()[:3] == [["eins", "", ""], ["", "zwei", ""], ["", "", "drei"]]
    ws.clear_notes(["A1", "C3"])
    ws.clear_note("B2")
    assert {note for line in ws.get_notes() for note in line} == {""}
    ws.add_validation("B2:B4", ValidationConditionType.one_of_list, ["Ulm", "Bonn"], strict=True, showCustomUi=True)
    rule = server.book.sheets[0].cell(3, 1)["dataValidation"]
    assert rule["strict"]
    assert [value["userEnteredValue"] for value in rule["condition"]["values"]] == ["Ulm", "Bonn"]


def test_worksheet_names_and_protects_ranges(ws, book):
    added = ws.define_named_range("A1:B2", "liste")["replies"][0]["addNamedRange"]["namedRange"]
    assert [cell.value for cell in book.named_range("liste")] == ["Name", "Ort", "Ida", "Ulm"]
    assert [found["name"] for found in book.list_named_ranges()] == ["liste"]
    ws.delete_named_range(added["namedRangeId"])
    ws.add_protected_range("A1", ["a@example.org"], description="Kopf", warning_only=False)
    (found,) = book.list_protected_ranges(ws.id)
    assert found["editors"]["users"] == ["a@example.org"]
    ws.delete_protected_range(found["protectedRangeId"])
    assert book.list_protected_ranges(ws.id) == []
