"""Who fits a request, and with how many points: everybody at once, in numbers.

What counts is told by `gates` and `score`; here stands the same for many at a time (tests hold the two together).
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Self

import numpy as np

from services.matching.columns import GENDER, SLOT_BIT, TOPIC_BIT, Columns, Flags, Ints, Places, half_day_of
from services.matching.gates import WISHED, wanted_slots
from services.matching.weights import FULL, Weighing, weighed
from services.model.languages import Language, Level
from services.model.records import Request


class Pool(NamedTuple):
    """Some of the roster with their columns, and how they speak the languages of a request.

    `places` are their places in the roster, ascending; `speech` their points for language; `able`: well enough;
    `askable`: nothing but this request itself could speak against it.
    """

    columns: Ints
    places: Ints
    speech: Ints
    able: Ints
    askable: Ints
    load: Ints
    paused: Ints
    minors: Ints
    gender: Ints
    slots: Ints
    topics: Ints

    @classmethod
    def of(cls, columns: Ints) -> Self:
        """Name the rows of a matrix."""
        return cls(columns, *columns)

    def only(self, at: Places) -> Self:
        """Give the pool of those who stand here; one matrix, so that this is one step."""
        return self.of(self.columns[:, at])

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
    askable = able & columns.ready & (columns.left > 0)
    return Pool.of(np.array([np.arange(len(able)), speech, able, askable, *columns.fixed], dtype=np.int32))


def fits(columns: Columns, pool: Pool, request: Request, today: date) -> Flags:
    """Say for each of the pool whether nothing speaks against asking."""
    on = (request.day or today).toordinal()
    fit = (pool.askable > 0) & (pool.paused < on)
    if wanted := bits(request):
        fit &= (pool.slots & wanted != 0) | (pool.slots == 0)
    if request.minors:
        fit &= pool.minors >= on
    if wished := WISHED.get(request.wish):
        fit &= pool.gender == GENDER[id(wished)]
    if (half_day := half_day_of(request)) in columns.busy:
        fit[pool.among(columns.busy[half_day])] = False
    return fit


def points(columns: Columns, pool: Pool, request: Request) -> Ints:
    """Give everybody's points."""
    weights = columns.weights
    total = pool.load + (pool.speech if weights.language == FULL.language else _speech(pool, weights))
    if len(request.topics) == 1:
        named, not_named = (np.int32(weighed(one, weights.topic, FULL.topic)) for one in (25, 5))
        total += np.where(pool.topics & TOPIC_BIT[id(request.topics[0])], named, not_named)
    elif request.topics:
        known = sum((pool.topics & TOPIC_BIT[id(topic)] != 0).astype(np.int32) for topic in request.topics)
        total += _for_topics(len(request.topics), weights)[known]
    if wanted := bits(request):
        not_stated = weighed(5, weights.time, FULL.time)
        total += np.where(pool.slots & wanted, np.int32(weights.time), not_stated * (pool.slots == 0))
    total += columns.near(request.district)[pool.places] if request.district else weights.near
    total += weights.topic * (not request.topics) + weights.time * (not wanted)
    client = request.client.casefold()
    helped = [who for who, earlier in columns.known.get(client, ()) if earlier != request.id] if client else []
    if helped:
        total[pool.among(helped)] += weights.known
    return total


def _for_topics(wanted: int, weights: Weighing) -> Ints:
    """Give the points for naming none, one, two ... of the topics that are wanted."""
    named = (5, *(10 + 15 * known // wanted for known in range(1, wanted + 1)))
    return np.array([weighed(one, weights.topic, FULL.topic) for one in named], dtype=np.int32)


def _speech(pool: Pool, weights: Weighing) -> Ints:
    return pool.speech * weights.language // FULL.language


def bits(request: Request) -> int:
    """Give the half-days a request can take place in, as bits."""
    return sum(SLOT_BIT[id(slot)] for slot in wanted_slots(request))
