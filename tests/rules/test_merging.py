"""Entered twice: who may be, who is not, and two entries that become one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.duplicates import not_the_same, pairs
from services.merging import OWN, differing, joined, merge
from services.model.errors import ChangedMeanwhile, NotAllowed, PapersMissing, Problem, RowUnreadable
from services.model.languages import Language, LanguageSkill, Level
from services.model.lists import Gender, PersonStatus, Topic
from services.model.record import columns
from services.model.records import Assignment, JournalEntry, Offer, Person, PutOff
from services.model.roster_errors import NotesTooLong, NotTwoPeople
from services.model.slots import Slot
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.own_list.taking_in import batches
from services.references import entries_about, referred
from services.roster import everybody
from services.today.due import due
from services.today.putting_off import put_off
from tests.rules.cast import (
    ARABIC,
    LEA,
    NEXT_WEEK,
    TODAY,
    TOMORROW,
    UKRAINIAN,
    UTE,
    assignment,
    course,
    draft,
    event,
    guest,
    ids,
    mail,
    marta,
    offer,
    office,
    olena,
    other_request,
    registration,
    request,
    samir,
    workbook,
)

TWIN = olena(
    number="P-0004", phone="02362 999999", certificate="2019-007", district="Wulfen", note="Mag Tee", max_open=5
)


def twin(**values):
    return TWIN.model_copy(update=values)


def found(*people):
    return [(one.first.id, one.second.id, str(one.reason)) for one in pairs(workbook(*people))]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"phone": "+49 2362 111111"}, "same name and phone"),
        ({}, "same name and e-mail"),
        ({"email": None, "first_name": "Hnatiuk", "last_name": "Olena"}, "same name"),
        ({"email": None, "last_name": "Hnatjuk"}, "similar name"),
        ({"first_name": "Vera", "last_name": "Anders"}, "same e-mail"),
        ({"first_name": "Vera", "last_name": "Anders", "email": None, "phone": "+49 2362 111111"}, "same phone"),
    ],
)
def test_people_entered_twice_are_found_with_the_reason(values, reason):
    assert found(olena(), samir(), marta(), twin(**values)) == [("P-0001", "P-0004", reason)]


def test_other_people_and_those_who_are_gone_are_no_duplicates():
    assert found(olena(), samir(), marta(), twin(gone="weg")) == []


def test_not_the_same_is_remembered():
    here = draft(olena(), twin())
    not_the_same(here, twin(), olena())
    assert pairs(here.workbook) == ()
    assert here.workbook.get(Person, "P-0004").distinct_from == ("P-0001",)


def test_everything_about_both_belongs_to_the_entry_that_stays():
    ours = office(
        course(),
        event(),
        request(),
        other_request(),
        olena(),
        samir(distinct_from=("P-0004",)),
        twin(distinct_from=("P-0002",)),
        registration(person="P-0004", certificate="2019-007"),
        guest(person="P-0004", interest=""),
        offer(person="P-0004"),
        assignment(person="P-0004"),
        mail(about="P-0004"),
        assignment("E-0002", person="P-0001"),
    )
    ours.perform(UTE, merge, olena(), twin(distinct_from=("P-0002",)), frozenset({"phone", "max_open"}))
    book = ours.read(UTE)
    one = book.get(Person, "P-0001")
    assert (one.phone, one.max_open, one.district, one.certificate) == ("+49 2362 999999", 5, "Altstadt", "2025-001")
    assert one.note.splitlines() == [
        "Erreichbar abends",
        "Mag Tee",
        "Weiteres Zertifikat: 2019-007",
        "Weiteres Telefon: +49 2362 111111",
        "Weiterer Wohnort: Wulfen",
    ]
    assert ids(everybody(book)) == ["P-0001", "P-0002"]
    assert list(entries_about(book, "P-0004")) == []
    moved = [(record.id, name) for record, name in entries_about(book, "P-0001")]
    assert sorted(moved) == [
        ("B-0001", "person"),
        ("E-0001", "person"),
        ("E-0002", "person"),
        ("N-0001", "about"),
        ("T-0001", "person"),
        ("V-0001", "person"),
    ]
    gone = book.get(Person, "P-0004")
    assert (gone.full_name, gone.email, gone.gone) == ("Anonymisiert", None, "Zusammengeführt mit P-0001")
    assert (one.distinct_from, book.get(Person, "P-0002").distinct_from) == (("P-0002",), ("P-0001",))
    entry = book.all(JournalEntry)[0]
    assert entry.changed.splitlines()[0] == "P-0004 mit P-0001 zusammengeführt; 5 Einträge umgehängt"
    assert not any(word in entry.changed for word in ("Olena", "999999", "example.org"))


@pytest.mark.parametrize("stays", [("P-0001", "P-0004"), ("P-0004", "P-0001")])
def test_only_what_differs_has_to_be_chosen(stays):
    people = {"P-0001": olena(gender=Gender.NOT_STATED, email=None), "P-0004": twin()}
    kept, other = (people[number] for number in stays)
    assert set(differing(kept, other)) == {"phone", "district", "max_open", "certificate"}
    result = joined(kept, other, frozenset())
    assert (result["gender"], result["email"]) == (Gender.FEMALE, TWIN.email)


def test_language_of_both_keeps_the_level_that_is_known():
    first = olena(languages=(LanguageSkill(language=Language.UKRAINIAN), ARABIC))
    assert joined(first, olena(languages=(UKRAINIAN,)), frozenset())["languages"] == (UKRAINIAN, ARABIC)


FIELDS = {
    "topics": st.lists(st.sampled_from(Topic), max_size=3, unique=True).map(tuple),
    "free_times": st.lists(st.sampled_from(Slot), max_size=3, unique=True).map(tuple),
    "languages": st.lists(
        st.builds(LanguageSkill, language=st.sampled_from([*Language][:5]), level=st.sampled_from([None, *Level])),
        max_size=3,
        unique_by=lambda one: one.language,
    ).map(tuple),
    "certificate": st.sampled_from(["", "2019-001", "2020-002"]),
    "paused_until": st.sampled_from([None, date(2026, 1, 1), date(2027, 1, 1)]),
    "note": st.sampled_from(["", "Ruft zurück", "Fährt Rad"]),
    "phone": st.sampled_from([None, "+49 2362 111111", "+49 2362 222222"]),
    "email": st.sampled_from(["olena@example.org", "olena.hnatiuk@example.org"]),
    "district": st.sampled_from(["", "Altstadt", "Wulfen"]),
    "first_name": st.sampled_from(["Olena", "Elena"]),
    "last_name": st.sampled_from(["Hnatiuk", "Hnatiuk-Berg"]),
}
PEOPLE = st.fixed_dictionaries(FIELDS).map(lambda values: olena(**values))


@given(PEOPLE, PEOPLE, st.frozensets(st.sampled_from([*columns(Person)])))
def test_nothing_that_either_entry_says_is_lost_but_what_was_not_chosen(kept, other, from_other):
    result = joined(kept, other, from_other)
    chosen = set(differing(kept, other))
    for name in set(columns(Person)) - OWN - chosen - {"note", "languages"}:
        sides = (getattr(kept, name), getattr(other, name))
        if columns(Person)[name].many:
            assert set(result[name]) == {value for side in sides for value in side}
        else:
            assert result[name] in ({*sides} - {None, ""} or {*sides})
    assert {one.language for one in result["languages"]} == {
        one.language for one in (*kept.languages, *other.languages)
    }
    for skill in (*kept.languages, *other.languages):
        assert skill in result["languages"] or skill.level is None or str(skill) in result["note"]
    for name in ("certificate", "phone", "email", "district", "first_name", "last_name"):
        for said in {getattr(kept, name), getattr(other, name)} - {"", None}:
            assert said == result[name] or said in result["note"]
    for note in (kept.note, other.note):
        assert note in result["note"]


def test_what_was_put_off_about_either_rests_for_the_entry_that_stays():
    first, second = olena(card_until=NEXT_WEEK), twin(card_until=NEXT_WEEK)
    here = draft(first, second)
    put_off(here, "Papers that run out", "P-0004", TOMORROW)
    merge(here, first, second, frozenset())
    assert [one.line for one in here.workbook.all(PutOff)] == ["Papers that run out P-0001"]
    assert [line.about for line in due(here.workbook, TODAY)] == []


@pytest.mark.parametrize(
    ("kept", "other"),
    [(olena(), olena()), (olena(), twin(gone="weg")), (olena(gone="weg"), twin())],
)
def test_only_two_entries_that_are_there_are_merged(kept, other):
    with pytest.raises(NotTwoPeople):
        merge(draft(olena(), twin()), kept, other, frozenset())


def test_entry_changed_by_somebody_else_is_not_merged():
    here = draft(olena(), twin(note="von jemand anderem"))
    with pytest.raises(ChangedMeanwhile):
        merge(here, olena(), twin(), frozenset())


def test_merged_entry_needs_its_papers():
    with pytest.raises(PapersMissing):
        merge(
            draft(olena(status=PersonStatus.RESTING, briefing_on=None), twin(briefing_on=None)),
            olena(status=PersonStatus.RESTING, briefing_on=None),
            twin(briefing_on=None),
            frozenset({"status"}),
        )


def test_notes_too_long_for_one_entry_are_not_cut_off():
    first, second = olena(note="a" * 2000), twin(note="b" * 2000)
    here = draft(first, second)
    with pytest.raises(NotesTooLong):
        merge(here, first, second, frozenset())
    assert here.workbook.get(Person, "P-0004") == second


def test_entry_that_an_unreadable_row_refers_to_is_not_merged():
    broken = Problem(Offer.tab, "5", "Stand", Sentence("?"), refers=("P-0004",))
    here = draft()
    here.workbook = Workbook.of((olena(), twin()), problems=(broken,))
    with pytest.raises(RowUnreadable):
        merge(here, olena(), twin(), frozenset())


def test_duplicates_are_decided_by_who_keeps_the_roster():
    for action in (
        lambda one: merge(one, olena(), twin(), frozenset()),
        lambda one: not_the_same(one, olena(), twin()),
    ):
        with pytest.raises(NotAllowed):
            action(draft(olena(), twin(), actor=LEA))


def test_people_referred_to_are_known_in_every_tab():
    book = workbook(olena(), offer(), assignment(person="P-0002"), mail(about="P-0003"))
    assert referred(book) == {"P-0001", "P-0002", "P-0003"}
    assert batches(book) == ()
    assert ids(book.all(Assignment)) == ["E-0001"]
