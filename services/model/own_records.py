"""What volunteers change in their own entry, and the personal links by which they reach it."""

from datetime import datetime
from typing import Annotated, ClassVar

from services.model.fields import Column, Day, Line, Maybe, Reference, Text
from services.model.person_lists import ChangeStatus
from services.model.record import Record


class OwnChange(Record):
    """One field a volunteer changed in their own entry, until the office has looked at it.

    Old and new stand here because the journal never holds personal values. Whoever settles the row empties them.
    """

    tab: ClassVar[str] = "Selbst geändert"
    prefix: ClassVar[str] = "Q"

    person: Annotated[Reference, Column("Person", "Person", refers="P")]
    field: Annotated[Line, Column("Spalte", "Column")]
    before: Annotated[Text, Column("Vorher", "Before", personal=True)] = ""
    after: Annotated[Text, Column("Nachher", "After", personal=True)] = ""
    at: Annotated[datetime, Column("Geändert am", "Changed on")]
    status: Annotated[ChangeStatus, Column("Stand", "Status")] = ChangeStatus.NEW

    @property
    def caption(self) -> str:
        """The column and whose it is."""
        return f"{self.field} {self.person}"


class PersonalLink(Record):
    """A volunteer's way to their own pages without a password; the address itself stands nowhere, it is signed."""

    tab: ClassVar[str] = "Persönliche Links"
    prefix: ClassVar[str] = "Z"

    person: Annotated[Reference, Column("Person", "Person", refers="P")]
    made_at: Annotated[datetime, Column("Erstellt am", "Made on")]
    until: Annotated[Day, Column("Gilt bis", "Works until")]
    withdrawn_at: Annotated[Maybe[datetime], Column("Zurückgezogen am", "Withdrawn on")] = None

    @property
    def caption(self) -> str:
        """Whose it is."""
        return self.person
