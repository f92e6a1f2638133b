"""Mail to the office's own mail server: many letters over one connection, and for each what became of it."""

import logging
import re
import smtplib
import ssl
import time
from collections.abc import Sequence
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from email_validator import validate_email

from services.model.clock import ZONE
from services.model.post import Envelope, Outcome, Trouble
from services.settings import MailServer

log = logging.getLogger(__name__)

STEP: Final = 20.0  # seconds the server may take for one step
WHOLE: Final = 240.0  # seconds after which no further letter is begun: a claim counts as unclear after ten minutes
_OK: Final = 250
_CLOSING: Final = 421
_PERMANENT: Final = 500
_NOT_A_LETTER: Final = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


class _Lost(Exception):
    """The server itself is the trouble: whatever is left waits."""

    def __init__(self, trouble: Trouble, reply: str = "") -> None:
        self.trouble = trouble
        self.reply = reply
        super().__init__(trouble)


def send(
    server: MailServer, envelopes: Sequence[Envelope], *, step: float = STEP, whole: float = WHOLE
) -> list[Outcome]:
    """Hand the envelopes to the server; gives one outcome each, in their order, and raises nothing.

    An address the server refuses does not stop the others. When the server goes away, cannot be signed in to, or is
    slow for `whole` seconds, the rest is left for later. A connection that breaks after a letter's text has begun to
    go over leaves that letter open (`CUT_OFF`): nobody knows whether it was taken, so it is not tried again.
    """
    outcomes: list[Outcome] = []
    line = _Line(server, step, time.monotonic() + whole)
    try:
        for envelope in envelopes:
            outcomes.append(line.hand_over(envelope))  # noqa: PERF401 - those before a loss count
    except _Lost as lost:
        log.warning("Mail server: %s %s", lost.trouble.label, lost.reply)
        left = envelopes[len(outcomes) :]
        outcomes.extend(Outcome(one.number, lost.trouble, lost.reply, again=True) for one in left)
    finally:
        line.close()
    return outcomes


class _Line:
    """The connection to the server: opened with the first letter, and again after it broke."""

    def __init__(self, server: MailServer, step: float, stop_at: float) -> None:
        self._server = server
        self._step = step
        self._stop_at = stop_at
        self._smtp: smtplib.SMTP | None = None

    def hand_over(self, envelope: Envelope) -> Outcome:
        """Hand over one letter; raises `_Lost` when the trouble is not about this letter."""
        if time.monotonic() > self._stop_at:
            raise _Lost(Trouble.LATER)
        try:
            sender, receiver = _bare(self._server.sender.addr_spec), _bare(envelope.email)
            body = as_message(self._server, envelope).as_bytes()
        except Exception:
            # Whatever it is about this one letter must not keep the others from going out.
            log.exception("Message %s cannot be written", envelope.number)
            return Outcome(envelope.number, Trouble.UNWRITABLE)
        smtp = self._smtp or self._open()
        try:
            code, reply = smtp.mail(sender)
            if code != _OK:
                raise _Lost(Trouble.SENDER if code >= _PERMANENT else Trouble.LATER, _spelled(code, reply))
            code, reply = smtp.rcpt(receiver)
            if code >= 300:  # noqa: PLR2004 - 250 and 251: taken, 252: taken unchecked
                self._again(code)
                return _refused(envelope, Trouble.ADDRESS, code, reply)
        except OSError as broken:  # smtplib's own errors among them; nothing of the letter has gone over yet
            self.close()
            return Outcome(envelope.number, Trouble.UNREACHABLE, _words(broken), again=True)
        return self._give(smtp, envelope, body)

    def _give(self, smtp: smtplib.SMTP, envelope: Envelope, body: bytes) -> Outcome:
        """Hand over the text to a server that waits for it."""
        reply: bytes | str
        try:
            code, reply = smtp.data(body)
        except smtplib.SMTPDataError as refused:
            code, reply = refused.smtp_code, refused.smtp_error
        except OSError as broken:
            self.close()
            return Outcome(envelope.number, Trouble.CUT_OFF, _words(broken))
        if code == _OK:
            return Outcome(envelope.number)
        self._again(code)
        return _refused(envelope, Trouble.CONTENT, code, reply)

    def _again(self, code: int) -> None:
        """Be ready for the next letter after a refusal."""
        if code == _CLOSING or self._smtp is None:
            self.close()
            return
        try:
            self._smtp.rset()
        except OSError:
            self.close()

    def _open(self) -> smtplib.SMTP:
        """Connect, make it safe, sign in; raises `_Lost`."""
        server = self._server
        safe = ssl.create_default_context()
        try:
            if server.security == "ssl":
                self._smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=self._step, context=safe)
            else:
                self._smtp = smtplib.SMTP(server.host, server.port, timeout=self._step)
            if server.security == "starttls":
                self._smtp.starttls(context=safe)
            if server.user:
                self._smtp.login(server.user, server.password)
            self._smtp.ehlo_or_helo_if_needed()
        except smtplib.SMTPAuthenticationError as refused:
            raise _Lost(Trouble.LOGIN, _spelled(refused.smtp_code, refused.smtp_error)) from None
        except (ssl.SSLError, smtplib.SMTPNotSupportedError) as unsafe:
            raise _Lost(Trouble.UNSAFE, _words(unsafe)) from None
        except smtplib.SMTPResponseException as refused:
            raise _Lost(Trouble.LATER, _spelled(refused.smtp_code, refused.smtp_error)) from None
        except (OSError, UnicodeError) as away:
            raise _Lost(Trouble.UNREACHABLE, _words(away)) from None
        return self._smtp

    def close(self) -> None:
        """Say goodbye, if anybody is still there."""
        if self._smtp is not None:
            with suppress(OSError):
                self._smtp.quit()
            self._smtp.close()
            self._smtp = None


def as_message(server: MailServer, envelope: Envelope) -> EmailMessage:
    """Write the mail: plain text, in headers nothing that could begin another header.

    Its id is made of the message's number and hour, so that a copy sent again can be told to be one.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(server.sender.display_name, addr_spec=_bare(server.sender.addr_spec))
    message["To"] = Address(_one_line(envelope.to), addr_spec=_bare(envelope.email))
    message["Subject"] = _one_line(envelope.subject)
    message["Date"] = format_datetime(envelope.written_at.replace(tzinfo=ZONE))
    message["Message-ID"] = f"<{envelope.number}.{envelope.written_at:%Y%m%d%H%M%S}@{_domain(server)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(envelope.text, cte="quoted-printable")
    return message


def _domain(server: MailServer) -> str:
    return _bare(server.sender.addr_spec).rpartition("@")[2]


def _bare(address: str) -> str:
    """Give the address as it goes over the wire: a domain with umlauts in its ASCII spelling.

    Raises `ValueError` for what hardly any server takes: umlauts before the @.
    """
    found = validate_email(address, check_deliverability=False)
    if found.ascii_email is None:
        raise ValueError("A letter before the @ has no place in mail")
    return found.ascii_email


def _one_line(text: str) -> str:
    return " ".join(_NOT_A_LETTER.sub(" ", text).split())


def _refused(envelope: Envelope, trouble: Trouble, code: int, reply: bytes | str) -> Outcome:
    later = code < _PERMANENT
    return Outcome(envelope.number, Trouble.LATER if later else trouble, _spelled(code, reply), again=later)


def _spelled(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return _one_line(f"{code} {text}")[:140]


def _words(error: Exception) -> str:
    return _one_line(str(error) or type(error).__name__)[:140]
