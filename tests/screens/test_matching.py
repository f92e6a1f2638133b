"""The page of one request: who is proposed and why, who is not and why not, without a browser."""

import pytest

from pages.shared.language import in_german
from services.matching.suggest import suggest
from services.model.access import Role
from services.model.clock import now_in_germany
from services.model.records import Request
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor, shown


@pytest.fixture
def book(data):
    store = SqlStore(f"sqlite:///{data}/example-dorsten.db")
    yield store.load()
    store._engine.dispose()


def test_best_five_stand_with_reasons_in_german_and_the_others_with_what_is_missing(book):
    desk = Visitor(Role.COORDINATOR).open("office/matching.py")
    wanted = book.get(Request, desk.field("matching.choice").value)
    found = suggest(book, wanted, now_in_germany().date())
    ticks = [shown(one.label) for one in desk.at.checkbox if (one.key or "").startswith(f"choose.{wanted.id}.")]
    best = [f"**{one.person.full_name}** · {one.points} von 100 Punkten" for one in found.proposed]
    assert (ticks[:5], sorted(ticks)) == (best[:5], sorted(best))
    for one in found.proposed[:5]:
        lines = "\n".join(f"- {in_german(reason.sentence)} ({reason.points}/{reason.of})" for reason in one.reasons)
        assert lines in desk.text
    assert f"Nicht vorgeschlagen: {len(found.others)}" in desk.text
    assert [one for one in found.others if f"{one.person.full_name}**: " in desk.text] == []
    desk.unfold(f"others.{wanted.id}")
    for one in found.others:
        assert f"{one.person.full_name}**: " in desk.text
