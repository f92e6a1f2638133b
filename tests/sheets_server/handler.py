"""HTTP: a thread for each connection, keep-alive, faults on purpose."""

from __future__ import annotations

import json
import socket
import struct
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from . import controls, drive, routes
from .accounts import check
from .caller import Caller
from .errors import ApiError
from .faults import Fault
from .routes import Request

if TYPE_CHECKING:
    from .app import Server

_BAD_GATEWAY = b"<!DOCTYPE html>\n<html lang=en>\n<title>Error 502 (Server Error)!!1</title>\n<p>That's an error.\n"


_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Http(ThreadingHTTPServer):
    """The listening socket and the open connections."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, owner: Server) -> None:
        self.owner = owner
        self.broken: set[Any] = set()
        self._open: set[Any] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Keep track of the connection."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection; one to be reset must not say goodbye first."""
        self._open.discard(request)
        if request in self.broken:
            self.broken.discard(request)
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is not worth a traceback."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def cut(self) -> None:
        """A stopped server must not go on answering over kept-alive connections."""
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Http

    def do_GET(self) -> None:
        """Answer any method."""
        sys.settrace(None)  # whoever counts the lines that run does not want those of this server
        owner = self.server.owner
        path, _, query = self.path.partition("?")
        length = self.headers.get("Content-Length") or "0"
        if not length.isdecimal():
            self.close_connection = True
            self._send(400, "plain", b"Bad Content-Length\n")
            return
        body = self.rfile.read(int(length))
        options = parse_qs(query, keep_blank_values=True)
        request = Request(self.command, path, options, self.headers.get("Authorization", ""), body)
        kind = routes.kind_of(request.method, path)
        if kind is not None and owner.latency:
            owner.stopping.wait(owner.latency)
        if kind is not None and owner.on_request is not None:
            owner.on_request(request)
        fault: Fault | None = None
        headers: dict[str, str] = {}
        try:
            fault = owner.traffic.arrive(kind) if kind else None
            if fault and fault.when == "before":
                self._note(kind, request, 0 if fault.loses_answer else None)
                if self._suffer(fault):
                    return
            status, content, reply = self._answer(request, kind)
        except ApiError as error:
            status, content, reply = error.code, "json", to_json(error.body())
            headers = error.headers
        after = fault if fault and fault.when == "after" else None
        self._note(kind, request, 0 if after and after.loses_answer else status)
        if after is None or not self._suffer(after):
            self._send(status, content, reply, headers)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET  # noqa: N815 - names of the base class

    def _note(self, kind: str | None, request: Request, status: int | None) -> None:
        """Write down a counted request; before it is answered, so that a client who got its answer finds it there."""
        if kind and status is not None:
            self.server.owner.journal.append((request.method, self.path, status))

    def _answer(self, request: Request, kind: str | None) -> tuple[int, str, bytes]:
        sys.settrace(None)  # whoever counts the lines that run does not want those of this server
        owner = self.server.owner
        try:
            if kind is None:
                content, text = controls.answer(owner, request)
                return 200, content, text if isinstance(text, bytes) else to_json(text)
            if kind == "token":
                status, found = owner.accounts.grant(request.body, f"{owner.url}/token")
                return status, "json", to_json(found)
            if owner.auth:
                check(request.method, request.authorization)
            caller = Caller(owner.store, owner.accounts.who(request.authorization), owner.between_ranges)
            if request.path.startswith(routes.PREFIX):
                return 200, "json", to_json(routes.answer(caller, request), request.flag("prettyPrint"))
            status, content, found = drive.answer(caller, request)
            return status, content, found if isinstance(found, bytes) else to_json(found)
        except ApiError:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, the caller gets an answer
            # a bug of this server: shown, kept for the tests, and never taken for Google's own 500
            owner.failures.append(traceback.format_exc())
            print(owner.failures[-1], file=sys.stderr, flush=True)  # noqa: T201 - a bug must be seen
            return 599, "plain", b"the sheets server itself failed\n"

    def _suffer(self, fault: Fault) -> bool:
        """Go wrong; True when there is nothing left to answer."""
        if fault.fault in ("slow", "timeout"):
            self.server.owner.stopping.wait(fault.seconds)
        if fault.fault == "slow":
            return False
        if fault.fault in ("timeout", "reset"):
            self.close_connection = True
            if fault.fault == "reset":  # closing without lingering sends RST
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.server.broken.add(self.connection)
        elif fault.fault == "502html":
            self._send(502, "html", _BAD_GATEWAY)
        elif error := fault.error():
            self._send(error.code, "json", to_json(error.body()), error.headers)
        return True

    def _send(self, status: int, content: str, body: bytes, headers: Mapping[str, str] = _NO_HEADERS) -> None:
        self.send_response(status)
        kind = content if "/" in content else "application/json" if content == "json" else f"text/{content}"
        text = content == "json" or kind.startswith("text/")
        self.send_header("Content-Type", f"{kind}; charset=UTF-8" if text else kind)
        self.send_header("Content-Length", str(len(body)))
        if self.server.owner.switches.retry_after:
            for name, value in headers.items():
                self.send_header(name, value)
        if content == "html":
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        """Quiet: there is a journal."""


def to_json(value: Any, pretty: bool = False) -> bytes:
    """Compact unless asked for: indenting a large grid takes longer than answering it."""
    return (json.dumps(value, ensure_ascii=False, indent=2 if pretty else None) + "\n").encode()
