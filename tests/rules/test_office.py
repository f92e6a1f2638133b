from dataclasses import replace
from datetime import datetime

import pytest

from services.certificates import certify
from services.intake import take_in
from services.model.access import Role
from services.model.clock import now_in_germany
from services.model.course_forms import CourseForm, RegistrationForm
from services.model.course_lists import RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.errors import ChangedMeanwhile, Conflict, CourseFull, NotAllowed, OfferAnswered, Unreachable
from services.model.lists import OfferStatus, PersonStatus, RequestStatus
from services.model.records import JournalEntry, Offer, Person, Request
from services.model.sight import seen_by
from services.model.workbook import Workbook
from services.offers import accept
from services.office import Office
from services.registration import register
from services.roster import edit, enter
from services.settings import OfficePerson
from services.storage.memory import MemoryStore
from services.waiting_list import with_place
from tests.rules.cast import (
    NOW,
    OLENA,
    SAMIR,
    UTE,
    VISITOR,
    assignment,
    course,
    form_of,
    ids,
    journal,
    marta,
    offer,
    office,
    olena,
    person_form,
    registration,
    registration_form,
    request,
    request_form,
    samir,
    statuses,
)


class Crowded:
    """A store where somebody else is faster: before each of the first commits another office writes."""

    def __init__(self, store, *others):
        self.store = store
        self.others = list(others)
        self.refused = 0

    def load(self):
        return self.store.load()

    def commit(self, changes, *, expected):
        if self.others:
            self.others.pop(0)(Office(self.store, clock=lambda: NOW))
        try:
            return self.store.commit(changes, expected=expected)
        except Conflict:
            self.refused += 1
            raise


class Down:
    """A store that can be read but not written, or neither."""

    def __init__(self, workbook=None):
        self.workbook = workbook

    def load(self):
        if self.workbook is None:
            raise Unreachable
        return self.workbook

    def commit(self, changes, *, expected):
        raise Unreachable(f"{len(changes)} changes on revision {expected.revision}")


class Counting(MemoryStore):
    """A store that counts how often it is asked."""

    loads = 0
    commits = 0

    def load(self):
        self.loads += 1
        return super().load()

    def commit(self, changes, *, expected):
        self.commits += 1
        return super().commit(changes, expected=expected)


def counting(*records):
    return Counting(Workbook.of(records))


def irina():
    return registration_form("Irina Petrova")


def entries(here):
    return here.read(UTE).all(JournalEntry)


# Saving ---------------------------------------------------------------------------------------------------------------


def test_office_gives_back_and_saves_what_the_action_made():
    here = office(course())
    made = here.perform(VISITOR, register, "K-0001", irina())
    assert here.read(UTE).all(Registration) == (made,) == (registration(received_at=NOW),)


def test_office_acts_by_its_own_clock():
    here = Office(MemoryStore(), clock=lambda: datetime.fromisoformat("2027-01-01 00:05"))
    assert (here.perform(UTE, take_in, request_form()).received_at, here.now) == (
        datetime.fromisoformat("2027-01-01 00:05"),
    ) * 2


def test_office_commits_once_for_action_and_journal():
    store = counting(course())
    office(store=store).perform(VISITOR, register, "K-0001", irina())
    assert (store.commits, store.load().revision, len(store.load().all(JournalEntry))) == (1, 1, 1)


def test_office_writes_nothing_when_nothing_changed():
    store = counting(olena())
    kept = office(store=store).perform(UTE, edit, olena(), person_form())
    assert (kept, store.commits) == (olena(), 0)


def test_office_does_not_keep_what_was_refused():
    store = counting(course(places=0, waiting_list=False))
    with pytest.raises(CourseFull):
        office(store=store).perform(VISITOR, register, "K-0001", irina())
    assert (store.commits, store.load()) == (0, Workbook.of([course(places=0, waiting_list=False)]))


def test_office_does_not_keep_the_first_half_of_what_was_refused():
    store = counting(course(), registration(), registration("T-0002", "Farid Nasser", course="K-0002"))
    before = store.load()
    with pytest.raises(Exception, match="Farid Nasser"):
        office(store=store).perform(UTE, certify, "K-0001", ("T-0001", "T-0002"))
    assert (store.commits, store.load()) == (0, before)


def test_office_refuses_an_action_without_the_right():
    store = counting(olena())
    with pytest.raises(NotAllowed):
        office(store=store).perform(OLENA, edit, olena(), person_form(note="x"))
    assert store.commits == 0


# The journal ----------------------------------------------------------------------------------------------------------


def written(*records, actor=UTE, action=edit, args=(), once=""):
    here = office(*records)
    here.perform(actor, action, *args, once=once)
    return entries(here)[-1]


def test_journal_says_who_did_what_when():
    entry = written(course(), actor=VISITOR, action=register, args=("K-0001", irina()), once="abc")
    assert entry == JournalEntry(
        id="J-0001",
        at=NOW,
        actor="Öffentlichkeit",
        deed="Anmeldung",
        entries=("T-0001", "N-0001"),
        changed="T-0001 neu\nN-0001 neu",
        operation="abc",
    )


def test_journal_tells_old_and_new_value():
    entry = written(olena(), args=(olena(), person_form(status="Aktiv", max_open=3, districts="")))
    assert entry.changed == (
        "P-0001 Hilft auch in: Hervest → –; Einsätze gleichzeitig: 2 → 3; Stand: Einsatzbereit → Aktiv"
    )


def test_journal_tells_of_personal_columns_only_that_they_changed():
    form = person_form(
        first_name="Neuer",
        last_name="Name",
        email="neu@example.org",
        phone="02362 999999",
        origins="Odessa",
        note="Neu",
    )
    entry = written(olena(), args=(olena(), form))
    assert entry.changed == (
        "P-0001 Vorname: geändert; Nachname: geändert; E-Mail: geändert; Telefon: geändert; "
        "Herkunft (freiwillig): geändert; Notiz: geändert"
    )


def test_journal_names_the_result_first_and_then_everything_changed():
    here = office(olena(), marta(), request(), offer(), offer("V-0002", person="P-0003"))
    here.perform(OLENA, accept, "V-0001")
    entry = entries(here)[0]
    assert (entry.actor, entry.deed, entry.entries) == (
        "Olena Hnatiuk",
        "Antwort auf Anfrage",
        ("V-0001", "A-0001", "E-0001", "V-0002", "N-0001", "N-0002"),
    )
    assert entry.changed.split("\n") == [
        "V-0001 Stand: Angefragt → Zugesagt; Antwort am: – → 2026-09-02 10:00:00",
        "A-0001 Stand: In Vermittlung → Vermittelt",
        "E-0001 neu",
        "V-0002 Stand: Angefragt → Nicht mehr nötig",
        "N-0001 neu",
        "N-0002 neu",
    ]


def test_journal_holds_a_big_action_within_its_limits():
    people = [registration(f"T-{n:04d}", f"Name {n}") for n in range(1, 121)]
    here = office(course(places=200), *people)
    here.perform(UTE, certify, "K-0001", tuple(ids(people)))
    entry = entries(here)[0]
    assert (entry.entries[0], len(entry.entries), len(entry.changed) <= 4000) == ("K-0001", 100, True)


def test_journal_goes_on_from_the_last_number():
    assert written(olena(), journal("J-0041"), args=(olena(), person_form(max_open=3))).id == "J-0042"


def test_journal_gives_every_action_a_number_of_its_own():
    here = office(course())
    here.perform(VISITOR, register, "K-0001", irina())
    here.perform(VISITOR, register, "K-0001", registration_form("Farid Nasser"))
    assert len({entry.operation for entry in entries(here)} - {""}) == 2


# Once is once ---------------------------------------------------------------------------------------------------------


def test_once_is_once():
    here = office(course())
    first = here.perform(VISITOR, register, "K-0001", irina(), once="klick")
    second = here.perform(VISITOR, register, "K-0001", irina(), once="klick")
    assert (first, ids(here.read(UTE).all(Registration)), len(entries(here))) == (second, ["T-0001"], 1)


def test_once_gives_the_entry_as_it_is_by_now():
    here = office(olena())
    here.perform(UTE, edit, olena(), person_form(note="eins"), once="klick")
    here.perform(UTE, edit, olena(note="eins"), person_form(note="zwei"))
    assert here.perform(UTE, edit, olena(), person_form(note="eins"), once="klick") == olena(note="zwei")


def test_once_gives_the_result_of_an_action_of_several_steps():
    here = office(olena(), request(), offer(), offer("V-0002", person="P-0002"))
    said_yes = here.perform(OLENA, accept, "V-0001", once="klick")
    assert here.perform(OLENA, accept, "V-0001", once="klick") == said_yes


def test_once_of_another_form_is_another_time():
    here = office(course())
    here.perform(VISITOR, register, "K-0001", irina(), once="eins")
    here.perform(VISITOR, register, "K-0001", registration_form("Farid Nasser"), once="zwei")
    assert ids(here.read(UTE).all(Registration)) == ["T-0001", "T-0002"]


def test_once_refused_may_be_tried_again():
    here = office(course(places=0, waiting_list=False))
    with pytest.raises(CourseFull):
        here.perform(VISITOR, register, "K-0001", irina(), once="klick")
    full = here.read(UTE).get(Course, "K-0001")
    here.perform(UTE, change_places, full, 2)
    assert here.perform(VISITOR, register, "K-0001", irina(), once="klick").id == "T-0001"


def change_places(draft, seen, places):
    return draft.replace(seen, places=places)


def test_once_is_once_also_after_somebody_else_committed_the_same_click():
    store = MemoryStore(Workbook.of([course()]))
    crowded = Crowded(store, lambda other: other.perform(VISITOR, register, "K-0001", irina(), once="klick"))
    office(store=crowded).perform(VISITOR, register, "K-0001", irina(), once="klick")
    assert (crowded.refused, ids(store.load().all(Registration))) == (1, ["T-0001"])


# Somebody else is faster ----------------------------------------------------------------------------------------------


def registers(name):
    return lambda other: other.perform(VISITOR, register, "K-0001", registration_form(name))


@pytest.mark.parametrize(
    ("others", "number", "status"),
    [
        (0, "T-0001", RegistrationStatus.REGISTERED),
        (1, "T-0002", RegistrationStatus.REGISTERED),
        (2, "T-0003", RegistrationStatus.WAITING),
        (4, "T-0005", RegistrationStatus.WAITING),
    ],
)
def test_conflict_is_computed_again_on_what_is_there_by_then(others, number, status):
    store = Crowded(MemoryStore(Workbook.of([course()])), *(registers(f"Andere {n}") for n in range(others)))
    made = office(store=store).perform(VISITOR, register, "K-0001", irina())
    assert (made.id, made.status, store.refused) == (number, status, others)


def test_conflict_over_the_last_place_sells_it_once():
    store = Crowded(MemoryStore(Workbook.of([course(places=1, waiting_list=False)])), registers("Andere Person"))
    with pytest.raises(CourseFull):
        office(store=store).perform(VISITOR, register, "K-0001", irina())
    assert [one.full_name for one in with_place(store.load(), "K-0001")] == ["Andere Person"]


def test_conflict_over_one_request_lets_one_person_have_it():
    records = [olena(), samir(), request(), offer(), offer("V-0002", person="P-0002")]
    store = Crowded(MemoryStore(Workbook.of(records)), lambda other: other.perform(SAMIR, accept, "V-0002"))
    with pytest.raises(OfferAnswered):
        office(store=store).perform(OLENA, accept, "V-0001")
    assert statuses(store.load(), Offer) == {"V-0001": OfferStatus.WITHDRAWN, "V-0002": OfferStatus.ACCEPTED}


def test_conflict_with_something_else_changes_nothing_for_the_action():
    store = Crowded(
        MemoryStore(Workbook.of([olena(), samir()])), lambda other: other.perform(UTE, edit, samir(), OTHER)
    )
    office(store=store).perform(UTE, edit, olena(), person_form(note="neu"))
    assert store.load().all(Person) == (olena(note="neu"), samir(max_open=4))


OTHER = form_of(type(person_form()), samir(), max_open=4)


def test_conflict_over_one_entry_names_who_was_faster():
    store = Crowded(
        MemoryStore(Workbook.of([olena()])), lambda other: other.perform(UTE, edit, olena(), person_form(note="Ute"))
    )
    with pytest.raises(Exception, match="Ute Kaltenbach changed the entry P-0001"):
        office(store=store).perform(UTE, edit, olena(), person_form(note="ich"))
    assert store.load().all(Person) == (olena(note="Ute"),)


# A store that does not answer -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("store", [Down(), Down(Workbook.of([course()]))])
def test_unreachable_store_is_told_when_saving(store):
    with pytest.raises(Unreachable):
        office(store=store).perform(VISITOR, register, "K-0001", irina())


def test_unreachable_store_is_told_when_reading():
    with pytest.raises(Unreachable):
        office(store=Down()).read(VISITOR)


def test_unreachable_store_leaves_the_office_open_for_the_next_try():
    store = Down()
    here = office(store=store)
    with pytest.raises(Unreachable):
        here.read(VISITOR)
    store.workbook = Workbook.of([course()])
    assert ids(here.read(VISITOR).all(Course)) == ["K-0001"]


def away(*records, keep_for=0.0):
    """An office that has read its store once; the store then goes away."""
    store = Down(Workbook.of(records))
    here = office(store=store, keep_for=keep_for)
    here.read(VISITOR)
    store.workbook = None
    return here, store


def test_unreachable_store_leaves_the_last_snapshot_to_read():
    here, _ = away(course())
    assert (here.read(VISITOR).all(Course), here.reachable) == ((course(),), False)


def test_unreachable_store_that_is_back_is_read_again():
    here, store = away(course())
    here.read(VISITOR)
    store.workbook = Workbook.of([course(places=7)])
    assert (here.read(VISITOR).all(Course), here.reachable) == ((course(places=7),), True)


def test_unreachable_store_leaves_the_last_snapshot_also_when_asked_to_forget():
    here, _ = away(course(), keep_for=3600.0)
    here.forget()
    assert (here.read(VISITOR).all(Course), here.reachable) == ((course(),), False)


def test_unreachable_store_takes_nothing_in_spite_of_the_last_snapshot():
    here, _ = away(course())
    with pytest.raises(Unreachable):
        here.perform(VISITOR, register, "K-0001", irina())


# Reading --------------------------------------------------------------------------------------------------------------


def test_office_reads_what_the_actor_may_see():
    here = office(course(), olena(), samir(), assignment(), request(status=RequestStatus.CLOSED))
    newest = here.read(UTE)
    assert [here.read(actor) for actor in (VISITOR, OLENA)] == [seen_by(newest, actor) for actor in (VISITOR, OLENA)]


@pytest.mark.parametrize(("keep_for", "loads"), [(0.0, 3), (3600.0, 1)])
def test_office_reads_the_store_again_after_a_while(keep_for, loads):
    store = counting(course())
    here = office(store=store, keep_for=keep_for)
    for _ in range(3):
        here.read(VISITOR)
    assert store.loads == loads


def test_office_reads_its_own_writing_at_once():
    here = office(course(), keep_for=3600.0)
    here.read(UTE)
    here.perform(VISITOR, register, "K-0001", irina())
    assert ids(here.read(UTE).all(Registration)) == ["T-0001"]


def test_office_reads_others_when_it_forgets():
    store = MemoryStore(Workbook.of([course()]))
    here = office(store=store, keep_for=3600.0)
    here.read(UTE)
    registers("Andere Person")(Office(store, clock=lambda: NOW))
    kept = ids(here.read(UTE).all(Registration))
    here.forget()
    assert (kept, ids(here.read(UTE).all(Registration))) == ([], ["T-0001"])


def test_office_shows_whoever_is_refused_what_others_have_changed():
    store = MemoryStore(Workbook.of([olena()]))
    here = office(store=store, keep_for=3600.0)
    seen = here.read(UTE).get(Person, "P-0001")
    theirs = Office(store, clock=lambda: NOW).perform(UTE, edit, seen, person_form(note="Ruft lieber an"))
    with pytest.raises(ChangedMeanwhile):
        here.perform(UTE, edit, seen, person_form(note="Schreibt lieber"))
    assert here.read(UTE).get(Person, "P-0001") == theirs


def test_office_writes_on_the_newest_state_whatever_it_has_read():
    store = MemoryStore(Workbook.of([course()]))
    here = office(store=store, keep_for=3600.0)
    here.read(UTE)
    registers("Andere Person")(Office(store, clock=lambda: NOW))
    assert here.perform(VISITOR, register, "K-0001", irina()).id == "T-0002"


def test_office_recognises_its_people():
    people = (OfficePerson(email="ute@example.org", name="Ute Kaltenbach"),)
    here = office(olena())
    assert [here.recognise(email, people) for email in ("ute@example.org", olena().email, "x@example.org")] == [
        replace(UTE, also=frozenset({Role.ADMINISTRATOR})),
        OLENA,
        None,
    ]


def test_office_takes_plain_text_for_plain_text():
    name = '=IMPORTXML("http://x.example") <b>**x**</b> 👩🏽‍🏫'
    here = office(course())
    form = form_of(RegistrationForm, irina(), first_name=name)
    assert here.perform(VISITOR, register, "K-0001", form).first_name == name


def test_office_lets_an_action_of_several_steps_stand_or_fall_as_one():
    here = office(olena(), request(), offer())
    here.perform(OLENA, accept, "V-0001")
    assert (here.read(UTE).revision, here.read(UTE).all(Request)[0].status) == (1, RequestStatus.MATCHED)


def test_office_enters_somebody_new():
    here = office()
    assert here.perform(UTE, enter, person_form(status=PersonStatus.PAUSED)).id == "P-0001"


def test_office_wall_clock_has_no_zone_and_no_fractions():
    now = now_in_germany()
    assert (now.tzinfo, now.microsecond) == (None, 0)


def test_course_form_of_a_course_is_the_part_that_is_typed():
    assert form_of(CourseForm, course()).model_dump() == course().model_dump(exclude={"id", "status", "called_off"})
