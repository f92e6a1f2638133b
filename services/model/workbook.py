"""The Workbook: everything the programme keeps, at one revision. Immutable; every figure and screen reads one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from services.model.errors import NO_NUMBER, NotFound, Problem
from services.model.record import Record
from services.model.records import RECORDS, JournalEntry

R = TypeVar("R", bound=Record)
T = TypeVar("T")


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
class Known:
    """What was worked out from the records of one workbook: each kind in order and by fields, the highest numbers.

    Several threads may read the same workbook, so whatever is added is complete when it is added.
    """

    ordered: dict[type[Record], tuple[Record, ...]] = field(default_factory=dict)
    grouped: dict[tuple[type[Record], str], Mapping[str, tuple[Record, ...]]] = field(default_factory=dict)
    highest: dict[str, int] = field(default_factory=dict)
    made: dict[object, tuple[tuple[type[Record], ...], object]] = field(default_factory=dict)

    def count(self, numbers: Iterable[str]) -> None:
        """Note the highest of each prefix."""
        found = dict(self.highest)
        for number in numbers:
            prefix, _, digits = number.rpartition("-")
            if digits.isdecimal():
                found[prefix] = max(found.get(prefix, 0), int(digits))
        self.highest.update(found)

    def take_over(self, old: "Known", changes: Changes) -> None:
        """Keep what is known of a workbook where `changes` leave it as it is, or only add at the end."""
        if old.highest:
            self.highest.update(old.highest)
            self.count(number for change in changes for number in _numbers(change.after))
        changed = {type(change.after) for change in changes}
        self.made.update({work: made for work, made in dict(old.made).items() if changed.isdisjoint(made[0])})
        grouped = dict(old.grouped)
        for kind, ordered in dict(old.ordered).items():
            mine = [change for change in changes if type(change.after) is kind]
            new = sorted((change.after for change in mine), key=_order)
            if any(change.before for change in mine) or (new and ordered and _order(new[0]) <= _order(ordered[-1])):
                continue
            self.ordered[kind] = (*ordered, *new)
            for (which, name), groups in grouped.items():
                if which is kind:
                    self.grouped[kind, name] = _grouped(new, name, groups)


def _numbers(record: Record) -> tuple[str, ...]:
    """Give the numbers a record takes or names for good."""
    return (record.id, *record.entries) if isinstance(record, JournalEntry) else (record.id,)


def _grouped(
    records: Iterable[Record], name: str, groups: Mapping[str, tuple[Record, ...]]
) -> Mapping[str, tuple[Record, ...]]:
    """Group records by a field, behind those that are in `groups` already."""
    new: dict[str, list[Record]] = {}
    for record in records:
        new.setdefault(getattr(record, name), []).append(record)
    return {**groups, **{key: (*groups.get(key, ()), *found) for key, found in new.items()}}


@dataclass(frozen=True)
class Rest:
    """What stands in a tab of a sheet beside the entries, as text: rows as they are, the row's number first.

    Of a tab with entries the first row is its header, and the others are those nobody could read, those without a
    number, and those with something in a column of people's own.
    """

    tab: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Workbook:
    """All readable records by kind and id, the rows nobody could read, and the ids those rows hold.

    `untaken` are rows typed by hand that can be read but have no number yet (theirs is ""): they do not count until
    somebody takes them in. `origin` is the store's own note about where it read each row; nobody else looks at it.
    `rest` is what people keep beside the entries; only a store asked for everything gives it. `settled` is False while
    something that was saved does not stand where it belongs yet: nobody may be refused because of what is seen then.
    """

    revision: int
    records: Mapping[type[Record], Mapping[str, Record]]
    problems: tuple[Problem, ...] = ()
    taken: frozenset[str] = frozenset()
    untaken: tuple[Record, ...] = ()
    origin: object = field(default=None, compare=False)
    rest: tuple[Rest, ...] = field(default=(), compare=False)
    settled: bool = field(default=True, compare=False)
    # What was worked out from the records once, for everybody who reads this same snapshot and what is built on it.
    known: Known = field(default_factory=Known, init=False, compare=False, repr=False)

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
        if kind not in self.known.ordered:
            self.known.ordered[kind] = tuple(sorted(self.records[kind].values(), key=_order))
        return cast("tuple[R, ...]", self.known.ordered[kind])

    def each(self, kind: type[R]) -> Iterable[R]:
        """Give all records of a kind, in no particular order, for those who put them into an order of their own."""
        return cast("Iterable[R]", self.records[kind].values())

    def where(self, kind: type[R], **field: str) -> tuple[R, ...]:
        """Give the records of a kind whose one named field holds this value, oldest number first."""
        ((name, value),) = field.items()
        if (kind, name) not in self.known.grouped:
            self.known.grouped[kind, name] = _grouped(self.all(kind), name, {})
        return cast("tuple[R, ...]", self.known.grouped[kind, name].get(value, ()))

    def once(self, work: Callable[["Workbook"], T], *kinds: type[Record]) -> T:
        """Give what `work` makes of the records of these kinds; made once, for as long as they stay as they are."""
        if work not in self.known.made:
            self.known.made[work] = kinds, work(self)
        return cast("T", self.known.made[work][1])

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
        untaken, problems = list(self.untaken), self.problems
        for change in changes:
            changed[type(change.after)][change.after.id] = change.after
            if change.before and change.takes_in and change.before in untaken:
                problems = _without_its_problem(problems, untaken, change.before)
                untaken.remove(change.before)
        revision = self.revision if revision is None else revision
        after = replace(self, records=kinds, problems=problems, untaken=tuple(untaken), revision=revision)
        after.known.take_over(self.known, changes)
        return after

    def next_number(self, kind: type[Record]) -> str:
        """Give the first free number of a kind.

        Numbers of unreadable rows count as taken, and those the journal names: a row deleted by hand does not give
        its number to somebody else.
        """
        return f"{kind.prefix}-{self._highest.get(kind.prefix, 0) + 1:04d}"

    def last_number(self, kind: type[Record]) -> str:
        """Give the highest number of a kind that counts as taken, "" when none does."""
        highest = self._highest.get(kind.prefix, 0)
        return f"{kind.prefix}-{highest:04d}" if highest else ""

    def beyond_rows(self, numbers: Iterable[str]) -> tuple[str, ...]:
        """Give those of the numbers that are higher than any a row of their kind holds: only the journal names them."""
        missing = [number for number in numbers if number not in self.taken and not self._has(number)]
        if not missing:
            return ()
        rows = Known()
        rows.count((*self.taken, *(number for numbered in self.records.values() for number in numbered)))
        cut = [(number, *number.rpartition("-")[::2]) for number in missing]
        return tuple(number for number, prefix, digits in cut if int(digits) > rows.highest.get(prefix, 0))

    def _has(self, number: str) -> bool:
        return any(number in numbered for numbered in self.records.values())

    def reserving(self, numbers: Iterable[str]) -> "Workbook":
        """Give the workbook where these numbers count as taken: by entries that are still to come."""
        after = self.with_changes(())
        after.known.highest.update(self._highest)
        after.known.count(numbers)
        return after

    @property
    def _highest(self) -> Mapping[str, int]:
        if not self.known.highest:
            every = (record for records in self.records.values() for record in records.values())
            self.known.count((*self.taken, *(number for record in every for number in _numbers(record))))
        return self.known.highest


def _without_its_problem(problems: tuple[Problem, ...], untaken: Sequence[Record], row: Record) -> tuple[Problem, ...]:
    """Take away that this row has no number: of each tab, such problems stand in the order of the rows themselves."""
    at = [one for one in untaken if type(one) is type(row)].index(row)
    lacking = [one for one in problems if one.tab == type(row).tab and one.reason == NO_NUMBER]
    return tuple(one for one in problems if one not in lacking[at : at + 1])
