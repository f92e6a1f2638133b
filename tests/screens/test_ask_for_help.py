from datetime import timedelta

import pytest

from services.model.clock import now_in_germany
from services.model.lists import Answer, Channel, ClientUnit, Consent, RequesterKind, RequestKind, RequestStatus, Topic
from services.model.records import Request
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor

PAGE = "public/ask_for_help.py"
LATER = now_in_germany().date() + timedelta(days=30)
SOON = now_in_germany().date() + timedelta(days=1)
ADA = {"name": "Ada Lohe", "phone": "0221 4710099", "consent": True}
SENT = "Vielen Dank! Ihre Anfrage hat die Nummer {id}."


@pytest.fixture
def requests(data):
    """Read the requests that are kept."""
    stores = []

    def kept():
        stores.append(SqlStore(f"sqlite:///{data}/example-dorsten.db"))
        return stores[-1].load().all(Request)

    yield kept
    for store in stores:
        store._engine.dispose()


@pytest.fixture
def visitor():
    return Visitor().open(PAGE)


def step(visitor):
    return [one.value for one in visitor.at.subheader if one.value.startswith(("Schritt", "Step"))]


def choose(visitor, **values):
    return visitor.type("help", values).reload()


def at_the_end(visitor, **values):
    """Come to the third step."""
    choose(visitor, topics=[Topic.SCHOOL]).click("Weiter")
    choose(visitor, day=f"{LATER:%d.%m.%Y}", at="14:30", place="Sekretariat").click("Weiter")
    return choose(visitor, **values)


def test_person_asks_for_help_in_three_steps_and_gets_a_number(visitor, requests):
    before = len(requests())
    at_the_end(visitor, **ADA).click("Anfrage senden")
    kept = requests()[-1]
    assert len(requests()) == before + 1
    assert visitor.told[0].startswith(SENT.format(id=kept.id))
    assert "Barbara Wahl" in visitor.told[0]
    assert (kept.requester, kept.client, kept.topics, kept.day, kept.place) == (
        "Ada Lohe",
        "A. L.",
        (Topic.SCHOOL,),
        LATER,
        "Sekretariat",
    )
    assert (kept.channel, kept.consent, kept.status) == (Channel.FORM, Consent.WRITTEN, RequestStatus.NEW)
    assert step(visitor) == ["Schritt 1 von 3: Worum geht es?"]
    assert visitor.field("help.1.topics").value == []


def test_institution_asks_on_behalf_of_somebody_without_a_name(visitor, requests):
    at_the_end(visitor, requester_kind=RequesterKind.SCHOOL)
    choose(visitor, **ADA, contact="Sekretariat", client="S. A.", agreed=True)
    visitor.click("Anfrage senden")
    kept = requests()[-1]
    assert (kept.client, kept.requester_contact, kept.consent) == ("S. A.", "Sekretariat", Consent.VIA_REQUESTER)


def test_steps_keep_what_was_typed_back_and_forth_and_over_pages(visitor):
    at_the_end(visitor, name="Ada Lohe", note="Bitte klingeln")
    visitor.click("Zurück")
    assert visitor.field("help.0.place").value == "Sekretariat"
    visitor.click("Zurück")
    assert visitor.field("help.0.topics").value == [Topic.SCHOOL]
    visitor.open("public/about.py").open(PAGE).click("Weiter").click("Weiter")
    assert (visitor.field("help.0.name").value, visitor.field("help.0.note").value) == ("Ada Lohe", "Bitte klingeln")
    assert f"{LATER:%d.%m.%Y}" in visitor.text


def test_first_step_needs_a_topic_but_the_press_needs_none(visitor):
    visitor.click("Weiter")
    assert visitor.errors == ["Bitte wählen Sie mindestens ein Thema, damit wir wissen, worum es geht."]
    choose(visitor, kind=RequestKind.PUBLIC).click("Weiter")
    assert step(visitor) == ["Schritt 2 von 3: Wann und wo?"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "morgen"}, "Das ist kein Datum. Schreiben Sie es so: 03.09.2026."),
        ({"at": "halb drei"}, "Das ist keine Uhrzeit. Schreiben Sie sie so: 14:30."),
    ],
)
def test_wrong_day_or_time_is_told_at_once_and_stays(visitor, wrong, sentence):
    choose(visitor, topics=[Topic.SCHOOL]).click("Weiter")
    choose(visitor, **wrong).click("Weiter")
    assert visitor.errors == [sentence]
    assert step(visitor) == ["Schritt 2 von 3: Wann und wo?"]
    assert {name: visitor.field(f"help.0.{name}").value for name in wrong} == wrong


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"name": ""}, "Ihr Name oder Ihre Stelle: Bitte ausfüllen."),
        ({"phone": ""}, "Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an"),
        ({"phone": "12"}, "Das ist keine Telefonnummer."),
        ({"consent": False}, "Bitte ankreuzen: Ohne Ihre Einwilligung dürfen wir Ihre Angaben nicht speichern."),
    ],
)
def test_last_step_keeps_everything_until_it_is_right(visitor, requests, missing, sentence):
    before = len(requests())
    at_the_end(visitor, **{**ADA, "note": "Bitte klingeln", **missing}).click("Anfrage senden")
    assert sentence in visitor.errors[0]
    assert visitor.field("help.0.note").value == "Bitte klingeln"
    assert len(requests()) == before
    choose(visitor, **ADA).click("Anfrage senden")
    assert requests()[-1].note == "Bitte klingeln"


def test_past_day_is_told_at_its_step_and_stays(visitor):
    choose(visitor, topics=[Topic.SCHOOL]).click("Weiter")
    choose(visitor, day="03.09.2020").click("Weiter")
    assert visitor.errors == ["Der 03.09.2020 liegt in der Vergangenheit. Bitte prüfen Sie das Datum."]
    assert (step(visitor), visitor.field("help.0.day").value) == (["Schritt 2 von 3: Wann und wo?"], "03.09.2020")


def test_talk_with_legal_effect_names_at_once_who_helps_instead(visitor):
    choose(visitor, topics=[Topic.TENANCY], legal_effect=Answer.YES)
    assert "dürfen sie nicht beraten oder übersetzen" in visitor.warnings[0]
    assert "**Mieterberatung (erfundenes Beispiel)** · +49 221 4710921" in visitor.warnings[0]
    assert "Rechtsberatung (erfundenes Beispiel)" in visitor.warnings[0]


def test_exact_medical_translation_is_asked_about_only_for_health(visitor):
    choose(visitor, topics=[Topic.HEALTH])
    choose(visitor, interpreting=Answer.YES)
    assert "Dolmetschdienst (erfundenes Beispiel)" in visitor.warnings[0]
    choose(visitor, topics=[Topic.SCHOOL])
    assert visitor.warnings == []


def test_short_notice_is_told_at_once(visitor):
    choose(visitor, topics=[Topic.SCHOOL]).click("Weiter")
    choose(visitor, day=f"{SOON:%d.%m.%Y}")
    assert "Das ist sehr bald." in visitor.warnings[0]
    assert "+49 2362 7770420" in visitor.warnings[0]


def test_note_with_a_name_is_sent_only_when_confirmed(visitor, requests):
    before = len(requests())
    at_the_end(visitor, **ADA, note="Frau Lohe anrufen")
    assert "„Frau Lohe“ könnte ein Name sein." in visitor.warnings[0]
    visitor.click("Trotzdem senden")
    assert (len(requests()), requests()[-1].note) == (before + 1, "Frau Lohe anrufen")


def test_click_that_brings_up_a_warning_does_not_confirm_it(visitor, requests):
    before = len(requests())
    at_the_end(visitor, **ADA)
    visitor.type("help", {"note": "Frau Lohe anrufen"}).click("Anfrage senden")
    assert len(requests()) == before
    visitor.click("Trotzdem senden")
    assert len(requests()) == before + 1


def test_machine_that_fills_every_field_is_turned_away(visitor, requests):
    before = len(requests())
    at_the_end(visitor, **ADA)
    visitor.field("help.0.trap").set_value("http://x.example")
    visitor.click("Anfrage senden")
    assert visitor.warnings == [
        "Das konnte nicht gesendet werden. Bitte rufen Sie das Büro an; die Nummer steht unten auf der Seite."
    ]
    assert len(requests()) == before


def test_fourth_request_within_an_hour_is_not_offered(visitor, requests):
    visitor.at.session_state["help.sent"] = (now_in_germany(),) * 3
    before = len(requests())
    at_the_end(visitor, **ADA)
    closed = next(one for one in visitor.at.button if one.label == "Anfrage senden")
    assert closed.disabled
    assert "rufen Sie bitte das Büro an" in visitor.at.info[0].value
    assert len(requests()) == before


@pytest.mark.parametrize(
    ("number", "heading", "words"),
    [
        (0, "Step 1 of 3: What for?", {"What is it about?", "What kind of help?", "Next"}),
        (1, "Step 2 of 3: When and where?", {"On which day?", "Where do you meet?", "Back"}),
        (2, "Step 3 of 3: How do we reach you?", {"Who is asking?", "Send request", "What else we should know"}),
    ],
)
def test_every_step_is_in_english_for_whoever_wants_it(number, heading, words):
    visitor = Visitor(language="en")
    visitor.at.session_state["help.step"] = number
    visitor.open(PAGE)
    assert (visitor.title, step(visitor)) == ("Ask for help", [heading])
    assert words <= visitor.labels
    assert not {one for one in visitor.labels if "Sie" in one.split()}


def test_empty_office_names_itself_when_no_place_is_kept(empty):
    visitor = Visitor(secrets=empty).open(PAGE)
    choose(visitor, topics=[Topic.SCHOOL], legal_effect=Answer.YES)
    assert "Wer Ihnen helfen kann" not in visitor.warnings[0]
    choose(visitor, legal_effect=Answer.NO).click("Weiter").click("Weiter")
    choose(visitor, **ADA).click("Anfrage senden")
    assert "A-0001" in visitor.told[0]
    assert "Das Büro liest sie" in visitor.told[0]


def test_fields_keep_their_place_when_something_comes_up_above_them(visitor):
    choose(visitor, topics=[Topic.SCHOOL]).click("Weiter")
    districts = visitor.place("help.0.district")
    choose(visitor, day=f"{now_in_germany().date():%d.%m.%Y}")
    assert visitor.place("help.0.district") == districts
    visitor.click("Zurück")
    choose(visitor, kind=RequestKind.ONGOING).click("Weiter")
    minors = visitor.place("help.0.minors")
    choose(visitor, unit=ClientUnit.FAMILY)
    assert visitor.place("help.0.minors") == minors
    visitor.click("Weiter")
    notes = visitor.place("help.0.note")
    choose(visitor, requester_kind=RequesterKind.SELF)
    assert visitor.place("help.0.note") == notes
