"""Records about assignments under way: visits, and rules about hours and allowance."""

from typing import Annotated, ClassVar

from services.model.assignment_forms import CapForm, VisitForm
from services.model.assignment_lists import VisitStatus
from services.model.fields import Column, Day, Line, Maybe, Reference
from services.model.record import Record


class LoggedVisit(VisitForm, Record):
    """One day of an assignment: time, way, what was done; counts once the office has approved it."""

    tab: ClassVar[str] = "Besuche"
    prefix: ClassVar[str] = "L"

    assignment: Annotated[Reference, Column("Einsatz", "Assignment", refers="E")]
    person: Annotated[Reference, Column("Person", "Person", refers="P")]
    status: Annotated[VisitStatus, Column("Stand", "Status")] = VisitStatus.SUBMITTED
    entered_by: Annotated[Line, Column("Eingetragen von", "Entered by", personal=True)] = ""
    question: Annotated[Line, Column("Frage des Büros", "Question of the office", personal=True)] = ""
    approved_on: Annotated[Maybe[Day], Column("Freigegeben am", "Approved on")] = None
    approved_by: Annotated[Line, Column("Freigegeben von", "Approved by", personal=True)] = ""

    @property
    def caption(self) -> str:
        """The day and the assignment."""
        return f"{self.day:%d.%m.%Y} {self.assignment}"


class Cap(CapForm, Record):
    """A dated rule of a funder or of the law; without any, nothing is watched."""

    tab: ClassVar[str] = "Obergrenzen"
    prefix: ClassVar[str] = "C"

    @property
    def caption(self) -> str:
        """What it limits, and since when."""
        return f"{self.kind.value} ab {self.valid_from:%d.%m.%Y}"
