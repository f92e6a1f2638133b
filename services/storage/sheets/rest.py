"""The rest: what people keep in the spreadsheet beside the entries, as text, for the backup."""

from typing import Any, cast

from services.model.workbook import Rest, Workbook
from services.storage.sheets.places import Origin, Tab
from services.storage.sheets.preparing import COPY
from services.storage.sheets.token import SYSTEM
from services.storage.sheets.typed import Row, rows_of, text_in

Json = dict[str, Any]


def tabs_to_read(reply: Json) -> tuple[str, ...]:
    """Name the tabs with cells, the app's and people's own, of a read of all tabs' properties."""
    properties = (sheet["properties"] for sheet in reply["sheets"])
    return tuple(
        one["title"]
        for one in properties
        if one.get("sheetType", "GRID") == "GRID" and not one["title"].startswith(COPY)
    )


def sizes_in(reply: Json) -> dict[str, int]:
    """Count the cells of every tab of a read of all tabs' properties, blank cells too; a tab that is a chart has 0."""
    grids = {sheet["properties"]["title"]: sheet["properties"].get("gridProperties", {}) for sheet in reply["sheets"]}
    return {title: grid.get("rowCount", 0) * grid.get("columnCount", 0) for title, grid in grids.items()}


def rest_in(reply: Json, workbook: Workbook) -> tuple[Rest, ...]:
    """Give the rows that say more than the entries read from them; of people's own tabs all rows."""
    tabs = {kind.tab: tab for kind, tab in cast("Origin", workbook.origin).tabs.items()}
    sheets = {sheet["properties"]["title"]: sheet for sheet in reply["sheets"]}
    read = {title: rows_of(next(iter(one.get("data", [])), {})) for title, one in sheets.items() if title != SYSTEM}
    found = (Rest(title, _beside(rows, tabs.get(title))) for title, rows in read.items())
    return tuple(one for one in found if one.rows)


def _beside(rows: list[Row], tab: Tab | None) -> tuple[tuple[str, ...], ...]:
    """Give rows as they are shown, their number first; of a tab of the app's with the header, if there are any."""
    texts = [tuple(map(_shown, row)) for row in rows]
    kept = [index for index, row in enumerate(texts) if any(row) and (tab is None or _says_more(index, row, tab))]
    if kept and tab is not None:
        kept = [0, *kept]
    width = max((len(texts[index]) for index in kept), default=0)
    return tuple((str(index + 1), *texts[index], *[""] * (width - len(texts[index]))) for index in kept)


def _says_more(index: int, row: tuple[str, ...], tab: Tab) -> bool:
    """Say whether a row below the header is no entry, or has something in a column of people's own."""
    own = (text for column, text in enumerate(row) if column not in tab.columns.values())
    return index > 0 and (index not in tab.rows.values() or any(own))


def _shown(cell: Json) -> str:
    """Give a day or a number as the sheet shows it, everything else as it was entered."""
    shown = "numberValue" in cell.get("userEnteredValue", {}) and cell.get("formattedValue")
    return str(shown or text_in(cell)).strip()
