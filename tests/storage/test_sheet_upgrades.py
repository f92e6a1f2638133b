"""What only an upgrade of the Google sheet has: people's columns, looks, copies of tabs, drop-downs, broken wires."""

import re
from uuid import uuid4

import pytest

from services.model.course_lists import CourseStatus
from services.model.course_records import Course, EarlierTotal
from services.model.errors import WrongLayout
from services.model.record import columns
from services.model.records import RECORDS, JournalEntry, Person
from services.model.words import Sentence
from services.storage.schema import ADDED, SCHEMA_VERSION
from services.storage.sheets import SheetsStore
from services.storage.sheets.headers import note_of
from services.storage.sheets.http import SheetsClient
from services.storage.sheets.images import FIRST_ROW, MOST_ROWS, WIDTH
from services.storage.sheets.upgrade import FIELDS, upgrade
from tests.storage.actions import NOW, UTE, course, office, plan, rename
from tests.storage.older import OlderSheet

TABS = [kind.tab for kind in RECORDS]
STATUS = [word.value for word in CourseStatus]


class Sheet(OlderSheet):
    """A spreadsheet whose version counts as older than everything, with two courses."""

    @property
    def store(self):
        return SheetsStore(self.id, api=self.server.url)

    @property
    def person(self):
        return self.server.person(self.id)

    def column(self, tab, header):
        """The cells of a column, from the header down, and its width."""
        sheet = self.book.sheet(tab)
        at = sheet.values()[0].index(header)
        width = sheet.column_properties[at] if at < len(sheet.column_properties) else {}
        return [sheet.cell(row, at) for row in range(sheet.row_count)], width

    def planned(self, history):
        """The batch of an upgrade to the newest version of `history`."""
        client = SheetsClient(self.id, api=self.server.url, patience=1)
        read = client.read({"ranges": [f"'{title}'" for title in (*TABS, "_sys")], "fields": FIELDS})
        return upgrade(read, {one.title: one.sheet_id for one in self.book.sheets}, NOW, history)

    def batch(self, *requests):
        self._change(requests)

    def offer(self, row, *words, strict=False):
        """Put a drop-down into a course's status."""
        sheet = self.book.sheet("Kurse")
        at = sheet.values()[0].index("Stand")
        listed = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": word} for word in words]}
        place = {"startRowIndex": row, "endRowIndex": row + 1, "startColumnIndex": at, "endColumnIndex": at + 1}
        rule = {"condition": listed, "strict": strict, "showCustomUi": True}
        self.batch({"setDataValidation": {"range": {"sheetId": sheet.sheet_id, **place}, "rule": rule}})

    def offered(self, row):
        """The words of the drop-down of a course's status."""
        cells, _ = self.column("Kurse", "Stand")
        return [value["userEnteredValue"] for value in cells[row]["dataValidation"]["condition"]["values"]]

    def backups(self):
        return [sheet for sheet in self.book.sheets if sheet.title.startswith("_bak_")]


@pytest.fixture
def sheet(sheets):
    made = Sheet(sheets, uuid4().hex)
    sheets.store.ensure(made.id)
    for title in ("Eins", "Zwei"):
        office(made.store).perform(UTE, plan, course(title, places=7, waiting_list=False))
    made.set_version(0)
    sheets.reset()
    yield made
    sheets.on_request = None
    sheets.reset()
    assert sheets.failures == []


def upgrades(sheet):
    return [one for one in sheet.store.load().all(JournalEntry) if one.deed == "Aufbau erweitert"]


# Columns and tabs


def test_new_columns_stand_behind_peoples_own_and_look_like_new_ones(sheet):
    lost = ["Art", "Beginnt am", "Plätze", "Warteliste führen", "Beschreibung"]
    fresh = {header: sheet.column("Kurse", header) for header in lost}
    sheet.lose(Course, "kind", "starts_on", "places", "waiting_list", "description")
    sheet.person.move_column("Kurse", "A", before="D")
    sheet.person.add_column("Kurse", "Meine Spalte")
    sheet.person.add_column("Kurse")
    last = sheet.book.sheet("Kurse").column_count
    sheet.person.type(f"'Kurse'!{chr(64 + last)}3", "ohne Überschrift")
    before = sheet.book.sheet("Kurse")
    sheet.store.load()
    after = sheet.book.sheet("Kurse")
    assert after.values()[0] == [*before.values()[0], "", *lost]
    assert [line[:last] for line in after.rows] == [[*line, *[{}] * (last - len(line))][:last] for line in before.rows]
    assert after.column_properties[:last] == [*before.column_properties, {}, {}]
    defaults = ["Basisqualifizierung", None, 12.0, "ja", None]
    for header, default in zip(lost, defaults, strict=True):
        cells, width = sheet.column("Kurse", header)
        empty, fresh_width = fresh[header]
        assert (cells[0], width) == (empty[0], fresh_width)
        values = [next(iter(cell.get("userEnteredValue", {}).values()), None) for cell in cells[1:]]
        assert values == [default, default, *[None] * (len(cells) - 3)]
        # Rows that the set-up made ready, and those that were inserted.
        looks = [{key: cell[key] for key in cell if key != "userEnteredValue"} for cell in cells[1:]]
        assert looks == [empty[-1]] * len(looks)


def test_new_tabs_stand_where_the_set_up_puts_them(sheet):
    fresh = sheet.book.sheet("Frühere Jahre")
    sheet.person.rename_sheet("Personen", "Personen alt")
    sheet.lose_tab(EarlierTotal)
    sheet.store.load()
    titles = [one.title for one in sheet.book.sheets if not one.title.startswith("_")]
    place = TABS.index("Personen") + 1
    assert titles == [*TABS[:place], "Personen alt", *TABS[place:]]
    made = sheet.book.sheet("Frühere Jahre")
    assert (made.rows, made.column_properties) == (fresh.rows, fresh.column_properties)
    assert made.properties["gridProperties"] == fresh.properties["gridProperties"]


def test_a_column_of_ones_own_with_the_new_header_is_used_and_not_added_again(sheet):
    sheet.lose(Course, "cohort", "place")
    sheet.person.add_column("Kurse", "jahrgang ")
    sheet.person.type(f"'Kurse'!{chr(64 + sheet.book.sheet('Kurse').column_count)}2", "Herbst")
    assert sheet.store.load().get(Course, "K-0001").cohort == "Herbst"
    assert sheet.book.sheet("Kurse").values()[0][-2:] == ["jahrgang ", "Ort"]


def test_a_renamed_column_is_not_taken_for_a_new_one(sheet):
    history = {**ADDED, "Course.cohort = Kurse / Jahrgang": SCHEMA_VERSION + 1}
    sheet.lose(Course, "cohort")
    sheet.set_version(SCHEMA_VERSION)
    kinds = [next(iter(request)) for request in sheet.planned(history)]
    assert kinds[:3] == ["duplicateSheet", "updateSheetProperties", "insertDimension"]
    sheet.person.type("'Kurse'!B1", "Name des Kurses")
    with pytest.raises(WrongLayout) as refusal:
        sheet.planned(history)
    assert refusal.value.sentence.values == {"tab": "Kurse", "columns": ("Titel",)}


def test_without_a_readable_version_nothing_is_added(sheet):
    sheet.person.type("'_sys'!B2", "?")
    assert len(sheet.store.load().all(Course)) == 2
    sheet.lose(Course, "cohort")
    before = sheet.book
    with pytest.raises(WrongLayout):
        sheet.store.load()
    assert sheet.book is before


# Copies


def test_each_tab_that_changes_is_copied_into_a_hidden_one_first(sheet):
    sheet.lose(Course, "places")
    sheet.lose(Person, "max_open")
    before = {tab: sheet.book.sheet(tab) for tab in ("Kurse", "Personen")}
    sheet.store.load()
    for (tab, old), copy in zip(before.items(), reversed(sheet.backups()), strict=True):
        assert re.fullmatch(rf"_bak_{tab}_\d{{8}}-\d{{4}}", copy.title)
        assert (copy.rows, copy.column_properties, copy.properties["hidden"]) == (old.rows, old.column_properties, True)
    assert [one.title for one in sheet.book.sheets][: len(TABS) + 1] == [*TABS, "_sys"]


def test_the_two_newest_copies_stay_and_those_that_people_renamed(sheet):
    copies = ["_bak_Kurse_20240101-0900", "_bak_Kurse_20250101-0900", "_bak_Kurse_20251231-2359", "_bak_Kurse_Ute"]
    for title in copies:
        sheet.batch({"addSheet": {"properties": {"title": title}}})
    sheet.lose(Course, "places")
    sheet.store.load()
    assert [copy.title for copy in sheet.backups()][:2] == copies[2:]
    assert len(sheet.backups()) == 3
    sheet.lose(Course, "places")
    sheet.set_version(0)
    sheet.store.load()  # within the same minute, most often
    assert len(sheet.backups()) == 3
    assert sheet.backups()[0].title == copies[3]


# Drop-downs


def test_new_words_come_into_drop_downs_that_are_still_the_apps_own(sheet):
    header = next(kept for kept in columns(Course).values() if kept.name == "status")
    sheet.offer(1, *STATUS[:3])
    sheet.offer(2, *STATUS[:2], "Mein Wort")
    sheet.offer(3, *STATUS[1:4])
    sheet.offer(4, *STATUS[:3], strict=True)
    at = sheet.book.sheet("Kurse").values()[0].index("Stand")
    start = {"sheetId": sheet.book.sheet("Kurse").sheet_id, "rowIndex": 0, "columnIndex": at}
    note = note_of(Course, header).replace(", " + ", ".join(STATUS[3:]), "")
    sheet.batch({"updateCells": {"start": start, "rows": [{"values": [{"note": note}]}], "fields": "note"}})
    # Whoever took out a word that the version knew, put another in or forbade all others gets no new ones.
    sheet.set_version(SCHEMA_VERSION)
    history = {**ADDED, **{f"CourseStatus: {word}": SCHEMA_VERSION + 1 for word in STATUS[3:]}}
    rules = [request["setDataValidation"] for request in sheet.planned(history) if "setDataValidation" in request]
    assert [(rule["range"]["startRowIndex"], rule["range"]["endRowIndex"]) for rule in rules] == [(1, 2)]
    # Of the oldest version nobody knows which words it had.
    sheet.set_version(0)
    sheet.store.load()
    assert [sheet.offered(row) for row in range(1, 6)] == [
        STATUS,
        [*STATUS[:2], "Mein Wort"],
        STATUS,
        STATUS[:3],
        STATUS,
    ]
    cells, _ = sheet.column("Kurse", "Stand")
    assert cells[0]["note"] == note_of(Course, header)
    told = f"Aufbau {SCHEMA_VERSION}\nKurse: neue Auswahl in Stand"
    assert [entry.changed for entry in upgrades(sheet)] == [told]


def test_a_note_that_people_wrote_stays(sheet):
    sheet.lose(Course, "places")
    start = {"sheetId": sheet.book.sheet("Kurse").sheet_id, "rowIndex": 0, "columnIndex": 4}
    sheet.batch({"updateCells": {"start": start, "rows": [{"values": [{"note": "Fragt Ute!"}]}], "fields": "note"}})
    sheet.store.load()
    assert sheet.book.sheet("Kurse").cell(0, 4)["note"] == "Fragt Ute!"


# A wire that breaks, and others who are faster


@pytest.mark.parametrize(("fault", "when"), [("503", "before"), ("503", "after"), ("reset", "after")])
def test_an_answer_that_gets_lost_leaves_one_upgrade(sheet, fault, when):
    sheet.lose(Course, "places")
    sheet.server.fault(fault, kind="write", when=when)
    workbook = sheet.store.load()
    assert (workbook.revision, workbook.problems, len(upgrades(sheet))) == (3, (), 1)
    assert sheet.book.sheet("Kurse").values()[0].count("Plätze") == 1


def test_an_upgrade_is_one_write_and_the_next_load_one_read(sheet):
    sheet.lose(Course, "places")
    sheet.store.load()
    assert sheet.server.requests == {"read": 4, "write": 1, "token": 0}
    sheet.server.reset()
    sheet.store.load()
    assert sheet.server.requests == {"read": 1, "write": 0, "token": 0}


def test_whoever_saves_while_an_upgrade_is_sent_is_not_lost(sheet):
    sheet.set_version(SCHEMA_VERSION)
    slow = sheet.store
    expected = slow.load()
    sheet.set_version(0)

    def save(request):
        if request.method == "POST":
            sheet.server.on_request = None
            # What another process had ready, with the version from before.
            slow.commit((), expected=expected)

    sheet.lose(Course, "description")
    sheet.server.on_request = save
    assert (sheet.store.load().revision, len(upgrades(sheet))) == (4, 1)


def test_what_google_refuses_is_told_and_nothing_is_written(sheet):
    sheet.lose(Course, "places")
    kurse = sheet.book.sheet("Kurse")
    rows = (10_000_000 - 40_000) // kurse.column_count
    grid = {"sheetId": kurse.sheet_id, "gridProperties": {"rowCount": rows}}
    sheet.batch({"updateSheetProperties": {"properties": grid, "fields": "gridProperties.rowCount"}})
    before = sheet.book
    with pytest.raises(WrongLayout) as refusal:
        sheet.store.load()
    assert refusal.value.sentence == Sentence(
        "The spreadsheet could not be extended for this version of Lotsenbuch, so nothing was changed. Please check "
        "that no tab is protected against changes, then reload the page. Google says: {reason}",
        reason="Invalid requests[0].duplicateSheet: This action would increase the number of cells in the workbook "
        "above the limit of 10000000 cells.",
    )
    assert sheet.book is before


def test_a_sheet_of_the_first_version_gets_room_for_before_images(sheet):
    system = {"sheetId": sheet.book.sheet("_sys").sheet_id, "gridProperties": {"rowCount": 10, "columnCount": 4}}
    fields = "gridProperties(rowCount,columnCount)"
    sheet.batch({"updateSheetProperties": {"properties": system, "fields": fields}})
    sheet.set_version(1)
    sheet.store.load()
    assert (sheet.book.sheet("_sys").size, sheet.backups()) == ((FIRST_ROW + MOST_ROWS, WIDTH), [])
    sheet.server.reset()
    office(sheet.store).perform(UTE, rename, "K-0001", "Neu")
    assert sheet.server.requests["write"] == 1
