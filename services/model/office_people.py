"""The people of the office as the table keeps them, and what is refused about them."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from services.model.errors import Refusal
from services.model.fields import Column, Day, Email, Maybe, Name, Several
from services.model.lists import OfficeRole
from services.model.record import Form, Record
from services.model.words import N_


class ColleagueForm(Form):
    """Somebody of the office, who signs in with this address."""

    name: Annotated[Name, Column("Name", "Name", personal=True)]
    email: Annotated[
        Email, Column("E-Mail", "E-mail", N_("The address they sign in with, like name@example.org"), personal=True)
    ]
    roles: Annotated[Several[OfficeRole], Column("Rollen", "Roles")]
    since: Annotated[Maybe[Day], Column("Zugang seit", "Access since", N_("Empty: from today"))] = None
    until: Annotated[
        Maybe[Day], Column("Zugang endet am", "Access ends on", N_("From this day on they do not get in any more"))
    ] = None

    @field_validator("roles")
    @classmethod
    def _at_least_one(cls, roles: tuple[OfficeRole, ...]) -> tuple[OfficeRole, ...]:
        if not roles:
            raise PydanticCustomError("roles", N_("Choose at least one role."))
        return roles


class Colleague(ColleagueForm, Record):
    """Somebody of the office who signs in, entered on the screen; those in the secrets get in besides."""

    tab: ClassVar[str] = "Büro"
    prefix: ClassVar[str] = "W"

    @property
    def caption(self) -> str:
        """The colleague's name."""
        return self.name

    def gets_in(self, day: date) -> bool:
        """Say whether they get in on this day: from the day of `since` on, and no more on that of `until`."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class LastAdministrator(Refusal):
    """Nobody would be left who may enter people."""

    template = N_("{name} is the last one who administers. Please give somebody else this role first.")


class ColleagueKnown(Refusal):
    """The address belongs to somebody of the office already."""

    template = N_("{name} already signs in with this address. Please open that entry and change it there.")


class NamedInSecrets(Refusal):
    """The secrets name this address, and they count before the table."""

    template = N_("{name} stands in the secrets with this address, so what is entered here would have no effect.")
