"""Who makes a change, under which answers to open questions, and what they may not touch."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import a1
from .errors import Refused
from .switches import Switches
from .validation import broken

if TYPE_CHECKING:
    from .book import Book, Sheet

Json = dict[str, Any]
_PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if "
    "you need to edit."
)


@dataclass(frozen=True)
class Rules:
    """The rules of one change.

    `account` is the e-mail address of a service account; None is a caller with any other token, an editor whom every
    protection lists. `owner` is a person at the sheet or an account that owns it. `names` are the names of named
    ranges before the previous change and at the start of this one, if names are checked late.
    """

    switches: Switches = field(default_factory=Switches)
    account: str | None = None
    owner: bool = False
    names: tuple[frozenset[str], frozenset[str]] | None = None

    def may_write(self, protection: Json) -> bool:
        """True if the protected cells may be written."""
        if self.owner or protection.get("warningOnly"):
            return True
        return self.switches.editors_write_protected and self._is_listed(protection)

    def check_manages(self, protection: Json) -> None:
        """Refuse a change of the protected range itself."""
        listed = protection.get("warningOnly") or self._is_listed(protection)
        if not self.owner and not (self.switches.editors_manage_protections and listed):
            raise Refused(_PROTECTED)

    def _is_listed(self, protection: Json) -> bool:
        return self.account is None or self.account in protection.get("editors", {}).get("users", [])

    def with_editor(self, protection: Json) -> Json:
        """A new protected range: whoever makes it may always edit it."""
        if self.account is None or protection.get("warningOnly") or self._is_listed(protection):
            return protection
        editors = protection.get("editors", {})
        return {**protection, "editors": {**editors, "users": [*editors.get("users", []), self.account]}}

    def taken_names(self, names: set[str]) -> set[str]:
        """The names that a new named range must not have, from the names there are now."""
        if self.names is None:
            return names
        earlier, start = self.names
        return (names - start) | earlier


class Guard:
    """Remembers protected and validated cells before a change and refuses what the caller may not do to them."""

    def __init__(self, book: Book) -> None:
        self._guarded = [
            (sheet.sheet_id, entry["protectedRangeId"], _content(sheet, entry))
            for sheet in book.sheets
            for entry in sheet.protected_ranges
            if not book.rules.may_write(entry)
        ]
        self._strict = book.rules.switches.strict_validation_binds and not book.rules.owner
        # values are never changed in place: a value that is not among these has been written since
        self._known = {id(value): value for value in _values(book)} if self._strict else {}

    def check(self, book: Book) -> None:
        """Compare with the state after the change; raises Refused."""
        for sheet_id, number, content in self._guarded:
            sheet = next((sheet for sheet in book.sheets if sheet.sheet_id == sheet_id), None)
            if sheet is None:
                raise Refused(_PROTECTED)
            entry = next((entry for entry in sheet.protected_ranges if entry["protectedRangeId"] == number), None)
            if entry is not None and _content(sheet, entry) != content:
                raise Refused(_PROTECTED)
        for sheet in book.sheets if self._strict else []:
            _check_strict(book, sheet, self._known)


def _values(book: Book) -> list[Json]:
    cells = [cell for sheet in book.sheets for line in sheet.rows for cell in line]
    return [cell["userEnteredValue"] for cell in cells if "userEnteredValue" in cell]


def _check_strict(book: Book, sheet: Sheet, known: dict[int, Json]) -> None:
    for row, line in enumerate(sheet.rows):
        for column, cell in enumerate(line):
            rule = cell.get("dataValidation", {})
            if rule.get("strict") and id(cell.get("userEnteredValue")) not in known and broken(book, cell, rule):
                place = f"{a1.column_letter(column)}{row + 1}"
                raise Refused(
                    f"The data you entered in cell {place} violates the data validation rules set on this cell."
                )


def _content(sheet: Sheet, protection: Json) -> Any:
    box = a1.area_of(protection.get("range", {})).within(*sheet.size)
    holes = [a1.area_of(part).within(*sheet.size) for part in protection.get("unprotectedRanges", [])]
    cells = [
        (row - box.top, column - box.left, cell)
        for row, line in enumerate(sheet.rows[box.top : box.bottom], box.top)
        for column, cell in enumerate(line[box.left : box.right], box.left)
        if cell and not any(row in hole.rows() and column in hole.columns() for hole in holes)
    ]
    return box.bottom - box.top, box.right - box.left, cells
