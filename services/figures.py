"""The figures the town asks for: each defined once, here, with the words that explain it."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from services.cohorts import certified_people
from services.guests import MEETINGS
from services.intake import OPEN, hours_spent
from services.model.course_lists import EventKind, EventStatus, GuestStatus
from services.model.course_records import Event, Guest, Registration
from services.model.languages import Language
from services.model.lists import PersonStatus, RequestStatus, Topic
from services.model.records import Request
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.roster import everybody


@dataclass(frozen=True)
class Figure:
    """One number, what it is, and how it is counted."""

    label: Sentence
    value: int | Decimal
    counted: Sentence


def headline(workbook: Workbook) -> tuple[Figure, ...]:
    """Give the figures on top of the report."""
    registrations, people, requests = workbook.all(Registration), everybody(workbook), workbook.all(Request)
    certified = len(certified_people(registrations))
    active = sum(1 for one in people if one.status in (PersonStatus.ACTIVE, PersonStatus.READY))
    open_requests = sum(1 for one in requests if one.status in OPEN)
    matched = sum(1 for one in requests if one.status in (RequestStatus.MATCHED, RequestStatus.CLOSED))
    return (
        Figure(
            Sentence(N_("Certified here")),
            certified,
            Sentence(
                N_("People with a certificate kept here and not revoked, each once; earlier totals stand separately.")
            ),
        ),
        Figure(Sentence(N_("Ready or active")), active, Sentence(N_("Volunteers whose status is ready or active."))),
        Figure(Sentence(N_("Open requests")), open_requests, Sentence(N_("Requests nobody has said yes to so far."))),
        Figure(Sentence(N_("Placed requests")), matched, Sentence(N_("Requests with a volunteer, running or closed."))),
        Figure(
            Sentence(N_("Hours of help")),
            hours_spent(workbook),
            Sentence(
                N_("Hours noted when an assignment was closed; where none were noted, those of its approved visits.")
            ),
        ),
    )


@dataclass(frozen=True)
class Meetings:
    """How many meetings of one kind were held in a year, and how often people were there, all of them together."""

    year: int
    kind: EventKind
    held: int
    present: int


def meetings_held(workbook: Workbook) -> tuple[Meetings, ...]:
    """Count the guides' meetings that took place, by year and kind, the last year first."""
    held: dict[tuple[int, EventKind], list[Event]] = {}
    for one in workbook.all(Event):
        if one.kind in MEETINGS and one.status is EventStatus.HELD:
            held.setdefault((one.day.year, one.kind), []).append(one)
    return tuple(
        Meetings(year, kind, len(events), sum(_present(workbook, one) for one in events))
        for (year, kind), events in sorted(held.items(), key=lambda item: (-item[0][0], item[0][1].rank))
    )


def _present(workbook: Workbook, event: Event) -> int:
    return sum(1 for one in workbook.where(Guest, event=event.id) if one.status is GuestStatus.ATTENDED)


def topics_wanted(workbook: Workbook) -> tuple[tuple[Topic, int], ...]:
    """Count requests by topic, most frequent first."""
    return tuple(Counter(topic for one in workbook.all(Request) for topic in one.topics).most_common())


def languages_wanted(workbook: Workbook) -> tuple[tuple[Language, int, int], ...]:
    """Set languages asked for against ready or active volunteers who speak them; most wanted first."""
    wanted = Counter(language for one in workbook.all(Request) for language in one.languages)
    ready = [one for one in everybody(workbook) if one.status in (PersonStatus.READY, PersonStatus.ACTIVE)]
    offered = Counter(skill.language for one in ready for skill in one.languages)
    return tuple((language, count, offered[language]) for language, count in wanted.most_common())
