"""python -m tests.torture --seed 1 --actions 5000 --processes 4

The last line is one JSON object. Ends with 1 when anything was wrong. With --kills and --quota two more tests are run
before; --actions 0 leaves the torture itself out.
"""

import argparse
import json
import logging
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.torture.kills import kill_again_and_again
from tests.torture.quota import click_for
from tests.torture.rounds import MOST_TOLD, plans, torture


def main() -> int:
    """Run the tests, tell what went wrong, and end with one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=5000, help="to be acknowledged")
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--writers", type=int, default=4, help="in each process")
    parser.add_argument("--rounds", type=int, help="how many combinations of switches; all by default")
    parser.add_argument("--folder", type=Path, help="keeps the writers' diaries")
    parser.add_argument("--kills", type=int, default=0, help="how many times the app is killed while it saves")
    parser.add_argument("--quota", type=float, default=0, help="for how many seconds 20 people click on one quota")
    args = parser.parse_args()
    logging.getLogger("services").setLevel(logging.ERROR)
    tests = {_quota: args.quota, _kills: args.kills, _torture: args.actions}
    return max([_run(test, args) for test, wanted in tests.items() if wanted], default=0)


def _run(test: Callable[[argparse.Namespace, Path], tuple[dict[str, float], bool]], args: argparse.Namespace) -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        told, wrong = test(args, args.folder or Path(scratch))
    _say(json.dumps({**told, "seed": args.seed, "seconds": round(time.monotonic() - began)}))
    return int(wrong)


def _quota(args: argparse.Namespace, _: Path) -> tuple[dict[str, float], bool]:
    seen = click_for(args.quota)
    for error in seen.errors[:MOST_TOLD]:
        _say(error)
    return seen.figures(), bool(seen.errors)


def _kills(args: argparse.Namespace, folder: Path) -> tuple[dict[str, float], bool]:
    findings, acknowledged, left_open = kill_again_and_again(args.kills, args.seed, folder)
    for kind, sentences in findings.items():
        for sentence in sentences[:MOST_TOLD]:
            _say(f"{kind}: {sentence}")
    wrong = {kind: len(found) for kind, found in findings.items()}
    told = {"kills": args.kills, "acknowledged": acknowledged, "in_the_middle": left_open, **wrong}
    return told, any(wrong.values())


def _torture(args: argparse.Namespace, folder: Path) -> tuple[dict[str, float], bool]:
    chosen = plans(args.seed, args.rounds)
    outcome = torture(chosen, folder, actions=args.actions, processes=args.processes, writers=args.writers, say=_say)
    wrong = any(outcome.findings.values())
    _say(f"faults: {dict(outcome.faults)}")
    _say(f"edits: {dict(outcome.edits)}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    _say(f"processor: {used.ru_utime + used.ru_stime:.0f} s")
    return outcome.figures(), wrong or outcome.acknowledged < args.actions


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the report of a command


if __name__ == "__main__":
    sys.exit(main())
