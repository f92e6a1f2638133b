"""python -m tests.torture --seed 1 --actions 5000 --processes 4

The last line is one JSON object. Ends with 1 when anything was wrong. With --kills or --quota only that test is run.
"""

import argparse
import json
import logging
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.kills import kill_again_and_again
from tests.torture.quota import click_for
from tests.torture.rounds import plans, torture
from tests.torture.verdict import Findings

MOST_TOLD = 30


def main() -> int:
    """Run one of the three tests, tell what went wrong, and end with one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=5000, help="to be acknowledged")
    parser.add_argument("--processes", type=int, default=4, help="each with two writers")
    parser.add_argument("--rounds", type=int, help="how many combinations of switches; all by default")
    parser.add_argument("--folder", type=Path, help="keeps the writers' diaries")
    parser.add_argument("--kills", type=int, help="kill the app so many times instead")
    parser.add_argument("--quota", type=float, help="let 20 people click for so many seconds instead")
    args = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.folder or Path(scratch)
        if args.quota:
            logging.getLogger("services").setLevel(logging.ERROR)
            told, wrong = _quota(args.quota)
        elif args.kills:
            told, wrong = _kills(args.kills, args.seed, folder)
        else:
            told, wrong = _torture(args, folder)
    _say(json.dumps({**told, "seed": args.seed, "seconds": round(time.monotonic() - began)}))
    return 1 if wrong else 0


def _quota(seconds: float) -> tuple[dict[str, float], bool]:
    seen = click_for(seconds)
    for error in seen.errors[:MOST_TOLD]:
        _say(error)
    return seen.figures(), bool(seen.errors)


def _kills(kills: int, seed: int, folder: Path) -> tuple[dict[str, int], bool]:
    findings, acknowledged, left_open = kill_again_and_again(kills, seed, folder)
    wrong = _wrong(findings)
    return {"kills": kills, "acknowledged": acknowledged, "in_the_middle": left_open, **wrong}, any(wrong.values())


def _torture(args: argparse.Namespace, folder: Path) -> tuple[dict[str, int], bool]:
    outcome = torture(plans(args.seed, args.rounds), folder, actions=args.actions, processes=args.processes, say=_say)
    wrong = _wrong(outcome.findings)
    _say(f"faults: {dict(outcome.faults)}")
    _say(f"edits: {dict(outcome.edits)}")
    return outcome.figures(), any(wrong.values()) or outcome.acknowledged < args.actions


def _wrong(findings: Findings) -> dict[str, int]:
    for kind, sentences in findings.items():
        for sentence in sentences[:MOST_TOLD]:
            _say(f"{kind}: {sentence}")
    return {kind: len(found) for kind, found in findings.items()}


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the report of a command


if __name__ == "__main__":
    sys.exit(main())
