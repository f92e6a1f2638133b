"""What happened with somebody so far, in the order of days: from the first call to the last assignment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from services.alike import letters
from services.model.conversations import Conversation
from services.model.course_lists import EventStatus
from services.model.course_records import Course, Event, Guest, Interest, Registration
from services.model.letters import Message
from services.model.lists import PersonStatus
from services.model.own_records import PersonalLink
from services.model.records import Assignment, JournalEntry, Offer, Person
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.references import entries_about
from services.table import told_in


@dataclass(frozen=True)
class Chapter:
    """One thing that happened with somebody."""

    at: datetime
    sentence: Sentence


def story(workbook: Workbook, interest: Interest) -> tuple[Chapter, ...]:
    """Give what happened with somebody so far, the first thing first."""
    told = [Chapter(interest.received_at, _beginning(interest))]
    registrations = workbook.where(Registration, interest=interest.id)
    guests = workbook.where(Guest, interest=interest.id)
    for number in (interest.id, *(one.id for one in registrations), *(one.id for one in guests)):
        told += [_of_message(one) for one in workbook.where(Message, about=number)]
    told += [_of_course(workbook, one) for one in registrations]
    told += _of_events(workbook, guests)
    return tuple(sorted(told, key=lambda one: one.at))


def life(workbook: Workbook, person: Person) -> tuple[Chapter, ...]:
    """Give what happened with a volunteer so far, the first thing first: also before they were on the roster."""
    registrations = workbook.where(Registration, person=person.id)
    told = [_of_course(workbook, one) for one in registrations]
    for interest in _first_calls(workbook, person, registrations):
        told += story(workbook, interest)
    told += _of_events(workbook, workbook.where(Guest, person=person.id))
    for link in workbook.where(PersonalLink, person=person.id):
        told.append(Chapter(link.made_at, Sentence(N_("Personal link made, works until {day}"), day=link.until)))
    told += [_of_conversation(one) for one in workbook.where(Conversation, person=person.id)]
    for offer in workbook.where(Offer, person=person.id):
        told += _of_offer(offer)
    for one in workbook.where(Assignment, person=person.id):
        told.append(_on(one.mandated_on, Sentence(N_("Assignment for {id} begun"), id=one.request)))
        if one.ended_on:
            template = N_("Assignment for {id}: {status}, {hours} h")
            told.append(_on(one.ended_on, Sentence(template, id=one.request, status=one.status, hours=one.hours)))
    for number in (
        person.id,
        *(record.id for record, field in entries_about(workbook, person.id) if field == "person"),
    ):
        told += [_of_message(one) for one in workbook.where(Message, about=number)]
    told += _of_stages(workbook, person)
    told += [_on(day, sentence) for day, sentence in _milestones(person) if day]
    return tuple(sorted(dict.fromkeys(told), key=lambda one: one.at))


def _first_calls(workbook: Workbook, person: Person, registrations: tuple[Registration, ...]) -> tuple[Interest, ...]:
    """Give the interests that led to the courses, and those of the same name that are reached in the same way."""
    led = {one.interest for one in registrations}
    return tuple(one for one in workbook.all(Interest) if one.id in led or _same(one, person))


def _same(interest: Interest, person: Person) -> bool:
    phone = bool(person.phone) and interest.phone == person.phone
    email = bool(person.email) and (interest.email or "").casefold() == (person.email or "").casefold()
    return (phone or email) and letters(interest.full_name) == letters(person.full_name)


def _of_conversation(one: Conversation) -> Chapter:
    if one.next_step:
        template = N_("Conversation ({who}): {note} – next: {step}")
        return _on(one.day, Sentence(template, who=one.who or "–", note=one.note or "–", step=one.next_step))
    return _on(one.day, Sentence(N_("Conversation ({who}): {note}"), who=one.who or "–", note=one.note or "–"))


def _of_offer(offer: Offer) -> Iterator[Chapter]:
    yield Chapter(offer.asked_at, Sentence(N_("Asked for {id}"), id=offer.request))
    if offer.answered_at:
        yield Chapter(
            offer.answered_at, Sentence(N_("Answer for {id}: {status}"), id=offer.request, status=offer.status)
        )


def _of_stages(workbook: Workbook, person: Person) -> Iterator[Chapter]:
    """Give the steps from stage to stage, as the journal has them; of leaving the entry itself knows more."""
    for entry in workbook.all(JournalEntry):
        for number, told in told_in(entry) if person.id in entry.entries else ():
            found = re.search(r"(?:^|; )Stand: .*? → (.*?)(?:; |$)", told) if number == person.id else None
            if found and found[1] in set(PersonStatus) - {PersonStatus.LEFT}:
                yield Chapter(entry.at, Sentence(N_("Stage: {status}"), status=PersonStatus(found[1])))


def _milestones(person: Person) -> Iterator[tuple[date | None, Sentence]]:
    yield person.certified_on, Sentence(N_("Certificate {number}"), number=person.certificate or "–")
    yield person.confidentiality_on, Sentence(N_("Confidentiality pledged"))
    yield person.briefing_on, Sentence(N_("Briefed on data protection"))
    yield person.agreement_on, Sentence(N_("Agreement signed"))
    yield person.active_since, Sentence(N_("With us since this day"))
    yield person.left_on, Sentence(N_("Left: {reason}"), reason=person.leave_reason)


def _on(day: date, sentence: Sentence) -> Chapter:
    return Chapter(datetime.combine(day, datetime.min.time()), sentence)


def _of_course(workbook: Workbook, one: Registration) -> Chapter:
    course = workbook.find(Course, one.course)
    title = course.title if course else one.course
    return Chapter(one.received_at, Sentence(N_("Course “{course}”: {status}"), course=title, status=one.status))


def _of_events(workbook: Workbook, guests: tuple[Guest, ...]) -> list[Chapter]:
    events = ((workbook.find(Event, guest.event), guest) for guest in guests)
    return [_of_event(event, guest) for event, guest in events if event]


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
