"""The backup: a ZIP file that holds everything, opens in a spreadsheet program and reads back exactly.

One table (CSV) a tab with the tab's own headers, spelt as in `services/storage/cells.py`, one for what people keep
beside the entries of a tab, and `lotsenbuch.json`: what version made it, of which revision, how many rows, and a
checksum for each table.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - zlib calls its exception "error"

from services.model.errors import DamagedBackup, NotABackup, Problem, UnknownColumns
from services.model.record import Record, columns
from services.model.records import RECORDS, Programme
from services.model.workbook import Rest, Workbook
from services.storage.cells import cells_of, record_of
from services.storage.manifest import MANIFEST, Manifest, Table, manifest_of, noted, problem_of

LARGEST: Final = 200_000_000  # bytes unpacked: no office is near, and a small file must not fill the memory
# What makes a spreadsheet program read a cell as a formula, also in the wide spelling of East Asian keyboards.
FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
SHIELD: Final = "'"

README: Final = """Sicherung von Lotsenbuch

Jede CSV-Datei ist ein Blatt der Tabelle und lässt sich mit Excel oder LibreOffice öffnen
(Zeichensatz UTF-8, Trennzeichen Semikolon). lotsenbuch.json sagt, wann und woraus die Sicherung
entstanden ist. Zurückholen: in Lotsenbuch auf der Seite „Sicherung“ diese ZIP-Datei hochladen.

Beginnt eine Angabe mit = + - @ oder einem Apostroph, steht ein Apostroph davor,
damit kein Programm sie für eine Formel hält.

Dateien, die mit „Rest“ beginnen: was außerdem in der Google-Tabelle stand (Zeilen ohne Nummer, unlesbare Zeilen,
eigene Spalten und Blätter), davor die Nummer der Zeile. Lotsenbuch zeigt sie, holt sie aber nicht zurück.

Die Dateien enthalten Namen, Adressen und Telefonnummern: Bitte sicher aufbewahren, nicht weitergeben
und löschen, wenn sie nicht mehr gebraucht werden. Geänderte Dateien nimmt Lotsenbuch nicht zurück.
"""


def backup_of(workbook: Workbook, *, at: datetime) -> bytes:
    """Give everything as one file; the same workbook at the same time gives the same bytes."""
    contents = {kind: _csv(_rows(kind, workbook.all(kind))) for kind in RECORDS}
    rest = [
        (_table_of(one.tab, _rest_file(number, one.tab), len(one.rows), content), content)
        for number, one in enumerate(workbook.rest, 1)
        for content in [_csv(one.rows)]
    ]
    manifest = Manifest(
        revision=workbook.revision,
        made_at=at,
        programme=next((one.name for one in workbook.all(Programme)), ""),
        tables=tuple(
            _table_of(kind.tab, _file(kind), len(workbook.all(kind)), content) for kind, content in contents.items()
        ),
        unreadable=tuple(noted(problem) for problem in workbook.problems),
        taken=tuple(sorted(workbook.taken)),
        rest=tuple(table for table, _ in rest),
    )
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        _pack(archive, "LIESMICH.txt", README.encode("utf-8-sig"), at)
        _pack(archive, MANIFEST, manifest.model_dump_json(indent=2).encode(), at)
        for kind, content in contents.items():
            _pack(archive, _file(kind), content, at)
        for table, content in rest:
            _pack(archive, table.file, content, at)
    return packed.getvalue()


def file_name(at: datetime) -> str:
    """Name a backup so that a folder of them lies in order."""
    return f"Lotsenbuch-Sicherung-{at:%Y-%m-%d-%H%M}.zip"


def manifest_in(content: bytes) -> Manifest:
    """Read what a backup says about itself; raises `NotABackup`, `DamagedBackup`, `NewerBackup`."""
    with _opened(content) as archive:
        return _manifest(archive)


def workbook_in(content: bytes) -> Workbook:
    """Read a backup; rows that this version cannot read become problems.

    Raises `NotABackup`, `DamagedBackup`, `NewerBackup`, `UnknownColumns`.
    """
    with _opened(content) as archive:
        manifest = _manifest(archive)
        found = [one for table in manifest.tables for one in _table(archive, table)]
        rest = tuple(Rest(table.tab, tuple(_texts(archive, table))) for table in manifest.rest)
    records = [one for _, one in found if isinstance(one, Record)]
    unread = {number: one for number, one in found if isinstance(one, Problem)}
    problems = [*map(problem_of, manifest.unreadable), *unread.values()]
    workbook = Workbook.of(records, revision=manifest.revision, problems=problems)
    return replace(workbook, taken=frozenset((*manifest.taken, *unread)), rest=rest)


def _file(kind: type[Record]) -> str:
    return f"{kind.tab}.csv"


def _rest_file(number: int, tab: str) -> str:
    """Name a file after a tab that people may call anything."""
    plain = re.sub(r"[^\w -]", "_", tab)
    return f"Rest {number:02} {plain}.csv"


def _table_of(tab: str, file: str, rows: int, content: bytes) -> Table:
    return Table(tab=tab, file=file, rows=rows, sha256=sha256(content).hexdigest())


def _pack(archive: ZipFile, name: str, content: bytes, at: datetime) -> None:
    info = ZipInfo(name, date_time=(at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16  # unpacked, it is for its owner alone
    archive.writestr(info, content)


def _rows(kind: type[Record], records: Sequence[Record]) -> Iterator[Sequence[str]]:
    yield [kept.column.header for kept in columns(kind).values()]
    yield from (tuple(cells_of(record).values()) for record in records)


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Write one table: what a double click opens in a German Excel."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([shielded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def shielded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet program would take for a formula; `bare` takes it away."""
    return f"{SHIELD}{cell}" if cell.startswith((*FORMULA, SHIELD)) else cell


def bare(cell: str) -> str:
    """Give the cell as it was before `shielded`."""
    return cell.removeprefix(SHIELD)


def _opened(content: bytes) -> ZipFile:
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OSError) as error:
        raise NotABackup from error
    if sum(info.file_size for info in archive.infolist()) > LARGEST:
        raise NotABackup
    return archive


def _read(archive: ZipFile, file: str) -> bytes:
    try:
        return archive.read(file)
    # What zipfile says of a missing, torn, locked or strangely packed file.
    except (KeyError, BadZipFile, ZlibError, EOFError, RuntimeError, OSError) as error:
        raise DamagedBackup(file=file) from error


def _manifest(archive: ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist():
        raise NotABackup
    return manifest_of(_read(archive, MANIFEST))


def _table(archive: ZipFile, table: Table) -> Iterator[tuple[str, Record | Problem]]:
    """Read one table: each row with its number."""
    kind = next((kind for kind in RECORDS if kind.tab == table.tab), None)
    if kind is None:
        raise UnknownColumns(tab=table.tab, columns=())
    try:
        header, *rows = _texts(archive, table)
        cells = [dict(zip(header, row, strict=True)) for row in rows]
    except ValueError as error:
        raise DamagedBackup(file=table.file) from error
    names = {kept.column.header: name for name, kept in columns(kind).items()}
    unknown = tuple(cell for cell in header if cell not in names)
    if unknown:
        raise UnknownColumns(tab=table.tab, columns=unknown)
    for number, row in enumerate(cells, start=2):
        texts = {names[title]: cell for title, cell in row.items()}
        yield texts.get("id", ""), record_of(kind, texts, row=f"{table.file}, {number}")


def _texts(archive: ZipFile, table: Table) -> list[tuple[str, ...]]:
    """Read the rows of a table; raises `DamagedBackup`."""
    content = _read(archive, table.file)
    if sha256(content).hexdigest() != table.sha256:
        raise DamagedBackup(file=table.file)
    try:
        rows = [*csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)]
    except (ValueError, csv.Error) as error:
        raise DamagedBackup(file=table.file) from error
    return [tuple(map(bare, row)) for row in rows]
