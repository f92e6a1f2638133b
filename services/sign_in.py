"""Recognising who signed in: office people from the settings, volunteers by the address in the roster."""

from collections.abc import Iterable
from typing import Final

from services.model.access import Actor, Role
from services.model.lists import PersonStatus
from services.model.records import Person
from services.model.workbook import Workbook
from services.settings import ROLES, OfficePerson

GONE: Final = frozenset({PersonStatus.LEFT, PersonStatus.ERASED})


def office_person(email: str, office: Iterable[OfficePerson]) -> Actor | None:
    """Give the actor of an office person, for which no store is asked; None for everybody else."""
    wanted = _address(email)
    return next((Actor(ROLES[one.role], one.name) for one in office if wanted and _address(one.email) == wanted), None)


def recognise(workbook: Workbook, email: str, office: Iterable[OfficePerson]) -> Actor | None:
    """Give the actor behind a verified address; None for a stranger and for somebody who has left."""
    wanted = _address(email)
    if not wanted:
        return None
    if known := office_person(email, office):
        return known
    found = [person for person in workbook.all(Person) if _address(person.email or "") == wanted]
    # Two people sharing one mailbox cannot be told apart by it: nobody gets the other's page.
    if len(found) == 1 and is_open(found[0]):
        return volunteer(found[0])
    return None


def is_open(person: Person) -> bool:
    """Say whether a volunteer's own pages are open to them: not to somebody who has left."""
    return person.status not in GONE


def same_address(one: str | None, other: str | None) -> bool:
    """Say whether two addresses are one to whoever signs in; two empty ones are not."""
    return bool(_address(one or "")) and _address(one or "") == _address(other or "")


def _address(email: str) -> str:
    # Not casefold: straße.example and strasse.example belong to different people.
    return email.strip().lower()


def volunteer(person: Person) -> Actor:
    """Give the actor of a volunteer."""
    return Actor(Role.VOLUNTEER, person.full_name, person.id)
