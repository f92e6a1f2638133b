"""The process with the sheet: the server, its moods, and the person who edits all the while."""

import logging
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from random import Random
from threading import Lock
from typing import Any

from tests.sheets_server import Server, running
from tests.sheets_server.routes import Request, kind_of
from tests.torture.person import Somebody

FAULTS = ("429", "500", "503", "502html", "reset", "timeout", "slow")
AFTER = ("500", "503", "502html", "reset", "timeout", "slow")  # what a server can say though it has done the work
SLOW = 0.05  # seconds


@dataclass(frozen=True)
class Plan:
    """One round at one spreadsheet: how many requests go wrong, and how often the person edits, both from 0 to 1."""

    spreadsheet: str
    seed: int
    faults: float = 0.2
    edits: float = 0.2
    may: frozenset[str] = frozenset({"delete_token"})
    switches: dict[str, Any] = field(default_factory=dict)


class Desk:
    """One round at the server."""

    def __init__(self, server: Server, plan: Plan) -> None:
        self._server = server
        self._plan = plan
        self._rng = Random(plan.seed)
        self._lock = Lock()
        self.person = Somebody(server, plan.spreadsheet, Random(plan.seed + 1), plan.may)
        self.faults: dict[str, int] = {}

    def start(self) -> None:
        self._server.on_request = self._interfere

    def stop(self) -> dict[str, Any]:
        self._server.on_request = None
        self._server.reset()
        self.person.tidy()
        return {
            "book": self._server.store.get(self._plan.spreadsheet).to_json(),
            "typed": self.person.typed,
            "edits": self.person.done,
            "faults": self.faults,
            "failures": self._server.failures,
        }

    def _interfere(self, request: Request) -> None:
        """Between any two requests: so a read and the batch that is built on it are often parted by an edit."""
        kind = kind_of(request.method, request.path)
        with self._lock:
            if self._rng.random() < self._plan.edits:
                self.person.step()
            if self._rng.random() < self._plan.faults:
                when = self._rng.choice(("before", "after"))
                fault = self._rng.choice(FAULTS if when == "before" else AFTER)
                self._server.fault(fault, kind=kind or "any", when=when, seconds=SLOW)
                self.faults[f"{fault} {when}"] = self.faults.get(f"{fault} {when}", 0) + 1


def serve(orders: Connection) -> None:
    """Serve until told to stop: ("set up", plan), ("start", None), ("stop", None), ("quit", None)."""
    logging.basicConfig(level=logging.ERROR)
    with running() as server:
        orders.send(server.url)
        desk: Desk | None = None
        while True:
            order, plan = orders.recv()
            if order == "quit":
                return
            if order == "set up":
                server.store.ensure(plan.spreadsheet)
                desk = Desk(server, plan)
            elif desk is not None and order == "start":
                desk.start()
            orders.send(desk.stop() if desk is not None and order == "stop" else None)
