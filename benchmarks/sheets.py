"""Lotsenbuch beside other ways to use a Google Sheet as a store: `make bench-sheets`, python -m benchmarks.sheets."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Final

from benchmarks.measure import ENVIRONMENTS, ROOT, Competitor, page_and_save, rush
from benchmarks.report import Outcome, Setting, figures, write

COMPETITORS: Final = (
    Competitor("ours", "ours"),
    Competitor("gspread", "plain", "gspread"),
    Competitor("gspread-dataframe", "dataframe", "gspread-dataframe"),
    Competitor("st-gsheets-connection", "connection", "st-gsheets-connection"),
)


def main() -> None:
    """Measure everybody, write document and picture, print the figures as one line of JSON at the end."""
    args = _arguments()
    setting = Setting(
        latencies=tuple(args.latency),
        times=args.times,
        few=args.few,
        repetitions=args.repetitions,
        few_latency=args.few_latency,
        many=args.many,
        many_latency=args.many_latency,
        example=args.example,
    )
    outcomes = [measured(one, setting) for one in COMPETITORS if one.name in args.only]
    if args.document:
        write(args.document, setting, outcomes)
    print(json.dumps(figures(setting, outcomes)))  # noqa: T201 - the result


def measured(competitor: Competitor, setting: Setting) -> Outcome:
    """Measure one of them."""
    if competitor.environment and not Path(competitor.python).exists():
        sys.exit(f"{ENVIRONMENTS.relative_to(ROOT)} lacks {competitor.environment}: please run `make bench-sheets`.")
    _tell(f"{competitor.name}: page and save")
    pages = {
        latency: page_and_save(competitor, latency, setting.times, setting.example) for latency in setting.latencies
    }
    few = []
    for time in range(setting.repetitions):
        _tell(f"{competitor.name}: {setting.few} sign-ups, {time + 1} of {setting.repetitions}")
        few.append(rush(competitor, setting.few_latency, setting.few, setting.example))
    _tell(f"{competitor.name}: {setting.many} sign-ups")
    many = rush(competitor, setting.many_latency, setting.many, setting.example)
    _tell(f"{competitor.name}: {many}")
    return Outcome(competitor.name, pages, few, many, os.getloadavg()[1])


def _arguments() -> argparse.Namespace:
    names = [one.name for one in COMPETITORS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sheets", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a glance: once each, 100 instead of 1,000, no document")
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="measure only these")
    parser.add_argument("--latency", nargs="+", type=float, default=[0.15, 0.35], help="seconds a request waits")
    parser.add_argument("--times", type=int, default=3, help="how often the page is opened and a change saved")
    parser.add_argument("--few", type=int, default=50, help="sign-ups at once in the small rush")
    parser.add_argument("--few-latency", type=float, default=0.15, help="seconds a request waits in the small rush")
    parser.add_argument("--repetitions", type=int, default=3, help="how often the small rush is repeated")
    parser.add_argument("--many", type=int, default=1000, help="sign-ups in the great rush")
    parser.add_argument("--many-latency", type=float, default=0.005, help="seconds a request waits in the great rush")
    parser.add_argument("--example", default="dorsten", help="folder of examples/ that fills the spreadsheet")
    parser.add_argument(
        "--document", type=Path, default=ROOT / "docs" / "benchmarks.md", help="what is brought up to date"
    )
    args = parser.parse_args()
    if args.quick:
        args.times, args.repetitions, args.many, args.document = 1, 1, 100, None
    if set(args.only) != set(names):
        args.document = None  # a table with gaps is none
    return args


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - progress


if __name__ == "__main__":
    main()
