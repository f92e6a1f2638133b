"""What meets at the same moment, and a process that acts on one side: python -m tests.storage.races ADDRESS SIDE.

Which of the two sides comes first is left to chance.
"""

import json
import sys
from datetime import timedelta

from services import appointments, intake, offer_answers, offers
from services.model.access import Actor, Role
from services.model.assignment_forms import MoveForm, ResultForm
from services.model.course_lists import MessageKind
from services.model.draft import Draft
from services.model.errors import Refusal
from services.model.forms import OwnEntryForm
from services.model.letters import Message
from services.model.lists import Channel, OfferStatus, RejectReason, RequestStatus, Seat
from services.model.records import Assignment, Offer, Request
from services.model.request_forms import RequestForm
from services.office import Office
from services.own_entry import keep_own_entry
from services.stages import pause
from tests.rules.cast import NEXT_WEEK, NOW, UTE, assignment, form_of, marta, message, offer, olena, request, samir
from tests.storage.visitors import opened

LATER = NEXT_WEEK + timedelta(days=90)
MATCHED = {"status": RequestStatus.MATCHED, "languages": ("Ukrainisch",)}


def day(number: int) -> str:
    """A Wednesday for each request: everybody has time, and none clashes with another."""
    return f"{NEXT_WEEK + timedelta(weeks=number):%d.%m.%Y}"


def guide(number: str) -> Actor:
    return Actor(Role.VOLUNTEER, "Lots:in", number)


def follower(number: str) -> Actor:
    return Actor(Role.LINK, "Persönlicher Link", link=number)


def wanted(number: int, **values: object) -> Request:
    return request(f"A-{number:04d}", **{"languages": ("Ukrainisch",), "day": day(number), **values})


def taken(number: int, person: str) -> tuple[Request, Offer, Assignment]:
    """A request somebody goes to, with their yes and their assignment."""
    one = wanted(number, status=RequestStatus.MATCHED)
    yes = offer(f"V-1{number:03d}", request=one.id, person=person, status=OfferStatus.ACCEPTED)
    return one, yes, assignment(f"E-1{number:03d}", request=one.id, person=person)


def letter(number: str, about: str, kind: MessageKind = MessageKind.ASKED_TO_HELP) -> Message:
    return message(number, kind=kind, about=about, answer_by=LATER)


OLENA = olena(max_open=1)
SAMIR = samir(languages="Ukrainisch (C1)", max_open=20)
MARTA = marta(max_open=20)
IRYNA = olena(number="P-0004", first_name="Iryna", email="iryna@example.org", max_open=2)
DARIA = olena(number="P-0005", first_name="Daria", email="daria@example.org")
JOINS = {"person": MARTA.id, "seat": Seat.SECOND}

MOVED, MOVED_IT, MOVED_FOR = taken(8, SAMIR.id)
CLOSED, CLOSED_IT, CLOSED_FOR = taken(10, SAMIR.id)
ANSWERED, ANSWERED_IT, ANSWERED_FOR = taken(11, SAMIR.id)
ELSEWHERE, ELSEWHERE_IT, ELSEWHERE_FOR = taken(12, SAMIR.id)
CORRECTED = wanted(9)

RECORDS = (
    *(OLENA, SAMIR, MARTA, IRYNA, DARIA),
    *(wanted(number) for number in range(1, 6)),
    offer("V-0001", person=MARTA.id),
    *(offer("V-0002", person=SAMIR.id), letter("N-0001", "V-0002")),
    *(offer("V-0003", request="A-0002"), offer("V-0004", request="A-0003")),
    offer("V-0005", request="A-0004", person=MARTA.id),
    *taken(6, IRYNA.id),
    *(wanted(7), offer("V-0007", request="A-0007", person=IRYNA.id)),
    *(MOVED, MOVED_IT, MOVED_FOR, offer("V-0008", request="A-0008", **JOINS), letter("N-0008", "V-0008")),
    *(CORRECTED, offer("V-0009", request="A-0009", person=SAMIR.id)),
    *(CLOSED, CLOSED_IT, CLOSED_FOR, offer("V-0010", request="A-0010", **JOINS), letter("N-0010", "V-0010")),
    *(ANSWERED, ANSWERED_IT, ANSWERED_FOR, letter("N-0011", "E-1011", MessageKind.MOVED)),
    *(ELSEWHERE, ELSEWHERE_IT, ELSEWHERE_FOR, offer("V-0012", request="A-0012", **JOINS)),
    *(wanted(13), offer("V-0013", request="A-0013", person=DARIA.id)),
)


def end(draft: Draft, number: str) -> Request:
    """End a request as it stands by now."""
    return intake.refuse(draft, draft.workbook.get(Request, number), RejectReason.TAKEN_BACK)


ASK = (UTE, offers.ask, "A-0005", SAMIR.id, Channel.EMAIL)
YES = offer_answers.Reply.YES
# Race: one side, the other side; each is who acts, the action and what it is given.
RACES = {
    "first yes": ((guide(MARTA.id), offers.accept, "V-0001"), (follower("N-0001"), offer_answers.answer, YES)),
    "one place, two devices": ((guide(OLENA.id), offers.accept, "V-0003"), (guide(OLENA.id), offers.accept, "V-0004")),
    "taken back": ((UTE, end, "A-0004"), (guide(MARTA.id), offers.accept, "V-0005")),
    "two coordinators": (ASK, ASK),
    "wants fewer": (
        (guide(IRYNA.id), keep_own_entry, IRYNA, form_of(OwnEntryForm, IRYNA, max_open=1)),
        (guide(IRYNA.id), offers.accept, "V-0007"),
    ),
    "moved": (
        (UTE, appointments.move, MOVED, MoveForm(day=NEXT_WEEK, at="15:00")),
        (follower("N-0008"), offer_answers.answer, YES),
    ),
    "corrected": (
        (UTE, intake.correct, CORRECTED, form_of(RequestForm, CORRECTED, at="15:00")),
        (guide(SAMIR.id), offers.accept, "V-0009", "", CORRECTED),
    ),
    "closed": (
        (UTE, intake.close, CLOSED, ResultForm(hours="2"), (CLOSED_FOR,)),
        (follower("N-0010"), offer_answers.answer, YES),
    ),
    "answered": (
        (UTE, intake.close, ANSWERED, ResultForm(hours="2"), (ANSWERED_FOR,)),
        (follower("N-0011"), appointments.answer_move, appointments.Fits.YES),
    ),
    "elsewhere": (
        (UTE, appointments.move, ELSEWHERE, MoveForm(day=ELSEWHERE.day, at=ELSEWHERE.at, place="Rathaus, Zimmer 3")),
        (guide(MARTA.id), offers.accept, "V-0012", "", ELSEWHERE),
    ),
    "pauses": ((UTE, pause, DARIA, LATER), (guide(DARIA.id), offers.accept, "V-0013")),
}


def told(office: Office, deed: tuple[object, ...]) -> tuple[str, str]:
    """Act; gives the number of the entry, or the name of the refusal with its sentence."""
    try:
        return office.perform(*deed).id, ""
    except Refusal as refusal:
        return type(refusal).__name__, refusal.sentence.template


def main(address: str, side: int) -> None:
    """Act whenever a race is called, and say what one was told."""
    office = Office(opened(address), clock=lambda: NOW)
    office.read(UTE)
    say("ready")
    for line in sys.stdin:
        say(told(office, RACES[line.strip()][side]))


def say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
