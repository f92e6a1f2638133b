"""The check of a table, step by step: the key, the address, sharing, and what the table looks like. Writes no row."""

from collections.abc import Iterator
from typing import Any, Final

from services.model.errors import Unreachable, WrongLayout
from services.model.records import RECORDS
from services.model.words import N_, Sentence
from services.settings import SheetAddress
from services.storage.sheets.findings import Finding, Mode, Verdict, decision
from services.storage.sheets.http import Rejected, SheetsClient, id_of
from services.storage.sheets.key import must_be_a_service_accounts
from services.storage.sheets.preparing import begin_anew, was_ours
from services.storage.sheets.reading import EMPTIED, FIELDS, TABS, workbook_of
from services.storage.sheets.results import read_results
from services.storage.sheets.scratch import SCRATCH, SCRATCH_ID
from services.storage.sheets.selfcheck import leftovers
from services.storage.sheets.store import SheetsStore
from services.storage.sheets.token import SYSTEM, token_of
from services.storage.sheets.upgrade import is_older

Json = dict[str, Any]

PATIENCE: Final = 10.0  # seconds somebody at the screen waits for a busy Google
LOOK: Final = f"properties(title,locale),developerMetadata(metadataKey),{FIELDS}"
LOCALE: Final = "de_DE"
NO_ANSWER: Final = N_("Google does not answer at the moment. Please check the internet connection and try again.")


def connect(sheet: SheetAddress) -> SheetsClient:
    """Prepare the connection; nothing is sent. Raises `WrongLayout` for a key or address that cannot be right."""
    return SheetsClient(sheet.spreadsheet, key=sheet.service_account or None, api=sheet.api, patience=PATIENCE)


def examine(sheet: SheetAddress) -> Iterator[Finding]:
    """Look at the table and try whether the service account may write; gives each finding as it is known."""
    opened = False
    for finding in look(sheet):
        opened = opened or (finding.name == "spreadsheet" and finding.verdict is Verdict.OK)
        yield finding
    if opened:
        yield _may_write(sheet)


def look(sheet: SheetAddress) -> Iterator[Finding]:
    """Go from the key to the rows by reading alone; stops at the first step after which nothing else can be known."""
    step, account = "address", str(sheet.service_account.get("client_email", "?"))
    try:
        id_of(sheet.spreadsheet)
        step = "key"
        if sheet.service_account:
            must_be_a_service_accounts(sheet.service_account)
        client = connect(sheet)
        yield Finding("key", Verdict.OK, Sentence(N_("It belongs to the service account {account}."), account=account))
        step = "sign-in"
        yield _signed_in(client)
        step = "spreadsheet"
        reply = client.read({"fields": LOOK})
    except (WrongLayout, Unreachable, Rejected) as error:
        yield Finding(step, Verdict.FAILED, _told(error))
    else:
        title = Sentence(N_("The table “{title}” can be opened."), title=reply["properties"]["title"])
        yield Finding("spreadsheet", Verdict.OK, title)
        yield _locale(reply["properties"].get("locale", ""))
        yield from _layout(reply)


def create(sheet: SheetAddress) -> Finding:
    """Make all tabs in one save, unless they are there already; other tabs stay as they are."""
    failed = next(
        (one for one in look(sheet) if one.name in ("layout", "version") or one.verdict is Verdict.FAILED), None
    )
    if failed is None or failed.verdict is not Verdict.WARNING:
        told = failed.told if failed else Sentence(NO_ANSWER)
        return Finding("created", failed.verdict if failed else Verdict.FAILED, told)
    try:
        if failed.name == "layout":
            begin_anew(connect(sheet))
        SheetsStore(
            sheet.spreadsheet, key=sheet.service_account or None, api=sheet.api, patience=PATIENCE
        ).load()  # extends an older one
    except (WrongLayout, Unreachable) as error:
        return Finding("created", Verdict.FAILED, _told(error))
    told = Sentence(
        N_("The table is ready: it has {count} tabs now, with headers, notes and drop-downs."), count=len(TABS)
    )
    return Finding("created", Verdict.OK, told)


def _told(error: Exception) -> Sentence:
    if isinstance(error, WrongLayout):
        return error.sentence
    if isinstance(error, Rejected):
        sentence = N_(
            "This file is no Google Sheet, perhaps an uploaded Excel file. Open it, choose “File”, “Save as Google "
            "Sheets”, and enter the address of the new table."
        )
        return Sentence(sentence)
    return Sentence(NO_ANSWER)


def _signed_in(client: SheetsClient) -> Finding:
    if client.sign_in():
        return Finding("sign-in", Verdict.OK, Sentence(N_("Google accepts the key.")))
    return Finding("sign-in", Verdict.SKIPPED, Sentence(N_("The server on this machine needs no key.")))


def _locale(locale: str) -> Finding:
    if locale == LOCALE:
        return Finding("locale", Verdict.OK, Sentence(N_("Germany: 03.09.2026 is a day and 1,5 a number.")))
    sentence = N_(
        "The table is set to “{locale}”, so days and numbers typed by hand may be misunderstood. In the table choose "
        "“File”, “Settings”, and as locale “Germany”."
    )
    return Finding("locale", Verdict.WARNING, Sentence(sentence, locale=locale))


def _layout(reply: Json) -> Iterator[Finding]:
    sheets = {sheet["properties"]["title"]: sheet for sheet in reply["sheets"]}
    if not any(title in sheets for title in TABS):
        yield _not_ours(sheets, emptied=was_ours(reply))
        return
    if SYSTEM in sheets:
        try:
            older = is_older(reply)
        except WrongLayout as error:
            yield Finding("version", Verdict.FAILED, error.sentence)
            return
        if older:
            sentence = N_(
                "The table was made by an older version of Lotsenbuch. Open any other page: what is missing is added "
                "then, and nothing is lost."
            )
            yield Finding("version", Verdict.WARNING, Sentence(sentence))
            return
    bare = next((kind.tab for kind in RECORDS if kind.tab in sheets and not _has_content(sheets[kind.tab])), "")
    if bare:
        yield Finding("layout", Verdict.FAILED, Sentence(EMPTIED, tab=bare))
        return
    try:
        workbook = workbook_of(reply)
    except WrongLayout as error:
        yield Finding("layout", Verdict.FAILED, error.sentence)
        return
    yield Finding("layout", Verdict.OK, Sentence(N_("The table is set up; all tabs and columns are there.")))
    count = sum(len(workbook.all(kind)) for kind in RECORDS)
    if workbook.problems:
        sentence = N_(
            "{count} rows cannot be read and do not count. The page “State of the table” shows which they are and what "
            "is wrong with them."
        )
        yield Finding("rows", Verdict.WARNING, Sentence(sentence, count=len(workbook.problems)))
    else:
        yield Finding("rows", Verdict.OK, Sentence(N_("{count} rows, all readable."), count=count))
    yield from _marks(reply)


def _not_ours(sheets: Json, *, emptied: bool) -> Finding:
    if emptied:
        sentence = N_(
            "Somebody has deleted all tabs of Lotsenbuch. In the table choose “File”, “Version history” and restore "
            "the last good version. Only if nothing is to come back: “Create the table”."
        )
        return Finding("layout", Verdict.WARNING, Sentence(sentence))
    used = tuple(title for title, sheet in sheets.items() if _has_content(sheet) and title != SCRATCH)
    if used:
        sentence = N_(
            "Something else stands in this table already ({tabs}). If it is the right one: its tabs stay as they are, "
            "and “Create the table” adds those of Lotsenbuch. Otherwise enter the address of an empty table."
        )
        return Finding("layout", Verdict.WARNING, Sentence(sentence, tabs=used))
    sentence = N_("The table is still empty. Next step: “Create the table”.")
    return Finding("layout", Verdict.WARNING, Sentence(sentence))


def _marks(reply: Json) -> Iterator[Finding]:
    """Say whether the locks are in place and what the last self-check found."""
    token = token_of(reply)
    if token.torn or len(token.protections) != 1 or token.revision not in token.names:
        sentence = N_(
            "Somebody removed or changed a mark in the tab “_sys”. Nothing is lost: the next save puts it back. Please "
            "leave this tab alone."
        )
        yield Finding("token", Verdict.WARNING, Sentence(sentence))
    else:
        yield Finding("token", Verdict.OK, Sentence(N_("In place (save number {number})."), number=token.revision))
    last = read_results(reply)
    if last is None:
        sentence = N_("It has not run yet. Please click “Run the self-check”; it takes about a minute.")
        yield Finding("selfcheck", Verdict.WARNING, Sentence(sentence))
        return
    told = Sentence(N_("{decision} Found on {day}."), decision=decision(last.mode, last.findings), day=last.at)
    yield Finding("selfcheck", Verdict.OK if last.mode is Mode.NORMAL else Verdict.WARNING, told)
    yield from last.findings


def _has_content(sheet: Json) -> bool:
    grids = sheet.get("data", [])
    return any(cell for grid in grids for row in grid.get("rowData", []) for cell in row.get("values", []))


def _may_write(sheet: SheetAddress) -> Finding:
    """Add a tab and remove it in the same save: nothing changes, but only an editor may."""
    try:
        client = connect(sheet)
        there = client.read({"fields": "namedRanges(namedRangeId,name),sheets(properties(sheetId,title))"})
        added = {"addSheet": {"properties": {"sheetId": SCRATCH_ID, "title": SCRATCH}}}
        client.write([*leftovers(there), added, {"deleteSheet": {"sheetId": SCRATCH_ID}}])
    except Rejected as error:
        sentence = N_("Google did not let the service account add a tab. Please try again. Google says: {reason}")
        return Finding("editor", Verdict.FAILED, Sentence(sentence, reason=str(error)[:300]))
    except (WrongLayout, Unreachable) as error:
        return Finding("editor", Verdict.FAILED, _told(error))
    return Finding("editor", Verdict.OK, Sentence(N_("The service account may write: it is an editor.")))
