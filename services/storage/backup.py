"""A backup on the command line, for a scheduled task: a folder gets a new file each time.

    python -m services.storage.backup --out FILE-OR-FOLDER

Without `--from` it is the store of the secrets.
"""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from zoneinfo import ZoneInfo

from services.model.workbook import Workbook
from services.settings import Settings
from services.storage.archive import backup_of, file_name, workbook_in
from services.storage.command import closing, errors_told, everything_at, parser, say, secrets_in
from services.storage.open import everything, open_store


def save(workbook: Workbook, place: Path, *, at: datetime) -> Path:
    """Write a backup to a file, or to a new one in a folder, readable for its owner alone; gives the file.

    The file is there whole or not at all. Raises `OSError`.
    """
    path = place / file_name(at) if place.is_dir() else place
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(backup_of(workbook, at=at))
    return Path(file.name).replace(path)


def main(given: Sequence[str] | None = None) -> None:
    """Carry out the command."""
    command = parser("services.storage.backup", "Write everything into one ZIP file.")
    command.add_argument("--out", type=Path, required=True, help="a file, or a folder for files named by the time")
    command.add_argument("--from", dest="source", help="sheet, sqlite:///… or postgresql://… (else: as the app uses)")
    asked = command.parse_args(given)
    now = datetime.now(ZoneInfo("Europe/Berlin")).replace(tzinfo=None, microsecond=0)
    with errors_told():
        secrets = secrets_in(asked.secrets)
        if asked.source:
            workbook = everything_at(asked.source, secrets)
        else:
            with closing(open_store(Settings.of(secrets, os.environ), today=now.date())) as store:
                workbook = everything(store)
        if workbook.empty:
            raise ValueError("There is nothing in this store. Is the address right?")
        path = save(workbook, asked.out, at=now)
        if _kept(workbook_in(path.read_bytes())) != _kept(workbook):
            raise ValueError(f"{path} is written, but does not read back as the store was. Please report this.")
    count = sum(map(len, workbook.records.values()))
    unread = f", {len(workbook.problems)} rows could not be read" if workbook.problems else ""
    beside = sum(len(one.rows) for one in workbook.rest)
    more = f", {beside} rows beside the entries" if beside else ""
    say(f"{path}: {count} entries at revision {workbook.revision}{unread}{more}")


def _kept(workbook: Workbook) -> tuple[object, ...]:
    """Give what has to come back exactly; rows that are no entries stand in the file as text."""
    return workbook.revision, workbook.records, workbook.taken, workbook.rest


if __name__ == "__main__":
    main()
