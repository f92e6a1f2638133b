"""The SQL store: a SQLite file or a PostgreSQL database, one table a record kind."""

from services.storage.sql.store import SqlStore

__all__ = ["SqlStore"]
