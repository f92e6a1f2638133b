"""What was measured as figures, tables and sentences."""

import os
import platform
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any, Final

from benchmarks.chart import picture
from benchmarks.measure import PROCESSES, ROOT, THREADS, Rush, Work

OURS: Final = "ours"
TITLES: Final = {OURS: "Lotsenbuch"}
BETWEEN: Final = re.compile(r"(<!-- measured: begin -->\n).*?(<!-- measured: end -->)", re.DOTALL)


@dataclass(frozen=True)
class Setting:
    """How it was measured; all times in seconds."""

    latencies: tuple[float, ...]
    times: int
    few: int
    repetitions: int
    few_latency: float
    many: int
    many_latency: float
    example: str


@dataclass(frozen=True)
class Outcome:
    """What was measured for one competitor: page and save for each latency, the small rushes, the great one.

    `load` is the machine's load average while that went on: without anybody else it is about 2.
    """

    name: str
    pages: dict[float, tuple[Work, Work]]
    few: list[Rush]
    many: Rush
    load: float

    @property
    def title(self) -> str:
        """The name for readers."""
        return TITLES.get(self.name, self.name)


def figures(setting: Setting, outcomes: list[Outcome]) -> dict[str, dict[str, float]]:
    """Give the figures by name; seconds without a number are those of the first latency."""
    return {one.name: _figures(one, setting) for one in outcomes}


def _figures(one: Outcome, setting: Setting) -> dict[str, float]:
    opened, saved = one.pages[setting.latencies[0]]
    found: dict[str, float] = {
        "open_requests": opened.typical[0],
        "save_requests": saved.typical[0],
        "open_s": round(opened.typical[1], 2),
        "save_s": round(saved.typical[1], 2),
        f"lost_{setting.few}": _plain(mean(rush.lost for rush in one.few)),
        f"lost_{setting.many}": one.many.lost,
    }
    for latency in setting.latencies[1:]:
        opened, saved = one.pages[latency]
        found[f"open_s_{latency * 1000:.0f}ms"] = round(opened.typical[1], 2)
        found[f"save_s_{latency * 1000:.0f}ms"] = round(saved.typical[1], 2)
    found[f"lost_before_{setting.many}"] = one.many.lost_before
    found[f"seconds_{setting.many}"] = round(one.many.seconds, 1)
    return found


def write(document: Path, setting: Setting, outcomes: list[Outcome]) -> None:
    """Bring the marked part of the document and the picture beside it up to date."""
    panels = list(_panels(setting, outcomes))
    document.with_suffix(".svg").write_text(picture(panels), encoding="utf-8")
    told = "\n".join(_told(setting, outcomes))
    text = document.read_text(encoding="utf-8")
    document.write_text(BETWEEN.sub(lambda marks: f"{marks[1]}{told}\n{marks[2]}", text), encoding="utf-8")


def _panels(setting: Setting, outcomes: list[Outcome]) -> Iterable[tuple[str, list[tuple[str, float]]]]:
    slow = setting.latencies[-1]
    titles = [one.title for one in outcomes]

    def bars(values: Iterable[float]) -> list[tuple[str, float]]:
        return list(zip(titles, values, strict=True))

    yield "Requests to open a page over all tabs", bars(one.pages[slow][0].typical[0] for one in outcomes)
    yield "Requests to save one change", bars(one.pages[slow][1].typical[0] for one in outcomes)
    yield f"Seconds to open, {slow * 1000:.0f} ms a request", bars(one.pages[slow][0].typical[1] for one in outcomes)
    yield f"Seconds to save, {slow * 1000:.0f} ms a request", bars(one.pages[slow][1].typical[1] for one in outcomes)
    yield f"Sign-ups lost of {setting.few}", bars(mean(rush.lost for rush in one.few) for one in outcomes)
    yield f"Sign-ups lost of {setting.many:,}", bars(one.many.lost for one in outcomes)


def _told(setting: Setting, outcomes: list[Outcome]) -> Iterable[str]:
    today = date.today()  # noqa: DTZ011 - the day here
    yield f"Measured on {today:%d.%m.%Y} with Python {platform.python_version()} on {os.cpu_count()} processors,"
    loads = [one.load for one in outcomes]
    yield f"load average {min(loads):.0f} to {max(loads):.0f}. Versions: {', '.join(_versions())}.\n"
    yield "### Opening and saving\n"
    yield f"Median of {setting.times}; “at 150 ms” means that each request waits that long in the server.\n"
    yield from _table(*_page_rows(setting, outcomes))
    yield "\n### Sign-ups at once\n"
    yield f"{PROCESSES} processes, up to {THREADS} visitors at a time in each."
    yield f"{setting.few} sign-ups ({setting.few_latency * 1000:.0f} ms a request) {setting.repetitions} times,"
    yield f"{setting.many:,} sign-ups ({setting.many_latency * 1000:.0f} ms a request) once. *Lost*: somebody was told"
    yield "that they are registered, and their row is not there. *Wiped*: rows that stood there before and are gone."
    yield "*Refused*: somebody was told that nothing was saved. Several numbers are those of the repetitions.\n"
    yield from _table(*_rush_rows(setting, outcomes))
    yield "\n### Lotsenbuch against each\n"
    ours = next(one for one in outcomes if one.name == OURS)
    yield from (_compared(ours, one, setting) for one in outcomes if one is not ours)


def _page_rows(setting: Setting, outcomes: list[Outcome]) -> tuple[list[str], list[list[Any]]]:
    waits = [f"s at {latency * 1000:.0f} ms" for latency in setting.latencies]
    header = ["", "open: requests", *waits, "save: requests", *waits]
    rows = [
        [one.title]
        + [
            value
            for work in (0, 1)
            for value in (
                one.pages[setting.latencies[0]][work].typical[0],
                *(f"{one.pages[latency][work].typical[1]:.2f}" for latency in setting.latencies),
            )
        ]
        for one in outcomes
    ]
    return header, rows


def _rush_rows(setting: Setting, outcomes: list[Outcome]) -> tuple[list[str], list[list[Any]]]:
    few, many = f"of {setting.few}", f"of {setting.many:,}"
    header = ["", f"lost {few}", "wiped", "refused", "s", f"lost {many}", "wiped", "refused", "requests", "s"]
    return header, [
        [
            one.title,
            _each(rush.lost for rush in one.few),
            _each(rush.lost_before for rush in one.few),
            _each(rush.pressed - rush.acknowledged for rush in one.few),
            f"{mean(rush.seconds for rush in one.few):.1f}",
            one.many.lost,
            one.many.lost_before,
            one.many.pressed - one.many.acknowledged,
            one.many.requests,
            f"{one.many.seconds:.0f}",
        ]
        for one in outcomes
    ]


def _compared(ours: Outcome, other: Outcome, setting: Setting) -> str:
    slow = setting.latencies[-1]
    (our_open, our_save), (open_, save) = ours.pages[slow], other.pages[slow]
    (open_r, open_s), (save_r, save_s) = _times(our_open, open_), _times(our_save, save)
    return (
        f"- {other.title}: {open_r:.1f} times the requests and {open_s:.1f} times the seconds to open, "
        f"{save_r:.1f} times the requests and {save_s:.1f} times the seconds to save (at {slow * 1000:.0f} ms)."
    )


def _times(ours: Work, other: Work) -> tuple[float, float]:
    return other.typical[0] / ours.typical[0], other.typical[1] / ours.typical[1]


def _table(header: list[str], rows: list[list[Any]]) -> Iterable[str]:
    yield f"| {' | '.join(header)} |"
    yield f"| --- |{' ---: |' * (len(header) - 1)}"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"


def _each(values: Iterable[int]) -> str:
    """Give one number if all are the same, else all of them."""
    found = [str(value) for value in values]
    return found[0] if len(set(found)) == 1 else ", ".join(found)


def _plain(value: float) -> float:
    return int(value) if float(value).is_integer() else round(value, 1)


def _versions() -> Iterable[str]:
    for name in ("gspread", "gspread-dataframe", "st-gsheets-connection"):
        pinned = dict(re.findall(r"^([\w.-]+)==(\S+)", _requirements(name), re.MULTILINE))
        below = f" (with gspread {pinned['gspread']})" if name != "gspread" else ""
        yield f"{name} {pinned[name]}{below}"


def _requirements(name: str) -> str:
    return (ROOT / "benchmarks" / f"requirements-{name}.txt").read_text(encoding="utf-8")
