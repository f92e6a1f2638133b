"""What a browser receives, without the browser: the bytes of its connection and of every file it may download."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from urllib.request import urlopen

import pypdf
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from websockets.sync.client import ClientConnection, connect

PATIENCE = 30


class Wire:
    """One visitor's connection: `read` opens a page, clicks on all its files and gives all that came."""

    def __init__(self, url: str, socket: ClientConnection) -> None:
        self._url = url
        self._socket = socket
        self._session = ""

    def read(self, path: str, query: str = "") -> bytes:
        """Open a page; gives the bytes that were sent, without the escapes of Markdown and JSON."""
        wanted = BackMsg()
        wanted.rerun_script.page_name = path
        wanted.rerun_script.query_string = query
        wanted.rerun_script.context_info.url = f"{self._url}/{path}"
        self._socket.send(wanted.SerializeToString())
        messages = list(self._messages())
        frames = b"\n".join(frame for frame, _message in messages)
        made = [self._made(one) for one in to_be_made(message for _frame, message in messages)]
        files = sorted({*made, *(file.decode() for file in re.findall(rb"/media/[0-9a-f]+\.\w+", frames))})
        return spelled_out(b"\n".join([frames, *map(self._file, files)]))

    def _messages(self) -> Iterator[tuple[bytes, ForwardMsg]]:
        """Give what comes until the page has been drawn, run after run."""
        running = True
        while running:
            frame, message = self._next()
            yield frame, message
            running = not (
                message.WhichOneof("type") == "script_finished"
                and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            )

    def _next(self) -> tuple[bytes, ForwardMsg]:
        frame = self._socket.recv(timeout=PATIENCE, decode=False)
        message = ForwardMsg.FromString(frame)
        self._session = message.new_session.initialize.session_id or self._session
        return frame, message

    def _made(self, file: str) -> str:
        """Click on a file that is made only then; gives its address."""
        click = BackMsg()
        click.backend_operation_request.request_id = file
        click.backend_operation_request.session_id = self._session
        click.backend_operation_request.deferred_file.file_id = file
        self._socket.send(click.SerializeToString())
        while True:
            _frame, message = self._next()
            answer = message.backend_operation_response
            if message.WhichOneof("type") == "backend_operation_response" and answer.request_id == file:
                assert not answer.error_msg, answer.error_msg
                return answer.deferred_file.url

    def _file(self, address: str) -> bytes:
        with urlopen(f"{self._url}{address}", timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            content = bytes(answer.read())
        if content.startswith(b"%PDF"):
            return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages).encode()
        return content.replace(b"\r\n ", b"")  # a calendar file folds its long lines


def to_be_made(messages: Iterable[ForwardMsg]) -> list[str]:
    """Give the files on a page that are made only at the click."""
    buttons = [message.delta.new_element.download_button for message in messages]
    return sorted({one.deferred_file_id for one in buttons if one.deferred_file_id and not one.disabled})


def spelled_out(content: bytes) -> bytes:
    """Undo what hides a name from a search: signs that Markdown needs, letters that JSON spells as numbers."""
    told = re.sub(rb"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)).encode("utf-8", "ignore"), content)
    return told.replace(b"\\", b"")


@contextmanager
def wire(url: str, *, email: str = "", secret: str = "") -> Iterator[Wire]:
    """Connect as a browser does; with `email` as somebody whom a provider has just vouched for."""
    token = generate_xsrf_token_string()
    cookies = [f"_streamlit_xsrf={token}"]
    if email:
        known = {"origin": url, "is_logged_in": True, "email": email, "email_verified": True, "provider": "default"}
        cookies.append(f"_streamlit_user={create_signed_value(secret, '_streamlit_user', json.dumps(known)).decode()}")
    with connect(
        f"{url.replace('http', 'ws')}/_stcore/stream",
        origin=url,  # type: ignore[arg-type] - a plain text does
        subprotocols=["streamlit", token],  # type: ignore[list-item] - same
        additional_headers={"Cookie": "; ".join(cookies)},
        max_size=None,
    ) as socket:
        yield Wire(url, socket)
