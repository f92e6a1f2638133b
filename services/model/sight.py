"""Who sees what: the snapshot cut down to one actor, so that no page can show what it never got."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from services.model.access import Actor, Role
from services.model.assignment_records import Cap, LoggedVisit
from services.model.course_lists import CourseStatus
from services.model.course_records import Course, Document, EarlierTotal, Event, Guest, Interest, Registration, Session
from services.model.errors import NotFound
from services.model.letters import Message
from services.model.lists import OfferStatus, OrganisationKind, RequestStatus, Seat
from services.model.record import Record, columns, empty_of
from services.model.records import RECORDS, Assignment, Offer, Organisation, Person, Programme, Request
from services.model.workbook import Workbook

# All that a volunteer's link, which may have been passed on, tells of those they help.
BY_LINK: Final = frozenset({"id", "status", "topics", "languages", "day"})


@dataclass(frozen=True)
class Viewer:
    """Who looks, which of the requests they know they are bound by now, and what their personal link is about."""

    actor: Actor
    asked: Mapping[str, bool]
    announced: frozenset[str]
    linked: frozenset[str]


Sight = Callable[[Viewer, Record], Record | None]


def _whole(_viewer: Viewer, record: Record) -> Record | None:
    return record


def _countable(_viewer: Viewer, record: Record) -> Record | None:
    """Leave what may be counted by somebody who may not know who it is."""
    return record.without_personal()


def _announced(_viewer: Viewer, record: Record) -> Record | None:
    return record if isinstance(record, Course) and record.status is not CourseStatus.DRAFT else None


def _announced_session(viewer: Viewer, record: Record) -> Record | None:
    return record if isinstance(record, Session) and record.course in viewer.announced | viewer.linked else None


def _linked(viewer: Viewer, record: Record) -> Record | None:
    return record if record.id in viewer.linked else None


def _linked_course(viewer: Viewer, record: Record) -> Record | None:
    return _linked(viewer, record) or _announced(viewer, record)


def _linked_seat(viewer: Viewer, record: Record) -> Record | None:
    return _linked(viewer, record) or _seat(viewer, record)


def _linked_request(viewer: Viewer, record: Record) -> Record | None:
    """Show what a volunteer is asked for, never more: a link may be passed on, so the office tells where and whom."""
    return record.without_personal() if record.id in viewer.linked else None


def _own_message(viewer: Viewer, record: Record) -> Record | None:
    """Show whoever follows a personal link what its message is about and until when, not its text."""
    return record.without_personal() if record.id == viewer.actor.link else None


def _own(viewer: Viewer, record: Record) -> Record | None:
    owner = record.id if isinstance(record, Person) else getattr(record, "person", "")
    return record if viewer.actor.person and owner == viewer.actor.person else None


def _asked_for(viewer: Viewer, record: Record) -> Record | None:
    """Show a request the volunteer knows: whole while they are bound by it, else nothing personal; by link its task."""
    if not isinstance(record, Request) or record.id not in viewer.asked:
        return None
    if viewer.actor.link:
        hidden = {name: empty_of(kept) for name, kept in columns(Request).items() if name not in BY_LINK}
        return record.model_copy(update=hidden)
    whole = viewer.asked[record.id] and record.status is RequestStatus.MATCHED
    return record if whole else record.without_personal()


def _seat(_viewer: Viewer, record: Record) -> Record | None:
    """Leave of a registration that a place is taken or waited for."""
    return record.without_personal().model_copy(
        update={"person": "", "certificate": "", "interest": "", "attendance": (), "reason": None, "revoked_on": None}
    )


def _partner(_viewer: Viewer, record: Record) -> Record | None:
    """Show who carries the programme; who asks for guides is nobody else's business."""
    return record if isinstance(record, Organisation) and record.kind is not OrganisationKind.REQUESTER else None


def _own_offer(viewer: Viewer, record: Record) -> Record | None:
    """Show volunteers their offers, but not what the office noted about asking them."""
    own = _own(viewer, record)
    return own.without_personal() if own else None


def _own_help(viewer: Viewer, record: Record) -> Record | None:
    """Show volunteers what they do; by a link without the notes, which may tell of those they help."""
    own = _own(viewer, record)
    return own.without_personal() if own and viewer.actor.link else own


_PUBLIC: Final[Mapping[type[Record], Sight]] = {
    Programme: _whole,
    Organisation: _partner,
    Course: _announced,
    Session: _announced_session,
    Registration: _seat,
    EarlierTotal: _whole,
}

SIGHT: Final[Mapping[Role, Mapping[type[Record], Sight]]] = {
    Role.PUBLIC: _PUBLIC,
    Role.VOLUNTEER: {
        **_PUBLIC,
        Person: _own,
        Request: _asked_for,
        Offer: _own_offer,
        Assignment: _own_help,
        LoggedVisit: _own_help,
    },
    Role.LEAD: {
        **_PUBLIC,
        Course: _whole,
        Interest: _countable,
        Person: _countable,
        Request: _countable,
        Offer: _countable,
        Assignment: _countable,
        LoggedVisit: _countable,
        Cap: _whole,
        Registration: _countable,
        Message: _countable,
        Session: _whole,
        Event: _whole,
        Guest: _countable,
        Document: _whole,
    },
    Role.LINK: {
        **_PUBLIC,
        Course: _linked_course,
        Registration: _linked_seat,
        Interest: _linked,
        Event: _linked,
        Guest: _linked,
        Offer: _linked_request,
        Assignment: _linked_request,
        Request: _linked_request,
        Message: _own_message,
    },
    Role.COORDINATOR: dict.fromkeys(RECORDS, _whole),
    # Whoever keeps the table and its backups has all of it in hand; the pages for them show no volunteers and requests.
    Role.ADMINISTRATOR: dict.fromkeys(RECORDS, _whole),
}
WHOLE: Final = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def seen_by(workbook: Workbook, actor: Actor) -> Workbook:
    """Give the part of the workbook that `actor` may see; only who sees everything sees unreadable rows."""
    if WHOLE.intersection(actor.roles):
        return workbook
    sights = SIGHT[actor.role]
    announced = frozenset(one.id for one in workbook.all(Course) if one.status is not CourseStatus.DRAFT)
    viewer = Viewer(actor, _known_to(workbook, actor.person), announced, _about(workbook, actor.link))
    records = {
        kind: {
            number: seen
            for number, record in numbered.items()
            if kind in sights and (seen := sights[kind](viewer, record)) is not None
        }
        for kind, numbered in workbook.records.items()
    }
    return replace(workbook, records=records, problems=(), untaken=(), origin=None)


def _holds_seat(offer: Offer) -> bool:
    """Say whether a volunteer goes: a stand-in has said yes, but need not know whom it is about."""
    return offer.status is OfferStatus.ACCEPTED and offer.seat is not Seat.BACKUP


def _known_to(workbook: Workbook, person: str) -> Mapping[str, bool]:
    """Give the requests a volunteer was asked for or mandated with, and whether they are bound by each now.

    An assignment says more than the yes it came from: who has handed it over is not bound, who took it over is.
    """
    if not person:
        return {}
    known: dict[str, bool] = {}
    for offer in workbook.where(Offer, person=person):
        known[offer.request] = known.get(offer.request, False) or _holds_seat(offer)
    bound: dict[str, bool] = {}
    for assignment in workbook.where(Assignment, person=person):
        bound[assignment.request] = bound.get(assignment.request, False) or assignment.status.stands
    return {**known, **bound}


def _about(workbook: Workbook, link: str) -> frozenset[str]:
    """Give the numbers a personal link is about: the entry of its message, and its course, event, interest, request."""
    message = workbook.find(Message, link) if link else None
    try:
        entry = workbook.entry(message.about) if message else None
    except NotFound:
        entry = None
    if entry is None:
        return frozenset()
    return frozenset(
        {entry.id, *(getattr(entry, name, "") for name in ("course", "event", "interest", "request"))} - {""}
    )
