"""Who may do what with a file, and the permissions of Drive v3 that say so."""

from __future__ import annotations

from typing import Any

from .accounts import granted, shared
from .book import Book
from .caller import Caller
from .errors import DriveError
from .routes import Request
from .schema import parse_body

Json = dict[str, Any]
Answer = tuple[int, str, Any]
_ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")
_TYPES = ("user", "group", "domain", "anyone")


def missing(request: Request) -> DriveError:
    text = f"{request.method} {request.path} of Drive is not implemented by this server."
    return DriveError(501, text, "notImplemented")


def file_of(caller: Caller, file_id: str, needed: str = "reader") -> Book:
    """The spreadsheet of a file; 404 if it is not shared, 403 if the role of the caller is too weak."""
    book = caller.books.get(file_id)
    if book is None:
        raise DriveError(404, f"File not found: {file_id}.", "notFound", "fileId")
    needs = {"owner": ("owner",), "writer": ("owner", "writer"), "commenter": ("owner", "writer", "commenter")}
    roles = needs.get(needed)
    if caller.account is not None and roles and caller.role(book) not in roles:
        text = "The user does not have sufficient permissions for this file."
        raise DriveError(403, text, "insufficientFilePermissions")
    return book


def permissions(caller: Caller, request: Request, file_id: str, number: str) -> Answer:
    book = file_of(caller, file_id, "reader" if request.method == "GET" else "writer")
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
        case _ if old["role"] == "owner" and request.method in ("DELETE", "PATCH"):
            raise DriveError(403, "The owner of a file cannot be removed.", "cannotRemoveOwner")
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
    raise missing(request)


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
        owner = next((entry for entry in book.permissions if entry["role"] == "owner"), None)
        if owner is not None and owner.get("emailAddress") == address:
            return owner  # who owns a file has more than any share could give
        permissions = shared(book.permissions, address, role, kind)
    else:
        domain = {"domain": str(wanted.get("domain"))} if kind == "domain" else {}
        permissions = granted(book.permissions, {"type": kind, **domain}, role)
    _set_permissions(caller, file_id, permissions)
    return permissions[-1]


def _set_permissions(caller: Caller, file_id: str, permissions: list[Json]) -> None:
    def work(book: Book) -> None:
        book.permissions = permissions

    caller.store.edit(file_id, work)
