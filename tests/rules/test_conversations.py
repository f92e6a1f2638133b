from datetime import timedelta

import pytest

from services.anonymising import anonymise
from services.conversations import conversations, note_conversation, settle
from services.merging import merge
from services.model.access import Role
from services.model.conversations import Conversation, ConversationForm
from services.model.errors import ChangedMeanwhile, NotAllowed
from services.model.lists import PersonStatus
from services.model.person_errors import ConversationAhead, NobodyLeft, NothingNoted
from services.model.sight import seen_by
from services.own_data import own_data
from services.story import life
from services.today.due import due
from tests.rules.cast import (
    ACTORS,
    NEXT_WEEK,
    TODAY,
    TOMORROW,
    UTE,
    YESTERDAY,
    again,
    draft,
    ids,
    made,
    olena,
    samir,
    workbook,
)

NOTE = "Möchte weniger Termine am Abend"


def conversation_form(**values):
    """Ute spoke with somebody yesterday and wants to ask again tomorrow."""
    defaults = {
        "day": YESTERDAY,
        "who": UTE.name,
        "note": NOTE,
        "next_step": "Noch einmal nachfragen",
        "next_step_on": TOMORROW,
    }
    return made(ConversationForm, defaults, values)


def conversation(number="H-0001", **values):
    return made(Conversation, {**dict(conversation_form()), "id": number, "person": "P-0001"}, values)


def lines(*records, today=TOMORROW):
    return [(str(one.sentence), one.about) for one in due(workbook(*records), today)]


def test_conversation_is_noted_and_stands_in_the_story():
    book = draft(olena())
    noted = note_conversation(book, "P-0001", conversation_form())
    assert (noted.id, noted.person, noted.settled_on) == ("H-0001", "P-0001", None)
    told = [(one.at.date(), str(one.sentence)) for one in life(book.workbook, olena())]
    said = f"Conversation (Ute Kaltenbach): {NOTE} – next: Noch einmal nachfragen"
    assert (YESTERDAY, said) in told


def test_newest_conversation_stands_first():
    earlier, later = conversation(), conversation("H-0002", day=TODAY)
    book = workbook(olena(), samir(), earlier, later, conversation("H-0003", person="P-0002"))
    assert conversations(book, "P-0001") == (later, earlier)


def test_next_step_is_due_from_its_day_on():
    assert lines(olena(), conversation(), today=TODAY) == []
    assert lines(olena(), conversation()) == [
        ("Olena Hnatiuk: Noch einmal nachfragen (due 2026-09-03)", "H-0001"),
    ]


def test_settled_step_is_due_no_more():
    book = draft(olena(), conversation(next_step_on=TODAY))
    done = settle(book, conversation(next_step_on=TODAY))
    assert done.settled_on == TODAY
    assert due(book.workbook, NEXT_WEEK) == ()


def test_step_is_settled_once():
    book = draft(olena(), conversation())
    settle(book, conversation())
    later = again(book, now=book.now + timedelta(days=1))
    with pytest.raises(ChangedMeanwhile):
        settle(later, conversation())


def test_conversation_of_tomorrow_is_refused():
    with pytest.raises(ConversationAhead):
        note_conversation(draft(olena()), "P-0001", conversation_form(day=TOMORROW))


def test_conversation_of_which_nothing_is_said_is_refused():
    with pytest.raises(NothingNoted):
        note_conversation(draft(olena()), "P-0001", conversation_form(note="", next_step=""))


def test_nothing_is_noted_about_somebody_anonymised():
    with pytest.raises(NobodyLeft):
        note_conversation(draft(olena(status=PersonStatus.ERASED)), "P-0001", conversation_form())


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.COORDINATOR])
def test_nobody_but_the_office_notes_one(role):
    with pytest.raises(NotAllowed):
        note_conversation(draft(olena(), actor=ACTORS[role]), "P-0001", conversation_form())


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.VOLUNTEER, Role.LINK, Role.LEAD])
def test_volunteers_links_and_readers_of_figures_see_none(role):
    assert seen_by(workbook(olena(), conversation()), ACTORS[role]).all(Conversation) == ()


def test_anonymising_forgets_what_was_said_and_keeps_the_day():
    left = olena(status=PersonStatus.LEFT, left_on=YESTERDAY)
    book = draft(left, conversation())
    anonymise(book, left)
    kept = book.workbook.get(Conversation, "H-0001")
    assert (kept.day, kept.who, kept.note, kept.next_step, kept.next_step_on) == (YESTERDAY, "", "", "", None)
    assert due(book.workbook, NEXT_WEEK) == ()


def test_conversations_go_along_when_two_entries_become_one():
    book = draft(olena(), samir(), conversation(person="P-0002"))
    merge(book, olena(), samir(), frozenset())
    assert ids(conversations(book.workbook, "P-0001")) == ["H-0001"]


def test_person_is_told_what_was_noted_about_them_but_not_by_whom():
    told = own_data(workbook(olena(), conversation()), "P-0001").tabs["Gespräche"][0]
    assert told["Notiz"] == NOTE
    assert "Gespräch mit" not in told
