"""One line of the morning list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from services.model.words import Sentence
from services.model.workbook import Workbook


@dataclass(frozen=True)
class Line:
    """One thing to do: what it is, the one next step, the entry (number) it is about, and since when it is due.

    A line about no single entry has "" for its number; rows nobody can read stand there. Of a kind the lower `rank`
    comes first.
    """

    sentence: Sentence
    step: Sentence
    about: str
    since: date
    rank: int = 0


Kind = Callable[[Workbook, date], Iterable[Line]]
