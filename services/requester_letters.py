"""What whoever asked for help is told: that it has come in, that somebody was found, that it is not possible."""

from typing import Final

from services.gaps import Occasion
from services.messages import HEARD, give_up, write
from services.model.course_lists import MessageKind
from services.model.course_records import Guest
from services.model.draft import Draft
from services.model.letters import Message
from services.model.lists import AssignmentStatus, RequestStatus
from services.model.records import Assignment, Person, Request
from services.model.workbook import Workbook
from services.requesters import known_as

GOES: Final = frozenset({MessageKind.HELP_FOUND, MessageKind.HELP_CHANGED})


def tell_received(draft: Draft, request: Request) -> None:
    """Confirm by mail what was asked. Without an address they learn the number on the screen."""
    if request.requester_email:
        _write(draft, MessageKind.HELP_RECEIVED, Occasion(request=request))


def tell_found(draft: Draft, request: Request, guide: Person) -> None:
    """Say who goes, by the first name alone: how to reach the guide is the office's to tell."""
    kind = MessageKind.HELP_CHANGED if counts_on_somebody(draft.workbook, request) else MessageKind.HELP_FOUND
    _write(draft, kind, Occasion(request=request, guide=guide.first_name))


def tell_lost(draft: Draft, request: Request) -> None:
    """Say that nobody goes for now; whoever has not heard of the yes yet need not hear of its end."""
    _take_back(draft, MessageKind.HELP_LOST, request)


def tell_goes_on(draft: Draft, request: Request, guide: Person) -> None:
    """Say who goes again, to whoever was told that nobody does; one who was not simply counts on them."""
    if counts_on_somebody(draft.workbook, request):
        give_up(draft, request.id)
    else:
        tell_found(draft, request, guide)


def tell_off(draft: Draft, request: Request) -> None:
    """Confirm that nobody comes any more, to whoever was told that somebody does."""
    _take_back(draft, MessageKind.HELP_OFF, request)


def counts_on_somebody(workbook: Workbook, request: Request) -> bool:
    """Say whether the last that whoever asked has heard is that somebody goes."""
    news = [one.kind for one in workbook.where(Message, about=request.id) if one.status in HEARD]
    told = [kind for kind in news if kind in GOES or kind is MessageKind.HELP_LOST]
    return bool(told) and told[-1] in GOES


def left_waiting(workbook: Workbook, seen: Assignment) -> Request | None:
    """Give the matched request of an assignment for which nobody else goes at the moment."""
    request = workbook.find(Request, seen.request)
    others = [one for one in workbook.where(Assignment, request=seen.request) if one.id != seen.id]
    goes = any(one.status is AssignmentStatus.RUNNING for one in others)
    return request if request and request.status is RequestStatus.MATCHED and not goes else None


def _take_back(draft: Draft, kind: MessageKind, request: Request) -> None:
    give_up(draft, request.id)
    if counts_on_somebody(draft.workbook, request):
        _write(draft, kind, Occasion(request=request))


def tell_refused(draft: Draft, request: Request) -> None:
    """Say why it is not possible, and who may help instead."""
    _write(draft, MessageKind.HELP_REFUSED, Occasion(request=request, instead=_instead(draft.workbook, request)))


def _write(draft: Draft, kind: MessageKind, occasion: Occasion) -> None:
    """Write to the address given with the request, else put a call on the call list; nothing when there is neither.

    Nothing in it tells who is accompanied or where: others may read the letter.
    """
    request = occasion.request
    if request is None:
        return
    # A text's gaps are filled for somebody: here a guest who is kept nowhere.
    asking = Guest(
        id=request.id,
        event="",
        name=(request.requester or request.requester_contact or f"Anfrage {request.id}")[:100],
        email=request.requester_email,
        phone=request.requester_phone,
    )
    write(draft, kind, asking, occasion)


def _instead(workbook: Workbook, request: Request) -> str:
    """Give the place to turn to instead, with how to reach it where it is known."""
    place = known_as(workbook, request.redirected_to)
    told = (place.name, place.phone, place.email) if place else (request.redirected_to,)
    return ", ".join(part for part in told if part)
