"""Files as people have them: other encodings, merged cells, renamed, damaged, far too large."""

import resource
import string
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook as Excel

from services.delivery import spreadsheets, workbook_reader
from services.delivery.spreadsheets import Sheet, csv_of, read, xlsx_of
from services.model.course_errors import FileTooLarge, NotASpreadsheet, NothingInFile, TooManyRows

LIST = "Nachname;Vorname;E-Mail\r\nMüller;Zoë;zoe@example.org\r\nŻółć;José;\r\n"
ROWS = (("Nachname", "Vorname", "E-Mail"), ("Müller", "Zoë", "zoe@example.org"), ("Żółć", "José", ""))
CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n;,\t=+-@'\""), min_size=1, max_size=12
).filter(lambda text: text.strip() != "" and "\r" not in text)


def workbook(*sheets: dict[str, Any], **merged: str) -> bytes:
    """An Excel file with a sheet for each mapping of cells ("A1") to values."""
    packed = BytesIO()
    with Excel(packed, {"default_date_format": "dd.mm.yyyy"}) as book:
        for cells in sheets:
            sheet = book.add_worksheet()
            for cell, value in cells.items():
                (sheet.merge_range if ":" in cell else sheet.write)(cell, value)
    return packed.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_in_every_encoding_with_every_separator(encoding, separator):
    content = LIST.replace(";", separator).encode(encoding)
    assert read(content, "liste.csv") == (Sheet("", ROWS),)


def test_csv_of_an_old_windows_is_read():
    content = "Name;Ort\r\nMüller;Köln\r\n".encode("cp1252")
    assert read(content, "liste.csv")[0].rows == (("Name", "Ort"), ("Müller", "Köln"))


def test_csv_says_its_separator_itself():
    assert read(b"sep=|\r\nName|Ort\r\nAda; Bo|K, L\r\n", "liste.csv")[0].rows == (("Name", "Ort"), ("Ada; Bo", "K, L"))


def test_csv_with_rows_of_different_length_and_empty_ends_is_evened_out():
    content = "Name;Ort;;\n\nAda\nBo;Köln;;\n;;;\n\n".encode()
    assert read(content, "x.csv")[0].rows == (("Name", "Ort"), ("", ""), ("Ada", ""), ("Bo", "Köln"))


def test_cells_of_a_workbook_become_the_text_a_person_would_type():
    cells = {
        "A1": "Datum",
        "B1": 17,
        "C1": 2.5,
        "D1": True,
        "A2": date(2011, 7, 2),
        "B2": "0236",
        "C2": "",
        "D2": False,
    }
    assert read(workbook(cells), "liste.xlsx")[0].rows == (
        ("Datum", "17", "2,5", "ja"),
        ("02.07.2011", "0236", "", "nein"),
    )
    times = [workbook_reader._text(one) for one in (time(14, 30), timedelta(hours=2))]
    assert times == ["14:30", "2:00:00"]


def test_merged_cells_are_named_and_not_filled():
    (sheet,) = read(workbook({"A1:C1": "Teilnehmende 2011", "A2": "Kurs", "B2": "Name", "A3:A4": "Kurs A",
                              "B3": "Ada", "B4": "Bo"}), "liste.xlsx")  # fmt: skip
    assert sheet.merged == ("A1:C1", "A3:A4")
    assert sheet.rows == (("Teilnehmende 2011", ""), ("Kurs", "Name"), ("Kurs A", "Ada"), ("", "Bo"))


def test_each_sheet_with_anything_in_it_is_there():
    found = read(workbook({"A1": "Ada"}, {}, {"AA3": "Bo"}), "liste.xlsx")
    assert [(one.name, len(one.rows), len(one.rows[0])) for one in found] == [("Sheet1", 1, 1), ("Sheet3", 3, 27)]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"%PDF-1.4\nonly ascii",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04 no archive",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook",
        b"\xff\xfeodd",
        b"\x81\x8d\x8f",
        b"a;b\x00c",
    ],
    ids=["pdf", "plain-pdf", "picture", "zip", "xls", "utf16", "no-letters", "zero"],
)
def test_file_that_is_something_else_is_refused(content):
    with pytest.raises(NotASpreadsheet) as refusal:
        read(content, "liste.xlsx")
    assert refusal.value.sentence.values == {"file": "liste.xlsx"}


def test_archive_that_is_no_workbook_is_refused():
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("brief.txt", "Guten Tag")
    with pytest.raises(NotASpreadsheet):
        read(packed.getvalue(), "liste.ods")


def test_small_file_that_would_fill_the_memory_is_refused():
    packed, bomb = BytesIO(workbook({"A1": "Ada"})), BytesIO()
    block = b"A" * 10_000_000
    with ZipFile(packed) as source, ZipFile(bomb, "w", ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                target.writestr(name, source.read(name))
        with target.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>')
            for _ in range(21):
                sheet.write(block)
    assert len(bomb.getvalue()) < spreadsheets.MOST_BYTES
    with pytest.raises(TooManyRows):
        read(bomb.getvalue(), "liste.xlsx")


def test_two_cells_in_opposite_corners_do_not_fill_the_memory():
    with pytest.raises(NotASpreadsheet):
        read(workbook({"A1": "Ada", "XFD1048576": "Bo"}), "liste.xlsx")


def test_too_much_is_refused():
    with pytest.raises(FileTooLarge):
        read(b"a" * 10_000_001, "liste.csv")
    with pytest.raises(TooManyRows):
        read(b"a;b\n" * 20_001, "liste.csv")
    with pytest.raises(TooManyRows):
        read(workbook({"A1": "Ada", "A20001": "Bo"}), "liste.xlsx")
    assert len(read(b"a;b\n" * 20_000, "liste.csv")[0].rows) == 20_000


@pytest.mark.parametrize(
    "content",
    [b"a;" * 2_000_000 + b"\n" + b"b\n" * 2_000, b"b\n" * 2_000_000],
    ids=["one-long-row", "many-short-rows"],
)
def test_text_that_would_fill_the_memory_is_refused_before_it_does(content):
    begun = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 300_000_000, begun[1]))
    try:
        with pytest.raises(TooManyRows):
            read(content, "liste.csv")
    finally:
        resource.setrlimit(resource.RLIMIT_AS, begun)


def test_empty_rows_and_cells_at_the_end_are_not_too_much():
    rows = read(b"a;b" + b";" * 500 + b"\n" + b";\n" * 30_000, "liste.csv")[0].rows
    assert rows == (("a", "b"),)


@pytest.mark.parametrize("content", [b"", b"\r\n ; ;\r\n", workbook({})], ids=["nothing", "blank", "workbook"])
def test_file_without_anything_is_told(content):
    with pytest.raises(NothingInFile):
        read(content, "liste.csv")


def test_reader_says_what_went_wrong_without_its_process():
    assert workbook_reader.sheets_in(workbook({"A1": "Ada"})) == [{"name": "Sheet1", "rows": [["Ada"]], "merged": []}]
    with pytest.raises(BadZipFile):
        workbook_reader.sheets_in(b"PK\x03\x04")
    with pytest.raises(workbook_reader.TooMuch):
        workbook_reader.sheets_in(workbook({"A1": "Ada", "GS1": "Bo"}))
    assert len(workbook_reader.sheets_in(workbook({"GR1": "Ada"}))[0]["rows"][0]) == 200


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, st.just("") | CELLS), max_size=8))
def test_csv_written_here_is_read_back_equal(rows):
    assert read(csv_of(("Name", "E-Mail"), rows), "x.csv")[0].rows == (("Name", "E-Mail"), *rows)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_excel_written_here_is_read_back_equal(rows):
    (sheet,) = workbook_reader.sheets_in(xlsx_of("Liste: A/B", ("Name", "E-Mail"), rows))
    assert (sheet["name"], sheet["rows"]) == ("Liste  A B", [["Name", "E-Mail"], *map(list, rows)])


def test_no_cell_starts_a_formula():
    lines = csv_of(("Name",), [("=1+1",), ("+49",), ("@sum",), ("'t Hooft",)]).decode("utf-8-sig").splitlines()
    assert lines == ['"Name"', '"\'=1+1"', '"\'+49"', '"\'@sum"', "\"''t Hooft\""]
    with ZipFile(BytesIO(xlsx_of("Liste", ("Name",), [("=1+1",)]))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_letters_of_columns_are_those_of_a_spreadsheet():
    found = [workbook_reader._letters(at) for at in (0, 25, 26, 701, 702)]
    assert found == [string.ascii_uppercase[0], "Z", "AA", "ZZ", "AAA"]
