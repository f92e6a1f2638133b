import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from services.links import message_of
from services.model.course_lists import MessageKind, MessageStatus
from services.model.errors import Unreachable
from services.model.letters import Message
from services.model.records import JournalEntry, Programme
from services.model.workbook import Change, Workbook
from services.office import Office
from services.outbox import unclear
from services.posting import Postman, post
from services.storage.memory import MemoryStore
from tests import conftest as places
from tests.delivery.post_office import open_post_office
from tests.rules.cast import NOW, mail, statuses

KEY = "a key of the tests"
PROGRAMME = Programme(id="S-0001", name="Lotsen", web="https://lotsen.example.org", phone="02362 660")
WAITS = 20.0


class Clock:
    """The office's clock, moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Away(MemoryStore):
    """A store that does not answer so many saves after the first."""

    def __init__(self, workbook: Workbook, silent: int) -> None:
        super().__init__(workbook)
        self.saves = 0
        self.silent = silent

    def commit(self, changes, *, expected):
        self.saves += 1
        if 1 < self.saves <= 1 + self.silent:
            raise Unreachable
        return super().commit(changes, expected=expected)


def mails(count):
    return [mail(f"N-{at:04d}", email=f"p{at}@example.org", kind=MessageKind.INVITATION) for at in range(1, count + 1)]


def an_office(*records, store=None, clock=None):
    return Office(store or MemoryStore(Workbook.of([PROGRAMME, *records])), clock=clock or Clock())


def standing(office):
    return statuses(office.store.load(), Message)


def until(happened):
    end = time.monotonic() + WAITS
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


@contextmanager
def a_postman(office, server):
    postman = Postman(office, server, KEY)
    yield postman
    postman.end()


def test_what_waits_is_sent_with_a_link_that_leads_to_its_message():
    office = an_office(*mails(2))
    with open_post_office() as server:
        assert post(office, server.settings(), KEY) == 2
        assert post(office, server.settings(), KEY) == 0
    links = [line for one in server.taken for line in one.get_content().splitlines() if "antwort" in line]
    assert [one.split("?t=")[0] for one in links] == ["https://lotsen.example.org/antwort"] * 2
    assert [message_of(KEY, one.split("?t=")[1]) for one in links] == ["N-0001", "N-0002"]
    assert standing(office) == {"N-0001": MessageStatus.SENT, "N-0002": MessageStatus.SENT}


def test_sending_is_two_entries_of_the_journal_without_the_links():
    office = an_office(*mails(3))
    with open_post_office() as server:
        post(office, server.settings(), KEY)
    book = office.store.load()
    entries = book.all(JournalEntry)
    assert [(one.actor, one.deed, one.entries) for one in entries] == [
        ("Postausgang", "Nachricht bearbeitet", ("N-0001", "N-0002", "N-0003"))
    ] * 2
    assert "antwort?t=" not in str(book.all(Message)) + str(entries)


def test_refused_address_is_told_and_the_others_are_sent():
    office = an_office(*mails(3))
    with open_post_office(answers={"p2@example.org": ["550 5.1.1 unbekannt"]}) as server:
        post(office, server.settings(), KEY)
    assert standing(office) == {
        "N-0001": MessageStatus.SENT,
        "N-0002": MessageStatus.FAILED,
        "N-0003": MessageStatus.SENT,
    }
    assert office.store.load().get(Message, "N-0002").trouble == "Adresse abgelehnt: 550 5.1.1 unbekannt"


def test_server_that_is_down_is_tried_again_after_a_while():
    clock = Clock()
    office = an_office(*mails(2), clock=clock)
    with open_post_office() as server:
        down = server.settings(port=1)
        assert (post(office, down, KEY), post(office, down, KEY)) == (2, 0)
        assert set(standing(office).values()) == {MessageStatus.WAITING}
        assert office.store.load().get(Message, "N-0001").trouble.startswith("Mailserver nicht erreichbar: ")
        clock.now += timedelta(minutes=1)
        assert post(office, server.settings(), KEY) == 2
    assert server.receivers == ["p1@example.org", "p2@example.org"]
    assert office.store.load().get(Message, "N-0001").trouble == ""


@pytest.mark.parametrize("kind", ["sqlite_place", "sheet_place"])
def test_two_apps_at_once_send_each_mail_once(kind, request):
    place = getattr(places, kind)(request)
    store = place.store()
    store.commit(tuple(Change(None, one) for one in (PROGRAMME, *mails(23))), expected=store.load())
    apps = [an_office(store=place.store()) for _ in range(2)]
    with open_post_office() as server, ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(post_everything, app, server.settings()) for app in apps]
        assert sum(one.result() for one in sent) == 23
    assert sorted(server.receivers) == sorted(one.email for one in mails(23))
    assert set(standing(apps[0]).values()) == {MessageStatus.SENT}
    place.close()


def post_everything(office, server):
    return sum(iter(lambda: post(office, server, KEY, most=4), 0))


def poster(address, port):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.delivery.poster", address, str(port)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_process_that_is_killed_while_sending_leaves_open_what_nobody_knows(sqlite_only):
    place = sqlite_only
    store = place.store()
    store.commit(tuple(Change(None, one) for one in (PROGRAMME, *mails(3))), expected=store.load())
    with open_post_office(slow=1.0) as server:
        process = poster(place.address, server.port)
        process.stdin.write("go\n")
        process.stdin.flush()
        until(lambda: server.taken)
        process.kill()
        process.communicate()
        clock = Clock()
        clock.now = datetime.fromisoformat("2026-08-20 09:30")
        later = an_office(store=place.store(), clock=clock)
        assert post(later, server.settings(), KEY) == 0
        assert set(standing(later).values()) == {MessageStatus.SENDING}
        clock.now += timedelta(minutes=11)
        assert post(later, server.settings(), KEY) == 0
        assert len(unclear(later.store.load(), clock.now)) == 3
    assert server.twice == []


def test_outcome_is_noted_when_the_store_is_back():
    book = Workbook.of([PROGRAMME, *mails(2)])
    office = an_office(store=Away(book, silent=1))
    with open_post_office() as server:
        assert post(office, server.settings(), KEY) == 2
    assert set(standing(office).values()) == {MessageStatus.SENT}


def test_postman_sends_beside_the_page():
    office = an_office(*mails(60))
    with open_post_office(slow=0.005) as server, a_postman(office, server.settings()) as postman:
        begun = time.monotonic()
        for _ in range(5):
            postman.ring()
        assert time.monotonic() - begun < 1
        until(lambda: set(standing(office).values()) == {MessageStatus.SENT})
    assert len(set(server.receivers)) == len(server.receivers) == 60


def test_postman_comes_back_for_what_is_written_later():
    office = an_office(*mails(1))
    with open_post_office() as server, a_postman(office, server.settings()) as postman:
        postman.ring()
        until(lambda: len(server.taken) == 1 and not postman._at_work)
        newer = mail("N-0002", email="p2@example.org")
        office.store.commit((Change(None, newer),), expected=office.store.load())
        postman.ring()
        until(lambda: len(server.taken) == 2)


def test_postman_waits_for_the_next_attempt_and_hears_the_bell_meanwhile():
    clock = Clock()
    office = an_office(*mails(1), clock=clock)
    grey = {"p1@example.org": ["451 Greylisted"]}
    with open_post_office(answers=grey) as server, a_postman(office, server.settings()) as postman:
        postman.ring()
        until(lambda: office.store.load().get(Message, "N-0001").trouble)
        assert postman._at_work
        clock.now += timedelta(minutes=1)
        postman.ring()
        until(lambda: len(server.taken) == 1)


def test_postman_survives_a_store_that_is_away():
    book = Workbook.of([PROGRAMME, *mails(1)])
    office = an_office(store=Away(book, silent=0))
    office.store.saves, office.store.silent = 1, 1
    with open_post_office() as server, a_postman(office, server.settings()) as postman:
        postman.ring()
        until(lambda: not postman._at_work)
        assert (server.taken, set(standing(office).values())) == ([], {MessageStatus.WAITING})
        postman.ring()
        until(lambda: len(server.taken) == 1)


def test_postman_who_has_ended_begins_nothing():
    office = an_office(*mails(1))
    with open_post_office() as server:
        postman = Postman(office, server.settings(), KEY)
        postman.end()
        postman.ring()
        assert not postman._at_work
    assert server.taken == []
