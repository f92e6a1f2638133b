import pytest

from services.model.access import Actor, Role
from services.model.languages import Language, Level
from services.model.lists import RequestKind, RequestStatus, Wish
from services.model.records import Offer, Request
from services.model.workbook import Change
from services.offers import accept, ask
from services.office import Office
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor, shown

PAGE = "office/best_plan.py"
UTE = Actor(Role.COORDINATOR, "Ute Büro")


@pytest.fixture
def desk():
    return Visitor(Role.COORDINATOR).open(PAGE)


@pytest.fixture
def store(data):
    kept = SqlStore(f"sqlite:///{data}/example-dorsten.db")
    yield kept
    kept._engine.dispose()


def pairs(desk):
    keys = [one.key.split(".") for one in desk.at.button if (one.key or "").startswith("plan.ask.")]
    return [(request, person) for _plan, _ask, request, person in keys]


def offers(store):
    return {(one.request, one.person) for one in store.load().all(Offer)}


def press(desk, key):
    next(one for one in desk.at.button if one.key == key).click().run()


def test_one_line_is_asked_and_leaves_the_plan(desk, store):
    before, planned = offers(store), pairs(desk)
    press(desk, "plan.ask.{}.{}".format(*planned[0]))
    assert desk.told == ["Gefragt: 1. Tragen Sie die Antworten ein, sobald sie da sind."]
    assert offers(store) - before == {planned[0]}
    assert planned[0][0] not in {request for request, _person in pairs(desk)}
    assert planned[0][0] in desk.text


def test_all_are_asked_and_a_line_that_is_gone_says_why(desk, store):
    before, planned = offers(store), pairs(desk)
    (request, person), *others = planned
    made = Office(store).perform(UTE, ask, request, person)
    Office(store).perform(UTE, accept, made.id)
    desk.click(f"Alle fragen: {len(planned)}")
    assert desk.told == [f"Gefragt: {len(others)}. Tragen Sie die Antworten ein, sobald sie da sind."]
    assert offers(store) - before == set(planned)
    told = f"**{request}**: Olena Sorenko ist für diese Anfrage schon gefragt worden."
    assert [one for one in desk.warnings if request in one] == [told]


def test_second_guides_left_out_stand_below_and_open_where_somebody_is_asked(desk, store):
    book = store.load()
    wanted = next(one for one in book.all(Request) if one.status is RequestStatus.SEARCHING)
    changed = Change(wanted, wanted.model_copy(update={"kind": RequestKind.MEDIATION}))
    store.commit((changed,), expected=book)
    desk.reload()
    assert "Zweite Personen: nicht Teil dieses Plans" in desk.text
    (button,) = [one for one in desk.at.button if (one.key or "").startswith("plan.second.")]
    assert shown(button.label).endswith("noch hat niemand zugesagt")
    press(desk, f"plan.second.{wanted.id}")
    assert (desk.title, desk.field("matching.choice").value) == ("Vermittlung", wanted.id)


def test_each_request_that_stays_open_is_named_once_under_whom_to_look_for(desk, store):
    book = store.load()
    asked = {offer.request for offer in book.all(Offer)}
    open_ = [one for one in book.all(Request) if one.status is RequestStatus.SEARCHING and one.id not in asked]
    one, two, three = open_[:3]
    for_polish = {"languages": (Language.POLISH,), "min_level": Level.B2, "wish": Wish.NONE, "minors": False}
    changes = [Change(each, each.model_copy(update=for_polish)) for each in (one, two)]
    store.commit((*changes, Change(three, three.model_copy(update={"topics": ()}))), expected=book)
    desk.reload()
    told = [shown(each.value) for each in desk.at.markdown]
    wanted = told.index("**Gesucht: jemand mit Polnisch, mindestens B2**, für eine oder mehrere dieser 2 Anfragen:")
    assert [line.split(" · ")[0] for line in told[wanted + 1].splitlines()] == [f"- {one.id}", f"- {two.id}"]
    assert f"- {three.id}" in told[told.index("Hier hilft keine weitere Person:") + 1]
    for each in (one, two, three):
        assert "\n".join(told).count(f"- {each.id}") == 1
