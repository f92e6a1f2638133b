"""The Draft: a workbook being changed by one actor at one moment. Nobody else sees it before the commit."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import BaseModel

from services.model.access import Actor, Right
from services.model.errors import ChangedMeanwhile, NotFound, NumberTaken
from services.model.journal import changed_by
from services.model.record import Record
from services.model.workbook import Change, Changes, Workbook

R = TypeVar("R", bound=Record)


class Draft:
    """What an action works on: the snapshot, who acts, when, and the changes so far."""

    def __init__(self, workbook: Workbook, actor: Actor, now: datetime) -> None:
        """Start with no changes."""
        self.workbook = workbook
        self.actor = actor
        self.now = now
        self.deed: Right | None = None
        self.noted = ""
        self.reserved: tuple[str, ...] = ()
        self._before: dict[str, Record | None] = {}

    @property
    def today(self) -> date:
        """The day of the action."""
        return self.now.date()

    def must(self, right: Right) -> None:
        """Refuse unless the actor has the right; the journal says that this was done."""
        self.actor.must(right)
        self.deed = right

    def add(self, kind: type[R], form: BaseModel | None = None, /, **kept: Any) -> R:  # noqa: ANN401 - fields of any kind
        """Add a record from what was typed and what the programme keeps; its number is the next free one."""
        typed = dict(form) if form else {}
        record = kind.model_validate({**typed, **kept, "id": self.workbook.next_number(kind)})
        self._keep(None, record)
        return record

    def add_all(self, kind: type[R], rows: Iterable[Mapping[str, Any]]) -> tuple[R, ...]:
        """Add many records of a kind at once, from their fields; numbered in their order."""
        prefix, _, first = self.workbook.next_number(kind).rpartition("-")
        records = tuple(
            kind.model_validate({**row, "id": f"{prefix}-{number:04d}"}) for number, row in enumerate(rows, int(first))
        )
        self._before.update((one.id, None) for one in records)
        self.workbook = self.workbook.with_changes(tuple(Change(None, one) for one in records))
        return records

    def note(self, what: str) -> None:
        """Have the journal say this (German, nothing personal), also when no record changes."""
        self.noted = what

    def bring_back(self, record: R) -> R:
        """Add a record that was there before, under its old number; raises `NumberTaken`."""
        current = self.workbook.find(type(record), record.id)
        if record.id in self.workbook.taken or current not in (None, record):
            raise NumberTaken(id=record.id)
        if current is None:
            self._keep(None, record)
        return record

    def reserve(self, numbers: Iterable[str]) -> None:
        """Keep these numbers and those below for entries still to come: the journal names them."""
        self.reserved = self.workbook.beyond_rows(numbers)
        self.workbook = self.workbook.reserving(self.reserved)

    def replace(self, seen: R, **values: Any) -> R:  # noqa: ANN401 - fields of any kind
        """Change a record; refuses (`ChangedMeanwhile`) when it is no longer as it was `seen`."""
        current = self.workbook.get(type(seen), seen.id)
        if current != seen:
            raise ChangedMeanwhile(who=changed_by(self.workbook, seen, current), id=seen.id)
        changed = type(seen).model_validate({**dict(seen), **values})
        if changed != current:
            self._keep(current, changed)
        return changed

    def replace_all(self, kind: type[R], values: Mapping[str, Mapping[str, Any]]) -> tuple[R, ...]:
        """Change many records of a kind at once, from their numbers and new values; raises `NotFound`."""
        changes = []
        for number, new in values.items():
            current = self.workbook.get(kind, number)
            changed = kind.model_validate({**dict(current), **new})
            if changed != current:
                self._before.setdefault(number, current)
                changes.append(Change(current, changed))
        self.workbook = self.workbook.with_changes(tuple(changes))
        return tuple(self.workbook.get(kind, number) for number in values)

    def take_in(self, row: R) -> R:
        """Give a row typed by hand the next free number, and what it `begins` with where it says nothing.

        Raises `NotFound` when it is not there any more.
        """
        if row not in self.workbook.untaken:
            raise NotFound(id=row.caption or type(row).tab)
        begins = {name: value for name, value in row.begins(self.now).items() if getattr(row, name) is None}
        record = type(row).model_validate({**dict(row), **begins, "id": self.workbook.next_number(type(row))})
        self._keep(row, record)
        return record

    @property
    def changes(self) -> Changes:
        """Every changed record, first and last state, in the order of the first change."""
        return tuple(Change(before, self.workbook.entry(number)) for number, before in self._before.items())

    def _keep(self, before: Record | None, after: Record) -> None:
        self._before.setdefault(after.id, before)
        self.workbook = self.workbook.with_changes((Change(before, after),))
