"""Lines of the morning list about interested people, what they are told, and what follows from a conversation."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from services.conversations import steps_due as steps_of_conversations_due
from services.interests import (
    FORGOTTEN_AFTER,
    due_for_erasure,
    erasure_day,
    forgotten,
    steps_due,
)
from services.model.conversations import Conversation
from services.model.course_lists import MessageStatus
from services.model.course_records import Interest
from services.model.letters import Message
from services.model.records import Person
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.programme import programme
from services.talks import without_outcome
from services.today.line import Line

CALLS: Final = frozenset({MessageStatus.TO_CALL, MessageStatus.NOT_REACHED})


def next_steps(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the next steps that are due: with somebody interested, and after a conversation with a volunteer."""
    for one in steps_due(workbook, today):
        yield _next_step(one.full_name, one, one.next_step_on or today)
    for talk in steps_of_conversations_due(workbook, today):
        person = workbook.find(Person, talk.person)
        yield _next_step(person.full_name if person else talk.person, talk, talk.next_step_on or today)


def _next_step(name: str, one: Interest | Conversation, due: date) -> Line:
    if one.next_step:
        told = Sentence(N_("{name}: {step} (due {day})"), name=name, step=one.next_step, day=due)
    else:
        told = Sentence(N_("{name}: a next step was due on {day}"), name=name, day=due)
    return Line(told, Sentence(N_("Note the step")), one.id, due)


def forgotten_people(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the interested people nobody has done anything for."""
    for one in forgotten(workbook, today):
        last = one.last_step_on or one.received_at.date()
        told = Sentence(
            N_("{name} ({status}): nothing has happened since {day}"), name=one.full_name, status=one.status, day=last
        )
        yield Line(told, Sentence(N_("Plan the next step")), one.id, last + FORGOTTEN_AFTER)


def erasures(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give those whose details are to be erased."""
    days = timedelta(days=programme(workbook).keep_days)
    for one in due_for_erasure(workbook, today):
        told = Sentence(
            N_("{name} ({status}): the details are due to be erased"), name=one.full_name, status=one.status
        )
        yield Line(told, Sentence(N_("Erase")), one.id, erasure_day(one, days))


def failed_mails(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the mails that were refused, and those of earlier days that hang or still wait."""
    for one in workbook.all(Message):
        waits = one.status in (MessageStatus.WAITING, MessageStatus.SENDING)
        stuck = waits and (one.tried_at or one.written_at).date() < today
        if stuck or one.status is MessageStatus.FAILED:
            told = Sentence(N_("Mail to {name} ({kind}): {status}"), name=one.to, kind=one.kind, status=one.status)
            yield Line(told, Sentence(N_("Look after the mail")), one.id, (one.tried_at or one.written_at).date())


def calls(workbook: Workbook, _today: date) -> Iterator[Line]:
    """Give the calls to make."""
    for one in workbook.all(Message):
        if one.status in CALLS:
            told = Sentence(N_("Call {name}: {kind}"), name=one.to, kind=one.kind)
            yield Line(told, Sentence(N_("Call")), one.id, one.written_at.date())


def talks_to_write_up(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the info talks and ceremonies that are over, and not written up."""
    for event in without_outcome(workbook, today):
        told = Sentence(N_("{event} ({day}): who came, and what did it lead to?"), event=event.title, day=event.day)
        yield Line(told, Sentence(N_("Note who came")), event.id, event.day)
