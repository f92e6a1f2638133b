"""The process with the sheet: the server, its moods, and the person who edits all the while."""

import logging
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from random import Random
from threading import Lock
from typing import Any

from tests.sheets_server import Server, running
from tests.sheets_server.routes import Request
from tests.sheets_server.switches import Switches
from tests.torture.person import Somebody

SLOW = 0.05  # seconds


@dataclass(frozen=True)
class Plan:
    """One round at one spreadsheet: how many requests go wrong, and how often the person edits, both from 0 to 1."""

    spreadsheet: str
    seed: int
    faults: float = 0.2
    edits: float = 0.2
    switches: dict[str, bool] = field(default_factory=dict)

    @property
    def names_count(self) -> bool:
        """Whether named ranges alone keep writers apart, so that a person may delete the other half of the token."""
        return self.switches.get("used_name_fails", True) and not self.switches.get("stale_names", False)


class Desk:
    """One round at the server."""

    def __init__(self, server: Server, plan: Plan) -> None:
        self._server = server
        self._plan = plan
        self._rng = Random(plan.seed)
        self._lock = Lock()
        rng, token = Random(plan.seed + 1), plan.names_count
        self.person = Somebody(server, plan.spreadsheet, rng, deletes_token=token)
        server.switches.set({**Switches().shown(), **plan.switches})

    def start(self) -> None:
        self._server.on_request = self._interfere
        self._server.chaos(seed=self._plan.seed, share=self._plan.faults, seconds=SLOW)

    def stop(self) -> dict[str, Any]:
        self._server.on_request = None
        self._server.calm()
        self.person.tidy()
        return {
            "book": self._server.store.get(self._plan.spreadsheet).to_json(),
            "typed": self.person.typed,
            "edits": self.person.done,
            "faults": self._server.dealt,
            "failures": self._server.failures,
        }

    def _interfere(self, _: Request) -> None:
        """Between any two requests: so a read and the batch that is built on it are often parted by an edit."""
        with self._lock:
            if self._rng.random() < self._plan.edits:
                self.person.step()


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
