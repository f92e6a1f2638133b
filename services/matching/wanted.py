"""What requests ask for, as columns of numbers: the other side of `columns`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from services.matching.apart import names_of
from services.matching.columns import Columns, half_day_of
from services.matching.gates import WISHED
from services.matching.lottery import tickets
from services.matching.roster_columns import (
    ANY_LANGUAGE,
    GENDER_BIT,
    LANGUAGE_ROW,
    LEVEL_RANK,
    NEVER,
    NO_LANGUAGE,
    SLOT_BIT,
    TOPIC_BIT,
    Bytes,
    Ints,
    Places,
    Tickets,
    bits,
    day_number,
)
from services.model.records import Request
from services.model.slots import Slot

Named = list[tuple[int, int]]
ANYBODY: Final = -1  # every gender has a bit of this


@dataclass(frozen=True)
class Wanted:
    """Requests in one column each. `on`: the day that counts; `minors`: until when papers have to last, or 0.

    `languages` has a row for each further language; `near` the points by district, and `district` says which. `helped`
    and `busy` are pairs (number of the request, place in the roster) of those who met before, of those who have an
    appointment at that very time, and of those who are never brought together. `load`: the points of
    each volunteer for free capacity.
    """

    requests: Sequence[Request]
    tickets: Tickets
    on: Ints
    slots: Ints
    minors: Ints
    gender: Ints
    topics: Ints
    topic_count: Ints
    district: Places
    near: Bytes
    level: Ints
    languages: Places
    helped: Named
    busy: Named
    apart: Named
    load: Ints


def wanted_of(columns: Columns, requests: Sequence[Request], today: date) -> Wanted:
    """Put requests into columns."""
    roster = columns.roster
    districts = {"": 0}
    rows = [_row(request, today, districts) for request in requests]
    on, minors, gender, count, district, level = np.array(rows, dtype=np.int32).reshape(-1, 6).T.copy()
    everywhere = np.full((1, len(roster.people)), columns.weights.near, dtype=np.uint8)
    return Wanted(
        requests=requests,
        tickets=tickets(request.id for request in requests),
        on=on,
        slots=bits([_slots(request) for request in requests], SLOT_BIT),
        minors=minors,
        gender=gender,
        topics=bits([request.topics for request in requests], TOPIC_BIT),
        topic_count=count,
        district=district.astype(np.intp),
        near=np.concatenate([everywhere, roster.near(list(districts)[1:], columns.weights.near)]),
        level=level,
        languages=_languages(requests),
        helped=[pair for number, request in enumerate(requests) for pair in _helped(columns, number, request)],
        busy=[pair for number, request in enumerate(requests) for pair in _busy(columns, number, request)],
        apart=[pair for number, request in enumerate(requests) for pair in _apart(columns, number, request)],
        load=columns.load(today),
    )


def _row(request: Request, today: date, districts: dict[str, int]) -> tuple[int, ...]:
    on = day_number(request.day or today)
    wished = WISHED.get(request.wish)
    return (
        on,
        on if request.minors else NEVER,
        GENDER_BIT[wished] if wished else ANYBODY,
        len(request.topics),
        districts.setdefault(request.district.casefold(), len(districts)),
        LEVEL_RANK[request.min_level],
    )


def _slots(request: Request) -> tuple[Slot, ...]:
    """Give the half-days a request can take place in, as `wanted_slots` does."""
    half_day = half_day_of(request)
    return half_day[1:] if half_day else request.times


def language_rows(request: Request) -> tuple[int, ...]:
    """Give where the languages of a request stand in the roster's columns."""
    return tuple([LANGUAGE_ROW[language] for language in request.languages]) or (ANY_LANGUAGE,)


def _languages(requests: Sequence[Request]) -> Places:
    rows = [language_rows(request) for request in requests]
    most = max(map(len, rows), default=1)
    padded = [(*row, *[NO_LANGUAGE] * (most - len(row))) for row in rows]
    return np.array(padded, dtype=np.intp).reshape(-1, most).T.copy()


def _helped(columns: Columns, number: int, request: Request) -> Iterator[tuple[int, int]]:
    if request.client:
        for who, earlier in columns.known.get(request.client.casefold(), ()):
            if earlier != request.id:
                yield number, who


def _busy(columns: Columns, number: int, request: Request) -> Iterator[tuple[int, int]]:
    if columns.busy and (half_day := half_day_of(request)):
        for who in columns.busy.get(half_day, ()):
            yield number, who


def _apart(columns: Columns, number: int, request: Request) -> Iterator[tuple[int, int]]:
    if columns.apart:
        for who in {one for name in names_of(request) for one in columns.apart.get(name, ())}:
            yield number, who
