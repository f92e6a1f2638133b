"""What stands on the papers of an assignment: the order, the confirmation and the month's sheet.

No paper names the accompanied person, the requester's contact or a note: the number of the request leads the office
to them (`docs/data.md` says which columns are personal).
"""

from dataclasses import dataclass
from datetime import date, time

from services.model.assignment_records import LoggedVisit
from services.model.lists import RequestKind, Topic
from services.model.records import Assignment, Person, Programme, Request
from services.model.workbook import Workbook
from services.programme import programme
from services.visits import visits_by, visits_of


@dataclass(frozen=True)
class Order:
    """A dated order: who is asked by the office to do what, from when; `visits` are those entered so far."""

    programme: Programme
    assignment: Assignment
    name: str
    kind: RequestKind | None
    topics: tuple[Topic, ...]
    district: str
    day: date | None
    at: time | None
    visits: tuple[LoggedVisit, ...]


@dataclass(frozen=True)
class MonthSheet:
    """A volunteer's own visits of one month; `requests` names the request of each assignment."""

    programme: Programme
    name: str
    month: date
    visits: tuple[LoggedVisit, ...]
    requests: dict[str, str]


def order_of(workbook: Workbook, assignment: Assignment) -> Order:
    """Put together what stands on order and confirmation; a request that is gone leaves its task empty."""
    person = workbook.find(Person, assignment.person)
    request = workbook.find(Request, assignment.request)
    return Order(
        programme(workbook),
        assignment,
        person.full_name if person else assignment.person,
        request.kind if request else None,
        request.topics if request else (),
        request.district if request else "",
        request.day if request else None,
        request.at if request else None,
        visits_of(workbook, assignment.id),
    )


def months_of(workbook: Workbook, person: str) -> tuple[date, ...]:
    """Give the first day of every month in which somebody has visits, the newest first."""
    return tuple(sorted({one.day.replace(day=1) for one in visits_by(workbook, person)}, reverse=True))


def month_of(workbook: Workbook, person: str, month: date) -> MonthSheet:
    """Put together a volunteer's month."""
    found = workbook.find(Person, person)
    visits = visits_by(workbook, person, month)
    assignments = {one.id: one.request for one in workbook.where(Assignment, person=person)}
    return MonthSheet(programme(workbook), found.full_name if found else person, month, visits, assignments)
