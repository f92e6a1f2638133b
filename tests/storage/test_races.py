"""Two processes over one store: whatever can meet at the same moment does, ends in order, and is told."""

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pages.shared.language import catalogue
from services.assignments import cautions
from services.model.course_lists import MessageKind, MessageStatus
from services.model.letters import Message
from services.model.lists import AssignmentStatus, OfferStatus, RequestStatus, Seat
from services.model.records import Assignment, JournalEntry, Offer, Person, Request
from services.model.workbook import Change
from services.roster import open_assignments
from tests.rules.cast import TODAY
from tests.storage.races import RACES, RECORDS

SIDES = ("0", "1")


def play(place):
    """Let both sides of one race after the other act; what each was told: a number or a refusal, and its sentence."""
    store = place.store()
    store.commit(tuple(Change(None, one) for one in RECORDS), expected=store.load())
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.storage.races", place.address, side],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for side in SIDES
    ]
    assert [json.loads(process.stdout.readline()) for process in processes] == ["ready", "ready"]
    heard = {}
    for name in RACES:
        for process in random.sample(processes, 2):
            process.stdin.write(f"{name}\n")
            process.stdin.flush()
        heard[name] = tuple(tuple(json.loads(process.stdout.readline())) for process in processes)
    for process in processes:
        process.communicate(timeout=60)
    return heard


@pytest.mark.repeated
def test_races_end_in_order_and_with_a_sentence_on_every_store(shared_place):
    heard = play(shared_place)
    book = shared_place.store().load()

    refused = [sentence for sides in heard.values() for _, sentence in sides if sentence]
    assert [one for one in refused if catalogue("de").gettext(one) == one] == []
    in_order(book)
    ended_in_one_of_two_ways({name: tuple(word for word, _ in sides) for name, sides in heard.items()})
    letters_are_written_once(book)
    what_was_lowered_and_closed(book)


def in_order(book):
    """What holds in every workbook, whoever came first."""
    assert book.problems == ()
    given = [one for one in book.all(Offer) if one.status is OfferStatus.ACCEPTED]
    assert set(Counter((one.request, one.seat) for one in given).values()) == {1}
    goes = {(one.request, one.person) for one in book.all(Assignment) if one.status is not AssignmentStatus.CANCELLED}
    assert {(one.request, one.person) for one in given if one.seat is not Seat.BACKUP} == goes
    running = {one.request for one in book.all(Assignment) if one.status.stands}
    assert {one.id for one in book.all(Request) if one.status is RequestStatus.MATCHED} == running


def ended_in_one_of_two_ways(heard):
    """Who came first decides; the other one is told what has happened."""
    asked = "V-1013"  # one more than those that are there
    assert {name: sides for name, sides in heard.items() if sides not in POSSIBLE[name]} == {}
    assert asked in heard["two coordinators"]


POSSIBLE = {
    "first yes": [("V-0001", "TakenByNow"), ("OfferAnswered", "V-0002")],
    "one place, two devices": [("V-0003", "YesDoesNotFit"), ("YesDoesNotFit", "V-0004")],
    "taken back": [("A-0004", "OfferAnswered"), ("A-0004", "V-0005")],  # who said yes is told that nobody needs it
    "two coordinators": [("V-1013", "AlreadyAsked"), ("AlreadyAsked", "V-1013")],
    "wants fewer": [("P-0004", "YesDoesNotFit"), ("P-0004", "V-0007")],
    "moved": [("A-0008", "LinkUsed"), ("A-0008", "V-0008")],
    "corrected": [("A-0009", "QuestionChanged"), ("ChangedMeanwhile", "V-0009")],
    "closed": [("A-0010", "TakenByNow"), ("SomebodyJoined", "V-0010")],
    "answered": [("A-0011", "RequestOver"), ("A-0011", "E-1011")],
    "elsewhere": [("A-0012", "V-0012")],
    "pauses": [("P-0005", "V-0013")],
}


def letters_are_written_once(book):
    """Whoever held the assignment when the appointment changed has one letter about it; nobody else has any."""
    journal = [one.entries[0] for one in book.all(JournalEntry)]
    written = Counter(
        one.about for one in book.all(Message) if one.kind is MessageKind.MOVED and one.status is MessageStatus.WAITING
    )
    expected = []
    for changed, joins in (("A-0008", "V-0008"), ("A-0012", "V-0012")):
        for one in book.where(Assignment, request=changed):
            earlier = one.person == "P-0002" or journal.index(joins) < journal.index(changed)
            expected += [one.id] * earlier
    assert sorted(written.elements()) == sorted(expected)
    assert [len(book.where(Message, about=one.id)) for one in book.where(Offer, request="A-0005")] == [1]


def what_was_lowered_and_closed(book):
    """A capacity lowered and a pause end nothing that runs: the office finds a sentence; hours are nobody else's."""
    for person in book.all(Person):
        running = [one for one in book.where(Assignment, person=person.id) if one.status is AssignmentStatus.RUNNING]
        too_many = open_assignments(book, person.id) > person.max_open
        away = person.id == "P-0005"
        assert {len(cautions(book, one, TODAY)) for one in running} <= {int(too_many or away)}
        assert not too_many or person.id == "P-0004"
    closed = [one for one in book.where(Assignment, request="A-0010") if one.status is AssignmentStatus.DONE]
    assert [one.person for one in closed] == (["P-0002"] if closed else [])
