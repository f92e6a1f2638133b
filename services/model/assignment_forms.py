"""Forms about assignments under way: a visit in five fields, the end, a new appointment, a rule."""

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from services.model.assignment_lists import CapKind, Experience, VisitMode
from services.model.fields import Amount, Clock, Column, Day, Duration, Hours, Kilometres, Line, Maybe
from services.model.lists import Result
from services.model.record import Form
from services.model.words import N_


class VisitForm(Form):
    """One day of an assignment, as a volunteer enters it on the phone."""

    day: Annotated[Day, Column("Tag", "Day", N_("For example 03.09.2026"))]
    hours: Annotated[Duration, Column("Dauer", "Time spent", N_("For example 1,5 or 1:30 or 90 min"))]
    km: Annotated[Maybe[Kilometres], Column("Kilometer", "Kilometres", N_("For example 12,5"))] = None
    what: Annotated[VisitMode, Column("Was", "What")] = VisitMode.ACCOMPANIED
    note: Annotated[
        Line,
        Column(
            "Notiz",
            "Note",
            N_("No names, nothing about health, origin or residence status, please"),
            personal=True,
        ),
    ] = ""


class EndForm(Form):
    """How an assignment ended, and two questions to whoever did it."""

    result: Annotated[Result, Column("Ergebnis", "Result")] = Result.SOLVED
    experience: Annotated[Maybe[Experience], Column("Wie ist es gelaufen?", "How did it go?")] = None
    remark: Annotated[
        Line,
        Column(
            "Was sollen wir beim nächsten Mal wissen?",
            "What should we know next time?",
            N_("No names, nothing about health, origin or residence status, please"),
            personal=True,
        ),
    ] = ""


class MoveForm(Form):
    """When and where an appointment takes place now."""

    day: Annotated[Day, Column("Termin am", "Appointment on", N_("For example 03.09.2026"))]
    at: Annotated[Maybe[Clock], Column("Uhrzeit", "Time", N_("For example 14:30"))] = None
    place: Annotated[Line, Column("Treffpunkt", "Meeting place", personal=True)] = ""


class CapForm(Form):
    """A rule about hours or allowance, with the days from and until which it holds and where it is written."""

    kind: Annotated[CapKind, Column("Regel", "Rule")] = CapKind.HOURS_YEAR
    amount: Annotated[Amount, Column("Höchstens", "At most", N_("For example 276 or 5,50"))]
    valid_from: Annotated[Day, Column("Gilt ab", "Valid from", N_("For example 01.01.2026"))]
    valid_until: Annotated[Maybe[Day], Column("Gilt bis", "Valid until", N_("Empty: until further notice"))] = None
    source: Annotated[Line, Column("Quelle", "Source", N_("Where the rule is written"))] = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_until and self.valid_until < self.valid_from:
            raise PydanticCustomError("cap_order", N_("A rule cannot end before it begins."))
        return self


class ResultForm(Form):
    """How an assignment ended."""

    result: Annotated[Result, Column("Ergebnis", "Result")] = Result.SOLVED
    hours: Annotated[
        Maybe[Hours], Column("Stunden", "Hours", N_("Empty: those of the approved visits. Of each volunteer."))
    ] = None
