"""A server with its spreadsheets, started in a thread or from the command line."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .book import Book
from .faults import Traffic
from .handler import Http
from .person import Person
from .routes import Request
from .store import Store

Json = dict[str, Any]


class Server:
    """A server on 127.0.0.1; `serve` blocks, `running` does it in a thread."""

    def __init__(self, data: Path | str | None, port: int, spreadsheet: str, auth: bool, quota: int | None) -> None:
        self.store = Store(Path(data) if data is not None else None)
        self.store.ensure(spreadsheet)
        self.spreadsheet = spreadsheet
        self.auth = auth
        self.traffic = Traffic(quota)
        self.journal: list[tuple[str, str, int]] = []
        """Method, raw path and status of every counted request; status 0 if a planned fault hit it."""
        self.failures: list[str] = []
        """Tracebacks of bugs in this server (answered with 599)."""
        self.on_request: Callable[[Request], None] | None = None
        """Called before each counted request is handled: the moment for a person to interfere."""
        self.stopping = threading.Event()
        self._http = Http(port, self)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def requests(self) -> dict[str, int]:
        """How many requests came, by kind: read, write, token."""
        return dict(self.traffic.counts)

    @property
    def book(self) -> Book:
        """The committed state of the default spreadsheet; it never changes, ask again after a change."""
        return self.store.get(self.spreadsheet)

    def person(self, spreadsheet_id: str | None = None) -> Person:
        """Somebody at the sheet."""
        return Person(self.store, spreadsheet_id or self.spreadsheet)

    def fault(self, fault: str, after: int = 1, kind: str = "any", when: str = "before", seconds: float = 1.0) -> None:
        """Plan a fault for the n-th matching request from now."""
        self.traffic.plan([{"fault": fault, "after": after, "kind": kind, "when": when, "seconds": seconds}])

    def reset(self) -> None:
        """Forget counts, planned faults, used quota and the journal; spreadsheets stay."""
        self.traffic.reset()
        self.journal.clear()

    def serve(self) -> None:
        """Serve until `stop` is called."""
        self._http.serve_forever(poll_interval=0.02)

    def stop(self) -> None:
        """Stop listening and cut every open connection; must not be called from the serving thread."""
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._http.cut()


@contextmanager
def running(
    data: Path | str | None = None,
    *,
    port: int = 0,
    spreadsheet: str = "lotsenbuch",
    auth: bool = True,
    quota: int | None = None,
) -> Iterator[Server]:
    """A server in a thread of this process, stopped at the end of the block."""
    server = Server(data, port, spreadsheet, auth, quota)
    thread = threading.Thread(target=server.serve, name="sheets-server", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()
