"""Requests that move blocks of cells, tidy them up, group rows, or add things with an id."""

from __future__ import annotations

import pytest

from tests.sheets_server.client import write


def area(top, left, bottom, right):
    return {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}


def span(start, end, dimension="ROWS"):
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


@pytest.fixture
def table(wire, server):
    wire.batch(write(["a", "b", "c"], [1, 2, 3], [4, 5, 6]))
    return lambda cells="A1:Z99": server.book.values(cells)


def test_cells_are_cut_out_and_pasted(wire, table):
    wire.batch({"cutPaste": {"source": area(0, 0, 2, 2), "destination": {"rowIndex": 1, "columnIndex": 1}}})
    assert table() == [["", "", "c"], ["", "a", "b"], [4, 1, 2]]
    far = {"source": area(0, 0, 2, 2), "destination": {"rowIndex": 999}}
    assert "exceeds grid limits" in wire.refused({"cutPaste": far})
    assert table() == [["", "", "c"], ["", "a", "b"], [4, 1, 2]]


def test_a_cut_of_formats_leaves_the_values(wire, server, table):
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    wire.batch({"repeatCell": {"range": area(0, 0, 1, 1), "cell": bold, "fields": "userEnteredFormat"}})
    cut = {"source": area(0, 0, 1, 1), "destination": {"rowIndex": 1}, "pasteType": "PASTE_FORMAT"}
    wire.batch({"cutPaste": cut})
    first, second = (server.book.sheets[0].cell(row, 0) for row in (0, 1))
    assert (first, second) == (
        {"userEnteredValue": {"stringValue": "a"}},
        {"userEnteredValue": {"numberValue": 1}, **bold},
    )


def test_a_copy_may_be_turned_round(wire, table):
    copy = {"source": area(0, 0, 2, 3), "destination": area(4, 0, 5, 1), "pasteOrientation": "TRANSPOSE"}
    wire.batch({"copyPaste": copy})
    assert table("A5:Z99") == [["a", 1], ["b", 2], ["c", 3]]
    body = {"requests": [{"copyPaste": {**copy, "pasteType": "PASTE_CONDITIONAL_FORMATTING"}}]}
    assert wire.post(":batchUpdate", body).status_code == 501


@pytest.mark.parametrize(
    ("kind", "dimension", "expected"),
    [
        ("insertRange", "ROWS", [["a", "b", "c"], [1, "", 3], [4, 2, 6], ["", 5]]),
        ("insertRange", "COLUMNS", [["a", "b", "c"], [1, "", 2, 3], [4, 5, 6]]),
        ("deleteRange", "ROWS", [["a", "b", "c"], [1, 5, 3], [4, "", 6]]),
        ("deleteRange", "COLUMNS", [["a", "b", "c"], [1, 3], [4, 5, 6]]),
    ],
)
def test_a_range_is_inserted_or_deleted_and_its_neighbours_move(wire, table, kind, dimension, expected):
    wire.batch({kind: {"range": area(1, 1, 2, 2), "shiftDimension": dimension}})
    assert table() == expected
    assert "shiftDimension" in wire.refused({kind: {"range": area(1, 1, 2, 2)}})


def test_inserting_at_the_edge_makes_the_grid_larger(wire, server):
    wire.batch(write(["last"], row=999, column=25))
    wire.batch({"insertRange": {"range": area(999, 25, 1000, 26), "shiftDimension": "ROWS"}})
    assert (server.book.values("Z1001"), server.book.sheets[0].size) == ([["last"]], (1001, 26))


def test_white_space_is_trimmed_and_counted(wire, table):
    wire.batch(write(["  a   b ", "c", 5, " "]))
    trim = {"trimWhitespace": {"range": area(0, 0, 9, 9)}}
    assert wire.batch(trim)["replies"] == [{"trimWhitespace": {"cellsChangedCount": 2}}]
    assert table("A1:D1") == [["a b", "c", 5]]
    assert wire.batch(trim)["replies"] == [{"trimWhitespace": {}}]


def test_duplicate_rows_are_deleted_whatever_their_case(wire, server):
    wire.batch(write(["Bo", 1, "x"], ["Ida", 2], ["BO", 1, "y"], ["bo", 3]))
    columns = [span(0, 2, "COLUMNS")]
    request = {"deleteDuplicates": {"range": area(0, 0, 4, 3), "comparisonColumns": columns}}
    assert wire.batch(request)["replies"] == [{"deleteDuplicates": {"duplicatesRemovedCount": 1}}]
    assert server.book.values("A1:C9") == [["Bo", 1, "x"], ["Ida", 2], ["bo", 3]]
    assert wire.batch(request)["replies"] == [{"deleteDuplicates": {}}]
    outside = {"range": area(0, 0, 4, 3), "comparisonColumns": [span(3, 4, "COLUMNS")]}
    assert "within the range" in wire.refused({"deleteDuplicates": outside})


def test_groups_that_overlap_become_one_with_an_inner_one(wire):
    def shown(reply):
        return [(g["depth"], g["range"]["startIndex"], g["range"]["endIndex"]) for g in reply["dimensionGroups"]]

    replies = wire.batch(
        {"addDimensionGroup": {"range": span(1, 4)}},
        {"addDimensionGroup": {"range": span(2, 6)}},
        {
            "updateDimensionGroup": {
                "dimensionGroup": {"range": span(2, 4), "depth": 2, "collapsed": True},
                "fields": "*",
            }
        },
    )["replies"]
    assert [shown(reply["addDimensionGroup"]) for reply in replies[:2]] == [[(1, 1, 4)], [(1, 1, 6), (2, 2, 4)]]
    inner = {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 4}, "depth": 2, "collapsed": True}
    assert wire.get()["sheets"][0]["rowGroups"][1] == inner
    wire.batch({"deleteDimension": {"range": span(0, 1)}}, {"deleteDimensionGroup": {"range": span(0, 9)}})
    assert wire.get()["sheets"][0]["rowGroups"] == [
        {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}, "depth": 1}
    ]
    assert "no dimension group" in wire.refused({"deleteDimensionGroup": {"range": span(9, 10)}})
    assert "deeper than 8" in wire.refused(*[{"addDimensionGroup": {"range": span(0, 1, "COLUMNS")}}] * 9)


def test_filter_views_follow_their_rows_and_can_be_copied(wire):
    view = {"title": "Offen", "range": area(1, 0, 5, 2), "filterViewId": 7}
    replies = wire.batch(
        {"addFilterView": {"filter": view}},
        {"updateFilterView": {"filter": {"filterViewId": 7, "title": "Neu"}, "fields": "title"}},
        {"duplicateFilterView": {"filterId": 7}},
        {"deleteDimension": {"range": span(0, 1)}},
    )["replies"]
    copy = replies[2]["duplicateFilterView"]["filter"]
    assert copy["title"] == "Copy of Neu"
    wire.batch({"deleteFilterView": {"filterId": copy["filterViewId"]}})
    moved = {"filterViewId": 7, "title": "Neu", "range": area(0, 0, 4, 2)}
    assert wire.get()["sheets"][0]["filterViews"] == [moved]
    assert wire.refused({"deleteFilterView": {"filterId": 8}}).endswith("No filter view with id: 8")
    assert "already exists" in wire.refused({"addFilterView": {"filter": view}})


def test_banding_rules_and_charts_are_changed(wire):
    band = {"bandedRangeId": 3, "range": area(0, 0, 2, 2), "rowProperties": {"firstBandColor": {"red": 1}}}
    rule = {"ranges": [area(0, 0, 1, 1)], "booleanRule": {"condition": {"type": "NOT_BLANK"}}}
    other = {**rule, "ranges": [area(1, 0, 2, 1)]}
    wire.batch(
        {"addBanding": {"bandedRange": band}},
        {"updateBanding": {"bandedRange": {"bandedRangeId": 3, "range": area(0, 0, 9, 2)}, "fields": "range"}},
        {"addConditionalFormatRule": {"rule": rule}},
        {"addConditionalFormatRule": {"rule": rule}},
        {"updateConditionalFormatRule": {"index": 0, "rule": other}},
        {"updateConditionalFormatRule": {"index": 0, "newIndex": 1}},
        {"addChart": {"chart": {"chartId": 5, "spec": {"title": "alt"}, "position": {"overlayPosition": {}}}}},
        {"updateChartSpec": {"chartId": 5, "spec": {"title": "neu"}}},
    )
    sheet = wire.get()["sheets"][0]
    assert sheet["bandedRanges"][0]["range"] == area(0, 0, 9, 2)
    assert [entry["ranges"] for entry in sheet["conditionalFormats"]] == [rule["ranges"], other["ranges"]]
    assert sheet["charts"][0]["spec"] == {"title": "neu"}
    wire.batch({"deleteEmbeddedObject": {"objectId": 5}})
    assert wire.refused({"deleteEmbeddedObject": {"objectId": 5}}).endswith("No embedded object with id: 5")
