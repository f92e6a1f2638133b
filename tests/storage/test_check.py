"""The check of a table and its self-check, against a server that answers each open question both ways."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, product
from time import sleep
from typing import Any
from uuid import uuid4

import pytest
import requests
from gspread.exceptions import APIError

from services.model.course_records import Course
from services.model.errors import WrongLayout
from services.model.records import RECORDS
from services.model.words import Sentence
from services.settings import SheetAddress
from services.storage import check as command
from services.storage.sheets import SheetsStore
from services.storage.sheets.check import _told, connect, create, examine, look
from services.storage.sheets.findings import Finding, Mode, Verdict, mode_of
from services.storage.sheets.http import Rejected, SheetsClient
from services.storage.sheets.key import credentials_of, key_in
from services.storage.sheets.results import read_results
from services.storage.sheets.scratch import SCRATCH_ID
from services.storage.sheets.selfcheck import probe
from services.storage.sheets.sentences import is_probe, probed
from tests.sheets_server import Server, running
from tests.storage.actions import UTE, course, office, plan

AT = datetime(2026, 9, 3, 10, 42)  # noqa: DTZ001 - wall clock
OK, WARNING, FAILED, SKIPPED = Verdict
HELPER = "helper@local.iam.gserviceaccount.com"
DECIDING = ("editor", "P1", "P2", "P3'", "P10", "P14", "P15", "P17", "P19", "P22")
UNTRIED = dict.fromkeys(("P5", "P12", "P21"), SKIPPED)


@dataclass
class Table:
    """A spreadsheet of its own on the server, with a key of a service account that may edit it."""

    server: Server
    id: str
    key: dict[str, Any]

    @property
    def address(self) -> SheetAddress:
        return SheetAddress(address=self.id, service_account=self.key, api=self.server.url)

    @property
    def book(self):
        return self.server.store.get(self.id)

    @property
    def person(self):
        return self.server.person(self.id)

    @property
    def store(self):
        return SheetsStore(self.id, key=self.key, api=self.server.url, patience=0.1)

    @property
    def left(self) -> tuple[list[str], list[str]]:
        """The tabs and the names."""
        return [tab.title for tab in self.book.sheets], [named["name"] for named in self.book.named_ranges]

    def share(self, role: str) -> None:
        self.server.share(HELPER, role, self.id)

    def write(self, *wanted: dict[str, Any]) -> None:
        connect(self.address).write(list(wanted))

    def probe(self) -> dict[str, Finding]:
        return {one.name: one for one in probe(connect(self.address), at=AT)}

    def kept(self):
        client = connect(self.address)
        fields = "sheets(properties(title),data(rowData(values(userEnteredValue))))"
        return read_results(client.read({"ranges": "'_sys'", "fields": fields}))


@pytest.fixture(scope="module")
def server():
    with running() as made:
        yield made


@pytest.fixture(scope="module")
def key(server):
    return server.service_account(HELPER)


@pytest.fixture(scope="module")
def set_up(server, key):
    """A table as it is after it was created."""
    made = Table(server, server.spreadsheet, key)
    assert create(made.address).verdict is OK
    return made.book


@pytest.fixture
def empty(server, key):
    """A new table, shared with the service account."""
    made = Table(server, uuid4().hex, key)
    server.store.ensure(made.id)
    made.share("writer")
    server.reset()
    yield made
    server.on_request = None
    server.reset()
    assert server.failures == []


@pytest.fixture
def table(server, key, set_up):
    """A table that has been set up."""
    made = Table(server, uuid4().hex, key)
    server.store.add(replace(set_up, spreadsheet_id=made.id))
    server.reset()
    yield made
    server.on_request = None
    server.reset()
    assert server.failures == []


def not_ok(findings) -> dict[str, Verdict]:
    return {one.name: one.verdict for one in findings if one.verdict is not OK}


# What to do with a key


@pytest.mark.parametrize("text", ["", "AIzaInvented", '{"type": "service_account", "private_key": "-----BEGIN', "[]"])
def test_key_that_is_not_the_whole_file_is_told(text):
    with pytest.raises(WrongLayout, match="not the whole key"):
        key_in(text)


def test_key_is_read_from_its_file_with_a_byte_order_mark():
    assert key_in('\ufeff{"type": "service_account"}') == {"type": "service_account"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"type": "authorized_user"}, "a key of another kind"),
        ({"client_email": None}, "a key of another kind"),
        ({"private_key": "-----BEGIN PRIVATE KEY-----\ncut"}, "cannot be read"),
        ({"token_uri": None}, "cannot be read"),
        ({"token_uri": "http://oauth2.googleapis.com/token"}, "not Google"),
        ({"token_uri": "https://192.0.2.7/token"}, "192.0.2.7, which is not Google"),
    ],
)
def test_key_that_google_would_not_take_is_told_before_anything_is_sent(key, changes, sentence):
    wrong = {**key, "token_uri": "https://oauth2.googleapis.com/token", **changes}
    wrong = {name: value for name, value in wrong.items() if value is not None}
    with pytest.raises(WrongLayout, match=sentence):
        credentials_of(wrong)


def test_key_of_google_is_taken(key):
    assert credentials_of({**key, "token_uri": "https://oauth2.googleapis.com/token"}).service_account_email == HELPER


# Examining a table


def test_table_that_is_in_order_is_told_step_by_step(table):
    table.probe()
    table.server.reset()
    found = [one for one in examine(table.address) if not is_probe(one.name)]
    assert [one.name for one in found] == [
        "key",
        "sign-in",
        "spreadsheet",
        "locale",
        "layout",
        "rows",
        "token",
        "selfcheck",
        "editor",
    ]
    assert not_ok(found) == {}
    assert {name: table.server.requests[name] for name in ("read", "write")} == {"read": 2, "write": 1}


def test_examining_changes_nothing(table):
    before = (table.left, table.book.values("'_sys'"), table.book.sheet("_sys").protected_ranges)
    list(examine(table.address))
    assert (table.left, table.book.values("'_sys'"), table.book.sheet("_sys").protected_ranges) == before


def test_server_without_keys_is_told_to_need_none(server):
    found = {one.name: one.verdict for one in look(SheetAddress(address=server.spreadsheet, api=server.url))}
    assert found["sign-in"] is SKIPPED


def unshare(table):
    table.share("none")


def only_read(table):
    table.share("reader")


def delete(table):
    table.server.store.remove(table.id)


def delete_tab(table):
    table.write({"deleteSheet": {"sheetId": table.book.sheet("Kurse").sheet_id}})


def rename_header(table):
    table.person.type("'Kurse'!B1", "Name")


def copy_header(table):
    table.person.add_column("Kurse", "Titel")


def empty_tab(table):
    table.person.empty_sheet("Kurse")


def push_headers_down(table):
    table.person.insert_rows("Kurse", 1)


def empty_all(table):
    """As a coordinator would who deletes every tab but a new one."""
    extra = {"addSheet": {"properties": {"sheetId": 7, "title": "Neu"}}}
    table.write(extra, *({"deleteSheet": {"sheetId": tab.sheet_id}} for tab in table.book.sheets))


def make_newer(table):
    table.person.type("'_sys'!B2", "99")


def make_older(table):
    table.person.type("'_sys'!B2", "1")


def delete_token(table):
    for protected in table.book.sheet("_sys").protected_ranges:
        table.person.delete_protection(protected["protectedRangeId"])


def break_row(table):
    table.person.type("'Kurse'!B2", "von Hand")


def english(table):
    table.write({"updateSpreadsheetProperties": {"properties": {"locale": "en_US"}, "fields": "locale"}})


CASES = {
    unshare: ("spreadsheet", FAILED, "Open it, click “Share” and add"),
    only_read: ("editor", FAILED, "click “Share” and change"),
    delete: ("spreadsheet", FAILED, "Please check the address"),
    delete_tab: ("layout", FAILED, "lacks the tabs Kurse. Please give them their old names back"),
    rename_header: ("layout", FAILED, "lacks the columns Titel. Please give them their old headers back"),
    copy_header: ("layout", FAILED, "has the columns Titel twice. Please rename the copies"),
    empty_tab: ("layout", FAILED, "“Kurse” is empty, even its first row is gone. In the table choose “File”"),
    push_headers_down: ("layout", FAILED, "“Kurse” does not hold the headers any more. Please undo this"),
    empty_all: ("layout", WARNING, "Somebody has deleted all tabs of Lotsenbuch"),
    make_newer: ("version", FAILED, "newer version of Lotsenbuch (layout 99"),
    make_older: ("version", WARNING, "Open any other page: what is missing is added then"),
    delete_token: ("token", WARNING, "Nothing is lost: the next save puts it back"),
    break_row: ("rows", WARNING, "1 rows cannot be read"),
    english: ("locale", WARNING, "set to “en_US”"),
}


@pytest.mark.parametrize("spoil", CASES, ids=lambda spoil: spoil.__name__)
def test_trouble_is_told_with_what_to_do(table, spoil: Callable[[Table], None]):
    name, verdict, sentence = CASES[spoil]
    table.probe()
    spoil(table)
    found = {one.name: one for one in examine(table.address)}
    assert (found[name].verdict, sentence in str(found[name].told)) == (verdict, True), found[name].told
    assert [one for one in found.values() if one.verdict is FAILED and one.name != name] == []


STOPS = {spoil: sentence for spoil, (_, verdict, sentence) in CASES.items() if verdict is FAILED}


@pytest.mark.parametrize("spoil", [*STOPS, empty_all], ids=lambda spoil: spoil.__name__)
def test_whoever_saves_meanwhile_is_told_the_same_and_nothing_is_written(table, spoil: Callable[[Table], None]):
    here = office(table.store)
    here.perform(UTE, plan, course())  # has read the table before
    spoil(table)
    before = dict(table.server.store.books)
    with pytest.raises(WrongLayout) as refusal:
        here.perform(UTE, plan, course())
    assert STOPS.get(spoil, "choose “File”, “Version history”") in str(refusal.value.sentence)
    assert table.server.store.books == before


@pytest.mark.parametrize("spoil", [make_older, delete_token, break_row, english], ids=lambda spoil: spoil.__name__)
def test_what_is_only_to_be_noted_keeps_nobody_from_saving(table, spoil: Callable[[Table], None]):
    spoil(table)
    made = office(table.store).perform(UTE, plan, course())
    assert made in table.store.load().all(Course)
    assert "token" not in not_ok(look(table.address))


GOOGLE = "https://docs.google.com/spreadsheets"


@pytest.mark.parametrize(
    ("changes", "step", "sentence"),
    [
        ({"address": " "}, "address", "The address is missing"),
        ({"address": "https://example.org/table"}, "address", "is no address of a Google spreadsheet"),
        ({"address": f"{GOOGLE}/d/e/2PACX-1vS/pubhtml"}, "address", "the address of a published copy"),
        ({"address": f"{GOOGLE}/d/nowhere/edit#gid=0"}, "spreadsheet", "There is no spreadsheet at this address"),
        ({"service_account": {"installed": {"client_id": "x"}}}, "key", "a key of another kind"),
        ({"api": "", "service_account": {}}, "key", "The key of the service account is missing"),
        ({"address": "nowhere"}, "spreadsheet", "There is no spreadsheet at this address"),
    ],
)
def test_first_step_that_fails_is_the_last(empty, changes, step, sentence):
    found = list(examine(empty.address.model_copy(update=changes)))
    assert [one.name for one in found if one.verdict is FAILED] == [found[-1].name] == [step]
    assert sentence in str(found[-1].told)


def test_key_that_was_replaced_is_told(server, empty):
    other = "old@local.iam.gserviceaccount.com"
    old = server.accounts.create(other, f"{server.url}/token")
    server.accounts.create(other, f"{server.url}/token")
    found = list(look(empty.address.model_copy(update={"service_account": old})))
    assert (found[-1].name, found[-1].verdict) == ("sign-in", FAILED)
    assert "create a new key" in str(found[-1].told)


@pytest.mark.parametrize(("kind", "step"), [("token", "sign-in"), ("write", "editor")])
def test_google_that_does_not_answer_is_told(table, kind, step):
    table.server.fault("reset", kind=kind)
    found = {one.name: one for one in examine(table.address)}
    assert found[step].verdict is FAILED
    assert "Google does not answer" in str(found[step].told)


def test_other_contents_are_named_and_left_alone(empty):
    empty.person.type("'Tabellenblatt1'!B2", "meine Notiz")
    layout = next(one for one in look(empty.address) if one.name == "layout")
    assert (layout.verdict, "(Tabellenblatt1)" in str(layout.told)) == (WARNING, True)
    assert create(empty.address).verdict is OK
    assert empty.book.values("'Tabellenblatt1'") == [[], ["", "meine Notiz"]]


def test_creating_is_done_once_and_says_so_the_second_time(empty):
    assert f"{len(RECORDS) + 1} tabs" in str(create(empty.address).told)
    before = empty.book
    assert create(empty.address).told == Sentence("The table is set up; all tabs and columns are there.")
    assert empty.book is before


def test_creating_where_the_table_is_older_brings_it_up_to_date(table):
    make_older(table)
    assert create(table.address).verdict is OK
    assert "version" not in {one.name for one in look(table.address)}


def test_creating_where_half_is_missing_or_writing_forbidden_says_why(table, empty):
    delete_tab(table)
    assert create(table.address).verdict is FAILED
    empty_all(table)
    only_read(table)
    assert "for viewing only" in str(create(table.address).told)


# Google's refusals, in the shape in which they came from the live service; the server of the tests has no such state.


def test_switched_off_interface_says_where_to_switch_it_on():
    client = SheetsClient("x", key={"client_email": HELPER}, api="http://127.0.0.1:9", patience=0)
    response = requests.Response()
    response.status_code = 403
    error = {"code": 403, "message": "Google Sheets API has not been used", "details": [{"reason": "SERVICE_DISABLED"}]}
    response._content = json.dumps({"error": error}).encode()
    assert "click “Enable”" in str(client._meaning(APIError(response), "get"))


def test_refusal_of_a_plain_read_means_another_kind_of_file():
    assert "This file is no Google Sheet" in str(_told(Rejected("This operation is not supported for this document")))


# The self-check

DECIDED = {
    (): {},
    ("missing_protection_fails",): {"P2": WARNING},
    ("used_name_fails",): {"P3'": WARNING},
    ("missing_protection_fails", "used_name_fails"): {
        "P2": WARNING,
        "P3'": WARNING,
        "P19": FAILED,
        "selfcheck": FAILED,
    },
    ("missing_protection_fails", "stale_names"): {"P2": WARNING, "P15": WARNING, "P19": FAILED, "selfcheck": FAILED},
    ("used_metadata_id_fails",): {"P3": WARNING},
    ("editors_manage_protections",): {
        "P10": FAILED,
        "P2": SKIPPED,
        "P17": SKIPPED,
        "P19": SKIPPED,
        "selfcheck": FAILED,
    },
    ("reply_before_batch",): {"P13": WARNING},
    ("stale_names",): {"P15": WARNING},
    ("ranges_hide_protections",): {"P17": WARNING},
    ("ranges_hide_protections", "used_name_fails"): {"P17": WARNING, "P3'": WARNING, "selfcheck": FAILED},
    ("pasted_text_stays_text",): {"P18": WARNING},
    ("filters_deflect_writes",): {"P14": FAILED, "selfcheck": FAILED},
    ("batches_blind_to_each_other",): {"P19": FAILED, "P22": FAILED, "selfcheck": FAILED},
    ("strict_validation_binds",): {"P8": WARNING},
    ("unmatched_metadata_fails",): {"P4": WARNING},
    ("translated_refusals",): {"P11": WARNING},
    ("torn_reads",): {"P6": WARNING},
    ("inserts_come_apart",): {"P22": FAILED, "selfcheck": FAILED},
    ("editors_write_protected", "sort_moves_anchors", "retry_after", "dropdowns_are_data"): {},
}
MODES = {OK: Mode.NORMAL, FAILED: Mode.READ_ONLY}


@pytest.mark.parametrize("turned", DECIDED, ids=" ".join)
def test_self_check_finds_out_how_the_table_answers(table, turned):
    usual = table.server.switches.shown()
    before = table.left
    table.server.switches.set({name: not usual[name] for name in turned})
    table.server.between_ranges = lambda _: sleep(0.1)  # where a read is torn, the save beside it gets between
    try:
        found = table.probe()
    finally:
        table.server.between_ranges = None
        table.server.switches.set(usual)
    assert not_ok(found.values()) == {**UNTRIED, **DECIDED[turned]}
    requests_ = table.server.requests
    assert max(requests_["read"], requests_["write"]) <= 50  # Google takes 60 of each in a minute
    assert table.left == before
    kept = table.kept()
    assert (kept.at, kept.mode) == (AT, MODES[DECIDED[turned].get("selfcheck", OK)])
    assert {one.name: one for one in kept.findings} == {name: one for name, one in found.items() if is_probe(name)}


def test_table_that_reads_numbers_the_english_way_is_told(table):
    english(table)
    found = table.probe()
    assert not_ok(found.values()) == {**UNTRIED, "P20": WARNING}
    assert "as locale “Germany”" in str(found["P20"].told)


def test_cells_that_somebody_protects_are_told_and_a_save_there_is_refused_as_a_whole(table):
    table.person.protect("'Kurse'!A1:C5")
    table.person.add_sheet("Notizen von Ute")
    table.person.protect("'Notizen von Ute'!A1:C5")
    found = table.probe()
    assert not_ok(found.values()) == {**UNTRIED, "P10'": WARNING}
    assert "“Protect sheets and ranges”" in str(found["P10'"].told)
    before = table.book
    with pytest.raises(WrongLayout, match="did not accept this, so nothing was saved"):
        office(table.store).perform(UTE, plan, course())
    assert table.book is before


def test_cells_that_somebody_protects_for_others_alone_are_none_to_tell(table):
    table.person.protect("'Kurse'!A1:C5", [HELPER])
    assert not_ok(table.probe().values()) == UNTRIED


def test_self_check_on_an_empty_table_says_that_nothing_is_kept(empty):
    before = empty.left
    found = empty.probe()
    assert not_ok(found.values()) == {**UNTRIED, "kept": WARNING}
    assert empty.left == before


def test_interrupted_self_check_is_cleared_away_by_the_next(table):
    before = table.left
    tab = {"sheetId": SCRATCH_ID, "title": "_probe"}
    place = {"sheetId": SCRATCH_ID, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    named = {"name": "app_probe_1", "range": place}
    table.write({"addSheet": {"properties": tab}}, {"addNamedRange": {"namedRange": named}})
    assert not_ok(table.probe().values()) == UNTRIED
    assert table.left == before


def test_somebody_elses_tab_of_the_same_name_stays(table):
    table.write({"addSheet": {"properties": {"sheetId": 5, "title": "_probe"}}})
    before = table.left
    assert not_ok(table.probe().values()) == {"editor": FAILED}
    assert not_ok(examine(table.address)) == {"selfcheck": WARNING, "editor": FAILED}
    assert table.left == before


def test_result_finds_room_in_a_table_of_an_older_version(table):
    few = {"sheetId": table.book.sheet("_sys").sheet_id, "gridProperties": {"rowCount": 10}}
    table.write({"updateSheetProperties": {"properties": few, "fields": "gridProperties.rowCount"}})
    table.probe()
    assert table.kept().mode is Mode.NORMAL


def test_self_check_that_is_abandoned_leaves_nothing_behind(table):
    before = table.left
    running_check = probe(connect(table.address), at=AT)
    for _ in range(3):
        next(running_check)
    running_check.close()
    assert table.left == before


@pytest.mark.parametrize("number", [1, 4, 11])
def test_trouble_during_the_self_check_decides_nothing(table, number):
    table.probe()
    before, kept = table.left, table.kept()
    table.server.reset()
    table.server.fault("503", after=number, kind="write")
    found = table.probe()
    assert found["selfcheck"].verdict is FAILED
    assert "kept" not in found
    assert (table.left, table.kept()) == (before, kept)


def test_of_two_self_checks_at_once_one_decides(table):
    """The second clears the tab of the first away; what the first sees refused then must not count."""
    writes = []

    def second(request):
        if request.path.endswith(":batchUpdate"):
            writes.append(request)
        if len(writes) == 4:
            table.server.on_request = None
            assert not_ok(table.probe().values()) == UNTRIED

    table.server.on_request = second
    assert "kept" not in table.probe()
    assert table.kept().mode is Mode.NORMAL


def test_result_that_cannot_be_kept_is_told(table):
    table.server.fault("503", after=48, kind="write")
    assert not_ok(table.probe().values()) == {**UNTRIED, "kept": FAILED}


def test_slow_answers_are_told():
    assert str(probed("latency", WARNING, read=400, write=4000).told) == (
        "Reading takes 400 and saving 4000 thousandths of a second. That is slow; try again later."
    )


# What the mode does


def partly_saved(table):
    """Half of a refused save stands in the table: as if Google had not kept its word."""

    def interfere(request):
        if request.method == "GET" and "'_probe'!A1:" in str(request.query):
            row = next(row for row in range(4, 20) if not table.book.values(f"'_probe'!A{row}:A{row}"))
            table.person.type(f"'_probe'!A{row}", "sent")

    table.server.on_request = interfere
    found = table.probe()
    table.server.on_request = None
    return found


def test_table_where_saving_is_not_safe_is_only_read(table):
    assert not_ok(partly_saved(table).values()) == {**UNTRIED, "P1": FAILED, "selfcheck": FAILED}
    before = table.book
    with pytest.raises(WrongLayout, match="saving is not safe in this table, so nothing was saved"):
        office(table.store).perform(UTE, plan, course())
    assert table.book is before
    assert table.store.load().all(Course) == ()
    table.probe()
    office(table.store).perform(UTE, plan, course())
    assert [one.id for one in table.store.load().all(Course)] == ["K-0001"]


def test_table_where_no_lock_holds_is_only_read(table):
    usual = table.server.switches.shown()
    table.server.switches.set({"missing_protection_fails": False, "used_name_fails": False})
    try:
        assert "neither lock holds" in str(table.probe()["selfcheck"].told)
        again = str({one.name: one for one in look(table.address)}["selfcheck"].told)
        assert "That one programme alone saves cannot be made sure of either" in again
        assert f"Found on {AT}" in again
        with pytest.raises(WrongLayout, match="saving is not safe in this table, so nothing was saved"):
            office(table.store).perform(UTE, plan, course())
    finally:
        table.server.switches.set(usual)


def test_a_mode_of_former_times_that_nothing_can_keep_counts_as_read_only(table):
    table.probe()
    table.person.type("'_sys'!C3", "Nur ein Programm schreibt")
    assert table.kept().mode is Mode.READ_ONLY


def test_result_of_a_version_that_tried_less_stays_and_says_so(table):
    table.probe()
    rows = [row[0] for row in table.book.values("'_sys'!A1:A40") if row]
    for name in ("P6", "P10'", "P22"):
        table.person.type(f"'_sys'!B{rows.index(name) + 1}", "nicht geprüft")
    kept = table.kept()
    told = {one.name: str(one.told) for one in kept.findings if one.verdict is SKIPPED and one.name not in UNTRIED}
    assert told == dict.fromkeys(
        ("P6", "P10'", "P22"), "The last self-check could not try this out yet. Please run it again."
    )
    assert kept.mode is Mode.NORMAL


def test_where_copies_are_not_true_rows_are_saved_without_them(table):
    table.server.switches.set({"pasted_text_stays_text": False})
    try:
        table.probe()
    finally:
        table.server.switches.set({"pasted_text_stays_text": True})
    office(table.store).perform(UTE, plan, course())
    assert table.book.values("'_sys'!A101:B400") == []


def test_results_survive_the_saves_that_follow(table):
    found = table.probe()
    office(table.store).perform(UTE, plan, course())
    assert len(table.kept().findings) == len([name for name in found if is_probe(name)])


@pytest.mark.parametrize(("cell", "text"), [("A3", "x"), ("B3", "gestern"), ("C3", "vielleicht"), ("B4", "?")])
def test_results_that_somebody_changed_count_as_none(table, cell, text):
    table.probe()
    table.person.type(f"'_sys'!{cell}", text)
    assert table.kept() is None
    office(table.store).perform(UTE, plan, course())


def test_mode_is_decided_by_what_saving_needs():
    for verdicts in chain.from_iterable(
        product((OK, other), repeat=len(DECIDING)) for other in (WARNING, FAILED, SKIPPED)
    ):
        of = dict(zip(DECIDING, verdicts, strict=True))
        needed = [of["editor"], of["P1"], of["P10"], of["P14"], of["P19"], of["P22"]]
        locks = [[of["P2"], of["P17"]], [of["P3'"], of["P15"]]]
        safe = needed == [OK] * 6 and [OK, OK] in locks
        assert mode_of(of) is (Mode.NORMAL if safe else Mode.READ_ONLY)
    assert mode_of({}) is Mode.READ_ONLY


# The command


def test_command_checks_the_table_of_the_secrets(table, tmp_path, capsys):
    secrets = tmp_path / "secrets.toml"
    told = "".join(f"{name} = {json.dumps(value)}\n" for name, value in table.key.items())
    secrets.write_text(
        f'[sheet]\naddress = "{table.id}"\napi = "{table.server.url}"\n[sheet.service_account]\n{told}', "utf-8"
    )
    table.probe()
    assert command.main(["--secrets", str(secrets)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split(maxsplit=2)[:2] == ["all", "right"]
    assert lines[-1].endswith("Result kept in the table: The programme uses the table accordingly from now on.")
    assert "PRIVATE" not in "".join(lines)
    assert len([line for line in lines if "Speed" in line]) == 1


def test_command_takes_another_table_and_key(table, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LOTSENBUCH_EXAMPLE_SHEETS_API", table.server.url)
    file = tmp_path / "key.json"
    file.write_text(json.dumps(table.key), "utf-8")
    only_read(table)
    arguments = ["--secrets", str(tmp_path / "none"), "--address", table.id, "--key", str(file)]
    assert command.main(arguments) == 1
    assert "for viewing only" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["--key", "/dev/null"], ["--key", "/nowhere/key.json"]])
def test_command_without_a_table_or_with_a_broken_file_says_so(arguments, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("LOTSENBUCH_EXAMPLE_SHEETS_API", raising=False)
    with pytest.raises(SystemExit):
        command.main(["--secrets", str(tmp_path / "none"), *arguments])
    assert "error:" in capsys.readouterr().err
