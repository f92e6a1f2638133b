"""A mail server on this machine (aiosmtpd in a thread of its own): takes mail, refuses, delays, hangs up."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from services.settings import MailServer

SENDER = "Lots:innen Grünstadt <lotsen@example.org>"


@dataclass
class PostOffice:
    """What the server does with whom, and the mail it took."""

    answers: dict[str, list[str]] = field(default_factory=dict)  # receiver -> what RCPT is answered, one after another
    content: str = ""  # what every text is answered
    slow: float = 0.0  # seconds before a text is answered
    hangs_up_on: str = ""  # subject at whose text the server goes away, having taken it
    taken: list[EmailMessage] = field(default_factory=list)
    connections: int = 0
    signed_in: list[str] = field(default_factory=list)
    port: int = 0

    def settings(self, **values: Any) -> MailServer:
        defaults = {"host": "127.0.0.1", "port": self.port, "from": SENDER, "security": "none"}
        return MailServer.model_validate({**defaults, **values})

    @property
    def receivers(self) -> list[str]:
        return [str(one["X-RcptTo"]) for one in self.taken]

    @property
    def twice(self) -> list[str]:
        return [number for number, count in Counter(str(one["Message-ID"]) for one in self.taken).items() if count > 1]

    # What aiosmtpd calls.
    async def handle_EHLO(self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]) -> Any:  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        waiting = self.answers.get(address, [])
        if answer := waiting.pop(0) if waiting else "":
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.slow)
        if self.content:
            return self.content
        mail = message_from_bytes(envelope.content, policy=SMTP)
        mail["X-RcptTo"] = ",".join(envelope.rcpt_tos)
        self.taken.append(mail)
        if self.hangs_up_on and self.hangs_up_on in str(mail["Subject"]):
            server.transport.abort()
        return "250 taken"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        self.signed_in.append(data.login.decode())
        return AuthResult(success=data.password == b"geheim", handled=False)


class _OwnPort(Controller):
    """Takes any free port, and says which."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def open_post_office(
    *, safe: ssl.SSLContext | None = None, at_once: bool = False, **values: Any
) -> Iterator[PostOffice]:
    """Run a server until the block ends; `safe` makes STARTTLS necessary, `at_once` speaks TLS from the start."""
    office = PostOffice(**values)
    options: dict[str, Any] = {"authenticator": office.authenticate}
    if safe and not at_once:
        options |= {"tls_context": safe, "require_starttls": True}
    options["auth_require_tls"] = bool(safe)
    controller = _OwnPort(office, hostname="127.0.0.1", port=0, ssl_context=safe if at_once else None, **options)
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()


def certificate(folder: Path) -> Path:
    """Make a certificate for this machine, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "certificate.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


def safe_with(file: Path) -> ssl.SSLContext:
    """Give the server's side of a safe connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
