"""Messages to people, and the texts they are made from: an outbox that is saved together with the change."""

from datetime import datetime
from typing import Annotated, ClassVar

from services.model.course_lists import MessageKind, MessageStatus
from services.model.fields import Column, Count, Day, Email, Line, Maybe, Name, Phone, Reference, Text
from services.model.lists import Channel
from services.model.record import Form, Record


class TemplateForm(Form):
    """A text of the office's own, with gaps like {Vorname}."""

    subject: Annotated[Line, Column("Betreff", "Subject")] = ""
    text: Annotated[Text, Column("Text", "Text")] = ""


class Template(TemplateForm, Record):
    """The office's own text for one kind of message, as a mail or as the script of a call; newest number counts."""

    tab: ClassVar[str] = "Vorlagen"
    prefix: ClassVar[str] = "M"

    kind: Annotated[MessageKind, Column("Anlass", "Occasion")]
    channel: Annotated[Channel, Column("Weg", "Way")] = Channel.EMAIL

    @property
    def caption(self) -> str:
        """The occasion."""
        return self.kind


class Message(Record):
    """A mail to be sent, or a call to be made, about one entry (`about`: its number).

    The text is ready but for the personal link, which is put in while sending and so stands nowhere in the table.
    The link leads to the answer of this message: until `answer_by`, and once.
    """

    tab: ClassVar[str] = "Nachrichten"
    prefix: ClassVar[str] = "N"

    kind: Annotated[MessageKind, Column("Anlass", "Occasion")]
    about: Annotated[Reference, Column("Betrifft", "About")]
    channel: Annotated[Channel, Column("Weg", "Way")] = Channel.EMAIL
    status: Annotated[MessageStatus, Column("Stand", "Status")]
    to: Annotated[Name, Column("An", "To", personal=True)]
    email: Annotated[Maybe[Email], Column("E-Mail", "E-mail", personal=True)] = None
    phone: Annotated[Maybe[Phone], Column("Telefon", "Phone", personal=True)] = None
    subject: Annotated[Line, Column("Betreff", "Subject", personal=True)] = ""
    text: Annotated[Text, Column("Text", "Text", personal=True)] = ""
    written_at: Annotated[datetime, Column("Geschrieben", "Written at")]
    attempts: Annotated[Count, Column("Versuche", "Attempts")] = 0
    tried_at: Annotated[Maybe[datetime], Column("Zuletzt versucht", "Last tried")] = None
    trouble: Annotated[Line, Column("Fehler", "Trouble", personal=True)] = ""
    answer_by: Annotated[Maybe[Day], Column("Antwort bis", "Answer by")] = None
    answered_at: Annotated[Maybe[datetime], Column("Antwort am", "Answered on")] = None

    @property
    def caption(self) -> str:
        """Whom it is for."""
        return self.to
