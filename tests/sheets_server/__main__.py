"""python -m tests.sheets_server --port 8900 --data sheets.json"""

from __future__ import annotations

import argparse
import signal
import threading
from contextlib import suppress
from pathlib import Path

from .app import Server


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.sheets_server", description=__package__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--data", type=Path, help="JSON file that keeps the spreadsheets")
    parser.add_argument("--spreadsheet", default="lotsenbuch", help="id that is created if it does not exist")
    parser.add_argument("--quota", type=int, help="reads and writes per minute, unlimited by default")
    auth = parser.add_mutually_exclusive_group()
    auth.add_argument("--token-required", dest="auth", action="store_true", default=True, help="the default")
    auth.add_argument("--no-auth", dest="auth", action="store_false", help="accept requests without a token")
    args = parser.parse_args()
    server = Server(args.data, args.port, args.spreadsheet, args.auth, args.quota)
    print(f"listening on {server.url}", flush=True)  # noqa: T201 - the one line a caller waits for
    # shutdown() waits for the serving loop, so it must not run in the thread that serves
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.stop).start())
    with suppress(KeyboardInterrupt):
        server.serve()


if __name__ == "__main__":
    main()
