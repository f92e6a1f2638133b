"""The course desk's records: from the first interest over sessions and attendance to the certificate."""

from datetime import datetime
from typing import Annotated, ClassVar, Final

from services.model.course_forms import (
    CallForm,
    CourseForm,
    DocumentForm,
    InterestForm,
    RegistrationForm,
    SessionForm,
)
from services.model.course_lists import (
    CourseStatus,
    DropoutReason,
    EventStatus,
    GuestStatus,
    InterestStatus,
    RegistrationStatus,
    TalkOutcome,
)
from services.model.event_forms import EventForm, GuestForm
from services.model.fields import Column, Day, Line, Lines, Maybe, Reference, Several, YesNo
from services.model.lists import Channel, Consent
from services.model.marks import Mark
from services.model.past_forms import EarlierTotalForm
from services.model.record import Record

ERASED: Final = "Anonymisiert"  # stands in the place of a name that was erased


class Document(DocumentForm, Record):
    """A document of the programme: curriculum, handbook, concept; only where it is, never the file."""

    tab: ClassVar[str] = "Dokumente"
    prefix: ClassVar[str] = "D"

    @property
    def caption(self) -> str:
        """The document's title with its version."""
        return f"{self.title} ({self.version})" if self.version else self.title


class Course(CourseForm, Record):
    """A course from idea to certificates."""

    tab: ClassVar[str] = "Kurse"
    prefix: ClassVar[str] = "K"

    status: Annotated[CourseStatus, Column("Stand", "Status")] = CourseStatus.DRAFT
    called_off: Annotated[Line, Column("Abgesagt, weil", "Called off because")] = ""

    @property
    def caption(self) -> str:
        """The course's title, and which of several groups."""
        return f"{self.title} ({self.group})" if self.group else self.title


class Session(SessionForm, Record):
    """One meeting of a course; who was there stands in the registrations."""

    tab: ClassVar[str] = "Kurstermine"
    prefix: ClassVar[str] = "U"

    course: Annotated[Reference, Column("Kurs", "Course", refers="K")]
    cancelled: Annotated[YesNo, Column("Entfällt", "Does not take place")] = False

    @property
    def caption(self) -> str:
        """The day and what it is about."""
        return f"{self.day:%d.%m.%Y} {self.topic}".strip()


class Interest(CallForm, InterestForm, Record):
    """Somebody who would join the next course."""

    tab: ClassVar[str] = "Interessierte"
    prefix: ClassVar[str] = "I"

    first_name: Annotated[Line, Column("Vorname", "First name", personal=True)] = ""
    channel: Annotated[Channel, Column("Weg", "Way")] = Channel.FORM
    received_at: Annotated[datetime, Column("Eingegangen", "Received")]
    received_by: Annotated[Line, Column("Angenommen von", "Taken by")] = ""
    consented: Annotated[Consent, Column("Einwilligung erteilt", "Consent given")] = Consent.WRITTEN
    status: Annotated[InterestStatus, Column("Stand", "Status")] = InterestStatus.NEW
    last_step_on: Annotated[Maybe[Day], Column("Letzter Schritt am", "Last step on")] = None
    withdrawn_on: Annotated[Maybe[Day], Column("Zurückgezogen am", "Withdrawn on")] = None

    @property
    def caption(self) -> str:
        """The interested person's name."""
        return self.full_name

    @property
    def from_old_list(self) -> bool:
        """Somebody erased, or taken over from an old list, has neither contact nor today's consent."""
        return self.status is InterestStatus.EXPIRED or self.channel is Channel.OLD_LIST


class Registration(RegistrationForm, Record):
    """Somebody's enrolment in one course. Whoever was received earlier stands higher on the waiting list.

    `answer_by` is the last day to answer an invitation or an offered place. Somebody waiting who has one let an offer
    lapse, and stands behind the others.
    """

    tab: ClassVar[str] = "Anmeldungen"
    prefix: ClassVar[str] = "T"

    # Whoever is invited may have left nothing but a surname on the phone.
    first_name: Annotated[Line, Column("Vorname", "First name", personal=True)] = ""
    course: Annotated[Reference, Column("Kurs", "Course", refers="K")]
    status: Annotated[RegistrationStatus, Column("Stand", "Status")]
    received_at: Annotated[datetime, Column("Eingegangen", "Received")]
    channel: Annotated[Channel, Column("Weg", "Way")] = Channel.FORM
    consented: Annotated[Consent, Column("Einwilligung erteilt", "Consent given")] = Consent.WRITTEN
    interest: Annotated[Reference, Column("Interesse", "Interest", refers="I")] = ""
    answer_by: Annotated[Maybe[Day], Column("Antwort bis", "Answer by")] = None
    exception: Annotated[Line, Column("Ausnahme, weil", "Exception because", personal=True)] = ""
    reason: Annotated[Maybe[DropoutReason], Column("Abbruchgrund", "Reason for leaving")] = None
    attendance: Annotated[Several[Mark], Column("Anwesenheit", "Attendance")] = ()
    person: Annotated[Reference, Column("Person", "Person", refers="P")] = ""
    certificate: Annotated[Line, Column("Zertifikat Nr.", "Certificate no.")] = ""
    certified_on: Annotated[Maybe[Day], Column("Zertifikat vom", "Certificate of")] = None
    revoked_on: Annotated[Maybe[Day], Column("Widerrufen am", "Revoked on")] = None
    revoked_because: Annotated[Line, Column("Widerrufen, weil", "Revoked because", personal=True)] = ""
    earlier_certificates: Annotated[Lines, Column("Widerrufene Zertifikate", "Revoked certificates")] = ()

    @property
    def caption(self) -> str:
        """The registered person's name."""
        return self.full_name

    @property
    def from_old_list(self) -> bool:
        """Somebody erased, or who took part years ago, has no address and today's consent in the table."""
        return self.channel is Channel.OLD_LIST or self.first_name == ERASED


class Event(EventForm, Record):
    """Something the office invites to: an info talk before a course, the ceremony after it."""

    tab: ClassVar[str] = "Veranstaltungen"
    prefix: ClassVar[str] = "G"

    course: Annotated[Reference, Column("Kurs", "Course", refers="K")] = ""
    status: Annotated[EventStatus, Column("Stand", "Status")] = EventStatus.PLANNED

    @property
    def caption(self) -> str:
        """The day and the title."""
        return f"{self.day:%d.%m.%Y} {self.title}"


class Guest(GuestForm, Record):
    """Somebody invited to an event: an interested person, somebody of the roster, or a name with an address."""

    tab: ClassVar[str] = "Gäste"
    prefix: ClassVar[str] = "B"

    event: Annotated[Reference, Column("Veranstaltung", "Event", refers="G")]
    interest: Annotated[Reference, Column("Interesse", "Interest", refers="I")] = ""
    person: Annotated[Reference, Column("Person", "Person", refers="P")] = ""
    status: Annotated[GuestStatus, Column("Stand", "Status")] = GuestStatus.INVITED
    answered_at: Annotated[Maybe[datetime], Column("Antwort am", "Answered on")] = None
    outcome: Annotated[Maybe[TalkOutcome], Column("Ergebnis", "Outcome")] = None

    @property
    def caption(self) -> str:
        """The guest's name."""
        return self.name


class EarlierTotal(EarlierTotalForm, Record):
    """A total of years without records, with its source; never added to counted people without saying so."""

    tab: ClassVar[str] = "Frühere Jahre"
    prefix: ClassVar[str] = "F"
