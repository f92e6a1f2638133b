"""A conversation of the office with a volunteer: what was said in short, and what is to be done until when."""

from typing import Annotated, ClassVar

from services.model.course_forms import NextStep, NextStepOn
from services.model.fields import Column, Day, Line, Maybe, Reference, Text
from services.model.forms import NOTE_HELP
from services.model.record import Form, Record
from services.model.words import N_


class ConversationForm(Form):
    """What is noted after speaking with a volunteer."""

    day: Annotated[Day, Column("Tag", "Day", N_("For example 03.09.2026"))]
    who: Annotated[Line, Column("Gespräch mit", "Spoke with", N_("Who of the office"), personal=True)] = ""
    note: Annotated[Text, Column("Notiz", "Note", NOTE_HELP, personal=True)] = ""
    next_step: NextStep = ""
    next_step_on: NextStepOn = None


class Conversation(ConversationForm, Record):
    """One conversation; its next step stands on the morning list from its day on until somebody has settled it."""

    tab: ClassVar[str] = "Gespräche"
    prefix: ClassVar[str] = "H"

    person: Annotated[Reference, Column("Person", "Person", refers="P")]
    settled_on: Annotated[Maybe[Day], Column("Erledigt am", "Settled on")] = None

    @property
    def caption(self) -> str:
        """Whose it is, and the day."""
        return f"{self.person} {self.day:%d.%m.%Y}"
