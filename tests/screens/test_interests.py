import pytest

from services.model.access import Role
from services.model.course_lists import InterestStatus
from tests.screens.visitor import Visitor

CALL = {"first_name": "Ada", "last_name": "Lohe", "phone": "02362 987654"}
KNOWN = {"first_name": "Miriam", "last_name": "Weidenbruck", "phone": "030 23125002"}  # I-0003 but for a letter
NOT_YET = "Noch nicht gespeichert: Diese Person kennen wir vielleicht schon. "
NOT_YET += "Öffnen Sie den Eintrag oder speichern Sie trotzdem."


@pytest.fixture
def desk():
    return Visitor(Role.COORDINATOR).open("office/interests.py")


def listed(visitor):
    return list(visitor.at.dataframe[0].value["Name"])


def header(visitor):
    return [one.value for one in visitor.at.header]


def press(visitor, key):
    visitor.at.button(key=key).click().run()


def test_call_is_noted_and_opened(desk):
    desk.type("call", CALL).click("Speichern")
    assert desk.told == ["Ada Lohe ist notiert (I-0005): Wartet auf Kurs."]
    assert header(desk) == ["Ada Lohe"]
    assert listed(desk)[-1] == "Ada Lohe"
    assert desk.field("call.1.last_name").value == ""
    assert "Einwilligung erteilt: **mündlich**" in desk.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"last_name": " "}, "Nachname: Bitte ausfüllen."),
        ({"phone": ""}, "E-Mail: Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an"),
        ({"phone": "123"}, "Telefon: Das ist keine Telefonnummer."),
        ({"next_step_on": "bald"}, "Nächster Schritt am: Das ist kein Datum."),
    ],
    ids=lambda case: next(iter(case)) if isinstance(case, dict) else "",
)
def test_call_that_cannot_be_kept_is_told_at_its_field(desk, wrong, sentence):
    desk.type("call", {**CALL, **wrong}).click("Speichern")
    assert sentence in desk.errors[0]
    assert desk.told == []
    assert desk.field("call.0.first_name").value == "Ada"
    assert "Ada Lohe" not in listed(desk)


def test_somebody_known_is_shown_before_anything_is_saved(desk):
    desk.type("call", KNOWN).click("Speichern")
    assert (desk.warnings, desk.told) == ([NOT_YET], [])
    assert "Miriam Weidenbruch** · interessiert (Wartet auf Kurs)  \ngleiche Telefonnummer" in desk.text
    assert listed(desk).count("Miriam Weidenbruck") == 0
    assert desk.field("call.0.last_name").value == "Weidenbruck"
    desk.click("Trotzdem als neue Person speichern")
    assert desk.told == ["Miriam Weidenbruck ist notiert (I-0005): Wartet auf Kurs."]
    assert desk.warnings == []


def test_somebody_known_is_opened_instead(desk):
    desk.type("call", KNOWN).click("Speichern")
    press(desk, "known.I-0003")
    assert header(desk) == ["Miriam Weidenbruch"]
    assert (desk.warnings, desk.told) == ([], [])


def test_somebody_else_typed_after_the_warning_is_looked_for_anew(desk):
    desk.type("call", KNOWN).click("Speichern")
    desk.type("call", {"first_name": "Rashid", "last_name": "Kamolan", "phone": "0170 4444444"})
    desk.click("Trotzdem als neue Person speichern")
    assert (desk.warnings, desk.told) == ([NOT_YET], [])
    assert "Rashid Kamolan** · interessiert" in desk.text


def test_warning_is_gone_for_whoever_comes_back(desk):
    desk.type("call", KNOWN).click("Speichern").open("office/today.py").open("office/interests.py")
    assert desk.warnings == []
    assert desk.field("call.0.last_name").value == ""


def test_second_click_on_a_slow_save_is_no_warning(desk):
    number = "f" * 32
    desk.at.session_state["call.once.0"] = number
    desk.type("call", CALL).click("Speichern")
    desk.at.session_state["call.round"] = 0
    desk.reload().type("call", CALL)
    next(one for one in desk.at.button if one.label == "Speichern").click().run()
    assert (desk.warnings, desk.told) == ([], ["Ada Lohe ist notiert (I-0005): Wartet auf Kurs."])


def test_somebody_on_the_roster_is_opened_there(desk):
    desk.type("call", {"first_name": "Layla", "last_name": "Qasembi", "phone": "0170 4444444"}).click("Speichern")
    assert "auf der Lotsenliste (Aktiv)  \ngleicher Name" in desk.text
    press(desk, next(one.key for one in desk.at.button if (one.key or "").startswith("known.P-")))
    assert (desk.title, header(desk)) == ("Lots:innen", ["Layla Qasembi"])


def test_next_step_is_noted_and_leaves_the_morning_list():
    today = Visitor(Role.COORDINATOR).open("office/today.py")
    buttons = [one.key for one in today.at.button if one.label == "Nächsten Schritt planen"]
    assert [key.rpartition(".")[2] for key in buttons] == ["I-0004", "I-0003", "I-0002"]
    press(today, buttons[1])
    assert (today.title, header(today)) == ("Interessierte", ["Miriam Weidenbruch"])
    today.open("office/interests.py")  # AppTest does not stay on the page a button leads to
    today.type("step.I-0003", {"next_step": "Termin anbieten", "next_step_on": "3.9.2035"}).click("Schritt notieren")
    assert today.told == ["Der Schritt mit Miriam Weidenbruch ist notiert."]
    today.open("office/today.py")
    assert "Miriam Weidenbruch" not in today.text


def test_filters_narrow_the_list_and_say_when_nobody_is_left(desk):
    assert len(listed(desk)) == 4
    desk.field("interests.states").set_value([InterestStatus.WAITING])
    desk.reload()
    assert listed(desk) == ["Miriam Weidenbruch"]
    desk.field("interests.age").set_value(365)
    desk.reload()
    assert desk.at.info[0].value.startswith("Niemand passt zu allen Filtern.")


def test_withdrawn_interest_is_taken_up_again_or_erased(desk):
    desk.row("interests", "Hamid Zarandeh").click("Zieht zurück")
    assert desk.told == ["Hamid Zarandeh steht nicht mehr auf der Liste (Zurückgezogen)."]
    assert header(desk) == ["Hamid Zarandeh"]  # stays opened, whatever the filters say
    desk.click("Doch wieder interessiert").click("Zieht zurück")
    erase = next(one for one in desk.at.button if one.label == "Angaben löschen")
    assert erase.disabled
    desk.field("erase.I-0002.sure").set_value(True)
    desk.reload().click("Angaben löschen")
    assert desk.told == ["Die Angaben von I-0002 sind gelöscht; die Zeile bleibt zum Zählen."]
    assert "Zarandeh" not in desk.text
    assert header(desk) == ["Anonymisiert"]


def test_two_at_once_see_each_other(filled):
    anna, bernd = (
        Visitor(secrets=filled, email=email).open("office/interests.py").row("interests", "Sabine Lohgarten")
        for email in ("anna.nord@example.org", "bernd.west@example.org")
    )
    anna.type("step.I-0001", {"next_step": "Rückruf"}).click("Schritt notieren")
    bernd.type("step.I-0001", {"next_step": "Flyer schicken"}).click("Schritt notieren")
    assert "Anna Nord hat den Eintrag I-0001 inzwischen geändert" in bernd.warnings[-1]
    assert "Rückruf → Flyer schicken" in bernd.text
    bernd.click("Schritt notieren")
    assert bernd.told == ["Der Schritt mit Sabine Lohgarten ist notiert."]


def test_odd_names_stay_plain_text(desk):
    desk.type("call", {**CALL, "last_name": "![x](http://x.example/y.png)"}).click("Speichern")
    assert header(desk) == [r"Ada \!\[x\]\(http\:\/\/x\.example\/y\.png\)"]
