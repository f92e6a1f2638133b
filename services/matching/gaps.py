"""Why a request stays open in the best plan, and what would cover it: a language, a time, papers, one more person."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from services.intake import missing_details
from services.matching.candidates import (
    Condition,
    as_wished,
    everybody,
    fits,
    has_a_place,
    has_no_other_appointment,
    has_papers_for_minors,
    has_time,
    ready,
    speaks,
    takes_no_break,
    well_enough,
)
from services.matching.gates import wanted_slots
from services.matching.network import Network
from services.matching.task import Task
from services.matching.wanted import wanted_of
from services.model.records import Request
from services.model.words import N_, Sentence


@dataclass(frozen=True)
class Gap:
    """A request without anybody: why, and what would cover it, where finding somebody would help."""

    request: Request
    why: Sentence
    cover: Sentence | None


@dataclass(frozen=True)
class Step:
    """One condition: who meets it, what is said when it leaves nobody, and what would cover the request."""

    meets: tuple[Condition, ...]
    why: str
    cover: str


def gap_of(task: Task, network: Network, number: int) -> Gap:
    """Find the first condition that leaves nobody; if somebody is left, they are needed by those who come before."""
    request = task.requests[number]
    if missing := missing_details(request):
        return Gap(request, Sentence(N_("details are missing: {missing}"), missing=missing), None)
    if request.day and request.day < task.today:
        return Gap(request, Sentence(N_("the appointment on {day} is over"), day=request.day), None)
    roster = task.columns.roster
    held = replace(task.columns, running=roster.most - task.left)  # whoever is asked keeps a place for the answer
    pairs = everybody(held, wanted_of(held, [request], task.today))
    here = np.ones(len(pairs.person), dtype=np.bool_)
    for step in STEPS:
        here &= fits(pairs, step.meets)
        if not here.any():
            return Gap(request, _filled(step.why, request), _filled(step.cover, request))
    if not len(network.rows[number].volunteers):
        return Gap(request, Sentence(N_("everybody who fits has been asked already")), _filled(ONE_MORE, request))
    return Gap(request, _needed(task, network, number), _filled(ONE_MORE, request))


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


def _filled(template: str, request: Request) -> Sentence:
    times = tuple(sorted(wanted_slots(request), key=lambda slot: slot.rank))
    values = {"languages": request.languages, "level": request.min_level, "times": times, "wish": request.wish}
    return Sentence(template, **{name: value for name, value in values.items() if f"{{{name}}}" in template})


NAMED: Final = 3  # so many requests are named, not more
SPEAKER: Final = N_("somebody who speaks {languages}")
ONE_MORE: Final = N_("one more person who speaks {languages}")
STEPS: Final = (
    Step((speaks,), N_("nobody speaks {languages}"), SPEAKER),
    Step(
        (well_enough,),
        N_("nobody speaks {languages} as well as {level}"),
        N_("somebody who speaks {languages} at least as well as {level}"),
    ),
    Step((ready, takes_no_break), N_("nobody who speaks {languages} is ready and has all papers"), SPEAKER),
    Step(
        (has_papers_for_minors,),
        N_("nobody who speaks {languages} has the papers for work with minors"),
        N_("somebody who speaks {languages} and has a police certificate"),
    ),
    Step((as_wished,), N_("{wish} was asked for, and nobody fits who speaks {languages}"), SPEAKER),
    Step(
        (has_time, has_no_other_appointment),
        N_("nobody who fits is free at {times}"),
        N_("somebody who speaks {languages} and is free at {times}"),
    ),
    Step((has_a_place,), N_("everybody who fits has no assignment free"), ONE_MORE),
)
