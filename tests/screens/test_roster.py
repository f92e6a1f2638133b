"""The roster on the screen: searching, filters in the address, views, files to take along."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from services.model.access import Role
from tests.screens.visitor import Visitor

PAGE = "office/roster.py"
LIST = """Nachname;Vorname;Tel.;Sprachen;Verfügbarkeit
Alt;Ada;02362 123456;Türkisch (B2);Mo und Mi vormittag
Lohe;Bo;02362 654321;Russisch, etwas Polnisch;nach Absprache
Cy;;02362 111222;;
"""


@pytest.fixture
def desk():
    return Visitor(Role.COORDINATOR).open(PAGE)


def names(visitor):
    return list(visitor.at.dataframe[0].value["Name"]) if visitor.at.dataframe else []


def test_search_is_narrowed_down_and_stands_in_the_address(desk):
    everybody = len(names(desk))
    desk.at.text_input(key="roster.words").set_value("uk").run()
    desk.unfold("roster.filters").at.multiselect(key="roster.statuses").set_value(["Aktiv"]).run()
    assert 0 < len(names(desk)) < everybody
    assert dict(desk.at.query_params) == {"suche": "uk", "stand": "Aktiv"}
    assert "Filter aktiv: 1" in desk.text
    desk.at.text_input(key="roster.words").set_value("").run()
    desk.at.multiselect(key="roster.statuses").set_value([]).run()
    assert (len(names(desk)), dict(desk.at.query_params)) == (everybody, {})


def test_address_shows_the_same_list_to_somebody_else(desk):
    desk.at.text_input(key="roster.words").set_value("arabic").run()
    other = Visitor(Role.COORDINATOR)
    other.at.query_params["suche"] = "arabic"
    assert names(other.open(PAGE)) == names(desk) != []


def test_view_is_saved_chosen_and_taken_away(desk):
    desk.unfold("roster.filters").at.multiselect(key="roster.languages").set_value(["Arabisch"]).run()
    found = names(desk)
    desk.at.text_input(key="view.0.name").set_value("Arabisch").run()
    desk.click("Diese Ansicht speichern")
    assert desk.told == ["Die Ansicht „Arabisch“ ist gespeichert."]
    other = Visitor(Role.COORDINATOR).open(PAGE)
    other.at.selectbox(key="roster.view").set_value("Arabisch").run()
    assert names(other) == found
    assert other.unfold("roster.filters").at.multiselect(key="roster.languages").value == ["Arabisch"]
    other.click("„Arabisch“ entfernen")
    assert other.told == ["Die Ansicht „Arabisch“ ist entfernt."]


def test_view_without_filters_is_refused(desk):
    desk.at.text_input(key="view.0.name").set_value("Alle").run()
    desk.click("Diese Ansicht speichern")
    assert desk.warnings == ["Es ist noch kein Filter gewählt: Diese Ansicht würde alle zeigen."]


def test_own_list_is_previewed_taken_over_and_taken_back(desk):
    desk.choose("roster.section", "Take over a list")
    desk.at.file_uploader[0].set_value(("Lotsen.csv", LIST.encode("cp1252"), "text/csv")).run()
    shown = [tuple(row) for one in desk.at.dataframe for row in one.value.itertuples(index=False)]
    assert (3, "Bo Lohe", "Sprachen", "etwas Polnisch", "Gelesen als Polnisch, ohne Niveau.") in shown
    assert (4, "Cy", "Vorname", "Bitte ausfüllen.") in [row for row in shown if len(row) == 4]
    desk.click("Übernehmen: 2")
    assert desk.told == ["Jetzt auf der Lotsenliste: 2. Nicht übernommen: 1."]
    (sure,) = [one for one in desk.at.checkbox if one.label == "Ja, diese Liste zurücknehmen"]
    sure.check().run()
    desk.click("Zurücknehmen: 2")
    assert desk.told == ["Zurückgenommen: 2. Auf der Lotsenliste bleiben: 0."]
    assert "Lohe" not in desk.choose("roster.section", "The roster").text


def test_columns_of_the_own_list_that_nothing_is_taken_from_are_named(desk):
    desk.choose("roster.section", "Take over a list")
    content = "Nr;Nachname;Vorname;Tel.;Schuhgröße\n1;Alt;Ada;02362 123456;38\n".encode()
    desk.at.file_uploader[0].set_value(("Lotsen.csv", content, "text/csv")).run()
    assert "Aus diesen Spalten wird nichts übernommen: Nr, Schuhgröße" in [one.value for one in desk.at.caption]
    own_field(desk, "note").set_value(4).run()
    assert "Aus diesen Spalten wird nichts übernommen: Nr" in [one.value for one in desk.at.caption]
    own_field(desk, "certificate").set_value(0).run()
    assert not any(one.value.startswith("Aus diesen Spalten") for one in desk.at.caption)


def own_field(visitor, name):
    return next(one for one in visitor.at.selectbox if one.key.startswith("own.") and one.key.endswith(f".{name}"))


def bomb():
    """A small file of a spreadsheet that unpacks to more than any list of people."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"A" * 210_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lambda: b"%PDF-1.7\n%\xe2\xe3", "„liste.xlsx“ lässt sich nicht als Tabelle lesen."),
        (bomb, "„liste.xlsx“ enthält zu viel: höchstens 20.000 Zeilen und 200 Spalten."),
        (
            lambda: b"Nachname;Vorname\n" + b"Alt;Ada\n" * 5001,
            "Diese Liste hat 5001 Zeilen; auf einmal werden höchstens 5000 übernommen. Bitte teilen Sie die Datei auf.",
        ),
    ],
    ids=["pdf", "bomb", "long"],
)
def test_file_that_cannot_be_taken_over_is_told_in_a_sentence(desk, content, sentence):
    desk.choose("roster.section", "Take over a list")
    desk.at.file_uploader[0].set_value(("liste.xlsx", content(), "")).run()
    assert [one.startswith(sentence) for one in desk.warnings] == [True]
    assert "können übernommen werden" not in desk.text


def test_list_shows_no_phone_number_and_no_address(desk):
    assert "@" not in desk.at.dataframe[0].value.to_csv()
    assert "+49" not in desk.at.dataframe[0].value.to_csv()


def test_pair_entered_twice_is_compared_and_merged(desk):
    twin = {"first_name": "Olena", "last_name": "Sorenko", "phone": "02362 987654"}
    desk.unfold("enter").type("enter", twin).click("Eintragen")
    desk.choose("roster.section", "Duplicates")
    pair = next(name for name in desk.at.dataframe[0].value["Zuerst eingetragen"] if name.startswith("Olena Sorenko"))
    desk.row("pairs", pair)
    assert "Gemerkt" not in desk.text
    desk.click("Zu einem Eintrag zusammenführen")
    assert [one for one in desk.told if "ist mit Olena Sorenko" in one] == desk.told != []
    assert desk.choose("roster.section", "The roster").at.text_input(key="roster.words").set_value("sorenko").run()
    assert names(desk) == ["Olena Sorenko"]
