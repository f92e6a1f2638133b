"""The writers' own diary: what each of them computed, and what it was told. It is the evidence against the store."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from services.model.draft import Draft
from services.model.record import Record
from services.storage.cells import cells_of

Cells = dict[str, str]


class Changed(NamedTuple):
    """One record of an action, its cells by field; `before` is None for a new one."""

    tab: str
    number: str
    before: Cells | None
    after: Cells


@dataclass
class Deed:
    """What a writer knows about one action: the changes it computed last, and the answer it got."""

    operation: str
    changes: tuple[Changed, ...] = ()
    answer: str = ""  # "acknowledged", "refused", "unknown", or nothing: killed before any answer came


@dataclass
class Diary:
    """A file of its own for each writer; a line is there before the next step is done, also when the process dies."""

    path: Path
    _lock: Lock = field(default_factory=Lock)

    def note(self, operation: str, **told: Any) -> None:
        with self._lock, self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"operation": operation, **told}, ensure_ascii=False) + "\n")

    def watched(self, operation: str, action: Callable[..., Record]) -> Callable[..., Record]:
        """The same action; each time it is computed, its changes are noted before they can reach the store."""

        def computed(draft: Draft, *args: object) -> Record:
            result = action(draft, *args)
            changes = [
                (type(one.after).tab, one.after.id, one.before and cells_of(one.before), cells_of(one.after))
                for one in draft.changes
            ]
            self.note(operation, changes=changes)
            return result

        return computed


def read_diaries(folder: Path) -> dict[str, Deed]:
    """All deeds by their operation."""
    deeds: dict[str, Deed] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.endswith("}"):
                continue  # the process died in the middle of the line
            told = json.loads(line)
            deed = deeds.setdefault(told["operation"], Deed(told["operation"]))
            if "changes" in told:
                deed.changes = tuple(Changed(*one) for one in told["changes"])
            deed.answer = told.get("answer", deed.answer)
    return deeds
