import pytest

from services.model.errors import NotAllowed, NotFound, NothingChosen
from services.model.record import columns
from services.model.records import JournalEntry, Person
from services.passing_on import USUAL, columns_for, pass_on_people
from tests.rules.cast import LEA, OLENA, UTE, draft, office, olena, samir


def test_list_is_taken_along_with_a_line_in_the_journal_that_names_nobody():
    ours = office(olena(), samir())
    ours.perform(UTE, pass_on_people, ("P-0002", "P-0001"), ("last_name", "languages"))
    book = ours.read(UTE)
    entry = book.all(JournalEntry)[0]
    assert (entry.actor, entry.deed, entry.entries, entry.changed) == (
        UTE.name,
        "Liste weitergegeben",
        ("P-0002",),
        "Lotsenliste heruntergeladen: 2 Personen; Nachname, Sprachen",
    )
    assert book.all(Person) == (olena(), samir())


@pytest.mark.parametrize(("people", "chosen"), [((), USUAL), (("P-0001",), ()), (("P-0001",), ("note", "origins"))])
def test_empty_list_is_not_taken_along(people, chosen):
    with pytest.raises(NothingChosen):
        pass_on_people(draft(olena()), people, chosen)


def test_list_of_somebody_unknown_is_refused():
    with pytest.raises(NotFound):
        pass_on_people(draft(olena()), ("P-0009",), USUAL)


@pytest.mark.parametrize("actor", [LEA, OLENA])
def test_list_is_taken_along_by_the_office_alone(actor):
    with pytest.raises(NotAllowed):
        pass_on_people(draft(olena(), actor=actor), ("P-0001",), USUAL)


def test_columns_that_may_be_taken_along_follow_the_role():
    assert set(USUAL) <= set(columns_for(UTE))
    kept_back = {"note", "origins", "gone", "police_check_until", "police_seen_on", "police_entry", "buddy"}
    assert kept_back.isdisjoint(columns_for(UTE))
    assert list(columns_for(UTE))[:2] == ["first_name", "last_name"] or list(columns_for(UTE))[:2] == [
        "last_name",
        "first_name",
    ]
    assert [name for name in columns_for(LEA) if columns(Person)[name].column.personal] == []
