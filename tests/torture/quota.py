"""Twenty people click at once while Google allows 60 reads and 60 writes a minute: nobody sees an error, some wait.

While somebody waits the page says “up to a minute” (`reading` and `perform` in `pages/shared/visit.py`; that the words
are there shows `tests/browser/test_slow_sheet.py`). Here is seen whether that is true.
"""

import statistics
import time
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from threading import Thread

from services.model.errors import Refusal, StorageError
from services.office import Office
from services.storage.sheets import SheetsStore
from services.storage.sheets.pace import QUOTA, Pace
from tests.rules.cast import NOW, UTE
from tests.sheets_server import running
from tests.torture.deeds import draw, prepare

PEOPLE = 20
KEPT = 6.0  # seconds a read is shared by everybody, as `app.py` has it
THINKING = (1.0, 6.0)  # seconds between two clicks of one person
LONGEST = 60.0  # seconds: what people are told they may have to wait
NOTICED = 1.0  # seconds after which somebody has read these words
BUSY_MACHINE = 20.0  # seconds of its own that a machine with much else to do may take in a short run


@dataclass
class Clicks:
    """What everybody saw: waiting times in seconds, and errors."""

    speed: float = 1.0  # seconds of this test for one second of the day
    opened: list[float] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def longest(self) -> float:
        """The longest wait anybody had, in seconds."""
        return max((*self.opened, *self.saved), default=0)

    def too_long(self, longest: float) -> list[str]:
        """Say that somebody waited longer than so many seconds."""
        return [f"somebody waited {self.longest:.1f} seconds"] if self.longest > longest else []

    def figures(self) -> dict[str, float]:
        return {
            "opened": len(self.opened),
            "saved": len(self.saved),
            "errors": len(self.errors),
            "longest_wait_s": round(self.longest, 1),
            "told_to_wait": sum(wait > NOTICED * self.speed for wait in (*self.opened, *self.saved)),
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
                with suppress(Refusal):  # somebody else was first: an answer, not an error
                    office.perform(deed.actor, deed.action, *deed.args, once=operation)
                seen.saved.append(time.monotonic() - began)
            if not office.reachable:
                seen.errors.append("the page showed old data")
        except StorageError as error:
            seen.errors.append(repr(error))
        time.sleep(rng.uniform(*THINKING) * seen.speed)


def click_for(seconds: float, *, minute: float = 60.0, people: int = PEOPLE) -> Clicks:
    """All people click for so many seconds; with a `minute` of fewer seconds everything goes that much faster."""
    seen, pace = Clicks(minute / 60), Pace(QUOTA, window=minute)
    with running(quota=QUOTA) as server:
        server.traffic.window = minute
        store = SheetsStore(server.spreadsheet, api=server.url, pace=pace)
        office = Office(store, clock=lambda: NOW, keep_for=KEPT * seen.speed)
        office.perform(UTE, prepare)
        until = time.monotonic() + seconds
        threads = [Thread(target=click, args=(office, number, until, seen)) for number in range(people)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if server.failures:
            seen.errors += server.failures
        seen.errors += seen.too_long(max(LONGEST * seen.speed, BUSY_MACHINE))
    return seen
