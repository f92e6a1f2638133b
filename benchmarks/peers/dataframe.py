"""gspread-dataframe as its readme shows it: get_as_dataframe, pandas, set_with_dataframe."""

import gspread
import pandas as pd
from gspread_dataframe import get_as_dataframe, set_with_dataframe

from benchmarks.peers.worker import REGISTRATIONS, Row, local_session, serve


class Dataframe:
    """One gspread client."""

    def __init__(self, api: str, spreadsheet: str) -> None:
        """Prepare the client; sends nothing."""
        self._client = gspread.authorize(None, session=local_session(api))
        self._spreadsheet = spreadsheet

    def open_page(self, tabs: list[str]) -> object:
        """Read tab after tab."""
        sheets = self._client.open_by_key(self._spreadsheet).worksheets()
        return {sheet.title: get_as_dataframe(sheet) for sheet in sheets if sheet.title in tabs}

    def save(self, tab: str, number: str, column: str, value: str) -> None:
        """Read the tab, change the frame, write the tab."""
        sheet = self._client.open_by_key(self._spreadsheet).worksheet(tab)
        frame = get_as_dataframe(sheet, dtype=str)
        frame.loc[frame.iloc[:, 0] == number, column] = value
        set_with_dataframe(sheet, frame)

    def sign_up(self, row: Row) -> None:
        """Read the tab, add a row to the frame, write the tab."""
        sheet = self._client.open_by_key(self._spreadsheet).worksheet(REGISTRATIONS)
        frame = pd.concat([get_as_dataframe(sheet, dtype=str), pd.DataFrame([row])], ignore_index=True)
        set_with_dataframe(sheet, frame)


if __name__ == "__main__":
    serve(Dataframe)
