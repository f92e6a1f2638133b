"""A spreadsheet with one of everything, and for each kind of request one that it accepts."""

from __future__ import annotations

from typing import Any

from .client import write

Json = dict[str, Any]

AREA = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
FREE = {**AREA, "startRowIndex": 5, "endRowIndex": 7}
ROWS = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}
ANCHOR = {"dimensionRange": {**ROWS, "endIndex": 2}}
LOOKUP = {"developerMetadataLookup": {"metadataId": 1}}
METADATA = {"metadataKey": "k", "metadataValue": "v", "location": ANCHOR, "visibility": "DOCUMENT"}
RULE = {"ranges": [AREA], "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {"textFormat": {"bold": True}}}}
BAND = {"bandedRangeId": 1, "range": AREA, "rowProperties": {"firstBandColor": {"red": 1}}}
CRITERIA = {"0": {"hiddenValues": ["a"], "condition": {"type": "BLANK", "values": [{"userEnteredValue": "x"}]}}}
FILTER = {"range": AREA, "criteria": CRITERIA, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}
LIST = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]}, "strict": True}
DATE = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}, "borders": {"top": {"style": "SOLID"}}}
CHART = {"spec": {"title": "x"}, "position": {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 1}}}}
CELLS = [{"values": [{"userEnteredValue": {"numberValue": 1.5}, "note": "n"}, {"userEnteredFormat": DATE}]}]

START: list[Json] = [
    write(["a", 1, True], ["=x", 2.5], ["a", 1]),
    {"addNamedRange": {"namedRange": {"namedRangeId": "a", "name": "name", "range": AREA}}},
    {"addProtectedRange": {"protectedRange": {"protectedRangeId": 1, "range": AREA, "unprotectedRanges": [AREA]}}},
    {"addBanding": {"bandedRange": BAND}},
    {"addFilterView": {"filter": {**FILTER, "filterViewId": 1}}},
    {"addChart": {"chart": {**CHART, "chartId": 1}}},
    {"addConditionalFormatRule": {"rule": RULE}},
    {"addDimensionGroup": {"range": ROWS}},
    {"addSheet": {"properties": {"sheetId": 2, "title": "x"}}},
    {"setBasicFilter": {"filter": FILTER}},
    {"createDeveloperMetadata": {"developerMetadata": {**METADATA, "metadataId": 1}}},
    {"repeatCell": {"range": FREE, "cell": {"userEnteredFormat": DATE, "dataValidation": LIST}, "fields": "*"}},
]
GOOD: list[Json] = [
    write(["b"], [2]),
    {"updateCells": {"range": FREE, "rows": CELLS, "fields": "userEnteredValue,note,userEnteredFormat.numberFormat"}},
    {"repeatCell": {"range": AREA, "cell": CELLS[0]["values"][0], "fields": "note"}},
    {"appendCells": {"sheetId": 0, "rows": CELLS, "fields": "*"}},
    {"setDataValidation": {"range": FREE, "rule": LIST}},
    {"updateBorders": {"range": AREA, "top": {"style": "SOLID"}, "innerVertical": {"style": "DASHED"}}},
    {"insertDimension": {"range": ROWS, "inheritFromBefore": True}},
    {"deleteDimension": {"range": {**ROWS, "dimension": "COLUMNS"}}},
    {"moveDimension": {"source": ROWS, "destinationIndex": 6}},
    {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 3}},
    {"updateDimensionProperties": {"range": ROWS, "properties": {"pixelSize": 9}, "fields": "pixelSize"}},
    {"autoResizeDimensions": {"dimensions": ROWS}},
    {"sortRange": {"range": AREA, "sortSpecs": FILTER["sortSpecs"]}},
    {"setBasicFilter": {"filter": FILTER}},
    {"clearBasicFilter": {"sheetId": 0}},
    {"mergeCells": {"range": FREE, "mergeType": "MERGE_ROWS"}},
    {"unmergeCells": {"range": FREE}},
    {"addConditionalFormatRule": {"rule": RULE, "index": 1}},
    {"updateConditionalFormatRule": {"sheetId": 0, "index": 0, "rule": RULE}},
    {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}},
    {"addBanding": {"bandedRange": {**BAND, "bandedRangeId": 2, "range": FREE}}},
    {"updateBanding": {"bandedRange": {**BAND, "range": FREE}, "fields": "range"}},
    {"deleteBanding": {"bandedRangeId": 1}},
    {"addFilterView": {"filter": FILTER}},
    {"updateFilterView": {"filter": {"filterViewId": 1, "title": "t"}, "fields": "title"}},
    {"duplicateFilterView": {"filterId": 1}},
    {"deleteFilterView": {"filterId": 1}},
    {"addChart": {"chart": CHART}},
    {"updateChartSpec": {"chartId": 1, "spec": {"title": "y"}}},
    {"deleteEmbeddedObject": {"objectId": 1}},
    {"addDimensionGroup": {"range": ROWS}},
    {"updateDimensionGroup": {"dimensionGroup": {"range": ROWS, "depth": 1, "collapsed": True}, "fields": "collapsed"}},
    {"deleteDimensionGroup": {"range": ROWS}},
    {"createDeveloperMetadata": {"developerMetadata": {**METADATA, "metadataId": 2}}},
    {"updateDeveloperMetadata": {"dataFilters": [LOOKUP], "developerMetadata": METADATA, "fields": "metadataValue"}},
    {"deleteDeveloperMetadata": {"dataFilter": LOOKUP}},
    {"addNamedRange": {"namedRange": {"name": "other", "range": AREA}}},
    {"updateNamedRange": {"namedRange": {"namedRangeId": "a", "name": "new", "range": FREE}, "fields": "name,range"}},
    {"deleteNamedRange": {"namedRangeId": "a"}},
    {"addProtectedRange": {"protectedRange": {"namedRangeId": "a", "editors": {"users": ["a@example.org"]}}}},
    {"updateProtectedRange": {"protectedRange": {"protectedRangeId": 1, "description": "d"}, "fields": "description"}},
    {"deleteProtectedRange": {"protectedRangeId": 1}},
    {"addSheet": {"properties": {"title": "y", "index": 0, "gridProperties": {"rowCount": 9, "frozenRowCount": 1}}}},
    {"updateSheetProperties": {"properties": {"sheetId": 2, "title": "z", "index": 0}, "fields": "title,index"}},
    {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 9, "newSheetName": "copy", "insertSheetIndex": 1}},
    {"deleteSheet": {"sheetId": 2}},
    {"updateSpreadsheetProperties": {"properties": {"title": "t", "locale": "en_US"}, "fields": "title,locale"}},
    {"findReplace": {"find": "a", "replacement": "b", "range": AREA, "matchCase": True}},
    {"copyPaste": {"source": AREA, "destination": FREE, "pasteType": "PASTE_VALUES", "pasteOrientation": "NORMAL"}},
    {"cutPaste": {"source": AREA, "destination": {"rowIndex": 7, "columnIndex": 1}, "pasteType": "PASTE_NORMAL"}},
    {"insertRange": {"range": AREA, "shiftDimension": "ROWS"}},
    {"deleteRange": {"range": AREA, "shiftDimension": "COLUMNS"}},
    {"trimWhitespace": {"range": AREA}},
    {"deleteDuplicates": {"range": AREA, "comparisonColumns": [{**ROWS, "dimension": "COLUMNS", "endIndex": 2}]}},
]
