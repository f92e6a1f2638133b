"""The state of the table, on an embedded file and on a sheet that people have worked in."""

import pytest

from services.model.access import Role
from services.storage.sheets.findings import Mode
from services.storage.sheets.results import HEADING
from tests.screens.visitor import Visitor
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
    office.click("Aufnehmen")
    assert office.told[0].startswith("Aufgenommen: 1. Der letzte Eintrag ist P-")
    assert "Von Hand eingetragene Zeilen" not in office.labels
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
    assert office.warnings[0].startswith("Der Selbsttest erlaubt: Nur lesen.")


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
