import pytest

from services.delivery.appointments import has_appointment
from services.intake import correct
from services.model.access import Actor, Role
from services.model.course_lists import MessageStatus
from services.model.letters import Message
from services.model.lists import Channel, OfferStatus, Seat
from services.model.records import Offer, Request
from services.model.request_forms import RequestForm
from services.offers import accept, ask, offers_of
from services.office import Office
from services.storage.sql import SqlStore
from tests.rules.cast import form_of
from tests.screens.visitor import Visitor

UTE = Actor(Role.COORDINATOR, "Ute Büro")
TAKEN = "Dieser Einsatz ist bereits vergeben: Jemand anderes hat schon zugesagt."


class Desk:
    """The coordinator's screen of one request, and what its store holds."""

    def __init__(self, folder):
        self.office = Office(SqlStore(f"sqlite:///{folder}/example-dorsten.db"))
        self.visitor = Visitor(Role.COORDINATOR).open("office/matching.py")
        self.request = self.visitor.field("matching.choice").value

    def book(self):
        self.office.forget()
        return self.office.read(UTE)

    def tick(self, count):
        keys = [one.key for one in self.visitor.at.checkbox if (one.key or "").startswith("choose.")][:count]
        for key in keys:
            self.visitor.field(key).set_value(True)
        self.visitor.reload()
        return [key.rpartition(".")[2] for key in keys]

    def asked(self, count=2):
        self.tick(count)
        self.visitor.click("Ausgewählte fragen")
        return offers_of(self.book(), self.request)[-count:]

    def link(self, offer):
        message = self.book().where(Message, about=offer.id)[0]
        return Visitor(link=message.id).open("public/answer.py")


@pytest.fixture
def desk(data):
    made = Desk(data)
    while len([one for one in made.visitor.at.checkbox if (one.key or "").startswith("choose.")]) < 2:
        choice = made.visitor.field("matching.choice")
        made.request = choice.options[choice.options.index(choice.format_func(choice.value)) + 1].partition(" ")[0]
        choice.set_value(made.request).run()
    yield made
    made.office.store._engine.dispose()


def test_two_are_asked_at_once_and_each_gets_a_letter(desk):
    people = desk.tick(2)
    desk.visitor.click("Ausgewählte fragen")
    assert desk.visitor.told[0].startswith("Gefragt: ")
    asked = offers_of(desk.book(), desk.request)
    assert [one.person for one in asked] == people
    assert [one.status for one in desk.book().all(Message)] == [MessageStatus.WAITING] * 2


def test_nobody_can_be_asked_before_somebody_is_ticked(desk):
    assert next(one for one in desk.visitor.at.button if one.label == "Ausgewählte fragen").disabled


def test_link_shows_the_task_and_takes_a_yes(desk):
    first, second = desk.asked()
    phone, other = desk.link(first), desk.link(second)
    request = desk.book().get(Request, desk.request)
    for personal in (request.client, request.place, request.requester):
        assert not personal or personal not in phone.text
    assert phone.click("Ja, ich übernehme das").told == ["Vielen Dank! Sie übernehmen den Einsatz."]
    assert "Das Büro sagt Ihnen, wo und mit wem Sie sich treffen." in phone.text
    assert TAKEN in other.click("Ja, ich übernehme das").text
    assert [one.label for one in other.at.button if one.label.startswith("Ja")] == []
    assert [one.status for one in offers_of(desk.book(), desk.request)] == [
        OfferStatus.ACCEPTED,
        OfferStatus.WITHDRAWN,
    ]


def test_yes_on_the_own_page_is_asked_for_again_when_the_question_has_changed(desk):
    first, _second = desk.asked()
    phone = Visitor(Role.VOLUNTEER, person=first.person).open("volunteer/my_offers.py")
    asked = desk.book().get(Request, desk.request)
    longer = form_of(RequestForm, asked, hours="7,5")
    desk.office.perform(UTE, correct, asked, longer)
    phone.click("Ja, ich übernehme das")
    assert phone.warnings == [
        "Die Anfrage hat sich inzwischen geändert. Bitte sehen Sie sie noch einmal an und antworten Sie dann."
    ]
    assert "7,5" in phone.text
    assert desk.book().get(Offer, first.id).status is OfferStatus.ASKED
    phone.click("Ja, ich übernehme das")
    assert desk.book().get(Offer, first.id).status is OfferStatus.ACCEPTED


def test_opening_the_link_changes_nothing(desk):
    first, _second = desk.asked()
    before = desk.book()
    desk.link(first)
    desk.link(first)
    assert desk.book().revision == before.revision


def test_call_me_stands_on_the_morning_list_and_leaves_the_link_open(desk):
    first, _second = desk.asked()
    phone = desk.link(first).click("Rufen Sie mich an")
    assert phone.told == ["Danke. Das Büro ruft Sie an."]
    today = Visitor(Role.COORDINATOR).open("office/today.py")
    assert f"bittet um einen Anruf wegen {desk.request}" in today.text
    today.click("Anrufen und Antwort eintragen")
    assert (today.title, "Bittet um einen Anruf" in today.text) == ("Vermittlung", True)
    assert phone.click("Nein, diesmal nicht").told == ["Danke für Ihre Antwort. Das Büro fragt jemand anderen."]
    assert desk.book().get(Offer, first.id).status is OfferStatus.DECLINED


def test_office_searches_for_somebody_who_goes_along_to_learn(desk):
    first, _second = desk.asked()
    desk.office.perform(UTE, accept, first.id)
    visitor = Visitor(Role.COORDINATOR)
    visitor.at.session_state["matching.request"] = desk.request
    visitor.open("office/matching.py")
    visitor.field(f"seat.{desk.request}").set_value(visitor.field(f"seat.{desk.request}").options[1])
    assert "Wer mitgehen und lernen kann" in visitor.reload().text


def test_request_names_the_seats_to_search_for_until_they_are_held(desk):
    def searches():
        visitor = Visitor(Role.COORDINATOR).open("office/intake.py").row("requests", desk.request)
        return [one.label for one in visitor.at.button if "suchen" in one.label or "finden" in one.label]

    first, second = desk.asked()
    assert searches() == ["Passende Person finden"]
    desk.office.perform(UTE, accept, first.id)
    assert searches() == ["Weitere suchen: zweite Person, Hospitation, Ersatz", "Neu suchen"]
    also = desk.office.perform(UTE, ask, desk.request, second.person, Channel.PHONE, "", Seat.SECOND)
    desk.office.perform(UTE, accept, also.id)
    assert searches() == ["Weitere suchen: Hospitation, Ersatz", "Neu suchen"]


def test_yes_by_link_offers_the_calendar_file(desk):
    phone = desk.link(desk.asked()[0])
    assert "In meinen Kalender" not in phone.text
    phone.click("Ja, ich übernehme das")
    assert ("In meinen Kalender" in phone.text) is has_appointment(desk.book().get(Request, desk.request))


def test_note_and_children_stand_there_once_somebody_goes_and_the_note_not_before(desk):
    first, _second = desk.asked()
    seen = desk.book().get(Request, desk.request)
    typed = RequestForm.model_validate(seen.model_dump(include=set(RequestForm.model_fields)))
    told = {"note": "Bitte am Nebeneingang\nläuten", "children": 2, "people": 3}
    desk.office.perform(UTE, correct, seen, typed.model_copy(update=told))
    guide = Visitor(Role.VOLUNTEER, person=first.person).open("volunteer/my_offers.py")
    assert ("Notiz" in guide.text, "Davon Kinder: **2**" in guide.text) == (False, True)
    desk.office.perform(UTE, accept, first.id)
    office = Visitor(Role.COORDINATOR)
    office.at.session_state["matching.request"] = desk.request
    for screen in (guide.reload(), office.open("office/matching.py")):
        assert "Notiz: **Bitte am Nebeneingang läuten**" in screen.text
        assert "Einwilligung: **" in screen.text
