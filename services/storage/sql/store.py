"""The SQL store: a SQLite file (the embedded default) or PostgreSQL by URL, through the same SQLAlchemy Core code.

One table a record kind, every column the same text as in the sheet. The single row of `workbook` holds the revision;
whoever moves it on from the revision they read has won, everybody else gets a `Conflict`. Each row carries the
revision that last changed it, so a reader fetches only what is newer than the snapshot it already has.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Final

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_random

from services.model.errors import Conflict, Problem, Unreachable
from services.model.record import columns
from services.model.workbook import Changes, Workbook
from services.storage.cells import cells_of, record_of
from services.storage.schema import SCHEMA_VERSION, refuse_newer
from services.storage.sql.tables import CHANGED_IN, NEWER, TABLES, WORKBOOK
from services.storage.sql.upgrade import make_ready

log = logging.getLogger(__name__)

SERIALIZATION_FAILURE: Final = "40001"  # PostgreSQL's word for: somebody else was first


class SqlStore:
    """Keeps the workbook in a database; safe for several threads and processes."""

    def __init__(self, url: str) -> None:
        """Connect lazily to `url` (`sqlite:///file` or `postgresql+psycopg://…`); the tables are made when missing."""
        self._engine = _engine(url)
        self._ready = False
        self._lock = Lock()
        self._snapshot = Workbook.of(revision=-1)

    def load(self) -> Workbook:
        """Give the newest workbook; reads only rows that changed since the last load."""
        with self._connection() as connection:
            return self._newest(connection)

    def commit(self, changes: Changes, *, expected: Workbook) -> Workbook:
        """Move the revision on and write the changed rows in one transaction."""
        revision = expected.revision + 1
        with self._connection(writes=True) as connection:
            moved = connection.execute(
                update(WORKBOOK)
                .where(WORKBOOK.c.revision == expected.revision, WORKBOOK.c.schema_version == SCHEMA_VERSION)
                .values(revision=revision)
            )
            if moved.rowcount != 1:
                raise Conflict
            new: dict[Table, list[dict[str, object]]] = {}
            for change in changes:
                table = TABLES[type(change.after)]
                cells = {**cells_of(change.after), CHANGED_IN: revision}
                if change.before is None:
                    new.setdefault(table, []).append(cells)
                else:
                    connection.execute(update(table).where(table.c.id == change.after.id).values(cells))
            for table, rows in new.items():  # thousands of rows of an old list take one statement
                connection.execute(insert(table), rows)
        return expected.with_changes(changes, revision=revision)

    def close(self) -> None:
        """Close all connections; the next load or commit opens one again."""
        self._engine.dispose()

    def _newest(self, connection: Connection) -> Workbook:
        known = self._snapshot
        revision, version = connection.execute(select(WORKBOOK.c.revision, WORKBOOK.c.schema_version)).one()
        refuse_newer(version)  # another process, newer than this one, may have extended the tables meanwhile
        if revision == known.revision:
            return known
        kinds = dict(known.records)
        problems = list(known.problems)
        taken = set(known.taken)
        for kind, newer in NEWER.items():
            rows = connection.execute(newer, {"revision": known.revision}).mappings().all()
            if not rows:
                continue
            readable = dict(kinds[kind])
            for row in rows:
                found = record_of(kind, {name: row[name] for name in columns(kind)}, row=row["id"])
                problems = [problem for problem in problems if (problem.tab, problem.row) != (kind.tab, row["id"])]
                if isinstance(found, Problem):
                    problems.append(found)
                    taken.add(row["id"])
                    readable.pop(row["id"], None)
                else:
                    readable[row["id"]] = found
            kinds[kind] = readable
        newest = replace(known, revision=revision, records=kinds, problems=tuple(problems), taken=frozenset(taken))
        with self._lock:
            if newest.revision > self._snapshot.revision:
                self._snapshot = newest
        return newest

    @contextmanager
    def _connection(self, *, writes: bool = False) -> Iterator[Connection]:
        """Open one transaction; a failure of the database becomes `Unreachable`, a lost race `Conflict`."""
        try:
            self._make_tables()
            with self._engine.execution_options(writes=writes).begin() as connection:
                yield connection
        except IntegrityError as error:
            raise Conflict from error
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") == SERIALIZATION_FAILURE:
                raise Conflict from error
            log.exception("The database does not answer")
            raise Unreachable from error
        except (SQLAlchemyError, OSError) as error:
            log.exception("The database cannot be used")
            raise Unreachable from error

    # Processes that start together on a new SQLite file find it locked for a moment, whatever the busy timeout.
    @retry(
        retry=retry_if_exception_type(OperationalError),
        wait=wait_random(0, 0.2),
        stop=stop_after_delay(10),
        reraise=True,
    )
    def _make_tables(self) -> None:
        if self._ready:
            return
        with self._lock, _for_set_up(self._engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                # Two processes that start together must not both create the tables.
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(620531)")
            make_ready(connection)
            self._ready = True


def _for_set_up(engine: Engine) -> Engine:
    """Give the engine for making the tables: whoever waited for somebody else's has to see them afterwards."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="READ COMMITTED")
    return engine.execution_options(writes=True)


def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    if not address.drivername.startswith("sqlite"):
        return create_engine(
            address, isolation_level="REPEATABLE READ", pool_pre_ping=True, connect_args={"connect_timeout": 10}
        )
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: object, _record: object) -> None:
    """Let readers go on while somebody writes, and hand transactions to us instead of the driver."""
    connection.isolation_level = None  # type: ignore[attr-defined]
    connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[attr-defined]


def _begin_sqlite(connection: Connection) -> None:
    # A writer asks for its lock at once: a reader that turns into a writer would be refused without waiting.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
