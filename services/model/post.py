"""What goes to the mail server and what comes back: one envelope a message, one outcome an envelope."""

from dataclasses import dataclass
from datetime import datetime

from services.model.words import Word


class Trouble(Word):
    """Why a mail did not go out, or may not have.

    The German word begins the message's “Fehler”; the server's own words follow.
    """

    ADDRESS = "Adresse abgelehnt", "Address refused"
    CONTENT = "Inhalt abgelehnt", "Content refused"
    LATER = "Mailserver bittet um Geduld", "The mail server asks for patience"
    SENDER = "Absender abgelehnt", "Sender refused"
    LOGIN = "Anmeldung am Mailserver abgelehnt", "The mail server refused the sign-in"
    UNREACHABLE = "Mailserver nicht erreichbar", "The mail server cannot be reached"
    UNSAFE = "Verbindung zum Mailserver nicht sicher", "The connection to the mail server is not safe"
    CUT_OFF = "Verbindung beim Übergeben abgebrochen", "The connection broke off while handing over"
    RESTORED = "Aus einer Sicherung zurückgeholt", "Brought back from a backup"
    UNWRITABLE = "E-Mail lässt sich nicht schreiben", "The mail cannot be written"


@dataclass(frozen=True)
class Envelope:
    """A mail ready to go: the number of its message, whom to, and what; the personal link is in the text."""

    number: str
    written_at: datetime
    to: str
    email: str
    subject: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What became of an envelope: `trouble` is None when the server took it; `reply` are the server's own words."""

    number: str
    trouble: Trouble | None = None
    reply: str = ""
    again: bool = False  # whether trying later makes sense

    @property
    def unknown(self) -> bool:
        """Say whether nobody knows if the server took it."""
        return self.trouble is Trouble.CUT_OFF

    @property
    def told(self) -> str:
        """Give the trouble with the server's words, as the message keeps it."""
        if self.trouble is None:
            return ""
        return f"{self.trouble}: {self.reply}".removesuffix(": ")[:200]
