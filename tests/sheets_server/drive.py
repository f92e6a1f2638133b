"""Drive v3 as far as gspread calls it: files, permissions, exports and the import of a CSV file."""

from __future__ import annotations

import csv
import io
import re
import secrets
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from .accounts import shared
from .book import Book
from .caller import Caller
from .errors import DriveError
from .parse import type_into
from .routes import Request
from .schema import parse_body
from .store import first_sheet, new_book

Json = dict[str, Any]
Answer = tuple[int, str, Any]
_SHEET = "application/vnd.google-apps.spreadsheet"
_SEPARATORS = {"text/csv": ",", "text/tab-separated-values": "\t"}
_ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")
_TYPES = ("user", "group", "domain", "anyone")
_PAGE = 1000


def answer(caller: Caller, request: Request) -> Answer:
    """Status, content type and content (bytes or JSON) of a request below /drive or /upload."""
    if request.path.startswith("/upload/drive/v2/files/") and request.method == "PUT":
        return 200, "json", _import(caller, request, unquote(request.path.removeprefix("/upload/drive/v2/files/")))
    rest = re.fullmatch(r"/drive/v3/files(?:/([^/]+)(?:/(\w+)(?:/([^/]+))?)?)?", request.path)
    if rest is None:
        raise _missing(request)
    file_id, part, number = (unquote(found) if found else "" for found in rest.groups())
    match request.method, part:
        case "GET", "" if not file_id:
            return 200, "json", _list(caller, request)
        case "POST", "" if not file_id:
            return 200, "json", _create(caller, request)
        case "GET", "" if file_id:
            return 200, "json", _file(_book(caller, file_id), request.option("fields") or "")
        case "PATCH", "" if file_id:
            return 200, "json", _rename(caller, request, file_id)
        case "DELETE", "" if file_id:
            _book(caller, file_id, "owner")
            caller.store.remove(file_id)
            return 204, "plain", b""
        case "POST", "copy":
            return 200, "json", _copy(caller, request, file_id)
        case "GET", "export":
            return _export(_book(caller, file_id), request.option("mimeType") or "")
        case "GET", "comments":
            _book(caller, file_id)
            return 200, "json", {"kind": "drive#commentList", "comments": []}
        case _, "permissions":
            return _permissions(caller, request, file_id, number)
    raise _missing(request)


def _missing(request: Request) -> DriveError:
    text = f"{request.method} {request.path} of Drive is not implemented by this server."
    return DriveError(501, text, "notImplemented")


def _book(caller: Caller, file_id: str, needed: str = "reader") -> Book:
    """The spreadsheet of a file; 404 if it is not shared, 403 if the role of the caller is too weak."""
    book = caller.books.get(file_id)
    if book is None:
        raise DriveError(404, f"File not found: {file_id}.", "notFound", "fileId")
    roles = {"owner": ("owner",), "writer": ("owner", "writer")}.get(needed)
    if caller.account is not None and roles and caller.role(book) not in roles:
        text = "The user does not have sufficient permissions for this file."
        raise DriveError(403, text, "insufficientFilePermissions")
    return book


def _file(book: Book, fields: str = "") -> Json:
    found = {
        "kind": "drive#file",
        "id": book.spreadsheet_id,
        "name": book.properties["title"],
        "mimeType": _SHEET,
        "createdTime": book.created,
        "modifiedTime": book.modified,
    }
    names = {name.strip() for name in fields.split(",")} - {""} or {"kind", "id", "name", "mimeType"}
    return found if "*" in names else {key: part for key, part in found.items() if key in names}


def _list(caller: Caller, request: Request) -> Json:
    query = request.option("q") or ""
    books = [book for book in caller.books.values() if all(_matches(book, term) for term in query.split(" and "))]
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


def _matches(book: Book, term: str) -> bool:
    found = re.fullmatch(r"\s*(\w+)\s*(=|!=|contains|in)\s*([\"']?)(.*)\3\s*", term, re.DOTALL)
    if found is None:
        return not term.strip()
    name, operator, _, text = found.groups()
    text = re.sub(r"\\(.)", r"\1", text)
    if name == "trashed":
        return (text == "false") == (operator == "=")
    if name not in ("name", "mimeType"):
        return False  # nothing here lies in a folder
    value = book.properties["title"] if name == "name" else _SHEET
    if operator == "contains":
        return text.casefold() in value.casefold()
    return (value == text) == (operator == "=")


def _create(caller: Caller, request: Request) -> Json:
    wanted = parse_body(request.body, "map")
    if wanted.get("mimeType") != _SHEET:
        raise DriveError(501, "Only spreadsheets can be created on this server.", "notImplemented")
    book = new_book(caller.store.free_id(), str(wanted.get("name") or "Untitled"), "en_US", "Etc/GMT")
    book.sheets.append(first_sheet("Sheet1"))
    _add(caller, book)
    return _file(book)


def _add(caller: Caller, book: Book) -> None:
    if not caller.may_create:
        text = "The user's Drive storage quota has been exceeded."
        raise DriveError(403, text, "storageQuotaExceeded")
    caller.add(book)


def _rename(caller: Caller, request: Request, file_id: str) -> Json:
    wanted = parse_body(request.body, "map")
    _book(caller, file_id, "writer")

    def work(book: Book) -> None:
        if wanted.get("name"):
            book.properties["title"] = str(wanted["name"])

    caller.store.edit(file_id, work)
    return _file(caller.store.get(file_id))


def _copy(caller: Caller, request: Request, file_id: str) -> Json:
    source, wanted = _book(caller, file_id), parse_body(request.body, "map")
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
    )
    _add(caller, book)
    return _file(book)


def _export(book: Book, mime: str) -> Answer:
    if mime not in _SEPARATORS:
        raise DriveError(501, f"Export as {mime} is not implemented by this server.", "notImplemented")
    text = io.StringIO()
    csv.writer(text, delimiter=_SEPARATORS[mime]).writerows(book.sheets[0].values(locale=book.locale))
    return 200, mime.removeprefix("text/"), text.getvalue().removesuffix("\r\n").encode()


def _import(caller: Caller, request: Request, file_id: str) -> Json:
    _book(caller, file_id, "writer")
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


def _permissions(caller: Caller, request: Request, file_id: str, number: str) -> Answer:
    book = _book(caller, file_id, "reader" if request.method == "GET" else "writer")
    match request.method:
        case "GET" if not number:
            found = [_permission(entry) for entry in book.permissions]
            return 200, "json", {"kind": "drive#permissionList", "permissions": found}
        case "POST" if not number:
            return 200, "json", _permission(_share(caller, parse_body(request.body, "map"), file_id))
    old = next((entry for entry in book.permissions if entry["id"] == number), None)
    if old is None:
        raise DriveError(404, f"Permission not found: {number}.", "notFound", "permissionId")
    match request.method:
        case "DELETE":
            _set_permissions(caller, file_id, [entry for entry in book.permissions if entry is not old])
            return 204, "plain", b""
        case "PATCH":
            role = _choice(parse_body(request.body, "map"), "role", _ROLES)
            changed = {**old, "role": role}
            # there is one owner: who was it before becomes an editor
            kept = [{**e, "role": "writer"} if role == e["role"] == "owner" else e for e in book.permissions]
            _set_permissions(caller, file_id, [changed if e["id"] == number else e for e in kept])
            return 200, "json", _permission(changed)
    raise _missing(request)


def _permission(entry: Json) -> Json:
    return {"kind": "drive#permission", **entry}


def _choice(wanted: Json, name: str, allowed: tuple[str, ...]) -> str:
    if wanted.get(name) not in allowed:
        raise DriveError(400, f"The permission {name} field is required.", "required")
    return str(wanted[name])


def _share(caller: Caller, wanted: Json, file_id: str) -> Json:
    role, kind = _choice(wanted, "role", _ROLES), _choice(wanted, "type", _TYPES)
    book = caller.store.get(file_id)
    if kind in ("user", "group"):
        address = wanted.get("emailAddress")
        if not isinstance(address, str) or "@" not in address:
            raise DriveError(400, "The specified emailAddress is invalid or not applicable.", "invalidSharingRequest")
        permissions = shared(book.permissions, address, role, kind)
    else:
        domain = {"domain": str(wanted.get("domain"))} if kind == "domain" else {}
        permissions = [*book.permissions, {"id": str(secrets.randbelow(10**20)), "type": kind, **domain, "role": role}]
    _set_permissions(caller, file_id, permissions)
    return permissions[-1]


def _set_permissions(caller: Caller, file_id: str, permissions: list[Json]) -> None:
    def work(book: Book) -> None:
        book.permissions = permissions

    caller.store.edit(file_id, work)
