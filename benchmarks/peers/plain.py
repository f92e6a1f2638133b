"""Plain gspread as its user guide shows it: open, get_all_records, find, update_cell, append_row."""

import gspread

from benchmarks.peers.worker import REGISTRATIONS, Row, local_session, serve


class PlainGspread:
    """One client, as `st.cache_resource` keeps it."""

    def __init__(self, api: str, spreadsheet: str) -> None:
        """Prepare the client; sends nothing."""
        self._client = gspread.authorize(None, session=local_session(api))
        self._spreadsheet = spreadsheet
        self._headers: dict[str, list[str]] = {}

    def open_page(self, tabs: list[str]) -> object:
        """Read tab after tab; `worksheets()` saves one request a tab over `worksheet(title)`."""
        sheets = self._client.open_by_key(self._spreadsheet).worksheets()
        page = {sheet.title: sheet.get_all_records() for sheet in sheets if sheet.title in tabs}
        self._headers = {title: list(records[0]) for title, records in page.items() if records}
        return page

    def open_page_at_once(self, tabs: list[str]) -> object:
        """Read all tabs by one call from further back in the API reference; not what the user guide shows."""
        return self._client.open_by_key(self._spreadsheet).values_batch_get([f"'{tab}'" for tab in tabs])

    def save(self, tab: str, number: str, column: str, value: str) -> None:
        """Find the row, write the cell; the place of the column is known from the page, which saves a request."""
        sheet = self._client.open_by_key(self._spreadsheet).worksheet(tab)
        sheet.update_cell(sheet.find(number, in_column=1).row, self._headers[tab].index(column) + 1, value)

    def sign_up(self, row: Row) -> None:
        """Append a row."""
        self._client.open_by_key(self._spreadsheet).worksheet(REGISTRATIONS).append_row(list(row.values()))


if __name__ == "__main__":
    serve(PlainGspread)
