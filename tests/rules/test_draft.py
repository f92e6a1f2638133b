import pytest
from pydantic import ValidationError

from services.model.access import Right
from services.model.course_records import Course
from services.model.errors import ChangedMeanwhile, NotAllowed, NotFound
from services.model.journal import IN_THE_TABLE
from services.model.records import Person
from services.model.workbook import Change
from tests.rules.cast import LEA, NOW, TODAY, UTE, course, draft, journal, olena, person_form, samir


def test_draft_begins_without_changes():
    here = draft(olena())
    assert (here.changes, here.actor, here.now, here.today, here.deed) == ((), UTE, NOW, TODAY, None)


def test_draft_remembers_the_last_deed():
    here = draft()
    here.must(Right.KEEP_ROSTER)
    here.must(Right.CERTIFY)
    assert here.deed is Right.CERTIFY


def test_draft_refuses_a_deed_without_the_right():
    here = draft(actor=LEA)
    with pytest.raises(NotAllowed):
        here.must(Right.CERTIFY)
    assert here.deed is None


# Adding ---------------------------------------------------------------------------------------------------------------


def test_added_record_has_the_next_number():
    assert draft(olena(), samir()).add(Person, person_form()).id == "P-0003"


def test_added_records_have_numbers_one_after_the_other():
    here = draft()
    assert [here.add(Person, person_form()).id for _ in range(3)] == ["P-0001", "P-0002", "P-0003"]


def test_added_record_is_in_the_workbook_and_in_the_changes():
    here = draft(olena())
    added = here.add(Person, person_form(), certificate="2026-001")
    assert (here.workbook.all(Person), here.changes) == ((olena(), added), (Change(None, added),))


def test_added_record_takes_what_the_programme_keeps_before_what_was_typed():
    assert draft().add(Person, person_form(status="Aktiv"), status="Pausiert").status == "Pausiert"


def test_added_record_may_have_no_form():
    assert draft().add(Course, title="Kurs") == Course(id="K-0001", title="Kurs")


def test_added_record_is_validated():
    here = draft()
    with pytest.raises(ValidationError):
        here.add(Course, title="x" * 101)
    assert here.changes == ()


# Replacing ------------------------------------------------------------------------------------------------------------


def test_replaced_record_stands_in_the_place_of_the_old_one():
    here = draft(olena(), samir())
    changed = here.replace(olena(), note="neu")
    assert (here.workbook.all(Person), here.changes) == ((changed, samir()), (Change(olena(), changed),))


def test_replaced_record_is_validated_and_read():
    assert draft(olena()).replace(olena(), max_open="5").max_open == 5


def test_replaced_record_that_is_wrong_is_refused():
    here = draft(olena())
    with pytest.raises(ValidationError):
        here.replace(olena(), email="keine")
    assert (here.changes, here.workbook.all(Person)) == ((), (olena(),))


def test_replaced_by_the_same_changes_nothing():
    here = draft(olena())
    assert (here.replace(olena(), note=olena().note), here.changes) == (olena(), ())


def test_replaced_twice_is_one_change_from_first_to_last():
    here = draft(olena())
    last = here.replace(here.replace(olena(), note="eins"), note="zwei")
    assert here.changes == (Change(olena(), last),)


def test_replaced_after_being_added_is_still_new():
    here = draft()
    last = here.replace(here.add(Person, person_form()), note="zwei")
    assert here.changes == (Change(None, last),)


def test_changes_stand_in_the_order_of_the_first_change():
    here = draft(olena(), samir(), course())
    first = here.replace(samir(), note="a")
    here.replace(course(), places=5)
    here.replace(olena(), note="b")
    here.replace(first, note="c")
    assert [change.after.id for change in here.changes] == ["P-0002", "K-0001", "P-0001"]


def test_draft_leaves_the_snapshot_alone():
    here = draft(olena())
    snapshot = here.workbook
    here.replace(olena(), note="neu")
    assert snapshot.all(Person) == (olena(),)


# Changed by somebody else ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "who"),
    [
        ([], IN_THE_TABLE),
        ([journal("J-0001", changed="P-0001 Stand: Pausiert → Aktiv")], IN_THE_TABLE),
        ([journal("J-0001", actor="Bea Büro", changed="P-0001 Notiz: geändert")], "Bea Büro"),
        ([journal("J-0001", actor="Bea Büro")], "Bea Büro"),
        ([journal("J-0001", actor="Bea Büro"), journal("J-0002", actor="Carl Büro")], "Carl Büro"),
        ([journal("J-0001", actor="Bea Büro"), journal("J-0002", actor="Carl Büro", entries="P-0002")], "Bea Büro"),
        ([journal("J-0001", actor="Bea Büro", entries="P-0002; P-0001")], "Bea Büro"),
        ([journal("J-0001", actor="Bea Büro", entries="P-0002")], IN_THE_TABLE),
    ],
)
def test_changed_meanwhile_names_who_changed_it(entries, who):
    here = draft(olena(note="von jemand anderem"), *entries)
    with pytest.raises(ChangedMeanwhile) as refusal:
        here.replace(olena(), note="meins")
    assert (refusal.value.sentence.values, here.changes) == ({"who": who, "id": "P-0001"}, ())


@pytest.mark.parametrize(
    ("told", "who"),
    [("Stadtteil: Hardt → Altstadt", IN_THE_TABLE), ("Wohnt in: Hardt → Altstadt", IN_THE_TABLE)]
    + [(f"Wohnt in: Altstadt → Hardt{more}", "Bea Büro") for more in ("", "; Notiz: geändert", "\nP-0002 neu")],
)
def test_change_by_hand_is_not_told_to_be_that_of_the_last_colleague(told, who):
    here = draft(olena(district="Hardt"), journal("J-0001", actor="Bea Büro", changed=f"P-0001 {told}"))
    with pytest.raises(ChangedMeanwhile) as refusal:
        here.replace(olena(), note="meins")
    assert refusal.value.sentence.values["who"] == who


def test_replaced_record_that_is_not_there_is_refused():
    with pytest.raises(NotFound) as refusal:
        draft(samir()).replace(olena(), note="meins")
    assert refusal.value.sentence.values == {"id": "P-0001"}
