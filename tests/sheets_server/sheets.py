"""batchUpdate requests about whole sheets and the spreadsheet."""

from __future__ import annotations

from typing import Any

from .book import Book, Sheet
from .errors import Refused
from .masks import merge, update_mask
from .render import language
from .schema import MESSAGES

Json = dict[str, Any]

SCHEMA = """
addSheet: properties:SheetProperties
deleteSheet: sheetId:int
duplicateSheet: sourceSheetId:int insertSheetIndex:int newSheetId:int newSheetName:str
updateSheetProperties: properties:SheetProperties fields:str
updateSpreadsheetProperties: properties:SpreadsheetProperties fields:str
"""
_LISTS = ("protected_ranges", "merges", "banded_ranges", "conditional_formats", "metadata", "filter_views", "charts")


def default_title(book: Book) -> str:
    """Sheet1, Sheet2 ... in the language of the spreadsheet."""
    word = "Tabellenblatt" if language(book.locale) == "de" else "Sheet"
    number = len(book.sheets) + 1
    while any(sheet.title.casefold() == f"{word}{number}".casefold() for sheet in book.sheets):
        number += 1
    return f"{word}{number}"


def new_sheet(book: Book, wanted: Json) -> Sheet:
    """A blank sheet with the wanted properties; not yet part of the book."""
    used = {sheet.sheet_id for sheet in book.sheets}
    sheet_id = wanted.get("sheetId")
    if sheet_id in used:
        raise Refused(f"Sheet with id {sheet_id} already exists")
    if sheet_id is not None and sheet_id < 0:
        raise Refused(f"sheetId[{sheet_id}] must not be negative.")
    size = {"rowCount": 1000, "columnCount": 26, **wanted.get("gridProperties", {})}
    _check_grid(size)
    properties: Json = {
        "sheetId": book.new_id(used) if sheet_id is None else sheet_id,
        "title": wanted.get("title") or default_title(book),
        "sheetType": "GRID",
        "gridProperties": {key: part for key, part in size.items() if part},
    }
    properties.update({key: part for key, part in wanted.items() if key not in (*properties, "index") and part})
    _check_title(book, properties["title"], properties["sheetId"])
    return Sheet(properties)


def _check_grid(size: Json) -> None:
    if size.get("rowCount", 0) < 1 or size.get("columnCount", 0) < 1:
        raise Refused("A sheet must have at least one row and one column.")
    for noun, frozen, total in (
        ("rows", "frozenRowCount", "rowCount"),
        ("columns", "frozenColumnCount", "columnCount"),
    ):
        if not 0 <= size.get(frozen, 0) < size[total]:
            raise Refused(f"You can't freeze all visible {noun} on the sheet.")


def _check_title(book: Book, title: str, sheet_id: int) -> None:
    if not title.strip() or len(title) > 100:
        raise Refused("The sheet name must have between 1 and 100 characters.")
    if any(s.title.casefold() == title.casefold() and s.sheet_id != sheet_id for s in book.sheets):
        raise Refused(f'A sheet with the name "{title}" already exists. Please enter another name.')


def place(book: Book, sheet: Sheet, index: int | None) -> None:
    """Put a sheet among the tabs."""
    if index is not None and not 0 <= index <= len(book.sheets):
        raise Refused(f"index[{index}] is beyond the last sheet index.")
    book.sheets.insert(len(book.sheets) if index is None else index, sheet)


def shown_properties(book: Book, sheet: Sheet) -> Json:
    """SheetProperties as answered: with the index, which is the position of the tab."""
    first = {"sheetId": sheet.sheet_id, "title": sheet.title, "index": book.sheets.index(sheet)}
    return {**first, **{key: part for key, part in sheet.properties.items() if key not in first and part}}


def _add(book: Book, request: Json) -> Json:
    wanted = request.get("properties", {})
    sheet = new_sheet(book, wanted)
    place(book, sheet, wanted.get("index"))
    return {"properties": shown_properties(book, sheet)}


def _delete(book: Book, request: Json) -> None:
    sheet = _known(book, request.get("sheetId"))
    if all(other is sheet or other.properties.get("hidden") for other in book.sheets):
        raise Refused("You can't remove all the sheets in a document.")
    book.sheets.remove(sheet)
    book.named_ranges = [n for n in book.named_ranges if n.get("range", {}).get("sheetId") != sheet.sheet_id]


def _known(book: Book, sheet_id: int | None) -> Sheet:
    for sheet in book.sheets:
        if sheet.sheet_id == (sheet_id or 0):
            return sheet
    raise Refused(f"No sheet with id: {sheet_id or 0}")


def _duplicate(book: Book, request: Json) -> Json:
    source = _known(book, request.get("sourceSheetId"))
    title = request.get("newSheetName") or _copy_title(book, source.title)
    sheet = copied(book, source, {"sheetId": request.get("newSheetId"), "title": title})
    place(book, sheet, request.get("insertSheetIndex", 0))
    return {"properties": shown_properties(book, sheet)}


def _copy_title(book: Book, title: str) -> str:
    name, number = f"Copy of {title}", 1
    while any(sheet.title.casefold() == name.casefold() for sheet in book.sheets):
        number += 1
        name = f"Copy of {title} {number}"
    return name


def copied(book: Book, source: Sheet, changes: Json) -> Sheet:
    """A copy of a sheet for the given book, with new ids for everything on it."""
    wanted = {**source.properties, **changes}
    blank = new_sheet(book, {k: v for k, v in wanted.items() if k != "sheetId" or v is not None})
    sheet = source.copy()
    sheet.properties = blank.properties
    for name in _LISTS:
        setattr(sheet, name, [_moved_to(entry, source.sheet_id, sheet.sheet_id) for entry in getattr(sheet, name)])
    if sheet.basic_filter is not None:
        sheet.basic_filter = _moved_to(sheet.basic_filter, source.sheet_id, sheet.sheet_id)
    for name, key, everything in (
        ("protected_ranges", "protectedRangeId", [e for s in book.sheets for e in s.protected_ranges]),
        ("banded_ranges", "bandedRangeId", [e for s in book.sheets for e in s.banded_ranges]),
        ("metadata", "metadataId", book.all_metadata()),
        ("filter_views", "filterViewId", [e for s in book.sheets for e in s.filter_views]),
        ("charts", "chartId", [e for s in book.sheets for e in s.charts]),
    ):
        used, fresh = {entry[key] for entry in everything + getattr(sheet, name)}, []
        for entry in getattr(sheet, name):
            fresh.append({**entry, key: book.new_id(used)})
            used.add(fresh[-1][key])
        setattr(sheet, name, fresh)
    return sheet


def _moved_to(entry: Any, old: int, new: int) -> Any:
    """A nested message with every reference to the old sheet replaced."""
    if isinstance(entry, list):
        return [_moved_to(part, old, new) for part in entry]
    if not isinstance(entry, dict):
        return entry
    return {k: new if k == "sheetId" and v == old else _moved_to(v, old, new) for k, v in entry.items()}


def _update(book: Book, request: Json) -> None:
    wanted = request.get("properties", {})
    mask = update_mask(request.get("fields"), set(MESSAGES["SheetProperties"]))
    sheet = _known(book, wanted.get("sheetId"))
    if not mask:
        mask = {name: {} for name in wanted if name != "sheetId"}
    fixed = {"sheetId": sheet.sheet_id, "sheetType": "GRID"}
    old_grid = sheet.properties["gridProperties"]
    plain = {name: below for name, below in mask.items() if name != "index"}
    # an empty mask would mean everything
    sheet.properties = {**(merge(sheet.properties, wanted, plain) if plain else sheet.properties), **fixed}
    sheet.properties.setdefault("gridProperties", old_grid)
    sheet.properties.setdefault("title", "")
    if not sheet.properties.get("hidden"):
        sheet.properties.pop("hidden", None)
    elif all(other.properties.get("hidden") for other in book.sheets):
        raise Refused("You can't hide all the sheets in a document.")
    _check_title(book, sheet.title, sheet.sheet_id)
    _check_grid(sheet.properties["gridProperties"])
    sheet.set_grid()  # leaves out zeros
    _cut(sheet)
    if "index" in mask:
        index, now = wanted.get("index", 0), book.sheets.index(sheet)
        # the index counts the tabs as they are before the move
        book.sheets.remove(sheet)
        place(book, sheet, index - 1 if index > now else index)


def _cut(sheet: Sheet) -> None:
    """Drop what a smaller grid no longer holds."""
    rows, columns = sheet.size
    sheet.rows = [line[:columns] for line in sheet.rows[:rows]]
    sheet.row_properties, sheet.column_properties = sheet.row_properties[:rows], sheet.column_properties[:columns]


def _update_spreadsheet(book: Book, request: Json) -> None:
    mask = update_mask(request.get("fields"), set(MESSAGES["SpreadsheetProperties"]))
    changed = merge(book.properties, request.get("properties", {}), mask)
    if not all(changed.get(name) for name in ("title", "locale", "timeZone")):
        raise Refused("Title, locale and time zone must not be empty.")
    book.properties = changed


HANDLERS = {
    "addSheet": _add,
    "deleteSheet": _delete,
    "duplicateSheet": _duplicate,
    "updateSheetProperties": _update,
    "updateSpreadsheetProperties": _update_spreadsheet,
}
