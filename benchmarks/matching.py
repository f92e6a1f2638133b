"""The best plan beside other ways to find one: `make bench-matching`, python -m benchmarks.matching."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.matching_instances import SIZES
from benchmarks.matching_worker import ONE
from benchmarks.measure import ENVIRONMENTS, ROOT, Competitor

OURS: Final = Competitor("ours", "matching_ours")
ALONE: Final = Competitor("ours", "matching_one")
FLOW: Final = Competitor("or-tools-flow", "matching_flow", "ortools")
PEERS: Final = (
    Competitor("urgent-first-greedy", "matching_greedy"),
    Competitor("mentor-match", "matching_munkres", "munkres"),
    Competitor("pandas-scipy-dense", "matching_dense", "scipy"),
    FLOW,
)
Outcome = dict[str, Any]


def main() -> None:
    """Measure everybody, print a table and the figures as one line of JSON at the end."""
    args = _arguments()
    sizes = [name for name in SIZES if name in args.sizes]
    ours = {size: measured(OURS, size, args) for size in sizes}
    peers = {
        peer.name: {size: measured(peer, size, args) for size in sizes} for peer in PEERS if peer.name in args.peers
    }
    known = FLOW.name in args.peers  # nobody else could tell
    best = all(is_best(ours[size], size, args) for size in sizes) if known else None
    _tell("\n" + table({"ours": ours, **peers}) + f"\nload average {os.getloadavg()[0]:.1f}")
    looked_at = "city" if "city" in sizes else sizes[-1]
    told = {**figures(ours), **alone(measured(ALONE, looked_at, args)), "optimal": best}
    told["peers"] = {
        peer.name: {
            **figures(peers[peer.name]),
            **alone(measured(peer, looked_at, args, ONE)),
            "optimal": all(map(as_good, peers[peer.name].values(), ours.values())) if best else None,
        }
        for peer in PEERS
        if peer.name in peers
    }
    print(json.dumps(told))  # noqa: T201 - the result


def measured(competitor: Competitor, size: str, args: argparse.Namespace, *more: str) -> Outcome | None:
    """Run a worker in a process of its own; None when it takes too long or needs more memory than there is."""
    if competitor.environment and not Path(competitor.python).exists():
        sys.exit(f"{ENVIRONMENTS.relative_to(ROOT)} lacks {competitor.environment}: please run `make bench-matching`.")
    _tell(f"{competitor.name}: {size}")
    module = f"benchmarks.peers.{competitor.module}"
    command = [competitor.python, "-m", module, size, str(args.seed), str(args.times), *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, cwd=ROOT, env=environment, timeout=args.limit, capture_output=True, text=True, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode < 0 or "MemoryError" in done.stderr:
        return None
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


def is_best(ours: Outcome | None, size: str, args: argparse.Namespace) -> bool:
    """Let OR-tools, which knows nothing of our prices, plan just the requests we serve: it finds no more points."""
    if not ours:
        return False
    with tempfile.TemporaryDirectory() as folder:
        seats = Path(folder) / "seats.json"
        seats.write_text(json.dumps(ours["seats"]), encoding="utf-8")
        theirs = measured(FLOW, size, args, str(seats))
    return theirs is not None and (theirs["served"], theirs["total"]) == (ours["served"], ours["total"])


def figures(outcomes: Mapping[str, Outcome | None]) -> Outcome:
    """Give milliseconds by size, memory of a state, and by size how many are served and with how many points."""
    found: Outcome = {f"{size}_ms": one["ms"] if one else None for size, one in outcomes.items()}
    state = outcomes.get("state")
    found["state_mb"] = state["mb"] if state else None
    for name in ("served", "total"):
        found[name] = {size: one[name] if one else None for size, one in outcomes.items()}
    return found


def alone(one: Outcome | None) -> Outcome:
    """Give the milliseconds for one request, with records already looked at and with new ones."""
    return {"one_request_ms": one["ms"] if one else None, "one_request_cold_ms": one["cold_ms"] if one else None}


def as_good(theirs: Outcome | None, ours: Outcome | None) -> bool:
    """Say whether a plan serves just the requests the best one serves, with as many points."""
    if not (theirs and ours):
        return False
    served = [[seat < 0 for seat in one["seats"]] for one in (theirs, ours)]
    return served[0] == served[1] and (theirs["served"], theirs["total"]) == (ours["served"], ours["total"])


def table(everybody: Mapping[str, Mapping[str, Outcome | None]]) -> str:
    """Give one line a competitor and size."""
    lines = [f"{'who':<22}{'size':<8}{'ms':>12}{'CPU ms':>12}{'MB':>8}{'served':>9}{'points':>10}"]
    for name, outcomes in everybody.items():
        for size, one in outcomes.items():
            told = (
                f"{one['ms']:>12.1f}{one['cpu_ms']:>12.1f}{one['mb']:>8.0f}{one['served']:>9}{one['total']:>10}"
                if one
                else "   too long"
            )
            lines.append(f"{name:<22}{size:<8}{told}")
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    names = [one.name for one in PEERS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), default=list(SIZES), help="offices to plan")
    parser.add_argument("--peers", nargs="*", choices=names, default=names, help="measure only these beside ours")
    parser.add_argument("--seed", type=int, default=1, help="which offices are made up")
    parser.add_argument("--times", type=int, default=5, help="the best of at least so many times counts")
    parser.add_argument("--limit", type=float, default=300, help="seconds until a worker is given up")
    return parser.parse_args()


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - progress


if __name__ == "__main__":
    main()
