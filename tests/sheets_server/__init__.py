"""A server that speaks the part of the Google Sheets API that this project and gspread use."""

from .app import Server, running

__all__ = ["Server", "running"]
