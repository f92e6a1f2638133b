"""Two entries of one person become one in a single commit, on every store."""

from services.merging import merge
from services.model.records import Person
from services.office import Office
from services.references import entries_about
from services.roster import everybody
from services.storage.examples import fill
from tests.rules.cast import NOW, UTE, assignment, ids, offer, olena, other_request, request

TWIN = olena(number="P-0002", phone="02362 999999")


def test_merging_is_one_step_on_every_store(store, other_store):
    people = (olena(), TWIN)
    filled = fill(store, (*people, request(), other_request(), offer(person="P-0002"), assignment(person="P-0002")))
    Office(store, clock=lambda: NOW).perform(UTE, merge, *(filled.get(Person, one.id) for one in people), frozenset())
    after = other_store.load()
    assert after.revision == filled.revision + 1
    assert ids(everybody(after)) == ["P-0001"]
    assert [record.id for record, _name in entries_about(after, "P-0001")] == ["V-0001", "E-0001"]
