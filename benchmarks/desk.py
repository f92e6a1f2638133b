"""A course desk of some years, invented: 300 enrolments in 40 courses, the same ones each time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from services.model.course_lists import (
    CourseStatus,
    DropoutReason,
    EventKind,
    GuestStatus,
    InterestStatus,
    MessageKind,
    MessageStatus,
    Presence,
    RegistrationStatus,
)
from services.model.course_records import Course, Document, EarlierTotal, Event, Guest, Interest, Registration, Session
from services.model.languages import Language, LanguageSkill, Level
from services.model.letters import Message
from services.model.lists import AssignmentStatus, OfferStatus, PersonStatus, RequestStatus, Topic
from services.model.marks import Mark
from services.model.record import Record
from services.model.records import Assignment, Offer, Person, Programme, Request

R = TypeVar("R", bound=Record)

COURSES = 40
ENROLMENTS = 300
SESSIONS = 6  # a course
PEOPLE = 120
REQUESTS = 80
INTERESTED = 100
TALKS = 6
NAMES = ("Ayşe Öztürk", "Zoë Müller", "José Ibáñez", "Olha Kovalenko", "Nguyễn An", "Łucja Żak", "Samir al Khouri")
PAST = (CourseStatus.CERTIFIED, CourseStatus.FINISHED)
COMING = (CourseStatus.RUNNING, CourseStatus.OPEN, CourseStatus.ANNOUNCED)
# Enrolments of a course that is over, and of one to come.
OVER = (*[RegistrationStatus.CERTIFIED] * 5, RegistrationStatus.DROPPED_OUT, RegistrationStatus.NO_SHOW)
AHEAD = (
    RegistrationStatus.REGISTERED,
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.WAITING,
    RegistrationStatus.INVITED,
)


def records(today: date, *, seed: int = 1, people: int = PEOPLE) -> tuple[Record, ...]:
    """Give all records of the desk, as they would be on this day, with so many people on the roster."""
    chance = Random(seed)  # noqa: S311 - the same desk each time
    courses = [_course(number, today) for number in range(COURSES)]
    sessions = [_session(chance, course, number) for course in courses for number in range(SESSIONS)]
    roster = [_person(chance, number, today) for number in range(people)]
    interests = [_interest(chance, number, today) for number in range(INTERESTED)]
    enrolled = [_enrolment(chance, number, courses, sessions, today) for number in range(ENROLMENTS)]
    requests = [_request(chance, number, today) for number in range(REQUESTS)]
    talks = [_talk(number, today) for number in range(TALKS)]
    placed = [(request, chance.choice(roster)) for request in requests if request.status is RequestStatus.MATCHED]
    return (
        _made(Programme, 0, first_year=today.year - 12),
        *courses,
        *sessions,
        *roster,
        *interests,
        *enrolled,
        *requests,
        *talks,
        *(_guest(number, one, chance.choice(talks)) for number, one in enumerate(interests)),
        *(record for number, pair in enumerate(placed) for record in _placing(number, *pair, today)),
        *(_message(number, one, today) for number, one in enumerate(enrolled[-100:])),
        *(_made(Document, number, title=f"Handbuch {number}", version=f"{number + 1}. Auflage") for number in range(8)),
        *(_total(number) for number in range(4)),
    )


def _talk(number: int, today: date) -> Event:
    day = today - timedelta(days=90 * number)
    return _made(Event, number, kind=EventKind.INFO_TALK, title="Infogespräch", day=day)


def _guest(number: int, one: Interest, talk: Event) -> Guest:
    return _made(Guest, number, event=talk.id, name=one.full_name, interest=one.id, status=GuestStatus.ATTENDED)


def _placing(number: int, request: Request, person: Person, today: date) -> tuple[Record, ...]:
    both = {"request": request.id, "person": person.id}
    return (
        _made(Offer, number, **both, status=OfferStatus.ACCEPTED, asked_at=_at(today)),
        _made(Assignment, number, **both, mandated_on=today, status=AssignmentStatus.RUNNING),
    )


def _total(number: int) -> EarlierTotal:
    year = 2009 + number
    return _made(
        EarlierTotal, number, cohort=f"Kurs {year}", first_year=year, last_year=year, people=17, source="Bericht"
    )


def _made(made: type[R], number: int, /, **values: Any) -> R:  # noqa: ANN401 - fields of any kind
    return made.model_validate({"id": f"{made.prefix}-{number + 1:04d}", **values})


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 30)  # noqa: DTZ001 - the office's wall clock


def _name(chance: Random, number: int) -> dict[str, str]:
    first, last = chance.choice(NAMES).split(" ", 1)
    return {"first_name": first, "last_name": f"{last} {number}", "email": f"person{number}@example.org"}


def _course(number: int, today: date) -> Course:
    starts = today + timedelta(days=90 * (number - COURSES + 4))
    status = COMING[number % len(COMING)] if starts >= today else PAST[number % len(PAST)]
    cohort = f"{'Frühjahr' if starts.month < 7 else 'Herbst'} {starts.year}"
    return _made(
        Course, number, title=f"Basiskurs {number + 1}", cohort=cohort, group=str(number % 2 + 1), status=status,
        starts_on=starts, ends_on=starts + timedelta(days=35), places=30, curriculum=f"D-{number % 8 + 1:04d}",
    )  # fmt: skip


def _session(chance: Random, course: Course, number: int) -> Session:
    at = (int(course.id[2:]) - 1) * SESSIONS + number
    day = (course.starts_on or date.min) + timedelta(days=7 * number)
    return _made(
        Session,
        at,
        course=course.id,
        day=day,
        starts="09:00",
        ends="13:00",
        topic=f"Thema {number + 1}",
        material=f"D-{chance.randint(1, 8):04d}",
    )


def _person(chance: Random, number: int, today: date) -> Person:
    skills = tuple(LanguageSkill(language=one, level=Level.C1) for one in chance.sample(list(Language), 2))
    seen = {"certified_on": today, "confidentiality_on": today, "briefing_on": today}
    status = chance.choice((PersonStatus.READY, PersonStatus.ACTIVE, PersonStatus.PAUSED))
    topics = tuple(chance.sample(list(Topic), 3))
    return _made(
        Person,
        number,
        **_name(chance, number),
        status=status,
        languages=skills,
        topics=topics,
        certificate=f"2020-{number:03d}",
        **seen,
    )


def _interest(chance: Random, number: int, today: date) -> Interest:
    received = _at(today - timedelta(days=chance.randint(1, 400)))
    return _made(
        Interest,
        number,
        **_name(chance, 1000 + number),
        consent=True,
        received_at=received,
        status=chance.choice(list(InterestStatus)),
    )


def _enrolment(
    chance: Random, number: int, courses: Sequence[Course], sessions: Sequence[Session], today: date
) -> Registration:
    course = courses[number % COURSES]
    status = chance.choice(OVER if course.status in PAST else AHEAD)
    mine = [one for one in sessions if one.course == course.id and one.day < today]
    marks = tuple(
        Mark(session=one.id, presence=chance.choice((Presence.PRESENT, Presence.PRESENT, Presence.ABSENT)))
        for one in mine
    )
    certified = status is RegistrationStatus.CERTIFIED
    return _made(
        Registration, number, **_name(chance, 2000 + number), consent=True, share=bool(number % 3), course=course.id,
        status=status, received_at=_at(today - timedelta(days=chance.randint(1, 3000))), attendance=marks,
        interest=f"I-{number % INTERESTED + 1:04d}" if number % 2 else "",
        reason=chance.choice(list(DropoutReason)) if status is RegistrationStatus.DROPPED_OUT else None,
        person=f"P-{number % PEOPLE + 1:04d}" if certified else "",
        certificate=f"2024-{number:03d}" if certified else "",
    )  # fmt: skip


def _request(chance: Random, number: int, today: date) -> Request:
    return _made(
        Request, number, topics=tuple(chance.sample(list(Topic), 2)), languages=(chance.choice(list(Language)),),
        client=f"KLI-{number}", requester="Amt", requester_phone="02362 555555",
        status=chance.choice(list(RequestStatus)),
        received_at=_at(today - timedelta(days=number)),
    )  # fmt: skip


def _message(number: int, one: Registration, today: date) -> Message:
    kind = MessageKind.INVITATION if number % 2 else MessageKind.REGISTERED
    return _made(
        Message,
        number,
        kind=kind,
        about=one.id,
        status=list(MessageStatus)[number % len(MessageStatus)],
        to=one.full_name,
        email=one.email,
        subject="Ihr Kurs",
        text="Guten Tag",
        written_at=_at(today),
    )
