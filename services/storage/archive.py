"""The backup: a ZIP file that holds everything, opens in a spreadsheet program and reads back exactly.

One table (CSV) a tab with the tab's own headers, spelt as in `services/storage/cells.py`, and `lotsenbuch.json`: what
version made it, of which revision, how many rows, and a checksum for each table.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - zlib calls its exception "error"

from pydantic import BaseModel, ConfigDict, ValidationError

from services.model.errors import DamagedBackup, NewerBackup, NotABackup, Problem, UnknownColumns
from services.model.record import Record, columns
from services.model.records import RECORDS, Programme
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.storage.cells import cells_of, record_of
from services.storage.schema import SCHEMA_VERSION

FORMAT: Final = "lotsenbuch-backup"
VERSION: Final = 1
KNOWN: Final = {"version": VERSION, "layout": SCHEMA_VERSION}  # above that, a newer Lotsenbuch made it
MANIFEST: Final = "lotsenbuch.json"
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

Die Dateien enthalten Namen, Adressen und Telefonnummern: Bitte sicher aufbewahren, nicht weitergeben
und löschen, wenn sie nicht mehr gebraucht werden. Geänderte Dateien nimmt Lotsenbuch nicht zurück.
"""


class Table(BaseModel):
    """One CSV file of a backup."""

    model_config = ConfigDict(frozen=True)

    tab: str
    file: str
    rows: int
    sha256: str


class Manifest(BaseModel):
    """What a backup says about itself; `made_at` is the wall clock of the office."""

    model_config = ConfigDict(frozen=True)

    format: str = FORMAT
    version: int = VERSION
    layout: int = SCHEMA_VERSION
    revision: int
    made_at: datetime
    programme: str
    tables: tuple[Table, ...]
    unreadable: tuple[dict[str, Any], ...] = ()
    taken: tuple[str, ...] = ()


def backup_of(workbook: Workbook, *, at: datetime) -> bytes:
    """Give everything as one file; the same workbook at the same time gives the same bytes."""
    contents = {kind: _csv(kind, workbook.all(kind)) for kind in RECORDS}
    manifest = Manifest(
        revision=workbook.revision,
        made_at=at,
        programme=next((one.name for one in workbook.all(Programme)), ""),
        tables=tuple(
            Table(tab=kind.tab, file=_file(kind), rows=len(workbook.all(kind)), sha256=sha256(content).hexdigest())
            for kind, content in contents.items()
        ),
        unreadable=tuple(_noted(problem) for problem in workbook.problems),
        taken=tuple(sorted(workbook.taken)),
    )
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        _pack(archive, "LIESMICH.txt", README.encode("utf-8-sig"), at)
        _pack(archive, MANIFEST, manifest.model_dump_json(indent=2).encode(), at)
        for kind, content in contents.items():
            _pack(archive, _file(kind), content, at)
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
    records = [one for _, one in found if isinstance(one, Record)]
    unread = {number: one for number, one in found if isinstance(one, Problem)}
    problems = [*(_problem(noted) for noted in manifest.unreadable), *unread.values()]
    workbook = Workbook.of(records, revision=manifest.revision, problems=problems)
    return replace(workbook, taken=frozenset((*manifest.taken, *unread)))


def _file(kind: type[Record]) -> str:
    return f"{kind.tab}.csv"


def _pack(archive: ZipFile, name: str, content: bytes, at: datetime) -> None:
    info = ZipInfo(name, date_time=(at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16  # unpacked, it is for its owner alone
    archive.writestr(info, content)


def _csv(kind: type[Record], records: Sequence[Record]) -> bytes:
    """Write one tab: what a double click opens in a German Excel."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([kept.column.header for kept in columns(kind).values()])
    writer.writerows([shielded(cell) for cell in cells_of(record).values()] for record in records)
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
    try:
        told = json.loads(_read(archive, MANIFEST))
    except ValueError as error:
        raise DamagedBackup(file=MANIFEST) from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise NotABackup
    # Asked before all else: what a newer one looks like is not known.
    if any(isinstance(told.get(name), int) and told[name] > known for name, known in KNOWN.items()):
        raise NewerBackup
    try:
        return Manifest.model_validate(told)
    except ValidationError as error:
        raise DamagedBackup(file=MANIFEST) from error


def _table(archive: ZipFile, table: Table) -> Iterator[tuple[str, Record | Problem]]:
    """Read one table: each row with its number."""
    kind = next((kind for kind in RECORDS if kind.tab == table.tab), None)
    if kind is None:
        raise UnknownColumns(tab=table.tab, columns=())
    content = _read(archive, table.file)
    if sha256(content).hexdigest() != table.sha256:
        raise DamagedBackup(file=table.file)
    try:
        header, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
        cells = [dict(zip(header, row, strict=True)) for row in rows]
    except (ValueError, csv.Error) as error:
        raise DamagedBackup(file=table.file) from error
    names = {kept.column.header: name for name, kept in columns(kind).items()}
    unknown = tuple(cell for cell in header if cell not in names)
    if unknown:
        raise UnknownColumns(tab=table.tab, columns=unknown)
    for number, row in enumerate(cells, start=2):
        texts = {names[title]: bare(cell) for title, cell in row.items()}
        yield texts.get("id", ""), record_of(kind, texts, row=f"{table.file}, {number}")


def _noted(problem: Problem) -> dict[str, Any]:
    """Note a row nobody can read, with all that is known of it."""
    known = {field.name: getattr(problem, field.name) for field in fields(problem) if field.name != "reason"}
    reason = problem.reason
    return {**known, "reason": reason.template, "values": reason.values, "told": str(reason)}


def _problem(noted: dict[str, Any]) -> Problem:
    values = {name: tuple(one) if isinstance(one, list) else one for name, one in noted["values"].items()}
    known = {field.name: noted[field.name] for field in fields(Problem) if field.name in noted}
    return Problem(**{**known, "reason": Sentence(noted["reason"], **values)})
