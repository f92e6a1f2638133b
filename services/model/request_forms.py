"""The request desk's forms: an organisation with its contact, a call for help as the public or the office writes it."""

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from services.model.course_forms import CONSENT_MISSING
from services.model.fields import (
    Clock,
    Column,
    Count,
    Day,
    Email,
    Hours,
    Line,
    Maybe,
    Name,
    Phone,
    Reference,
    Several,
    Text,
    YesNo,
)
from services.model.forms import NOTE_HELP
from services.model.handwritten import HalfDays
from services.model.languages import Language, Level
from services.model.lists import (
    Answer,
    Channel,
    ClientUnit,
    Consent,
    OrganisationKind,
    RejectReason,
    RequesterKind,
    RequestKind,
    Topic,
    Urgency,
    Wish,
)
from services.model.record import Form
from services.model.words import N_

# Who asks for themselves or as a private person; everybody else asks as an organisation, on behalf of somebody.
PRIVATE = frozenset({RequesterKind.SELF, RequesterKind.RELATIVE, RequesterKind.VOLUNTEER})

# These have no appointment, but times that suit.
OVER_TIME = frozenset({RequestKind.ONGOING, RequestKind.LANGUAGE})


class OrganisationForm(Form):
    """A body the office works with, and how to reach it."""

    name: Annotated[Name, Column("Name", "Name")]
    kind: Annotated[OrganisationKind, Column("Art", "Kind")] = OrganisationKind.PARTNER
    contact_person: Annotated[Line, Column("Kontaktperson", "Contact person")] = ""
    phone: Annotated[Maybe[Phone], Column("Telefon", "Phone")] = None
    fax: Annotated[Maybe[Phone], Column("Fax", "Fax")] = None
    email: Annotated[Maybe[Email], Column("E-Mail", "E-mail")] = None
    address: Annotated[Line, Column("Anschrift", "Address")] = ""
    task: Annotated[Line, Column("Aufgabe im Programm", "Task in the programme")] = ""
    opening: Annotated[Line, Column("Sprechzeiten", "Opening hours")] = ""
    asks_as: Annotated[Maybe[RequesterKind], Column("Fragt an als", "Asks as")] = None
    helps_with: Annotated[
        Several[RejectReason],
        Column("Hilft bei", "Helps with", N_("Shown to people when guides may not help for this reason")),
    ] = ()
    topics: Annotated[
        Several[Topic], Column("Themen", "Topics", N_("Only for these topics; empty: for every topic"))
    ] = ()


class HelpForm(Form):
    """A call for help as somebody writes it who has no account: three steps, no name of the accompanied person."""

    topics: Annotated[Several[Topic], Column("Worum geht es?", "What is it about?")] = ()
    kind: Annotated[RequestKind, Column("Welche Art von Hilfe?", "What kind of help?")] = RequestKind.APPOINTMENT
    legal_effect: Annotated[
        Answer,
        Column(
            "Geht es um Gericht, Anhörung oder einen Vertrag?",
            "Is it about a court, an official hearing or a contract?",
        ),
    ] = Answer.UNKNOWN
    interpreting: Annotated[
        Answer,
        Column(
            "Muss etwas Medizinisches genau übersetzt werden?",
            "Does anything medical need an exact translation?",
        ),
    ] = Answer.UNKNOWN
    day: Annotated[Maybe[Day], Column("An welchem Tag?", "On which day?", N_("For example 03.09.2026"))] = None
    at: Annotated[Maybe[Clock], Column("Um wie viel Uhr?", "At what time?", N_("For example 14:30"))] = None
    hours: Annotated[
        Maybe[Hours], Column("Wie lange ungefähr (Stunden)?", "About how long (hours)?", N_("For example 1,5"))
    ] = None
    times: Annotated[HalfDays, Column("Wann passt es?", "When does it suit?")] = ()
    district: Annotated[Line, Column("In welchem Stadtteil?", "In which district?")] = ""
    place: Annotated[
        Line, Column("Wo treffen Sie sich?", "Where do you meet?", N_("For example the town hall, main entrance"))
    ] = ""
    languages: Annotated[Several[Language], Column("Welche Sprache wird gebraucht?", "Which language is needed?")] = ()
    min_level: Annotated[
        Maybe[Level],
        Column(
            "Wie gut soll die Sprache mindestens gesprochen werden?",
            "How well should the language be spoken at least?",
            N_("Empty if any level will do"),
        ),
    ] = None
    unit: Annotated[ClientUnit, Column("Für wen ist die Hilfe?", "Whom is the help for?")] = ClientUnit.PERSON
    people: Annotated[Count, Column("Wie viele Personen?", "How many people?")] = 1
    minors: Annotated[YesNo, Column("Es ist jemand unter 18 Jahren dabei.", "Somebody under 18 is among them.")] = False
    wish: Annotated[Wish, Column("Wer soll mitkommen?", "Who should come along?")] = Wish.NONE
    requester_kind: Annotated[RequesterKind, Column("Wer fragt?", "Who is asking?")] = RequesterKind.SELF
    name: Annotated[Name, Column("Ihr Name oder Ihre Stelle", "Your name or your organisation")]
    contact: Annotated[Line, Column("Wen sollen wir sprechen?", "Whom shall we ask for?")] = ""
    phone: Annotated[
        Maybe[Phone], Column("Ihre Telefonnummer", "Your phone number", N_("With area code, for example 02362 123456"))
    ] = None
    email: Annotated[
        Maybe[Email], Column("Ihre E-Mail-Adresse", "Your e-mail address", N_("For example name@example.org"))
    ] = None
    client: Annotated[
        Line,
        Column("Ihr Kürzel für die Person", "Your code for the person", N_("For example initials; never the name")),
    ] = ""
    note: Annotated[
        Text,
        Column(
            "Was wir noch wissen sollten",
            "What else we should know",
            N_("No names, nothing about health, origin or residence status, please"),
        ),
    ] = ""
    agreed: Annotated[
        YesNo,
        Column(
            "Die Person, um die es geht, weiß davon und ist einverstanden.",
            "The person concerned knows about this and agrees.",
        ),
    ] = False
    consent: Annotated[
        YesNo,
        Column(
            "Ich bin einverstanden, dass das Büro diese Angaben speichert, um Hilfe zu vermitteln.",
            "I agree that the office keeps these details to arrange help.",
        ),
    ] = False

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not (self.email or self.phone):
            raise PydanticCustomError(
                "unreachable", N_("Please give an e-mail address or a phone number, so that we can reach you.")
            )
        if not self.consent:
            raise CONSENT_MISSING
        return self


class RequestForm(Form):
    """A call for help as the office takes it in. The accompanied person is a code, never a name."""

    kind: Annotated[RequestKind, Column("Art", "Kind of help")] = RequestKind.APPOINTMENT
    topics: Annotated[Several[Topic], Column("Themen", "Topics")] = ()
    languages: Annotated[Several[Language], Column("Sprachen", "Languages", N_("One of these is enough"))] = ()
    min_level: Annotated[Maybe[Level], Column("Mindestens", "At least", N_("Empty if any level will do"))] = None
    district: Annotated[Line, Column("Stadtteil", "District")] = ""
    place: Annotated[Line, Column("Treffpunkt", "Meeting place", personal=True)] = ""
    day: Annotated[Maybe[Day], Column("Termin am", "Appointment on", N_("For example 03.09.2026"))] = None
    at: Annotated[Maybe[Clock], Column("Uhrzeit", "Time", N_("For example 14:30"))] = None
    hours: Annotated[Maybe[Hours], Column("Dauer in Stunden", "Duration in hours", N_("For example 1,5"))] = None
    times: Annotated[HalfDays, Column("Mögliche Zeiten", "Possible times", N_("If there is no fixed appointment"))] = ()
    client: Annotated[
        Line, Column("Kürzel", "Client code", N_("Initials or a code of your own, never the name"), personal=True)
    ] = ""
    unit: Annotated[ClientUnit, Column("Für", "For")] = ClientUnit.PERSON
    people: Annotated[Count, Column("Personen", "People")] = 1
    minors: Annotated[YesNo, Column("Minderjährige dabei", "Minors involved")] = False
    wish: Annotated[Wish, Column("Begleitung durch", "Accompanied by")] = Wish.NONE
    urgency: Annotated[Urgency, Column("Dringlichkeit", "Urgency")] = Urgency.NORMAL
    requester_kind: Annotated[RequesterKind, Column("Anfrage von", "Asked by")] = RequesterKind.SELF
    requester: Annotated[Line, Column("Stelle oder Name", "Organisation or name", personal=True)] = ""
    requester_phone: Annotated[Maybe[Phone], Column("Telefon", "Phone", personal=True)] = None
    requester_email: Annotated[Maybe[Email], Column("E-Mail", "E-mail", personal=True)] = None
    channel: Annotated[Channel, Column("Weg", "Way")] = Channel.PHONE
    consent: Annotated[Consent, Column("Einwilligung", "Consent")] = Consent.PENDING
    note: Annotated[Text, Column("Notiz", "Note", NOTE_HELP, personal=True)] = ""
    consent_on: Annotated[Maybe[Day], Column("Einwilligung vom", "Consent of", N_("Empty: the day it is entered"))] = (
        None
    )
    legal_effect: Annotated[
        Answer, Column("Rechtsfolgen", "Legal effect", N_("A hearing, a court, a contract: not a task for guides"))
    ] = Answer.UNKNOWN
    interpreting: Annotated[
        Answer,
        Column(
            "Fachdolmetschen nötig",
            "Needs a professional interpreter",
            N_("Medical findings, consent to an operation, an official interview"),
        ),
    ] = Answer.UNKNOWN
    children: Annotated[Count, Column("Davon Kinder", "Children among them")] = 0
    requester_contact: Annotated[Line, Column("Ansprechperson", "Person to ask for", personal=True)] = ""
    organisation: Annotated[Reference, Column("Stelle Nr.", "Organisation no.", personal=True, refers="O")] = ""
