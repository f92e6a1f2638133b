"""The wire: gspread's HTTP client with time limits, one request at a time, and errors in the store's words."""

import logging
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import Any, Final, cast
from urllib.parse import quote, urlsplit

import requests
from google.auth.credentials import AnonymousCredentials
from google.auth.exceptions import GoogleAuthError, RefreshError
from google.auth.transport.requests import Request
from gspread.exceptions import APIError, GSpreadException
from gspread.http_client import HTTPClient
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL, SPREADSHEET_VALUES_URL
from gspread.utils import extract_id_from_url
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_before_delay, wait_random_exponential

from services.model.errors import Unreachable, WrongLayout
from services.model.words import N_, Sentence
from services.storage.sheets.key import LOOPBACK, credentials_of
from services.storage.sheets.pace import QUOTA, Pace

log = logging.getLogger(__name__)

Json = dict[str, Any]

CONNECT_TIMEOUT: Final = 5.0
READ_TIMEOUT: Final = 20.0
BUSY_PATIENCE: Final = 75.0  # seconds: after a minute the quota is whole again
PUBLISHED: Final = "/spreadsheets/d/e/"
GOOGLE: Final = ("https://sheets.googleapis.com", "https://www.googleapis.com")


class Rejected(Exception):
    """Google refused a request as invalid (400): nothing of it was applied."""


class NoAccess(WrongLayout):
    """Google did not let the service account in (401, 403, 404); a batch may have been applied all the same."""


class Busy(Unreachable):
    """The quota of this minute is used up: it is worth waiting for the next one.

    `after` is how many seconds Google asks to wait at least; 0 when it does not say.
    """

    def __init__(self, after: float = 0.0) -> None:
        """Keep what Google asks for."""
        self.after = after
        super().__init__()


class SheetsClient(HTTPClient):
    """Reads and writes one spreadsheet.

    `spreadsheet` is its id or its address, `key` the service account's key, `api` another server that speaks the
    Sheets API on this machine (it needs no credentials), `patience` the seconds a read is tried again, `pace` what
    keeps the quota (Google's by default, none at a server of this machine).
    """

    def __init__(
        self,
        spreadsheet: str,
        *,
        key: Mapping[str, object] | None = None,
        api: str = "",
        patience: float,
        pace: Pace | None = None,
    ) -> None:
        """Prepare the connection; nothing is sent yet. Raises `WrongLayout` when key or address cannot be right."""
        # A server on this machine asks for a key only if the key says that one signs in there.
        self._signs_in = not api or str((key or {}).get("token_uri", "")).startswith(f"{api.rstrip('/')}/")
        self.auth = credentials_of(key, api) if self._signs_in else AnonymousCredentials()  # type: ignore[no-untyped-call]
        super().__init__(self.auth, _local_session(api) if api else None)
        self.set_timeout((CONNECT_TIMEOUT, READ_TIMEOUT))
        self._id = quote(id_of(spreadsheet), safe="")
        self._same = partial(SheetsClient, spreadsheet, key=key, api=api, patience=patience)
        self._patience = patience
        self.pace = pace or Pace(None if api else QUOTA)
        self._api = api.rstrip("/")
        self._account = str((key or {}).get("client_email", ""))
        self._one_at_a_time = (
            Lock()
        )  # Streamlit runs every visitor in a thread of its own; a session is not made for that

    def read(self, params: Mapping[str, str | list[str]]) -> Json:
        """GET the spreadsheet; tried again while Google is busy. Raises `Rejected`, `Unreachable`, `WrongLayout`."""
        again = Retrying(
            retry=retry_if_exception_type(Unreachable),
            wait=_pause,
            stop=self._gives_up,
            reraise=True,
        )
        return again(self._call, "get", SPREADSHEET_URL % self._id, params={**params, "prettyPrint": "false"})

    def _gives_up(self, state: RetryCallState) -> bool:
        busy = state.outcome is not None and isinstance(state.outcome.exception(), Busy)
        return stop_before_delay(max(self._patience, BUSY_PATIENCE if busy else 0.0))(state)

    def write(self, requests_: list[Json], *, params: Mapping[str, str] | None = None, **wanted: object) -> Json:
        """POST one batch, once: whether a batch may be sent again is for the caller to find out.

        Raises `Rejected` (nothing was applied), `Unreachable` or `NoAccess` (nobody knows).
        """
        body = {"requests": requests_, **wanted}
        return self._call("post", SPREADSHEET_BATCH_UPDATE_URL % self._id, params=params, json=body)

    def type_in(self, place: str, text: str) -> None:
        """Write one cell as if somebody typed the text there. Raises as `write` does."""
        url = SPREADSHEET_VALUES_URL % (self._id, quote(place, safe=""))
        self._call("put", url, params={"valueInputOption": "USER_ENTERED"}, json={"values": [[text]]})

    def another(self, pace: Pace) -> "SheetsClient":
        """Give a second connection to the same spreadsheet, so that two requests can be sent in the same moment."""
        return self._same(pace=pace)

    def request(  # noqa: PLR0913, PLR0917 - gspread's own signature
        self,
        method: str,
        endpoint: str,
        params: Any = None,  # noqa: ANN401 - gspread's own signature
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,  # noqa: ANN401 - gspread's own signature
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """Send one request, to `api` if there is one instead of Google."""
        for host in GOOGLE if self._api else ():
            endpoint = endpoint.replace(host, self._api, 1)
        self.pace.wait("read" if method == "get" else "write")
        with self._one_at_a_time:
            return super().request(method, endpoint, params, data, json, files, headers)

    def sign_in(self) -> bool:
        """Fetch an access token for the key now; False when the server needs none. Raises as `read` does."""
        if not self._signs_in:
            return False
        session = self.session if self._api else requests.Session()
        with self._in_our_words("sign in"):
            self.auth.refresh(partial(Request(session), timeout=READ_TIMEOUT))  # type: ignore[no-untyped-call]
        if self._api:  # otherwise the session asks the credentials itself, for each request
            self.session.headers["Authorization"] = f"Bearer {self.auth.token}"
        return True

    def _call(self, method: str, endpoint: str, **content: Any) -> Json:  # noqa: ANN401 - params or a JSON body
        if self._api and self._signs_in and not self.auth.valid:
            self.sign_in()
        with self._in_our_words(method):
            return cast("Json", self.request(method, endpoint, **content).json())

    @contextmanager
    def _in_our_words(self, deed: str) -> Iterator[None]:
        try:
            yield
        except APIError as error:
            raise self._meaning(error, deed) from error
        except RefreshError as error:
            if error.retryable:
                raise Unreachable from error
            log.warning("Google does not accept the service account's key: %s", str(error)[:500])
            raise self._no_access(
                N_("Google does not accept the key of {account}. Please create a new key and enter it.")
            ) from error
        except (requests.RequestException, GoogleAuthError, GSpreadException, OSError) as error:
            log.warning("Google Sheets does not answer: %s", error)
            raise Unreachable from error

    def _meaning(self, error: APIError, deed: str) -> Exception:
        status = error.response.status_code
        if status == requests.codes.bad_request:
            return Rejected(str(error.error.get("message", "")))
        log.warning("Google Sheets answered %s: %s", status, str(error)[:500])
        if status == requests.codes.not_found:
            return self._no_access(
                N_("There is no spreadsheet at this address. Please check the address (or the id) of the sheet.")
            )
        if status in (requests.codes.unauthorized, requests.codes.forbidden):
            return self._no_access(_forbidden(error.error, deed))
        return Busy(_asked_to_wait(error)) if status == requests.codes.too_many_requests else Unreachable()

    def _no_access(self, template: str) -> NoAccess:
        return NoAccess(Sentence(template, account=self._account or "?"))


_backing_off: Final = wait_random_exponential(multiplier=0.5, max=8)


def _pause(state: RetryCallState) -> float:
    """Give the seconds until the next try: as many as Google asks for, and a random part of a growing span."""
    failure = state.outcome.exception() if state.outcome else None
    return _backing_off(state) + (failure.after if isinstance(failure, Busy) else 0.0)


def _asked_to_wait(error: APIError) -> float:
    """Read `Retry-After`: seconds; the other spelling, a date, is not what Google sends."""
    told = error.response.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else 0.0


def _forbidden(error: Mapping[str, Any], deed: str) -> str:
    if any(part.get("reason") == "SERVICE_DISABLED" for part in error.get("details", [])):
        return N_(
            "The Google Sheets API is not switched on yet for the project of {account}. Open the Google Cloud console, "
            "“APIs & Services”, “Library”, “Google Sheets API”, click “Enable” and wait five minutes."
        )
    if deed == "post" and error.get("code") == requests.codes.forbidden:  # whoever writes has read before
        return N_(
            "The spreadsheet is shared with {account} for viewing only. Open it, click “Share” and change {account} to "
            "editor."
        )
    return N_("The spreadsheet is not shared with {account}. Open it, click “Share” and add {account} as editor.")


def id_of(spreadsheet: str) -> str:
    """Give the id in a spreadsheet's address; raises `WrongLayout` when there is none."""
    if not spreadsheet.strip():
        raise WrongLayout(Sentence(N_("The address is missing. Copy it from the line at the top of the browser.")))
    if PUBLISHED in spreadsheet:
        sentence = N_(
            "“{address}” is the address of a published copy, which can only be read. Open the table itself and copy "
            "its address from the line at the top of the browser."
        )
        raise WrongLayout(Sentence(sentence, address=spreadsheet))
    try:
        return extract_id_from_url(spreadsheet) if "/" in spreadsheet else spreadsheet.strip()
    except GSpreadException as error:
        sentence = N_(
            "“{address}” is no address of a Google spreadsheet. Open the table and copy its address from the line at "
            "the top of the browser."
        )
        raise WrongLayout(Sentence(sentence, address=spreadsheet)) from error


def _local_session(api: str) -> requests.Session:
    """Give a session without credentials: google-auth would look things up at Google, and a key stays with Google."""
    if urlsplit(api).hostname not in LOOPBACK:
        raise WrongLayout(
            Sentence(N_("Only a server on this machine may stand in for Google Sheets, not {api}."), api=api)
        )
    session = requests.Session()
    session.trust_env = False  # no proxy on the way to oneself
    session.headers["Authorization"] = "Bearer local"
    return session
