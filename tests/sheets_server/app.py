"""A server with its spreadsheets, started in a thread or from the command line."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .accounts import Accounts, shared
from .book import Book
from .chaos import Chaos
from .faults import Quota, Traffic
from .handler import Http
from .person import Person
from .routes import Request
from .store import Store
from .switches import Switches

Json = dict[str, Any]


class Server:
    """A server on 127.0.0.1; `serve` blocks, `running` does it in a thread."""

    def __init__(  # noqa: PLR0913, PLR0917 - the settings of a server, one by one
        self,
        data: Path | str | None,
        port: int,
        spreadsheet: str,
        auth: bool,
        quota: Quota,
        switches: Mapping[str, bool] | None = None,
    ) -> None:
        self.store = Store(Path(data) if data is not None else None)
        self.store.ensure(spreadsheet)
        self.switches.set(switches or {})
        self.spreadsheet = spreadsheet
        self.auth = auth
        self.accounts = Accounts()
        self.traffic = Traffic(quota)
        self.latency = 0.0
        """Seconds each counted request waits before it is handled; others wait at the same time."""
        self.journal: list[tuple[str, str, int]] = []
        """Method, raw path and status of every counted request; status 0 if a planned fault hit it."""
        self.failures: list[str] = []
        """Tracebacks of bugs in this server (answered with 599)."""
        self.on_request: Callable[[Request], None] | None = None
        """Called before each counted request is handled: the moment for a person to interfere."""
        self.between_ranges: Callable[[int], None] | None = None
        """Called between two ranges of a torn read, with the index of the coming one: the moment for another write."""
        self._chaos: Chaos | None = None
        self.stopping = threading.Event()
        self._http = Http(port, self)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def switches(self) -> Switches:
        """The answers to open questions; may be changed at any time."""
        return self.store.switches

    @property
    def requests(self) -> dict[str, int]:
        """How many requests came, by kind: read, write, token."""
        return dict(self.traffic.counts)

    @property
    def book(self) -> Book:
        """The committed state of the default spreadsheet; it never changes, ask again after a change."""
        return self.store.get(self.spreadsheet)

    @property
    def person_journal(self) -> list[Json]:
        """What persons did, in order; a `type` with the value that was stored and the one it replaced."""
        return list(self.store.person_journal)

    def person(self, spreadsheet_id: str | None = None) -> Person:
        """Somebody at the sheet."""
        return Person(self.store, spreadsheet_id or self.spreadsheet)

    def fault(self, fault: str, after: int = 1, kind: str = "any", when: str = "before", seconds: float = 1.0) -> None:
        """Plan a fault for the n-th matching request from now."""
        self.traffic.plan([{"fault": fault, "after": after, "kind": kind, "when": when, "seconds": seconds}])

    def chaos(self, **plan: Any) -> Chaos:
        """From now on hit a share of the requests; see `Chaos` for the plan, `calm` ends it."""
        self._chaos = Chaos(**plan)
        self.traffic.deal = self._chaos.deal
        return self._chaos

    def calm(self) -> None:
        """No more chaos."""
        self.traffic.deal = lambda _: None

    @property
    def dealt(self) -> dict[str, int]:
        """How many requests the chaos hit, by way; also after its end."""
        return dict(self._chaos.dealt) if self._chaos else {}

    def service_account(self, email: str = "helper@local.iam.gserviceaccount.com", role: str = "writer") -> Json:
        """A new key of a service account with which the default spreadsheet is shared; see `Accounts`."""
        key = self.accounts.create(email, f"{self.url}/token")
        self.share(email, role)
        return key

    def share(self, email: str, role: str, spreadsheet_id: str | None = None) -> None:
        """Share a spreadsheet with an account as owner, writer or reader, or take it away with none."""

        def work(book: Book) -> None:
            book.permissions = shared(book.permissions, email, role)

        self.store.edit(spreadsheet_id or self.spreadsheet, work)

    def reset(self) -> None:
        """Forget counts, planned faults, chaos, used quota and the journals; spreadsheets and switches stay."""
        self.traffic.reset()
        self.journal.clear()
        self.store.person_journal.clear()

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
def running(  # noqa: PLR0913 - the settings of a server, by name
    data: Path | str | None = None,
    *,
    port: int = 0,
    spreadsheet: str = "lotsenbuch",
    auth: bool = True,
    quota: Quota = None,
    switches: Mapping[str, bool] | None = None,
) -> Iterator[Server]:
    """A server in a thread of this process, stopped at the end of the block."""
    server = Server(data, port, spreadsheet, auth, quota, switches)
    thread = threading.Thread(target=server.serve, name="sheets-server", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()
