"""What only the Google sheet has: people who work in it by hand, a wire that breaks, and a price for each request."""

import time
from datetime import date
from uuid import uuid4

import pytest
import requests

from services.model.course_forms import CourseForm
from services.model.course_records import Course
from services.model.errors import Problem, Unclear, Unreachable, WrongLayout
from services.model.records import RECORDS, Assignment, JournalEntry, Person
from services.model.words import Sentence
from services.model.workbook import Change, Workbook
from services.office import JUST_READ, Office
from services.storage.sheets import SheetsStore
from services.storage.sheets.reading import LACKS
from tests.storage.actions import NOW, UTE, course, plan, rename
from tests.storage.sheet import Sheet
from tests.storage.values import NASTY

TABS = [
    "Programm",
    "Stellen",
    "Kurse",
    "Kurstermine",
    "Interessierte",
    "Anmeldungen",
    "Veranstaltungen",
    "Gäste",
    "Personen",
    "Selbst geändert",
    "Persönliche Links",
    "Gespräche",
    "Anfragen",
    "Angefragt",
    "Einsätze",
    "Besuche",
    "Obergrenzen",
    "Nachrichten",
    "Vorlagen",
    "Dokumente",
    "Frühere Jahre",
    "Büro",
    "Zurückgestellt",
    "Protokoll",
]

COURSE_COLUMNS = [
    "Umfang in Stunden",
    "Plätze",
    "Mindestens Teilnehmende",
    "Warteliste führen",
    "Anmeldung bis",
    "Nötige Anwesenheit in %",
    "Leitung",
    "Bildungsträger",
    "Kooperationspartner",
    "Curriculum",
    "Beschreibung",
    "Stand",
    "Abgesagt, weil",
]
LOST = [(fault, when) for fault in ("503", "500", "502html", "reset") for when in ("before", "after")]


def add_person(draft, **values):
    return draft.add(Person, **{"first_name": "Olena", "last_name": "Beispiel", "phone": "02362 123456", **values})


def order(draft, person: str):
    return draft.add(Assignment, request="A-0001", person=person, mandated_on=date(2026, 9, 3))


def titles(workbook: Workbook) -> list[tuple[str, str]]:
    return [(one.id, one.title) for one in workbook.all(Course)]


# Set-up


def test_empty_spreadsheet_becomes_tabs_with_german_headers(sheet):
    tabs = [tab.title for tab in sheet.book.sheets]
    assert tabs == [*TABS, "_sys"] == [*(kind.tab for kind in RECORDS), "_sys"]
    assert sheet.book.values("'Kurse'") == [
        ["Nr.", "Titel", "Art", "Jahrgang", "Gruppe", "Beginnt am", "Endet am", "Termine", "Ort", *COURSE_COLUMNS],
    ]
    header = sheet.book.sheet("Kurse").cell(0, 20)
    assert header["userEnteredFormat"]["textFormat"] == {"bold": True}
    assert header["note"] == (
        "Eines von: Entwurf, Angekündigt, Anmeldung offen, Läuft, Beendet, Zertifikate übergeben, Abgesagt."
    )
    assert sheet.book.sheet("Kurse").properties["gridProperties"]["frozenRowCount"] == 1
    assert sheet.book.sheet("_sys").properties["hidden"] is True


def test_set_up_leaves_other_tabs_alone(sheets):
    mine = Sheet(sheets, uuid4().hex)
    sheets.store.ensure(mine.id)
    mine.person.type("'Tabellenblatt1'!B2", "meine Notiz")
    mine.store.load()
    assert mine.book.values("'Tabellenblatt1'") == [[], ["", "meine Notiz"]]
    assert [tab.title for tab in mine.book.sheets] == [*TABS, "Tabellenblatt1", "_sys"]


def test_drop_downs_offer_the_words_but_forbid_nothing(sheet):
    rule = sheet.book.sheet("Kurse").cell(1, 12)["dataValidation"]
    words = [{"userEnteredValue": "ja"}, {"userEnteredValue": "nein"}]
    assert rule == {"condition": {"type": "ONE_OF_LIST", "values": words}, "strict": False, "showCustomUi": True}


def test_half_a_layout_is_refused_by_name_and_nothing_is_written(sheet):
    sheet.person.rename_sheet("Kurse", "Kurse alt")
    before = sheet.book
    with pytest.raises(WrongLayout) as refusal:
        sheet.store.load()
    assert refusal.value.sentence == Sentence(LACKS, tabs=("Kurse",))
    assert sheet.book is before


def test_a_renamed_column_is_refused_by_name_and_nothing_is_written(sheet):
    sheet.person.type("'Kurse'!B1", "Name des Kurses")
    before = sheet.book
    with pytest.raises(WrongLayout) as refusal:
        sheet.store.load()
    assert refusal.value.sentence == Sentence(
        "The tab “{tab}” lacks the columns {columns}. Please give them their old headers back (first row).",
        tab="Kurse",
        columns=("Titel",),
    )
    assert sheet.book is before


def test_a_column_that_is_there_twice_is_refused_by_name(sheet):
    sheet.person.add_column("Kurse", "Titel")
    with pytest.raises(WrongLayout) as refusal:
        sheet.store.load()
    assert refusal.value.sentence == Sentence(
        "The tab “{tab}” has the columns {columns} twice. Please rename the copies (first row).",
        tab="Kurse",
        columns=("Titel",),
    )


# What it costs, and what goes over the wire


def test_load_is_one_read_and_an_action_one_read_and_one_write(sheet):
    used = sheet.office
    sheet.store.load()
    assert sheet.server.requests == {"read": 1, "write": 0, "token": 0}
    used.perform(UTE, plan, course())
    assert sheet.server.requests == {"read": 2, "write": 1, "token": 0}
    used.perform(UTE, rename, "K-0001", "Neu")
    assert sheet.server.requests == {"read": 3, "write": 2, "token": 0}


def kept_a_while(sheet, **values):
    """An office as a page uses it: what it has read serves for a while."""
    return Office(sheet.store, clock=lambda: NOW, keep_for=6.0, **values)


def test_an_action_right_after_its_page_was_read_is_one_write(sheet):
    sheet.office.perform(UTE, plan, course())
    used = kept_a_while(sheet)
    used.read(UTE)
    sheet.server.reset()
    used.perform(UTE, rename, "K-0001", "Neu")
    assert sheet.server.requests == {"read": 0, "write": 1, "token": 0}
    assert titles(sheet.store.load()) == [("K-0001", "Neu")]


def test_a_second_action_and_one_on_an_older_page_read_first(sheet):
    sheet.office.perform(UTE, plan, course())
    used = kept_a_while(sheet)
    used.read(UTE)
    used.perform(UTE, rename, "K-0001", "Neu")
    sheet.server.reset()
    used.perform(UTE, rename, "K-0001", "Neuer")
    used.forget()
    used.read(UTE)
    time.sleep(JUST_READ)
    used.perform(UTE, rename, "K-0001", "Am neuesten")
    assert sheet.server.requests == {"read": 3, "write": 2, "token": 0}


def test_an_action_on_what_another_app_changed_since_is_computed_anew(sheet):
    sheet.office.perform(UTE, plan, course())
    used = kept_a_while(sheet)
    used.read(UTE)
    sheet.office.perform(UTE, rename, "K-0001", "Von anderen")
    used.perform(UTE, plan, course("Zwei"))
    assert titles(sheet.store.load()) == [("K-0001", "Von anderen"), ("K-0002", "Zwei")]


def test_what_a_person_moved_and_typed_since_the_page_was_read_is_put_right(sheet):
    for title in ("Eins", "Zwei", "Drei"):
        sheet.office.perform(UTE, plan, course(title))
    used = kept_a_while(sheet)
    used.read(UTE)
    sheet.person.insert_rows("Kurse", 2)
    used.perform(UTE, rename, "K-0002", "Neu")
    assert titles(sheet.store.load()) == [("K-0001", "Eins"), ("K-0002", "Neu"), ("K-0003", "Drei")]


def test_text_is_stored_as_text_and_never_as_a_formula(sheet):
    def title(draft, more):
        for number, text in enumerate(NASTY, 1):
            seen = draft.workbook.find(Course, f"K-{number:04d}")
            last = draft.replace(seen, title=text + more) if seen else draft.add(Course, course(text + more))
        return last

    for more in ("", " 2"):
        sheet.office.perform(UTE, title, more)
        stored = [sheet.value("Kurse", row, "Titel") for row in range(2, len(NASTY) + 2)]
        assert stored == [{"stringValue": text + more} for text in NASTY]


def test_days_and_numbers_are_real_days_and_numbers(sheet):
    sheet.office.perform(UTE, plan, course(starts_on="03.09.2026", hours="22,5", places=12, waiting_list=False))
    row = [
        sheet.value("Kurse", 2, header) for header in ("Beginnt am", "Umfang in Stunden", "Plätze", "Warteliste führen")
    ]
    assert row == [{"numberValue": 46268}, {"numberValue": 22.5}, {"numberValue": 12}, {"stringValue": "nein"}]
    shown = requests.get(
        f"{sheet.server.url}/v4/spreadsheets/{sheet.id}/values/Kurse!F2:J2",
        headers={"Authorization": "Bearer x"},
        timeout=5,
    )
    assert shown.json()["values"] == [["03.09.2026", "", "", "", "22,5"]]


def test_only_changed_cells_are_written(sheet):
    sheet.office.perform(UTE, plan, course("Alt", places=12))
    sheet.person.type(sheet.cell("Kurse", 2, "Plätze"), "12,0")
    before = sheet.value("Kurse", 2, "Plätze")
    sheet.office.perform(UTE, rename, "K-0001", "Neu")
    assert (sheet.value("Kurse", 2, "Titel"), sheet.value("Kurse", 2, "Plätze")) == ({"stringValue": "Neu"}, before)


def test_references_show_the_name_and_mean_the_number(sheet):
    sheet.office.perform(UTE, add_person)
    sheet.office.perform(UTE, order, "P-0001")
    assert sheet.value("Einsätze", 2, "Person") == {"stringValue": "P-0001 Olena Beispiel"}
    assert sheet.store.load().get(Assignment, "E-0001").person == "P-0001"


def test_references_follow_when_somebody_gets_another_name(sheet):
    sheet.office.perform(UTE, add_person)
    sheet.office.perform(UTE, order, "P-0001")
    sheet.office.perform(UTE, lambda draft: draft.replace(draft.workbook.get(Person, "P-0001"), last_name="Neu"))
    assert sheet.value("Einsätze", 2, "Person") == {"stringValue": "P-0001 Olena Neu"}


def test_new_rows_look_like_rows_and_the_newest_journal_entry_stands_first(sheet):
    for title in ("Eins", "Zwei"):
        sheet.office.perform(UTE, plan, course(title))
    formats = [
        sheet.book.sheet("Kurse").cell(row, 5).get("userEnteredFormat", {}).get("numberFormat") for row in (1, 2)
    ]
    assert formats == [{"type": "DATE", "pattern": "dd.mm.yyyy"}] * 2
    assert sheet.book.sheet("Kurse").cell(2, 0).get("userEnteredFormat", {}).get("textFormat") is None
    assert [row[0] for row in sheet.book.values("'Protokoll'")] == ["Nr.", "J-0002", "J-0001"]
    assert sheet.book.sheet("Protokoll").cell(1, 1)["userEnteredFormat"]["numberFormat"]["type"] == "DATE_TIME"


# People at the sheet


def test_foreign_columns_rows_and_tabs_stay_as_they_are(sheet):
    for title in ("Eins", "Zwei"):
        sheet.office.perform(UTE, plan, course(title))
    sheet.person.add_column("Kurse", "Meine Spalte", before="B")
    sheet.person.type("'Kurse'!B3", "vegetarisch")
    sheet.person.add_column("Kurse", "Doppelt")
    sheet.person.type(sheet.cell("Kurse", 2, "Doppelt"), "=1+1")
    sheet.office.perform(UTE, rename, "K-0002", "Neu")
    sheet.office.perform(UTE, plan, course("Drei"))
    assert [row[:3] for row in sheet.book.values("'Kurse'")] == [
        ["Nr.", "Meine Spalte", "Titel"],
        ["K-0001", "", "Eins"],
        ["K-0002", "vegetarisch", "Neu"],
        ["K-0003", "", "Drei"],
    ]
    assert sheet.value("Kurse", 2, "Doppelt") == {"formulaValue": "=1+1"}


def test_a_sorted_tab_with_moved_columns_and_blank_rows_keeps_working(sheet):
    for title in ("Eins", "Zwei", "Drei"):
        sheet.office.perform(UTE, plan, course(title))
    sheet.person.sort("Kurse", "B")
    sheet.person.insert_rows("Kurse", 3, 2)
    sheet.person.move_column("Kurse", "A", before="D")
    sheet.office.perform(UTE, rename, "K-0002", "Neu")
    sheet.office.perform(UTE, plan, course("Vier"))
    assert [[*row[:1], *row[2:3]] for row in sheet.book.values("'Kurse'")] == [
        ["Titel", "Nr."],
        ["Drei", "K-0003"],
        [],
        [],
        ["Eins", "K-0001"],
        ["Neu", "K-0002"],
        ["Vier", "K-0004"],
    ]
    assert titles(sheet.store.load()) == [("K-0001", "Eins"), ("K-0002", "Neu"), ("K-0003", "Drei"), ("K-0004", "Vier")]


def test_a_row_moved_before_the_action_reads_is_found_where_it_is(sheet):
    for title in ("Eins", "Zwei"):
        sheet.office.perform(UTE, plan, course(title))
    used = sheet.office
    used.read(UTE)
    sheet.just_before("read", lambda: sheet.person.sort("Kurse", "A", descending=True))
    used.perform(UTE, rename, "K-0001", "Neu")
    assert [row[:2] for row in sheet.book.values("'Kurse'")] == [
        ["Nr.", "Titel"],
        ["K-0002", "Zwei"],
        ["K-0001", "Neu"],
    ]


def test_a_row_typed_below_while_the_app_adds_one_is_not_overwritten(sheet):
    sheet.office.perform(UTE, plan, course("Eins"))
    sheet.just_before("write", lambda: sheet.person.type("'Kurse'!B3", "von Hand"))
    sheet.office.perform(UTE, plan, course("Zwei"))
    assert sorted(row[1] for row in sheet.book.values("'Kurse'")[1:]) == ["Eins", "Zwei", "von Hand"]


def test_what_people_type_is_understood(sheet):
    for header, text in {
        "Nr.": "K-0007",
        "Titel": "Aufbaukurs",
        "Art": "aufbaumodul",
        "Stand": "Entwurf",
        "Beginnt am": "3.9.2026",
        "Umfang in Stunden": "22,5",
        "Plätze": "15",
        "Warteliste führen": "ja",
        "Jahrgang": "2026",
    }.items():
        sheet.person.type(sheet.cell("Kurse", 2, header), text)
    typed = CourseForm(
        title="Aufbaukurs",
        kind="Aufbaumodul",
        starts_on="03.09.2026",
        hours="22,5",
        places=15,
        cohort="2026",
        waiting_list=True,
    )
    assert sheet.store.load() == Workbook.of([Course.model_validate({**dict(typed), "id": "K-0007"})])
    assert sheet.office.perform(UTE, plan, course()).id == "K-0008"


def test_values_google_turned_into_numbers_and_ticks_are_understood(sheet):
    sheet.office.perform(UTE, plan, course("Eins", waiting_list=False, cohort="x"))
    sheet.office.perform(UTE, add_person)
    for tab, header, value in (
        ("Kurse", "Titel", {"numberValue": 2026.0}),
        ("Kurse", "Warteliste führen", {"boolValue": True}),
        ("Kurse", "Beginnt am", {"stringValue": "03.09.2026"}),
        ("Personen", "Telefon", {"numberValue": 2362123456}),
    ):
        place = sheet.book.resolve(sheet.cell(tab, 2, header))
        start = {"sheetId": place[0].sheet_id, "rowIndex": 1, "columnIndex": place[1].left}
        update = {"start": start, "rows": [{"values": [{"userEnteredValue": value}]}], "fields": "userEnteredValue"}
        url = f"{sheet.server.url}/v4/spreadsheets/{sheet.id}:batchUpdate"
        requests.post(
            url, json={"requests": [{"updateCells": update}]}, headers={"Authorization": "Bearer x"}, timeout=5
        ).raise_for_status()
    workbook = sheet.store.load()
    read = workbook.get(Course, "K-0001")
    assert (read.title, read.waiting_list, read.starts_on) == ("2026", True, date(2026, 9, 3))
    assert workbook.get(Person, "P-0001").phone == "+49 2362 123456"


def test_an_unreadable_row_is_shown_left_alone_and_keeps_its_number(sheet):
    for title in ("Eins", "Zwei"):
        sheet.office.perform(UTE, plan, course(title))
    sheet.person.type(sheet.cell("Kurse", 3, "Stand"), "läuft bald")
    workbook = sheet.store.load()
    reason = Sentence("“{typed}” is not on the list of this column.", typed="läuft bald")
    assert workbook.problems == (Problem("Kurse", "Zeile 3", "Stand", reason),)
    assert titles(workbook) == [("K-0001", "Eins")]
    row = sheet.book.values("'Kurse'!3:3")
    assert sheet.office.perform(UTE, plan, course("Drei")).id == "K-0003"
    assert sheet.book.values("'Kurse'!3:3") == row


def test_a_copied_row_makes_every_copy_a_problem(sheet):
    sheet.office.perform(UTE, plan, course("Eins"))
    sheet.person.copy_row("Kurse", 2)
    workbook = sheet.store.load()
    reason = Sentence(
        "The number {id} stands in {times} rows. Please delete the copies or their numbers.", id="K-0001", times=2
    )
    assert workbook.problems == tuple(Problem("Kurse", f"Zeile {row}", "Nr.", reason) for row in (2, 3))
    assert (titles(workbook), workbook.next_number(Course)) == ([], "K-0002")


def test_a_row_without_a_number_a_formula_and_a_foreign_number_are_problems(sheet):
    sheet.person.type("'Kurse'!B2", "von Hand")
    sheet.person.type("'Kurse'!A3", "K-0002")
    sheet.person.type("'Kurse'!B3", "x")
    sheet.person.type(sheet.cell("Kurse", 3, "Plätze"), "=6+6")
    sheet.person.type("'Kurse'!A4", "P-0001")
    assert sheet.store.load().problems == (
        Problem("Kurse", "Zeile 2", "Nr.", Sentence("This row has no number yet, so it does not count yet.")),
        Problem(
            "Kurse",
            "Zeile 3",
            "Plätze",
            Sentence("A formula stands here. Please replace it by its result (copy, then paste values only)."),
        ),
        Problem(
            "Kurse",
            "Zeile 4",
            "Nr.",
            Sentence("“{typed}” is no number of this tab. They look like {example}.", typed="P-0001", example="K-0012"),
        ),
    )


def test_only_the_newest_journal_entries_are_read_even_when_somebody_sorted_them(sheet):
    store, workbook = sheet.store, sheet.store.load()
    entries = [
        JournalEntry(
            id=f"J-{n:04d}", at=NOW, actor="Ute", deed="Kurs geplant", entries=("K-0001",), operation=f"click-{n}"
        )
        for n in range(1, 321)
    ]
    store.commit(tuple(Change(None, entry) for entry in entries), expected=workbook)
    assert store.load().all(JournalEntry) == tuple(entries[20:])
    sheet.person.sort("Protokoll", "A")
    assert store.load().all(JournalEntry) == tuple(entries)


# A wire that breaks


@pytest.mark.parametrize(("fault", "when"), [*LOST, ("429", "before")])
def test_an_answer_that_gets_lost_leaves_the_action_there_exactly_once(sheet, fault, when):
    used = sheet.office
    sheet.server.fault(fault, kind="write", when=when)
    used.perform(UTE, plan, course("Eins"))
    workbook = sheet.store.load()
    assert (titles(workbook), workbook.revision, len(workbook.all(JournalEntry))) == ([("K-0001", "Eins")], 1, 1)


def test_a_busy_server_is_asked_again(sheet):
    for fault in ("503", "429", "reset"):
        sheet.server.fault(fault, kind="read")
    assert sheet.store.load() == Workbook.of()


def test_a_server_that_keeps_failing_is_unreachable_and_nothing_is_there(sheet):
    used = sheet.office
    for _ in range(3):
        sheet.server.fault("503", kind="write")
    with pytest.raises(Unreachable):
        used.perform(UTE, plan, course("Eins"))
    assert sheet.store.load() == Workbook.of()


def test_no_server_is_unreachable():
    with pytest.raises(Unreachable):
        SheetsStore("x", api="http://127.0.0.1:9", patience=0.1).load()


def test_a_wrong_address_says_so(sheets):
    with pytest.raises(WrongLayout) as refusal:
        SheetsStore("nowhere", api=sheets.url).load()
    sentence = "There is no spreadsheet at this address. Please check the address (or the id) of the sheet."
    assert refusal.value.sentence.template == sentence


def test_no_access_says_with_whom_to_share(sheet):
    sheet.server.fault("401", kind="read")
    with pytest.raises(WrongLayout) as refusal:
        SheetsStore(sheet.id, api=sheet.server.url, key={"client_email": "lotsen@x.example"}).load()
    assert refusal.value.sentence == Sentence(
        "The spreadsheet is not shared with {account}. Open it, click “Share” and add {account} as editor.",
        account="lotsen@x.example",
    )


def test_google_itself_needs_a_key():
    with pytest.raises(WrongLayout):
        SheetsStore("x")
    with pytest.raises(WrongLayout):
        SheetsStore("x", key={"client_email": "lotsen@x.example"})
    with pytest.raises(WrongLayout):
        SheetsStore("x", api="http://sheets.example.org")


# The token


def test_whoever_commits_second_computes_the_action_again(sheet):
    mine, theirs = sheet.office, sheet.office
    sheet.just_before("write", lambda: theirs.perform(UTE, plan, course("Schneller")))
    assert mine.perform(UTE, plan, course("Zweiter")).id == "K-0002"
    assert titles(sheet.store.load()) == [("K-0001", "Schneller"), ("K-0002", "Zweiter")]


def test_a_removed_token_is_put_back_by_the_next_commit(sheet):
    sheet.office.perform(UTE, plan, course("Eins"))
    for protected in sheet.book.sheet("_sys").protected_ranges:
        sheet.person.delete_protection(protected["protectedRangeId"])
    sheet.office.perform(UTE, plan, course("Zwei"))
    assert [one["description"].split(":")[:2] for one in sheet.book.sheet("_sys").protected_ranges] == [["rev", "2"]]
    assert sheet.store.load().revision == 2


def test_names_of_old_revisions_are_cleared_away(sheet):
    used = sheet.office
    for number in range(24):
        used.perform(UTE, plan, course(f"Kurs {number}"))
    assert [named["name"] for named in sheet.book.named_ranges] == [f"app_rev_{number}" for number in range(5, 25)]


def test_answer_lost_and_looking_failed_too_is_told_as_unclear_and_pressing_again_does_it_once(sheet):
    store = SheetsStore(sheet.id, api=sheet.server.url, patience=0.01)
    used = Office(store, clock=lambda: NOW)
    sheet.server.fault("reset", kind="write", when="after")
    for after in range(2, 12):  # the first read is the one that the action builds on
        sheet.server.fault("503", kind="read", after=after)
    with pytest.raises(Unclear):
        used.perform(UTE, plan, course("Eins"), once="click")
    sheet.server.reset()
    assert used.perform(UTE, plan, course("Eins"), once="click").id == "K-0001"
    assert titles(sheet.store.load()) == [("K-0001", "Eins")]


def test_a_refused_batch_is_not_unclear_when_looking_fails(sheet):
    store = SheetsStore(sheet.id, api=sheet.server.url, patience=0.01)
    seen = store.load()
    sheet.office.perform(UTE, plan, course("Schneller"))
    sheet.just_before("write", lambda: [sheet.server.fault("503", kind="read") for _ in range(10)])
    with pytest.raises(Unreachable) as failure:
        store.commit((Change(None, Course(id="K-0001", title="Zweiter")),), expected=seen)
    assert type(failure.value) is Unreachable


def test_journal_of_an_entry_is_told_however_many_entries_came_since(sheet):
    store = sheet.store
    first = Change(None, Person(id="P-0001", first_name="Olena", last_name="Beispiel", phone="02362 123456"))
    told = [
        JournalEntry(
            id=f"J-{one:04d}",
            at=NOW,
            actor="Ute Büro",
            entries=("P-0001" if one == 1 else "K-0001",),
            operation=f"click-{one}",
        )
        for one in range(1, 306)
    ]
    store.commit((first, *(Change(None, one) for one in told)), expected=store.load())
    used = kept_a_while(sheet)
    assert "J-0001" not in used.read(UTE).records[JournalEntry]
    assert [one.id for one in used.story(UTE, "P-0001")] == ["J-0001"]
    sheet.server.reset()
    assert [one.id for one in used.story(UTE, "P-0001")] == ["J-0001"]
    assert sheet.server.requests["read"] == 0
