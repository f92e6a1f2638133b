"""What all workers share: orders come in on standard input and answers go out, one JSON object a line.

Standard library and requests only: this file runs in the environments of the peers as well.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import requests
from requests.adapters import HTTPAdapter

Row = dict[str, str]  # header -> text of the cell, in the order of the tab's columns
REGISTRATIONS = "Anmeldungen"
LATER = (
    "Interesse",
    "Antwort bis",
    "Ausnahme, weil",
    "Abbruchgrund",
    "Anwesenheit",
    "Person",
    "Zertifikat Nr.",
    "Zertifikat vom",
    "Widerrufen am",
    "Widerrufen, weil",
    "Widerrufene Zertifikate",
)
GOOGLE = "https://sheets.googleapis.com"


class Peer(Protocol):
    """One way to use a spreadsheet as a store. Each call starts from the connection alone, as a script does."""

    def open_page(self, tabs: list[str]) -> object:
        """Read everything on `tabs`."""
        ...

    def save(self, tab: str, number: str, column: str, value: str) -> None:
        """Write one cell of the page just opened: in the row that carries `number`, under the header `column`."""
        ...

    def sign_up(self, row: Row) -> None:
        """Add one row to the registrations; whoever comes back without an error was told "you are registered"."""
        ...


Connect = Callable[[str, str], Peer]  # the server's address, the spreadsheet's id


class _Detour(HTTPAdapter):
    """Takes what is meant for Google to the server of this machine."""

    def __init__(self, api: str) -> None:
        super().__init__(pool_maxsize=32)
        self._api = api

    def send(self, request: requests.PreparedRequest, *args: object, **options: object) -> requests.Response:
        """Change the host, nothing else."""
        request.url = (request.url or "").replace(GOOGLE, self._api, 1)
        return super().send(request, *args, **options)


def local_session(api: str) -> requests.Session:
    """Give a session that speaks to `api` instead of Google, with a made-up token and past every proxy."""
    session = requests.Session()
    session.trust_env = False
    session.headers["Authorization"] = "Bearer benchmark"
    session.mount(GOOGLE, _Detour(api))
    return session


def visitor(number: int, course: str) -> Row:
    """Give the row of an invented visitor. The peers get its number for free; Lotsenbuch gives its own."""
    return {
        "Nr.": f"T-{10_000 + number}",
        "Vorname": f"Vorname{number}",
        "Nachname": "Beispiel",
        "E-Mail": f"p{number}@example.org",
        "Telefon": "",
        "Nachricht": "",
        "Einwilligung": "ja",
        "Weitergabe an Bildungsträger": "nein",
        "Kurs": course,
        "Stand": "Angemeldet",
        "Eingegangen": "2026-09-02 09:30:00",
        "Weg": "Formular",
        "Einwilligung erteilt": "schriftlich",
        **dict.fromkeys(LATER, ""),
    }


def serve(connect: Connect) -> None:
    """Carry out orders until standard input ends; the arguments are the server's address and the spreadsheet's id."""
    api, spreadsheet = sys.argv[1:]
    peer = connect(api, spreadsheet)
    _say({"ready": True})
    for line in sys.stdin:
        order = json.loads(line)
        match order.pop("do"):
            case "open":
                # A new connection each time: the first page after a start, with nothing kept.
                peer = connect(api, spreadsheet)
                _say({"seconds": _timed(peer.open_page, **order)})
            case "save":
                _say({"seconds": _timed(peer.save, **order)})
            case "sign_up":
                _say(_sign_ups(peer, **order))


def _sign_ups(peer: Peer, numbers: list[int], threads: int, course: str) -> dict[str, Any]:
    def press(number: int) -> str:
        try:
            peer.sign_up(visitor(number, course))
        except Exception as error:  # noqa: BLE001 - whatever it is, this visitor was told that it did not work
            return type(error).__name__
        return ""

    with ThreadPoolExecutor(threads) as pool:
        told = list(pool.map(press, numbers))
    acknowledged = [number for number, error in zip(numbers, told, strict=True) if not error]
    return {"acknowledged": acknowledged, "errors": Counter(error for error in told if error)}


def _timed(work: Callable[..., object], **order: object) -> float:
    begun = time.perf_counter()
    work(**order)
    return time.perf_counter() - begun


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)  # noqa: T201 - the answer
