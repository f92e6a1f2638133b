"""Why a request stays open in the best plan, and what would cover it: a language, a time, papers, one more person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from services.intake import missing_details
from services.matching.candidates import (
    Condition,
    Pairs,
    as_wished,
    fits,
    has_a_place,
    has_no_other_appointment,
    has_papers_for_minors,
    has_time,
    may_meet,
    ready,
    speaks,
    takes_no_break,
    well_enough,
)
from services.matching.gates import wanted_slots
from services.matching.network import Network
from services.matching.task import Task
from services.matching.wanted import wanted_of
from services.model.lists import Wish
from services.model.records import Request
from services.model.slots import Slot
from services.model.words import N_, Sentence


@dataclass(frozen=True)
class Gap:
    """A request without anybody: why, and what would cover it, where finding somebody would help."""

    request: Request
    why: Sentence
    cover: Sentence | None


@dataclass(frozen=True)
class Step:
    """One condition: who meets it, what is said when it leaves nobody, and whether the time is what is missing."""

    meets: tuple[Condition, ...]
    why: str
    timed: bool = False


def gaps_of(task: Task, network: Network) -> tuple[Gap, ...]:
    """Say of each request without a seat why it has none."""
    numbers = [number for number, seat in enumerate(network.seat) if seat < 0]
    held = replace(task.columns, running=task.columns.roster.most - task.left)  # whoever is asked keeps a place
    wanted = wanted_of(held, [task.requests[number] for number in numbers], task.today)
    whole = np.arange(len(held.roster.people))
    return tuple(
        _gap_of(task, network, number, Pairs.of(held, wanted, [whole], at)) for at, number in enumerate(numbers)
    )


def _gap_of(task: Task, network: Network, number: int, pairs: Pairs) -> Gap:
    """Find the first condition that leaves nobody; if somebody is left, they are needed by those who come before."""
    request = task.requests[number]
    if missing := missing_details(request):
        return Gap(request, Sentence(N_("details are missing: {missing}"), missing=missing), None)
    if request.day and request.day < task.today:
        return Gap(request, Sentence(N_("the appointment on {day} is over"), day=request.day), None)
    here = np.ones(len(pairs.person), dtype=np.bool_)
    for step in STEPS:
        here &= fits(pairs, step.meets)
        if not here.any():
            return Gap(request, _filled(step.why, request), cover_of(request, timed=step.timed))
    if not len(network.rows[number].volunteers):
        return Gap(request, Sentence(N_("everybody who fits has been asked already")), cover_of(request))
    return Gap(request, _needed(task, network, number), cover_of(request))


def _needed(task: Task, network: Network, number: int) -> Sentence:
    """Say for which earlier requests those who fit are needed."""
    fitting = network.rows[number].volunteers.tolist()
    before = sorted({one for volunteer in fitting for one in network.members[volunteer]})
    requests = tuple(task.requests[one].id for one in before[:NAMED])
    if len(before) > NAMED:
        return Sentence(
            N_("everybody who fits is needed for requests that come first, for example {requests}"), requests=requests
        )
    return Sentence(N_("everybody who fits is needed for requests that come first: {requests}"), requests=requests)


def cover_of(request: Request, *, timed: bool = False) -> Sentence:
    """Describe somebody who could take the request, ready and with all papers: nothing that it asks for is left out.

    The time only where it is that (`timed`) which leaves nobody: whoever has not named any is asked.
    """
    demands = tuple(_demands(request, timed=timed))
    return Sentence(SOMEBODY[request.wish], demands=demands) if demands else Sentence(ANYBODY[request.wish])


def _demands(request: Request, *, timed: bool) -> Iterator[Sentence]:
    if request.languages:
        one, level = len(request.languages) == 1, request.min_level
        values = {"languages": request.languages, **({"level": level} if level else {})}
        yield Sentence(LANGUAGE[one, bool(level)], **values)
    if request.minors:
        yield Sentence(N_("a police certificate for work with minors"))
    if timed:
        yield Sentence(N_("time ({times})"), times=_times(request))


def _times(request: Request) -> tuple[Slot, ...]:
    return tuple(sorted(wanted_slots(request), key=lambda slot: slot.rank))


def _filled(template: str, request: Request) -> Sentence:
    values = {
        "languages": request.languages,
        "level": request.min_level,
        "times": _times(request),
        "wish": request.wish,
    }
    return Sentence(template, **{name: value for name, value in values.items() if f"{{{name}}}" in template})


NAMED: Final = 3  # so many requests are named, not more
SOMEBODY: Final = {
    Wish.NONE: N_("somebody with {demands}"),
    Wish.FEMALE: N_("a woman with {demands}"),
    Wish.MALE: N_("a man with {demands}"),
}
ANYBODY: Final = {
    Wish.NONE: N_("one more volunteer"),
    Wish.FEMALE: N_("one more woman"),
    Wish.MALE: N_("one more man"),
}
LANGUAGE: Final = {  # whether there is only one, and whether the level counts
    (True, False): N_("{languages}"),
    (True, True): N_("{languages}, at least {level}"),
    (False, False): N_("one of the languages {languages}"),
    (False, True): N_("one of the languages {languages}, at least {level}"),
}
STEPS: Final = (
    Step((speaks,), N_("nobody speaks {languages}")),
    Step((well_enough,), N_("nobody speaks {languages} as well as {level}")),
    Step((ready, takes_no_break), N_("nobody who speaks {languages} is ready and has all papers")),
    Step((has_papers_for_minors,), N_("nobody who speaks {languages} has the papers for work with minors")),
    Step((as_wished,), N_("{wish} was asked for, and nobody fits who speaks {languages}")),
    Step((may_meet,), N_("whoever fits is not to be brought together with them")),
    Step((has_time, has_no_other_appointment), N_("nobody who fits is free at {times}"), timed=True),
    Step((has_a_place,), N_("everybody who fits has no assignment free")),
)
