"""Totals with their source, and people of an old list: from the file to the report."""

import csv
from io import BytesIO, StringIO

import pytest
from xlsxwriter import Workbook as Excel

from services.model.course_lists import RegistrationStatus
from services.model.course_records import Course, EarlierTotal, Registration
from services.model.lists import Channel
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor

PAGE = "office/earlier_years.py"
ANNA = "anna.nord@example.org"
LIST = (
    "Nachname;Vorname;E-Mail;Zertifikat Nr.\n"
    "Öztürk;Ayşe;ayse.oeztuerk@example.org;2011-001\n"
    "Müller;Zoë;keine;2011-002\n"
    "Öztürk;Ayşe;;\n"
    "Lohe;Bo;;\n"
)


@pytest.fixture
def kept(filled):
    def read():
        store = SqlStore(filled["store"]["url"])
        workbook = store.load()
        store.close()
        return workbook

    return read


def page(secrets):
    return Visitor(secrets=secrets, email=ANNA).open(PAGE)


def upload(visitor, content, name="Liste 2011.csv"):
    visitor.at.file_uploader[0].set_value((name, content, "text/csv")).run()
    assert not visitor.at.exception
    return visitor


def choose(visitor, ending, value):
    next(one for one in visitor.at.selectbox if one.key.endswith(ending)).set_value(value).run()
    assert not visitor.at.exception
    return visitor


def fill(visitor, **values):
    """Type into the form of the new course."""
    for name, value in values.items():
        next(
            one for one in visitor.at.text_input if one.key.startswith("past.") and one.key.endswith(f".{name}")
        ).set_value(value)
    return visitor


def tables(visitor):
    return [[tuple(row) for row in one.value.itertuples(index=False)] for one in visitor.at.dataframe]


def report(visitor):
    """What the button for the report gives."""
    (button,) = [one for one in visitor.at.download_button if one.label == "Bericht herunterladen (CSV)"]
    path = button.proto.url.rsplit("/", 1)[-1]
    storage = visitor.at.session_state["past.report"]
    assert path
    return list(csv.reader(StringIO(storage.decode("utf-8-sig")), delimiter=";"))


def test_total_is_entered_and_changed(filled, kept):
    visitor = page(filled)
    visitor.type("total", {"cohort": "Kurs 2009", "first_year": "2009", "last_year": "2008", "people": "17"})
    visitor.field("total.0.source").set_value("Bericht an den Rat")
    visitor.at.button[
        [one.key for one in visitor.at.button].index("FormSubmitter:total.0.form-Eintragen")
    ].click().run()
    assert visitor.warnings == ["Bitte prüfen Sie die Jahre: Von 2009 bis 2008 ist kein Zeitraum in der Vergangenheit."]
    visitor.type("total", {"last_year": "2010"}).click("Eintragen")
    assert visitor.told == ["Die Summe „Kurs 2009“ ist eingetragen (F-0003)."]
    visitor.row("totals", "Kurs 2009").type("total.F-0003", {"people": "18"}).click("Speichern")
    assert visitor.told == ["Die Summe „Kurs 2009“ ist gespeichert."]
    assert kept().get(EarlierTotal, "F-0003").people == 18


def test_list_is_previewed_then_taken_over_with_a_report_of_the_rest(filled, kept):
    visitor = upload(page(filled), LIST.encode("cp1252", "xmlcharrefreplace").replace(b"&#351;", b"s"))
    before = kept()
    assert "Können übernommen werden: 1" not in visitor.text
    assert "Können übernommen werden: 2" in visitor.text
    assert [(2, "Ayse", "Öztürk", "ayse.oeztuerk@example.org", "2011-001"), (5, "Bo", "Lohe", "", "")] in tables(
        visitor
    )
    assert [(4, "Ayse Öztürk", "Derselbe Name steht schon in Zeile 2.")] in tables(visitor)
    sentence = "Das ist keine E-Mail-Adresse. Schreiben Sie sie so: name@example.org."
    assert [(3, "Zoë Müller", "E-Mail", sentence)] in tables(visitor)
    assert kept() == before
    fill(visitor, title="Kurs der VHS", cohort="Herbst 2011").click("Übernehmen: 2")
    assert visitor.told == ["In „Kurs der VHS“ (K-0008) übernommen: 2. Nicht übernommen: 2."]
    taken = kept().where(Registration, course="K-0008")
    assert [(one.full_name, one.status, one.channel, one.certificate) for one in taken] == [
        ("Ayse Öztürk", RegistrationStatus.CERTIFIED, Channel.OLD_LIST, "2011-001"),
        ("Bo Lohe", RegistrationStatus.CERTIFIED, Channel.OLD_LIST, ""),
    ]
    assert report(visitor)[1:] == [
        ["3", "Zoë Müller", "E-Mail", sentence],
        ["4", "Ayse Öztürk", "", "Derselbe Name steht schon in Zeile 2."],
    ]
    assert any(
        "Die Summe „2009–2022“" in one and "zählt diese Personen vielleicht auch" in one for one in visitor.warnings
    )


def test_possible_duplicate_is_taken_over_when_it_is_chosen(filled, kept):
    visitor = upload(page(filled), LIST.encode())
    visitor.at.multiselect[0].set_value([4]).run()
    fill(visitor, cohort="Herbst 2011").click("Übernehmen: 3")
    assert visitor.told == ["In „Ausbildung in früheren Jahren“ (K-0008) übernommen: 3. Nicht übernommen: 1."]
    assert len(kept().where(Registration, course="K-0008")) == 3


def test_new_course_needs_its_cohort_and_what_was_typed_stays(filled, kept):
    visitor = fill(upload(page(filled), LIST.encode()), title="Kurs der VHS").click("Übernehmen: 2")
    assert "Jahrgang: Bitte ausfüllen." in visitor.errors
    assert [
        one.value for one in visitor.at.text_input if one.key.endswith(".title") and one.key.startswith("past.")
    ] == ["Kurs der VHS"]
    assert kept().find(Course, "K-0008") is None


def test_course_that_is_there_takes_only_as_many_as_it_has_places(filled, kept):
    visitor = choose(upload(page(filled), LIST.encode()), ".target", "K-0002")
    (button,) = [one for one in visitor.at.button if one.label == "Übernehmen: 2"]
    places = kept().get(Course, "K-0002").places - len(kept().where(Registration, course="K-0002"))
    assert button.disabled is (places < 2)
    assert ("hat noch" in visitor.text) is (places < 2)


def test_workbook_with_several_sheets_merged_cells_and_courses(filled, kept):
    packed = BytesIO()
    with Excel(packed) as book:
        book.add_worksheet("Notizen").write("A1", "nichts")
        sheet = book.add_worksheet("Liste")
        sheet.merge_range("A1:B1", "Alle Lotsinnen und Lotsen")
        for at, row in enumerate((("Name", "Kurs"), ("Lohe, Ada", "2011"), ("Bo Alt", "2012"), ("Cy Neu", "2011")), 1):
            sheet.write_row(at, 0, row)
    visitor = upload(page(filled), packed.getvalue(), "Liste.xlsx")
    next(one for one in visitor.at.selectbox if one.key.startswith("past.sheet")).set_value(1).run()
    assert any("Verbundene Zellen: A1:B1." in one for one in visitor.warnings)
    assert "Können übernommen werden: 2" in visitor.text
    assert "Weitere Zeilen der Datei, die zu anderen Kursen gehören: 1." in visitor.text
    visitor.click("Übernehmen: 2")
    assert [one.full_name for one in kept().where(Registration, course="K-0008")] == ["Ada Lohe", "Cy Neu"]
    assert kept().get(Course, "K-0008").cohort == "2011"


def test_columns_nobody_recognises_are_chosen_by_hand(filled):
    visitor = upload(page(filled), b"Wer;Was\nLohe, Ada;x\n")
    assert "Bitte wählen Sie oben, in welcher Spalte die Namen stehen." in [one.value for one in visitor.at.info]
    visitor = choose(choose(visitor, ".header", 0), ".0.full_name", 0)
    assert "Können übernommen werden: 1" in visitor.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "„liste.xlsx“ lässt sich nicht als Tabelle lesen."),
        (b"", "„liste.xlsx“ enthält keine Zeilen."),
        (b"a;b\n" * 20_001, "„liste.xlsx“ enthält zu viel: höchstens 20.000 Zeilen und 200 Spalten."),
    ],
)
def test_file_that_is_no_list_is_told_in_a_sentence(filled, content, sentence):
    visitor = upload(page(filled), content, "liste.xlsx")
    assert [one.startswith(sentence) for one in visitor.warnings] == [True]
    assert "können übernommen werden" not in visitor.text
