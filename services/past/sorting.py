"""Each row of an old list: somebody to take over, a possible duplicate to look at, or not usable, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from services.model.mistakes import mistake
from services.model.past_forms import PastForm
from services.model.record import columns
from services.model.words import N_, Sentence
from services.past.known import Known
from services.past.layout import COURSE, FULL_NAME, Layout, Rows

# Words that begin a last name of several words.
PARTICLES = frozenset(
    "von vom van der den de del della di da do dos zu zum zur al el bin ben ibn abu la le st".split()  # noqa: SIM905 - words read better in a line
)


@dataclass(frozen=True)
class Candidate:
    """A row (as the file counts it, from 1) that can be taken over; `doubt` says what speaks against it."""

    row: int
    form: PastForm
    doubt: Sentence | None = None


@dataclass(frozen=True)
class NotTaken:
    """A row that cannot be taken over: who as far as known, the column's label if one is to blame, and why."""

    row: int
    name: str
    column: str
    reason: Sentence


@dataclass(frozen=True)
class SortedOut:
    """All rows of a list: those that fit, possible duplicates, those that do not, and how many of other courses."""

    fits: tuple[Candidate, ...] = ()
    doubtful: tuple[Candidate, ...] = ()
    left: tuple[NotTaken, ...] = ()
    elsewhere: int = 0


def courses_in(rows: Rows, layout: Layout) -> tuple[tuple[str, int], ...]:
    """Give what stands in the column of courses, with the number of its rows, in the order of the file."""
    found: dict[str, int] = {}
    at = layout.columns.get(COURSE)
    for row in rows[layout.first :] if at is not None else ():
        if _filled(row, layout):
            name = " ".join(row[at or 0].split())
            found[name] = found.get(name, 0) + 1
    return tuple(found.items())


def sort_out(rows: Rows, layout: Layout, known: Known, *, only: str | None, today: date) -> SortedOut:
    """Sort all rows out against what is `known`; `only` are the rows of one course of the file, None all of them."""
    fits: list[Candidate] = []
    doubtful: list[Candidate] = []
    left: list[NotTaken] = []
    elsewhere = 0
    for number, row in enumerate(rows[layout.first :], start=layout.first + 1):
        if not _filled(row, layout):
            continue
        at = layout.columns.get(COURSE)
        if only is not None and at is not None and " ".join(row[at].split()) != only:
            elsewhere += 1
            continue
        read = _read(number, row, layout, today)
        if isinstance(read, NotTaken):
            left.append(read)
            continue
        refused = known.same(read.form) or known.earlier_row(read.form)
        if refused:
            left.append(NotTaken(number, read.form.full_name, "", refused))
            continue
        doubt = known.doubt(read.form)
        known.remember(read.form, number)
        (doubtful if doubt else fits).append(Candidate(number, read.form, doubt))
    return SortedOut(tuple(fits), tuple(doubtful), tuple(left), elsewhere)


def split_name(name: str) -> tuple[str, str]:
    """Give first and last name of “Nachname, Vorname” or “Vorname Nachname”; ("", name) when there is one word."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma:
        return first, last
    words = name.split()
    begins = next((at for at, word in enumerate(words) if at and word.casefold() in PARTICLES), len(words) - 1)
    return " ".join(words[:begins]), " ".join(words[begins:])


def _filled(row: Sequence[str], layout: Layout) -> bool:
    return any(row[at].strip() for name, at in layout.columns.items() if name != COURSE)


def _read(number: int, row: Sequence[str], layout: Layout, today: date) -> Candidate | NotTaken:
    typed = {name: row[at] for name, at in layout.columns.items() if name != COURSE}
    whole = typed.pop(FULL_NAME, "")
    if whole.strip():
        first, last = split_name(whole)
        typed = {**typed, "first_name": typed.get("first_name") or first, "last_name": typed.get("last_name") or last}
    name = f"{typed.get('first_name', '')} {typed.get('last_name', '')}".strip()
    try:
        form = PastForm.model_validate(typed)
    except ValidationError as error:
        found = error.errors()[0]
        field = str(found["loc"][0]) if found["loc"] else ""
        return NotTaken(number, name, columns(PastForm)[field].column.label if field else "", mistake(dict(found)))
    if form.certified_on and form.certified_on > today:
        label = columns(PastForm)["certified_on"].column.label
        return NotTaken(number, name, label, Sentence(N_("This day lies in the future.")))
    return Candidate(number, form)
