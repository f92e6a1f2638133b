"""The weekly digest: once a week, however many apps run; the lines of the morning list, in numbers without names."""

from datetime import timedelta

import pytest

from services.digest import in_numbers, is_due, write_digest
from services.model.access import RIGHTS, Right, Role
from services.model.course_errors import DigestWritten
from services.model.course_lists import MessageKind, MessageStatus
from services.model.errors import NotAllowed
from services.model.letters import Message, Template
from services.model.records import Programme
from services.office import Office
from services.posting import write_weekly
from services.settings import OfficePerson, Settings
from services.storage.memory import MemoryStore
from services.today.putting_off import put_off
from tests.rules.cast import ACTORS, NEXT_WEEK, NOW, TODAY, YESTERDAY, draft, interest, workbook

OURS = Programme(id="S-0001", name="ILOS", digest=True)
DUE = interest(next_step="Anrufen", next_step_on=YESTERDAY)
READERS = (("Anna Nord", "anna.nord@example.org"), ("Bernd West", "bernd.west@example.org"))


def offices(*records, now=NOW):
    """Two apps over one store."""
    store = MemoryStore(workbook(*records))
    return store, [Office(store, clock=lambda: now) for _ in range(2)]


def sent(store):
    return [(one.to, one.email, one.kind, one.status) for one in store.load().all(Message)]


def test_digest_goes_to_everybody_of_the_office_once_a_week_from_two_apps():
    store, apps = offices(OURS, DUE)
    assert [write_weekly(app, READERS, str) for app in (*apps, *apps)] == [True, False, False, False]
    assert sent(store) == [(*one, MessageKind.DIGEST, MessageStatus.WAITING) for one in READERS]
    (mail, _other) = store.load().all(Message)
    assert (mail.subject, "- Next steps due: 1, the oldest since 2026-09-01" in mail.text) == (
        "Diese Woche im Büro: ILOS",
        True,
    )
    assert "Halina" not in mail.text


def test_app_that_comes_second_while_saving_writes_nothing():
    desk = draft(OURS, DUE)
    write_digest(desk, READERS, "- nichts")
    with pytest.raises(DigestWritten):
        write_digest(desk, READERS, "- nichts")
    assert len(desk.workbook.all(Message)) == 2


@pytest.mark.parametrize(("days", "due"), [(0, False), (4, False), (5, True), (12, True)])
def test_next_one_is_due_on_monday(days, due):
    store, (app, _) = offices(OURS, now=NOW)
    write_weekly(app, READERS, str)
    assert is_due(store.load(), TODAY + timedelta(days=days)) is due


@pytest.mark.parametrize(
    ("records", "readers"), [((), READERS), ((Programme(id="S-0001"),), READERS), ((OURS,), ())], ids=str
)
def test_nobody_gets_a_digest_who_does_not_want_it(records, readers):
    store, (app, _) = offices(*records)
    assert (write_weekly(app, readers, str), sent(store)) == (False, [])


def test_digest_says_what_the_morning_list_says():
    desk = draft(DUE)
    assert in_numbers(workbook(), TODAY, str) == "Nothing is due."
    put_off(desk, "Next steps due", "I-0001", NEXT_WEEK)
    assert in_numbers(desk.workbook, TODAY, str) == "Nothing is due."


def test_office_writes_the_digest_in_its_own_words():
    own = Template(id="M-0001", kind=MessageKind.DIGEST, subject="Liste", text="Hallo {Name}\n{Fällig}")
    desk = draft(OURS, own)
    told = write_digest(desk, READERS[:1], "- Anrufe: 2\n- Neue Anfragen: 1")
    assert (told.subject, told.text) == ("Liste", "Hallo Anna Nord\n- Anrufe: 2\n- Neue Anfragen: 1")


def test_readers_are_the_coordinators_with_a_readable_address():
    people = [
        {"email": "anna.nord@example.org", "name": "Anna Nord", "role": "coordinator"},
        {"email": "keine Adresse", "name": "Bernd West", "role": "coordinator"},
        {"email": "lea.sued@example.org", "name": "Lea Süd", "role": "lead"},
    ]
    office = tuple(OfficePerson.model_validate(one) for one in people)
    assert Settings(url="", office=office).digest_readers == READERS[:1]


@pytest.mark.parametrize("role", [role for role in Role if Right.SEND_MESSAGES not in RIGHTS[role]])
def test_only_who_sends_messages_writes_the_digest(role):
    desk = draft(OURS, DUE, actor=ACTORS[role])
    with pytest.raises(NotAllowed):
        write_digest(desk, READERS, "- nichts")
    assert desk.changes == ()
