"""Each row of the office's list: somebody to take over, a possible duplicate, or not usable, with the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from services.model.errors import PapersMissing
from services.model.forms import PersonForm
from services.model.handwritten import Unread, gender_in, languages_in, times_in, topics_in
from services.model.language_names import folded
from services.model.lists import PersonStatus
from services.model.mistakes import mistake
from services.model.partial import reader
from services.model.record import columns
from services.model.roster_errors import TooManyPeople
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.past.layout import FULL_NAME, Layout, Rows
from services.past.sorting import NotTaken, split_name
from services.roster import AVAILABLE, everybody, papers_lacking

MOST: Final = 5000  # rows at a time: saved in seconds, and more than any programme has guides
OFTEN: Final = 250  # rows after which is told how far it is
READERS: Final = {"languages": languages_in, "free_times": times_in, "topics": topics_in}


@dataclass(frozen=True)
class Newcomer:
    """Somebody of the list as they would stand on the roster."""

    form: PersonForm
    certificate: str = ""


@dataclass(frozen=True)
class Open:
    """A cell that could not be read, or not wholly: row (from 1), who, the column's label, what stands there, why."""

    row: int
    name: str
    column: str
    text: str
    reason: Sentence


@dataclass(frozen=True)
class Candidate:
    """A row (as the file counts it, from 1) that can be taken over; `doubt` says what speaks against it."""

    row: int
    newcomer: Newcomer
    doubt: Sentence | None = None


@dataclass(frozen=True)
class SortedOut:
    """All rows of a list: those that fit, possible duplicates, those that do not, and cells left open."""

    fits: tuple[Candidate, ...] = ()
    doubtful: tuple[Candidate, ...] = ()
    left: tuple[NotTaken, ...] = ()
    cells: tuple[Open, ...] = ()


class Known:
    """Everybody on the roster, and the rows of the list looked at so far, by name and by how they are reached."""

    def __init__(self, workbook: Workbook) -> None:
        self._who: dict[tuple[str, str], str] = {}
        for person in everybody(workbook):
            self.remember(person, f"{person.full_name} ({person.id})")

    def same(self, form: PersonForm) -> Sentence | None:
        """Say who surely is the same person: the name and a way to reach them agree."""
        who = next((self._who[key] for key in _keys(form) if key[0] and key[1] and key in self._who), "")
        return Sentence(N_("The same person is there already: {who}."), who=who) if who else None

    def doubt(self, form: PersonForm) -> Sentence | None:
        """Say who may be the same person: only the name, or only phone or e-mail agree."""
        who = next((self._who[key] for key in _keys(form) if key in self._who), "")
        return Sentence(N_("May be the same person as {who}."), who=who) if who else None

    def remember(self, form: PersonForm, who: str) -> None:
        """Keep somebody, under what the screen calls them."""
        for key in _keys(form):
            self._who.setdefault(key, who)


def sort_out(  # noqa: PLR0913 - the list, what is known, and who waits for it
    rows: Rows,
    layout: Layout,
    workbook: Workbook,
    *,
    status: PersonStatus,
    today: date,
    looked_at: Callable[[int], object] = lambda _rows: None,
) -> SortedOut:
    """Sort all rows out; `status` is for whoever has none, or lacks the papers for the one in the list.

    `looked_at` is told after how many rows every now and then. Raises `TooManyPeople`.
    """
    if len(rows) - layout.first > MOST:
        raise TooManyPeople(rows=len(rows) - layout.first, most=MOST)
    known = Known(workbook)
    fits: list[Candidate] = []
    doubtful: list[Candidate] = []
    left: list[NotTaken] = []
    cells: list[Open] = []
    for number, row in enumerate(rows[layout.first :], start=layout.first + 1):
        if (number - layout.first) % OFTEN == 0:
            looked_at(number - layout.first)
        typed = {name: row[at].strip() for name, at in layout.columns.items() if row[at].strip()}
        if not typed:
            continue
        newcomer, unread = _read(number, typed, status, today)
        if isinstance(newcomer, NotTaken):
            left.append(newcomer)
            continue
        same = known.same(newcomer.form)
        if same:
            left.append(NotTaken(number, newcomer.form.full_name, "", same))
            continue
        doubt = known.doubt(newcomer.form)
        known.remember(newcomer.form, f"{newcomer.form.full_name} ({number})")
        (doubtful if doubt else fits).append(Candidate(number, newcomer, doubt))
        cells += unread
    return SortedOut(tuple(fits), tuple(doubtful), tuple(left), tuple(cells))


def _keys(form: PersonForm) -> tuple[tuple[str, str], ...]:
    """Give name with each way to reach somebody, then the name alone, then each way alone."""
    name = " ".join(sorted(folded(form.full_name).replace("-", " ").split()))
    ways = [way.casefold() for way in (form.phone, form.email) if way]
    return (*((name, way) for way in ways), (name, ""), *(("", way) for way in ways))


def _read(
    number: int, typed: dict[str, str], status: PersonStatus, today: date
) -> tuple[Newcomer | NotTaken, tuple[Open, ...]]:
    """Read a row. A cell that cannot be read is left open, unless there is no person without it."""
    whole = typed.pop(FULL_NAME, "")
    if whole:
        first, last = split_name(whole)
        typed = {"first_name": first, "last_name": last, **typed}
    name = f"{typed.get('first_name', '')} {typed.get('last_name', '')}".strip()
    certificate = typed.pop("certificate", "")[:200]
    values: dict[str, Any] = {"status": status}
    cells: list[Open] = []
    for field, text in typed.items():
        value, unread = _cell(field, text)
        if value is not None:
            values[field] = value
        label = columns(PersonForm)[field].column.label
        cells += [Open(number, name, label, words, reason) for words, reason in unread]
    lacking = papers_lacking(PersonForm.model_construct(**{**_EMPTY, **values}), today)
    if values["status"] in AVAILABLE and lacking:
        reason = PapersMissing(status=values["status"], papers=lacking).sentence
        cells.append(Open(number, name, columns(PersonForm)["status"].column.label, typed.get("status", ""), reason))
        values["status"] = status
    try:
        return Newcomer(PersonForm.model_validate(values), certificate), tuple(cells)
    except ValidationError as error:
        found = error.errors()[0]
        field = str(found["loc"][0]) if found["loc"] else ""
        to_blame = next((one for one in cells if one.column in ("E-mail", "Phone")), None)
        reason = to_blame.reason if to_blame and not field else mistake(dict(found))
        label = columns(PersonForm)[field].column.label if field else to_blame.column if to_blame else ""
        return NotTaken(number, name, label, reason), ()


_EMPTY: Final = {name: kept.default for name, kept in columns(PersonForm).items()}


def _cell(field: str, text: str) -> tuple[Any, tuple[Unread, ...]]:
    """Read one cell; None when there is nothing to keep."""
    if field in READERS:
        return READERS[field](text)
    try:
        return reader(PersonForm, field).validate_python(gender_in(text) if field == "gender" else text), ()
    except ValidationError as error:
        return None, ((text, mistake(dict(error.errors()[0]))),)
