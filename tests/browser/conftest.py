"""A real browser (Debian's chromium) before the real app, one server a test process and place to keep the workbook."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.line import Line, line
from tests.sheets_server import Server, running

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 30.0
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
HERE = {"127.0.0.1", "localhost", None}  # None: data and blob
NOT_FURTHER = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"

expect.set_options(timeout=30_000)  # a busy machine draws a page slowly; what is expected still has to come


@pytest.fixture(scope="session")
def base_url() -> str:
    """Stand in for the fixture of pytest-playwright, which pytest 9 warns about."""
    return ""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **chromium()}


def chromium() -> dict[str, Any]:
    """Say how the browser is started: quiet, and cut off from all other machines."""
    quiet = ("quic", "background-networking", "component-update", "sync")
    return {
        "executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            NOT_FURTHER,
            *(f"--disable-{one}" for one in quiet),
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin", "reduced_motion": "reduce"}


@contextmanager
def app(folder: Path, *, port: int = 0, secrets: str = "", **environment: str) -> Iterator[str]:
    """Start the app with a data folder of its own; gives its address once it answers."""
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secrets.toml").write_text(secrets, encoding="utf-8")
    options = {
        "server.headless": "true",
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.fileWatcherType": "none",
        **({"secrets.files": str(folder / "secrets.toml")} if secrets else {}),
    }
    command = ["streamlit", "run", "app.py", *(f"--{key}={one}" for key, one in options.items())]
    kept = {key: one for key, one in os.environ.items() if not key.startswith("LOTSENBUCH_")}
    environment = {**kept, "LOTSENBUCH_DATA": str(folder), **environment}
    url = f"http://127.0.0.1:{port}"
    with serving(command, f"{url}/_stcore/health", folder / "server.log", environment):
        yield url


@contextmanager
def serving(command: list[str], health: str, log: Path, environment: dict[str, str] | None = None) -> Iterator[None]:
    """Run a Python module as a server of its own until the block ends; begins once `health` answers."""
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT
        )
        try:
            wait_for(health, process)
            yield
        finally:
            process.terminate()
            process.wait(10)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example in its embedded file."""
    with app(tmp_path_factory.mktemp("sqlite")) as url:
        yield url


@pytest.fixture(scope="session")
def sheet() -> Iterator[Server]:
    """A Sheets server with an empty spreadsheet for the example."""
    with running(spreadsheet="example-dorsten") as server:
        yield server


@pytest.fixture(scope="session")
def sheet_app(tmp_path_factory: pytest.TempPathFactory, sheet: Server) -> Iterator[str]:
    """The example on the Sheets server."""
    with app(tmp_path_factory.mktemp("sheet"), LOTSENBUCH_EXAMPLE_SHEETS_API=sheet.url) as url:
        yield url


@pytest.fixture
def elsewhere() -> set[str]:
    """Give the other machines that may be asked for something, in vain: none."""
    return set()


@pytest.fixture(scope="session")
def machines(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[dict[str, BrowserContext]]:
    """Give a desk's and a phone's browser: what they have loaded once they keep; each page is a visit of its own."""
    sizes = {"desk": DESK, "phone": PHONE}
    made = {name: browser.new_context(**{**browser_context_args, "viewport": size}) for name, size in sizes.items()}
    for machine in made.values():
        machine.set_default_timeout(STARTS_WITHIN * 1000)
    yield made
    for machine in made.values():
        machine.close()


@pytest.fixture
def visitors(machines: dict[str, BrowserContext], elsewhere: set[str]) -> Iterator[Callable[..., Page]]:
    """Give a page for each person who comes; whatever they do, nothing may be asked of another machine."""
    pages: list[Page] = []
    asked: list[str] = []

    def visitor(machine: str = "desk") -> Page:
        pages.append(machines[machine].new_page())
        pages[-1].on("request", lambda request: asked.append(request.url))
        return pages[-1]

    yield visitor
    for page in pages:
        page.close()
    assert asked
    assert {urlsplit(one).hostname for one in asked} <= HERE | elsewhere


@pytest.fixture
def way(sqlite_app: str) -> Iterator[Line]:
    """A way to the example in its embedded file that can be cut."""
    with line(sqlite_app) as laid:
        yield laid


@pytest.fixture(params=["sqlite-desk", "sheet-phone"])
def journey(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Give address and machine for what has to work everywhere: at a desk on the file, on a phone on the sheet."""
    place, machine = request.param.split("-")
    return str(request.getfixturevalue(f"{place}_app")), machine


@pytest.fixture(params=["desk", "phone"])
def machine(request: pytest.FixtureRequest) -> str:
    """At a desk and on a phone."""
    return str(request.param)
