"""The torture: rounds at fresh spreadsheets, each under another answer to what nobody knows about the real service."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from services.office import Office
from services.storage.sheets import SheetsStore
from tests.rules.cast import NOW, UTE
from tests.sheets_server.book import Book
from tests.torture.deeds import prepare
from tests.torture.desk import Plan, serve
from tests.torture.diary import Diary, read_diaries
from tests.torture.evidence import Evidence, rows_of
from tests.torture.verdict import KINDS, Findings, judge
from tests.torture.writers import Task, work

SPAWN = get_context("spawn")
MOST_TOLD = 20
# The token needs one of its two compares: a protected range deleted once, or a name given once.
TOKENS: tuple[dict[str, bool], ...] = (
    {},
    {"stale_names": True},
    {"used_name_fails": False},
    {"missing_protection_fails": False},
    {"ranges_hide_protections": True},
    {"missing_protection_fails": False, "ranges_hide_protections": True},
)


@dataclass
class Outcome:
    """What came out, added up over the rounds."""

    acknowledged: int = 0
    findings: Findings = field(default_factory=lambda: {kind: [] for kind in KINDS})
    faults: Counter[str] = field(default_factory=Counter)
    edits: Counter[str] = field(default_factory=Counter)

    def add(self, acknowledged: int, told: dict[str, Any], findings: Findings) -> None:
        self.acknowledged += acknowledged
        self.faults.update(told["faults"])
        self.edits.update(told["edits"])
        for kind, sentences in findings.items():
            self.findings[kind] += sentences

    def figures(self) -> dict[str, int]:
        wrong = {kind: len(found) for kind, found in self.findings.items()}
        return {
            "acknowledged": self.acknowledged,
            **wrong,
            "faults": self.faults.total(),
            "human_edits": self.edits.total(),
        }


@dataclass
class Crew:
    """The running processes: the one with the sheet, and the writers."""

    url: str
    desk: Connection
    writers: list[Connection]

    def ask_desk(self, order: str, plan: Plan | None = None) -> Any:
        self.desk.send((order, plan))
        return self.desk.recv()

    def play(
        self, plan: Plan, folder: Path, goal: int, *, writers: int, seconds: float = 600.0
    ) -> tuple[int, Evidence, dict[str, Any]]:
        """One round: how many actions were acknowledged, the evidence, and what the desk tells of itself."""
        folder.mkdir(parents=True, exist_ok=True)
        self.ask_desk("set up", plan)
        office = Office(SheetsStore(plan.spreadsheet, api=self.url), clock=lambda: NOW)
        first = Diary(folder / "prepared.jsonl").watched("prepared", prepare)
        office.perform(UTE, first, once="prepared")
        self.ask_desk("start")
        for number, writer in enumerate(self.writers):
            writer.send(Task(self.url, plan.spreadsheet, folder, number, plan.seed, goal, seconds, writers))
        acknowledged = sum(writer.recv() for writer in self.writers)
        told = self.ask_desk("stop")
        (folder / "sheet.json").write_text(json.dumps(told["book"], ensure_ascii=False), encoding="utf-8")
        if told["failures"]:
            raise RuntimeError(told["failures"][0])  # a fault of the server on trial's behalf, not of the store
        evidence = Evidence(rows_of(Book.from_json(told["book"])), read_diaries(folder), told["typed"])
        return acknowledged, evidence, told


@contextmanager
def crew(processes: int) -> Iterator[Crew]:
    """Start all processes; they end with the block."""
    running = []

    def start(target: Any) -> Connection:
        here, there = SPAWN.Pipe()
        process = SPAWN.Process(target=target, args=(there,), daemon=True)
        process.start()
        there.close()
        running.append((process, here))
        return here

    desk = start(serve)
    writers = [start(work) for _ in range(processes)]
    try:
        yield Crew(desk.recv(), desk, writers)
    finally:
        for (process, pipe), last in zip(running, [("quit", None), *[None] * processes], strict=True):
            if process.is_alive():
                pipe.send(last)
            process.join(10)
            process.kill()
            pipe.close()
            process.close()


def plans(seed: int, rounds: int | None = None) -> list[Plan]:
    """The rounds: each token that is safe under every pair of answers to the other questions.

    Three answers are combined freely and three follow from them such that every two of the six meet in all four ways.
    """
    combinations = [
        {
            **token,
            "torn_reads": torn,
            "reply_before_batch": early,
            "strict_validation_binds": strict,
            "translated_refusals": torn ^ early,
            "pasted_text_stays_text": early ^ strict,
            "retry_after": torn ^ early ^ strict,
        }
        for torn, early, strict, token in product((False, True), (False, True), (False, True), TOKENS)
    ]
    chosen = Random(seed).sample(combinations, rounds or len(combinations))
    return [Plan(f"r{number}", seed * 1000 + number, switches=switches) for number, switches in enumerate(chosen)]


def torture(  # noqa: PLR0913 - the settings, by name
    plans: list[Plan],
    folder: Path,
    *,
    actions: int,
    processes: int,
    writers: int = 2,
    say: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Play the plans one after the other, each with its share of the acknowledged actions."""
    outcome = Outcome()
    goal = -(-actions // (len(plans) * processes * writers))
    with crew(processes) as running:
        for plan in plans:
            began = time.monotonic()
            acknowledged, evidence, told = running.play(plan, folder / plan.spreadsheet, goal, writers=writers)
            findings = {
                kind: [f"{plan.spreadsheet}: {one}" for one in found] for kind, found in judge(evidence).items()
            }
            outcome.add(acknowledged, told, findings)
            on = ", ".join(f"{name}={value}" for name, value in plan.switches.items())
            say(f"{plan.spreadsheet} ({on}): {acknowledged} in {time.monotonic() - began:.0f} s")
            for kind, sentences in findings.items():
                for sentence in sentences[:MOST_TOLD]:
                    say(f"  {kind}: {sentence}")
    return outcome
