"""The self-check: tries out how saving behaves in this very table, decides how it may be used, and notes that down."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from services.model.errors import StorageError, WrongLayout
from services.model.words import N_, Sentence
from services.storage.sheets.findings import Finding, Mode, Verdict, decision, mode_of
from services.storage.sheets.http import Rejected, SheetsClient
from services.storage.sheets.probes import trial
from services.storage.sheets.results import Results, keep
from services.storage.sheets.scratch import COPIES_ID, NAME, SCRATCH_ID
from services.storage.sheets.token import SYSTEM

Json = dict[str, Any]

WHAT_IS_THERE: Final = "namedRanges(namedRangeId,name),sheets(properties(sheetId,title,gridProperties))"


def leftovers(there: Json) -> list[Json]:
    """Give the requests that remove what an interrupted self-check left behind."""
    named = [one for one in there.get("namedRanges", []) if one["name"].startswith(NAME)]
    tabs = [one["properties"].get("sheetId", 0) for one in there["sheets"]]
    return [
        *({"deleteNamedRange": {"namedRangeId": one["namedRangeId"]}} for one in named),
        *({"deleteSheet": {"sheetId": tab}} for tab in tabs if tab in (SCRATCH_ID, COPIES_ID)),
    ]


def probe(client: SheetsClient, *, at: datetime) -> Iterator[Finding]:
    """Try everything out; gives each finding as it is known, then what the mode is and whether it could be kept.

    About 60 requests. The tabs are removed at the end, also after trouble. Trouble is a finding too; then nothing is
    decided, and what an earlier self-check decided stays.
    """
    found: list[Finding] = []
    try:
        there = client.read({"fields": WHAT_IS_THERE})
        for finding in trial(client, leftovers(there)):
            found.append(finding)
            yield finding
    except (Rejected, StorageError) as error:
        yield _trouble(error)
        return
    finally:
        with suppress(Rejected, StorageError):
            if rest := leftovers(client.read({"fields": WHAT_IS_THERE})):
                client.write(rest)
    results = Results(at, mode_of({one.name: one.verdict for one in found}), tuple(found))
    yield _decided(results)
    yield _kept(client, results, there)


def _trouble(error: Exception) -> Finding:
    if isinstance(error, WrongLayout):
        return Finding("editor", Verdict.FAILED, error.sentence)
    if isinstance(error, Rejected):
        sentence = N_(
            "Google refused a save on the tab “_probe”, so nothing is decided. Please run the self-check again. Google "
            "says: {reason}"
        )
        return Finding("editor", Verdict.FAILED, Sentence(sentence, reason=str(error)[:300]))
    sentence = N_("Google stopped answering during the self-check, so nothing is decided. Please run it again later.")
    return Finding("selfcheck", Verdict.FAILED, Sentence(sentence))


def _decided(results: Results) -> Finding:
    verdict = Verdict.OK if results.mode is Mode.NORMAL else Verdict.FAILED
    return Finding("selfcheck", verdict, decision(results.mode, results.findings))


def _kept(client: SheetsClient, results: Results, there: Json) -> Finding:
    system = next((one["properties"] for one in there["sheets"] if one["properties"]["title"] == SYSTEM), None)
    if system is None:
        sentence = N_("Not yet: the table has no tabs. Create the table, then run the self-check again.")
        return Finding("kept", Verdict.WARNING, Sentence(sentence))
    try:
        client.write(keep(results, system))
    except (Rejected, StorageError):
        sentence = N_("The result could not be written into the table. Please run the self-check again.")
        return Finding("kept", Verdict.FAILED, Sentence(sentence))
    return Finding("kept", Verdict.OK, Sentence(N_("The programme uses the table accordingly from now on.")))
