"""Bringing a backup back as the page does, part by part; also in a process of its own that can be killed."""

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, event

from services.model.draft import Draft
from services.model.records import JournalEntry, Offer, Person
from services.model.workbook import Workbook
from services.office import Office
from services.restore import Difference, batches, differences, only_here, operations, restore, sort_out, to_come
from services.storage.archive import backup_of, workbook_in
from services.storage.open import whole
from tests.conftest import Place
from tests.rules.cast import RUTH
from tests.rules.cast import request as asked
from tests.storage.actions import NOW, office
from tests.storage.visitors import opened

LONG = "Nicht länger als nötig, sagt die Lotsin. " * 90


def town() -> Workbook:
    """A backup of several megabytes, read from its file: each part has more journal than a sheet gives at a read."""
    people = [
        Person(id=f"P-{number:04d}", first_name="Ada", last_name="Lohe", email="a@example.org", note=LONG)
        for number in range(1, 181)
    ]
    journal = [
        JournalEntry(
            id=f"J-{one:04d}",
            at=NOW,
            actor="Ute Büro",
            entries=("P-0001",),
            operation=f"click-{one}",
            changed=LONG[:800],
        )
        for one in range(1, 1001)
    ]
    offers = [Offer(id=f"V-{one:04d}", request="A-0001", person=f"P-{one:04d}", asked_at=NOW) for one in range(1, 181)]
    return workbook_in(backup_of(Workbook.of([*people, asked(), *offers, *journal]), at=NOW))


def bring_back(office_: Office, backup: Workbook) -> Iterator[str]:
    """Bring everything back for as long as somebody asks for the next part; gives its operation."""
    now = office_.whole(RUTH)
    fits, left = sort_out(differences(backup, now), backup, now)
    assert not left
    yield from parts_back(office_, fits, backup, now)


def parts_back(office_: Office, fits: Sequence[Difference], backup: Workbook, now: Workbook) -> Iterator[str]:
    """Bring what fits back part by part, for as long as somebody asks for the next one; gives its operation."""
    numbers, known = to_come(backup, now), operations(now)
    for part in batches(fits, backup, now):
        operation = uuid4().hex
        office_.perform(RUTH, restore, part, numbers, known, once=operation)
        known |= operations(backup) | {operation}
        yield operation


def bring_back_in_a_process(address: str, file: Path, moment: int) -> None:
    """Bring a backup back from its file; where the store is a database, be killed at its n-th step that matters."""
    if moment and not address.startswith("http"):
        _die_at(moment)
    for _ in bring_back(office(opened(address)), workbook_in(file.read_bytes())):
        pass


def same(backup: Workbook, place: Place, *more: Person) -> Workbook:
    """Give what is there now: the backup and `more`, and beside it nothing but what the journal tells of."""
    book = whole(place.store())
    assert (differences(backup, book), only_here(backup, book), book.problems) == ((), more, ())
    numbers = [one.id for one in book.all(JournalEntry)]
    assert numbers == [f"J-{number:04d}" for number in range(1, len(numbers) + 1)]
    return book


def come_by(draft: Draft) -> Person:
    """Somebody who knows nothing of the backup is entered."""
    return draft.add(Person, first_name="Neu", last_name="Hinzu", email="neu@example.org")


def _die_at(moment: int) -> None:
    """Have the system kill this process right after the n-th statement that writes, or just before a commit."""
    left = moment

    def step() -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    def after(*about: object) -> None:
        if str(about[2]).startswith(("INSERT", "UPDATE")):
            step()

    event.listen(Engine, "after_cursor_execute", after)
    event.listen(Engine, "commit", lambda _: step())
