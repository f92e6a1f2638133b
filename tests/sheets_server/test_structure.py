"""Rows, columns and sheets that move, and what is anchored to them."""

from __future__ import annotations

import pytest

from tests.sheets_server.client import write


def span(start, end, dimension="ROWS"):
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def rows(start, end):
    return {"startRowIndex": start, "endRowIndex": end}


def anchor(row, key="k", **more):
    place = {"dimensionRange": span(row, row + 1)}
    wanted = {"metadataKey": key, "location": place, "visibility": "DOCUMENT", **more}
    return {"createDeveloperMetadata": {"developerMetadata": wanted}}


def anchored(wire, key="k"):
    body = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": key}}]}
    found = wire.post("/developerMetadata:search", body).json().get("matchedDeveloperMetadata", [])
    return [entry["developerMetadata"]["location"]["dimensionRange"]["startIndex"] for entry in found]


def edges(found):
    return [found.get("startRowIndex"), found.get("endRowIndex")]


@pytest.mark.parametrize(
    ("change", "named", "merged", "anchors"),
    [
        ({"insertDimension": {"range": span(0, 2)}}, [6, 10], [6, 8], [7]),
        ({"insertDimension": {"range": span(4, 5)}}, [5, 9], [5, 7], [6]),
        ({"insertDimension": {"range": span(5, 6)}}, [4, 9], [4, 7], [6]),
        ({"insertDimension": {"range": span(8, 9)}}, [4, 8], [4, 6], [5]),
        ({"deleteDimension": {"range": span(0, 3)}}, [1, 5], [1, 3], [2]),
        ({"deleteDimension": {"range": span(5, 6)}}, [4, 7], None, []),
        ({"deleteDimension": {"range": span(2, 20)}}, [None, None], None, []),
        ({"moveDimension": {"source": span(4, 8), "destinationIndex": 2}}, [2, 6], [2, 4], [3]),
        ({"moveDimension": {"source": span(5, 6), "destinationIndex": 0}}, [5, 8], None, [0]),
        ({"moveDimension": {"source": span(0, 2), "destinationIndex": 20}}, [2, 6], [2, 4], [3]),
        ({"moveDimension": {"source": span(5, 6), "destinationIndex": 8}}, [4, 8], [4, 5], [7]),
    ],
)
def test_ranges_follow_rows(wire, change, named, merged, anchors):
    merge = {**rows(4, 6), "startColumnIndex": 1, "endColumnIndex": 3 if merged else 2}
    wire.batch(
        {"addNamedRange": {"namedRange": {"name": "n", "range": rows(4, 8)}}},
        {"addProtectedRange": {"protectedRange": {"range": rows(4, 8)}}},
        {"mergeCells": {"range": merge, "mergeType": "MERGE_ALL"}},
        {"setBasicFilter": {"filter": {"range": rows(4, 8)}}},
        anchor(5),
    )
    wire.batch(change)
    found = wire.get()
    sheet = found["sheets"][0]
    assert edges(found["namedRanges"][0].get("range", {})) == named
    assert [edges(entry["range"]) for entry in sheet.get("protectedRanges", [])] == ([named] if named[1] else [])
    assert edges(sheet.get("basicFilter", {}).get("range", {})) == named
    if merged:
        assert [edges(entry) for entry in sheet["merges"]] == [merged]
    assert anchored(wire) == anchors


def test_cells_follow_rows_and_columns(wire, server):
    wire.batch(write(["a", "b", "c"], [1, 2, 3], [4, 5, 6]))
    wire.batch(
        {"insertDimension": {"range": span(1, 2, "COLUMNS")}},
        {"moveDimension": {"source": span(0, 1, "COLUMNS"), "destinationIndex": 4}},
        {"insertDimension": {"range": span(1, 2)}},
        {"deleteDimension": {"range": span(2, 3)}},
        write(["new"], row=1),
    )
    assert server.book.values("A1:Z9") == [["", "b", "c", "a"], ["new"], ["", 5, 6, 4]]
    assert server.book.sheets[0].size == (1000, 27)


def test_inserted_rows_inherit_the_look_of_a_neighbour(wire, server):
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    area = {**rows(0, 1), "endColumnIndex": 1}
    wire.batch(
        write(["h"], ["a"]), {"repeatCell": {"range": area, "cell": bold, "fields": "userEnteredFormat.textFormat"}}
    )
    wire.batch({"insertDimension": {"range": span(1, 2)}})
    assert server.book.sheets[0].cell(1, 0) == {}
    wire.batch({"insertDimension": {"range": span(1, 2), "inheritFromBefore": True}})
    assert server.book.sheets[0].cell(1, 0) == bold


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        ({"deleteDimension": {"range": span(0, 1000)}}, "You can't delete all the rows on the sheet."),
        (
            {"deleteDimension": {"range": span(999, 1001)}},
            "Cannot delete a row that doesn't exist. Tried to delete row",
        ),
        ({"insertDimension": {"range": span(1000, 1001)}}, "range.startIndex[1000] must be less than the grid size"),
        ({"insertDimension": {"range": span(0, 1), "inheritFromBefore": True}}, "range.startIndex[0] must be greater"),
        ({"moveDimension": {"source": span(1, 4), "destinationIndex": 2}}, "destinationIndex must not be within"),
        ({"moveDimension": {"source": span(1, 4), "destinationIndex": 1001}}, "Cannot move rows outside of the grid"),
        ({"sortRange": {"range": {"endColumnIndex": 2}, "sortSpecs": [{"dimensionIndex": 2}]}}, "sortSpecs.dimension"),
    ],
)
def test_impossible_moves_are_refused(wire, request_, text):
    assert wire.refused(request_).startswith(f"Invalid requests[0].{next(iter(request_))}: {text}")


def test_sort_orders_types_and_takes_anchors_along(wire, server):
    wire.batch(write(["b", 1], [True, 2], [3, 3], [None, 4], ["A", 5], [-1, 6]), anchor(0), anchor(4, "second"))
    area = {**rows(0, 6), "startColumnIndex": 0, "endColumnIndex": 2}
    wire.batch({"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 0}]}})
    assert server.book.values("A1:B6") == [[-1, 6], [3, 3], ["A", 5], ["b", 1], [True, 2], ["", 4]]
    assert (anchored(wire), anchored(wire, "second")) == ([3], [2])
    wire.batch({"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}})
    assert server.book.values("B1:B6") == [[2], [1], [5], [3], [6], [4]]


def test_update_cells_with_a_range_clears_what_is_not_given(wire, server):
    note = {"rows": [{"values": [{"note": "hello"}]}], "start": {"rowIndex": 1}, "fields": "note"}
    wire.batch(write(["a", "b"], ["c", "d"], ["e"]), {"updateCells": note})
    area = {**rows(0, 2), "startColumnIndex": 0, "endColumnIndex": 2}
    given = [{"values": [{"userEnteredValue": {"stringValue": "new"}}]}]
    wire.batch({"updateCells": {"range": area, "rows": given, "fields": "userEnteredValue"}})
    assert server.book.values("A1:B3") == [["new"], [], ["e"]]
    assert server.book.sheets[0].cell(1, 0) == {"note": "hello"}
    too_many = {"range": {**rows(0, 1), "endColumnIndex": 1}, "rows": [{}, {}], "fields": "*"}
    assert wire.refused({"updateCells": too_many}).endswith("write row: 1, beyond the last requested row of: 0")


def test_append_cells_adds_rows_below_the_last_data(wire, server):
    wire.batch(
        {
            "updateSheetProperties": {
                "properties": {"gridProperties": {"rowCount": 2}},
                "fields": "gridProperties/rowCount",
            }
        },
        write(["h"], [None, "x"]),
    )
    line = {"values": [{"userEnteredValue": {"stringValue": "new"}}]}
    assert wire.batch({"appendCells": {"rows": [line], "fields": "*"}})["replies"] == [{}]
    assert (server.book.values("A1:B3"), server.book.sheets[0].row_count) == ([["h"], ["", "x"], ["new"]], 3)


def test_cell_decorations_are_stored_and_returned(wire):
    area = {**rows(0, 1), "startColumnIndex": 0, "endColumnIndex": 1}
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ja"}]}, "showCustomUi": True}
    line = {"style": "SOLID"}
    band = {"range": area, "rowProperties": {"firstBandColor": {"red": 1}}}
    formula = {"condition": {"type": "NOT_BLANK"}, "format": {"backgroundColor": {"red": 1}}}
    replies = wire.batch(
        {"setDataValidation": {"range": area, "rule": rule}},
        {"updateBorders": {"range": area, "top": line}},
        {"addBanding": {"bandedRange": band}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area], "booleanRule": formula}}},
        {"autoResizeDimensions": {"dimensions": span(0, 1, "COLUMNS")}},
        {"updateDimensionProperties": {"range": span(0, 1), "properties": {"pixelSize": 40}, "fields": "pixelSize"}},
    )["replies"]
    assert [list(reply) for reply in replies] == [[], [], ["addBanding"], [], [], []]
    sheet = wire.get(ranges="A1", includeGridData=True)["sheets"][0]
    cell = {"dataValidation": rule, "userEnteredFormat": {"borders": {"top": line}}}
    assert sheet["data"] == [{"rowData": [{"values": [cell]}], "rowMetadata": [{"pixelSize": 40}]}]
    assert sheet["conditionalFormats"] == [{"ranges": [area], "booleanRule": formula}]
    assert sheet["bandedRanges"][0]["rowProperties"] == {"firstBandColor": {"red": 1}}
    assert wire.get("/values/A1") == {"range": "Tabellenblatt1!A1", "majorDimension": "ROWS"}


def test_find_replace_omits_zero_counts(wire, server):
    wire.batch(write(["alt", "Alter"], ["alt alt", "neu"]))
    answer = wire.batch(
        {"findReplace": {"find": "alt", "replacement": "jung", "matchCase": True, "allSheets": True}},
        {"findReplace": {"find": "gone", "replacement": "x", "sheetId": 0}},
        {"findReplace": {"find": "^n(.)u$", "replacement": "$1 (5)", "searchByRegex": True, "allSheets": True}},
    )
    changed = {"valuesChanged": 2, "rowsChanged": 2, "sheetsChanged": 1, "occurrencesChanged": 3}
    once = dict.fromkeys(changed, 1)
    assert answer["replies"] == [{"findReplace": changed}, {"findReplace": {}}, {"findReplace": once}]
    assert server.book.values("A1:B2") == [["jung", "Alter"], ["jung jung", "e (5)"]]


def test_copy_paste_fills_a_multiple(wire, server):
    wire.batch(write(["a", "b"]))
    source = {**rows(0, 1), "startColumnIndex": 0, "endColumnIndex": 2}
    wire.batch({"copyPaste": {"source": source, "destination": {**source, **rows(1, 3)}, "pasteType": "PASTE_NORMAL"}})
    assert server.book.values("A1:B9") == [["a", "b"]] * 3


def test_metadata_is_created_updated_found_and_deleted(wire):
    created = wire.batch(anchor(6, metadataId=7, metadataValue="v"))["replies"][0]["createDeveloperMetadata"]
    place = {"locationType": "ROW", "dimensionRange": {"dimension": "ROWS", "startIndex": 6, "endIndex": 7}}
    entry = {"metadataId": 7, "metadataKey": "k", "metadataValue": "v", "location": place, "visibility": "DOCUMENT"}
    assert created == {"developerMetadata": entry}
    assert wire.get("/developerMetadata/7") == entry
    assert wire.get("/developerMetadata/8")["error"]["message"] == "No developer metadata with ID 8"
    assert wire.refused(anchor(1, metadataId=7)).startswith("Invalid requests[0].createDeveloperMetadata: ")
    lookup = {"developerMetadataLookup": {"metadataId": 7}}
    body = {"valueInputOption": "RAW", "data": [{"dataFilter": lookup, "values": [["x", None, "y"]]}]}
    answer = wire.post("/values:batchUpdateByDataFilter", body).json()
    assert answer["responses"][0]["updatedRange"] == "Tabellenblatt1!A7:C7"
    found = wire.post("/values:batchGetByDataFilter", {"dataFilters": [lookup]}).json()["valueRanges"]
    values = {"range": "Tabellenblatt1!A7:Z7", "majorDimension": "ROWS", "values": [["x", "", "y"]]}
    assert found == [{"valueRange": values, "dataFilters": [lookup]}]
    change = {"dataFilters": [lookup], "developerMetadata": {"metadataValue": "w"}, "fields": "metadataValue"}
    replies = wire.batch(
        {"updateDeveloperMetadata": change},
        {"deleteDeveloperMetadata": {"dataFilter": lookup}},
        {"deleteDeveloperMetadata": {"dataFilter": lookup}},
    )["replies"]
    changed = {**entry, "metadataValue": "w"}
    assert replies[0] == {"updateDeveloperMetadata": {"developerMetadata": [changed]}}
    assert replies[1:] == [
        {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": [changed]}},
        {"deleteDeveloperMetadata": {}},
    ]
    assert wire.post("/developerMetadata:search", {"dataFilters": [lookup]}).json() == {}


def test_metadata_storage_is_limited_for_each_sheet(wire):
    wire.batch(anchor(1, metadataValue="x" * 29_999))
    assert wire.refused(anchor(2)).startswith("Invalid requests[0].createDeveloperMetadata: Storing the metadata")
    whole = {"metadataKey": "k", "metadataValue": "x" * 29_999, "location": {"spreadsheet": True}}
    wire.batch({"createDeveloperMetadata": {"developerMetadata": {**whole, "visibility": "PROJECT"}}})


def test_known_but_missing_request_kinds_say_so(wire):
    response = wire.post(":batchUpdate", {"requests": [{"autoFill": {}}]})
    assert (response.status_code, response.json()["error"]["status"]) == (501, "UNIMPLEMENTED")
