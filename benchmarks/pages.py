"""How long the office's pages take to run anew on the server: `make bench-pages`, python -m benchmarks.pages.

What is measured: one whole run of `app.py` (menu, page and frame) by Streamlit's own script runner as a click starts
it, on an SQLite file with 300 enrolments in 40 courses, together with what AppTest does to take the page apart
afterwards; without the network and the browser. The roster is measured once more with 2,000 people on it, also as
somebody at a browser waits for it (`benchmarks.waiting`). The last line is one JSON object: page to median in
milliseconds. Ends with 1 when a letter typed waits longer than 300 ms, or a page longer than a second.
"""

import argparse
import json
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Final

import streamlit as st

from benchmarks.desk import PEOPLE, records
from benchmarks.waiting import waits_at_the_roster
from pages.office.one_course import SECTIONS
from pages.shared.frame import PAGES
from services.model.access import Role
from services.model.clock import now_in_germany
from services.storage.examples import fill
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor

OFFICE: Final = tuple(file for _section, file, *_rest in PAGES if file.startswith("office/"))
COURSES: Final = "office/courses.py"
ROSTER: Final = "office/roster.py"
MANY: Final = 2000  # people on a large roster
TYPED: Final = f"roster: {MANY} people, a letter typed"
MOST: Final = 1000.0  # milliseconds for a page
MOST_TYPED: Final = 300.0  # and for an answer to somebody who goes on typing
OPENED: Final = "K-0039"  # a course to come, with enrolments


def places() -> tuple[tuple[str, str], ...]:
    """Give all places to measure: each page of the office, and each section of an opened course."""
    return (*((file, "") for file in OFFICE), *((COURSES, section) for section in SECTIONS))


def name(file: str, section: str) -> str:
    """Name a place in the result."""
    page = file.removeprefix("office/").removesuffix(".py")
    return f"{page}: {section}" if section else page


@contextmanager
def desk(people: int = PEOPLE) -> Iterator[Path]:
    """Put the invented desk, with so many people on its roster, where the app keeps its example: this folder."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqlStore(f"sqlite:///{Path(folder) / 'example-dorsten.db'}")
        fill(store, records(now_in_germany().date(), people=people))
        store.close()
        kept = {key: one for key, one in os.environ.items() if key.startswith("LOTSENBUCH_")}
        for key in kept:
            del os.environ[key]
        os.environ["LOTSENBUCH_DATA"] = folder
        try:
            yield Path(folder)
        finally:
            del os.environ["LOTSENBUCH_DATA"]
            os.environ.update(kept)


def measured(file: str, section: str, times: int) -> list[tuple[float, float]]:
    """Open a place as the coordinator and run it anew so many times; gives the milliseconds and the work of each run.

    The work is what the processor did for it: on a busy machine the better measure.
    """
    visitor = Visitor(Role.COORDINATOR)
    if section:
        visitor.at.session_state["courses.open"] = OPENED
        visitor.at.session_state["course.section"] = section
    visitor.open(file)
    taken = []
    for _run in range(times):
        begun, worked = perf_counter(), process_time()
        visitor.reload()
        taken.append(((perf_counter() - begun) * 1000, (process_time() - worked) * 1000))
    if visitor.at.exception or visitor.errors:
        sys.exit(f"{name(file, section)} does not work: {visitor.errors or visitor.at.exception}")
    return taken


def told(place: str, runs: list[tuple[float, float]] | list[float]) -> float:
    """Print how long the runs of a place took; gives the median in milliseconds."""
    waited = [run[0] if isinstance(run, tuple) else run for run in runs]
    worked = [run[1] for run in runs if isinstance(run, tuple)]
    work = f", work {median(worked):.1f}" if worked else ""
    spread = f"{median(waited):7.1f} ms  (slowest {max(waited):.1f}{work})"
    print(f"{place:40} {spread}", file=sys.stderr)  # noqa: T201 - progress
    return round(median(waited), 1)


def too_slow(found: dict[str, float]) -> list[str]:
    """Name the places that take longer than they may."""
    return [place for place, waited in found.items() if waited > (MOST_TYPED if place == TYPED else MOST)]


def main() -> None:
    """Measure every place and print the medians; the last line is JSON, and the end is 1 if a place is too slow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="runs of each page")
    times = parser.parse_args().times
    logging.disable(logging.WARNING)  # AppTest runs without a server, and Streamlit says so at every turn
    with desk():
        found = {name(*place): told(name(*place), measured(*place, times)) for place in places()}
    st.cache_resource.clear()  # the next desk is another office
    with desk(MANY) as folder:
        many = f"roster: {MANY} people"
        found[many] = told(many, measured(ROSTER, "", times))
        for waited_for, waits in waits_at_the_roster(folder).items():
            place = f"{many}, {waited_for}"
            found[place] = told(place, waits)
    slow = too_slow(found)
    print("Too slow:", *(slow or ["nothing"]), sep="\n  ", file=sys.stderr)  # noqa: T201 - progress
    print(json.dumps(found))  # noqa: T201 - the result
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
