"""What whoever asked for help is told: that it has come in, that somebody was found, that it is not possible."""

from services.messages import Occasion, write
from services.model.course_lists import MessageKind
from services.model.course_records import Guest
from services.model.draft import Draft
from services.model.records import Person, Request
from services.model.workbook import Workbook
from services.requesters import known_as


def tell_received(draft: Draft, request: Request) -> None:
    """Confirm by mail what was asked. Without an address they learn the number on the screen."""
    if request.requester_email:
        _write(draft, MessageKind.HELP_RECEIVED, Occasion(request=request))


def tell_found(draft: Draft, request: Request, guide: Person) -> None:
    """Say who goes, by the first name alone: how to reach the guide is the office's to tell."""
    _write(draft, MessageKind.HELP_FOUND, Occasion(request=request, guide=guide.first_name))


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
