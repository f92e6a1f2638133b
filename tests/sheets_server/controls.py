"""Pages for humans and controls for tests: not part of the API, not counted, without a token."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from .errors import ApiError, Refused, not_found
from .page import page
from .routes import Request

if TYPE_CHECKING:
    from .app import Server


def answer(server: Server, request: Request) -> tuple[str, Any]:
    """Content type and content (bytes or JSON)."""
    match request.method, request.path:
        case "GET", "/":
            return "html", page(server.store.books.values()).encode()
        case "GET", path if path.startswith("/view/"):
            book = server.store.get(unquote(path.removeprefix("/view/")))
            return "html", page([book], book.properties["title"]).encode()
        case "GET", "/_test/requests":
            return "json", server.requests
        case "POST", "/_test/reset":
            server.reset()
            return "json", {}
        case "POST", "/_test/faults":
            return _told(server.traffic.plan, request.body)
        case "POST", "/_test/person":
            return _told(lambda told: server.person(told.get("spreadsheet")).do(told), request.body)
    raise not_found()


def _told(act: Callable[[Any], None], body: bytes) -> tuple[str, Any]:
    try:
        act(json.loads(body))
    except (Refused, TypeError, ValueError, AttributeError) as error:
        raise ApiError(str(error)) from None
    return "json", {}
