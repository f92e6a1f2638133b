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
    assert "pasteType" in wire.refused({"copyPaste": {**copy, "pasteType": "PASTE_SMELL"}})


def test_formulas_that_are_copied_point_further_on_and_those_that_are_cut_do_not(wire, server):
    wire.batch(write([None, 1]))
    formulas = ['=B1+$B1+B$1&"B1"', "='B1'!A1+SUM1(B1)"]
    cells = [{"userEnteredValue": {"formulaValue": text}} for text in formulas]
    wire.batch(
        {"updateCells": {"rows": [{"values": [cell]} for cell in cells], "fields": "*", "range": area(2, 0, 4, 1)}},
        {"copyPaste": {"source": area(2, 0, 4, 1), "destination": area(4, 2, 6, 3)}},
        {"copyPaste": {"source": area(2, 0, 3, 1), "destination": area(0, 0, 1, 1)}},
        {"cutPaste": {"source": area(2, 0, 4, 1), "destination": {"rowIndex": 8}}},
    )

    def formula(row, column):
        return server.book.sheets[0].cell(row, column)["userEnteredValue"]["formulaValue"]

    assert [formula(4, 2), formula(5, 2)] == ['=D3+$B3+D$1&"B1"', "='B1'!C3+SUM1(D3)"]
    assert formula(0, 0) == '=#REF!+#REF!+B$1&"B1"'
    assert [formula(8, 0), formula(9, 0)] == formulas


def rule(kind, *ranges):
    return {"ranges": list(ranges), "booleanRule": {"condition": {"type": kind}}}


def held(wire):
    found = wire.get()["sheets"][0].get("conditionalFormats", [])
    return [(entry["booleanRule"]["condition"]["type"], entry["ranges"]) for entry in found]


PASTE = "PASTE_CONDITIONAL_FORMATTING"


def test_conditional_formats_are_pasted_alone_and_take_the_place_of_others(wire, table):
    wire.batch(
        {"addConditionalFormatRule": {"rule": rule("BLANK", area(0, 0, 2, 2))}},
        {"addConditionalFormatRule": {"rule": rule("NOT_BLANK", area(5, 0, 8, 3))}},
        {"copyPaste": {"source": area(1, 0, 3, 2), "destination": area(6, 1, 8, 3), "pasteType": PASTE}},
    )
    assert held(wire) == [
        ("NOT_BLANK", [area(5, 0, 6, 3), area(6, 0, 8, 1)]),
        ("BLANK", [area(0, 0, 2, 2), area(6, 1, 7, 3)]),
    ]
    assert table() == [["a", "b", "c"], [1, 2, 3], [4, 5, 6]]
    turned = {"source": area(0, 0, 2, 1), "destination": area(9, 0, 10, 4), "pasteOrientation": "TRANSPOSE"}
    wire.batch({"copyPaste": {**turned, "pasteType": PASTE}})
    assert held(wire)[1][1][-1] == area(9, 0, 10, 4)
    wire.batch({"cutPaste": {"source": area(0, 0, 9, 9), "destination": {"rowIndex": 20}, "pasteType": PASTE}})
    assert held(wire) == [
        ("NOT_BLANK", [area(25, 0, 26, 3), area(26, 0, 28, 1)]),
        ("BLANK", [area(9, 0, 10, 4), area(20, 0, 22, 2), area(26, 1, 27, 3)]),
    ]


def test_what_is_copied_to_another_tab_brings_its_merges_and_conditional_formats(wire, table):
    other = {**area(1, 1, 7, 3), "sheetId": 9}
    wire.batch(
        {"addSheet": {"properties": {"sheetId": 9, "title": "Zwei"}}},
        {"mergeCells": {"range": area(0, 0, 1, 2)}},
        {"addConditionalFormatRule": {"rule": rule("BLANK", area(0, 0, 2, 1))}},
        {"copyPaste": {"source": area(0, 0, 3, 2), "destination": other}},
    )
    found = wire.get()["sheets"][1]
    assert found["merges"] == [{**area(top, 1, top + 1, 3), "sheetId": 9} for top in (1, 4)]
    (entry,) = found["conditionalFormats"]
    assert entry["ranges"] == [{**area(top, 1, top + 2, 2), "sheetId": 9} for top in (1, 4)]
    assert len(wire.get()["sheets"][0]["merges"]) == 1
    wire.batch({"cutPaste": {"source": area(0, 0, 3, 2), "destination": {"rowIndex": 5}}})
    assert wire.get()["sheets"][0]["merges"] == [area(5, 0, 6, 2)]


def test_a_format_that_is_pasted_leaves_the_result_of_a_formula(wire, server):
    formula = {"userEnteredValue": {"formulaValue": "=4/2"}}
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    wire.batch(
        {"updateCells": {"rows": [{"values": [formula, bold]}], "fields": "*", "range": area(0, 0, 1, 2)}},
        {"copyPaste": {"source": area(0, 1, 1, 2), "destination": area(0, 0, 1, 1), "pasteType": "PASTE_FORMAT"}},
    )
    assert server.book.sheets[0].cell(0, 0) == {**formula, **bold}
    assert server.book.values("A1") == [[2]]


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
