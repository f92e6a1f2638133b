"""Invented offices of four sizes for the matching benchmark: seeded, so that everybody plans for the same people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from services.model.languages import Language, LanguageSkill, Level
from services.model.lists import (
    Answer,
    AssignmentStatus,
    Consent,
    Gender,
    OfferStatus,
    PersonStatus,
    RequestKind,
    RequestStatus,
    Topic,
    Urgency,
    Wish,
)
from services.model.record import Record
from services.model.records import Assignment, Offer, Person, Request
from services.model.slots import Slot
from services.model.workbook import Workbook

TODAY: Final = date(2026, 9, 2)
SOME_TIME_AGO: Final = date(2025, 3, 1)
LONG: Final = date(2028, 3, 1)
LANGUAGES: Final = [one for one in Language if one is not Language.GERMAN]
SLOTS: Final = list(Slot)
WEEKDAYS: Final = SLOTS[:15]
OFFICE_HOURS: Final = [slot for number, slot in enumerate(WEEKDAYS) if number % 3 < 2]
FREE: Final = (  # how people are free: beside work, in the mornings, nearly always, now and then
    [slot for number, slot in enumerate(SLOTS) if number % 3 == 2 or number >= 15],
    [slot for number, slot in enumerate(WEEKDAYS) if number % 3 == 0],
    OFFICE_HOURS,
    SLOTS,
)


@dataclass(frozen=True)
class Size:
    """How big an office is."""

    name: str
    volunteers: int
    requests: int
    districts: int
    languages: int


SIZES: Final = {
    one.name: one
    for one in (
        Size("town", 180, 60, 9, 12),
        Size("city", 2_000, 1_000, 24, 40),
        Size("state", 20_000, 10_000, 400, len(LANGUAGES)),
    )
}


def office(size: Size, seed: int) -> Workbook:
    """Make an office: its roster, what is running and was done, its open requests, and what was declined."""
    chance = Random(seed)  # noqa: S311 - seeded, so that it can be repeated
    spoken, wanted = _shares(chance, size.languages), _shares(chance, size.languages)
    places = [f"Stadtteil {number}" for number in range(1, size.districts + 1)]
    people = [_person(chance, number, spoken, places) for number in range(1, size.volunteers + 1)]
    requests = [_request(chance, number, wanted, places) for number in range(1, size.requests + 1)]
    records: list[Record] = [*people, *requests]
    records += _assignments(chance, people, requests)
    declined = [one for one in requests if chance.random() < 0.04 * 5]
    for number, request in enumerate(declined, 1):
        records.append(
            Offer.model_construct(
                id=f"V-{number:05d}",
                request=request.id,
                person=chance.choice(people).id,
                status=OfferStatus.DECLINED,
                asked_at=request.received_at,
            )
        )
    return Workbook.of(records)


def _shares(chance: Random, languages: int) -> dict[Language, float]:
    """Give each language its share: Zipf's law, but what is offered is not what is asked for."""
    shares = [chance.uniform(0.5, 1.5) / (number + 2) ** 0.8 for number in range(languages)]
    return dict(zip(LANGUAGES, shares, strict=False))


def _person(chance: Random, number: int, shares: dict[Language, float], places: Sequence[str]) -> Person:
    languages = dict.fromkeys(chance.choices(list(shares), list(shares.values()), k=chance.choice((1, 1, 1, 2, 2, 3))))
    levels = chance.choices([Level.NATIVE, Level.C1, Level.B2, Level.B1, None], [60, 12, 12, 10, 6], k=len(languages))
    skills = [LanguageSkill(language=one, level=level) for one, level in zip(languages, levels, strict=True)]
    home = int(chance.betavariate(1, 2) * len(places))  # districts are not equally full
    style = chance.choices(FREE, [35, 25, 25, 15])[0]
    minors = chance.random() < 0.55
    return Person.model_construct(
        id=f"P-{number:05d}",
        first_name="Vorname",
        last_name=f"Nachname {number}",
        email=f"p{number}@example.org",
        status=chance.choices([PersonStatus.ACTIVE, PersonStatus.READY, PersonStatus.PAUSED], [60, 34, 6])[0],
        languages=(*skills, LanguageSkill(language=Language.GERMAN, level=Level.B2)),
        topics=tuple(chance.sample(list(Topic), k=chance.randint(2, 6))),
        district=places[home],
        districts=tuple(places[(home + step) % len(places)] for step in range(1, chance.randint(1, 4))),
        free_times=tuple(sorted(chance.sample(style, k=min(len(style), chance.randint(2, 8))), key=SLOTS.index)),
        max_open=chance.choices([1, 2, 3], [30, 45, 25])[0],
        gender=chance.choice([Gender.FEMALE, Gender.MALE]),
        with_minors=minors,
        police_check_until=(until := LONG if minors and chance.random() < 0.9 else None),
        police_seen_on=TODAY if until else None,
        police_entry=Answer.NO if until else Answer.UNKNOWN,
        certified_on=SOME_TIME_AGO,
        confidentiality_on=SOME_TIME_AGO,
        briefing_on=SOME_TIME_AGO if chance.random() < 0.97 else None,
    )


def _request(chance: Random, number: int, shares: dict[Language, float], places: Sequence[str]) -> Request:
    fixed = chance.random() < 0.45
    waiting = timedelta(minutes=chance.randint(1, 21 * 24 * 60))
    day = TODAY + timedelta(days=chance.randint(1, 19))
    while day.weekday() > 4:
        day += timedelta(days=1)
    return Request.model_construct(
        id=f"A-{number:05d}",
        kind=RequestKind.APPOINTMENT if fixed else RequestKind.ONGOING,
        status=RequestStatus.SEARCHING,
        received_at=datetime.combine(TODAY, time(9)) - waiting,
        topics=tuple(chance.sample(list(Topic), k=chance.choice((1, 1, 1, 2)))),
        languages=tuple(
            dict.fromkeys(chance.choices(list(shares), list(shares.values()), k=chance.choice((1, 1, 1, 1, 2))))
        ),
        min_level=chance.choices([None, Level.B1, Level.B2, Level.C1], [50, 20, 20, 10])[0],
        district=places[int(chance.betavariate(1, 2) * len(places))],
        day=day if fixed else None,
        at=time(chance.choice((8, 9, 10, 11, 13, 14, 15))) if fixed else None,
        times=() if fixed else tuple(chance.sample(SLOTS, k=chance.randint(1, 4))),
        client=f"KLI-{number}",
        minors=chance.random() < 0.25,
        wish=chance.choices([Wish.NONE, Wish.FEMALE, Wish.MALE], [86, 11, 3])[0],
        urgency=chance.choices(list(Urgency), [5, 25, 50, 20])[0],
        consent=Consent.VERBAL,
    )


def _assignments(chance: Random, people: Sequence[Person], requests: Sequence[Request]) -> list[Record]:
    """Give what runs already (about every third place is taken), and earlier help for some of those who ask again."""
    found: list[Record] = []

    def add(person: Person, client: str, status: AssignmentStatus) -> None:
        number = len(found) // 2 + 1
        old = Request.model_construct(
            id=f"A-9{number:05d}",
            kind=RequestKind.ONGOING,
            status=RequestStatus.MATCHED if status is AssignmentStatus.RUNNING else RequestStatus.CLOSED,
            received_at=datetime.combine(SOME_TIME_AGO, time(9)),
            client=client,
        )
        found.append(old)
        found.append(
            Assignment.model_construct(
                id=f"E-{number:05d}", request=old.id, person=person.id, mandated_on=SOME_TIME_AGO, status=status
            )
        )

    for person in people:
        for _ in range(person.max_open):
            if chance.random() < 0.35:
                add(person, "", AssignmentStatus.RUNNING)
    for request in requests:
        if chance.random() < 0.18:
            add(chance.choice(people), request.client, AssignmentStatus.DONE)
    return found
