"""Places as an older version left them: the present layout with parts taken away and the version set back."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import MetaData, create_engine, select, text, update

from services.model.record import Record, columns
from services.storage.sql.tables import TABLES, WORKBOOK
from tests.sheets_server import Server, batch
from tests.sheets_server.book import Book


@dataclass
class OlderSheet:
    """A spreadsheet on the server."""

    server: Server
    id: str

    @property
    def book(self) -> Book:
        return self.server.store.get(self.id)

    def lose(self, kind: type[Record], *names: str) -> None:
        """Take columns of a tab away."""
        sheet = self.book.sheet(kind.tab)
        there = sheet.values()[0]
        places = sorted((there.index(columns(kind)[name].column.header) for name in names), reverse=True)
        span = {"sheetId": sheet.sheet_id, "dimension": "COLUMNS"}
        self._change({"deleteDimension": {"range": {**span, "startIndex": at, "endIndex": at + 1}}} for at in places)

    def lose_tab(self, kind: type[Record]) -> None:
        """Take a tab away."""
        self._change([{"deleteSheet": {"sheetId": self.book.sheet(kind.tab).sheet_id}}])

    def set_version(self, version: int) -> None:
        """Say which version it has."""
        self.server.person(self.id).type("'_sys'!B2", str(version))

    def state(self) -> object:
        """Everything that is kept."""
        return {**self.book.to_json(), "modified": ""}

    def _change(self, requests: Iterable[dict]) -> None:
        self.server.store.change(self.id, lambda book: batch.run(book, list(requests)))


@dataclass
class OlderDatabase:
    """A SQLite file or a PostgreSQL database."""

    url: str

    def lose(self, kind: type[Record], *names: str) -> None:
        """Take columns of a table away."""
        self.run(*(f'ALTER TABLE {TABLES[kind].name} DROP COLUMN "{name}"' for name in names))

    def lose_tab(self, kind: type[Record]) -> None:
        """Take a table away."""
        self.run(f"DROP TABLE {TABLES[kind].name}")

    def set_version(self, version: int) -> None:
        """Say which version it has."""
        self.run(update(WORKBOOK).values(schema_version=version))

    def state(self) -> object:
        """Everything that is kept."""
        engine = create_engine(self.url.replace("postgresql:", "postgresql+psycopg:"))
        tables = MetaData()
        tables.reflect(engine)
        with engine.connect() as connection:
            found = {name: connection.execute(select(table)).all() for name, table in sorted(tables.tables.items())}
        engine.dispose()
        return found

    def run(self, *statements: object) -> None:
        engine = create_engine(self.url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement) if isinstance(statement, str) else statement)
        engine.dispose()


Older = OlderSheet | OlderDatabase
