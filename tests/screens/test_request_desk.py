from datetime import timedelta

import pytest

from services.intake import helping_with
from services.model.access import Actor, Role
from services.model.clock import now_in_germany
from services.model.lists import (
    Answer,
    OrganisationKind,
    RejectReason,
    RequesterKind,
    RequestKind,
    RequestStatus,
    Topic,
)
from services.model.records import Assignment, Organisation, Person, Request
from services.office import Office
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor, shown

PAGE = "office/intake.py"
UTE = Actor(Role.COORDINATOR, "Ute Büro")
SOON = now_in_germany().date() + timedelta(days=1)
PRACTICE = "Beispielpraxis (erfunden)"


@pytest.fixture
def book(data):
    """Read what is kept."""
    stores = []

    def kept():
        stores.append(SqlStore(f"sqlite:///{data}/example-dorsten.db"))
        return stores[-1].load()

    yield kept
    for store in stores:
        store._engine.dispose()


@pytest.fixture
def desk():
    return Visitor(Role.COORDINATOR).open(PAGE)


def infos(visitor):
    return [shown(one.value) for one in visitor.at.info]


def test_organisation_chosen_brings_its_contact(desk, book):
    desk.type("intake", {"requester": PRACTICE}).reload()
    assert desk.field("intake.0.requester_phone").value == "+49 221 4710002"
    assert desk.field("intake.0.requester_email").value == "praxis@example.org"
    assert desk.field("intake.0.requester_kind").value is RequesterKind.HEALTH
    desk.type("intake", {"requester": "Beispiel-Grundschule (erfunden)"}).reload()
    assert desk.field("intake.0.requester_phone").value == "+49 221 4710001"
    desk.click("Aufnehmen")
    assert book().all(Request)[-1].organisation == "O-0004"


def test_contact_typed_differently_stays(desk):
    desk.type("intake", {"requester_phone": "0221 4710500", "requester": PRACTICE}).reload()
    assert desk.field("intake.0.requester_phone").value == "0221 4710500"
    assert desk.field("intake.0.requester_email").value == "praxis@example.org"


@pytest.mark.parametrize("keep", [True, False])
def test_new_organisation_is_kept_with_its_contact_unless_unticked(empty, keep):
    # Where no organisation is known yet, its name is typed; AppTest takes no words of one's own from a list.
    anna = Visitor(secrets=empty, email="anna.nord@example.org").open(PAGE)
    asked = {"requester": "Neue Kita", "requester_kind": RequesterKind.SCHOOL, "requester_phone": "0221 4710500"}
    anna.type("intake", asked).reload()
    anna.field("intake.0.keep").set_value(keep)
    anna.click("Aufnehmen")
    anna.open("office/organisations.py")
    assert [list(one.value["Name"]) for one in anna.at.dataframe] == ([["Neue Kita"]] if keep else [])
    if keep:
        anna.row("organisations", "O-0001")
        assert anna.field("organisation.O-0001.0.phone").value == "+49 221 4710500"
        assert anna.field("organisation.O-0001.0.kind").value is OrganisationKind.REQUESTER


def test_hints_stand_beside_what_is_typed_before_it_is_saved(desk, book):
    before = len(book().all(Request))
    desk.type("intake", {"day": f"{SOON:%d.%m.%Y}", "legal_effect": Answer.YES, "children": "2"}).reload()
    soon, legal, minors = infos(desk)
    assert soon == f"Der Termin am {SOON:%d.%m.%Y} ist sehr bald: lieber anrufen als schreiben."
    assert legal.startswith("Ein Gespräch mit Rechtsfolgen ist keine Aufgabe für Lots:innen")
    assert minors.startswith("Minderjährige")
    assert len(book().all(Request)) == before


def test_note_and_code_that_name_somebody_are_saved_only_when_confirmed(desk, book):
    before = len(book().all(Request))
    desk.type("intake", {"client": "Özdemir", "note": "Tel. 0221 4710999"}).click("Aufnehmen")
    assert len(book().all(Request)) == before
    lines = (
        "Bitte sehen Sie hier noch einmal hin:",
        "- „Özdemir“ könnte ein Name sein.",
        "- „Tel. 0221 4710999“ sieht aus wie eine Telefonnummer.",
    )
    assert desk.warnings == ["\n".join(lines)]
    desk.type("intake", {"client": "Ö. D."}).reload()
    assert "Özdemir" not in desk.warnings[0]
    desk.click("Trotzdem speichern")
    assert (book().all(Request)[-1].client, book().all(Request)[-1].note) == ("Ö. D.", "Tel. 0221 4710999")


def test_likely_repeat_is_pointed_out_and_can_be_opened_without_losing_a_word(desk, book):
    before = len(book().all(Request))
    desk.type("intake", {"client": "v.p.", "place": "Rathaus"}).reload()
    assert "A-0005" in desk.warnings[0]
    desk.click(r"Frühere Anfrage A\-0005 öffnen")
    assert "A-0005" in desk.at.header[0].value
    assert desk.field("intake.0.place").value == "Rathaus"
    assert len(book().all(Request)) == before


def test_typed_request_survives_a_look_at_another_page(desk):
    desk.type("intake", {"place": "Rathaus", "topics": [Topic.HOUSING]}).reload()
    desk.open("office/roster.py").open(PAGE)
    assert (desk.field("intake.0.place").value, desk.field("intake.0.topics").value) == ("Rathaus", [Topic.HOUSING])


def test_help_over_time_asks_for_times_instead_of_a_day(desk, book):
    desk.type("intake", {"kind": RequestKind.ONGOING, "topics": [Topic.HOUSING]}).reload()
    assert {"intake.0.day", "intake.0.at"} & {one.key for one in desk.at.text_input} == set()
    assert desk.field("intake.0.times").value == []
    desk.click("Aufnehmen")
    assert book().all(Request)[-1].kind is RequestKind.ONGOING


def test_refusal_offers_the_places_that_help_instead(desk, book):
    desk.row("requests", "A-0005")
    desk.field("refuse.A-0005.reason").set_value(RejectReason.INTERPRETER).run()
    assert desk.field("refuse.A-0005.to").options[0] == "Dolmetschdienst (erfundenes Beispiel)"
    desk.field("refuse.A-0005.to").set_value("Dolmetschdienst (erfundenes Beispiel)").run()
    desk.click("Anfrage beenden")
    ended = book().get(Request, "A-0005")
    assert (ended.status, ended.redirected_to) == (
        RequestStatus.REDIRECTED,
        "Dolmetschdienst (erfundenes Beispiel)",
    )
    desk.open("office/figures.py")
    assert "Fachdolmetscher nötig" in list(desk.at.dataframe[-2].value["Grund"])
    assert "Dolmetschdienst (erfundenes Beispiel)" in list(desk.at.dataframe[-1].value["Verwiesen an"])


def test_corrected_note_is_asked_about_only_when_it_changed(desk, book):
    desk.row("requests", "A-0007")
    desk.type("request.A-0007", {"note": "Frau Sommer anrufen"}).reload()
    desk.click("Trotzdem speichern")
    assert book().get(Request, "A-0007").note == "Frau Sommer anrufen"
    desk.type("request.A-0007", {"place": "Rathaus"}, turn=1).click("Speichern")
    assert book().get(Request, "A-0007").place == "Rathaus"


# Closing, and a request completed in the table -----------------------------------------------------------------------


@pytest.fixture
def office(data):
    made = Office(SqlStore(f"sqlite:///{data}/example-dorsten.db"))
    yield made
    made.store._engine.dispose()


def join(draft, number):
    """Let somebody else say yes to a request, too; gives their assignment."""
    there = {one.person for one in helping_with(draft.workbook, number)}
    person = next(one for one in draft.workbook.all(Person) if one.id not in there)
    return draft.add(Assignment, request=number, person=person.id, mandated_on=draft.today)


def placed(office):
    """A request that one volunteer helps with."""
    book = office.read(UTE)
    matched = (one for one in book.all(Request) if one.status is RequestStatus.MATCHED)
    return next(one.id for one in matched if len(helping_with(book, one.id)) == 1)


def names(office, number):
    office.forget()
    book = office.read(UTE)
    return [book.get(Person, one.person).full_name for one in helping_with(book, number)]


def test_hours_of_two_guides_are_said_to_count_for_each(office, desk):
    number = placed(office)
    told = [one for one in infos(desk.row("requests", number)) if "Stunden" in one]
    office.perform(UTE, join, number)
    assert told == []
    told = [one for one in infos(Visitor(Role.COORDINATOR).open(PAGE).row("requests", number)) if "Stunden" in one]
    assert told == [f"Die Stunden zählen voll für jede der 2 Lots:innen: {', '.join(names(office, number))}."]


def test_whoever_closes_a_request_is_told_of_somebody_who_joined_meanwhile(office, desk, book):
    number = placed(office)
    desk.row("requests", number)
    office.perform(UTE, join, number)
    desk.type(f"close.{number}", {"hours": "2"}).click("Anfrage abschließen")
    joined = names(office, number)[-1]
    (told,) = desk.warnings
    assert told.startswith(f"{joined} hat hierfür inzwischen zugesagt. Bitte sehen Sie noch einmal hin")
    assert desk.field(f"close.{number}.0.hours").value == "2"
    desk.click("Anfrage abschließen")
    assert [one.hours for one in book().where(Assignment, request=number)][-2:] == [2, 2]


def test_search_starts_when_somebody_has_completed_a_request_in_the_table(office, desk, book):
    number = next(one.id for one in office.read(UTE).all(Request) if one.status is RequestStatus.SEARCHING)
    office.perform(UTE, lambda draft: draft.replace(draft.workbook.get(Request, number), status=RequestStatus.NEW))
    desk.row("requests", number)
    assert "Was gefehlt hat, ist jetzt da." in infos(desk)
    desk.click("Suche beginnen")
    assert desk.told == [f"Für {number} wird jetzt jemand gesucht."]
    assert book().get(Request, number).status is RequestStatus.SEARCHING


# Organisations --------------------------------------------------------------------------------------------------------


def test_place_to_turn_to_is_entered_and_shown_to_the_public(book):
    desk = Visitor(Role.COORDINATOR).open("office/organisations.py")
    typed = {"name": "Anwaltsnotdienst", "kind": OrganisationKind.INSTEAD, "helps_with": [RejectReason.LEGAL]}
    desk.type("organisation", typed).click("Eintragen")
    assert desk.told == [f"„Anwaltsnotdienst“ ist als {book().all(Organisation)[-1].id} eingetragen."]
    visitor = Visitor().open("public/ask_for_help.py")
    visitor.type("help", {"legal_effect": Answer.YES}).reload()
    assert "Anwaltsnotdienst" in visitor.warnings[0]
    assert "Anwaltsnotdienst" not in visitor.open("public/about.py").text


def test_organisation_is_entered_once_and_corrected_in_its_row(book):
    desk = Visitor(Role.COORDINATOR).open("office/organisations.py")
    desk.type("organisation", {"name": "beispielpraxis (erfunden)"}).click("Eintragen")
    assert "steht schon auf der Liste (O-0005)" in desk.warnings[0]
    assert desk.field("organisation.0.name").value == "beispielpraxis (erfunden)"
    desk.row("organisations", "O-0005")
    assert "A-0004" in desk.text
    desk.type("organisation.O-0005", {"opening": "Mo bis Fr"}).click("Speichern")
    assert book().get(Organisation, "O-0005").opening == "Mo bis Fr"


@pytest.mark.parametrize(
    ("typed", "below"),
    [
        ({"children": "2"}, ("requester_contact",)),
        ({"kind": RequestKind.ONGOING}, ("district", "requester_contact")),
        ({"day": f"{now_in_germany().date():%d.%m.%Y}"}, ("district", "requester_contact")),
    ],
)
def test_fields_keep_their_place_when_something_comes_up_above_them(desk, typed, below):
    places = [desk.place(f"intake.0.{name}") for name in below]
    desk.type("intake", typed).reload()
    assert [desk.place(f"intake.0.{name}") for name in below] == places
