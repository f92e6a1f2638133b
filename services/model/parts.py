"""Much is written in parts, one commit each: a sheet takes no more at once."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from services.model.record import Record, columns
from services.model.spelling import text_of

T = TypeVar("T")

# Google advises batches of at most 2 MB. A cell travels with its own braces, and a reference with a name behind it.
PART: Final = 1_000_000
CELL: Final = 80
NAME: Final = 200


def parts(entries: Iterable[T], weight: Callable[[T], int], *, most: int = sys.maxsize) -> Iterator[tuple[T, ...]]:
    """Divide into what goes into one commit, in the same order: about 1 MB, and at most so many entries."""
    part: list[T] = []
    heavy = 0
    for entry in entries:
        own = weight(entry)
        if part and (heavy + own > PART or len(part) == most):
            yield tuple(part)
            part, heavy = [], 0
        part.append(entry)
        heavy += own
    if part:
        yield tuple(part)


def weight_of(record: Record) -> int:
    """Estimate how many bytes a new row takes on its way to a sheet."""
    cells = [text_of(getattr(record, name)) for name in columns(type(record))]
    return len(json.dumps(cells)) + len(cells) * CELL + NAME
