"""Trials of what others do in the very moment of a read or a save, as far as a second connection can play them."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from services.storage.sheets.findings import Finding
from services.storage.sheets.http import Rejected
from services.storage.sheets.scratch import COPIES, COPIES_ID, FIELDS, SCRATCH, Scratch, at_once, put
from services.storage.sheets.sentences import holding
from services.storage.sheets.typed import rows_of, text_in

Json = dict[str, Any]

RACES: Final = 4  # reads beside a save, and pairs of rows put in
CROWDED: Final = 40  # the row of the second tab, from 0, below which rows are put in


def try_races(tab: Scratch) -> Iterator[Finding]:
    """Read while two places are written, and put a row in where somebody else does so, too."""
    yield _one_moment(tab)
    yield _crowded(tab)


def _one_moment(tab: Scratch) -> Finding:
    """Read a cell of each tab while a save writes both."""
    writer, reader = tab.others()
    wanted: dict[str, str | list[str]] = {"ranges": [f"'{SCRATCH}'!B1", f"'{COPIES}'!A1"], "fields": FIELDS}
    seen = []
    for race in range(RACES):
        tab.make_room("write", "read")
        both = [put(0, f"moment {race}", column=1), put(0, f"moment {race}", sheet=COPIES_ID)]
        read, written = at_once(partial(reader.read, wanted), partial(writer.write, both))
        written.result()
        seen.append([_texts(one) for one in read.result()["sheets"]])
    return holding("P6", holds=all(one == other for one, other in seen))


def _crowded(tab: Scratch) -> Finding:
    """Put rows in at the same place from two sides: each has to stand there, and what stood above and below."""
    tab.write(put(CROWDED, "above", sheet=COPIES_ID), put(CROWDED + 1, "below", sheet=COPIES_ID))
    sides = tab.others()
    span = {"sheetId": COPIES_ID, "dimension": "ROWS", "startIndex": CROWDED + 1, "endIndex": CROWDED + 2}
    row = {"insertDimension": {"range": span, "inheritFromBefore": False}}
    new = [f"row {number}" for number in range(2 * RACES)]
    for pair in zip(new[::2], new[1::2], strict=True):
        tab.make_room("write", "write")
        saves = zip(sides, pair, strict=True)
        sent = at_once(*(partial(side.write, [row, put(CROWDED + 1, text, sheet=COPIES_ID)]) for side, text in saves))
        try:
            for one in sent:
                one.result()
        except Rejected:
            return holding("P22", holds=False)
    found = [text_in(line[0]) for line in tab.beside(f"A{CROWDED + 1}:A{CROWDED + 2 + len(new)}") if line]
    return holding("P22", holds=[found[0], *sorted(found[1:-1]), found[-1]] == ["above", *new, "below"])


def _texts(sheet: Json) -> list[str]:
    return [text_in(cell) for grid in sheet.get("data", []) for line in rows_of(grid) for cell in line]
