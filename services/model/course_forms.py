"""The course desk's forms: what a person types about courses, sessions, interests and events."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from services.model.course_lists import CourseKind, DocumentKind, InterestStatus
from services.model.fields import (
    Clock,
    Column,
    Count,
    Day,
    Hours,
    Line,
    Lines,
    Maybe,
    Name,
    Percent,
    Reference,
    Several,
    Text,
    YesNo,
)
from services.model.forms import NOTE_HELP, Contact
from services.model.languages import Language
from services.model.lists import Channel
from services.model.record import Form
from services.model.words import N_

CONSENT_MISSING = PydanticCustomError(
    "consent", N_("Please tick this: without your consent we may not keep your details.")
)
UNIT_MINUTES = 45
MOST_SESSIONS = 60
MOST_DAYS = 100


class CourseForm(Form):
    """A course as the office announces it. Its status is not typed: it follows from the steps of the office."""

    title: Annotated[Name, Column("Titel", "Title")]
    kind: Annotated[CourseKind, Column("Art", "Kind of course")] = CourseKind.BASIC
    cohort: Annotated[Line, Column("Jahrgang", "Cohort", N_("For example Autumn 2026"))] = ""
    group: Annotated[Line, Column("Gruppe", "Group", N_("Only if several groups run in one cohort"))] = ""
    starts_on: Annotated[
        Maybe[Day], Column("Beginnt am", "Starts on", N_("For example 03.09.2026; empty if not fixed yet"))
    ] = None
    ends_on: Annotated[Maybe[Day], Column("Endet am", "Ends on", N_("For example 24.09.2026"))] = None
    sessions: Annotated[Line, Column("Termine", "Sessions", N_("For example four Saturdays, 9:00 to 13:00"))] = ""
    place: Annotated[Line, Column("Ort", "Place")] = ""
    hours: Annotated[Maybe[Hours], Column("Umfang in Stunden", "Length in hours", N_("For example 16 or 22,5"))] = None
    places: Annotated[Count, Column("Plätze", "Places")] = 12
    least: Annotated[Maybe[Count], Column("Mindestens Teilnehmende", "At least so many people")] = None
    waiting_list: Annotated[YesNo, Column("Warteliste führen", "Keep a waiting list")] = True
    register_until: Annotated[Maybe[Day], Column("Anmeldung bis", "Register until", N_("For example 25.08.2026"))] = (
        None
    )
    required: Annotated[Percent, Column("Nötige Anwesenheit in %", "Attendance needed in %")] = 80
    trainers: Annotated[Line, Column("Leitung", "Trainers")] = ""
    provider: Annotated[Line, Column("Bildungsträger", "Training provider")] = ""
    partners: Annotated[Lines, Column("Kooperationspartner", "Partners")] = ()
    curriculum: Annotated[Reference, Column("Curriculum", "Curriculum", refers="D")] = ""
    description: Annotated[Text, Column("Beschreibung", "Description")] = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise PydanticCustomError("order", N_("The end lies before the start. Please check both dates."))
        return self


class SessionForm(Form):
    """One meeting of a course."""

    day: Annotated[Day, Column("Tag", "Day", N_("For example 03.09.2026"))]
    starts: Annotated[Maybe[Clock], Column("Von", "From", N_("For example 14:30"))] = None
    ends: Annotated[Maybe[Clock], Column("Bis", "Until", N_("For example 17:30"))] = None
    units: Annotated[Maybe[Hours], Column("UE", "Units", N_("Of 45 minutes; empty: worked out from the times"))] = None
    topic: Annotated[Line, Column("Thema", "Topic")] = ""
    trainer: Annotated[Line, Column("Dozent/in", "Trainer")] = ""
    place: Annotated[Line, Column("Ort", "Place")] = ""
    material: Annotated[Reference, Column("Unterlage", "Material", refers="D")] = ""

    @property
    def length(self) -> Decimal:
        """How many units of 45 minutes: as typed, or from the times, or one."""
        if self.units is not None:
            return self.units
        if self.starts and self.ends:
            minutes = (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute
            return (Decimal(minutes) / UNIT_MINUTES).quantize(Decimal("0.01"))
        return Decimal(1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts and self.ends and self.ends <= self.starts:
            raise PydanticCustomError("times", N_("The end lies before the start. Please check both times."))
        return self


class SeriesForm(SessionForm):
    """Several meetings at once: the first one, and how often it is repeated at which distance."""

    count: Annotated[Count, Column("Anzahl", N_("How many sessions"), N_("For example 4"))] = 4
    every: Annotated[Count, Column("Alle … Tage", N_("Every … days"), N_("7: every week on the same day"))] = 7

    @model_validator(mode="after")
    def _countable(self) -> Self:
        if not (1 <= self.count <= MOST_SESSIONS and 1 <= self.every <= MOST_DAYS):
            raise PydanticCustomError(
                "series", N_("Please plan between 1 and 60 sessions, at most 100 days from one to the next.")
            )
        return self


class MoveForm(Form):
    """Where all sessions of a course go."""

    first: Annotated[Day, Column("Neuer erster Tag", N_("New first day"), N_("For example 03.09.2026"))]


class Consenting(Contact):
    """A contact that somebody leaves with the office, who agrees that it is kept."""

    message: Annotated[Text, Column("Nachricht", "Message to the office", NOTE_HELP, personal=True)] = ""
    consent: Annotated[YesNo, Column("Einwilligung", "Consent")] = False

    @model_validator(mode="after")
    def _agreed(self) -> Self:
        if not (self.consent or self.from_old_list):
            raise CONSENT_MISSING
        return self


class RegistrationForm(Consenting):
    """What somebody gives to register for a course."""

    consent: Annotated[
        YesNo, Column("Einwilligung", "I agree that the office keeps these details to reach me about the course.")
    ] = False
    share: Annotated[
        YesNo,
        Column("Weitergabe an Bildungsträger", "The training provider may get my name for the list of participants."),
    ] = False


class AnswerForm(Form):
    """Until when somebody may answer."""

    answer_by: Annotated[Day, Column("Antwort bis", "Answer by", N_("For example 25.08.2026"))]


class ExceptionForm(Form):
    """Why somebody gets a place that the rules would not give."""

    exception: Annotated[
        Name, Column("Ausnahme, weil", "Exception because", N_("It is kept with the registration"), personal=True)
    ]


class CallingOffForm(Form):
    """Why a course does not take place."""

    called_off: Annotated[
        Name, Column("Abgesagt, weil", "Called off because", N_("It stands in the message to everybody"))
    ]


class GroupForm(Form):
    """The name of a parallel group."""

    group: Annotated[Name, Column("Gruppe", "Group", N_("For example Group B"))]


class InterestForm(Consenting):
    """What somebody leaves who would join a course that has no date yet."""

    consent: Annotated[
        YesNo, Column("Einwilligung", "I agree that the office keeps these details to invite me to the next course.")
    ] = False


Promised = Annotated[Line, Column("Versprochen", "Promised", personal=True)]
NextStep = Annotated[Line, Column("Nächster Schritt", "Next step", personal=True)]
NextStepOn = Annotated[Maybe[Day], Column("Nächster Schritt am", "Next step on", N_("For example 03.09.2026"))]
Owner = Annotated[Line, Column("Zuständig", "In charge")]


class CallForm(Contact):
    """What the office notes while somebody is on the phone: a name and one contact are enough."""

    first_name: Annotated[Line, Column("Vorname", "First name", personal=True)] = ""
    channel: Annotated[Channel, Column("Weg", "Way")] = Channel.PHONE
    wish: Annotated[Maybe[CourseKind], Column("Wunschkurs", "Wished course")] = None
    languages: Annotated[Several[Language], Column("Sprachen", "Languages")] = ()
    promised: Promised = ""
    next_step: NextStep = ""
    next_step_on: NextStepOn = None
    owner: Owner = ""
    message: Annotated[Text, Column("Nachricht", "Message to the office", NOTE_HELP, personal=True)] = ""


class StepForm(Form):
    """Where somebody's interest stands, and what the office does next about it."""

    status: Annotated[InterestStatus, Column("Stand", "Status")] = InterestStatus.CONTACTED
    next_step: NextStep = ""
    next_step_on: NextStepOn = None
    owner: Owner = ""
    promised: Promised = ""


class DocumentForm(Form):
    """A curriculum, a handbook or a concept, with its version and where it is."""

    title: Annotated[Name, Column("Titel", "Title")]
    kind: Annotated[DocumentKind, Column("Art", "Kind of document")] = DocumentKind.HANDBOOK
    version: Annotated[Line, Column("Fassung", "Version", N_("For example 3rd edition, 2026"))] = ""
    author: Annotated[Line, Column("Verfasst von", "Author")] = ""
    found_at: Annotated[Line, Column("Fundort", "Where it is", N_("An address on the internet, or a folder"))] = ""
