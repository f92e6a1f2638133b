"""What a cell shows: effective and formatted values."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime, timedelta
from typing import Any

EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
DATE_TYPES = {"DATE", "TIME", "DATE_TIME"}
_DEFAULT_PATTERNS = {
    "de": {"DATE": "dd.mm.yyyy", "TIME": "hh:mm:ss", "DATE_TIME": "dd.mm.yyyy hh:mm:ss"},
    "en": {"DATE": "m/d/yyyy", "TIME": "h:mm:ss am/pm", "DATE_TIME": "m/d/yyyy h:mm:ss"},
}
_NUMBER_PATTERNS = {"NUMBER": "#,##0.00", "PERCENT": "0.00%", "CURRENCY": '#,##0.00 "€"', "SCIENTIFIC": "0.00E+00"}
_DATE_TOKEN = re.compile(r'y+|m+|d+|h+|s+|am/pm|a/p|"[^"]*"|\\.|\[h+\]|.', re.IGNORECASE)
_CONSTANT = re.compile(r"[0-9+\-*/(). ]{1,200}")
_MONTHS = {
    "de": "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
_DAYS = {
    "de": "Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag,Sonntag",
    "en": "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
}
_ERROR_TEXT = {"DIVIDE_BY_ZERO": "#DIV/0!", "REF": "#REF!", "N_A": "#N/A", "VALUE": "#VALUE!", "NAME": "#NAME?"}


def language(locale: str) -> str:
    """The two languages this server formats for."""
    return "de" if locale.startswith("de") else "en"


def effective_value(cell: dict[str, Any]) -> dict[str, Any]:
    """The value behind a formula; formulas are constants or have a result that somebody has set."""
    entered = cell.get("userEnteredValue") or {}
    if "formulaValue" not in entered:
        return entered
    return cell.get("effectiveValue") or _constant(entered["formulaValue"][1:].strip())


def plain_value(value: dict[str, Any]) -> Any:
    """An ExtendedValue as a JSON value; blank is an empty string, a whole number is an int."""
    for kind, found in value.items():
        if kind == "errorValue":
            return _ERROR_TEXT.get(found.get("type", ""), "#ERROR!")
        if kind == "numberValue" and isinstance(found, float) and found.is_integer() and abs(found) < 1e15:
            return int(found)
        return found
    return ""


def formatted_value(cell: dict[str, Any], locale: str) -> str:
    """The text a person sees."""
    value = plain_value(effective_value(cell))
    if isinstance(value, bool):
        return {"de": ("FALSCH", "WAHR")}.get(language(locale), ("FALSE", "TRUE"))[value]
    if not isinstance(value, int | float):
        return str(value)
    form = cell.get("userEnteredFormat", {}).get("numberFormat", {})
    return format_number(value, form.get("type", ""), form.get("pattern", ""), locale)


def format_number(value: float, kind: str, pattern: str, locale: str) -> str:
    """A number in a number format."""
    if kind in DATE_TYPES:
        return _format_date(value, pattern or _DEFAULT_PATTERNS[language(locale)][kind], locale)
    pattern = pattern or _NUMBER_PATTERNS.get(kind, "")
    core = re.search(r"[#0?][#0?,]*(?:\.[#0?]+)?", pattern)
    if kind == "TEXT" or core is None:
        text = str(value) if isinstance(value, int) else f"{value:.10g}".replace("e", "E")
        return text.replace(".", ",") if language(locale) == "de" else text
    if "E+" in pattern:
        return _localised(f"{value:.2E}", locale)
    whole, _, decimals = core.group().partition(".")
    number = value * 100 if "%" in pattern else value
    text = f"{abs(number):{',' if ',' in whole else ''}.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    text = _localised(text.rstrip(".") if decimals else text, locale)
    before, after = (re.sub(r'["\\]', "", part) for part in (pattern[: core.start()], pattern[core.end() :]))
    return f"{'-' if number < 0 else ''}{before}{text}{after}"


def _localised(text: str, locale: str) -> str:
    return text.translate(str.maketrans(".,", ",.")) if language(locale) == "de" else text


def _format_date(serial: float, pattern: str, locale: str) -> str:
    try:
        moment = EPOCH + timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return str(serial)
    tokens = _DATE_TOKEN.findall(pattern)
    half_day = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    lang, text, after_hour = language(locale), "", False
    for index, token in enumerate(tokens):
        low = token.lower()
        ahead = next((t.lower() for t in tokens[index + 1 :] if t[0].lower() in "ymdhs"), "")
        if low[0] == "y":
            text += f"{moment.year:04d}" if len(low) > 2 else f"{moment.year % 100:02d}"
        elif low[0] == "m" and len(low) < 3 and (after_hour or ahead.startswith("s")):
            text += str(moment.minute).zfill(len(low))
        elif low[0] == "m":
            name = _MONTHS[lang].split(",")[moment.month - 1]
            text += str(moment.month).zfill(len(low)) if len(low) < 3 else name[:3] if len(low) == 3 else name
        elif low[0] == "d":
            name = _DAYS[lang].split(",")[moment.weekday()]
            short = name[:2] if lang == "de" else name[:3]
            text += str(moment.day).zfill(len(low)) if len(low) < 3 else short if len(low) == 3 else name
        elif low[0] == "h":
            text += str((moment.hour - 1) % 12 + 1 if half_day else moment.hour).zfill(len(low))
        elif low[0] == "s":
            text += str(moment.second).zfill(len(low))
        elif low in ("am/pm", "a/p"):
            text += "AM" if moment.hour < 12 else "PM"
        else:
            text += token.strip('"').lstrip("\\")
        if low[0].isalpha():
            after_hour = low[0] == "h"
    return text


def _constant(formula: str) -> dict[str, Any]:
    if formula.upper() in ("TRUE", "FALSE", "TRUE()", "FALSE()"):
        return {"boolValue": formula.upper().startswith("TRUE")}
    if re.fullmatch(r'"[^"]*"', formula):
        return {"stringValue": formula[1:-1]}
    # digits and + - * / only: nothing here can take long or reach a name
    if _CONSTANT.fullmatch(formula) and "**" not in formula and "//" not in formula:
        try:
            return {"numberValue": _number(ast.parse(formula, mode="eval").body)}
        except ZeroDivisionError:
            message = "Function DIVIDE parameter 2 cannot be zero."
            return {"errorValue": {"type": "DIVIDE_BY_ZERO", "message": message}}
        except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
            pass
    return {"stringValue": ""}


def _number(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.UnaryOp(op=op, operand=operand):
            return -_number(operand) if isinstance(op, ast.USub) else _number(operand)
        case ast.BinOp(left=left, op=op, right=right):
            first, second = _number(left), _number(right)
            if isinstance(op, ast.Add):
                return first + second
            if isinstance(op, ast.Sub):
                return first - second
            return first * second if isinstance(op, ast.Mult) else first / second
    raise ValueError("not a constant")
