"""What typing a text into a cell stores (USER_ENTERED), by locale."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from .render import DATE_TYPES, EPOCH, language

Cell = dict[str, Any]
_NUMBER = {
    "de": re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d*)?(?:[eE][+-]?\d{1,3})?"),
    "en": re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?"),
}
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])[Mm])?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_TRUE = {"en": {"TRUE"}, "de": {"TRUE", "WAHR"}}
_FALSE = {"en": {"FALSE"}, "de": {"FALSE", "FALSCH"}}
_CURRENCY = re.compile(r"([+-]?)\s*([€$£])\s*(.+)|(.+?)\s*([€$£])")


def type_into(cell: Cell, text: str, locale: str, today: date | None = None) -> Cell:
    """The cell after a person typed the text; formats and notes stay."""
    form = cell.get("userEnteredFormat", {}).get("numberFormat", {})
    if form.get("type") == "TEXT":
        return with_value(cell, {"stringValue": text.removeprefix("'")} if text else None)
    value, found = parse_entry(text, locale, today)
    typed = with_value(cell, value)
    if found and not (form.get("type") in DATE_TYPES and found["type"] in DATE_TYPES):
        typed["userEnteredFormat"] = {**typed.get("userEnteredFormat", {}), "numberFormat": found}
    return typed


def with_value(cell: Cell, value: dict[str, Any] | None) -> Cell:
    """The cell with another entered value; a set formula result goes with the formula."""
    kept = {key: part for key, part in cell.items() if key not in ("userEnteredValue", "effectiveValue")}
    return {"userEnteredValue": value, **kept} if value else kept


def parse_entry(
    text: str, locale: str, today: date | None = None
) -> tuple[dict[str, Any] | None, dict[str, str] | None]:
    """The stored value and the number format that typing the text brings along."""
    if not text:
        return None, None
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    lang, bare = language(locale), text.strip()
    if bare.upper() in _TRUE[lang]:
        return {"boolValue": True}, None
    if bare.upper() in _FALSE[lang]:
        return {"boolValue": False}, None
    # in German "1.5" is the first of May and "1.500" a number, so numbers are tried first
    for attempt in (_parse_number, _parse_money):
        number, form = attempt(bare, lang)
        if number is not None:
            return {"numberValue": number}, form
    serial, form = _parse_moment(bare, lang, today or datetime.now(UTC).date())
    if serial is not None:
        return {"numberValue": serial}, form
    if text.startswith("+") and len(text) > 1:
        return {"formulaValue": f"={text}"}, None
    return {"stringValue": text}, None


def serial_of(day: date) -> int:
    """Days since 1899-12-30."""
    return (day - EPOCH.date()).days


def _parse_number(text: str, lang: str) -> tuple[int | float | None, dict[str, str] | None]:
    percent = text.endswith("%")
    digits = text[:-1].rstrip() if percent else text
    if not _NUMBER[lang].fullmatch(digits) or not re.search(r"\d", digits.split("e")[0].split("E")[0]):
        return None, None
    mark = "," if lang == "de" else "."
    group = "." if lang == "de" else ","
    number = float(digits.replace(group, "").replace(mark, "."))
    if number in (float("inf"), float("-inf")):
        return None, None
    if percent:
        return _tidy(number / 100), {"type": "PERCENT", "pattern": "0.00%" if mark in digits else "0%"}
    form = None
    if "e" in digits.lower():
        form = {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    elif group in digits:
        form = {"type": "NUMBER", "pattern": "#,##0.00" if mark in digits else "#,##0"}
    return _tidy(number), form


def _parse_money(text: str, lang: str) -> tuple[int | float | None, dict[str, str] | None]:
    match = _CURRENCY.fullmatch(text)
    if match is None:
        return None, None
    sign, before, first, second, after = match.groups()
    number, form = _parse_number(f"{sign or ''}{first or second}", lang)
    if number is None or (form and form["type"] != "NUMBER"):
        return None, None
    pattern = f'"{before}"#,##0.00' if before else f'#,##0.00 "{after}"'
    return number, {"type": "CURRENCY", "pattern": pattern}


def _parse_moment(text: str, lang: str, today: date) -> tuple[int | float | None, dict[str, str] | None]:
    day_text, _, time_text = text.partition(" ")
    if ":" in day_text:
        day_text, time_text = "", text
    elif "T" in day_text:
        day_text, _, time_text = day_text.partition("T")
    days = _parse_date(day_text, lang, today) if day_text else None
    seconds = _parse_time(time_text.strip()) if time_text else None
    if (day_text and days is None) or (time_text and seconds is None):
        return None, None
    if days is not None and seconds is not None:
        return _tidy(days + seconds / 86400), {"type": "DATE_TIME"}
    if days is not None:
        return days, {"type": "DATE"}
    return (None, None) if seconds is None else (_tidy(seconds / 86400), {"type": "TIME"})


def _parse_date(text: str, lang: str, today: date) -> int | None:
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _LOCAL.fullmatch(text):
        first, mark, second, tail = match.groups()
        if mark == "." and lang == "en":
            return None
        day, month = (int(first), int(second)) if lang == "de" else (int(second), int(first))
        year = today.year if tail is None else int(tail)
        if tail and len(tail) == 2:
            year += 2000 if year < 50 else 1900
    else:
        return None
    try:
        return serial_of(date(year, month, day))
    except ValueError:
        return None


def _parse_time(text: str) -> int | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    return hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 and second < 60 else None


def _tidy(number: float) -> int | float:
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
