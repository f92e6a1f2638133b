"""Trials of what a save does to cells: where it writes, what it copies, and what people at the sheet may have set."""

from collections.abc import Iterator
from itertools import product
from typing import Any, Final

from services.storage.sheets.findings import Finding, Verdict
from services.storage.sheets.http import Rejected
from services.storage.sheets.scratch import COPIES, COPIES_ID, LAST_ROW, SCRATCH_ID, Scratch, area_of, lines_in, put
from services.storage.sheets.sentences import holding, probed
from services.storage.sheets.typed import cell_at, text_in, value_of

Json = dict[str, Any]

DIGITS: Final = "007"
FILTERED: Final = 10  # rows of the second tab, from 0: the header of the filter,
RULED: Final = 20  # the cell with a list,
TYPED: Final = 30  # and the cell that is written as if somebody typed
DECIMAL: Final = "1,5"


def try_cells(tab: Scratch) -> Iterator[Finding]:
    """Put a row between two others, see what the answer shows, and copy a cell before it is changed."""
    span = {"sheetId": SCRATCH_ID, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    row = {"insertDimension": {"range": span, "inheritFromBefore": False}}
    reply = tab.write(row, put(1, "new"), show=True)
    tab.moved_down()
    wanted = [tab.run, "new", "two", "three"]
    yield holding("P7", holds=tab.read()[0][:4] == wanted)
    yield holding("P13", holds=lines_in(reply.get("updatedSpreadsheet", {}))[:4] == wanted)
    yield _copied(tab)


def _copied(tab: Scratch) -> Finding:
    """Copy a cell to the other tab and change it in the same save, as `images.py` does; digits must stay text."""
    tab.write(put(LAST_ROW, DIGITS))
    place = area_of(0, sheet=COPIES_ID, columns=(1, 2))
    copy = {"source": area_of(LAST_ROW), "destination": place, "pasteType": "PASTE_VALUES"}
    try:
        tab.write({"copyPaste": copy}, put(LAST_ROW, "changed"))
    except Rejected:
        return probed("P18", Verdict.WARNING)
    found = [value_of(cell) for row in tab.beside("B1") for cell in row]
    return holding("P18", holds=found == [{"stringValue": DIGITS}])


def try_hands(tab: Scratch) -> Iterator[Finding]:
    """Meet what people do at the sheet: filter rows, set a strict list, type a number."""
    yield _filtered(tab)
    yield _ruled(tab)
    yield _typed(tab)


def _filtered(tab: Scratch) -> Finding:
    """Write beside what hides a row, then look at it and at the row below."""
    rows = [put(FILTERED + down, text, sheet=COPIES_ID) for down, text in enumerate(("header", "hidden", "shown"))]
    area = area_of(FILTERED, rows=3, sheet=COPIES_ID, columns=(0, 2))
    hiding = {"filter": {"range": area, "criteria": {"0": {"hiddenValues": ["hidden"]}}}}
    tab.write(*rows, {"setBasicFilter": hiding})
    tab.write(put(FILTERED + 1, "written", sheet=COPIES_ID, column=1))
    cells = tab.beside(f"A{FILTERED + 2}:B{FILTERED + 3}")
    tab.write({"clearBasicFilter": {"sheetId": COPIES_ID}})
    found = [text_in(cell_at(cells, row, column)) for row, column in product((0, 1), repeat=2)]
    return holding("P14", holds=found == ["hidden", "written", "shown", ""])


def _ruled(tab: Scratch) -> Finding:
    """Write what a strict list does not hold."""
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "on the list"}]}
    rule = {"range": area_of(RULED, sheet=COPIES_ID), "rule": {"condition": condition, "strict": True}}
    tab.write({"setDataValidation": rule})
    return holding("P8", holds=not tab.is_refused(put(RULED, "not on it", sheet=COPIES_ID)))


def _typed(tab: Scratch) -> Finding:
    """Have a number with a comma read as if somebody typed it."""
    place = f"A{TYPED + 1}"
    tab.client.type_in(f"'{COPIES}'!{place}", DECIMAL)
    cell = cell_at(tab.beside(place), 0, 0)
    return holding("P20", holds=value_of(cell) == {"numberValue": 1.5} and cell.get("formattedValue") == DECIMAL)
