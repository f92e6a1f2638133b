"""Conversations with volunteers: noting one, what follows from it and whether that is done."""

from datetime import date

from services.model.access import Right
from services.model.conversations import Conversation, ConversationForm
from services.model.draft import Draft
from services.model.lists import PersonStatus
from services.model.person_errors import ConversationAhead, NobodyLeft, NothingNoted
from services.model.records import Person
from services.model.workbook import Workbook


def conversations(workbook: Workbook, person: str) -> tuple[Conversation, ...]:
    """Give the conversations with a volunteer, the newest first."""
    return tuple(sorted(workbook.where(Conversation, person=person), key=lambda one: (one.day, one.id), reverse=True))


def steps_due(workbook: Workbook, today: date) -> tuple[Conversation, ...]:
    """Give the conversations whose next step is due and not settled, the longest due first."""
    ahead = [one for one in workbook.all(Conversation) if one.next_step_on and one.settled_on is None]
    due = [(one.next_step_on, one.id, one) for one in ahead if one.next_step_on and one.next_step_on <= today]
    return tuple(one for _day, _number, one in sorted(due))


def note_conversation(draft: Draft, person: str, form: ConversationForm) -> Conversation:
    """Note that somebody of the office spoke with a volunteer.

    Raises `NobodyLeft`, `ConversationAhead`, `NothingNoted`.
    """
    draft.must(Right.KEEP_ROSTER)
    seen = draft.workbook.get(Person, person)
    if seen.status is PersonStatus.ERASED or seen.gone:
        raise NobodyLeft(id=seen.id)
    if form.day > draft.today:
        raise ConversationAhead(day=form.day)
    if not (form.note or form.next_step):
        raise NothingNoted
    return draft.add(Conversation, form, person=person)


def settle(draft: Draft, seen: Conversation) -> Conversation:
    """Note that the next step is done. Raises `ChangedMeanwhile`."""
    draft.must(Right.KEEP_ROSTER)
    return draft.replace(seen, settled_on=draft.today)
