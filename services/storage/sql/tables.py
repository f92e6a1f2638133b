"""The tables: one a record kind, every column the same text as in the sheet, and one row for the workbook itself."""

from typing import Final

from sqlalchemy import Column, Integer, MetaData, Table, Text, TextClause, text

from services.model.record import Kept, Record, columns
from services.model.records import RECORDS
from services.model.spelling import text_of

METADATA: Final = MetaData()
WORKBOOK: Final = Table(
    "workbook",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    # Databases from before it was kept have the first layout.
    Column("schema_version", Integer, nullable=False, server_default="1"),
)
CHANGED_IN: Final = "changed_in_revision"


def _column(kept: Kept) -> Column[str]:
    if kept.name == "id":
        return Column(kept.name, Text, primary_key=True, nullable=False)
    # With a default a column can be added to rows that are there, and a version that does not know it can still write.
    return Column(kept.name, Text, nullable=False, server_default=text_of(kept.default))


def _table(kind: type[Record]) -> Table:
    kept = (_column(kept) for kept in columns(kind).values())
    return Table(kind.__name__.lower(), METADATA, *kept, Column(CHANGED_IN, Integer, nullable=False, index=True))


TABLES: Final[dict[type[Record], Table]] = {kind: _table(kind) for kind in RECORDS}

# The rows changed since a revision, in plain SQL: every column is text, and an app that starts has hundreds of them to
# read, which SQLAlchemy would take longer to spell out than the database to answer.
NEWER: Final[dict[type[Record], TextClause]] = {
    kind: text(f'SELECT * FROM "{table.name}" WHERE {CHANGED_IN} > :revision ORDER BY id')  # noqa: S608 - our own names
    for kind, table in TABLES.items()
}
