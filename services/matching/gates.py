"""Conditions: who may be asked at all. Each one that fails becomes a sentence.

Never a condition: origin, religion, age. Source of the list: the programme's own rules and the offices' practice;
papers and minors are final, everything else the coordinator may set aside with a reason.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from services.matching.apart import kept_from, names_of
from services.model.lists import AssignmentStatus, Gender, Paper, PersonStatus, Wish
from services.model.records import Assignment, Person, Request
from services.model.slots import Slot, slot_of
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.papers import has_police_check, missing_papers
from services.roster import AVAILABLE, GATE, open_assignments

# Whoever only takes a break or rests may be asked with a reason; nobody else who is not ready.
MAY_COME_BACK: Final = frozenset({PersonStatus.PAUSED, PersonStatus.RESTING})
WISHED: Final = {Wish.FEMALE: Gender.FEMALE, Wish.MALE: Gender.MALE}


@dataclass(frozen=True)
class Obstacle:
    """Why somebody is not proposed; a final one may not be set aside, a private one is told to the office alone."""

    sentence: Sentence
    final: bool = False
    private: bool = False


class Pair(NamedTuple):  # thousands are made at a time
    """One request and one volunteer, with the workbook and the day they are looked at."""

    workbook: Workbook
    request: Request
    person: Person
    today: date


def obstacles(pair: Pair) -> tuple[Obstacle, ...]:
    """Give everything that speaks against asking, the final ones first."""
    return tuple(sorted((one for gate in GATES for one in gate(pair)), key=lambda one: not one.final))


def no_room(pair: Pair) -> tuple[Obstacle, ...]:
    """Give what stands in the way of one more assignment: none free, or another appointment in the same half-day."""
    return (*_capacity(pair), *_clash(pair))


def wanted_slots(request: Request) -> frozenset[Slot]:
    """Give the half-days a request can take place in; empty when nothing is fixed."""
    if request.day and request.at:
        return frozenset({slot_at(request.day, request.at)})
    return frozenset(request.times)


slot_at: Final = lru_cache(maxsize=1000)(slot_of)


def _status(pair: Pair) -> Iterator[Obstacle]:
    person = pair.person
    if person.status not in AVAILABLE:
        final = person.status not in MAY_COME_BACK
        yield Obstacle(Sentence(N_("is “{status}” at the moment"), status=person.status), final)
    elif person.paused_until and person.paused_until >= (pair.request.day or pair.today):
        yield Obstacle(Sentence(N_("takes a break until {day}"), day=person.paused_until))


def _papers(pair: Pair) -> Iterator[Obstacle]:
    missing = tuple(paper for paper in missing_papers(pair.person, pair.today) if paper in GATE)
    if missing:
        yield Obstacle(Sentence(N_("lacks papers: {papers}"), papers=missing), final=True)


def _minors(pair: Pair) -> Iterator[Obstacle]:
    if not pair.request.minors:
        return
    if not pair.person.with_minors:
        yield Obstacle(Sentence(N_("does not work with minors")), final=True)
    elif not has_police_check(pair.person, pair.request.day or pair.today):
        yield Obstacle(Sentence(N_("lacks papers: {papers}"), papers=(Paper.POLICE_CHECK,)), final=True)


def _language(pair: Pair) -> Iterator[Obstacle]:
    wanted = pair.request.languages
    skills = [skill for skill in pair.person.languages if skill.language in wanted]
    level = pair.request.min_level
    if wanted and not skills:
        yield Obstacle(Sentence(N_("does not speak {languages}"), languages=wanted))
    elif level and skills and all(skill.level is None or skill.level.rank < level.rank for skill in skills):
        yield Obstacle(Sentence(N_("speaks {languages} below {level}"), languages=wanted, level=level))


def _capacity(pair: Pair) -> Iterator[Obstacle]:
    running = open_assignments(pair.workbook, pair.person.id)
    if running >= pair.person.max_open:
        yield Obstacle(
            Sentence(
                N_("has no assignment free: {running} of {most} are running"),
                running=running,
                most=pair.person.max_open,
            )
        )


def _time(pair: Pair) -> Iterator[Obstacle]:
    wanted, free = wanted_slots(pair.request), set(pair.person.free_times)
    if wanted and free and not wanted & free:
        yield Obstacle(Sentence(N_("is not free at {times}"), times=tuple(sorted(wanted, key=lambda slot: slot.rank))))


def _clash(pair: Pair) -> Iterator[Obstacle]:
    if not (pair.request.day and pair.request.at):
        return
    for assignment in pair.workbook.where(Assignment, person=pair.person.id):
        if assignment.status is not AssignmentStatus.RUNNING:
            continue
        other = pair.workbook.find(Request, assignment.request)
        if other and other.day == pair.request.day and other.at and wanted_slots(other) == wanted_slots(pair.request):
            yield Obstacle(Sentence(N_("already has an appointment on {day} at {time}"), day=other.day, time=other.at))


def _gender(pair: Pair) -> Iterator[Obstacle]:
    wished = WISHED.get(pair.request.wish)
    if wished and pair.person.gender is not wished:
        yield Obstacle(Sentence(N_("{wish} was asked for"), wish=pair.request.wish))


def _apart(pair: Pair) -> Iterator[Obstacle]:
    if pair.person.apart and kept_from(pair.workbook, pair.person) & names_of(pair.request):
        yield Obstacle(
            Sentence(N_("is not to be brought together with {names}"), names=pair.person.apart),
            final=True,
            private=True,
        )


GATES: Final[tuple[Callable[[Pair], Iterator[Obstacle]], ...]] = (
    _status,
    _papers,
    _minors,
    _language,
    _capacity,
    _time,
    _clash,
    _gender,
    _apart,
)
