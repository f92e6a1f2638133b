"""Clients for tests: gspread pointed at the server, and plain HTTP."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import gspread
import requests
from google.oauth2 import service_account

from .app import Server

Json = dict[str, Any]


def session(bearer: str | None = "test") -> requests.Session:
    """A session that ignores the proxies of its surroundings."""
    found = requests.Session()
    found.trust_env = False
    if bearer is not None:
        found.headers["Authorization"] = f"Bearer {bearer}"
    return found


def connect(server: Server, http_client: type[gspread.HTTPClient] = gspread.HTTPClient) -> gspread.Client:
    """A gspread client whose requests go to the server instead of Google."""
    client = gspread.authorize(None, http_client=_host_swap(server, http_client), session=session())
    client.set_timeout((5, 10))
    return client


def _host_swap(server: Server, http_client: type[gspread.HTTPClient] = gspread.HTTPClient) -> type[gspread.HTTPClient]:
    class HostSwap(http_client):  # type: ignore[misc,valid-type]
        def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> requests.Response:
            parts = urlsplit(endpoint)
            return super().request(method, f"{server.url}{parts.path}", *args, **options)

    return HostSwap


class Wire:
    """Plain HTTP requests about one spreadsheet."""

    def __init__(self, server: Server, bearer: str | None = "test") -> None:
        self.url = server.url
        self.base = f"{server.url}/v4/spreadsheets/{server.spreadsheet}"
        self.session = session(bearer)

    def get(self, path: str = "", **query: Any) -> Json:
        """GET below the spreadsheet; the JSON answer."""
        return self.session.get(self.base + path, params=query, timeout=5).json()

    def post(self, path: str, body: Any, **query: Any) -> requests.Response:
        """POST below the spreadsheet (`:verb` or `/path`)."""
        return self.session.post(self.base + path, json=body, params=query, timeout=5)

    def control(self, path: str, body: Any = None) -> requests.Response:
        """POST to the controls of the server."""
        return self.session.post(f"{self.url}/_test/{path}", json=body, timeout=5)

    def batch(self, *wanted: Json, **options: Any) -> Json:
        """A batchUpdate that must succeed; its replies."""
        response = self.post(":batchUpdate", {"requests": list(wanted), **options})
        assert response.status_code == 200, response.text
        return response.json()

    def refused(self, *wanted: Json) -> str:
        """A batchUpdate that must be refused with 400; its message."""
        response = self.post(":batchUpdate", {"requests": list(wanted)})
        assert response.status_code == 400, response.text
        return response.json()["error"]["message"]


def write(*rows: list[Any], sheet_id: int = 0, row: int = 0, column: int = 0) -> Json:
    """An updateCells request with typed values; None leaves the cell blank."""
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": [_cell(value) for value in line]} for line in rows],
            "fields": "userEnteredValue",
        }
    }


def _cell(value: Any) -> Json:
    if value is None:
        return {}
    kind = "boolValue" if isinstance(value, bool) else "stringValue" if isinstance(value, str) else "numberValue"
    return {"userEnteredValue": {kind: value}}


class Credentials(service_account.Credentials):
    """A service account's credentials that ask the token endpoint of their key and nobody else, not even Google."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


def sign_in(server: Server, key: Json) -> gspread.Client:
    """A gspread client that signs in with a service account's key, as with Google."""
    credentials = Credentials.from_service_account_info(key, scopes=gspread.auth.DEFAULT_SCOPES)
    client = gspread.authorize(credentials, http_client=_host_swap(server))
    client.set_timeout((5, 10))
    for found in (client.http_client.session, client.http_client.session._auth_request.session):
        found.trust_env = False
    return client
