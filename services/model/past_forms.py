"""What the office types about years before its own records: totals, and people of old lists."""

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from services.model.course_lists import Counted
from services.model.fields import Column, Count, Day, Line, Maybe, Name
from services.model.forms import Contact
from services.model.record import Form
from services.model.words import N_


class EarlierTotalForm(Form):
    """How many people a source counts for years without records."""

    cohort: Annotated[Name, Column("Jahrgang", "Cohort")]
    first_year: Annotated[Count, Column("Von Jahr", "From year")]
    last_year: Annotated[Count, Column("Bis Jahr", "To year")]
    counted: Annotated[Counted, Column("Gezählt", "Counted")] = Counted.CERTIFIED
    people: Annotated[Count, Column("Personen", "People")]
    source: Annotated[Line, Column("Quelle", "Source", N_("For example the council's report of 2012"))] = ""


class PastForm(Contact):
    """Somebody who took part years ago, as a row of an old list has them: often without a way to reach them."""

    certificate: Annotated[Line, Column("Zertifikat Nr.", "Certificate no.")] = ""
    certified_on: Annotated[Maybe[Day], Column("Zertifikat vom", "Certificate of")] = None

    @property
    def from_old_list(self) -> bool:
        """Old lists have neither contact nor consent."""
        return True


class PastCourseForm(Form):
    """A course of earlier years, as far as it is known."""

    title: Annotated[Name, Column("Titel", "Title")]
    cohort: Annotated[Name, Column("Jahrgang", "Cohort", N_("For example Autumn 2026"))]
    starts_on: Annotated[Maybe[Day], Column("Beginnt am", "Starts on", N_("If it is known, like 03.09.2011"))] = None
    ends_on: Annotated[Maybe[Day], Column("Endet am", "Ends on", N_("If it is known, like 24.11.2011"))] = None
    place: Annotated[Line, Column("Ort", "Place")] = ""
    provider: Annotated[Line, Column("Bildungsträger", "Training provider")] = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise PydanticCustomError("order", N_("The end lies before the start. Please check both dates."))
        return self
