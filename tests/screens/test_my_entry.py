import pytest

from services.links import own_address
from services.model.access import Role
from services.model.own_records import OwnChange, PersonalLink
from services.model.records import Person, Programme
from services.model.workbook import Change
from services.storage.sql import SqlStore
from tests.screens.visitor import AUTH, Visitor, shown

PAGE = "volunteer/my_entry.py"
FORM = "own.P-0001"


@pytest.fixture
def records(filled):
    """Read or write the office's store beside the app."""

    def store(*changed):
        there = SqlStore(filled["store"]["url"])
        book = there.load()
        if changed:
            book = there.commit(tuple(Change(book.find(type(one), one.id), one) for one in changed), expected=book)
        there._engine.dispose()
        return book

    return store


@pytest.fixture
def olena(filled, records):
    email = records().get(Person, "P-0001").email
    return lambda: Visitor(secrets=filled, email=email).open(PAGE)


@pytest.fixture
def anna(filled):
    """Somebody of the office who has Olena's page open."""
    return lambda: (
        Visitor(secrets=filled, email="anna.nord@example.org").open("office/roster.py").row("roster", "Olena Sorenko")
    )


def tap(visitor, key, *slots):
    visitor.field(key).set_value(list(slots)).run()
    return visitor


def test_volunteer_changes_times_and_phone_and_the_office_undoes_one(olena, anna, records):
    mine = olena()
    assert "Das führt das Büro" in mine.text
    before = records().get(Person, "P-0001")
    saturday = mine.field(f"{FORM}.0.free_times.5")
    saturday.set_value([saturday.options[0]] if saturday.value == [] else []).run()
    assert any("Noch nicht gespeichert" in one for one in mine.warnings)
    mine.type(FORM, {"phone": "02362 909090"}).click("Speichern")
    assert mine.told[-1] == "Vielen Dank! Ihr Eintrag ist gespeichert, und das Büro sieht, was sich geändert hat."
    assert mine.warnings == []
    office = anna()
    assert "+49 2362 909090" in office.text
    office.click("Alles rückgängig")
    assert office.told[0] == "Der Eintrag von Olena Sorenko ist wieder wie vorher."
    assert records().get(Person, "P-0001") == before


def test_office_settles_what_it_has_seen(olena, anna, records):
    olena().type(FORM, {"max_open": "4"}).click("Speichern")
    lines = Visitor(secrets=None, role=Role.PUBLIC)  # somebody else sees nothing of it
    assert "Selbst geändert" not in lines.text
    anna().click("Gesehen, alles in Ordnung")
    assert {one.after for one in records().all(OwnChange)} == {""}
    assert records().get(Person, "P-0001").max_open == 4


def test_typed_and_unsaved_is_there_after_a_reload_until_given_up(olena, records):
    olena().type(FORM, {"phone": "02362 90"}).reload()
    again = olena()
    assert again.field(f"{FORM}.0.phone").value == "02362 90"
    again.click("Meine Änderungen verwerfen")
    assert olena().field(f"{FORM}.0.phone").value == records().get(Person, "P-0001").phone


def test_wrong_phone_number_keeps_everything_and_says_what_is_right(olena):
    mine = olena().type(FORM, {"phone": "123", "max_open": "4"}).click("Speichern")
    assert any("Telefon" in one for one in mine.errors)
    assert mine.field(f"{FORM}.0.max_open").value == "4"


def test_changed_by_the_office_meanwhile_both_values_are_shown(olena, anna):
    mine = olena().type(FORM, {"phone": "02362 909090"}).reload()
    anna().type("person.P-0001", {"phone": "02362 808080"}).click("Speichern")
    mine.click("Speichern")
    assert "Anna Nord hat den Eintrag P-0001 inzwischen geändert" in mine.warnings[0]
    assert "+49 2362 808080 → +49 2362 909090" in mine.text
    mine.click("Speichern")
    assert "Vielen Dank!" in mine.told[-1]


# By link --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_link(filled, records):
    """Come by the link of this number, without signing in."""

    def come(number, token=""):
        token = token or own_address("https://x.example.org", AUTH["cookie_secret"], number).partition("?z=")[2]
        return Visitor(secrets=filled, own_link=token).open(PAGE)

    return come


def link(number="Z-0001", **values):
    return PersonalLink.model_validate(
        {"id": number, "person": "P-0001", "made_at": "2026-09-01 10:00", "until": "2099-01-01", **values}
    )


def test_link_opens_own_entry_and_offers_and_nothing_of_others(by_link, records):
    records(link())
    mine = by_link("Z-0001")
    assert (mine.title, "Olena Sorenko" in mine.text) == ("Mein Eintrag", True)
    others = {one.last_name for one in records().all(Person) if one.id != "P-0001"}
    assert {name for name in others if name in mine.text} == set()
    mine.type(FORM, {"max_open": "4"}).click("Speichern")
    assert records().get(Person, "P-0001").max_open == 4
    assert mine.open("volunteer/my_offers.py").title == "Meine Einsätze"
    assert mine.open("office/roster.py").title == "Diese Seite ist geschlossen"


def test_opening_a_link_changes_nothing(by_link, records):
    before = records(link())
    by_link("Z-0001")
    assert records().revision == before.revision


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        ({"until": "2026-01-01"}, "Dieser Link galt bis 01.01.2026"),
        ({"withdrawn_at": "2026-09-01 11:00"}, "Dieser Link wurde gesperrt"),
    ],
)
def test_link_that_is_over_says_so_and_how_to_reach_the_office(by_link, records, made, sentence):
    records(link(**made))
    mine = by_link("Z-0001")
    assert mine.title == "Dieser Link öffnet nichts"
    assert sentence in shown(mine.at.info[0].value)
    assert records().all(Programme)[0].phone in mine.text


def test_altered_link_says_so(by_link):
    mine = by_link("", token="WiJaLTAwMDEi.falsch")
    assert "unvollständig oder verändert" in mine.at.info[0].value


def test_link_withdrawn_is_closed_at_the_next_click(by_link, records):
    records(link())
    mine = by_link("Z-0001")
    records(link(withdrawn_at="2026-09-01 11:00"))
    mine.type(FORM, {"max_open": "4"}).click("Speichern")
    assert mine.title == "Dieser Link öffnet nichts"
    assert records().get(Person, "P-0001").max_open != 4


def test_link_that_is_over_takes_nothing_from_whoever_is_signed_in(filled, records):
    records(link(withdrawn_at="2026-09-01 11:00"))
    token = own_address("https://x.example.org", AUTH["cookie_secret"], "Z-0001").partition("?z=")[2]
    anna = Visitor(secrets=filled, own_link=token, email="anna.nord@example.org")
    assert anna.open(PAGE).title == "Dieser Link öffnet nichts"
    assert anna.open("office/roster.py").title == "Lots:innen"


def test_office_makes_shows_sends_and_withdraws_a_link(anna, records):
    ours = records().all(Programme)[0]
    records(ours.model_copy(update={"web": "https://lotsen.example.org"}))
    office = anna().choose("person.section", "Personal link").click("Link erstellen")
    assert "Der Link von Olena Sorenko gilt bis" in office.told[0]
    assert "https://lotsen.example.org/eintrag?z=" in office.text
    assert office.click("Per E-Mail senden").told[0] == "Die E-Mail an Olena Sorenko steht im Postausgang."
    assert office.click("Link sperren").told[0] == "Der Link von Olena Sorenko öffnet nichts mehr."
    assert "https://lotsen.example.org/eintrag?z=" not in office.text


def test_volunteer_takes_the_own_data_along_but_not_by_a_link(olena, by_link, records):
    records(link())
    mine, followed = olena(), by_link("Z-0001")
    assert [one.label for one in mine.at.download_button] == [
        "Zum Lesen herunterladen (PDF)",
        "Als Daten herunterladen (JSON)",
    ]
    assert list(followed.at.download_button) == []
    assert "Das Büro gibt Ihnen alles, was über Sie gespeichert ist, als Datei: " in followed.text
