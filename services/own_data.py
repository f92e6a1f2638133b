"""What is stored about one volunteer, to be handed to them (Art. 15 GDPR): every entry, and nobody else's data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from services.model.access import Actor, Right
from services.model.assignment_records import LoggedVisit
from services.model.conversations import Conversation
from services.model.course_records import Course, Event, Guest, Interest, Registration
from services.model.draft import Draft
from services.model.errors import NotAllowed
from services.model.letters import Message
from services.model.record import Record, columns
from services.model.records import RECORDS, Assignment, JournalEntry, Offer, Person, PutOff, Request
from services.model.spelling import text_of
from services.model.workbook import Workbook
from services.past.known import contacts
from services.references import entries_about
from services.table import told_in

NOTE: Final = "Auskunft heruntergeladen (Art. 15 DSGVO)"
# Columns that name somebody else: a colleague, or another volunteer. Their own name is told all the same.
OF_OTHERS: Final[Mapping[type[Record], frozenset[str]]] = {
    Person: frozenset({"buddy", "distinct_from", "apart"}),
    Interest: frozenset({"received_by", "owner"}),
    Conversation: frozenset({"who"}),
    LoggedVisit: frozenset({"entered_by", "approved_by"}),
    PutOff: frozenset({"put_off_by"}),
    JournalEntry: frozenset({"actor", "entries", "operation"}),
}
# What an entry is about, told beside it without anything personal: the course, the event, what the help was for.
ABOUT: Final = "Worum es ging"

Row = Mapping[str, str]


@dataclass(frozen=True)
class OwnData:
    """All that is stored about somebody: by tab, each row with the headers of its filled columns.

    `unreadable` names the rows ("Einsätze, Zeile 5") that refer to them and that nobody could read.
    """

    person: Person
    tabs: Mapping[str, tuple[Row, ...]]
    unreadable: tuple[str, ...]


def hand_out(draft: Draft, person: str) -> Person:
    """Have the journal say that this was told; changes nothing. Raises `NotAllowed`, `NotFound`.

    Volunteers get their own alone, and not by a link, which may have been passed on.
    """
    draft.must(Right.TELL_STORED)
    if not may_be_told(draft.actor, person):
        raise NotAllowed(deed=Right.TELL_STORED)
    draft.note(NOTE)
    return draft.workbook.get(Person, person)


def may_be_told(actor: Actor, person: str) -> bool:
    """Say whether somebody may have everything about this person."""
    own = actor.person == person and not actor.link
    return actor.may(Right.TELL_STORED) and (own or not actor.person)


def own_data(workbook: Workbook, person: str) -> OwnData:
    """Gather everything about somebody from a workbook with the whole journal. Raises `NotFound`."""
    owner = workbook.get(Person, person)
    entries = {one.id: one for one in (owner, *_entries(workbook, owner))}
    tabs = {
        kind.tab: tuple(_row(workbook, one, owner) for one in entries.values() if type(one) is kind)
        for kind in RECORDS
        if kind is not JournalEntry
    }
    tabs[JournalEntry.tab] = tuple(_journal(workbook, frozenset(entries), owner))
    problems = [one for one in workbook.problems if not entries.keys().isdisjoint(one.refers)]
    return OwnData(
        owner,
        {tab: rows for tab, rows in tabs.items() if rows},
        tuple(f"{one.tab}, Zeile {one.row}" for one in problems),
    )


def _entries(workbook: Workbook, owner: Person) -> Iterator[Record]:
    """Give every entry about somebody: what refers to them, what led to it, and the messages about all of these.

    Whoever registered or called before being on the roster is known by name and phone or e-mail alone.
    """
    found: list[Record] = [record for record, _name in entries_about(workbook, owner.id)]
    ways = set(contacts(owner))
    everybody: tuple[Registration | Interest, ...] = (*workbook.all(Registration), *workbook.all(Interest))
    found += [one for one in everybody if not ways.isdisjoint(contacts(one)) and one not in found]
    interests = {one.id for one in found if isinstance(one, Interest)}
    interests |= {one.interest for one in found if isinstance(one, Registration | Guest)} - {""}
    for number in sorted(interests):
        interest = workbook.find(Interest, number)
        found += [*([interest] if interest else []), *workbook.where(Guest, interest=number)]
    yield from found
    for number in (owner.id, *(one.id for one in found)):
        yield from workbook.where(Message, about=number)
        yield from (one for one in workbook.all(PutOff) if one.line.endswith(f" {number}"))


def _row(workbook: Workbook, record: Record, owner: Person) -> Row:
    """Spell the filled columns of an entry; what belongs to others is left out."""
    cells = {
        kept.column.header: text_of(getattr(record, name))
        for name, kept in columns(type(record)).items()
        if name not in OF_OTHERS.get(type(record), ()) or _is(owner, getattr(record, name))
    }
    return {header: text for header, text in {**cells, ABOUT: _about(workbook, record)}.items() if text}


def _is(owner: Person, named: object) -> bool:
    """Say whether this is the person's own name, as it stands there also when they came by a link."""
    return named == owner.full_name or (isinstance(named, str) and named.startswith(f"{owner.full_name} ("))


def _about(workbook: Workbook, record: Record) -> str:
    if isinstance(record, Registration):
        course = workbook.find(Course, record.course)
        return course.caption if course else ""
    if isinstance(record, Guest):
        event = workbook.find(Event, record.event)
        return event.caption if event else ""
    if isinstance(record, Offer | Assignment):
        request = workbook.find(Request, record.request)
        return text_of(request.topics) if request else ""
    return ""


def _journal(workbook: Workbook, numbers: frozenset[str], owner: Person) -> Iterator[Row]:
    """Tell when what was done to these entries; who of the office did it, and what it did to others, is left out."""
    for entry in workbook.all(JournalEntry):
        if numbers.isdisjoint(entry.entries):
            continue
        mine = [f"{number} {_without_others(number, what)}" for number, what in told_in(entry) if number in numbers]
        yield _row(workbook, entry.model_copy(update={"changed": "\n".join(mine)}), owner)


def _without_others(number: str, what: str) -> str:
    """Take out of a line of the journal what became of a column that names somebody else."""
    kind = next(one for one in RECORDS if one.prefix == number.partition("-")[0])
    headers = [columns(kind)[name].column.header for name in OF_OTHERS.get(kind, ())]
    if not headers:
        return what
    parts = re.split(r"; (?=[^;]*?: )", what)
    return "; ".join(one for one in parts if not one.startswith(tuple(f"{header}: " for header in headers)))
