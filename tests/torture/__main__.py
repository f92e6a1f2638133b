"""python -m tests.torture --seed 1 --actions 5000 --processes 4"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.desk import Plan
from tests.torture.rounds import torture


def main() -> int:
    """Torture, tell what went wrong, and end with one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__package__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=5000, help="to be acknowledged")
    parser.add_argument("--processes", type=int, default=4, help="each with two writers")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--folder", type=Path, help="keeps the diaries")
    args = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        plans = [Plan(f"r{number}", args.seed * 1000 + number) for number in range(args.rounds)]
        outcome = torture(plans, args.folder or Path(scratch), actions=args.actions, processes=args.processes)
    for kind, sentences in outcome.findings.items():
        for sentence in sentences[:20]:
            print(f"{kind}: {sentence}")
    print(dict(outcome.faults), dict(outcome.edits))
    figures = outcome.figures()
    print(json.dumps({**figures, "seed": args.seed, "seconds": round(time.monotonic() - began)}))
    return 1 if any(outcome.findings.values()) or outcome.acknowledged < args.actions else 0


if __name__ == "__main__":
    sys.exit(main())
