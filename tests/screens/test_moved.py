"""A moved appointment behind the link of its letter, without a browser."""

from datetime import time, timedelta

import pytest

from services.appointments import move
from services.model.access import Actor, Role
from services.model.assignment_forms import MoveForm
from services.model.clock import now_in_germany
from services.model.course_lists import MessageKind
from services.model.letters import Message
from services.model.lists import AssignmentStatus, RequestStatus
from services.model.records import Assignment, Request
from services.office import Office
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor

UTE = Actor(Role.COORDINATOR, "Ute Büro")
FORM = MoveForm(day=now_in_germany().date() + timedelta(days=9), at=time(15))


@pytest.fixture
def office(data):
    store = SqlStore(f"sqlite:///{data}/example-dorsten.db")
    yield Office(store)
    store._engine.dispose()


@pytest.fixture
def phone(office):
    """The link of the letter to whoever goes to an appointment that was just moved."""
    book = office.read(UTE)
    request = next(one for one in book.all(Request) if one.status is RequestStatus.MATCHED and one.day)
    office.perform(UTE, move, request, FORM)
    letters = [one for one in office.read(UTE).all(Message) if one.kind is MessageKind.MOVED]
    return Visitor(link=letters[0].id).open("public/answer.py")


def assignment(office):
    office.forget()
    book = office.read(UTE)
    return book.get(Assignment, next(one for one in book.all(Message) if one.kind is MessageKind.MOVED).about)


def test_link_shows_the_new_time_its_calendar_file_and_two_answers(phone, office):
    request = office.read(UTE).get(Request, assignment(office).request)
    assert f"{FORM.day:%d.%m.%Y}, 15:00" in phone.text
    assert "In meinen Kalender" in phone.text
    for personal in (request.client, request.place, request.requester):
        assert not personal or personal not in phone.text
    phone.click("Ja, da kann ich")
    assert phone.told == ["Vielen Dank! Der Termin steht."]
    assert [one.label for one in phone.at.button if one.label.endswith("da kann ich")] == []
    assert assignment(office).check_on is None


def test_whoever_cannot_come_stands_on_the_morning_list(phone, office):
    phone.click("Nein, da kann ich nicht")
    assert phone.told == ["Danke, dass Sie Bescheid sagen. Das Büro sucht einen anderen Weg und ruft Sie an."]
    assert assignment(office).status is AssignmentStatus.INTERRUPTED
    today = Visitor(Role.COORDINATOR).open("office/today.py")
    assert f"(kann am {FORM.day:%d.%m.%Y} nicht). Nehmen Sie ihn wieder auf" in today.text
