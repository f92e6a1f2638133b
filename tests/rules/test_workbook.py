from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.model.course_records import Course, Interest, Registration
from services.model.errors import NotFound, Problem
from services.model.records import RECORDS, JournalEntry, Person
from services.model.words import Sentence
from services.model.workbook import Change, Workbook
from tests.rules.cast import course, ids, interest, journal, olena, person, registration, samir, workbook

PROBLEM = Problem("Personen", "Zeile 7", "E-Mail", Sentence("wrong"))


def taken(*numbers, records=()):
    return replace(workbook(*records), taken=frozenset(numbers))


# Reading --------------------------------------------------------------------------------------------------------------


def test_workbook_gives_records_oldest_number_first():
    numbers = ["P-10000", "P-0002", "P-9999", "P-0010", "P-0001"]
    book = workbook(*(person(number) for number in numbers))
    assert ids(book.all(Person)) == ["P-0001", "P-0002", "P-0010", "P-9999", "P-10000"]


def test_workbook_gives_each_kind_on_its_own():
    book = workbook(olena(), course(), registration())
    assert (book.all(Person), book.all(Course), book.all(Interest)) == ((olena(),), (course(),), ())


def test_workbook_holds_every_kind_from_the_beginning():
    assert (list(workbook().records), workbook().revision, workbook().problems) == (list(RECORDS), 0, ())


def test_workbook_keeps_problems_and_revision():
    book = Workbook.of([olena()], revision=7, problems=[PROBLEM])
    assert (book.revision, book.problems) == (7, (PROBLEM,))


@pytest.mark.parametrize(("number", "expected"), [("P-0001", olena()), ("P-0009", None), ("", None), ("K-0001", None)])
def test_workbook_finds_by_kind_and_number(number, expected):
    assert workbook(olena(), course()).find(Person, number) == expected


def test_workbook_gets_by_kind_and_number():
    assert workbook(olena(), samir()).get(Person, "P-0002") == samir()


def test_workbook_refuses_what_is_not_there():
    with pytest.raises(NotFound) as refusal:
        workbook(olena()).get(Person, "P-0009")
    assert refusal.value.sentence.values == {"id": "P-0009"}


@pytest.mark.parametrize(
    ("number", "expected"), [("P-0001", olena()), ("K-0001", course()), ("T-0001", registration())]
)
def test_workbook_gives_an_entry_of_any_kind(number, expected):
    assert workbook(olena(), course(), registration()).entry(number) == expected


def test_workbook_refuses_an_entry_of_no_kind():
    with pytest.raises(NotFound):
        workbook(olena()).entry("X-0001")


@pytest.mark.parametrize(
    ("number", "expected"),
    [("K-0001", ["T-0002", "T-0010", "T-10000"]), ("K-0002", ["T-0001"]), ("K-0009", []), ("", [])],
)
def test_workbook_gives_the_records_of_one_field_oldest_number_first(number, expected):
    rows = [registration(one, f"Name {one}") for one in ("T-10000", "T-0010", "T-0002")]
    book = workbook(*rows, registration("T-0001", course="K-0002"), olena())
    assert ids(book.where(Registration, course=number)) == expected


def test_workbook_gives_the_records_of_one_field_also_after_changes():
    book = workbook(registration(), registration("T-0002", "Farid Nasser"))
    before = book.where(Registration, course="K-0001")
    after = book.with_changes((Change(before[0], registration(course="K-0002")),))
    assert [ids(one.where(Registration, course="K-0001")) for one in (book, after)] == [
        ["T-0001", "T-0002"],
        ["T-0002"],
    ]


# Changing -------------------------------------------------------------------------------------------------------------


def test_workbook_after_changes_has_new_and_changed_records():
    book = workbook(olena(), course())
    changes = (Change(olena(), olena(note="neu")), Change(None, samir()))
    assert book.with_changes(changes, revision=3) == Workbook.of([olena(note="neu"), course(), samir()], revision=3)


def test_workbook_after_changes_keeps_the_revision_unless_told():
    assert Workbook.of([olena()], revision=7).with_changes((Change(None, samir()),)).revision == 7


def test_workbook_before_changes_stays_as_it_was():
    book = workbook(olena())
    book.all(Person)
    book.with_changes((Change(olena(), olena(note="neu")),))
    assert book.all(Person) == (olena(),)


def test_workbook_after_changes_gives_them_also_when_read_before():
    book = workbook(olena())
    book.all(Person)
    assert ids(book.with_changes((Change(None, samir()),)).all(Person)) == ["P-0001", "P-0002"]


def test_workbook_cannot_be_written_to():
    with pytest.raises(FrozenInstanceError):
        workbook().revision = 5


# Numbers --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("book", "expected"),
    [
        (workbook(), "P-0001"),
        (workbook(olena()), "P-0002"),
        (workbook(person("P-0001"), person("P-0007")), "P-0008"),
        (workbook(person("P-9")), "P-0010"),
        (workbook(person("P-9999")), "P-10000"),
        (workbook(person("P-10000"), person("P-9999")), "P-10001"),
        (workbook(person("P-alt"), person("Nummer 5")), "P-0001"),
        (workbook(interest(), registration("T-0044"), course()), "P-0001"),
        (taken("P-0003"), "P-0004"),
        (taken("P-0003", "K-0009", records=[person("P-0002")]), "P-0004"),
        (taken("P-0003", records=[person("P-0005")]), "P-0006"),
        (taken("P-12000"), "P-12001"),
        (workbook(olena(), journal(entries="K-0009; P-0007")), "P-0008"),
        (workbook(olena(), journal(entries="P-0001")), "P-0002"),
    ],
)
def test_next_number_follows_the_highest_taken(book, expected):
    assert book.next_number(Person) == expected


@pytest.mark.parametrize("kind", RECORDS)
def test_next_number_of_each_kind_begins_with_its_letter(kind):
    assert workbook().next_number(kind) == f"{kind.prefix}-0001"


def test_next_number_is_never_one_that_is_there():
    book = workbook(*(registration(f"T-{n:04d}", f"Name {n}") for n in (1, 2, 5)))
    assert book.next_number(Registration) == "T-0006"


# What is known of a workbook is known of what is built on it ----------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask all", "ask by status", "next number", "add", "change", "bring back", "journal"]),
        st.integers(1, 6),
    ),
    max_size=12,
)


@given(steps=STEPS)
def test_whatever_was_asked_before_a_change_answers_are_those_of_a_new_workbook(steps):
    book = workbook(person("P-0003"), person("P-0007"))
    for step, number in steps:
        one = person(f"P-{number:04d}", last_name=step)
        if step == "ask all":
            book.all(Person)
        elif step == "ask by status":
            book.where(Person, last_name="add")
        elif step == "next number":
            book.next_number(Person)
        elif step == "add":
            new = person(book.next_number(Person), last_name=step)
            book = book.with_changes(
                (Change(None, new), Change(None, journal(book.next_number(JournalEntry), entries=(new.id,))))
            )
        elif step == "change":
            book = book.with_changes(
                (Change(book.all(Person)[0], book.all(Person)[0].model_copy(update={"last_name": "neu"})),)
            )
        elif step == "bring back" and book.find(Person, one.id) is None:
            book = book.with_changes((Change(None, one),))
        elif step == "journal":
            book = book.with_changes(
                (Change(None, journal(book.next_number(JournalEntry), entries=(f"P-{number + 20:04d}",))),)
            )
    anew = replace(book)
    assert [book.all(kind) for kind in RECORDS] == [anew.all(kind) for kind in RECORDS]
    assert [book.where(Person, last_name=name) for name in ("add", "neu")] == [
        anew.where(Person, last_name=name) for name in ("add", "neu")
    ]
    assert [book.next_number(kind) for kind in RECORDS] == [anew.next_number(kind) for kind in RECORDS]
