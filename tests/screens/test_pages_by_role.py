import pytest

from services.model.access import Actor, Role
from services.model.course_records import Interest, Registration
from services.model.records import Person, Request
from services.office import Office
from services.storage.sql import SqlStore
from services.waiting_list import confirm
from tests.screens.visitor import FILES, PAGES, Visitor

LINK = "public/answer.py"
PUBLIC = {"public/become_guide.py", "public/ask_for_help.py", "public/about.py"}
OFFICE_PAGES = {page for page in PAGES if page.startswith("office/")}
BACKSTAGE = {"office/people_of_office.py", "office/connect.py", "office/backup.py"}
OPEN = {
    Role.PUBLIC: PUBLIC,
    Role.VOLUNTEER: PUBLIC | {"volunteer/my_offers.py", "volunteer/my_entry.py"},
    Role.COORDINATOR: PUBLIC | OFFICE_PAGES - BACKSTAGE,
    Role.LEAD: PUBLIC | {"office/figures.py"},
    Role.LINK: PUBLIC | {LINK},
    Role.ADMINISTRATOR: PUBLIC | BACKSTAGE | {"office/details.py", "office/health.py", "office/weights.py"},
}
CLOSED = "Diese Seite ist geschlossen"
NO_LINK = "Dieser Link gilt nicht"


@pytest.fixture(scope="module")
def secrets_of_the_office(invented):
    """What only the office may see: names, addresses, numbers and codes of everybody in the example."""
    found = set()
    for one in invented:
        if isinstance(one, Person | Registration | Interest):
            found |= {one.last_name, one.email, one.phone, one.id}
        elif isinstance(one, Request):
            found |= {one.id, one.client, one.place}
    return {word for word in found if word}


@pytest.fixture
def followed(data):
    """Give a visitor who follows the personal link that the confirmation of a place has brought them."""
    store = SqlStore(f"sqlite:///{data}/example-dorsten.db")
    zehra = store.load().get(Registration, "T-0029")
    Office(store).perform(Actor(Role.COORDINATOR, "Ute Büro"), confirm, zehra)
    store._engine.dispose()
    return lambda: Visitor(link="N-0001")


def seen_of(secrets_of_the_office, visitor):
    text = visitor.text
    return {word for word in secrets_of_the_office if word in text}


@pytest.mark.parametrize("file", PAGES)
@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name.lower())
def test_page_opens_for_its_roles_and_stays_closed_for_others(role, file, secrets_of_the_office, followed):
    visitor = (followed() if role is Role.LINK else Visitor(role)).open(file)
    assert not visitor.at.exception
    assert visitor.errors == []
    closed = visitor.title in (CLOSED, NO_LINK)
    assert closed is (file not in OPEN[role])
    if closed:
        assert (visitor.title == NO_LINK) is (file == LINK)
        assert len(visitor.at.dataframe) == len(visitor.at.metric) == len(visitor.at.text_input) == 0
    if visitor.title == CLOSED:
        assert [one.value for one in visitor.at.info] == ["Wählen Sie oben auf der Seite eine Rolle, die das darf."]
    if closed or role in (Role.PUBLIC, Role.LEAD):
        assert seen_of(secrets_of_the_office, visitor) == set()


@pytest.mark.parametrize("file", FILES)
def test_file_run_alone_by_a_stranger_shows_nothing_of_the_office(file, secrets_of_the_office):
    visitor = Visitor(file=f"pages/{file}")
    assert not visitor.at.exception
    assert seen_of(secrets_of_the_office, visitor) == set()
    assert (visitor.title in (CLOSED, NO_LINK)) is (file in PAGES and file not in PUBLIC)


def test_volunteer_sees_only_their_own_requests(filled, secrets_of_the_office, invented):
    layla = next(one for one in invented if isinstance(one, Person) and one.last_name == "Qasembi")
    visitor = Visitor(secrets=filled, email=layla.email).open("volunteer/my_offers.py")
    assert not visitor.at.exception
    assert seen_of(secrets_of_the_office, visitor) == {"A-0004", "R. M.", "Anmeldung der Praxis"}
    assert "Haupteingang" not in visitor.text  # where A-0006 begins, who is not accepted yet


def test_link_shows_nothing_of_anybody_else(secrets_of_the_office, followed):
    visitor = followed().open(LINK)
    assert seen_of(secrets_of_the_office, visitor) == {"Altunok"}
