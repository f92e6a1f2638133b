from datetime import timedelta

import pytest

from services.model.access import Role
from services.model.clock import now_in_germany
from services.model.course_records import Interest
from services.model.records import PutOff
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor

PAGE = "office/today.py"
BACK = "Zurück auf die Liste"


@pytest.fixture
def desk():
    return Visitor(Role.COORDINATOR).open(PAGE)


@pytest.fixture
def store(data):
    kept = SqlStore(f"sqlite:///{data}/example-dorsten.db")
    yield kept
    kept._engine.dispose()


def press(desk, key):
    next(one for one in desk.at.button if one.key == key).click().run()
    return desk


def steps(desk):
    return [one.key for one in desk.at.button if (one.key or "").startswith("line.")]


def test_line_is_put_off_for_everybody_and_taken_up_again(desk, store):
    key = next(one for one in steps(desk) if ".I-" in one)
    about = key.rpartition(".")[2]
    press(desk, f"later.{key}")
    press(desk, f"put_off.{key}")
    (kept,) = store.load().all(PutOff)
    until = now_in_germany().date() + timedelta(days=7)
    name = store.load().get(Interest, about).full_name
    assert (kept.until, name in kept.what, kept.line.endswith(about)) == (until, True, True)
    assert desk.told[0].startswith(f"Zurückgestellt bis {until:%d.%m.%Y}: {name}")
    other = Visitor(Role.COORDINATOR).open(PAGE)
    assert [one for one in steps(other) if one.endswith(about)] == []
    other.click(BACK)
    assert [one.rpartition(".")[2] for one in steps(other) if one.endswith(about)] == [about]


def test_line_is_put_off_until_tomorrow_by_one_click(desk, store):
    key = steps(desk)[0]
    press(press(desk, f"later.{key}"), f"tomorrow.{key}")
    assert [one.until for one in store.load().all(PutOff)] == [now_in_germany().date() + timedelta(days=1)]


def test_figure_opens_what_it_counts(desk):
    press(desk, "figure.2")
    assert desk.title == "Anfragen"
    assert [one.label for one in desk.field("requests.states").value] == ["Details missing", "Being matched"]


def test_figures_say_that_there_is_nothing_to_compare_with_yet(desk):
    assert [one.value for one in desk.at.caption].count("noch kein Vergleich") == 4


def test_every_kind_of_line_opens_its_entry(desk):
    for key in {one.rpartition(".")[0]: one for one in steps(desk)}.values():
        opened = press(Visitor(Role.COORDINATOR).open(PAGE), key)
        assert (key, opened.title != "Heute", opened.errors) == (key, True, [])
