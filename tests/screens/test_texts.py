import pytest

from services.texts import CHANNELS
from tests.screens.visitor import Visitor

PAGE = "office/texts.py"
MAIL = "texts.INTEREST_KEPT.EMAIL"
NOTE = "Im mitgelieferten Text stehen auch diese Platzhalter, in Ihrem nicht:"
SAVED = "Der Text „Interesse notiert“ ist gespeichert (E-Mail)."


@pytest.fixture
def anna(filled):
    return Visitor(secrets=filled, email="anna.nord@example.org").open(PAGE)


@pytest.fixture
def bernd(filled):
    return Visitor(secrets=filled, email="bernd.west@example.org").open(PAGE)


def test_text_is_changed_with_a_preview_and_given_back(anna):
    delivered = anna.field(f"{MAIL}.0.text").value
    anna.type(MAIL, {"subject": "Hallo {Vorname}", "text": "Grüß Gott {Name}!\n{Link}"}).reload()
    assert "Grüß Gott Erika Beispiel!" in anna.text
    anna.click("Speichern")
    assert anna.told == [SAVED]
    assert anna.field(f"{MAIL}.1.text").value == "Grüß Gott {Name}!\n{Link}"
    anna.click("Zurück zum mitgelieferten Text")
    assert anna.told == ["„Interesse notiert“ hat wieder den mitgelieferten Text (E-Mail)."]
    assert anna.field(f"{MAIL}.2.text").value == delivered


def test_unknown_gap_is_named_and_the_text_stays(anna):
    anna.type(MAIL, {"text": "Grüß Gott {Nachname}!"}).click("Speichern")
    assert anna.warnings[0].startswith(
        "Für den Platzhalter {Nachname} gibt es hier nichts einzusetzen. Möglich sind: {Vor"
    )
    assert anna.field(f"{MAIL}.0.text").value == "Grüß Gott {Nachname}!"
    assert anna.told == []


def test_missing_link_is_warned_about_where_an_answer_is_needed(anna):
    anna.at.selectbox(key="texts.kind").set_value("Einladung zum Kurs").run()
    assert anna.warnings == []
    anna.type("texts.INVITATION.EMAIL", {"text": "Kommen Sie?"}).reload()
    assert anna.warnings == [
        "Ohne {Link} kann niemand diese E-Mail mit einem Klick beantworten. Setzen Sie ihn in eine eigene Zeile."
    ]


def test_text_that_is_too_long_is_told(anna):
    anna.type(MAIL, {"text": "x" * 4001}).reload()
    assert anna.errors == ["Bitte höchstens 4000 Zeichen schreiben."]
    assert [one.disabled for one in anna.at.button if one.label == "Speichern"] == [True]


def test_second_writer_sees_what_is_stored_by_now_and_decides(anna, bernd):
    anna.type(MAIL, {"text": "Von Anna"}).click("Speichern")
    bernd.type(MAIL, {"text": "Von Bernd"}).click("Speichern")
    assert "Anna Nord hat den Eintrag M-0001 inzwischen geändert" in bernd.warnings[0]
    assert "Von Anna" in bernd.text
    bernd.click("Speichern")
    assert bernd.told == [SAVED]
    assert bernd.field(f"{MAIL}.1.text").value == "Von Bernd"


def test_script_of_a_call_has_no_subject(anna):
    anna.field("texts.channel").set_value(CHANNELS[1])
    anna.reload()
    assert [one.label for one in anna.at.text_input] == []
    assert "Spreche ich mit Erika Beispiel?" in anna.text


def test_own_text_without_a_gap_of_the_delivered_one_is_noted_and_saved(anna):
    anna.at.selectbox(key="texts.kind").set_value("Termin verschoben").run()
    assert NOTE not in anna.text
    anna.type("texts.MOVED.EMAIL", {"text": "Bisher: {Bisher}\nNeu: {Tag}, {Uhrzeit}\n{Link}"}).reload()
    assert f"{NOTE} {{Name}}, {{Ihr Platz}}, {{Dauer}}, {{Stadtteil}}, {{Neuer Treffpunkt}}," in anna.text
    anna.click("Speichern")
    assert anna.told == ["Der Text „Termin verschoben“ ist gespeichert (E-Mail)."]
