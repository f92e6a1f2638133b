import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from services.model.course_records import Registration
from services.model.errors import Conflict, NotAllowed, Unreachable, WrongLayout
from services.model.forms import PersonForm
from services.model.letters import Message
from services.model.records import JournalEntry, Person
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.office import Office
from services.registration import register
from services.roster import edit
from services.storage.memory import MemoryStore
from tests.rules.cast import NOW, UTE, VISITOR, course, form_of, marta, person_form, registration_form


class Gate(MemoryStore):
    """A store whose first read waits until the test has sent everybody; it counts commits and can refuse some."""

    def __init__(self, *records, refuse=lambda _changes: None):
        super().__init__(Workbook.of(records))
        self.entered, self.open = Event(), Event()
        self.refuse = refuse
        self.commits = 0

    def load(self):
        self.entered.set()
        assert self.open.wait(10)
        return super().load()

    def commit(self, changes, *, expected):
        self.commits += 1
        self.refuse(changes)
        return super().commit(changes, expected=expected)


def together(store, first, *others):
    """Send the first action; while it waits for the store the others come; give what each ended with."""
    here = Office(store, clock=lambda: NOW, patience=0.5)
    with ThreadPoolExecutor(len(others) + 1) as pool:
        sent = [pool.submit(here.perform, *first)]
        assert store.entered.wait(10)
        for waiting, other in enumerate(others, 1):
            sent.append(pool.submit(here.perform, *other))
            until = time.monotonic() + 10
            while len(here._waiting) < waiting and time.monotonic() < until:
                time.sleep(0.001)
        store.open.set()
        return [one.exception() or one.result() for one in sent], here.read(UTE)


def sign_up(name):
    return VISITOR, register, "K-0001", registration_form(name)


def test_actions_that_wait_are_saved_in_one_commit_each_with_its_journal_entry():
    store = Gate(course(places=1))
    ended, workbook = together(store, *(sign_up(f"Ada Lohe{name}") for name in "ABCD"))
    assert [(one.id, one.status) for one in ended] == [
        ("T-0001", "Angemeldet"),
        ("T-0002", "Warteliste"),
        ("T-0003", "Warteliste"),
        ("T-0004", "Warteliste"),
    ]
    assert workbook.all(Registration) == tuple(ended)
    told = [(one.id, one.about) for one in workbook.all(Message)]
    assert [about for _, about in told] == [one.id for one in ended]
    assert [entry.entries for entry in workbook.all(JournalEntry)] == [(about, number) for number, about in told]
    assert store.commits == 2


def test_one_entry_changed_twice_keeps_both_changes():
    before = marta()
    store = Gate(course(), before)
    changed = form_of(PersonForm, before).model_copy(update={"district": "Hervest"})
    ended, workbook = together(store, sign_up("Ada Lohe"), (UTE, edit, before, changed), (UTE, edit, before, changed))
    assert workbook.get(Person, before.id).district == "Hervest"
    assert ended[1].district == "Hervest"
    assert type(ended[2]).__name__ == "ChangedMeanwhile"


def test_a_refused_action_does_not_hold_the_others_up():
    store = Gate(course())
    ended, workbook = together(
        store, sign_up("Ada Lohe"), (VISITOR, edit, marta(), person_form()), sign_up("Irina Petrova")
    )
    assert type(ended[1]) is NotAllowed
    assert [one.id for one in workbook.all(Registration)] == ["T-0001", "T-0002"]


def test_a_fault_of_one_action_is_told_to_whoever_asked_for_it():
    def broken(draft):
        raise ZeroDivisionError

    store = Gate(course())
    ended, workbook = together(store, sign_up("Ada Lohe"), (UTE, broken), sign_up("Irina Petrova"))
    assert type(ended[1]) is ZeroDivisionError
    assert len(workbook.all(Registration)) == 2


def test_two_clicks_that_wait_are_one():
    store = Gate(course())
    here = Office(store, clock=lambda: NOW)
    with ThreadPoolExecutor(3) as pool:
        sent = [pool.submit(here.perform, *sign_up("Irina Petrova"), once="click") for _ in range(3)]
        assert store.entered.wait(10)
        store.open.set()
        assert [one.result().id for one in sent] == ["T-0001"] * 3
    assert len(here.read(UTE).all(Registration)) == 1


def test_what_the_store_refuses_together_is_tried_one_by_one():
    def refuse(changes):
        if any(getattr(change.after, "last_name", "") == "Zuviel" for change in changes):
            raise WrongLayout(Sentence("too much"))

    store = Gate(course(), refuse=refuse)
    ended, workbook = together(store, sign_up("Ada Lohe"), sign_up("Ida Zuviel"), sign_up("Irina Petrova"))
    assert type(ended[1]) is WrongLayout
    assert [one.last_name for one in workbook.all(Registration)] == ["Lohe", "Petrova"]


@pytest.mark.parametrize("failure", [Unreachable, Conflict])
def test_a_store_that_goes_away_is_told_to_everybody(failure):
    def refuse(changes):
        raise failure

    store = Gate(course(), refuse=refuse)
    ended, workbook = together(store, sign_up("Ada Lohe"), sign_up("Irina Petrova"), sign_up("Ida Ott"))
    assert [type(one) for one in ended] == [Unreachable] * 3
    assert workbook.all(Registration) == ()


def test_whoever_waits_is_saved_later_when_the_thread_that_saves_is_stopped():
    def refuse(changes):
        store.refuse = lambda _changes: None
        raise KeyboardInterrupt

    store = Gate(course(), refuse=refuse)
    here = Office(store, clock=lambda: NOW)
    store.open.set()
    with pytest.raises(KeyboardInterrupt):
        here.perform(*sign_up("Ada Lohe"))
    assert here.perform(*sign_up("Irina Petrova")).id == "T-0001"
    assert [one.last_name for one in here.read(UTE).all(Registration)] == ["Petrova"]
