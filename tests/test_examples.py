"""The two real programmes as example data: the seeds' facts, consistent records, moved to the present, loaded once."""

import csv
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest

from services.courses import on_offer
from services.matching.suggest import suggest
from services.model.course_lists import Counted, CourseStatus, RegistrationStatus
from services.model.course_records import Course, EarlierTotal, Interest, Registration
from services.model.languages import Language
from services.model.lists import AssignmentStatus, OfferStatus, PersonStatus, RequestStatus, Urgency
from services.model.record import columns
from services.model.records import RECORDS, Assignment, JournalEntry, Offer, Organisation, Person, Programme, Request
from services.model.workbook import Workbook
from services.papers import missing_papers
from services.roster import AVAILABLE, GATE, open_assignments
from services.storage.cells import cells_of
from services.storage.examples import REFERENCE, example, fill
from services.storage.memory import MemoryStore
from services.storage.sql import SqlStore
from services.waiting_list import places_left, waiting, with_place

EXAMPLES = Path(__file__).parent.parent / "examples"
MARK = "Erfundene Beispielperson"
TODAYS = [REFERENCE, date(2025, 12, 31), date(2026, 11, 22), date(2027, 2, 1), date(2032, 2, 29)]
ORIGINS = (
    "Brasilien, China, Deutschland, Eritrea, Indien, Kasachstan, Kosovo, Kurdistan, Marokko, Moldawien, Pakistan, "
    "Panama, Peru, Polen, Portugal, Russland, Sri Lanka, Türkei, Ukraine, Usbekistan, Vietnam"
)

both = pytest.mark.parametrize("town", ["dorsten", "osnabrueck"])
any_day = pytest.mark.parametrize("today", TODAYS, ids=str)


def book(town, today=REFERENCE):
    return Workbook.of(example(EXAMPLES / town, today=today))


def days_of(record):
    return [value for _name, value in record if isinstance(value, date)]


@both
def test_files_are_spelt_as_the_app_spells_them(town):
    for path in (EXAMPLES / town).glob("*.csv"):
        kind = next(kind for kind in RECORDS if kind.tab == path.stem)
        headers = {name: kept.column.header for name, kept in columns(kind).items()}
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        kept = [cells_of(one) for one in book(town).records[kind].values()]
        used = [name for name, header in headers.items() if header in rows[0]]
        assert rows == [{headers[name]: cells[name] for name in used} for cells in kept]


@both
def test_every_reference_resolves(town):
    workbook = book(town)
    numbers = {number for numbered in workbook.records.values() for number in numbered}
    for kind in RECORDS:
        referring = [name for name, kept in columns(kind).items() if kept.column.refers]
        used = {getattr(one, name) for one in workbook.all(kind) for name in referring} - {""}
        assert used <= numbers


@both
def test_nobody_can_be_mistaken_for_a_real_person(town):
    workbook = book(town)
    people = [*workbook.all(Person), *workbook.all(Registration), *workbook.all(Interest)]
    assert all((one.note if isinstance(one, Person) else one.message).startswith(MARK) for one in people)
    owners = {(one.email, one.full_name) for one in people if one.email}
    assert len({email for email, _name in owners}) == len(owners)
    assert all(email.endswith("@example.org") for email, _name in owners)
    phones = [one.phone for one in people if one.phone] + [one.requester_phone or "" for one in workbook.all(Request)]
    # Numbers that the Bundesnetzagentur keeps free for films and books.
    assert all(one.startswith(("+49 30 23125", "+49 221 4710", "+49 171 39200")) for one in phones if one)
    assert all(one.note.startswith("Erfundenes Beispiel.") for one in workbook.all(Request))


@both
def test_places_papers_and_placements_are_consistent(town):
    workbook = book(town)
    assert all(len(with_place(workbook, one.id)) <= one.places for one in workbook.all(Course))
    for person in workbook.all(Person):
        assert person.status not in AVAILABLE or not set(missing_papers(person, REFERENCE)) & GATE
        assert open_assignments(workbook, person.id) <= person.max_open
    yes = Counter((one.request, one.person) for one in workbook.all(Offer) if one.status is OfferStatus.ACCEPTED)
    assert yes == Counter((one.request, one.person) for one in workbook.all(Assignment))
    placed = (RequestStatus.MATCHED, RequestStatus.CLOSED)
    assert {request for request, _person in yes} == {one.id for one in workbook.all(Request) if one.status in placed}
    for one in workbook.all(Assignment):
        done = workbook.get(Request, one.request).status is RequestStatus.CLOSED
        assert (one.status is AssignmentStatus.DONE, one.result is not None, one.hours is not None) == (done,) * 3
    for one in workbook.all(Registration):
        certified = one.status is RegistrationStatus.CERTIFIED
        assert not certified or workbook.get(Person, one.person).certificate == one.certificate != ""
    assert {one.status for one in workbook.all(Request)} == set(RequestStatus)


@both
@any_day
def test_moving_keeps_weekdays_and_leaves_no_record_in_the_future(town, today):
    written, moved = book(town), book(town, today)
    monday = today - timedelta(days=today.weekday())
    for kind in RECORDS:
        for before, after in zip(written.all(kind), moved.all(kind), strict=True):
            earlier, later = days_of(before), days_of(after)
            assert [one.weekday() for one in earlier] == [one.weekday() for one in later]
            assert all(one.date() < monday for one in later if isinstance(one, datetime))
    assert written.all(Programme) == moved.all(Programme)


@both
@any_day
def test_on_any_day_a_course_is_open_and_an_urgent_appointment_is_near_with_somebody_to_ask(town, today):
    workbook = book(town, today)
    first = on_offer(workbook, today)[0]
    assert first.takes_more
    assert first.course.register_until > today
    searching = [one for one in workbook.all(Request) if one.status is RequestStatus.SEARCHING]
    urgent = [one for one in searching if one.urgency is Urgency.WEEK]
    assert [today < one.day <= today + timedelta(days=7) for one in urgent] == [True]
    assert len(suggest(workbook, urgent[0], today).proposed) == 2
    assert [one.paused_until > today for one in workbook.all(Person) if one.status is PersonStatus.PAUSED] == [True]


def test_days_of_the_far_past_stay():
    before, after = book("dorsten"), book("dorsten", date(2027, 6, 1))
    kept = ("active_since", "certified_on", "confidentiality_on")
    people = list(zip(before.all(Person), after.all(Person), strict=True))
    assert all(getattr(old, name) == getattr(new, name) for old, new in people if old.certificate for name in kept)
    assert before.all(Course)[:3] == after.all(Course)[:3]


def test_dorsten_is_as_its_text_says():
    workbook = book("dorsten")
    office = workbook.all(Programme)[0]
    assert office.office == "Sozialamt der Stadt Dorsten"
    assert office.contact_person == "Barbara Wahl, Integrationsagentur"
    assert office.partner == "Migrationsreferat des Verbandes evangelischer Kirchengemeinden"
    assert (office.phone, office.email) == ("+49 2362 7770420", "info@integrationsagentur-dorsten.de")
    assert (office.first_year, len(office.districts)) == (2009, 11)
    assert office.definition == (
        "Integration ist die gleichberechtigte Teilhabe am gesellschaftlichen und sozialen Leben, die einhergeht mit "
        "gegenseitiger Akzeptanz zwischen Minderheiten- und Mehrheitsgesellschaft"
    )
    assert [(one.cohort, one.counted, one.people, one.source) for one in workbook.all(EarlierTotal)] == [
        ("2009–2022", Counted.QUALIFIED, 180, "Stadt Dorsten, Text vom 17.08.2023"),
        ("Sommer 2022", Counted.CERTIFIED, 28, "Stadt Dorsten, Text vom 17.08.2023"),
    ]
    announced = [one for one in workbook.all(Course) if one.status is CourseStatus.ANNOUNCED]
    assert [(one.starts_on, one.ends_on, one.register_until) for one in announced] == [(None, None, None)]
    taking = [one for one in workbook.all(Course) if one.status is CourseStatus.OPEN]
    places = [(one.places, places_left(workbook, one), len(waiting(workbook, one.id))) for one in taking]
    assert places == [(12, 3, 0), (10, 0, 3)]
    assert len(workbook.all(Interest)) == 4


def test_osnabrueck_is_as_its_text_says():
    workbook = book("osnabrueck")
    office = workbook.all(Programme)[0]
    assert (office.contact_person, office.counselling) == ("Miroslaw Rafinski", (Language.GERMAN, Language.POLISH))
    assert (office.phone, office.fax) == ("+49 541 3234508", "+49 541 323154508")
    assert office.address == "Rathaus, Bierstr. 29/31, Raum 30, 49074 Osnabrück"
    assert office.opening == "Termine nach Vereinbarung"
    assert office.origins == tuple(ORIGINS.split(", "))
    assert set(office.origins) <= {origin for one in workbook.all(Person) for origin in one.origins}
    assert (len(workbook.all(Person)), len(office.topics), len(office.districts)) == (28, 14, 23)
    assert set(office.topics) == {topic for one in workbook.all(Request) for topic in one.topics}
    assert "Christina Müller-Wille" in office.training
    assert "Volkshochschule Osnabrück" in [one.name for one in workbook.all(Organisation)]
    assert workbook.all(EarlierTotal) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nr.,Name,Telefon\nO-0001,Rathaus,\nO-0002,Schule,nie\n", "Stellen.csv, row 3, column Telefon: “nie”"),
        ("Nr.,Name\nO-0001,Rathaus\n\nO-0001,Schule\n", "Stellen.csv, row 4: O-0001 stands in an earlier row"),
        ("Nr.,Name\nO-0001,Rathaus,mehr\n", "Stellen.csv, row 2: 3 cells, but the header has 2"),
        ("Nr.;Name\nO-0001;Rathaus\n", "Stellen.csv, row 1: .*Nr.;Name"),
        ("", "Stellen.csv, row 1"),
        ('Nr.,Name\nO-0001,"Rathaus', "Stellen.csv: unexpected end of data"),
    ],
)
def test_an_unreadable_file_says_where(tmp_path, text, told):
    (tmp_path / "Stellen.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        example(tmp_path, today=REFERENCE)


def test_a_folder_without_tabs_says_so(tmp_path):
    with pytest.raises(ValueError, match="no CSV file"):
        example(tmp_path, today=REFERENCE)
    (tmp_path / "Kurs.csv").write_text("Nr.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no tab is called Kurs"):
        example(tmp_path, today=REFERENCE)


@both
@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_filling_twice_changes_nothing(tmp_path, town, kind):
    store = MemoryStore() if kind == "memory" else SqlStore(f"sqlite:///{tmp_path / 'lotsenbuch.db'}")
    records = example(EXAMPLES / town, today=REFERENCE)
    filled = fill(store, records)
    assert (filled.revision, filled.problems) == (1, ())
    numbers = [number for numbered in store.load().records.values() for number in numbered]
    assert sorted(numbers) == sorted([*(one.id for one in records), "J-0001"])
    assert [one.deed for one in filled.all(JournalEntry)] == ["Beispieldaten geladen"]
    assert fill(store, records) == store.load() == filled


def test_of_several_processes_one_fills(tmp_path):
    records = example(EXAMPLES / "dorsten", today=REFERENCE)
    stores = [SqlStore(f"sqlite:///{tmp_path / 'lotsenbuch.db'}") for _ in range(4)]
    assert {store.load().revision for store in stores} == {0}
    workbooks = []
    threads = [Thread(target=lambda store=store: workbooks.append(fill(store, records))) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.revision for one in workbooks] == [1] * 4
    assert all(one.records == other.records for one, other in pairwise(workbooks))
