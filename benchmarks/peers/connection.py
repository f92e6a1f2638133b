"""st-gsheets-connection as its readme shows it: st.connection, conn.read, conn.update."""

from pathlib import Path

import pandas as pd
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from benchmarks.peers.worker import REGISTRATIONS, Row, local_session, serve

SECRETS = '''
[connections.gsheets]
type = "service_account"
spreadsheet = "https://docs.google.com/spreadsheets/d/{spreadsheet}/edit"
client_email = "benchmark@example.iam.gserviceaccount.com"
token_uri = "https://oauth2.googleapis.com/token"
private_key = """{key}"""
'''


def write_secrets(spreadsheet: str) -> None:
    """Write `.streamlit/secrets.toml` into the current (temporary) folder; the key is made up and never used."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    Path(".streamlit").mkdir(exist_ok=True)
    Path(".streamlit/secrets.toml").write_text(SECRETS.format(spreadsheet=spreadsheet, key=key.decode()), "utf-8")


class Connection:
    """One connection, as all visitors of an app share it."""

    def __init__(self, api: str, spreadsheet: str) -> None:
        """Prepare the connection; sends nothing."""
        if not Path(".streamlit/secrets.toml").exists():
            write_secrets(spreadsheet)
        import streamlit as st  # noqa: PLC0415 - Streamlit looks for its secrets when it is imported
        from streamlit_gsheets import GSheetsConnection  # noqa: PLC0415

        self._connection = st.connection("gsheets", type=GSheetsConnection)
        self._connection.client._client.session = local_session(api)  # noqa: SLF001 - no other way past Google

    def open_page(self, tabs: list[str]) -> object:
        """Read tab after tab, fresh (`ttl=0`): the first page after a start."""
        return {tab: self._connection.read(worksheet=tab, ttl=0) for tab in tabs}

    def save(self, tab: str, number: str, column: str, value: str) -> None:
        """Read the tab, change the frame, update the tab."""
        frame = self._connection.read(worksheet=tab, ttl=0, dtype=str)
        frame.loc[frame.iloc[:, 0] == number, column] = value
        self._connection.update(worksheet=tab, data=frame)

    def sign_up(self, row: Row) -> None:
        """Read the tab, add a row to the frame, update the tab."""
        frame = self._connection.read(worksheet=REGISTRATIONS, ttl=0, dtype=str)
        self._connection.update(
            worksheet=REGISTRATIONS, data=pd.concat([frame, pd.DataFrame([row])], ignore_index=True)
        )


if __name__ == "__main__":
    serve(Connection)
