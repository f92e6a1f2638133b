"""Lines of the morning list about assignments: appointments, checks, hours to approve, silence."""

from collections.abc import Iterator
from datetime import date

from services.appointments import SOON, appointment_of
from services.assignments import cautions, is_silent, last_sign, silent_from
from services.model.assignment_records import LoggedVisit
from services.model.records import Assignment, Person
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.today.line import Line
from services.visits import hours_in, to_approve


def appointments_ahead(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the appointments from today to in seven days, with who goes along."""
    for one in workbook.all(Assignment):
        day = appointment_of(workbook, one)
        if day and today <= day <= today + SOON:
            told = Sentence(N_("{name} goes along on {day} ({id})"), name=_name(workbook, one), day=day, id=one.request)
            yield Line(told, Sentence(N_("Look at the appointment")), one.id, day)


def appointments_over(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the appointments that have been, as long as no visit is entered and nobody has ended the assignment."""
    for one in workbook.all(Assignment):
        day = appointment_of(workbook, one)
        if day and _unwritten(workbook, one, day, today):
            told = Sentence(
                N_("{name}: the appointment was on {day}, no visit is entered ({id})"),
                name=_name(workbook, one),
                day=day,
                id=one.request,
            )
            yield Line(told, Sentence(N_("Ask how it went")), one.id, day)


def checks_due(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the assignments about which the office wanted to ask by now."""
    for one in workbook.all(Assignment):
        if one.status.stands and one.check_on and one.check_on <= today:
            told = Sentence(
                N_("{name}: ask how {id} goes (planned for {day})"),
                name=_name(workbook, one),
                id=one.request,
                day=one.check_on,
            )
            yield Line(told, Sentence(N_("Ask how it goes")), one.id, one.check_on)


def troubled_assignments(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the assignments whose volunteer is away or wants less, and interruptions that are over."""
    for one in workbook.all(Assignment):
        for caution in cautions(workbook, one, today):
            yield Line(caution, Sentence(N_("Look after the assignment")), one.id, one.interrupted_until or today)


def hours_to_approve(workbook: Workbook, _today: date) -> Iterator[Line]:
    """Give the volunteers whose visits wait for the office: one line for each."""
    waiting: dict[str, list[LoggedVisit]] = {}
    for one in to_approve(workbook):
        waiting.setdefault(one.person, []).append(one)
    for number, visits in waiting.items():
        person = workbook.find(Person, number)
        told = Sentence(
            N_("{name}: visits to approve: {count}, together {hours} h"),
            name=person.full_name if person else number,
            count=len(visits),
            hours=hours_in(visits),
        )
        yield Line(told, Sentence(N_("Approve the hours")), visits[0].assignment, visits[0].day)


def silent_assignments(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the running assignments of which nothing was heard for too long."""
    for one in workbook.all(Assignment):
        day = appointment_of(workbook, one)
        known = day is not None and (day >= today or _unwritten(workbook, one, day, today))
        if is_silent(workbook, one, today) and not known and not (one.check_on and one.check_on <= today):
            last = last_sign(workbook, one)
            told = Sentence(
                N_("{name}: nothing heard of {id} since {day}"), name=_name(workbook, one), id=one.request, day=last
            )
            yield Line(told, Sentence(N_("Ask how it goes")), one.id, silent_from(workbook, one))


def _unwritten(workbook: Workbook, assignment: Assignment, day: date, today: date) -> bool:
    return day < today and last_sign(workbook, assignment) < day


def _name(workbook: Workbook, assignment: Assignment) -> str:
    person = workbook.find(Person, assignment.person)
    return person.full_name if person else assignment.person
