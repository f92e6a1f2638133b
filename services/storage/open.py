"""Opening the store the settings name."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from services.model.errors import WrongLayout
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.settings import Settings, SheetAddress
from services.storage.examples import example, fill
from services.storage.sheets.store import SheetsStore
from services.storage.sql import SqlStore
from services.storage.store import Store

DATABASES: Final = ("sqlite:", "postgres:", "postgresql:", "postgresql+psycopg:")
EXAMPLES: Final = Path(__file__).parents[2] / "examples"
PATIENCE: Final = 10.0  # seconds a visitor waits for a busy Google before being told
SHEET_FRESH_FOR: Final = 6.0  # seconds all visitors share one read of the sheet: 10 reads a minute of the 60 allowed


def open_store(settings: Settings, *, today: date) -> Store:
    """Open the configured store; the example's store is filled with its people when it is empty.

    Raises `WrongLayout` when the secrets name a table in a way nobody can read.
    """
    store: Store
    if not (settings.sheet or settings.url):
        places = ", ".join(place for place in settings.wrong if place.startswith("[sheet]"))
        raise WrongLayout(
            Sentence(N_("The secrets have a mistake: {places}. The README shows how it is written."), places=places)
        )
    if settings.sheet:
        sheet = settings.sheet
        store = SheetsStore(sheet.spreadsheet, key=sheet.service_account or None, api=sheet.api, patience=PATIENCE)
    else:
        store = SqlStore(settings.url)
    if settings.example:
        fill(store, example(EXAMPLES / settings.example, today=today))
    return store


def store_at(address: str, secrets: Mapping[str, Any]) -> Store:
    """Open the store of an address: `sheet` is the [sheet] of the secrets, all others are database URLs.

    Raises `ValueError` for an address that is neither.
    """
    if address == "sheet":
        if "sheet" not in secrets:
            raise ValueError("The secrets have no section [sheet].")
        sheet = SheetAddress.model_validate(dict(secrets["sheet"]))
        return SheetsStore(sheet.spreadsheet, key=sheet.service_account or None, api=sheet.api)
    if not address.startswith(DATABASES):
        raise ValueError(f"“{address}” is no store. Write sheet, sqlite:///folder/file.db or postgresql://…")
    return SqlStore(address)


def whole(store: Store) -> Workbook:
    """Load everything; a sheet's `load` leaves old journal entries out."""
    return store.load_whole() if isinstance(store, SheetsStore) else store.load()


def everything(store: Store) -> Workbook:
    """Load everything, and of a sheet also what people keep beside the entries: for a backup."""
    return store.load_everything() if isinstance(store, SheetsStore) else store.load()


def fresh_for(settings: Settings) -> float:
    """Give how old a snapshot may be when a page is opened; a database is asked each time."""
    return SHEET_FRESH_FOR if settings.sheet else 0.0
