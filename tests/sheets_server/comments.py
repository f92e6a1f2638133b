"""The comments of a file, as gspread copies them along."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from .book import Book
from .caller import Caller
from .errors import DriveError
from .masks import parse_mask, select
from .permissions import file_of, missing
from .routes import Request
from .schema import parse_body

Json = dict[str, Any]


def comments(caller: Caller, request: Request, file_id: str) -> Json:
    """The answer to a listing or to a new comment, cut to the `fields` that Drive wants to be told here."""
    if not request.option("fields"):
        raise DriveError(400, "The 'fields' parameter is required for this method.", "required", "fields")
    match request.method:
        case "GET":
            found = {"kind": "drive#commentList", "comments": file_of(caller, file_id).comments}
        case "POST":
            found = _add(caller, file_id, parse_body(request.body, "map"))
        case _:
            raise missing(request)
    return select(parse_mask(request.option("fields") or ""), found)


def _add(caller: Caller, file_id: str, wanted: Json) -> Json:
    file_of(caller, file_id, "commenter")
    if not isinstance(wanted.get("content"), str) or not wanted["content"]:
        raise DriveError(400, "Comment content is required.", "required")
    told = {key: wanted[key] for key in ("content", "anchor") if key in wanted}
    comment = {"kind": "drive#comment", "id": token_urlsafe(8), **told, "deleted": False, "replies": []}

    def work(book: Book) -> None:
        book.comments = [*book.comments, comment]

    caller.store.edit(file_id, work)
    return comment
