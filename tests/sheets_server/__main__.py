"""python -m tests.sheets_server --port 8900 --data sheets.json"""

from __future__ import annotations

import argparse
import json
import signal
import threading
from contextlib import suppress
from pathlib import Path

from .app import Server
from .faults import Quota
from .switches import Switches, parsed


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.sheets_server", description=__package__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--data", type=Path, help="JSON file that keeps the spreadsheets")
    parser.add_argument("--spreadsheet", default="lotsenbuch", help="id that is created if it does not exist")
    parser.add_argument("--quota", type=_quota, help="requests per minute: 60, or read=300,write=60; default unlimited")
    parser.add_argument("--switch", type=parsed, action="append", default=[], metavar="NAME=on|off", help=_switches())
    parser.add_argument("--service-account", type=Path, metavar="FILE", help="write a key that may edit to this file")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds each request waits before it is handled")
    auth = parser.add_mutually_exclusive_group()
    auth.add_argument("--token-required", dest="auth", action="store_true", default=True, help="the default")
    auth.add_argument("--no-auth", dest="auth", action="store_false", help="accept requests without a token")
    args = parser.parse_args()
    try:
        server = Server(args.data, args.port, args.spreadsheet, args.auth, args.quota, dict(args.switch))
    except ValueError as error:
        parser.error(str(error))
    server.latency = args.latency
    if args.service_account:
        args.service_account.write_text(json.dumps(server.service_account(), indent=2), encoding="utf-8")
    print(f"listening on {server.url}", flush=True)  # noqa: T201 - the one line a caller waits for
    # shutdown() waits for the serving loop, so it must not run in the thread that serves
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.stop).start())
    with suppress(KeyboardInterrupt):
        server.serve()


def _quota(text: str) -> Quota:
    if text.isdecimal():
        return int(text)
    parts = dict(part.split("=") for part in text.split(","))
    if not set(parts) <= {"read", "write"}:
        raise ValueError(text)
    return {kind: int(number) for kind, number in parts.items()}


def _switches() -> str:
    return "answers to open questions: " + ", ".join(Switches().shown())


if __name__ == "__main__":
    main()
