"""A store that an older version left is extended by whoever opens it first, on every store alike."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from docs import schema as schema_file
from services.model.course_lists import Counted, CourseStatus, RegistrationStatus
from services.model.course_records import Course, EarlierTotal, Interest, Registration
from services.model.errors import Conflict, WrongLayout
from services.model.languages import Language, LanguageSkill
from services.model.lists import RequestStatus, Topic
from services.model.record import columns
from services.model.records import RECORDS, Assignment, JournalEntry, Offer, Organisation, Person, Programme, Request
from services.model.words import Sentence
from services.model.workbook import Change
from services.storage.schema import ADDED, FILE, SCHEMA_VERSION, columns_since, parts
from tests.storage.actions import NOW, UTE, changes_of, course, office, plan, rename
from tests.storage.older import Older, OlderDatabase, OlderSheet

CONTACT = {"first_name": "Olena", "last_name": "Beispiel", "phone": "02362 123456"}
# One of each kind, as full as matters here.
ALL = (
    Programme(id="S-0001", office="Rathaus", topics=(Topic.AUTHORITIES,)),
    Organisation(id="O-0001", name="VHS"),
    Course(id="K-0001", title="Basiskurs", status=CourseStatus.OPEN, places=7, waiting_list=False),
    Interest(id="I-0001", received_at=NOW, consent=True, **CONTACT),
    Registration(
        id="T-0001", course="K-0001", status=RegistrationStatus.WAITING, received_at=NOW, consent=True, **CONTACT
    ),
    Person(id="P-0001", languages=(LanguageSkill(language=Language.UKRAINIAN),), max_open=5, **CONTACT),
    Request(id="A-0001", status=RequestStatus.NEW, received_at=NOW, client="B.", people=3),
    Offer(id="V-0001", request="A-0001", person="P-0001", asked_at=NOW),
    Assignment(id="E-0001", request="A-0001", person="P-0001", mandated_on=NOW.date()),
    EarlierTotal(id="F-0001", cohort="I", first_year=2019, last_year=2020, counted=Counted.CERTIFIED, people=9),
    JournalEntry(id="J-0001", at=NOW, actor="Ute", entries=("K-0001",), operation="click-1"),
)
# Without these a contact is no contact, so they were always there.
ALWAYS = {"email", "phone", "consent"}
OPTIONAL = {
    kind: names
    for kind in RECORDS
    if (names := [name for name, kept in columns(kind).items() if not kept.required and name not in ALWAYS])
}


def older_of(place, request) -> Older:
    if place.address.startswith("http"):
        return OlderSheet(request.getfixturevalue("sheets"), place.address.split()[1])
    return OlderDatabase(place.address)


@pytest.fixture
def older(shared_place, request) -> Older:
    """A place with a record of every kind, whose version counts as older than everything."""
    store = shared_place.store()
    store.commit(tuple(Change(None, record) for record in ALL), expected=store.load())
    shared_place.close()
    made = older_of(shared_place, request)
    made.set_version(0)
    return made


def without(record, *names):
    """Give a record with the defaults of some fields."""
    return type(record).model_validate({name: value for name, value in record if name not in names})


def upgrades(workbook):
    return [one for one in workbook.all(JournalEntry) if one.deed == "Aufbau erweitert"]


# What is added


def test_every_optional_column_may_be_new(older, shared_place):
    for kind, names in OPTIONAL.items():
        older.lose(kind, *names)
    workbook = shared_place.store().load()
    assert workbook.problems == ()
    assert [workbook.entry(record.id) for record in ALL] == [without(record, *OPTIONAL[type(record)]) for record in ALL]
    assert (workbook.revision, [one.id for one in upgrades(workbook)]) == (2, ["J-0002"])


def test_new_tabs_and_columns_are_there_are_told_and_are_used(older, shared_place):
    older.lose_tab(Assignment)
    older.lose_tab(EarlierTotal)
    older.lose(Course, "waiting_list", "places")
    store = shared_place.store()
    workbook = store.load()
    assert (workbook.all(Assignment), workbook.all(EarlierTotal)) == ((), ())
    (entry,) = upgrades(workbook)
    assert (entry.actor, entry.entries) == ("Lotsenbuch", ("J-0002",))
    assert entry.changed.splitlines() == [
        f"Aufbau {SCHEMA_VERSION}",
        "Kurse: neue Spalten Plätze, Warteliste führen",
        "Neues Blatt Einsätze",
        "Neues Blatt Frühere Jahre",
    ]
    seen = workbook.get(Course, "K-0001")
    assert (seen.places, seen.waiting_list) == (12, True)
    office(store).perform(UTE, lambda draft: draft.replace(seen, places=3, waiting_list=False))
    office(store).perform(UTE, lambda draft: draft.add(Assignment, **dict(ALL[8], id="")))
    again = shared_place.store().load()
    assert (again.get(Course, "K-0001").places, again.get(Assignment, "E-0001")) == (3, ALL[8])


def test_the_second_opening_writes_nothing(older, shared_place):
    first = shared_place.store().load()
    state = older.state()
    assert (shared_place.store().load(), older.state()) == (first, state)
    assert tuple(first.entry(record.id) for record in ALL) == ALL
    assert [one.changed for one in upgrades(first)] == [f"Aufbau {SCHEMA_VERSION}"]  # nothing was missing


def test_everybody_who_comes_at_once_finds_it_extended_once(older, shared_place):
    older.lose(Course, "cohort")
    older.lose_tab(EarlierTotal)
    stores = [shared_place.store() for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        read = list(pool.map(lambda store: store.load(), stores))
    assert read == [read[0]] * 3
    assert (read[0].revision, len(upgrades(read[0])), read[0].problems) == (2, 1, ())


def test_who_read_before_an_upgrade_computes_anew(older, shared_place):
    older.set_version(SCHEMA_VERSION)
    early = shared_place.store()
    expected = early.load()
    older.lose(Course, "cohort")
    older.set_version(0)
    shared_place.store().load()
    with pytest.raises(Conflict):
        early.commit(changes_of(expected, plan, course("Zweiter")), expected=expected)
    assert office(early).perform(UTE, plan, course("Zweiter")).id == "K-0002"


# What is refused


def test_a_newer_store_is_refused_and_nothing_is_written(older, shared_place):
    older.set_version(SCHEMA_VERSION)
    running = shared_place.store()
    running.load()
    older.set_version(SCHEMA_VERSION + 1)
    state = older.state()
    sentence = Sentence(
        "Your data was set up by a newer version of Lotsenbuch (layout {theirs}, this one knows layout {ours}). "
        "Please update Lotsenbuch, or restart the app if it was updated already. Nothing was changed.",
        theirs=SCHEMA_VERSION + 1,
        ours=SCHEMA_VERSION,
    )
    for store in (running, shared_place.store()):
        with pytest.raises(WrongLayout) as refusal:
            office(store).perform(UTE, rename, "K-0001", "Neu")
        assert refusal.value.sentence == sentence
    assert older.state() == state


def test_a_column_or_tab_that_this_version_had_is_missed_and_not_added(older, shared_place):
    older.set_version(SCHEMA_VERSION)
    older.lose(Course, "cohort")
    state = older.state()
    with pytest.raises(WrongLayout) as refusal:
        shared_place.store().load()
    assert refusal.value.sentence.values["columns"] in (("Jahrgang",), ("cohort",))
    assert older.state() == state
    older.lose_tab(Programme)
    state = older.state()
    with pytest.raises(WrongLayout) as refusal:
        shared_place.store().load()
    assert {"tab": "programme", "tabs": ("Programm",)}.items() & refusal.value.sentence.values.items()
    assert older.state() == state


# The file that says which version added what


def test_every_column_and_word_stands_under_the_version_that_added_it():
    new = [part for part in parts() if part not in ADDED]
    assert new == [], f"Run `make docs`: it makes them version {SCHEMA_VERSION + 1}, and stores get what they lack."


def test_the_file_of_versions_is_as_make_docs_writes_it():
    assert json.loads(schema_file.text()) == json.loads(FILE.read_text(encoding="utf-8"))
    assert schema_file.text() == FILE.read_text(encoding="utf-8")


def test_a_new_column_of_an_old_tab_has_a_default():
    required = {
        f"{kind.tab}: {kept.column.header}"
        for kind in RECORDS
        for kept in columns_since(kind, 1).values()
        if kept.required and "id" not in columns_since(kind, 1)
    }
    assert required == set(), "Rows that are there have nothing in these columns: give the fields a default."
