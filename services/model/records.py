"""The records: every tab with its columns. Sheet, SQL tables, screens' labels and `docs/data.md` derive from here."""

from collections.abc import Mapping
from datetime import datetime
from graphlib import TopologicalSorter
from typing import Annotated, ClassVar

from services.model.assignment_lists import Experience
from services.model.assignment_records import Cap, LoggedVisit
from services.model.conversations import Conversation
from services.model.course_records import Course, Document, EarlierTotal, Event, Guest, Interest, Registration, Session
from services.model.fields import (
    Column,
    Count,
    Day,
    Hours,
    Line,
    Lines,
    Maybe,
    Picture,
    Reference,
    Text,
)
from services.model.forms import PersonForm, ProgrammeForm
from services.model.letters import Message, Template
from services.model.lists import (
    AssignmentStatus,
    Channel,
    DeclineReason,
    OfferStatus,
    PersonStatus,
    RejectReason,
    RequestStatus,
    Result,
    Seat,
)
from services.model.office_people import Colleague
from services.model.own_records import OwnChange, PersonalLink
from services.model.person_lists import LeaveReason
from services.model.record import Record, columns
from services.model.request_forms import OrganisationForm, RequestForm
from services.model.weights import Weights


class Programme(ProgrammeForm, Weights, Record):
    """The office in its own words: one row."""

    tab: ClassVar[str] = "Programm"
    prefix: ClassVar[str] = "S"

    # Not personal, but long: the journal only says that it was changed.
    logo: Annotated[Picture, Column("Logo", "Logo", personal=True)] = ""
    # One a line: its name, an equals sign, and the filters as they stand in the address.
    views: Annotated[Text, Column("Ansichten der Lotsenliste", "Views of the roster")] = ""
    # One a line: the title of a column as the office's lists have it, an equals sign, and our own header.
    list_titles: Annotated[Text, Column("Spalten eigener Listen", "Columns of own lists")] = ""


class Organisation(OrganisationForm, Record):
    """A body the programme works with: partners, training providers, who asks for guides, who helps instead."""

    tab: ClassVar[str] = "Stellen"
    prefix: ClassVar[str] = "O"

    @property
    def caption(self) -> str:
        """The organisation's name."""
        return self.name


class Person(PersonForm, Record):
    """A volunteer on the roster."""

    tab: ClassVar[str] = "Personen"
    prefix: ClassVar[str] = "P"

    # Whoever came by phone may have left nothing but a surname.
    first_name: Annotated[Line, Column("Vorname", "First name", personal=True)] = ""
    certificate: Annotated[Line, Column("Zertifikat Nr.", "Certificate no.")] = ""
    left_on: Annotated[Maybe[Day], Column("Ausgeschieden am", "Left on")] = None
    leave_reason: Annotated[Maybe[LeaveReason], Column("Ausgeschieden wegen", "Left because of")] = None
    # The list somebody was taken over from and when; in square brackets the mark by which a later change is noticed.
    taken_from: Annotated[Line, Column("Aus Liste", "From list")] = ""
    distinct_from: Annotated[Lines, Column("Nicht dieselbe Person wie", "Not the same person as")] = ()
    gone: Annotated[Line, Column("Entfallen, weil", "No longer on the roster because")] = ""

    @property
    def caption(self) -> str:
        """The volunteer's name."""
        return self.full_name

    @property
    def from_old_list(self) -> bool:
        """Whoever was erased or is no longer on the roster has left no name and no address in the table."""
        return self.status is PersonStatus.ERASED or bool(self.gone)


class Request(RequestForm, Record):
    """A call for help, from the first ring to its result."""

    tab: ClassVar[str] = "Anfragen"
    prefix: ClassVar[str] = "A"

    status: Annotated[RequestStatus, Column("Stand", "Status")]
    received_at: Annotated[datetime, Column("Eingegangen", "Received")]
    reject_reason: Annotated[Maybe[RejectReason], Column("Abgelehnt wegen", "Refused because")] = None
    redirected_to: Annotated[Line, Column("Weiterverwiesen an", "Redirected to")] = ""
    result: Annotated[Maybe[Result], Column("Ergebnis", "Result")] = None
    closed_on: Annotated[Maybe[Day], Column("Abgeschlossen am", "Closed on")] = None
    received_by: Annotated[Line, Column("Angenommen von", "Taken by")] = ""

    @classmethod
    def begins(cls, now: datetime) -> Mapping[str, object]:
        """Give the first state and the day of taking in."""
        return {"status": RequestStatus.NEW, "received_at": now}

    @property
    def caption(self) -> str:
        """The code of the accompanied person."""
        return self.client


class Offer(Record):
    """One volunteer asked for one request."""

    tab: ClassVar[str] = "Angefragt"
    prefix: ClassVar[str] = "V"

    request: Annotated[Reference, Column("Anfrage", "Request", refers="A")]
    person: Annotated[Reference, Column("Person", "Person", refers="P")]
    status: Annotated[OfferStatus, Column("Stand", "Status")] = OfferStatus.ASKED
    asked_at: Annotated[datetime, Column("Angefragt am", "Asked on")]
    channel: Annotated[Channel, Column("Weg", "Way")] = Channel.PHONE
    points: Annotated[Maybe[Count], Column("Punkte", "Points")] = None
    exception: Annotated[Line, Column("Trotzdem gefragt, weil", "Asked all the same because", personal=True)] = ""
    answered_at: Annotated[Maybe[datetime], Column("Antwort am", "Answered on")] = None
    decline_reason: Annotated[Maybe[DeclineReason], Column("Abgelehnt wegen", "Refused because")] = None
    seat: Annotated[Seat, Column("Platz", "Seat")] = Seat.MAIN
    call_back_at: Annotated[Maybe[datetime], Column("Rückruf erbeten am", "Wants a call since")] = None

    @property
    def caption(self) -> str:
        """The request and the person it joins."""
        return f"{self.request} {self.person}"


class Assignment(Record):
    """A volunteer's dated order to help with one request (the insurance's proof)."""

    tab: ClassVar[str] = "Einsätze"
    prefix: ClassVar[str] = "E"

    request: Annotated[Reference, Column("Anfrage", "Request", refers="A")]
    person: Annotated[Reference, Column("Person", "Person", refers="P")]
    mandated_on: Annotated[Day, Column("Beauftragt am", "Mandated on")]
    status: Annotated[AssignmentStatus, Column("Stand", "Status")] = AssignmentStatus.RUNNING
    result: Annotated[Maybe[Result], Column("Ergebnis", "Result")] = None
    hours: Annotated[Maybe[Hours], Column("Stunden", "Hours")] = None
    ended_on: Annotated[Maybe[Day], Column("Beendet am", "Ended on")] = None
    interrupted_until: Annotated[Maybe[Day], Column("Unterbrochen bis", "Interrupted until")] = None
    check_on: Annotated[Maybe[Day], Column("Nächste Nachfrage am", "Next check on")] = None
    reason: Annotated[Line, Column("Grund", "Reason", personal=True)] = ""
    experience: Annotated[Maybe[Experience], Column("Rückmeldung", "Feedback")] = None
    remark: Annotated[Line, Column("Anmerkung zum Ende", "Remark at the end", personal=True)] = ""

    @property
    def caption(self) -> str:
        """The request and the person it joins."""
        return f"{self.request} {self.person}"


class PutOff(Record):
    """A line of the morning list that rests until a day, for the whole office; without a day it is due again."""

    tab: ClassVar[str] = "Zurückgestellt"
    prefix: ClassVar[str] = "R"

    # The line's own name, for the programme; what it says to people stands beside it.
    line: Annotated[Line, Column("Zeile", "Line of the list")]
    what: Annotated[Line, Column("Worum es geht", "What it is about", personal=True)] = ""
    since: Annotated[Day, Column("Fällig seit", "Due since")]
    until: Annotated[Maybe[Day], Column("Zurückgestellt bis", "Put off until")] = None
    put_off_by: Annotated[Line, Column("Zurückgestellt von", "Put off by", personal=True)] = ""


class JournalEntry(Record):
    """Who did what when; one row an action, written in the same step as the action itself."""

    tab: ClassVar[str] = "Protokoll"
    prefix: ClassVar[str] = "J"

    at: Annotated[datetime, Column("Wann", "When")]
    actor: Annotated[Line, Column("Wer", "Who", personal=True)]
    deed: Annotated[Line, Column("Was", "What")] = ""
    entries: Annotated[Lines, Column("Einträge", "Entries")]
    changed: Annotated[Text, Column("Geändert", "Changed")] = ""
    operation: Annotated[Line, Column("Vorgang", "Operation")] = ""


RECORDS: tuple[type[Record], ...] = (
    Programme,
    Organisation,
    Course,
    Session,
    Interest,
    Registration,
    Event,
    Guest,
    Person,
    OwnChange,
    PersonalLink,
    Conversation,
    Request,
    Offer,
    Assignment,
    LoggedVisit,
    Cap,
    Message,
    Template,
    Document,
    EarlierTotal,
    Colleague,
    PutOff,
    JournalEntry,
)


def _referred_first() -> tuple[type[Record], ...]:
    prefixes = {kind.prefix: kind for kind in RECORDS}
    refers = {kind: [kept.column.refers for kept in columns(kind).values() if kept.column.refers] for kind in RECORDS}
    return tuple(TopologicalSorter({kind: [prefixes[one] for one in refers[kind]] for kind in RECORDS}).static_order())


# The kinds in the order in which records are put into an empty place: what others refer to comes before them.
REFERRED_FIRST: tuple[type[Record], ...] = _referred_first()
