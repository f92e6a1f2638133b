"""Whether a value breaks a data validation rule. Conditions this server does not know are never broken."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any

from .errors import Refused
from .render import DATE_TYPES, effective_value, formatted_value, plain_value

if TYPE_CHECKING:
    from .book import Book, Cell

Json = dict[str, Any]
_COMPARED = {
    "NUMBER_GREATER": operator.gt,
    "NUMBER_GREATER_THAN_EQ": operator.ge,
    "NUMBER_LESS": operator.lt,
    "NUMBER_LESS_THAN_EQ": operator.le,
    "NUMBER_EQ": operator.eq,
    "NUMBER_NOT_EQ": operator.ne,
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def broken(book: Book, cell: Cell, rule: Json) -> bool:
    """True if the cell has a value that the rule does not allow; a blank cell breaks none."""
    value = plain_value(effective_value(cell))
    if value == "":
        return False
    condition = rule.get("condition", {})
    kind, given = condition.get("type"), [entry.get("userEnteredValue", "") for entry in condition.get("values", [])]
    shown = formatted_value(cell, book.locale)
    if kind == "ONE_OF_LIST":
        return shown not in given
    if kind == "ONE_OF_RANGE":
        return bool(given) and shown not in _shown_in(book, given[0])
    if kind == "BOOLEAN":
        return shown not in given if given else not isinstance(value, bool)
    if kind in _COMPARED:
        number, limit = _number(value), _number(given[0] if given else "")
        return limit is not None and (number is None or not _COMPARED[kind](number, limit))
    if kind == "NUMBER_BETWEEN":
        number, ends = _number(value), [_number(end) for end in given]
        return number is None or not (len(ends) == 2 and None not in ends and ends[0] <= number <= ends[1])
    if kind == "TEXT_IS_EMAIL":
        return _EMAIL.fullmatch(shown) is None
    if kind == "TEXT_CONTAINS":
        return bool(given) and given[0] not in shown
    if kind == "DATE_IS_VALID":
        return cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type") not in DATE_TYPES
    return False


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _shown_in(book: Book, formula: str) -> set[str]:
    try:
        sheet, area = book.resolve(formula.removeprefix("="))
    except Refused:
        return set()
    return {text for line in sheet.values(area, book.locale) for text in line}
