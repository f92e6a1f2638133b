"""What stands on certificates and cards: gathered from the course, its sessions, its people and the programme."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.attendance import attendance_of
from services.certificates import certified
from services.model.course_records import Course, Registration
from services.model.records import Person, Programme
from services.model.workbook import Workbook
from services.programme import programme
from services.sessions import sessions


@dataclass(frozen=True)
class Award:
    """One certificate: whose, its number and day, and the units of 45 minutes that were attended."""

    name: str
    number: str
    day: date | None
    units: Decimal


@dataclass(frozen=True)
class Awards:
    """Certificates of one course. `of` is the course's units (0: no sessions are kept), `topics` what it was about."""

    programme: Programme
    course: Course
    first_day: date | None
    last_day: date | None
    of: Decimal
    topics: tuple[str, ...]
    people: tuple[Award, ...]


def awards(workbook: Workbook, course: Course, numbers: Collection[str]) -> Awards:
    """Give what is to be printed for these registrations (numbers); only those with a valid certificate are among it.

    The name is the one on the roster: that is where it is kept right when somebody marries or was misspelt.
    """
    held = sessions(workbook, course.id)
    people = [one for one in certified(workbook, course.id) if one.id in numbers]
    counted = attendance_of(workbook, course.id, people)
    of = next((one.of for one in counted.values()), Decimal(0))
    return Awards(
        programme(workbook),
        course,
        held[0].day if held else course.starts_on,
        held[-1].day if held else course.ends_on,
        of,
        tuple(dict.fromkeys(one.topic for one in held if one.topic)),
        tuple(_award(workbook, one, counted[one.id].units) for one in people),
    )


def _award(workbook: Workbook, one: Registration, units: Decimal) -> Award:
    person = workbook.find(Person, one.person)
    day = one.certified_on or (person.certified_on if person else None)
    return Award(person.full_name if person else one.full_name, one.certificate, day, units)
