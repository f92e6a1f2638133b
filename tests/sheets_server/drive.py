"""Drive v3 as far as gspread calls it: files and folders, permissions, comments, exports, the import of a CSV file."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from .book import Book
from .caller import Caller
from .comments import comments
from .errors import DriveError
from .exports import export
from .parse import type_into
from .permissions import file_of, missing, permissions
from .routes import Request
from .schema import parse_body
from .store import first_sheet, new_book

Json = dict[str, Any]
Answer = tuple[int, str, Any]
_SHEET = "application/vnd.google-apps.spreadsheet"
_FOLDER = "application/vnd.google-apps.folder"
_TEXT = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'"""
_TERM = re.compile(
    rf"\s*(?:({_TEXT})\s+in\s+parents|(\w+)\s*(=|!=|contains\b|in\b)\s*({_TEXT}|\w+))\s*(?:and\b|$)", re.DOTALL
)
_PAGE = 1000


def answer(caller: Caller, request: Request) -> Answer:
    """Status, content type and content (bytes or JSON) of a request below /drive or /upload."""
    if request.path.startswith("/upload/drive/v2/files/") and request.method == "PUT":
        return 200, "json", _import(caller, request, unquote(request.path.removeprefix("/upload/drive/v2/files/")))
    rest = re.fullmatch(r"/drive/v3/files(?:/([^/]+)(?:/(\w+)(?:/([^/]+))?)?)?", request.path)
    if rest is None:
        raise missing(request)
    file_id, part, number = (unquote(found) if found else "" for found in rest.groups())
    match request.method, part:
        case "GET", "" if not file_id:
            return 200, "json", _list(caller, request)
        case "POST", "" if not file_id:
            return 200, "json", _create(caller, request)
        case "GET", "" if file_id:
            return 200, "json", _file(file_of(caller, file_id), request.option("fields") or "")
        case "PATCH", "" if file_id:
            return 200, "json", _rename(caller, request, file_id)
        case "DELETE", "" if file_id:
            file_of(caller, file_id, "owner")
            caller.store.remove(file_id)
            return 204, "plain", b""
        case "POST", "copy":
            return 200, "json", _copy(caller, request, file_id)
        case "GET", "export":
            mime = request.option("mimeType") or ""
            return 200, mime, export(file_of(caller, file_id), mime)
        case _, "comments":
            return 200, "json", comments(caller, request, file_id)
        case _, "permissions":
            return permissions(caller, request, file_id, number)
    raise missing(request)


def _file(book: Book, fields: str = "") -> Json:
    found = {
        "kind": "drive#file",
        "id": book.spreadsheet_id,
        "name": book.properties["title"],
        "mimeType": _SHEET,
        "createdTime": book.created,
        "modifiedTime": book.modified,
        "parents": book.parents,
    }
    names = {name.strip() for name in fields.split(",")} - {""} or {"kind", "id", "name", "mimeType"}
    return found if "*" in names else {key: part for key, part in found.items() if key in names}


def _list(caller: Caller, request: Request) -> Json:
    terms = _terms(request.option("q") or "")
    books = [book for book in caller.books.values() if all(_matches(book, *term) for term in terms)]
    size, start = (_number(request.option(name)) for name in ("pageSize", "pageToken"))
    end = start + (min(size, _PAGE) or 100)
    inner = re.search(r"files\(([^)]*)\)", request.option("fields") or "")
    found: Json = {"kind": "drive#fileList", "incompleteSearch": False}
    found["files"] = [_file(book, inner[1] if inner else "") for book in books[start:end]]
    return found if end >= len(books) else {**found, "nextPageToken": str(end)}


def _number(text: str | None) -> int:
    if text and not re.fullmatch(r"\d{1,9}", text):
        raise DriveError(400, "Invalid Value", "invalid")
    return int(text or 0)


def _terms(query: str) -> list[tuple[str, str, str]]:
    """The terms of a search, all of which must hold: name, operator, text."""
    found = []
    while query.strip():
        term = _TERM.match(query)
        if term is None:
            raise DriveError(400, "Invalid Value", "invalid", "q")
        name, operator, text = ("parents", "in", term[1]) if term[1] else (term[2], term[3], term[4])
        found.append((name, operator, re.sub(r"\\(.)", r"\1", text[1:-1] if text[0] in "\"'" else text)))
        query = query[term.end() :]
    return found


def _matches(book: Book, name: str, operator: str, text: str) -> bool:
    match name:
        case "parents":
            return text in book.parents
        case "trashed":
            return (text == "false") == (operator == "=")
        case "name" | "mimeType":
            value = book.properties["title"] if name == "name" else _SHEET
            if operator == "contains":
                return text.casefold() in value.casefold()
            return (value == text) == (operator == "=")
    return False


def _create(caller: Caller, request: Request) -> Json:
    wanted = parse_body(request.body, "map")
    if wanted.get("mimeType") == _FOLDER:
        folder = caller.store.free_id()
        caller.store.folders.add(folder)
        return {"kind": "drive#file", "id": folder, "name": str(wanted.get("name") or "Untitled"), "mimeType": _FOLDER}
    if wanted.get("mimeType") != _SHEET:
        raise DriveError(501, "Only spreadsheets and folders can be created on this server.", "notImplemented")
    book = new_book(caller.store.free_id(), str(wanted.get("name") or "Untitled"), "en_US", "Etc/GMT")
    book.sheets.append(first_sheet("Sheet1"))
    _add(caller, book, wanted)
    return _file(book)


def _add(caller: Caller, book: Book, wanted: Json) -> None:
    """Add a spreadsheet in the folder that a request wants, if it wants one."""
    parents = wanted.get("parents") or []
    unknown = next((str(folder) for folder in parents if folder not in caller.store.folders), None)
    if unknown is not None:
        raise DriveError(404, f"File not found: {unknown}.", "notFound", "fileId")
    if not caller.may_create:
        text = "The user's Drive storage quota has been exceeded."
        raise DriveError(403, text, "storageQuotaExceeded")
    book.parents = list(parents) or book.parents
    caller.add(book)


def _rename(caller: Caller, request: Request, file_id: str) -> Json:
    wanted = parse_body(request.body, "map")
    file_of(caller, file_id, "writer")

    def work(book: Book) -> None:
        if wanted.get("name"):
            book.properties["title"] = str(wanted["name"])

    caller.store.edit(file_id, work)
    return _file(caller.store.get(file_id))


def _copy(caller: Caller, request: Request, file_id: str) -> Json:
    source, wanted = file_of(caller, file_id), parse_body(request.body, "map")
    book = source.copy()
    title = str(wanted.get("name") or f"Copy of {source.properties['title']}")
    fresh = new_book(caller.store.free_id(), title)
    book = replace(
        book,
        spreadsheet_id=fresh.spreadsheet_id,
        properties={**source.properties, "title": title},
        permissions=fresh.permissions,
        created=fresh.created,
        modified=fresh.modified,
        comments=[],
    )
    _add(caller, book, wanted)
    return _file(book)


def _import(caller: Caller, request: Request, file_id: str) -> Json:
    file_of(caller, file_id, "writer")
    rows = list(csv.reader(io.StringIO(request.body.decode("utf-8", "replace"), newline="")))

    def work(book: Book) -> None:
        sheet = first_sheet(book.sheets[0].title)
        sheet.set_grid(rowCount=max(1000, len(rows)), columnCount=max(26, max((len(row) for row in rows), default=0)))
        book.sheets, book.named_ranges = [sheet], []
        book.check()
        for row, line in enumerate(rows):
            for column, text in enumerate(line):
                sheet.put(row, column, type_into({}, text, book.locale))

    caller.store.edit(file_id, work)
    return {"kind": "drive#file", "id": file_id, "title": caller.store.get(file_id).properties["title"]}
