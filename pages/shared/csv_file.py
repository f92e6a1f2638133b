"""Tables to take along: a CSV file that a German Excel opens with a double click."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from pages.shared.language import shown

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Write rows (one mapping of column title to value a row): semicolons, byte order mark, nothing as a formula."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(rows[0] if rows else ())
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    spelled = "" if value in (None, "") else shown(value)
    # Excel takes such a beginning for a formula, but leaves a number in international spelling alone.
    number = spelled.startswith("+") and spelled[1:].replace(" ", "").isdigit()
    return f"'{spelled}" if spelled.startswith(_FORMULA) and not number else spelled
