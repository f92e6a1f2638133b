"""The backup file: reads back exactly, opens in a spreadsheet program without formulas, refuses what it is not."""

import csv
import json
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.model.course_records import Course
from services.model.errors import DamagedBackup, NewerBackup, NotABackup, Problem, UnknownColumns
from services.model.records import RECORDS, Person
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.storage.archive import backup_of, bare, file_name, manifest_in, shielded, workbook_in
from services.storage.manifest import MANIFEST
from tests.storage.actions import NOW, course
from tests.storage.values import NASTY_TEXT, values_of

COURSES = Workbook.of([Course.model_validate({**dict(course("=1+1", place="'Rathaus")), "id": "K-0001"})], revision=7)
PACKED = backup_of(COURSES, at=NOW)


def contents(packed):
    with ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files):
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_manifest(**changed):
    files = contents(PACKED)
    return packed({**files, MANIFEST: json.dumps({**json.loads(files[MANIFEST]), **changed})})


def with_courses(text):
    """The backup with another table of courses, as a program of another version would have written it."""
    files = contents(PACKED)
    told = json.loads(files[MANIFEST])
    for table in told["tables"]:
        if table["tab"] == "Kurse":
            table["sha256"] = sha256(text.encode()).hexdigest()
    return packed({**files, "Kurse.csv": text, MANIFEST: json.dumps(told)})


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_backup_of_any_records_gives_the_workbook_back(data):
    records = [
        kind.model_validate({**data.draw(values_of(kind), label=kind.__name__), "id": f"{kind.prefix}-0001"})
        for kind in RECORDS
    ]
    workbook = Workbook.of(records, revision=data.draw(st.integers(0, 10_000)))
    assert workbook_in(backup_of(workbook, at=NOW)) == workbook


@given(cell=st.text() | st.sampled_from(NASTY_TEXT) | st.text("=+-@\t\r\n'＝1A", max_size=4))
def test_cell_is_no_formula_in_a_spreadsheet_program_and_comes_back_exactly(cell):
    assert bare(shielded(cell)) == cell
    assert not shielded(cell).startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_tables_open_in_a_german_spreadsheet_program_without_formulas():
    phones = Person(id="P-0001", first_name="Ada", last_name="=Lohe", phone="+49 2362 123456", note="-1\n+2; @SUM")
    table = contents(backup_of(Workbook.of([phones]), at=NOW))["Personen.csv"].decode("utf-8-sig")
    header, row = csv.reader(StringIO(table, newline=""), delimiter=";")
    cells = dict(zip(header, row, strict=True))
    assert (cells["Nachname"], cells["Telefon"]) == ("'=Lohe", "'+49 2362 123456")
    assert [cell for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    assert contents(PACKED)["Kurse.csv"].startswith(b"\xef\xbb\xbf")


def test_manifest_says_what_the_backup_is():
    manifest = manifest_in(PACKED)
    assert (manifest.version, manifest.revision, manifest.made_at) == (1, 7, NOW)
    assert {table.tab: table.rows for table in manifest.tables} == {
        **{kind.tab: 0 for kind in RECORDS},
        "Kurse": 1,
    }
    assert set(contents(PACKED)) == {"LIESMICH.txt", MANIFEST, *(f"{kind.tab}.csv" for kind in RECORDS)}


def test_same_workbook_gives_the_same_file():
    assert backup_of(COURSES, at=NOW) == PACKED
    assert file_name(NOW) == "Lotsenbuch-Sicherung-2026-08-20-0930.zip"


def test_rows_nobody_can_read_are_kept_with_their_reason():
    reason = Sentence("The spreadsheet lacks the tabs {tabs}. Please give them their old names back.", tabs=("a", "b"))
    problem = Problem("Personen", "Zeile 7", "Telefon", reason)
    workbook = Workbook(3, COURSES.records, (problem,), frozenset({"P-0007"}))
    assert workbook_in(backup_of(workbook, at=NOW)) == workbook


@pytest.mark.parametrize(
    "content",
    [b"", b"Nr.;Titel", b"PK\x03\x04 torn", packed({"anderes.csv": "1"}), packed({MANIFEST: '{"format": "other"}'})],
    ids=["empty", "table", "torn", "other archive", "other manifest"],
)
def test_file_that_is_no_backup_is_refused(content):
    for read in (manifest_in, workbook_in):
        with pytest.raises(NotABackup):
            read(content)


def test_archive_that_would_fill_the_memory_is_refused():
    huge = packed({**contents(PACKED), "Kurse.csv": b"0" * 200_000_001})
    assert len(huge) < 1_000_000
    with pytest.raises(NotABackup):
        workbook_in(huge)


def damaged():
    files = contents(PACKED)
    kept = {name: content for name, content in files.items() if name != "Kurse.csv"}
    torn = PACKED.replace(files["Kurse.csv"][:1], b"x")
    yield "changed by hand", packed({**files, "Kurse.csv": files["Kurse.csv"].replace(b"Basis", b"Aufbau") + b" "})
    yield "table missing", packed(kept)
    yield "manifest torn", packed({**files, MANIFEST: files[MANIFEST][:-20]})
    yield "manifest without tables", with_manifest(tables=None)
    yield "row too short", with_courses("Nr.;Titel\r\nK-0001\r\n")
    yield "no header", with_courses("")
    yield "bytes changed", torn
    yield "locked", PACKED.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


@pytest.mark.parametrize(("what", "content"), list(damaged()), ids=[what for what, _ in damaged()])
def test_damaged_backup_is_refused(what, content):
    with pytest.raises(DamagedBackup):
        workbook_in(content)


@pytest.mark.parametrize("changed", [{"version": 2}, {"layout": 99}, {"version": 2, "tables": "otherwise"}], ids=str)
def test_backup_of_a_newer_version_is_refused(changed):
    for read in (manifest_in, workbook_in):
        with pytest.raises(NewerBackup):
            read(with_manifest(**changed))


def test_backup_with_a_column_or_tab_of_another_version_is_refused_by_name():
    with pytest.raises(UnknownColumns, match="Kurse, Lieblingsfarbe"):
        workbook_in(with_courses("Nr.;Titel;Lieblingsfarbe\r\nK-0001;Kurs;rot\r\n"))
    told = json.loads(contents(PACKED)[MANIFEST])["tables"]
    with pytest.raises(UnknownColumns, match="Fahrzeuge"):
        workbook_in(with_manifest(tables=[*told, {"tab": "Fahrzeuge", "file": "F.csv", "rows": 0, "sha256": ""}]))


def test_backup_of_an_older_version_takes_the_defaults_for_columns_it_lacks():
    found = workbook_in(with_courses("\ufeffNr.;Titel;Stand\r\nK-0001;Kurs;Anmeldung offen\r\n"))
    assert found.all(Course) == (Course(id="K-0001", title="Kurs", status="Anmeldung offen"),)


def test_row_that_this_version_cannot_read_becomes_a_problem():
    found = workbook_in(with_courses("Nr.;Titel;Stand\r\nK-0001;Kurs;unbekannt\r\n"))
    assert found.all(Course) == ()
    assert [(one.tab, one.row, one.column) for one in found.problems] == [("Kurse", "Kurse.csv, 2", "Stand")]
    assert found.taken == {"K-0001"}
