"""What happened with somebody interested so far: invitations, info talks, messages, in the order of days."""

from dataclasses import dataclass
from datetime import datetime

from services.model.course_lists import EventStatus
from services.model.course_records import Course, Event, Guest, Interest, Registration
from services.model.letters import Message
from services.model.words import N_, Sentence
from services.model.workbook import Workbook


@dataclass(frozen=True)
class Chapter:
    """One thing that happened with somebody interested."""

    at: datetime
    sentence: Sentence


def story(workbook: Workbook, interest: Interest) -> tuple[Chapter, ...]:
    """Give what happened with somebody so far, the first thing first."""
    told = [Chapter(interest.received_at, _beginning(interest))]
    registrations = workbook.where(Registration, interest=interest.id)
    guests = workbook.where(Guest, interest=interest.id)
    for number in (interest.id, *(one.id for one in registrations), *(one.id for one in guests)):
        told += [_of_message(one) for one in workbook.where(Message, about=number)]
    for registration in registrations:
        course = workbook.find(Course, registration.course)
        title = course.title if course else registration.course
        told.append(
            Chapter(
                registration.received_at,
                Sentence(N_("Course “{course}”: {status}"), course=title, status=registration.status),
            )
        )
    for guest in guests:
        event = workbook.find(Event, guest.event)
        if event:
            told.append(_of_event(event, guest))
    return tuple(sorted(told, key=lambda one: one.at))


def _beginning(interest: Interest) -> Sentence:
    if not interest.received_by:
        return Sentence(N_("Interest left ({channel})"), channel=interest.channel)
    return Sentence(N_("Taken by {who} ({channel})"), who=interest.received_by, channel=interest.channel)


def _of_message(message: Message) -> Chapter:
    template = N_("{kind} ({channel}): {status}")
    return Chapter(
        message.written_at,
        Sentence(template, kind=message.kind, channel=message.channel, status=message.status),
    )


def _of_event(event: Event, guest: Guest) -> Chapter:
    at = datetime.combine(event.day, event.starts or datetime.min.time())
    if event.status is EventStatus.CANCELLED:
        return Chapter(at, Sentence(N_("{event}: called off"), event=event.title))
    if guest.outcome:
        template = N_("{event}: {status}, {outcome}")
        return Chapter(at, Sentence(template, event=event.title, status=guest.status, outcome=guest.outcome))
    return Chapter(at, Sentence(N_("{event}: {status}"), event=event.title, status=guest.status))
