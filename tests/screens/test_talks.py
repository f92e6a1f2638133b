from datetime import timedelta

import pytest

from services.model.access import Role
from services.model.clock import now_in_germany
from services.model.course_lists import Presence, TalkOutcome
from tests.screens.visitor import Visitor

TALK = {"title": "Infogespräch", "day": "3.9.2035", "starts": "17:30", "place": "VHS"}
SABINE, HAMID = "I-0001", "I-0002"


@pytest.fixture
def desk():
    return Visitor(Role.COORDINATOR).open("office/talks.py")


def planned(visitor, **typed):
    visitor.type("event", {**TALK, **typed}).click("Planen")
    return visitor


def section(visitor, name):
    visitor.field("event.section").set_value(name)
    return visitor.reload()


def choose(visitor, label, *numbers):
    next(one for one in visitor.at.multiselect if one.label == label).set_value(list(numbers))
    return visitor.reload()


def counts(visitor):
    return next(one.value for one in visitor.at.markdown if one.value.startswith("Eingeladen:"))


def test_talk_is_planned_and_people_are_invited(desk):
    planned(desk)
    assert desk.told == ["„Infogespräch“ ist geplant (G-0001). Laden Sie jetzt die Gäste ein."]
    choose(desk, "Interessierte", SABINE, HAMID)
    assert "Gewählt: 1 per E-Mail, 1 per Telefon, 0 ohne Kontakt" in desk.text
    desk.click("Einladen")
    assert desk.told == ["Die Einladungen zu „Infogespräch“ sind geschrieben."]
    assert counts(desk).startswith("Eingeladen: **2**")
    offered = next(one for one in desk.at.multiselect if one.label == "Interessierte").options
    assert not any("Lohgarten" in one or "Zarandeh" in one for one in offered)
    desk.type("named.G-0001", {"name": "Jale Arslan"}).click("Diese Person einladen")
    assert desk.told == ["Jale Arslan ist eingeladen: „Infogespräch“."]
    section(desk, "Guests")
    assert list(desk.at.dataframe[1].value["Name"]) == ["Sabine Lohgarten", "Hamid Zarandeh", "Jale Arslan"]


def test_inviting_nobody_and_a_day_too_late_are_told(desk):
    planned(desk).click("Einladen")
    assert desk.warnings == ["Noch ist nichts ausgewählt. Bitte mindestens einen Eintrag ankreuzen."]
    choose(desk, "Interessierte", SABINE).type("invite.G-0001", {"answer_by": "4.9.2035"}).click("Einladen")
    told = "Die Antwort muss möglich sein: Wählen Sie einen Tag von heute bis zum 03.09.2035."
    assert desk.warnings == [told]
    assert next(one for one in desk.at.multiselect if one.label == "Interessierte").value == [SABINE]


def test_answer_from_the_phone_is_noted(desk):
    choose(planned(desk), "Interessierte", SABINE).click("Einladen")
    section(desk, "Guests").row("guests.G-0001", "Sabine Lohgarten").click("Sagt zu")
    assert desk.told == ["Sabine Lohgarten: Zugesagt."]
    assert counts(desk).startswith("Eingeladen: **1** · zugesagt: **1**")
    assert next(one for one in desk.at.button if one.label == "Sagt zu").disabled
    desk.click("Sagt ab")
    assert counts(desk).startswith("Eingeladen: **1** · zugesagt: **0** · abgelehnt: **1**")
    assert "Anderes Infogespräch anbieten" in desk.open("office/today.py").text


def test_who_came_is_noted_with_the_outcome(desk):
    today = now_in_germany().date()
    choose(planned(desk, day=f"{today:%d.%m.%Y}"), "Interessierte", SABINE, HAMID).click("Einladen")
    section(desk, "Who came")
    desk.field("came.G-0001.0.B-0001").set_value(Presence.PRESENT)
    desk.field("came.G-0001.0.B-0001.outcome").set_value(TalkOutcome.JOINS)
    desk.field("came.G-0001.0.B-0002").set_value(Presence.ABSENT)
    desk.click("Speichern, wer kam")
    assert desk.told == ["Zu „Infogespräch“ ist notiert, wer kam."]
    assert "gekommen: **1**" in counts(desk)
    desk.open("office/interests.py")
    table = desk.at.dataframe[0].value
    standing = dict(zip(table["Name"], table["Stand"], strict=True))
    assert (standing["Sabine Lohgarten"], standing["Hamid Zarandeh"]) == ("Wartet auf Kurs", "Kontaktiert")


def test_nobody_can_have_come_to_a_day_ahead(desk):
    section(planned(desk), "Who came")
    assert "Ab dem 03.09.2035 notieren Sie hier, wer kam." in desk.text


def test_talk_whose_day_is_over_is_to_be_written_up(desk):
    day = now_in_germany().date() - timedelta(days=1)
    planned(desk, day=f"{day:%d.%m.%Y}")
    assert desk.at.info[0].value.startswith("Der Tag ist vorbei: Einladen geht nicht mehr.")
    today = Visitor(Role.COORDINATOR).open("office/today.py")
    today.click("Notieren, wer kam")
    assert today.title == "Gespräche & Treffen"
    assert today.field("event.section").value == "Who came"


def test_called_off_talk_is_told_to_everybody_expected(desk):
    choose(planned(desk), "Interessierte", SABINE).click("Einladen")
    section(desk, "Change or call off")
    assert "Alle Erwarteten (1) erfahren es" in desk.text
    assert next(one for one in desk.at.button if one.label == "Absagen").disabled
    desk.field("off.G-0001.sure").set_value(True)
    desk.reload().click("Absagen")
    assert desk.told == ["„Infogespräch“ ist abgesagt. Davon erfahren: 1."]
    assert "Absage der Veranstaltung" in desk.open("office/today.py").text


def test_everybody_certified_in_a_course_is_chosen_for_the_ceremony(desk):
    desk.field("event.0.kind").set_value(desk.field("event.0.kind").options[1])
    planned(desk, title="Zertifikatsfeier")
    chosen = next(one for one in desk.at.multiselect if one.label == "Absolvent:innen")
    assert len(chosen.value) == len(chosen.options) > 0
    desk.click("Einladen")
    assert counts(desk).startswith(f"Eingeladen: **{len(chosen.options)}**")


def test_somebody_interested_is_invited_from_their_entry(desk):
    planned(desk).open("office/interests.py").row("interests", "Sabine Lohgarten")
    desk.click("Einladen")
    assert desk.told == ["Sabine Lohgarten ist eingeladen: „Infogespräch“."]
    assert "Einladung zum Infogespräch (Telefon): Anzurufen" in desk.text


def test_guides_alone_are_offered_for_a_monthly_meeting(desk):
    kind = desk.field("event.0.kind")
    kind.set_value(next(one for one in kind.options if "Stammtisch" in one))
    planned(desk, title="Stammtisch im September")
    assert "Interessierte" not in [one.label for one in desk.at.multiselect]
    choose(desk, "Aktive Lots:innen", "P-0001")
    assert "wir laden Sie herzlich ein" in desk.text
    desk.click("Einladen")
    assert counts(desk).startswith("Eingeladen: **1**")
