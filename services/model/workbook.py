"""The Workbook: everything the programme keeps, at one revision. Immutable; every figure and screen reads one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from services.model.errors import NotFound, Problem
from services.model.record import Record
from services.model.records import RECORDS, JournalEntry

R = TypeVar("R", bound=Record)


def _order(record: Record) -> tuple[int, str]:
    digits = record.id.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0, record.id


@dataclass(frozen=True)
class Change:
    """One record before and after; `before` is None for a new one. Nothing is ever deleted."""

    before: Record | None
    after: Record

    @property
    def takes_in(self) -> bool:
        """Say whether this gives a row that was typed by hand its number."""
        return self.before is not None and not self.before.id


Changes = tuple[Change, ...]


@dataclass(frozen=True)
class Workbook:
    """All readable records by kind and id, the rows nobody could read, and the ids those rows hold.

    `untaken` are rows typed by hand that can be read but have no number yet (theirs is ""): they do not count until
    somebody takes them in. `origin` is the store's own note about where it read each row; nobody else looks at it.
    """

    revision: int
    records: Mapping[type[Record], Mapping[str, Record]]
    problems: tuple[Problem, ...] = ()
    taken: frozenset[str] = frozenset()
    untaken: tuple[Record, ...] = ()
    origin: object = field(default=None, compare=False)
    # What was worked out from the records once, for everybody who reads this same snapshot.
    _ordered: dict[type[Record], tuple[Record, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _grouped: dict[tuple[type[Record], str], Mapping[str, tuple[Record, ...]]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @classmethod
    def of(cls, records: Iterable[Record] = (), *, revision: int = 0, problems: Iterable[Problem] = ()) -> "Workbook":
        """Build a workbook from records in their order."""
        kinds: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORDS}
        for record in records:
            kinds[type(record)][record.id] = record
        return cls(revision, kinds, tuple(problems))

    @property
    def empty(self) -> bool:
        """Say whether there is nothing at all, not even a row nobody can read."""
        return not self.problems and not any(self.records.values())

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Give all records of a kind, oldest number first."""
        if kind not in self._ordered:
            numbered = self.records[kind].values()
            self._ordered[kind] = tuple(sorted(numbered, key=_order))
        return cast("tuple[R, ...]", self._ordered[kind])

    def where(self, kind: type[R], **field: str) -> tuple[R, ...]:
        """Give the records of a kind whose one named field holds this value, oldest number first."""
        ((name, value),) = field.items()
        if (kind, name) not in self._grouped:
            groups: dict[str, list[Record]] = {}
            for record in self.all(kind):
                groups.setdefault(getattr(record, name), []).append(record)
            self._grouped[kind, name] = {key: tuple(found) for key, found in groups.items()}
        return cast("tuple[R, ...]", self._grouped[kind, name].get(value, ()))

    def find(self, kind: type[R], number: str) -> R | None:
        """Give the record with this number, or None."""
        return cast("R | None", self.records[kind].get(number))

    def get(self, kind: type[R], number: str) -> R:
        """Give the record with this number; raises `NotFound`."""
        found = self.find(kind, number)
        if found is None:
            raise NotFound(id=number)
        return found

    def unread(self, kind: type[Record], number: str) -> int:
        """Count the unreadable rows of a kind that refer to the entry with this number: they may be about anything."""
        return sum(problem.tab == kind.tab and number in problem.refers for problem in self.problems)

    def entry(self, number: str) -> Record:
        """Give the record with this number, whatever its kind; raises `NotFound`."""
        for kind in RECORDS:
            if number in self.records[kind]:
                return self.records[kind][number]
        raise NotFound(id=number)

    def with_changes(self, changes: Changes, *, revision: int | None = None) -> "Workbook":
        """Give the workbook after `changes`."""
        kinds = {**self.records}
        # Each kind is copied once, however many of its records change.
        changed = {kind: dict(kinds[kind]) for kind in dict.fromkeys(type(change.after) for change in changes)}
        kinds.update(changed)
        untaken = list(self.untaken)
        for change in changes:
            changed[type(change.after)][change.after.id] = change.after
            if change.takes_in and change.before in untaken:
                untaken.remove(change.before)
        revision = self.revision if revision is None else revision
        return replace(self, records=kinds, untaken=tuple(untaken), revision=revision)

    def next_number(self, kind: type[Record]) -> str:
        """Give the first free number of a kind.

        Numbers of unreadable rows count as taken, and those the journal names: a row deleted by hand does not give
        its number to somebody else.
        """
        named = [number for entry in self.all(JournalEntry) for number in entry.entries]
        used = (*self.records[kind], *self.taken, *named)
        numbers = [int(n) for number in used if (n := number.removeprefix(f"{kind.prefix}-")).isdecimal()]
        return f"{kind.prefix}-{max(numbers, default=0) + 1:04d}"
