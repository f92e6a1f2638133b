"""Who fits a request, and with how many points: everybody at once, in numbers.

What counts is told by `gates` and `score`; here stands the same for many at a time (tests hold the two together).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, Self

import numpy as np

from services.matching.columns import GENDER, SLOT_BIT, TOPIC_BIT, Columns, Flags, Ints, Places, Tickets, half_day_of
from services.matching.gates import WISHED, wanted_slots
from services.model.languages import Language, Level
from services.model.records import Request

ALL: Final = slice(None)


@dataclass(frozen=True)
class Pool:
    """Some of the roster with their columns, and how they speak the languages of a request.

    `places` are their places in the roster, ascending; `speech` their points for language; `able`: well enough.
    """

    places: Ints
    speech: Ints
    able: Flags
    tickets: Tickets
    ready: Flags
    left: Ints
    load: Ints
    paused: Ints
    minors: Ints
    gender: Ints
    slots: Ints
    topics: Ints

    def only(self, those: Flags) -> Self:
        """Give the pool of those."""
        at = np.flatnonzero(those)
        return type(self)(*(getattr(self, one.name)[at] for one in fields(self)))

    def among(self, places: Sequence[int]) -> Places:
        """Give where the volunteers with these places in the roster stand in this pool, if they do."""
        return np.flatnonzero(np.isin(self.places, places))


def everybody(columns: Columns, languages: Sequence[Language], level: Level | None) -> Pool:
    """Give the whole roster, looked at for these languages."""
    speech = np.full(len(columns.people), 0 if languages else 30, dtype=np.int32)
    able = np.full(len(columns.people), not languages, dtype=np.bool_)
    for language in languages:
        speakers = columns.speakers(language)
        np.maximum(speech, speakers.points, out=speech)
        able |= (speakers.points > 0) & (speakers.level >= (level.rank + 1 if level else 0))
    return Pool(
        places=np.arange(len(columns.people), dtype=np.int32),
        speech=speech,
        able=able,
        tickets=columns.tickets,
        ready=columns.ready,
        left=columns.left,
        load=columns.load,
        paused=columns.paused,
        minors=columns.minors,
        gender=columns.gender,
        slots=columns.slots,
        topics=columns.topics,
    )


def fits(columns: Columns, pool: Pool, request: Request, today: date) -> Flags:
    """Say for each of the pool whether nothing speaks against asking."""
    on = (request.day or today).toordinal()
    fit = pool.able & pool.ready & (pool.left > 0) & (pool.paused < on)
    if wanted := bits(request):
        fit &= (pool.slots & wanted != 0) | (pool.slots == 0)
    if request.minors:
        fit &= pool.minors >= on
    if wished := WISHED.get(request.wish):
        fit &= pool.gender == GENDER[id(wished)]
    if (half_day := half_day_of(request)) in columns.busy:
        fit[pool.among(columns.busy[half_day])] = False
    return fit


def points(columns: Columns, pool: Pool, request: Request, at: Places | slice = ALL) -> Ints:
    """Give the points of those who stand at these places of the pool."""
    total = pool.speech[at] + pool.load[at]
    known = sum((pool.topics[at] & TOPIC_BIT[id(topic)] != 0).astype(np.int32) for topic in request.topics)
    total += np.where(known, 10 + 15 * known // len(request.topics), 5) if request.topics else 25
    if wanted := bits(request):
        free = pool.slots[at]
        total += np.where(free & wanted != 0, 15, np.where(free == 0, 5, 0))
    else:
        total += 15
    total += columns.near(request.district)[pool.places[at]] if request.district else 10
    client = request.client.casefold()
    helped = [who for who, earlier in columns.known.get(client, ()) if earlier != request.id] if client else []
    if helped:
        bonus = np.zeros(len(pool.places), dtype=np.int32)
        bonus[pool.among(helped)] = 10
        total += bonus[at]
    return total


def bits(request: Request) -> int:
    """Give the half-days a request can take place in, as bits."""
    return sum(SLOT_BIT[id(slot)] for slot in wanted_slots(request))
