"""Not the picture but the bytes: what reaches a browser, on a page or in a file, that should not have it."""

from datetime import time
from decimal import Decimal

import pytest

from pages.shared.frame import PAGES
from services.appointments import move
from services.links import address, own_address
from services.model.access import Actor, Role
from services.model.assignment_forms import MoveForm, VisitForm
from services.model.clock import now_in_germany
from services.model.course_records import Guest, Interest, Registration
from services.model.letters import Message, MessageKind
from services.model.lists import OfficeRole
from services.model.office_people import Colleague, ColleagueForm
from services.model.records import Assignment, Person, Request
from services.office import Office
from services.office_people import enter_colleague
from services.own_links import make_link
from services.storage.examples import example, fill
from services.storage.open import EXAMPLES
from services.storage.sql import SqlStore
from services.visits import enter
from services.waiting_list import confirm
from tests.browser.conftest import app, free_port
from tests.browser.wire import wire

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("bytes")]  # one app for all

KEY = "invented, but long enough for a test"
SECRETS = """
[store]
url = "{store}"
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{key}"
client_id = "lotsenbuch"
client_secret = "invented"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
[[office]]
email = "anna.nord@example.org"
name = "Anna Nordkamp"
[[office]]
email = "lea.sued@example.org"
name = "Lea Südkamp"
role = "lead"
"""
PATHS = [path for _section, _file, _title, path, _icon, _right in PAGES] + ["anmelden"]
PERSONAL = ("first_name", "last_name", "email", "phone", "requester", "requester_contact", "requester_phone", "name")
PERSONAL += ("requester_email", "client", "place", "message", "note", "id")
HOLDERS = (Person, Registration, Interest, Guest, Request, Colleague)
# Words that stand only in the files behind the buttons of a page.
IN_FILES = {
    "einsaetze": {
        "BEGIN:VCALENDAR",
        "Beauftragung für einen ehrenamtlichen Einsatz",
        "Bestätigung eines Einsatzes",
        "Stunden und Kilometer im Monat",
    },
    "eintrag": {"Was über Layla Qasembi gespeichert ist"},
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The example with something of everything: messages, a journal, a visit, an appointment that was moved."""
    folder = tmp_path_factory.mktemp("bytes")
    store = SqlStore(f"sqlite:///{folder}/office.db")
    fill(store, example(EXAMPLES / "dorsten", today=now_in_germany().date()))
    office = Office(store)
    nina = ColleagueForm(name="Nina Westkamp", email="nina.west@example.org", roles=(OfficeRole.COORDINATOR,))
    office.perform(Actor(Role.ADMINISTRATOR, "Ruth"), enter_colleague, nina, ())
    office.perform(Actor(Role.COORDINATOR, "Ute"), confirm, store.load().get(Registration, "T-0029"))
    office.perform(Actor(Role.COORDINATOR, "Ute"), make_link, layla(store.load()).id)
    assignment, request = store.load().get(Assignment, "E-0004"), store.load().get(Request, "A-0004")
    visited = VisitForm(day=assignment.mandated_on, hours=Decimal(1))
    office.perform(Actor(Role.VOLUNTEER, "Layla Qasembi", assignment.person), enter, assignment.id, visited)
    moved = MoveForm(day=request.day, at=time(11), place=request.place)
    office.perform(Actor(Role.COORDINATOR, "Ute"), move, request, moved)
    yield folder, store.load()
    store._engine.dispose()


@pytest.fixture(scope="module")
def url(book):
    folder, _records = book
    port = free_port()
    with app(
        folder, port=port, secrets=SECRETS.format(store=f"sqlite:///{folder}/office.db", port=port, key=KEY)
    ) as at:
        yield at


def layla(records):
    return next(one for one in records.all(Person) if one.last_name == "Qasembi")


def told_of(record):
    """Every text that says who somebody is; first names alone are many people's."""
    texts = {str(getattr(record, name, None) or "") for name in PERSONAL if name != "first_name"}
    texts |= {one.replace(" ", "") for one in texts if one.startswith("+49")}
    return {one for one in texts if len(one) > 3}


def held(records):
    return {text for kind in HOLDERS for record in records.all(kind) for text in told_of(record)}


def received(url, texts, *, email="", query="", paths=PATHS):
    """Which of the texts come, page by page."""
    with wire(url, email=email, secret=KEY) as visitor:
        pages = {path: visitor.read(path, query) for path in paths}
    assert min(map(len, pages.values())) > 2_000
    return {path: found for path, page in pages.items() if (found := {one for one in texts if one.encode() in page})}


def test_office_receives_names_so_that_they_would_be_found(url, book):
    found = received(url, held(book[1]), email="anna.nord@example.org", paths=("lotsen", "interessierte", "buero"))
    assert {"Qasembi", "nina.west@example.org"} <= set().union(*found.values())
    assert len(set().union(*found.values())) > 15


def test_stranger_receives_nothing_of_anybody(url, book):
    assert received(url, held(book[1])) == {}


def test_lead_receives_nothing_of_anybody(url, book):
    assert received(url, held(book[1]), email="lea.sued@example.org") == {}


def test_volunteer_receives_only_what_is_theirs(url, book):
    records = book[1]
    own = told_of(layla(records)) | told_of(records.get(Request, "A-0004"))  # to which she said yes
    own |= told_of(records.get(Registration, "T-0013")) | {"A-0006"}  # her course, and what else she was asked for
    files = set().union(*IN_FILES.values())
    found = received(url, held(records) | files, email=layla(records).email)
    assert {path: rest for path, texts in found.items() if (rest := texts - own - files)} == {}
    assert "A-0004" in found["einsaetze"]
    assert {path: texts & files for path, texts in found.items() if texts & files} == IN_FILES


def test_link_receives_only_what_it_is_about(url, book):
    records = book[1]
    query = address("http://x.example", KEY, "N-0001").partition("?")[2]
    found = received(url, held(records), query=query)
    own = told_of(records.get(Registration, "T-0029"))
    assert {path: texts - own for path, texts in found.items() if texts - own} == {}
    assert "Altunok" in found["antwort"]


def test_link_of_a_moved_appointment_receives_only_this_request(url, book):
    records = book[1]
    (letter,) = [one for one in records.all(Message) if one.kind is MessageKind.MOVED]
    query = address("http://x.example", KEY, letter.id).partition("?")[2]
    found = received(url, held(records) | {"BEGIN:VCALENDAR"}, query=query)
    assert found == {"antwort": {"A-0004", "BEGIN:VCALENDAR"}}


def test_own_link_receives_only_the_own_entry_and_the_numbers_of_requests(url, book):
    records = book[1]
    query = own_address("http://x.example", KEY, "Z-0001").partition("?")[2]
    found = received(url, held(records), query=query)
    own = told_of(layla(records)) | {one.id for one in records.all(Request)}
    assert {path: texts - own for path, texts in found.items() if texts - own} == {}
    assert "A-0004" in found["einsaetze"]
    assert "Qasembi" in found["eintrag"]
