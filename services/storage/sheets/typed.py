"""Typed cells: what Google keeps in a cell (text, number, tick) as text, and a record's values as typed cells."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from services.model.record import Kept
from services.model.spelling import text_of

Json = dict[str, Any]
Row = list[Json]

EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - wall-clock time, as in the sheet
SECONDS: Final = 86_400
LAST_DAY: Final = 2_958_465  # 31.12.9999
PHONES: Final = ("phone", "fax")  # what the fields for phone numbers are called
WITH_COUNTRY_CODE: Final = 11  # digits from which a number that begins with 49 has its country code


def text_in(cell: Json, kept: Kept | None = None) -> str:
    """Give the text of a cell; `kept` says what a number in this column means."""
    value = cell.get("userEnteredValue")
    if not value:
        return ""
    if "numberValue" in value:
        return _spelled(value["numberValue"], kept)
    if "boolValue" in value:
        return text_of(bool(value["boolValue"]))
    return str(value.get("stringValue", value.get("formulaValue", "")))


def rows_of(grid: Json) -> list[Row]:
    """Give the rows of a reply's grid; blank rows at the end are not there."""
    return [row.get("values", []) for row in grid.get("rowData", [])]


def plain_header(header: str) -> str:
    """Give a header as it is compared: whatever its spaces and capitals."""
    return " ".join(header.split()).casefold()


def number_in(cell: Json) -> str:
    """Give the number in a cell; behind it may stand a caption."""
    return next(iter(text_in(cell).split()), "")


def cell_in(row: Row, column: int) -> Json:
    """Give the cell of a row in a column, a blank one beyond its end."""
    return row[column] if column < len(row) else {}


def cell_at(cells: list[Row], row: int, column: int) -> Json:
    """Give the cell at a place, a blank one outside of what was read."""
    return cell_in(cells[row], column) if row < len(cells) else {}


def value_of(cell: Json) -> Json:
    """Give what was entered in a cell, {} for a blank one."""
    found: Json = cell.get("userEnteredValue") or {}
    return found


def entered(value: Json) -> Json:
    """Give the cell in which this was entered, a blank one for {}."""
    return {"userEnteredValue": value} if value else {}


def same_cells(some: Row, others: Row, *, but: int | None = None) -> bool:
    """Say whether two rows hold the same, but for one column."""
    wide = max(len(some), len(others))
    return all(value_of(cell_in(some, at)) == value_of(cell_in(others, at)) for at in range(wide) if at != but)


def _spelled(number: float, kept: Kept | None) -> str:
    if kept and not kept.many and issubclass(kept.kind, date | time) and 0 <= number < LAST_DAY:
        return _moment(EPOCH + timedelta(seconds=round(number * SECONDS)), kept.kind)
    text = f"{number:.10f}".rstrip("0").rstrip(".")  # 12 and not 12.0, 0.3 and not 0.30000000000000004
    return _dialled(text) if kept and kept.name.endswith(PHONES) and text.isdecimal() else text


def _moment(moment: datetime, kind: type) -> str:
    if kind is datetime:
        return text_of(moment)
    return text_of(moment.date()) if kind is date else f"{moment:%H:%M:%S}"


def _dialled(digits: str) -> str:
    """Give a phone number typed into a cell that was no text back what Google took away: the plus or the first 0."""
    abroad = digits.startswith("49") and len(digits) >= WITH_COUNTRY_CODE
    return f"+{digits}" if abroad else f"0{digits}"


def cell_of(value: object, caption: str = "") -> Json:
    """Give the typed cell of a value: text stays text and never becomes a formula; `caption` goes behind a number."""
    if isinstance(value, datetime | date | time):
        serial = _serial(value)
        # Before 1900 the sheet knows no days.
        return _entered("numberValue", serial) if serial >= 0 else _entered("stringValue", text_of(value))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _entered("numberValue", int(value) if value == int(value) else float(value))
    text = f"{text_of(value)} {caption}".strip() if value else text_of(value)
    return _entered("stringValue", text) if text else {}


def _entered(kind: str, value: object) -> Json:
    return {"userEnteredValue": {kind: value}}


def _serial(value: date | time) -> float:
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / SECONDS
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    passed = moment - EPOCH
    return passed.days if not passed.seconds else passed.days + passed.seconds / SECONDS
