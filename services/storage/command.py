"""What the commands share: the secrets, the stores by their addresses, and errors told in one line."""

import sys
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from services.model.errors import Conflict, Refusal, StorageError, Unreachable
from services.model.workbook import Workbook
from services.storage.archive import workbook_in
from services.storage.open import everything, store_at
from services.storage.sql import SqlStore
from services.storage.store import Store

BACKUP: Final = "backup:"
SQLITE: Final = "sqlite:///"


def parser(module: str, description: str) -> ArgumentParser:
    """Begin a command that can read the secrets."""
    made = ArgumentParser(prog=f"python -m {module}", description=description)
    made.add_argument("--secrets", type=Path, default=Path(".streamlit/secrets.toml"), help="where the secrets are")
    return made


def secrets_in(path: Path) -> dict[str, Any]:
    """Read the secrets; without a file there are none. Raises `ValueError` when it cannot be read."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@contextmanager
def opened(address: str, secrets: dict[str, Any]) -> Iterator[Store]:
    """Open the store of an address and close it again; raises `ValueError` for a wrong address."""
    with closing(store_at(address, secrets)) as store:
        yield store


@contextmanager
def closing(store: Store) -> Iterator[Store]:
    """Close a database at the end; a sheet needs no closing."""
    try:
        yield store
    finally:
        if isinstance(store, SqlStore):
            store.close()


def everything_at(address: str, secrets: dict[str, Any]) -> Workbook:
    """Read a whole store, or a backup written as `backup:file.zip`; raises `ValueError` when it is not there."""
    if address.startswith(BACKUP):
        return workbook_in(Path(address.removeprefix(BACKUP)).read_bytes())
    file = address.removeprefix(SQLITE)
    if file != address and not Path(file).exists():
        raise ValueError(f"There is no file {file}.")  # or an empty one would be made here
    with opened(address, secrets) as store:
        return everything(store)


@contextmanager
def errors_told() -> Iterator[None]:
    """End the command with one sentence, and nothing else, when it cannot go on."""
    try:
        yield
    except Conflict:
        sys.exit("Somebody else is writing there. Stop the app and try again.")
    except Unreachable:
        sys.exit("The store does not answer. Please try again in a few minutes.")
    except (Refusal, StorageError, ValueError, OSError) as error:
        sys.exit(str(error))


def say(text: str) -> None:
    """Tell the person at the keyboard."""
    sys.stdout.write(f"{text}\n")
