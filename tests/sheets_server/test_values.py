"""Typing, displaying, reading and writing values."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sheets_server.a1 import Area, column_index, column_letter, parse_cells, quoted, split_title
from tests.sheets_server.client import connect, write
from tests.sheets_server.parse import parse_entry
from tests.sheets_server.render import formatted_value

TODAY = date(2026, 3, 1)


def typed(text, locale):
    value, form = parse_entry(text, locale, TODAY)
    shown = formatted_value(
        {"userEnteredValue": value or {}, "userEnteredFormat": {"numberFormat": form or {}}}, locale
    )
    return next(iter((value or {"": None}).values())), shown


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("", (None, ""), (None, "")),
        ("007", (7, "7"), (7, "7")),
        ("-12", (-12, "-12"), (-12, "-12")),
        ("+5", (5, "5"), (5, "5")),
        ("1,5", (1.5, "1,5"), ("1,5", "1,5")),
        ("1.5", (46143, "01.05.2026"), (1.5, "1.5")),
        ("1.234", (1234, "1.234"), (1.234, "1.234")),
        ("1.234,5", (1234.5, "1.234,50"), ("1.234,5", "1.234,5")),
        ("1,234", (1.234, "1,234"), (1234, "1,234")),
        ("12%", (0.12, "12%"), (0.12, "12%")),
        ("12,5 €", (12.5, "12,50 €"), ("12,5 €", "12,5 €")),
        ("$100.15", ("$100.15", "$100.15"), (100.15, "$100.15")),
        ("31.12.2026", (46387, "31.12.2026"), ("31.12.2026", "31.12.2026")),
        ("2026-12-31", (46387, "31.12.2026"), (46387, "12/31/2026")),
        ("1-2", (46054, "01.02.2026"), (46024, "1/2/2026")),
        ("31.2.2026", ("31.2.2026", "31.2.2026"), ("31.2.2026", "31.2.2026")),
        ("12:30", (0.5208333333333334, "12:30:00"), (0.5208333333333334, "12:30:00 PM")),
        ("31.12.2026 18:00", (46387.75, "31.12.2026 18:00:00"), ("31.12.2026 18:00", "31.12.2026 18:00")),
        ("wahr", (True, "WAHR"), ("wahr", "wahr")),
        ("FALSE", (False, "FALSCH"), (False, "FALSE")),
        ("'0123", ("0123", "0123"), ("0123", "0123")),
        ("=1+1", ("=1+1", "2"), ("=1+1", "2")),
        ("+49 170 1", ("=+49 170 1", ""), ("=+49 170 1", "")),
        ("=1/0", ("=1/0", "#DIV/0!"), ("=1/0", "#DIV/0!")),
        ("Test", ("Test", "Test"), ("Test", "Test")),
        ("-", ("-", "-"), ("-", "-")),
    ],
)
def test_typed_text_becomes_what_the_locale_says(text, german, english):
    assert typed(text, "de_DE") == german
    assert typed(text, "en_US") == english


def test_a1_notation_is_parsed_and_printed():
    assert [column_letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_index(column_letter(i)) == i for i in range(1000))
    cases = {
        "B2": Area(1, 1, 2, 2),
        "$A$1:B2": Area(0, 0, 2, 2),
        "B2:A1": Area(0, 0, 2, 2),
        "A:C": Area(0, 0, None, 3),
        "2:3": Area(1, 0, 3, None),
        "A5:B": Area(4, 0, None, 2),
    }
    assert {text: parse_cells(text) for text in cases} == cases
    assert [parse_cells(text) for text in ("", "A", "1", "A0", "A1:", "Sheet1", "A1:B2:C3")] == [None] * 7
    assert [quoted(t) for t in ("Sheet1x_", "D3", "My sheet", "it's")] == ["Sheet1x_", "'D3'", "'My sheet'", "'it''s'"]
    assert split_title("'it''s!x'!A1") == ("it's!x", "A1")
    assert split_title("'whole'") == ("whole", None)


def test_raw_keeps_strings_and_user_entered_parses_them(wire):
    row = ["007", "=1+1", "31.12.2026", 2.5, True, None, "'x"]
    for line, mode in ((1, "RAW"), (2, "USER_ENTERED")):
        part = {"range": f"A{line}", "values": [row]}
        assert wire.post("/values:batchUpdate", {"valueInputOption": mode, "data": [part]}).status_code == 200
    raw = ["007", "=1+1", "31.12.2026", 2.5, True, "", "'x"]
    entered = [7, 2, 46387, 2.5, True, "", "x"]
    query = {"valueRenderOption": "UNFORMATTED_VALUE"}
    assert wire.get("/values/A1:Z2", **query)["values"] == [raw, entered]
    assert wire.get("/values/A2:Z2", valueRenderOption="FORMULA")["values"] == [[7, "=1+1", *entered[2:]]]
    assert wire.get("/values/A2:Z2")["values"] == [["7", "2", "31.12.2026", "2,5", "WAHR", "", "x"]]
    dates = wire.get("/values/C2", dateTimeRenderOption="FORMATTED_STRING", **query)
    assert dates == {"range": "Tabellenblatt1!C2", "majorDimension": "ROWS", "values": [["31.12.2026"]]}


def test_text_format_keeps_typed_digits(wire):
    form = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    area = {"endRowIndex": 1, "endColumnIndex": 1}
    wire.batch({"repeatCell": {"range": area, "cell": form, "fields": "userEnteredFormat.numberFormat"}})
    body = {"valueInputOption": "USER_ENTERED", "data": [{"range": "A1", "values": [["0123"]]}]}
    wire.post("/values:batchUpdate", body)
    assert wire.get("/values/A1", valueRenderOption="UNFORMATTED_VALUE")["values"] == [["0123"]]


def test_reads_trim_trailing_blanks_and_echo_closed_ranges(wire):
    wire.batch(write(["a", 1, True], [], ["b", None]), {"addSheet": {"properties": {"sheetId": 3, "title": "D3"}}})
    wire.batch(write(["x"], sheet_id=3))
    found = wire.get("/values/A1:C")
    assert found["range"] == "Tabellenblatt1!A1:C1000"
    assert found["values"] == [["a", "1", "WAHR"], [], ["b"]]
    assert wire.get("/values/A1:B5", majorDimension="COLUMNS")["values"] == [["a", "", "b"], ["1"]]
    assert wire.get("/values/%27D3%27!A1:D1")["range"] == "'D3'!A1:D1"
    assert wire.get("/values/B5:Z5000") == {"range": "Tabellenblatt1!B5:Z1000", "majorDimension": "ROWS"}
    grid = wire.get(ranges="A1:C9", fields="sheets.data.rowData.values.formattedValue")["sheets"][0]["data"][0]
    cells = [{"values": [{"formattedValue": text} for text in line]} if line else {} for line in found["values"]]
    assert grid == {"rowData": cells}
    assert wire.get(ranges="C5:C9", includeGridData=True)["sheets"][0]["data"] == [{"startRow": 4, "startColumn": 2}]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("Nope!A1", "Unable to parse range: Nope!A1"),
        (
            "Tabellenblatt1!A100000",
            "Range (Tabellenblatt1!A100000) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        ("AB1", "Range (Tabellenblatt1!AB1) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_ranges_outside_the_grid_are_refused(wire, path, message):
    assert wire.get(f"/values/{path}")["error"]["message"] == message


@pytest.mark.parametrize(
    ("path", "values", "message"),
    [
        (
            "A1:B1",
            [[1, 2, 3]],
            "Requested writing within range [Tabellenblatt1!A1:B1], but tried writing to column [C]",
        ),
        ("A1:B1", [[1], [2]], "Requested writing within range [Tabellenblatt1!A1:B1], but tried writing to row [2]"),
        ("Z1", [[1, 2]], "Range (Tabellenblatt1!Z1:AA1) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("A1", [["x" * 50_001]], "Your input contains more than the maximum of 50000 characters in a single cell."),
        ("A1", [[[1]]], "Invalid values[0][0]: list_value [1]"),
        ("A1", "x", "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"x\""),
    ],
)
def test_bad_writes_are_refused_and_write_nothing(wire, path, values, message):
    url = f"{wire.base}/values/{path}"
    response = wire.session.put(url, json={"values": values}, params={"valueInputOption": "RAW"}, timeout=5)
    assert (response.status_code, response.json()["error"]["message"]) == (400, message)
    missing = wire.session.put(url, json={"values": [["x"]]}, timeout=5).json()["error"]["message"]
    assert missing == "'valueInputOption' is required but not specified"
    assert "values" not in wire.get("/values/Tabellenblatt1")


def test_batch_writes_are_all_or_nothing(wire):
    data = [{"range": "A1", "values": [["a"]]}, {"range": "A2", "values": [["x" * 50_001]]}]
    error = wire.post("/values:batchUpdate", {"valueInputOption": "RAW", "data": data}).json()["error"]
    assert error["message"].startswith("Invalid data[1]: Your input contains more than the maximum of 50000")
    assert "values" not in wire.get("/values/A1")


def test_update_answers_with_the_written_values(wire):
    query = {"valueInputOption": "USER_ENTERED", "includeValuesInResponse": "True"}
    answer = wire.session.put(f"{wire.base}/values/B2", json={"values": [["1,5", ""]]}, params=query, timeout=5).json()
    written = {"range": "Tabellenblatt1!B2:C2", "majorDimension": "ROWS", "values": [["1,5"]]}
    assert answer["updatedData"] == written
    assert (answer["updatedCells"], answer["updatedRows"]) == (2, 1)


def test_append_inserts_rows_only_when_asked(server):
    ws = connect(server).open_by_key("lotsenbuch").sheet1
    ws.update([["h"], ["a"], [""], ["note"]], "A1")
    answer = ws.append_row(["b"], insert_data_option="INSERT_ROWS", table_range="A1:A2")
    assert answer["updates"]["updatedRange"] == "Tabellenblatt1!A3"
    assert (ws.col_values(1), server.book.sheets[0].row_count) == (["h", "a", "b", "", "note"], 1001)
    ws.append_row(["over"], table_range="A1:A2")
    ws.append_row(["written"], table_range="A1:A2")
    ws.append_row(["past"], table_range="A1:A2")
    assert ws.col_values(1) == ["h", "a", "b", "over", "note", "written", "past"]


def test_suffix_is_split_on_the_raw_path(wire):
    wire.batch({"addSheet": {"properties": {"title": "a:clear"}}}, write(["keep"]))
    wire.session.put(
        f"{wire.base}/values/%27a%3Aclear%27%21A1",
        json={"values": [["x"]]},
        params={"valueInputOption": "RAW"},
        timeout=5,
    )
    assert wire.get("/values/%27a%3Aclear%27")["values"] == [["x"]]
    cleared = wire.post("/values/%27a%3Aclear%27%21A1%3AB2:clear", {}).json()
    assert cleared == {"spreadsheetId": "lotsenbuch", "clearedRange": "'a:clear'!A1:B2"}
    assert wire.get("/values/A1")["values"] == [["keep"]]
