"""Twenty people click at once while Google allows 60 reads and 60 writes a minute: nobody sees an error, some wait."""

import statistics
import time
from dataclasses import dataclass, field
from random import Random
from threading import Thread

from services.model.errors import Refusal, StorageError
from services.office import Office
from services.storage.sheets import SheetsStore
from tests.rules.cast import NOW, UTE
from tests.sheets_server import running
from tests.torture.deeds import draw, prepare

PEOPLE = 20
KEPT = 6.0  # seconds a read is shared by everybody, as `app.py` has it
THINKING = (1.0, 6.0)  # seconds between two clicks of one person


@dataclass
class Clicks:
    """What everybody saw: waiting times in seconds, and errors."""

    opened: list[float] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        return {
            "opened": len(self.opened),
            "saved": len(self.saved),
            "errors": len(self.errors),
            "longest_wait": round(max((*self.opened, *self.saved), default=0), 1),
            "median_open": round(statistics.median(self.opened or [0]), 2),
            "median_save": round(statistics.median(self.saved or [0]), 2),
            "longest_save": round(max(self.saved, default=0), 1),
        }


def click(office: Office, number: int, until: float, seen: Clicks) -> None:
    """One person: opens a page, thinks, saves every other time."""
    rng = Random(number)
    step = 0
    while time.monotonic() < until:
        step += 1
        began = time.monotonic()
        try:
            book = office.read(UTE)
            seen.opened.append(time.monotonic() - began)
            if rng.random() < 0.5:
                began, operation = time.monotonic(), f"quota-{number}-{step}"
                deed = draw(rng, book, operation)
                try:
                    office.perform(deed.actor, deed.action, *deed.args, once=operation)
                except Refusal:
                    pass  # somebody else was first: an answer, not an error
                seen.saved.append(time.monotonic() - began)
            if not office.reachable:
                seen.errors.append("the page showed old data")
        except StorageError as error:
            seen.errors.append(repr(error))
        time.sleep(rng.uniform(*THINKING))


def click_for(seconds: float, *, quota: int = 60, people: int = PEOPLE) -> Clicks:
    """All people click for so many seconds."""
    seen = Clicks()
    with running(quota=quota) as server:
        office = Office(SheetsStore(server.spreadsheet, api=server.url), clock=lambda: NOW, keep_for=KEPT)
        office.perform(UTE, prepare)
        until = time.monotonic() + seconds
        threads = [Thread(target=click, args=(office, number, until, seen)) for number in range(people)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if server.failures:
            seen.errors += server.failures
    return seen
