"""Measuring one peer: a server with latency, worker processes, requests counted by the server."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final, Self

from benchmarks.peers.worker import REGISTRATIONS, local_session
from services.courses import plan
from services.model.access import Actor, Role
from services.model.course_forms import CourseForm
from services.model.course_lists import CourseStatus
from services.model.records import RECORDS, Person
from services.office import Office
from services.storage.examples import example, fill
from services.storage.sheets import SheetsStore

ROOT: Final = Path(__file__).parents[1]
SPREADSHEET: Final = "benchmark"
ENVIRONMENTS: Final = ROOT / "benchmarks" / ".envs"
TABS: Final = [kind.tab for kind in RECORDS]
COORDINATOR: Final = Actor(Role.COORDINATOR, "Messung")
PROCESSES: Final = 4
THREADS: Final = 12  # visitors at a time in each process


@dataclass(frozen=True)
class Competitor:
    """Somebody who is measured: how they are called, their worker's module, their environment ("" is our own)."""

    name: str
    module: str
    environment: str = ""

    @property
    def python(self) -> str:
        """The interpreter of the environment."""
        return str(ENVIRONMENTS / self.environment / "bin" / "python") if self.environment else sys.executable


@dataclass
class Work:
    """What one kind of work took: requests (reads and writes) and seconds, each time it was done."""

    requests: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, requests: int, seconds: float) -> None:
        """Keep one more time."""
        self.requests.append(requests)
        self.seconds.append(seconds)

    @property
    def typical(self) -> tuple[int, float]:
        """Median of requests and of seconds."""
        return round(median(self.requests)), median(self.seconds)


@dataclass(frozen=True)
class Rush:
    """Many sign-ups at once: how many pressed, how many were told "you are registered", how many of those are gone.

    `lost_before` counts rows that stood there before anybody pressed and are gone; `errors` is what others were told.
    """

    pressed: int
    acknowledged: int
    lost: int
    lost_before: int
    requests: int
    seconds: float
    errors: dict[str, int]


class Sheets:
    """The project's Sheets server in a process of its own."""

    def __init__(self, latency: float) -> None:
        """Start it; each request waits `latency` seconds."""
        command = [sys.executable, "-m", "tests.sheets_server", "--port", "0", "--spreadsheet", SPREADSHEET]
        command += ["--latency", str(latency)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        self.url = self._process.stdout.readline().removeprefix("listening on ").strip()
        self._session = local_session(self.url)

    def __enter__(self) -> Self:
        """Give the running server."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        with self._process:  # closes the pipe and waits
            self._process.terminate()

    def fill(self, example_name: str, places: int) -> str:
        """Fill the spreadsheet with the example's data and an open course; give the course's number."""
        store = SheetsStore(SPREADSHEET, api=self.url)
        fill(store, example(ROOT / "examples" / example_name, today=date.today()))  # noqa: DTZ011 - the office's day
        course = CourseForm(title="Messung", places=places)
        return Office(store).perform(COORDINATOR, plan, course, CourseStatus.OPEN).id

    def rows(self, tab: str) -> list[list[str]]:
        """Read a tab as it stands."""
        address = f"{self.url}/v4/spreadsheets/{SPREADSHEET}/values/'{tab}'"
        return self._session.get(address, timeout=60).json().get("values", [])

    def reset(self) -> None:
        """Count from zero."""
        self._session.post(f"{self.url}/_test/reset", json={}, timeout=30)

    @property
    def requests(self) -> int:
        """How many reads and writes came since `reset`."""
        counts = self._session.get(f"{self.url}/_test/requests", timeout=30).json()
        return int(counts["read"] + counts["write"])


class Worker:
    """One process of a competitor, in an empty folder of its own."""

    def __init__(self, competitor: Competitor, api: str, folder: Path) -> None:
        """Start it."""
        self._log = folder / "log"
        with self._log.open("w") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [competitor.python, "-m", f"benchmarks.peers.{competitor.module}", api, SPREADSHEET],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def order(self, **order: object) -> None:
        """Send an order."""
        assert self._process.stdin is not None  # noqa: S101 - a pipe was asked for
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Wait for the answer; raises `RuntimeError` with the worker's last words if it died."""
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(self._log.read_text()[-2000:])
        return json.loads(line)

    def end(self) -> None:
        """Let it go."""
        with self._process:  # closes the pipes, which ends it, and waits
            pass


@contextmanager
def workers(competitor: Competitor, sheets: Sheets, count: int) -> Iterator[list[Worker]]:
    """Start processes and wait until each has imported what it needs."""
    with ExitStack() as stack:
        started = []
        for _ in range(count):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            started.append(Worker(competitor, sheets.url, folder))
            stack.callback(started[-1].end)
        for worker in started:
            worker.answer()
        yield started


def page_and_save(competitor: Competitor, latency: float, times: int, example_name: str) -> tuple[Work, Work]:
    """Open the page over all tabs and save one change on it, `times` times."""
    opened, saved = Work(), Work()
    with Sheets(latency) as sheets:
        sheets.fill(example_name, 10)
        header, first, *_ = sheets.rows(Person.tab)
        place = header.index("Wohnt in")
        with workers(competitor, sheets, 1) as (worker,):
            for time in range(times):
                value = f"Stadtteil {time}"
                change = {"tab": Person.tab, "number": first[0], "column": header[place], "value": value}
                opened.add(*_carried_out(worker, sheets, do="open", tabs=TABS))
                saved.add(*_carried_out(worker, sheets, do="save", **change))
                if sheets.rows(Person.tab)[1][place] != value:
                    raise RuntimeError(f"{competitor.name} did not save")
    return opened, saved


def _carried_out(worker: Worker, sheets: Sheets, **order: object) -> tuple[int, float]:
    sheets.reset()
    worker.order(**order)
    seconds = worker.answer()["seconds"]
    return sheets.requests, seconds


def rush(competitor: Competitor, latency: float, visitors: int, example_name: str, processes: int = PROCESSES) -> Rush:
    """Let `visitors` sign up for one course at once, from several processes, and count who is on the list."""
    with Sheets(latency) as sheets:
        course = sheets.fill(example_name, visitors)
        before = {row[0] for row in sheets.rows(REGISTRATIONS)[1:]}
        with workers(competitor, sheets, processes) as started:
            sheets.reset()
            begun = perf_counter()
            for number, worker in enumerate(started):
                numbers = list(range(number, visitors, processes))
                worker.order(do="sign_up", numbers=numbers, threads=min(THREADS, len(numbers)), course=course)
            told = [worker.answer() for worker in started]
            seconds, requests = perf_counter() - begun, sheets.requests
        cells = {cell for row in sheets.rows(REGISTRATIONS) for cell in row}
    acknowledged = {f"p{number}@example.org" for answer in told for number in answer["acknowledged"]}
    errors = sum((Counter(answer["errors"]) for answer in told), Counter())
    lost, lost_before = len(acknowledged - cells), len(before - cells)
    return Rush(visitors, len(acknowledged), lost, lost_before, requests, seconds, dict(errors))
