"""The backup page: download, a wrong file, what is different, bringing it back, what stays away and why."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest

from services.model.access import Role
from services.model.records import JournalEntry, Offer, Person
from services.model.workbook import Rest, Workbook
from services.office import now_in_germany
from services.storage.archive import backup_of
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor

PAGE = "office/backup.py"
ANNA = "anna.nord@example.org"
AT = now_in_germany()


@pytest.fixture
def packed(invented) -> bytes:
    """A backup of the example."""
    return backup_of(Workbook.of(invented), at=AT)


@pytest.fixture
def lost(filled) -> Callable[..., None]:
    """Change the office's file behind the app's back, as a mishap would."""

    def carry_out(*steps: str) -> None:
        with sqlite3.connect(filled["store"]["url"].removeprefix("sqlite:///")) as file:
            for step in steps:
                file.execute(step)
        file.close()

    return carry_out


@pytest.fixture
def kept(filled) -> Callable[[], Workbook]:
    """What the office's store holds now."""

    def read() -> Workbook:
        store = SqlStore(filled["store"]["url"])
        workbook = store.load()
        store.close()
        return workbook

    return read


def upload(visitor, content, name="Sicherung.zip"):
    visitor.at.file_uploader(key="backup.file").set_value((name, content, "application/zip")).run()
    assert not visitor.at.exception
    return visitor


def press(visitor, key):
    visitor.at.button(key=key).click().run()
    assert not visitor.at.exception
    return visitor


def page(secrets, content):
    return upload(Visitor(secrets=secrets, email=ANNA).open(PAGE), content)


def counted(visitor):
    """The table of counts: tab, missing, different, only here."""
    drawn = [one.value for one in visitor.at.dataframe if list(one.value.columns)[1:2] == ["Fehlt hier"]]
    return [tuple(row) for table in drawn for row in table.itertuples(index=False)]


def test_page_offers_the_download_and_says_to_keep_it_safe():
    visitor = Visitor(Role.ADMINISTRATOR).open(PAGE)
    (button,) = visitor.at.download_button
    assert (button.label, button.proto.disabled) == ("Sicherung herunterladen", False)
    assert "Namen, Adressen und Telefonnummern" in visitor.text
    assert counted(visitor) == []


@pytest.mark.parametrize("content", [b"", b"no archive"], ids=["empty", "other"])
def test_wrong_file_is_told_in_a_sentence(filled, content):
    visitor = page(filled, content)
    expected = "Das ist keine Sicherung von Lotsenbuch. Bitte wählen Sie die ZIP-Datei so, wie sie hier heruntergeladen"
    assert [one.startswith(expected) for one in visitor.warnings] == [True]
    assert counted(visitor) == []


def test_damaged_file_is_told_in_a_sentence(filled, packed):
    middle = packed.index(b"lotsenbuch.json") + 60
    visitor = page(filled, packed[:middle] + b"xx" + packed[middle + 2 :])
    sentence = (
        "„lotsenbuch.json“ in dieser Sicherung ist beschädigt oder von Hand geändert. Bitte nehmen Sie eine andere "
        "Kopie der Datei."
    )
    assert visitor.warnings == [sentence]


def test_backup_of_what_is_there_says_so(filled, packed):
    visitor = page(filled, packed)
    assert visitor.told == ["Alles aus dieser Sicherung steht genau so in der Tabelle."]
    assert visitor.at.info[0].value.startswith("Sicherung von „Integrationslotsen Dorsten“ vom ")
    assert counted(visitor) == []


def test_differences_are_shown_by_tab_and_field_by_field(filled, packed, lost):
    lost("DELETE FROM person WHERE id = 'P-0002'", "UPDATE person SET max_open = '9' WHERE id = 'P-0004'")
    lost("UPDATE organisation SET id = 'O-0900' WHERE id = 'O-0001'")
    visitor = page(filled, packed)
    assert counted(visitor) == [("Stellen", 1, 0, 1), ("Personen", 1, 1, 0)]
    compared = next(one.value for one in visitor.at.dataframe if "In der Sicherung" in one.value.columns)
    assert [tuple(row) for row in compared.itertuples(index=False)] == [
        ("P-0004", "Heike Brookkamp", "Einsätze gleichzeitig", "9", "3")
    ]
    assert any("samir.darwanim@example.org" in one.value.to_csv() for one in visitor.at.dataframe)
    assert "Personen · Fehlt hier: 1 · Hier anders: 1" in [one.label.replace("*", "") for one in visitor.at.expander]


def test_everything_comes_back_and_the_report_says_what(filled, packed, lost, kept, invented):
    lost("DELETE FROM person WHERE id IN ('P-0002', 'P-0003')", "UPDATE person SET max_open = '9' WHERE id = 'P-0004'")
    visitor = press(page(filled, packed), "backup.all.button")
    assert visitor.told == [
        "Zurückgeholt: 2 fehlende und 1 geänderte Einträge.",
        "Alles aus dieser Sicherung steht genau so in der Tabelle.",
    ]
    entry = kept().all(JournalEntry)[-1]
    assert {**kept().records, JournalEntry: {}} == Workbook.of(invented).records
    assert (entry.actor, entry.deed, set(entry.entries)) == (
        "Anna Nord",
        "Sicherung zurückgeholt",
        {"P-0002", "P-0003", "P-0004"},
    )


def test_only_what_is_missing_comes_back_on_request(filled, packed, lost, kept):
    lost("DELETE FROM person WHERE id = 'P-0002'", "UPDATE person SET max_open = '9' WHERE id = 'P-0004'")
    visitor = press(page(filled, packed), "backup.all.some")
    assert visitor.told == ["Zurückgeholt: 1 fehlende und 0 geänderte Einträge."]
    assert kept().get(Person, "P-0004").max_open == 9
    assert counted(visitor) == [("Personen", 0, 1, 0)]
    visitor = press(visitor, "backup.P.button")
    assert kept().get(Person, "P-0004").max_open == 3


def test_whoever_was_deleted_on_request_stays_away(filled, packed, lost, kept):
    lost("DELETE FROM person WHERE id IN ('P-0002', 'P-0003')")
    visitor = page(filled, packed)
    visitor.at.multiselect(key="backup.skipped").set_value(["P-0002"]).run()
    press(visitor, "backup.all.button")
    assert kept().find(Person, "P-0002") is None
    assert kept().find(Person, "P-0003") is not None


def test_entry_without_the_one_it_refers_to_stays_away_with_the_reason(filled, packed, lost, kept, invented):
    (offer,) = [one for one in invented if isinstance(one, Offer) and one.person == "P-0002"]
    lost("DELETE FROM person WHERE id = 'P-0002'", "DELETE FROM offer WHERE person = 'P-0002'")
    visitor = press(page(filled, packed), "backup.V.button")
    reason = f"Der Eintrag bezieht sich auf {offer.person}, das hier fehlt. Bitte zuerst das zurückholen."
    told = f"Nicht zurückgeholt: 1\n- **{offer.id}** {offer.caption}: {reason}"
    assert visitor.warnings == [told]
    assert kept().find(Offer, offer.id) is None
    press(press(visitor, "backup.P.button"), "backup.V.button")
    assert kept().find(Offer, offer.id) == offer


def test_entry_changed_again_comes_back_again(filled, packed, lost, kept):
    lost("UPDATE person SET max_open = '9' WHERE id = 'P-0002'")
    visitor = press(page(filled, packed), "backup.all.button")
    lost(
        "UPDATE workbook SET revision = revision + 1",
        "UPDATE person SET max_open = '7', changed_in_revision = (SELECT revision FROM workbook) WHERE id = 'P-0002'",
    )
    press(visitor.reload(), "backup.all.button")
    assert kept().get(Person, "P-0002").max_open == 2
    assert len(kept().all(JournalEntry)) == 3


def test_table_changed_by_somebody_else_meanwhile_is_looked_at_again_first(filled, packed, lost, kept):
    lost("UPDATE person SET max_open = '9' WHERE id = 'P-0004'")
    anna = page(filled, packed)
    lost(
        "UPDATE workbook SET revision = revision + 1",
        "UPDATE person SET max_open = '5', changed_in_revision = (SELECT revision FROM workbook) WHERE id = 'P-0004'",
    )
    press(anna, "backup.all.button")
    assert anna.warnings[0].startswith("Die Tabelle hat sich inzwischen geändert.")
    assert kept().get(Person, "P-0004").max_open == 5
    press(anna, "backup.all.button")
    assert (anna.warnings, kept().get(Person, "P-0004").max_open) == ([], 3)


def test_everything_comes_into_an_empty_table_with_the_journal(empty, invented):
    entry = JournalEntry(id="J-0001", at=AT, actor="Ute", entries=("P-0001",), operation="click")
    visitor = press(page(empty, backup_of(Workbook.of((*invented, entry)), at=AT)), "backup.all.button")
    store = SqlStore(empty["store"]["url"])
    workbook = store.load()
    store.close()
    assert [one.deed for one in workbook.all(JournalEntry)] == ["", "Sicherung zurückgeholt"]
    assert {**workbook.records, JournalEntry: {}} == Workbook.of(invented).records
    assert visitor.told[0].startswith("Zurückgeholt: ")


def test_much_comes_into_an_empty_table_part_by_part(empty, invented):
    journal = [
        JournalEntry(id=f"J-{one:04d}", at=AT, actor="Ute", entries=("P-0001",), operation=f"{one}", changed="x" * 3000)
        for one in range(1, 401)
    ]
    visitor = press(page(empty, backup_of(Workbook.of((*invented, *journal)), at=AT)), "backup.all.button")
    assert visitor.told[0].startswith("Zurückgeholt: ")
    assert visitor.told[1] == "Alles aus dieser Sicherung steht genau so in der Tabelle."
    store = SqlStore(empty["store"]["url"])
    workbook = store.load()
    store.close()
    own = workbook.where(JournalEntry, deed="Sicherung zurückgeholt")
    assert [one.id for one in own] == ["J-0401", "J-0402"]
    assert {**workbook.records, JournalEntry: {}} == Workbook.of(invented).records


def test_backup_of_another_programme_asks_whether_it_is_the_right_one(filled, invented):
    others = [one.model_copy(update={"name": "Lotsen Osnabrück"}) if one.id == "S-0001" else one for one in invented]
    visitor = page(filled, backup_of(Workbook.of(others), at=AT))
    assert visitor.warnings == ["Diese Tabelle gehört zu „Integrationslotsen Dorsten“: Ist es die richtige Sicherung?"]


def test_what_stood_in_the_sheet_beside_the_entries_is_listed(filled, invented):
    kept = replace(Workbook.of(invented), rest=(Rest("Kasse", (("2", "", "12,5"),)),))
    visitor = page(filled, backup_of(kept, at=AT))
    assert "Was sonst noch in der Tabelle stand: 1 Zeilen" in [one.label for one in visitor.at.expander]
    assert any("12,5" in one.value.to_csv() for one in visitor.at.dataframe)
    assert visitor.told == ["Alles aus dieser Sicherung steht genau so in der Tabelle."]
