"""How a value is spelled as text, the same everywhere it is kept: cells, the journal, what volunteers changed."""

from datetime import date, datetime, time
from decimal import Decimal


def text_of(value: object) -> str:
    """Spell one value: days as 2026-09-03, times as 14:30, yes and no as ja/nein, lists with semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return "; ".join(text_of(part) for part in value)
    return str(value)
