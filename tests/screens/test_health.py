"""The state of the table, on an embedded file and on a sheet that people have worked in."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from services.model.access import Role
from services.model.records import JournalEntry
from services.model.workbook import Change
from services.storage.sheets import SheetsStore
from services.storage.sheets.findings import Mode
from services.storage.sheets.results import HEADING
from services.table import LARGE
from tests.rules.cast import NOW
from tests.screens.visitor import Visitor, shown
from tests.sheets_server import running

PAGE = "office/health.py"


@pytest.fixture
def sheet(monkeypatch):
    """The example on a Sheets server."""
    with running(spreadsheet="example-dorsten") as server:
        monkeypatch.setenv("LOTSENBUCH_EXAMPLE_SHEETS_API", server.url)
        yield server


def type_person(sheet, name):
    """Type somebody below the last person, without a number."""
    headers, *rows = sheet.book.sheet("Personen").values()
    for header, text in (("Vorname", name), ("Nachname", "Handschrift"), ("Telefon", "02362 471100")):
        sheet.person().type(f"'Personen'!{chr(65 + headers.index(header))}{len(rows) + 3}", text)


def see(sheet):
    """Come as the office, before and after reading anew."""
    office = Visitor(Role.COORDINATOR).open(PAGE)
    button = next(one for one in office.at.button if "neu laden" in one.label)
    return office.click(button.label)


def test_file_in_order_says_so():
    office = Visitor(Role.COORDINATOR).open(PAGE)
    assert "Die Tabelle liegt in einer eingebetteten Datei und enthält" in office.text
    assert "Jede Zeile ist lesbar." in office.told
    assert "Von Hand eingetragene Zeilen" not in office.labels


def test_journal_of_an_entry_can_be_looked_up():
    office = Visitor(Role.COORDINATOR).open(PAGE)
    office.at.text_input[0].set_value("s-0001").run()
    assert not [one for one in office.at.info if "Das Protokoll enthält nichts" in one.value]
    office.at.text_input[0].set_value("P-9999").run()
    assert [one.value for one in office.at.info] == [r"Das Protokoll enthält nichts über P\-9999."]


def test_sheet_shows_rows_that_need_a_look_with_the_way_to_their_cell(sheet):
    Visitor(Role.COORDINATOR).reload()
    headers = sheet.book.sheet("Personen").values()[0]
    sheet.person().type(f"'Personen'!{chr(65 + headers.index('E-Mail'))}3", "kein at")
    office = see(sheet)
    lines = [one.value for one in office.at.markdown if "Zeile 3" in one.value]
    assert lines[-1].endswith(f"[öffnen]({sheet.url}/view/example-dorsten)")
    assert "in einem Google Sheet" in office.text


def test_row_typed_by_hand_is_taken_in(sheet):
    Visitor(Role.COORDINATOR).reload()
    type_person(sheet, "Mira")
    office = see(sheet)
    assert "Von Hand eingetragene Zeilen" in office.labels
    assert "Zeilen der Tabelle, die noch nicht zählen: 1" in office.labels
    office.click("Aufnehmen")
    assert office.told[0].startswith("Aufgenommen: 1. Der letzte Eintrag ist P-")
    assert "Von Hand eingetragene Zeilen" not in office.labels
    assert "Zeilen der Tabelle, die noch nicht zählen: 1" not in office.labels
    assert "Mira" in str(sheet.book.sheet("Personen").values()[-1])


def test_nothing_chosen_takes_nothing_in(sheet):
    Visitor(Role.COORDINATOR).reload()
    type_person(sheet, "Mira")
    office = see(sheet)
    next(one for one in office.at.button_group if one.label == "Welche Zeilen?").set_value([]).run()
    office.click("Aufnehmen")
    assert office.warnings[-1] == "Noch ist nichts ausgewählt. Bitte mindestens einen Eintrag ankreuzen."


def test_reference_that_leads_nowhere_is_shown(sheet):
    Visitor(Role.COORDINATOR).reload()
    rows = sheet.book.sheet("Kurse").values()
    sheet.person().delete_rows("Kurse", next(at for at, row in enumerate(rows, 1) if row[0] == "K-0005"))
    assert "Verweise ins Leere" in see(sheet).labels


def test_sheet_that_may_only_be_read_says_so(sheet):
    Visitor(Role.COORDINATOR).reload()
    sheet.person().type("'_sys'!A3", HEADING)
    sheet.person().type("'_sys'!B3", "'2026-11-22 10:00")
    sheet.person().type("'_sys'!C3", Mode.READ_ONLY)
    office = see(sheet)
    assert office.warnings[0].startswith("Der Selbsttest erlaubt: Nur lesen. Speichern ist ausgeschaltet,")


def test_what_was_put_right_while_people_worked_is_told(sheet):
    Visitor(Role.COORDINATOR).reload()
    office = Visitor(Role.COORDINATOR).open(PAGE)
    assert "Berichtigt, während in der Tabelle gearbeitet wurde" not in office.labels
    headers = sheet.book.sheet("Protokoll").values()[0]
    sheet.person().type(f"'Protokoll'!{chr(65 + headers.index('Was'))}2", "Tabelle berichtigt")
    assert "Berichtigt, während in der Tabelle gearbeitet wurde" in see(sheet).labels


def test_page_opens_without_an_error_when_google_asks_to_wait(sheet):
    Visitor(Role.COORDINATOR).reload()
    for _ in range(2):
        sheet.fault("429", kind="read")
    office = see(sheet)
    assert (office.title, office.errors) == ("Zustand der Tabelle", [])


def metrics(visitor):
    return {one.label: one.value for one in visitor.at.metric}


def break_persons(sheet, count):
    """Write into the first rows of people what nobody can read as an address."""
    headers = sheet.book.sheet("Personen").values()[0]
    column = chr(65 + headers.index("E-Mail"))
    for row in range(2, 2 + count):
        sheet.person().type(f"'Personen'!{column}{row}", "kein at")


def test_long_list_of_unreadable_rows_says_how_many_there_are_and_shows_the_rest_when_asked(sheet):
    Visitor(Role.COORDINATOR).reload()
    break_persons(sheet, 24)
    office = see(sheet)
    assert "Angezeigt: 20 von 24." in office.text
    assert len(links_to_cells(office, sheet)) == 20
    office.field("unreadable.all").set_value(True).run()
    assert "Angezeigt: 24 von 24." in office.text
    assert len(links_to_cells(office, sheet)) == 24


def links_to_cells(office, sheet):
    return [one.value for one in office.at.markdown if f"]({sheet.url}/view/" in one.value]


def test_every_page_says_how_many_unreadable_rows_it_leaves_out(sheet):
    Visitor(Role.COORDINATOR).reload()
    break_persons(sheet, 24)
    see(sheet)
    office = Visitor(Role.COORDINATOR).open("office/roster.py")
    assert "Angezeigt: 20 von 24." in office.text


def test_room_counts_every_tab_of_the_sheet_also_those_people_made(sheet):
    before = see(sheet)
    own = {"properties": {"title": "Urlaubsliste", "gridProperties": {"rowCount": 10_000, "columnCount": 100}}}
    SheetsStore("example-dorsten", api=sheet.url)._client.write([{"addSheet": own}])
    after = see(sheet)
    share = [float(metrics(one)["Belegter Platz"].removesuffix(" %").replace(",", ".")) for one in (before, after)]
    assert share[1] - share[0] == pytest.approx(10, abs=0.1)
    tabs = next(one.value for one in after.at.dataframe if "Zellen" in one.value.columns)
    assert tuple(tabs.iloc[0]) == ("Urlaubsliste", "Büro", 1_000_000)
    assert "Personen" in set(tabs["Blatt"])


def test_room_has_a_point_in_english_and_a_comma_in_german(sheet):
    office = see(sheet)
    assert re.fullmatch(r"\d+,\d %", metrics(office)["Belegter Platz"])
    office.field("language.choice").set_value("en").run()
    assert re.fullmatch(r"\d+\.\d %", metrics(office)["Room used"])


def test_sheet_that_is_nearly_full_is_told_before_google_refuses(sheet):
    Visitor(Role.COORDINATOR).reload()
    own = {"properties": {"title": "Fotos", "gridProperties": {"rowCount": 80_000, "columnCount": 100}}}
    SheetsStore("example-dorsten", api=sheet.url)._client.write([{"addSheet": own}])
    assert see(sheet).warnings[0].startswith("Das Google Sheet ist zu 80 % voll,")


def test_last_read_last_write_and_calls_a_minute_stand_on_the_page(sheet):
    Visitor(Role.COORDINATOR).reload()
    type_person(sheet, "Mira")
    office = see(sheet).click("Aufnehmen")
    told = metrics(office)
    assert re.fullmatch(r"\d\d:\d\d · \d\d:\d\d", told["Zuletzt gelesen · geschrieben"])
    reads, writes = re.fullmatch(r"(\d+) · (\d+) von 60", told["Anfragen an Google je Minute"]).groups()
    assert (int(reads) >= 3, int(writes) >= 2) == (True, True)


def told_of_rows(count):
    """Draw what is told of a sheet of so many rows; a real one takes minutes, that it is counted shows the store."""
    from pages.office.table_room import warn  # noqa: PLC0415 - AppTest runs this function as a script of its own
    from services.storage.sheets.findings import Mode  # noqa: PLC0415

    warn(Mode.NORMAL, count, 0.1)


def test_sheet_of_twenty_thousand_rows_is_told_to_move_to_a_database():
    before, after = (AppTest.from_function(told_of_rows, args=(count,)).run() for count in (LARGE - 1, LARGE))
    told = (
        "Die Tabelle hat 20.000 Zeilen. Ab etwa 20.000 werden jede Seite und jedes Speichern langsamer: Bitte ziehen "
        "Sie nach PostgreSQL um; die README sagt, wie. Dabei geht nichts verloren."
    )
    assert [[shown(one.value) for one in drawn.warning] for drawn in (before, after)] == [[], [told]]


def test_journal_is_the_newest_entries_and_the_whole_of_it_when_asked(sheet):
    Visitor(Role.COORDINATOR).reload()
    store = SheetsStore("example-dorsten", api=sheet.url)
    seen = store.load()
    told = [
        JournalEntry(id=f"J-{one:04d}", at=NOW, actor="Ute Büro", entries=("P-0001",), operation=f"click-{one}")
        for one in range(1001, 1401)
    ]
    store.commit(tuple(Change(None, one) for one in told), expected=seen)
    office = see(sheet)
    assert len(journal_of(office)) == 100
    office.field("journal.whole").set_value(True).run()
    assert len(journal_of(office)) >= 400


def test_journal_of_an_entry_says_how_many_lines_it_leaves_out(sheet):
    Visitor(Role.COORDINATOR).reload()
    store = SheetsStore("example-dorsten", api=sheet.url)
    told = [
        JournalEntry(id=f"J-{one:04d}", at=NOW, actor="Ute Büro", entries=("S-0001",), operation=f"click-{one}")
        for one in range(1001, 1131)
    ]
    store.commit(tuple(Change(None, one) for one in told), expected=store.load())
    office = see(sheet)
    office.at.text_input[0].set_value("S-0001").run()
    assert re.search(r"Angezeigt: 100 von 1[34]\d\.", office.text)
    office.field("journal.all").set_value(True).run()
    assert len(journal_of(office)) >= 130


def journal_of(office):
    return next(one.value for one in office.at.dataframe if "Wer" in one.value.columns)


def test_row_that_somebody_copied_is_shown_at_both_places_and_neither_is_changed(sheet):
    Visitor(Role.COORDINATOR).reload()
    sheet.person().copy_row("Personen", 3)
    before = sheet.book.sheet("Personen").values()
    told = [one.value for one in see(sheet).at.markdown if "steht in 2 Zeilen" in one.value]
    assert [f"Zeile {row}," in "".join(told) for row in (3, len(before))] == [True, True]
    assert sheet.book.sheet("Personen").values() == before
