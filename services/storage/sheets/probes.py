"""The trials of the self-check: how Google answers what saving relies on, found out on a tab of its own."""

import random
from collections.abc import Iterator
from typing import Any, Final

from services.model.errors import WrongLayout
from services.model.words import N_, Sentence
from services.storage.sheets.cell_probes import try_cells, try_hands
from services.storage.sheets.findings import UNTRIED, Finding, Verdict
from services.storage.sheets.http import SheetsClient
from services.storage.sheets.lock_probes import try_locks, try_notes
from services.storage.sheets.race_probes import try_races
from services.storage.sheets.reading import TABS
from services.storage.sheets.scratch import COPIES_ID, Scratch
from services.storage.sheets.sentences import holding, probed

Json = dict[str, Any]

SLOW: Final = 3000  # thousandths of a second
ENGLISH: Final = {"already", "cannot", "no", "not", "that", "the", "with", "you"}


def trial(client: SheetsClient, before: list[Json]) -> Iterator[Finding]:
    """Go through all probes; raises `Rejected` or a `StorageError` when that is not possible."""
    tab = Scratch(client)
    name = tab.open(before)
    yield Finding("editor", Verdict.OK, Sentence(N_("The service account may write: it is an editor.")))
    yield from try_locks(tab, name)
    yield from try_notes(tab)
    tab.is_refused({"deleteSheet": {"sheetId": COPIES_ID - 1 - random.getrandbits(16)}})
    yield from try_cells(tab)
    yield from try_hands(tab)
    yield from try_races(tab)
    yield _protected(tab)
    yield _language(tab)
    yield _whole(tab)
    yield from (probed(untried, Verdict.SKIPPED) for untried in UNTRIED)
    speed = tab.speed()
    yield probed("latency", Verdict.OK if max(speed.values()) < SLOW else Verdict.WARNING, **speed)


def _protected(tab: Scratch) -> Finding:
    """See whether somebody has protected cells of the programme's tabs so that it may not write there."""
    wanted = "sheets(properties(title),protectedRanges(warningOnly,requestingUserCanEdit))"
    there = [one for one in tab.client.read({"fields": wanted})["sheets"] if one["properties"]["title"] in TABS]
    # What is false is not told.
    shut = [
        one
        for sheet in there
        for one in sheet.get("protectedRanges", [])
        if not one.get("warningOnly") and not one.get("requestingUserCanEdit")
    ]
    return holding("P10'", holds=not shut)


def _language(tab: Scratch) -> Finding:
    """See in which language Google refused what it refused: the words behind the place in the save."""
    if not tab.said:
        return probed("P11", Verdict.SKIPPED)
    words = {word for said in tab.said for word in said.partition(": ")[2].casefold().split()}
    return holding("P11", holds=bool(words & ENGLISH))


def _whole(tab: Scratch) -> Finding:
    """See what stands there at the end: of the saves that were refused nothing."""
    lines, _ = tab.read()
    if lines[:1] != [tab.run]:
        sentence = N_("Another self-check ran at the same time. Please run it again.")
        raise WrongLayout(Sentence(sentence))
    kept = [row for row in tab.refused if row < len(lines) and lines[row]]
    return holding("P1", holds=bool(tab.refused) and not kept)
