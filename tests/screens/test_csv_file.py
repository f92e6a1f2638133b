import csv
from datetime import date
from io import StringIO

from pages.shared.csv_file import csv_file


def rows_of(file):
    return list(csv.reader(StringIO(file.decode("utf-8-sig")), delimiter=";"))


def test_file_is_read_by_a_german_excel():
    file = csv_file([{"Name": "Jürgen; Żółw", "Text": "Zeile 1\nZeile 2", "Tag": date(2026, 9, 3), "Antwort": ""}])
    assert file.startswith(b"\xef\xbb\xbf")
    assert rows_of(file) == [
        ["Name", "Text", "Tag", "Antwort"],
        ["Jürgen; Żółw", "Zeile 1\nZeile 2", "03.09.2026", ""],
    ]


def test_cell_that_begins_like_a_formula_is_text():
    cells = ["=1+1", "+cmd|x", "-2", "@SUM(A1)", "+49 2362 111111"]
    assert rows_of(csv_file([{"Zelle": one} for one in cells]))[1:] == [
        ["'=1+1"],
        ["'+cmd|x"],
        ["'-2"],
        ["'@SUM(A1)"],
        ["+49 2362 111111"],
    ]


def test_file_without_rows_is_empty():
    assert rows_of(csv_file([])) in ([], [[]])
