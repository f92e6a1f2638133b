"""The spreadsheets as plain HTML, for a human who wants to look."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from .a1 import column_letter
from .book import Book, Sheet

STYLE = (
    "body{font:14px sans-serif;margin:1rem}table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:2px 6px;text-align:left;vertical-align:top;white-space:pre-wrap}"
    "th{background:#eee;font-weight:normal}tr.frozen td{font-weight:bold}"
)


def document(title: str, body: str, head: str) -> str:
    """An HTML page."""
    begin = '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    return f"{begin}<title>{escape(title)}</title>{head}</head><body>{body}</body></html>"


def page(books: Iterable[Book], title: str = "Sheets server") -> str:
    """One page with every sheet of the given spreadsheets."""
    parts = []
    for book in books:
        link = f"/view/{quote(book.spreadsheet_id, safe='')}"
        parts.append(f'<h1><a href="{link}">{escape(book.properties["title"])}</a></h1>')
        parts.append(f"<p>{escape(book.spreadsheet_id)}, {escape(book.locale)}</p>")
        parts.extend(table(sheet, book.locale) for sheet in book.sheets)
    return document(title, "".join(parts), f"<style>{STYLE}</style>")


def table(sheet: Sheet, locale: str) -> str:
    """A tab with its letters, numbers, and what is protected."""
    lines, columns = sheet.values(locale=locale), max(sheet.extent()[1], 1)
    frozen = sheet.properties["gridProperties"].get("frozenRowCount", 0)
    hidden = " (hidden)" if sheet.properties.get("hidden") else ""
    parts = [f'<h2 id="gid={sheet.sheet_id}">{escape(sheet.title)}{hidden}</h2><table><tr><th></th>']
    parts.extend(f"<th>{column_letter(column)}</th>" for column in range(columns))
    parts.append("</tr>")
    for row, line in enumerate([*lines, []], 1):
        shown = "".join(f"<td>{escape(line[c]) if c < len(line) else ''}</td>" for c in range(columns))
        parts.append(f"<tr{' class=frozen' if row <= frozen else ''}><th>{row}</th>{shown}</tr>")
    notes = [f"{p.get('description', '')} ({p['protectedRangeId']})" for p in sheet.protected_ranges]
    listed = f"<p>Protected: {escape(', '.join(notes))}</p>" if notes else ""
    return "".join(parts) + f"</table>{listed}"
