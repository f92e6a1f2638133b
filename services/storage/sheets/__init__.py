"""The Google Sheets store: a spreadsheet that people read and edit by hand while the app writes, and no row is lost."""

from services.storage.sheets.store import SheetsStore

__all__ = ["SheetsStore"]
