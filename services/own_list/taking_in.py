"""Taking the people of a list onto the roster in one step, and taking a whole list back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from services.model.access import Right
from services.model.draft import Draft
from services.model.errors import NothingChosen
from services.model.record import columns
from services.model.records import Person
from services.model.roster_errors import NothingToTakeBack, TakenInBefore
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.own_list.columns import remember_titles
from services.own_list.rows import Known, Newcomer
from services.references import referred
from services.roster import everybody, gate, taken_off

TAKEN_BACK: Final = "Übernahme zurückgenommen"
# What changes without the person's own entry being touched.
BESIDE: Final = frozenset({"id", "taken_from", "distinct_from", "gone"})


@dataclass(frozen=True)
class Batch:
    """The people of one list on the roster: who can be taken back, and who not for which reason."""

    name: str
    unchanged: tuple[Person, ...]
    kept: tuple[tuple[Person, Sentence], ...]


def take_in(draft: Draft, file: str, people: Sequence[Newcomer], titled: Mapping[str, str]) -> Person:
    """Take people onto the roster and remember what the columns were; gives the first of them.

    Raises `NothingChosen`, `TakenInBefore`, `PapersMissing`.
    """
    draft.must(Right.KEEP_ROSTER)
    if not people:
        raise NothingChosen
    known = Known(draft.workbook)
    for one in people:
        if known.same(one.form):
            raise TakenInBefore(name=one.form.full_name)
        gate(one.form, one.form.status, draft.today)
    batch = f"{' '.join(file.replace('[', '(').split())[:80]}, {draft.now:%d.%m.%Y %H:%M}"
    rows = [{**dict(one.form), "certificate": one.certificate} for one in people]
    marks = (_mark(Person.model_validate({**row, "id": Person.prefix})) for row in rows)
    taken = draft.add_all(
        Person, ({**row, "taken_from": f"{batch} [{mark}]"} for row, mark in zip(rows, marks, strict=True))
    )
    remember_titles(draft, titled)
    draft.note(f"Liste übernommen: {len(taken)} Personen ({taken[0].id} bis {taken[-1].id})")
    return taken[0]


def batches(workbook: Workbook) -> tuple[Batch, ...]:
    """Give the lists that were taken over and have anybody left on the roster, the newest first."""
    named: dict[str, list[Person]] = {}
    for person in everybody(workbook):
        if person.taken_from:
            named.setdefault(person.taken_from.rpartition(" [")[0], []).append(person)
    named_elsewhere = referred(workbook) if named else frozenset()
    return tuple(_batch(name, people, named_elsewhere) for name, people in reversed(named.items()))


def take_back(draft: Draft, name: str) -> Person:
    """Take everybody of a list off the roster who is as they came and whom nothing refers to; their details go.

    Gives the first of them; raises `NothingToTakeBack`.
    """
    draft.must(Right.KEEP_ROSTER)
    batch = next((one for one in batches(draft.workbook) if one.name == name), None)
    if batch is None or not batch.unchanged:
        raise NothingToTakeBack
    erased = taken_off(TAKEN_BACK)
    gone = draft.replace_all(Person, {one.id: erased for one in batch.unchanged})
    draft.note(f"{TAKEN_BACK}: {len(gone)} Personen, {len(batch.kept)} geblieben")
    return gone[0]


def _batch(name: str, people: Sequence[Person], elsewhere: frozenset[str]) -> Batch:
    changed = Sentence(N_("Changed since."))
    needed = Sentence(N_("Others refer to this entry."))
    kept = {
        one.id: changed if one.taken_from.rpartition(" [")[2] != f"{_mark(one)}]" else needed
        for one in people
        if one.id in elsewhere or one.taken_from.rpartition(" [")[2] != f"{_mark(one)}]"
    }
    return Batch(
        name,
        tuple(one for one in people if one.id not in kept),
        tuple((one, kept[one.id]) for one in people if one.id in kept),
    )


def _mark(person: Person) -> str:
    """Give a short mark of all that stands in an entry: another mark, and somebody has changed it."""
    values = (getattr(person, name) for name in columns(Person) if name not in BESIDE)
    spelled = "|".join("; ".join(map(str, value)) if isinstance(value, tuple) else str(value) for value in values)
    return f"{crc32(spelled.encode()):08x}"
