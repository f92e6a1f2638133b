"""The forms: what a person types, once for the screen, the sheet and the tests."""

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from services.model.fields import (
    Column,
    Count,
    Day,
    Deadline,
    Email,
    Line,
    Lines,
    Maybe,
    Name,
    Phone,
    Several,
    Text,
    YesNo,
)
from services.model.handwritten import HalfDays, Skills
from services.model.languages import Language
from services.model.lists import (
    Answer,
    Gender,
    PersonStatus,
    Topic,
)
from services.model.person_lists import Mobility
from services.model.record import Form
from services.model.words import N_

NOTE_HELP = N_("Nothing about health, origin or residence status, please: only what the task needs.")


class Contact(Form):
    """A name and at least one way to reach that person."""

    first_name: Annotated[Name, Column("Vorname", "First name", personal=True)]
    last_name: Annotated[Name, Column("Nachname", "Last name", personal=True)]
    email: Annotated[Maybe[Email], Column("E-Mail", "E-mail", N_("For example name@example.org"), personal=True)] = None
    phone: Annotated[
        Maybe[Phone], Column("Telefon", "Phone", N_("With area code, for example 02362 123456"), personal=True)
    ] = None

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def from_old_list(self) -> bool:
        """Say whether this was taken over from a list of earlier years, which has neither contact nor consent."""
        return False

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not (self.email or self.phone or self.from_old_list):
            raise PydanticCustomError(
                "unreachable", N_("Please give an e-mail address or a phone number, so that we can reach you.")
            )
        return self


class ProgrammeForm(Form):
    """The office in its own words."""

    name: Annotated[Name, Column("Programm", "Programme")] = "Integrationslotsen"
    office: Annotated[Line, Column("Büro", "Office")] = ""
    partner: Annotated[Line, Column("In Kooperation mit", "In cooperation with")] = ""
    contact_person: Annotated[Line, Column("Kontaktperson", "Contact person")] = ""
    phone: Annotated[Maybe[Phone], Column("Telefon", "Phone")] = None
    fax: Annotated[Maybe[Phone], Column("Fax", "Fax")] = None
    email: Annotated[Maybe[Email], Column("E-Mail", "E-mail")] = None
    address: Annotated[Line, Column("Anschrift", "Address")] = ""
    opening: Annotated[Line, Column("Sprechzeiten", "Opening hours")] = ""
    counselling: Annotated[Several[Language], Column("Beratung auf", "Counselling in")] = ()
    founded: Annotated[Line, Column("Gegründet", "Founded")] = ""
    first_year: Annotated[Maybe[Count], Column("Erster Kurs im Jahr", "Year of the first course")] = None
    patron: Annotated[Line, Column("Schirmherrschaft", "Patron")] = ""
    about: Annotated[Text, Column("Über das Programm", "About the programme")] = ""
    help_offered: Annotated[Text, Column("Wobei wir helfen", "What we help with")] = ""
    topics: Annotated[Several[Topic], Column("Themen", "Topics")] = ()
    training: Annotated[Text, Column("Ausbildung", "Training")] = ""
    definition: Annotated[Text, Column("Was wir unter Integration verstehen", "What we mean by integration")] = ""
    origins: Annotated[Lines, Column("Herkunft der Lots:innen", "Where our guides come from")] = ()
    districts: Annotated[Lines, Column("Stadtteile", "Districts")] = ()
    web: Annotated[
        Line, Column("Adresse dieser Seite", "Address of this page", N_("For links in mails: https://…"))
    ] = ""
    signed_by: Annotated[
        Line, Column("Unterschrift auf Zertifikaten", "Signs certificates", N_("Name and office, as printed"))
    ] = ""
    card_years: Annotated[Count, Column("Ausweis gültig (Jahre)", "ID card valid (years)")] = 3
    keep_days: Annotated[Count, Column("Zurückgezogene löschen nach Tagen", "Erase withdrawn interest after days")] = 30
    link_days: Annotated[Count, Column("Link für Lots:innen gilt (Tage)", "Link for volunteers works (days)")] = 90
    lead_days: Annotated[
        Deadline,
        Column(
            "Vorlauf für Anfragen (Tage)",
            "Notice needed for a request (days)",
            N_("An appointment that is sooner is pointed out as very soon."),
        ),
    ] = 5
    ask_again_days: Annotated[
        Deadline,
        Column(
            "Ohne Antwort nachfragen nach Tagen",
            "Ask again without an answer after days",
            N_("Then a question to a volunteer stands on the morning list."),
        ),
    ] = 3
    silent_days: Annotated[
        Deadline,
        Column(
            "Einsatz ohne Besuch melden nach Tagen",
            "Point out assignments without a visit after days",
            N_("Then a running assignment stands on the morning list."),
        ),
    ] = 30
    digest: Annotated[
        YesNo,
        Column(
            "Wochenbrief ans Büro",
            "Weekly digest to the office",
            N_("From Monday on, as soon as somebody of the office opens the programme; only with a mail server."),
        ),
    ] = False
    privacy: Annotated[Text, Column("Datenschutzhinweis", "Privacy notice")] = ""
    source: Annotated[Line, Column("Quelle", "Source")] = ""


class OwnEntryForm(Contact):
    """What volunteers keep up to date themselves; name and address of sign-in only as far as the action lets them."""

    languages: Annotated[Skills, Column("Sprachen", "Languages")] = ()
    topics: Annotated[Several[Topic], Column("Themen", "Topics")] = ()
    district: Annotated[Line, Column("Wohnt in", "Lives in")] = ""
    districts: Annotated[Lines, Column("Hilft auch in", "Also helps in", N_("Districts, separated by semicolons"))] = ()
    free_times: Annotated[HalfDays, Column("Freie Zeiten", "Free times")] = ()
    max_open: Annotated[Count, Column("Einsätze gleichzeitig", "Assignments at a time")] = 2
    mobility: Annotated[Several[Mobility], Column("Unterwegs mit", "Gets around by")] = ()
    paused_until: Annotated[Maybe[Day], Column("Pausiert bis", "Paused until", N_("For example 31.01.2027"))] = None
    origins: Annotated[
        Lines,
        Column(
            "Herkunft (freiwillig)",
            "Origins (optional)",
            N_("In the person's own words; never used for matching"),
            personal=True,
        ),
    ] = ()


class PersonForm(OwnEntryForm):
    """A volunteer as the roster keeps them. Papers only as a day they were seen; never a copy."""

    status: Annotated[PersonStatus, Column("Stand", "Status")] = PersonStatus.IN_TRAINING
    gender: Annotated[
        Gender, Column("Geschlecht", "Gender", N_("Only used when a request asks for a woman or a man"), personal=True)
    ] = Gender.NOT_STATED
    with_minors: Annotated[YesNo, Column("Auch mit Minderjährigen", "Also with minors")] = False
    active_since: Annotated[Maybe[Day], Column("Dabei seit", "With us since")] = None
    certified_on: Annotated[Maybe[Day], Column("Zertifikat vom", "Certificate of")] = None
    confidentiality_on: Annotated[Maybe[Day], Column("Verschwiegenheit erklärt am", "Confidentiality pledged on")] = (
        None
    )
    briefing_on: Annotated[Maybe[Day], Column("Datenschutz belehrt am", "Data-protection briefing on")] = None
    police_check_until: Annotated[
        Maybe[Day],
        Column(
            "Führungszeugnis gültig bis",
            "Police certificate valid until",
            N_("Only for work with minors. Just the day, never a copy or a note about it."),
            personal=True,
        ),
    ] = None
    agreement_on: Annotated[Maybe[Day], Column("Vereinbarung unterschrieben am", "Agreement signed on")] = None
    card_until: Annotated[Maybe[Day], Column("Ausweis gültig bis", "ID card valid until")] = None
    police_seen_on: Annotated[
        Maybe[Day], Column("Führungszeugnis eingesehen am", "Police certificate seen on", personal=True)
    ] = None
    police_entry: Annotated[
        Answer,
        Column(
            "Einschlägiger Eintrag",
            "Relevant entry",
            N_("Only yes or no. What the entry is may not be kept."),
            personal=True,
        ),
    ] = Answer.UNKNOWN
    buddy: Annotated[Line, Column("Patin oder Pate", "Buddy", N_("An experienced volunteer"), personal=True)] = ""
    note: Annotated[Text, Column("Notiz", "Note", NOTE_HELP, personal=True)] = ""
    apart: Annotated[
        Lines,
        Column(
            "Nicht zusammen mit",
            "Not together with",
            N_("Client codes, organisations or numbers of requests, separated by semicolons; volunteers never see it"),
            personal=True,
        ),
    ] = ()
