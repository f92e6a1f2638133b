"""The matching score: points out of 100, each with its sentence. Integers only; the points add up to what is shown.

Each criterion counts in the weights delivered (language 30, topic 25, time 15, near 10, known to each other 10, free
capacity 10); the office's own weights turn that into the points shown.
Never counted: origin, religion, age.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from services.matching.gates import Pair, wanted_slots
from services.matching.weights import (
    ENDED,
    FULL,
    LATELY,
    LEVEL_POINTS,
    UNKNOWN_LEVEL_POINTS,
    ended_lately,
    free_capacity,
    weighed,
    weighing,
)
from services.model.languages import LanguageSkill
from services.model.lists import AssignmentStatus
from services.model.records import Assignment, Request
from services.model.words import N_, Sentence
from services.roster import helps_in, open_assignments


@dataclass(frozen=True)
class Reason:
    """Points for one criterion, out of how many, and why in a sentence."""

    points: int
    of: int
    sentence: Sentence


def reasons(pair: Pair) -> tuple[Reason, ...]:
    """Give one reason a criterion, in the order of the weights delivered."""
    found = zip(CRITERIA, weighing(pair.workbook), FULL, strict=True)
    return tuple(_weighed(criterion(pair), weight, full) for criterion, weight, full in found)


def _weighed(reason: Reason, weight: int, full: int) -> Reason:
    return replace(reason, points=weighed(reason.points, weight, full), of=weight)


def _language(pair: Pair) -> Reason:
    wanted = pair.request.languages
    spoken = [skill for skill in pair.person.languages if skill.language in wanted]
    if not wanted:
        return Reason(30, 30, Sentence(N_("no particular language is needed")))
    if not spoken:
        return Reason(0, 30, Sentence(N_("does not speak {languages}"), languages=wanted))
    best = max(spoken, key=_language_points)
    if best.level is None:
        return Reason(
            UNKNOWN_LEVEL_POINTS, 30, Sentence(N_("speaks {language}, level not stated"), language=best.language)
        )
    sentence = Sentence(N_("speaks {language} ({level})"), language=best.language, level=best.level)
    return Reason(_language_points(best), 30, sentence)


def _language_points(skill: LanguageSkill) -> int:
    return LEVEL_POINTS[skill.level] if skill.level else UNKNOWN_LEVEL_POINTS


def _topic(pair: Pair) -> Reason:
    wanted = pair.request.topics
    known = tuple(topic for topic in wanted if topic in pair.person.topics)
    if not wanted:
        return Reason(25, 25, Sentence(N_("no particular topic is needed")))
    if known:
        return Reason(10 + 15 * len(known) // len(wanted), 25, Sentence(N_("helps with {topics}"), topics=known))
    return Reason(5, 25, Sentence(N_("has not named {topics} as a topic"), topics=wanted))


def _time(pair: Pair) -> Reason:
    wanted, free = wanted_slots(pair.request), set(pair.person.free_times)
    common = tuple(sorted(wanted & free, key=lambda slot: slot.rank))
    if not wanted:
        return Reason(15, 15, Sentence(N_("no particular time is needed")))
    if common:
        return Reason(15, 15, Sentence(N_("is free at {times}"), times=common))
    if not free:
        return Reason(5, 15, Sentence(N_("has not named free times: please ask")))
    return Reason(0, 15, Sentence(N_("is not free at the wanted time")))


def _near(pair: Pair) -> Reason:
    place = pair.request.district
    if not place:
        return Reason(10, 10, Sentence(N_("no particular district is needed")))
    if place.casefold() == pair.person.district.casefold():
        return Reason(10, 10, Sentence(N_("lives in {district}"), district=place))
    if place.casefold() in (one.casefold() for one in helps_in(pair.person)):
        return Reason(8, 10, Sentence(N_("also helps in {district}"), district=place))
    return Reason(2, 10, Sentence(N_("lives elsewhere than {district}"), district=place))


def _known(pair: Pair) -> Reason:
    client = pair.request.client.casefold()
    for assignment in pair.workbook.where(Assignment, person=pair.person.id) if client else ():
        other = pair.workbook.find(Request, assignment.request)
        helped = assignment.status is not AssignmentStatus.CANCELLED
        if helped and other and other.id != pair.request.id and other.client.casefold() == client:
            return Reason(10, 10, Sentence(N_("has accompanied {client} before"), client=pair.request.client))
    return Reason(0, 10, Sentence(N_("would meet for the first time")))


def _load(pair: Pair) -> Reason:
    running, most = open_assignments(pair.workbook, pair.person.id), pair.person.max_open
    lately = sum(
        one.status in ENDED and ended_lately(one.ended_on, pair.today)
        for one in pair.workbook.where(Assignment, person=pair.person.id)
    )
    points = free_capacity(most - running, most, lately)
    told = {"running": running, "most": most}
    if not lately:
        return Reason(points, 10, Sentence(N_("{running} of {most} assignments running"), **told))
    sentence = N_("{running} of {most} assignments running, {lately} ended in the last {days} days")
    return Reason(points, 10, Sentence(sentence, **told, lately=lately, days=LATELY))


CRITERIA: Final[tuple[Callable[[Pair], Reason], ...]] = (_language, _topic, _time, _near, _known, _load)
