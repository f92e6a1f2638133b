"""Trials of what keeps two saves apart: locks, names, numbers; one after the other and in the same moment."""

import random
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from services.storage.sheets.findings import Finding, Verdict
from services.storage.sheets.http import Rejected, SheetsClient
from services.storage.sheets.scratch import SCRATCH_ID, Scratch, area_of, at_once, named
from services.storage.sheets.sentences import holding, probed

Json = dict[str, Any]

RACES: Final = 6  # of two saves each
LOCK: Final = {"addProtectedRange": {"protectedRange": {"range": area_of(0), "warningOnly": True}}}


def try_locks(tab: Scratch, name: str) -> Iterator[Finding]:
    """Take locks twice; `name` is the id of the name that is given."""
    lock = 0
    try:
        gone = _unlock(_lock_in(tab.write(LOCK)))
        lock = _lock_in(tab.write(tab.next(), gone, LOCK))
    except Rejected:
        yield probed("P10", Verdict.FAILED)
        yield probed("P2", Verdict.SKIPPED)
        yield probed("P17", Verdict.SKIPPED)
    else:
        yield probed("P10", Verdict.OK)
        yield holding("P2", holds=tab.is_refused(gone))
        yield holding("P17", holds=lock in tab.read()[1])
    yield holding("P3'", holds=tab.is_refused(named(1)))
    tab.write({"deleteNamedRange": {"namedRangeId": name}})
    yield holding("P15", holds=not tab.is_refused(named(1)))
    yield holding("P19", holds=_one_of_two(tab, lock)) if lock else probed("P19", Verdict.SKIPPED)


def _one_of_two(tab: Scratch, lock: int) -> bool:
    """Send two saves with the same locks in the same moment, again and again: each time one has to be taken."""
    runners = tab.others()
    for race in range(RACES):
        batches = [[tab.next(), named(race + 2), _unlock(lock), LOCK] for _ in runners]
        tab.make_room("write", "write")
        taken = _raced(tab, runners, batches)
        if len(taken) != 1:
            return False
        lock = _lock_in(taken[0])
    return True


def _raced(tab: Scratch, runners: Sequence[SheetsClient], batches: Sequence[list[Json]]) -> list[Json]:
    """Give the answers of the saves that were taken."""
    taken = []
    sent = at_once(*(partial(runner.write, batch) for runner, batch in zip(runners, batches, strict=True)))
    for batch, answer in zip(batches, sent, strict=True):
        try:
            taken.append(answer.result())
        except Rejected as error:
            tab.refuse(batch[0], error)
    return taken


def try_notes(tab: Scratch) -> Iterator[Finding]:
    """Give a hidden note twice, remove and change one that is not there."""
    number = random.getrandbits(30) + 1
    wanted = {"metadataId": number, "metadataKey": "p", "visibility": "DOCUMENT"}
    made = {"createDeveloperMetadata": {"developerMetadata": {**wanted, "location": {"sheetId": SCRATCH_ID}}}}
    try:
        tab.write(tab.next(), made)
    except Rejected:
        yield probed("P3", Verdict.WARNING)
    else:
        yield holding("P3", holds=tab.is_refused(made))
    missing = {"developerMetadataLookup": {"metadataId": number + 1}}
    removed = {"deleteDeveloperMetadata": {"dataFilter": missing}}
    mark = {"metadataValue": "x"}
    changed = {
        "updateDeveloperMetadata": {"dataFilters": [missing], "developerMetadata": mark, "fields": "metadataValue"}
    }
    refused = [tab.is_refused(request) for request in (removed, changed)]
    yield holding("P4", holds=not any(refused))


def _unlock(lock: int) -> Json:
    return {"deleteProtectedRange": {"protectedRangeId": lock}}


def _lock_in(reply: Json) -> int:
    return int(reply["replies"][-1]["addProtectedRange"]["protectedRange"]["protectedRangeId"])
