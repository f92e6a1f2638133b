"""The check of a table from the command line: `python -m services.storage.check [--address … --key file.json]`.

Without arguments it checks the table of the secrets. It ends with 0 when nothing failed.
"""

import argparse
import os
import sys
import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from services.model.errors import WrongLayout
from services.settings import Settings, SheetAddress
from services.storage.sheets.check import connect, examine
from services.storage.sheets.findings import TITLES, Finding, Verdict
from services.storage.sheets.key import key_in
from services.storage.sheets.selfcheck import probe
from services.storage.sheets.sentences import is_probe

SECRETS: Final = Path(".streamlit/secrets.toml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the table and print every finding; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m services.storage.check", description="Checks a Google Sheet.")
    parser.add_argument("--address", help="address of the table (otherwise that of the secrets)")
    parser.add_argument("--key", type=Path, help="JSON file of the service account (otherwise the key of the secrets)")
    parser.add_argument("--secrets", type=Path, default=SECRETS, help=f"file with the secrets (otherwise {SECRETS})")
    given = parser.parse_args(arguments)
    try:
        key = key_in(given.key.read_text(encoding="utf-8")) if given.key else None
    except (WrongLayout, OSError, UnicodeDecodeError) as error:
        parser.error(str(error))
    sheet = _sheet(given.secrets, given.address, key)
    if sheet is None:
        parser.error("no table: give --address and --key, or a [sheet] in the secrets")
    failed = False
    for finding in _whole(sheet):
        failed = failed or finding.verdict is Verdict.FAILED
        print(f"{finding.verdict.label:>14}  {TITLES[finding.name]}: {finding.told}")  # noqa: T201 - a command's answer
    return int(failed)


def _sheet(secrets: Path, address: str | None, key: dict[str, object] | None) -> SheetAddress | None:
    told = tomllib.loads(secrets.read_text(encoding="utf-8")) if secrets.exists() else {}
    configured = Settings.of(told, os.environ).sheet
    if address is None and key is None:
        return configured
    known = configured or SheetAddress(address="")
    changed: dict[str, object] = {"address": address or known.address, "service_account": key or known.service_account}
    return known.model_copy(update=changed)


def _whole(sheet: SheetAddress) -> Iterator[Finding]:
    """Examine the table, then try everything out if the service account may write."""
    last = None
    for last in examine(sheet):
        if not is_probe(last.name):  # those of the last time, which are about to be found anew
            yield last
    if last and last.name == "editor" and last.verdict is Verdict.OK:
        yield from probe(connect(sheet), at=datetime.now().astimezone().replace(tzinfo=None))


if __name__ == "__main__":
    sys.exit(main())
