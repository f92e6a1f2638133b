"""Where a story is played: an app of its own with an example, and the office behind the same store."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.office import Office
from services.storage.sheets import SheetsStore
from services.storage.sql import SqlStore
from tests.browser.conftest import app
from tests.sheets_server import running

EVERYWHERE = os.environ.get("STORIES") == "everywhere"
# The hardest place stands for all in the tests; `make stories` plays everywhere.
PLAYED = ["sqlite-desk", "sqlite-phone", "sheet-desk", "sheet-phone"] if EVERYWHERE else ["sheet-phone"]


@contextmanager
def place(kind: str, folder: Path, example: str = "dorsten") -> Iterator[tuple[str, Office]]:
    """Give the address of an app of its own with the example, and the office behind the same store."""
    if kind == "sqlite":
        with app(folder, LOTSENBUCH_EXAMPLE=example) as url:
            store = SqlStore(f"sqlite:///{folder}/example-{example}.db")
            yield url, Office(store)
            store._engine.dispose()
        return
    with running(spreadsheet=f"example-{example}") as server:  # noqa: SIM117 - the app needs the server's address
        with app(folder, LOTSENBUCH_EXAMPLE=example, LOTSENBUCH_EXAMPLE_SHEETS_API=server.url) as url:
            yield url, Office(SheetsStore(f"example-{example}", api=server.url))
