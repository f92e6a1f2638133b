"""The line between a browser and the app, which can be cut: what is open breaks, nothing new comes through.

Or it breaks once, behind one of the app's messages.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

BROKEN = """() => document.querySelector("[data-testid=stApp]").dataset.testConnectionState !== "CONNECTED" """
AT_ONCE = 65_536  # bytes


class Line:
    """A way to the app at `url`; `cut` until `mend`."""

    def __init__(self, app: str) -> None:
        self._app = ("127.0.0.1", urlsplit(app).port or 80)
        self._entrance = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self._whole = True
        self.url = f"http://127.0.0.1:{self._entrance.getsockname()[1]}"

    def cut(self, page: Page) -> None:
        """Break everything that is open, and wait until the page has noticed."""
        self._whole = False
        self.hang_up()
        page.wait_for_function(BROKEN)

    def mend(self) -> None:
        self._whole = True

    def hang_up(self) -> None:
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def answer(self) -> None:
        """Let in whoever comes, until the entrance is closed."""
        with suppress(OSError):
            while True:
                caller, _ = self._entrance.accept()
                if not self._whole:
                    caller.close()
                    continue
                app = socket.create_connection(self._app)
                self._ends += [caller, app]
                for one, other in ((caller, app), (app, caller)):
                    Thread(target=carry, args=(one, other), daemon=True).start()

    def close(self) -> None:
        self._entrance.shutdown(socket.SHUT_RDWR)
        self._entrance.close()
        self.hang_up()
        for end in self._ends:
            end.close()


class Talk:
    """What the app says to a page not yet opened; `breaks_behind` names the message behind which the line breaks."""

    def __init__(self, page: Page) -> None:
        self.breaks_behind = ""
        page.route_web_socket("**/_stcore/stream", self._carry)

    def _carry(self, browser: WebSocketRoute) -> None:
        broken = False

        def carry_on(said: str | bytes) -> None:
            nonlocal broken
            if broken:
                return
            browser.send(said)
            assert isinstance(said, bytes)
            if ForwardMsg.FromString(said).WhichOneof("type") == self.breaks_behind:
                broken, self.breaks_behind = True, ""
                browser.close()

        browser.connect_to_server().on_message(carry_on)


def carry(one: socket.socket, other: socket.socket) -> None:
    """Carry over what comes from one end, until it hangs up."""
    with suppress(OSError):
        while said := one.recv(AT_ONCE):
            other.sendall(said)
        other.shutdown(socket.SHUT_RDWR)


@contextmanager
def line(app: str) -> Iterator[Line]:
    laid = Line(app)
    answering = Thread(target=laid.answer, daemon=True)
    answering.start()
    try:
        yield laid
    finally:
        laid.close()
        answering.join(10)
