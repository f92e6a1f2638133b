"""The messages of the API: unknown names are refused, numbers and booleans may come as strings, nulls are dropped."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from .errors import ApiError, bad_field, unknown_name

_SCALARS = {"int": "TYPE_INT32", "number": "TYPE_DOUBLE", "bool": "TYPE_BOOL", "str": "TYPE_STRING"}
_ENUMS = {
    "Dimension": ("ROWS", "COLUMNS"),
    "MergeType": ("MERGE_ALL", "MERGE_COLUMNS", "MERGE_ROWS"),
    "SortOrder": ("ASCENDING", "DESCENDING"),
    "Visibility": ("DOCUMENT", "PROJECT"),
    "LocationType": ("ROW", "COLUMN", "SHEET", "SPREADSHEET"),
    "Matching": ("EXACT_LOCATION", "INTERSECTING_LOCATION"),
    "ValueInputOption": ("RAW", "USER_ENTERED"),
}
_MESSAGES = """
GridRange: sheetId:int startRowIndex:int endRowIndex:int startColumnIndex:int endColumnIndex:int
GridCoordinate: sheetId:int rowIndex:int columnIndex:int
DimensionRange: sheetId:int dimension:Dimension startIndex:int endIndex:int
ExtendedValue: numberValue:number stringValue:str boolValue:bool formulaValue:str errorValue:any
NumberFormat: type:str pattern:str
CellFormat: numberFormat:NumberFormat backgroundColor:map backgroundColorStyle:map borders:map padding:map
 horizontalAlignment:str verticalAlignment:str wrapStrategy:str textDirection:str textFormat:map
 hyperlinkDisplayType:str textRotation:map
ConditionValue: relativeDate:str userEnteredValue:str
BooleanCondition: type:str values:ConditionValue[]
FilterCriteria: hiddenValues:str[] condition:BooleanCondition visibleBackgroundColor:map visibleForegroundColor:map
 visibleBackgroundColorStyle:map visibleForegroundColorStyle:map
DataValidationRule: condition:BooleanCondition inputMessage:str strict:bool showCustomUi:bool
CellData: userEnteredValue:ExtendedValue effectiveValue:ExtendedValue formattedValue:str userEnteredFormat:CellFormat
 effectiveFormat:map hyperlink:str note:str textFormatRuns:map[] dataValidation:DataValidationRule pivotTable:map
 dataSourceTable:map dataSourceFormula:map chipRuns:map[]
RowData: values:CellData[]
GridProperties: rowCount:int columnCount:int frozenRowCount:int frozenColumnCount:int hideGridlines:bool
 rowGroupControlAfter:bool columnGroupControlAfter:bool
SheetProperties: sheetId:int title:str index:int sheetType:str gridProperties:GridProperties hidden:bool tabColor:map
 tabColorStyle:map rightToLeft:bool dataSourceSheetProperties:map
SpreadsheetProperties: title:str locale:str autoRecalc:str timeZone:str defaultFormat:map spreadsheetTheme:map
 iterativeCalculationSettings:map importFunctionsExternalUrlAccessAllowed:bool
NamedRange: namedRangeId:str name:str range:GridRange
Editors: users:str[] groups:str[] domainUsersCanEdit:bool
ProtectedRange: protectedRangeId:int range:GridRange namedRangeId:str tableId:str description:str warningOnly:bool
 requestingUserCanEdit:bool unprotectedRanges:GridRange[] editors:Editors
Location: locationType:LocationType spreadsheet:bool sheetId:int dimensionRange:DimensionRange
DeveloperMetadata: metadataId:int metadataKey:str metadataValue:str location:Location visibility:Visibility
Lookup: locationType:LocationType metadataLocation:Location locationMatchingStrategy:Matching metadataId:int
 metadataKey:str metadataValue:str visibility:Visibility
DataFilter: developerMetadataLookup:Lookup a1Range:str gridRange:GridRange
SortSpec: dimensionIndex:int sortOrder:SortOrder foregroundColor:map backgroundColor:map foregroundColorStyle:map
 backgroundColorStyle:map dataSourceColumnReference:map
BasicFilter: range:GridRange tableId:str sortSpecs:SortSpec[] criteria:FilterCriteria{} filterSpecs:map[]
DimensionProperties: hiddenByFilter:bool hiddenByUser:bool pixelSize:int developerMetadata:DeveloperMetadata[]
 dataSourceColumnReference:map
ConditionalFormatRule: ranges:GridRange[] booleanRule:map gradientRule:map
BandedRange: bandedRangeId:int bandedRangeReference:str range:GridRange rowProperties:map columnProperties:map
ValueRange: range:str majorDimension:Dimension values:rows
FilterValueRange: dataFilter:DataFilter majorDimension:Dimension values:rows
SheetBody: properties:SheetProperties data:map[] merges:map[] conditionalFormats:map[] filterViews:map[]
 protectedRanges:map[] basicFilter:map charts:map[] bandedRanges:map[] developerMetadata:map[]
SpreadsheetBody: spreadsheetId:str properties:SpreadsheetProperties sheets:SheetBody[] namedRanges:NamedRange[]
 spreadsheetUrl:str developerMetadata:map[]
BatchBody: requests:map[] includeSpreadsheetInResponse:bool responseRanges:str[] responseIncludeGridData:bool
ValuesBatchBody: valueInputOption:ValueInputOption data:ValueRange[] includeValuesInResponse:bool
 responseValueRenderOption:str responseDateTimeRenderOption:str
FilterBatchBody: valueInputOption:ValueInputOption data:FilterValueRange[] includeValuesInResponse:bool
 responseValueRenderOption:str responseDateTimeRenderOption:str
FilterGetBody: dataFilters:DataFilter[] majorDimension:Dimension valueRenderOption:str dateTimeRenderOption:str
FilterBody: dataFilters:DataFilter[] includeGridData:bool excludeTablesInBandedRanges:bool
ClearBody: ranges:str[]
CopyBody: destinationSpreadsheetId:str
EmptyBody:
"""


def _messages(text: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in text.strip().replace("\n ", " ").splitlines():
        name, _, members = line.partition(":")
        found[name] = dict(member.split(":") for member in members.split())
    return found


MESSAGES = _messages(_MESSAGES)


def define(text: str) -> dict[str, dict[str, str]]:
    """Messages of a module's own requests, in the same notation."""
    found = _messages(text)
    MESSAGES.update(found)
    return found


def snake(name: str) -> str:
    """userEnteredValue -> user_entered_value, as error paths spell it."""
    return re.sub(r"([A-Z])", lambda m: "_" + m[1].lower(), name)


def coerce(value: Any, kind: str, path: str = "") -> Any:
    """The value as its message type, without nulls; anything else is Google's 400."""
    if kind.endswith(("[]", "{}")):
        return _many(value, kind, path)
    if kind == "rows":
        return _rows(value, path)
    if kind == "any":
        return value
    if kind in _SCALARS:
        return _scalar(value, kind, path)
    if kind in _ENUMS:
        if value not in _ENUMS[kind]:
            raise _invalid(path, f"type.googleapis.com/google.apps.sheets.v4.{kind}", value)
        return value
    if not isinstance(value, dict):
        raise _invalid(path, f"type.googleapis.com/google.apps.sheets.v4.{kind}", value)
    if kind == "map":
        return value
    members, found = MESSAGES[kind], {}
    for name, entry in value.items():
        if name not in members:
            raise unknown_name(name, path)
        if entry is not None:
            found[name] = coerce(entry, members[name], f"{path}.{snake(name)}" if path else snake(name))
    return found


def _many(value: Any, kind: str, path: str) -> Any:
    """A repeated member, or a map from column numbers to messages."""
    if kind.endswith("[]"):
        entries = value if isinstance(value, list) else [value]
        return [coerce(entry, kind[:-2], f"{path}[{index}]") for index, entry in enumerate(entries)]
    if not isinstance(value, dict) or not all(key.isdecimal() for key in value):
        raise _invalid(path, f"type.googleapis.com/google.apps.sheets.v4.{kind[:-2]}", value)
    return {key: coerce(entry or {}, kind[:-2], f"{path}[{key}]") for key, entry in value.items()}


def parse_body(raw: bytes, kind: str, path: str = "") -> dict[str, Any]:
    """A request body as the given message; an empty body is an empty message. `path` is where refusals see it."""
    if not raw.strip():
        return {}
    try:
        value = json.loads(raw, parse_constant=_refuse_constant)
        if b"\\u" in raw:
            json.dumps(value, ensure_ascii=False).encode()  # half of a surrogate pair is not text
    except (ValueError, RecursionError) as error:
        raise ApiError(f"Invalid JSON payload received. {error}") from None
    if not isinstance(value, dict):
        raise ApiError("Invalid JSON payload received. Unexpected end of string. Expected an object.")
    return coerce(value, kind, path)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"Unexpected token. {name}")


def _scalar(value: Any, kind: str, path: str) -> Any:
    if kind == "str" and isinstance(value, str):
        return value
    if kind == "bool":
        found = {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else value
        if isinstance(found, bool):
            return found
    if kind in ("int", "number") and not isinstance(value, bool):
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            raise _invalid(path, _SCALARS[kind], value) from None
        if number.is_integer() and (kind == "int" or abs(number) < 1e15):
            number = int(number)
        if kind == "number" and math.isfinite(number):
            return number
        if isinstance(number, int) and -(2**31) <= number < 2**31:
            return number
    raise _invalid(path, _SCALARS[kind], value)


def _rows(value: Any, path: str) -> list[list[Any]]:
    """Values of a ValueRange: lists of plain values."""
    kind = "type.googleapis.com/google.protobuf.ListValue"
    if not isinstance(value, list):
        raise _invalid(path, kind, value)
    for index, line in enumerate(value):
        if not isinstance(line, list):
            raise _invalid(f"{path}[{index}]", kind, line)
        for column, entry in enumerate(line):
            if isinstance(entry, list | dict):
                name = "list_value" if isinstance(entry, list) else "struct_value"
                raise ApiError(f"Invalid values[{index}][{column}]: {name} {json.dumps(entry)}")
    return value


def _invalid(path: str, kind: str, value: Any) -> ApiError:
    shown = json.dumps(value, ensure_ascii=False)
    return bad_field(path, f"Invalid value at '{path}' ({kind}), {shown}")
