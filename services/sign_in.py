"""Recognising who signed in: the secrets first, then the office's people in the table, then the roster."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from services.model.access import Actor, Role
from services.model.lists import PersonStatus
from services.model.office_people import Colleague
from services.model.records import Person
from services.model.workbook import Workbook
from services.office_people import address_of, colleague
from services.settings import ROLES, OfficePerson

GONE: Final = frozenset({PersonStatus.LEFT, PersonStatus.ERASED})


def office_person(email: str, office: Iterable[OfficePerson]) -> Actor | None:
    """Give the actor of somebody whom the secrets name, for which no store is asked; None for everybody else.

    The first of them administers besides: nobody can lock them out, and a small office has nobody else for it.
    """
    named = [one for one in office if address_of(one.email)]
    found = next((one for one in named if address_of(one.email) == address_of(email)), None)
    if found is None:
        return None
    role = ROLES[found.role]
    besides = {Role.ADMINISTRATOR} if found is named[0] else set()
    return Actor(role, found.name, also=frozenset(besides - {role}))


def recognise(workbook: Workbook, email: str, office: Iterable[OfficePerson], today: date) -> Actor | None:
    """Give the actor behind a verified address; None for a stranger and for somebody who has left."""
    wanted = address_of(email)
    if not wanted:
        return None
    if known := office_person(email, office):
        return known
    # Two people sharing one mailbox cannot be told apart by it: nobody gets the other's page.
    here = [one for one in workbook.all(Colleague) if one.gets_in(today) and address_of(one.email) == wanted]
    if here:
        return colleague(here[0]) if len(here) == 1 else None
    there = (person for person in workbook.all(Person) if not person.gone)
    found = [person for person in there if address_of(person.email or "") == wanted]
    if len(found) == 1 and is_open(found[0]):
        return volunteer(found[0])
    return None


def is_open(person: Person) -> bool:
    """Say whether a volunteer's own pages are open to them: not to whoever has left or is not on the roster."""
    return person.status not in GONE and not person.gone


def same_address(one: str | None, other: str | None) -> bool:
    """Say whether two addresses are one to whoever signs in; two empty ones are not."""
    return bool(address_of(one or "")) and address_of(one or "") == address_of(other or "")


def volunteer(person: Person) -> Actor:
    """Give the actor of a volunteer."""
    return Actor(Role.VOLUNTEER, person.full_name, person.id)
