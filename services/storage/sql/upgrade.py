"""Upgrades: a database that an older version made gets the columns and tables it lacks, in one transaction.

Only ever added, each column with the text of its default. A SQLite file is copied beside itself first. PostgreSQL is
not: whoever runs one keeps backups of it, and a copy of people's data inside the same database would be none.
"""

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from glob import escape
from pathlib import Path

from sqlalchemy import Connection, Table, insert, inspect, select, update
from sqlalchemy.schema import CreateColumn

from services.model.clock import now_in_germany
from services.model.errors import WrongLayout
from services.model.record import Record, columns
from services.model.records import JournalEntry
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.storage.cells import cells_of
from services.storage.schema import (
    ADDED,
    History,
    backup_name,
    columns_since,
    outdated_backups,
    refuse_newer,
    told,
    upgrade_entry,
)
from services.storage.sql.tables import CHANGED_IN, METADATA, TABLES, WORKBOOK

log = logging.getLogger(__name__)


def make_ready(connection: Connection, history: History = ADDED) -> None:
    """Make the tables of an empty database, or add what an older one lacks; nobody else may do so meanwhile.

    Raises `WrongLayout` when the layout is newer, or lacks what its own version had.
    """
    newest = max(history.values())
    there = _there(connection)
    if WORKBOOK.name not in there:
        METADATA.create_all(connection)
        connection.execute(insert(WORKBOOK).values(id=1, revision=0, schema_version=newest))
        return
    if WORKBOOK.c.schema_version.name not in there[WORKBOOK.name]:
        _add_column(connection, WORKBOOK, WORKBOOK.c.schema_version.name)
    version = connection.execute(select(WORKBOOK.c.schema_version)).scalar_one()
    refuse_newer(version, newest)
    lacking = dict(_lacking(there, version, history))
    if version < newest:
        _upgrade(connection, lacking, newest)


def _lacking(there: Mapping[str, set[str]], version: int, history: History) -> Iterator[tuple[type[Record], set[str]]]:
    """Give the new columns that are not there, by kind; raises `WrongLayout` when an old one is not there."""
    for kind, table in TABLES.items():
        new = columns_since(kind, version, history)
        missing = {column.name for column in table.columns} - there.get(table.name, set())
        gone = missing - new.keys()
        if gone and (table.name in there or "id" not in new):
            raise WrongLayout(
                Sentence(
                    N_("The table “{tab}” lacks the columns {columns}. It was made by another version of Lotsenbuch."),
                    tab=table.name,
                    columns=tuple(sorted(gone)),
                )
            )
        if missing:
            yield kind, missing


def _upgrade(connection: Connection, lacking: dict[type[Record], set[str]], newest: int) -> None:
    at = now_in_germany()
    database = connection.engine.url.database
    if lacking and connection.dialect.name == "sqlite" and database:
        _copy_beside(Path(database), at)
    lines = []
    for kind, missing in lacking.items():
        new = {name: kept for name, kept in columns(kind).items() if name in missing}
        lines.append(told(kind, new))
        if "id" in new:
            TABLES[kind].create(connection)
        else:
            for name in new:
                _add_column(connection, TABLES[kind], name)
    _journal(connection, at, newest, lines)
    connection.execute(update(WORKBOOK).values(schema_version=newest))
    log.warning("The database has layout %s now: %s", newest, "; ".join(lines) or "nothing was missing")


def _journal(connection: Connection, at: datetime, version: int, lines: list[str]) -> None:
    table = TABLES[JournalEntry]
    numbers = connection.execute(select(table.c.id)).scalars()
    number = replace(Workbook.of(), taken=frozenset(numbers)).next_number(JournalEntry)
    revision = connection.execute(select(WORKBOOK.c.revision)).scalar_one() + 1
    entry = upgrade_entry(number, at, version, lines)
    connection.execute(insert(table).values({**cells_of(entry), CHANGED_IN: revision}))
    connection.execute(update(WORKBOOK).values(revision=revision))


def _there(connection: Connection) -> Mapping[str, set[str]]:
    """Give the columns of each table, asked for at once: one table after the other would hold up each start."""
    tables = inspect(connection).get_multi_columns()
    return {name: {column["name"] for column in found} for (_schema, name), found in tables.items()}


def _add_column(connection: Connection, table: Table, name: str) -> None:
    column = CreateColumn(table.c[name]).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {column}")


def _copy_beside(file: Path, at: datetime) -> None:
    """Copy a SQLite file as it was last committed (this connection has written nothing yet), and delete old copies."""
    name = f"{file.stem}_bak"
    there = {path.stem: path for path in file.parent.glob(f"*{escape(file.suffix)}")}
    copy = file.with_stem(backup_name(name, at, there))
    unfinished = copy.with_name(f"{copy.name}.part")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as target:
        source.backup(target)
    unfinished.replace(copy)
    for old in outdated_backups(name, there):
        there[old].unlink()
