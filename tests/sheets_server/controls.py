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
        case "GET", path if path in _SHOWN:
            return "json", _SHOWN[path](server)
        case "POST", path if path in _TOLD:
            return _told(lambda told: _TOLD[path](server, told), request.body)
    raise not_found()


_SHOWN: dict[str, Callable[[Server], Any]] = {
    "/_test/requests": lambda server: server.requests,
    "/_test/switches": lambda server: server.switches.shown(),
    "/_test/chaos": lambda server: server.dealt,
    "/_test/journal": lambda server: server.person_journal,
}


def _reset(server: Server, told: Any) -> None:
    server.reset()


def _faults(server: Server, told: Any) -> None:
    server.traffic.plan(told)


def _chaos(server: Server, told: Any) -> None:
    if told:
        server.chaos(**told)
    else:
        server.calm()


def _switches(server: Server, told: Any) -> Any:
    server.switches.set(told)
    return server.switches.shown()


def _person(server: Server, told: Any) -> None:
    server.person(told.get("spreadsheet")).do(told)


def _service_account(server: Server, told: Any) -> Any:
    return server.service_account(**told)


def _share(server: Server, told: Any) -> None:
    server.share(**told)


def _expire(server: Server, told: Any) -> None:
    server.accounts.expire()


_TOLD: dict[str, Callable[[Server, Any], Any]] = {
    "/_test/reset": _reset,
    "/_test/faults": _faults,
    "/_test/chaos": _chaos,
    "/_test/switches": _switches,
    "/_test/person": _person,
    "/_test/service_account": _service_account,
    "/_test/share": _share,
    "/_test/expire_tokens": _expire,
}


def _told(act: Callable[[Any], Any], body: bytes) -> tuple[str, Any]:
    try:
        answered = act(json.loads(body or b"{}"))
    except (Refused, TypeError, ValueError, AttributeError) as error:
        raise ApiError(str(error)) from None
    return "json", {} if answered is None else answered
