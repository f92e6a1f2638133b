"""What people keep in the sheet beside the entries: it is in the backup, word for word, and never stands in its way."""

import pytest

from services.model.course_records import Course
from services.model.records import Person
from services.model.workbook import Rest
from services.storage import backup
from services.storage.archive import workbook_in
from services.storage.open import everything, whole
from tests.storage.actions import UTE, course, plan


@pytest.fixture
def worked_in(sheet):
    """Two courses of the app's, a row typed by hand, one nobody can read, a column and a tab of people's own."""
    for title in ("Eins", "Zwei"):
        sheet.office.perform(UTE, plan, course(title))
    for row, title in ((4, "Von Hand"), (5, "=Unlesbar")):
        sheet.person.type(sheet.cell("Kurse", row, "Titel"), f"'{title}")
        sheet.person.type(sheet.cell("Kurse", row, "Art"), "Basisqualifizierung")
    sheet.person.type(sheet.cell("Kurse", 5, "Plätze"), "viele")
    sheet.person.add_column("Kurse", "Abgerechnet")
    sheet.person.type(sheet.cell("Kurse", 3, "Abgerechnet"), "03.09.2026")
    sheet.person.add_sheet("Kasse 2026/27")
    sheet.person.type("'Kasse 2026/27'!B2", "12,5")
    return sheet


def saved(sheet, tmp_path, *words):
    secrets, file = tmp_path / "secrets.toml", tmp_path / "all.zip"
    secrets.write_text(f'[sheet]\naddress = "{sheet.id}"\napi = "{sheet.server.url}"\n', encoding="utf-8")
    backup.main(["--secrets", str(secrets), "--out", str(file), *words])
    return workbook_in(file.read_bytes())


def texts(row):
    return tuple(text for text in row if text)


@pytest.mark.parametrize("source", [(), ("--from", "sheet")], ids=["as the app uses", "by address"])
def test_backup_holds_what_people_keep_beside_the_entries(worked_in, tmp_path, capsys, source):
    found = saved(worked_in, tmp_path, *source)
    assert [one.title for one in found.all(Course)] == ["Eins", "Zwei"]
    courses, till = found.rest
    assert (courses.tab, till) == ("Kurse", Rest("Kasse 2026/27", (("2", "", "12,5"),)))
    header, *rows = courses.rows
    assert (header[0], header[1], header[-1]) == ("1", "Nr.", "Abgerechnet")
    assert [row[0] for row in rows] == ["3", "4", "5"]
    assert rows[0][-1] == "03.09.2026"
    assert texts(rows[1]) == ("4", "Von Hand", "Basisqualifizierung")
    assert texts(rows[2]) == ("5", "=Unlesbar", "Basisqualifizierung", "viele")
    assert "5 rows beside the entries" in capsys.readouterr().out


def test_sheet_nobody_worked_in_has_nothing_beside_the_entries(sheet, tmp_path):
    sheet.office.perform(UTE, plan, course())
    assert saved(sheet, tmp_path).rest == ()


def test_backup_of_any_reason_why_a_row_cannot_be_read_is_no_obstacle(sheet, tmp_path):
    sheet.office.perform(UTE, plan, course(starts_on="03.09.2026", ends_on="04.09.2026"))
    sheet.person.type(sheet.cell("Kurse", 2, "Endet am"), "01.09.2026")
    sheet.person.type(sheet.cell("Personen", 2, "Nr."), "Mira")
    found = saved(sheet, tmp_path)
    assert {(one.tab, one.row) for one in found.problems} == {("Kurse", "Zeile 2"), ("Personen", "Zeile 2")}
    assert found.all(Person) == ()
    assert {one.tab for one in found.rest} == {"Kurse", "Personen"}


def test_comparing_leaves_out_what_stands_beside_the_entries(worked_in):
    assert everything(worked_in.store).rest
    assert everything(worked_in.store) == whole(worked_in.store)
