"""Who may ask: the token endpoint, bearer tokens, and the little of Drive that clients use."""

from __future__ import annotations

import base64
import json
import re
from typing import Any
from urllib.parse import parse_qs, unquote

from .book import Book
from .errors import ApiError, bad_credentials, no_credentials
from .store import Store

Json = dict[str, Any]
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_SHEET = "application/vnd.google-apps.spreadsheet"


def check(method: str, authorization: str) -> None:
    """Refuse a request without a bearer token; which token it is does not matter here."""
    if not authorization:
        raise no_credentials(method)
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise bad_credentials()


def token(body: bytes) -> tuple[int, Json]:
    """Exchange a signed assertion for a token; the signature is not verified, the shape is."""
    form = parse_qs(body.decode("utf-8", "replace"))
    if form.get("grant_type") != [_GRANT]:
        return 400, {"error": "unsupported_grant_type", "error_description": "Invalid grant_type."}
    if not _is_assertion(form.get("assertion", [""])[0]):
        return 400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
    return 200, {"access_token": "ya29.local", "expires_in": 3599, "token_type": "Bearer"}


def _is_assertion(text: str) -> bool:
    parts = text.split(".")
    if len(parts) != 3 or not all(re.fullmatch(r"[A-Za-z0-9_-]+", part) for part in parts):
        return False
    try:
        header, claims = (json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in parts[:2])
        return "alg" in header and {"iss", "exp", "iat", "aud"} <= set(claims)
    except (ValueError, TypeError):
        return False


def drive(store: Store, method: str, path: str, query: dict[str, list[str]]) -> Json:
    """files.get and files.list of Drive v3."""
    rest = path.removeprefix("/drive/v3/files").lstrip("/")
    if method != "GET" or "/" in rest or not path.startswith("/drive/v3/files"):
        raise ApiError("Only files.get and files.list of Drive are implemented by this server.", 501)
    wanted = query.get("fields", [""])[-1]
    if rest:
        file_id = unquote(rest)
        book = store.books.get(file_id)
        if book is None:
            raise DriveError(file_id)
        return _file(book, wanted)
    asked = re.search(r"name\s*=\s*[\"']((?:[^\"'\\]|\\.)*)[\"']", query.get("q", [""])[-1])
    books = [b for b in store.books.values() if not asked or b.properties["title"] == asked[1].replace("\\", "")]
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
