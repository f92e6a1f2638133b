"""The layout: one tab a record kind with German headers, notes, formats and drop-downs, and the hidden tab `_sys`."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from services.model.journal import NEWEST
from services.model.record import Kept, Record, columns
from services.model.records import RECORDS, JournalEntry
from services.model.words import Word
from services.storage.schema import SCHEMA_VERSION
from services.storage.sheets.images import FIRST_ROW, MOST_ROWS, WIDTH
from services.storage.sheets.token import SYSTEM, issue

Json = dict[str, Any]

# Given explicitly, so that of two processes that set up the same spreadsheet the second one fails as a whole.
SYSTEM_ID: Final = 620_000
SHEET_IDS: Final = {kind: SYSTEM_ID + number for number, kind in enumerate(RECORDS, 1)}

MARK: Final = "lotsenbuch"

# Rows are always inserted, so these stay free below the data for whoever types by hand.
FREE_ROWS: Final = 30
JOURNAL_ROWS: Final = NEWEST + 1  # with the header: all that is read of the journal

_GREY: Final = {"red": 0.93, "green": 0.94, "blue": 0.95}
_FORMATS: Final[dict[type, Json]] = {
    datetime: {"type": "DATE_TIME", "pattern": "dd.mm.yyyy hh:mm"},
    date: {"type": "DATE", "pattern": "dd.mm.yyyy"},
    time: {"type": "TIME", "pattern": "hh:mm"},
    int: {"type": "NUMBER", "pattern": "0"},
    Decimal: {"type": "NUMBER", "pattern": "0.##"},
}
_TEXT: Final = {"type": "TEXT", "pattern": "@"}  # keeps 007, +49 and 1-2 as they are typed
_EXAMPLES: Final = {
    datetime: "Datum und Uhrzeit, zum Beispiel 03.09.2026 14:30.",
    date: "Datum, zum Beispiel 03.09.2026.",
    time: "Uhrzeit, zum Beispiel 14:30.",
    int: "Ganze Zahl, zum Beispiel 12.",
    Decimal: "Zahl, zum Beispiel 1,5.",
    bool: "ja oder nein.",
}
_WIDTHS: Final = {datetime: 130, date: 100, time: 70, int: 80, Decimal: 80, bool: 80}


def set_up(only_sheet: int | None) -> list[Json]:
    """Give the one batch that makes every tab; `only_sheet` is an empty first tab that may go."""
    requests = [request for place, kind in enumerate(RECORDS) for request in tab(kind, SHEET_IDS[kind], place)]
    requests += [*_system(), _mark()]
    if only_sheet is not None:
        requests.append({"deleteSheet": {"sheetId": only_sheet}})
        home = {"locale": "de_DE", "timeZone": "Europe/Berlin"}
        requests.append({"updateSpreadsheetProperties": {"properties": home, "fields": "locale,timeZone"}})
    return requests


def words_of(kept: Kept) -> tuple[str, ...]:
    """Give the words a column chooses from, in their order; none for any other column."""
    if issubclass(kept.kind, Word):
        return tuple(word.value for word in kept.kind)
    return ("ja", "nein") if kept.kind is bool else ()


def tab(kind: type[Record], sheet: int, place: int) -> list[Json]:
    """Give the requests that make the tab of a kind, with the id `sheet`, as the tab number `place` (from 0)."""
    kept = list(columns(kind).values())
    rows = JOURNAL_ROWS + 1 if kind is JournalEntry else FREE_ROWS
    ready = 2 if kind is JournalEntry else rows  # rows with formats: nobody types into the journal
    grid = {"rowCount": rows, "columnCount": len(kept), "frozenRowCount": 1, "frozenColumnCount": 1}
    properties = {"sheetId": sheet, "title": kind.tab, "index": place, "gridProperties": grid}
    header = {"sheetId": sheet, "startRowIndex": 0, "endRowIndex": 1}
    warning = "Lotsenbuch sucht die Spalten nach diesen Überschriften: bitte nicht umbenennen oder löschen."
    return [
        {"addSheet": {"properties": properties}},
        {
            "updateCells": {
                "start": {"sheetId": sheet, "rowIndex": 0, "columnIndex": 0},
                "rows": [{"values": [header_of(kind, column) for column in kept]}],
                "fields": "userEnteredValue,userEnteredFormat,note",
            }
        },
        {"addProtectedRange": {"protectedRange": {"range": header, "description": warning, "warningOnly": True}}},
        *(request for index, column in enumerate(kept) for request in column_of(column, _area(sheet, index, ready))),
    ]


def header_of(kind: type[Record], kept: Kept) -> Json:
    """Give the cell at the head of a column."""
    look = {
        "textFormat": {"bold": True},
        "backgroundColor": _GREY,
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
    }
    return {
        "userEnteredValue": {"stringValue": kept.column.header},
        "userEnteredFormat": look,
        "note": note_of(kind, kept),
    }


def note_of(kind: type[Record], kept: Kept) -> str:
    """Say in German what the column expects."""
    if kept.name == "id":
        return f"Laufende Nummer wie {kind.prefix}-0012. Vergibt das Programm, bitte nicht ändern."
    if kept.column.refers:
        other = next(tab for tab in RECORDS if tab.prefix == kept.column.refers)
        told = f"Nummer aus dem Blatt „{other.tab}“ wie {other.prefix}-0012. Es zählt nur die Nummer, nicht der Name."
    elif issubclass(kept.kind, Word):
        told = (
            ("Eines oder mehrere, mit Semikolon getrennt: " if kept.many else "Eines von: ")
            + ", ".join(words_of(kept))
            + "."
        )
    elif kept.many:
        told = "Mehrere mit Semikolon trennen."
    else:
        told = _EXAMPLES.get(kept.kind, "Text.")
    extra = (kept.required, " Pflichtangabe."), (kept.column.personal, " Persönliche Angabe: sparsam verwenden.")
    return told + "".join(text for applies, text in extra if applies)


def _area(sheet: int, index: int, rows: int) -> Json:
    place = {"startRowIndex": 1, "endRowIndex": rows, "startColumnIndex": index, "endColumnIndex": index + 1}
    return {"sheetId": sheet, **place}


def choice_of(kept: Kept) -> Json | None:
    """Give the drop-down of a column; none when it is free text or holds several words."""
    if kept.many or not words_of(kept):
        return None
    words = [{"userEnteredValue": word} for word in words_of(kept)]
    # Not strict: whether a strict rule refuses what the app writes is not known.
    return {"condition": {"type": "ONE_OF_LIST", "values": words}, "strict": False, "showCustomUi": True}


def column_of(kept: Kept, cells: Json) -> list[Json]:
    """Give the requests for the look of a column: format and drop-down of the range `cells`, and the width."""
    look: Json = {"numberFormat": _TEXT if kept.many else _FORMATS.get(kept.kind, _TEXT), "verticalAlignment": "TOP"}
    if kept.multiline:
        look["wrapStrategy"] = "CLIP"  # or one long note makes its row a page high
    choice = choice_of(kept)
    cell: Json = {"userEnteredFormat": look, **({"dataValidation": choice} if choice else {})}
    ends = {"startIndex": cells["startColumnIndex"], "endIndex": cells["endColumnIndex"]}
    span = {"sheetId": cells["sheetId"], "dimension": "COLUMNS", **ends}
    wide = 90 if kept.name == "id" else 280 if kept.multiline or kept.many else _WIDTHS.get(kept.kind, 170)
    return [
        # Both fields even without a drop-down: a column that is inserted may have got one from its neighbour.
        {"repeatCell": {"range": cells, "cell": cell, "fields": "userEnteredFormat,dataValidation"}},
        {"updateDimensionProperties": {"range": span, "properties": {"pixelSize": wide}, "fields": "pixelSize"}},
    ]


def _mark() -> Json:
    """Give the request for the mark that tells, also when every tab is gone, that Lotsenbuch was here."""
    place = {"location": {"spreadsheet": True}, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": {"metadataKey": MARK, **place}}}


def _system() -> list[Json]:
    properties = {
        "sheetId": SYSTEM_ID,
        "title": SYSTEM,
        "hidden": True,
        "gridProperties": {"rowCount": FIRST_ROW + MOST_ROWS, "columnCount": WIDTH},
    }
    told = (
        {"stringValue": "Lotsenbuch: Stand der Tabelle. Bitte nichts ändern."},
        {"stringValue": "Aufbau"},
        {"numberValue": SCHEMA_VERSION},
    )
    rows = [
        {"values": [{"userEnteredValue": told[0]}]},
        {"values": [{"userEnteredValue": told[1]}, {"userEnteredValue": told[2]}]},
    ]
    start = {"sheetId": SYSTEM_ID, "rowIndex": 0, "columnIndex": 0}
    return [
        {"addSheet": {"properties": properties}},
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}},
        *issue(SYSTEM_ID, 0, ""),
    ]
