"""Who may ask: bearer tokens, and the little of Drive that clients use."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from .book import Book
from .caller import Caller
from .errors import ApiError, bad_credentials, no_credentials

Json = dict[str, Any]
_SHEET = "application/vnd.google-apps.spreadsheet"


def check(method: str, authorization: str) -> None:
    """Refuse a request without a bearer token; which token it is does not matter here."""
    if not authorization:
        raise no_credentials(method)
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise bad_credentials()


def drive(caller: Caller, method: str, path: str, query: dict[str, list[str]]) -> Json:
    """files.get and files.list of Drive v3."""
    rest = path.removeprefix("/drive/v3/files").lstrip("/")
    if method != "GET" or "/" in rest or not path.startswith("/drive/v3/files"):
        raise ApiError("Only files.get and files.list of Drive are implemented by this server.", 501)
    wanted = query.get("fields", [""])[-1]
    if rest:
        file_id = unquote(rest)
        book = caller.books.get(file_id)
        if book is None:
            raise DriveError(file_id)
        return _file(book, wanted)
    asked = re.search(r"name\s*=\s*[\"']((?:[^\"'\\]|\\.)*)[\"']", query.get("q", [""])[-1])
    books = [b for b in caller.books.values() if not asked or b.properties["title"] == asked[1].replace("\\", "")]
    inner = re.search(r"files\(([^)]*)\)", wanted)
    return {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [_file(b, inner[1] if inner else "") for b in books],
    }


def _file(book: Book, fields: str) -> Json:
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


class DriveError(ApiError):
    """404 in the envelope of Drive, which differs from that of Sheets."""

    def __init__(self, file_id: str) -> None:
        super().__init__(f"File not found: {file_id}.", 404)

    def body(self) -> Json:
        """The JSON answer."""
        reason = {"domain": "global", "reason": "notFound", "location": "fileId", "locationType": "parameter"}
        return {"error": {"code": 404, "message": self.message, "errors": [{"message": self.message, **reason}]}}
