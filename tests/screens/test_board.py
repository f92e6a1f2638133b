import pytest

from services.model.access import Role
from tests.screens.visitor import Visitor

PAGE = "office/intake.py"


@pytest.fixture
def desk():
    return Visitor(Role.COORDINATOR).open(PAGE).choose("requests.view", "Board")


def cards(desk, label):
    return [one for one in desk.at.button if one.label == label and (one.key or "").startswith("board.")]


def test_card_opens_the_request_in_the_list(desk):
    card = cards(desk, "Mit Ergebnis abschließen")[0]
    number = card.key.removeprefix("board.")
    card.click().run()
    assert desk.field("requests.view").value == "List"
    assert [one.value.partition(" ")[0] for one in desk.at.header] == [number]


def test_card_leads_to_the_matching_of_its_request(desk):
    card = cards(desk, "Passende Person finden")[0]
    number = card.key.removeprefix("board.")
    card.click().run()
    assert (desk.title, desk.field("matching.choice").value) == ("Vermittlung", number)
