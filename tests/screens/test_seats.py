"""A yes after a no, a request called off, and who may take over, on the office's screens without a browser."""

import pytest

from services.model.access import Role
from services.model.lists import AssignmentStatus, Channel, OfferStatus, RequestStatus, Seat
from services.model.records import Assignment, Offer, Person, Request
from services.offers import accept, ask
from tests.screens.test_offers import UTE, Desk
from tests.screens.visitor import Visitor


@pytest.fixture
def desk(data):
    made = Desk(data)
    yield made
    made.office.store._engine.dispose()


def press(visitor, key):
    next(one for one in visitor.at.button if one.key == key).click().run()


def test_yes_after_a_no_is_taken_down_and_the_placed_request_called_off(desk):
    asked = desk.asked(1)[0]
    press(desk.visitor, f"answer.{asked.id}.no")
    assert desk.book().get(Offer, asked.id).status is OfferStatus.DECLINED
    desk.visitor.click("Sagt doch zu")
    assert desk.book().get(Offer, asked.id).status is OfferStatus.ACCEPTED
    office = Visitor(Role.COORDINATOR).open("office/intake.py").row("requests", desk.request).click("Anfrage absagen")
    assert office.told == [f"Die Anfrage {desk.request} ist abgesagt; alle bekommen Bescheid."]
    assert desk.book().get(Request, desk.request).status is RequestStatus.WITHDRAWN
    assert [one.status for one in desk.book().where(Assignment, request=desk.request)] == [AssignmentStatus.CANCELLED]


def test_stand_in_is_the_first_to_choose_for_taking_over(desk):
    person = next(one.key for one in desk.visitor.at.checkbox if (one.key or "").startswith("choose.")).rpartition(".")[
        2
    ]
    book = desk.book()
    other = next(one.id for one in book.all(Person) if one.status.value == "Aktiv" and one.id != person)
    for one, seat in ((person, Seat.MAIN), (other, Seat.BACKUP)):
        asked = desk.office.perform(UTE, ask, desk.request, one, Channel.PHONE, "kennt sich aus", seat)
        desk.office.perform(UTE, accept, asked.id)
    task = desk.book().where(Assignment, request=desk.request)[-1]
    office = Visitor(Role.COORDINATOR).open("office/assignments.py").row("assignments", task.id)
    assert office.field(f"hand.{task.id}.who").options[0] == f"{desk.book().get(Person, other).full_name} (Ersatz)"
