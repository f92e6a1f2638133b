"""Demand against supply: what is asked for, who is ready to help with it, and whom the next course should look for."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final

from services.intake import OPEN, REFUSED
from services.model.languages import Language
from services.model.records import Person, Request
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.roster import AVAILABLE, everybody, helps_in
from services.stages import stage

WEEKS: Final = 12
FEWEST: Final = 3  # fewer requests than this could point at one person: shown outside they stand together
NAMED: Final = 3  # so many words of a kind stand in the advert, not more


class Side(Enum):
    """What requests and volunteers are compared by."""

    LANGUAGE = N_("Language")
    TOPIC = N_("Topic")
    DISTRICT = N_("District")


@dataclass(frozen=True)
class Need:
    """One language, topic or district: requests that name it, how many of them are open, volunteers who could help.

    None is a number that is not told.
    """

    what: object
    wanted: int
    still_open: int | None
    offered: int | None

    @property
    def short(self) -> bool:
        """Say whether more is asked for than there are people."""
        return self.offered is not None and self.wanted > self.offered


@dataclass(frozen=True)
class Week:
    """One week, by its Monday: requests received, and what has become of them."""

    monday: date
    received: int
    placed: int
    still_open: int
    refused: int


def recent(workbook: Workbook, today: date) -> tuple[Request, ...]:
    """Give the requests of the last twelve weeks, this week included; both demand and weeks are counted from these."""
    begin = _monday(today) - timedelta(weeks=WEEKS - 1)
    return tuple(one for one in workbook.all(Request) if begin <= one.received_at.date() <= today)


def needs(workbook: Workbook, side: Side, today: date) -> tuple[Need, ...]:
    """Set requests of the last twelve weeks against ready or active volunteers; the most asked for first.

    A request or volunteer with several languages, topics or districts counts for each.
    """
    asked, offers = SIDES[side]
    found: dict[object, list[int]] = {}
    for request in recent(workbook, today):
        for what in dict.fromkeys(asked(request)):
            counts = found.setdefault(what, [0, 0, 0])
            counts[0] += 1
            counts[1] += request.status in OPEN
    for person in everybody(workbook):
        for what in dict.fromkeys(offers(person)) if person.status in AVAILABLE else ():
            if what in found:
                found[what][2] += 1
    rows = [Need(what, *counts) for what, counts in found.items()]
    return tuple(sorted(rows, key=lambda one: (-one.wanted, one.offered, str(one.what))))


def merged(rows: Sequence[Need]) -> tuple[Need, ...]:
    """Put together what is asked for fewer than three times, so that no number points at one person.

    Of what is put together only the requests are told; where even they are fewer than three, they fall away. Fewer than
    three that are open are not told either.
    """
    large = [one for one in rows if one.wanted >= FEWEST]
    small = sum(one.wanted for one in rows if one.wanted < FEWEST)
    together = [Need(Sentence(N_("all others")), small, None, None)] if small >= FEWEST else []
    return (
        *(replace(one, still_open=one.still_open if (one.still_open or 0) >= FEWEST else None) for one in large),
        *together,
    )


def weeks(workbook: Workbook, today: date) -> tuple[Week, ...]:
    """Give the last twelve weeks, the oldest first."""
    requests = recent(workbook, today)
    first = _monday(today) - timedelta(weeks=WEEKS - 1)
    return tuple(_week(first + timedelta(weeks=number), requests) for number in range(WEEKS))


def advert(workbook: Workbook, today: date) -> Sentence:
    """Give the sentence for the next course: languages, topics and districts of which more is asked for than offered.

    Only what was asked for at least three times is named, at most three of each kind.
    """
    languages, topics, districts = (
        tuple(one.what for one in needs(workbook, side, today) if one.short and one.wanted >= FEWEST)[:NAMED]
        for side in Side
    )
    parts = (
        (languages, N_("people who speak {words}")),
        (topics, N_("help with {words}")),
        (districts, N_("guides in {words}")),
    )
    told = tuple(Sentence(template, words=words) for words, template in parts if words)
    if not told:
        return Sentence(N_("Wanted: people who like to accompany others, whatever languages they speak."))
    return Sentence(N_("Wanted: {parts}."), parts=told)


def _week(monday: date, requests: Iterable[Request]) -> Week:
    mine = [one for one in requests if _monday(one.received_at.date()) == monday]
    still_open = sum(one.status in OPEN for one in mine)
    refused = sum(one.status in REFUSED for one in mine)
    return Week(monday, len(mine), len(mine) - still_open - refused, still_open, refused)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


SIDES: Final[dict[Side, tuple[Callable[[Request], Iterable[object]], Callable[[Person], Iterable[object]]]]] = {
    Side.LANGUAGE: (lambda one: one.languages, lambda one: (skill.language for skill in one.languages)),
    Side.TOPIC: (lambda one: one.topics, lambda one: one.topics),
    Side.DISTRICT: (lambda one: (one.district,) if one.district else (), helps_in),
}


def languages_needed(workbook: Workbook, today: date) -> tuple[tuple[Language, int, int], ...]:
    """Give each language open requests ask for: requests, and who is ready or active today; the scarcest first."""
    wanted = Counter(one for request in workbook.all(Request) if request.status in OPEN for one in request.languages)
    ready = (person for person in everybody(workbook) if stage(person, today) in AVAILABLE)
    offered = Counter(skill.language for person in ready for skill in person.languages)
    needed = [(language, count, offered[language]) for language, count in wanted.items()]
    return tuple(sorted(needed, key=lambda one: (one[2] / one[1], -one[1], one[0].rank)))
