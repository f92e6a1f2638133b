"""Two offices over one store, several people in each: the first yes counts, nobody gets more than they can."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from services import offer_answers
from services.intake import refuse
from services.model.access import Actor, Role
from services.model.course_lists import MessageKind
from services.model.draft import Draft
from services.model.errors import Refusal
from services.model.letters import Message
from services.model.lists import AssignmentStatus, Channel, OfferStatus, RejectReason, RequestStatus
from services.model.records import Assignment, Offer, Request
from services.model.workbook import Change
from services.offers import accept, ask
from services.office import Office
from tests.rules.cast import NOW, UTE, marta, message, offer, olena, other_request, request, samir

UKRAINIAN = {"languages": ("Ukrainisch",)}
PEOPLE = (olena(max_open=1), samir(languages="Ukrainisch (C1)", max_open=5), marta(max_open=5))
# 1: two say yes to one request, one by link. 2 and 3: Olena has one place and says yes to both from two devices.
# 4: taken back while somebody says yes. 5: two coordinators ask the same volunteer.
REQUESTS = (
    request(),
    other_request(**UKRAINIAN, day="2026-09-10"),
    request("A-0003", **UKRAINIAN, day="2026-09-11"),
    request("A-0004", **UKRAINIAN, day="2026-09-14"),
    request("A-0005", **UKRAINIAN, day="2026-09-16"),
)
OFFERS = (
    offer("V-0001", person="P-0002"),
    offer("V-0002", person="P-0003"),
    offer("V-0003", request="A-0002"),
    offer("V-0004", request="A-0003"),
    offer("V-0005", request="A-0004", person="P-0003"),
)
LINK = message(kind=MessageKind.ASKED_TO_HELP, about="V-0002")


def end(draft: Draft, number: str) -> Request:
    """End a request as it stands by now."""
    return refuse(draft, draft.workbook.get(Request, number), RejectReason.TAKEN_BACK)


def guide(number: str) -> Actor:
    return Actor(Role.VOLUNTEER, "Lots:in", number)


FOLLOWER = Actor(Role.LINK, "Persönlicher Link", link="N-0001")
ONE = {
    "first": (guide("P-0002"), accept, "V-0001"),
    "phone": (guide("P-0001"), accept, "V-0003"),
    "end": (UTE, end, "A-0004"),
    "ask": (UTE, ask, "A-0005", "P-0002", Channel.EMAIL),
}
OTHER = {
    "link": (FOLLOWER, offer_answers.answer, offer_answers.Reply.YES),
    "desk": (guide("P-0001"), accept, "V-0004"),
    "yes": (guide("P-0003"), accept, "V-0005"),
    "ask too": (UTE, ask, "A-0005", "P-0002", Channel.EMAIL),
}


def told(office: Office, together: Barrier, deed: tuple[object, ...]) -> str:
    """Act when everybody is ready; gives the entry's number, or the name of the refusal."""
    together.wait()
    try:
        return office.perform(*deed).id
    except Refusal as refusal:
        return type(refusal).__name__


def at_once(place) -> dict[str, str]:
    """Let everybody act at the same time, each half in an office of its own; what each was told."""
    together = Barrier(len(ONE) + len(OTHER))
    halves = [(Office(place.store(), clock=lambda: NOW), deeds) for deeds in (ONE, OTHER)]
    with ThreadPoolExecutor(together.parties) as pool:
        waiting = {
            name: pool.submit(told, office, together, deed) for office, deeds in halves for name, deed in deeds.items()
        }
    return {name: one.result() for name, one in waiting.items()}


@pytest.mark.repeated
def test_first_yes_wins_on_every_store(shared_place):
    store = shared_place.store()
    filled = (*PEOPLE, *REQUESTS, *OFFERS, LINK)
    store.commit(tuple(Change(None, one) for one in filled), expected=store.load())
    heard = at_once(shared_place)

    book = shared_place.store().load()

    assert book.problems == ()
    given = [one for one in book.all(Offer) if one.status is OfferStatus.ACCEPTED]
    running = [one for one in book.all(Assignment) if one.status is AssignmentStatus.RUNNING]
    assert sorted((one.request, one.person) for one in given) == sorted((one.request, one.person) for one in running)
    assert len({one.request for one in given}) == len(given)
    for wanted in book.all(Request):
        assert (wanted.status is RequestStatus.MATCHED) is (wanted.id in {one.request for one in given})
    # 1: one of the two, the other was told that it is taken.
    first = {heard["first"], heard["link"]}
    assert first in ({"V-0001", "TakenByNow"}, {"OfferAnswered", "V-0002"})
    # 2 and 3: one place, one yes.
    last = [heard["phone"], heard["desk"]]
    assert sorted(last) in (["V-0003", "YesDoesNotFit"], ["V-0004", "YesDoesNotFit"])
    # 4: taken back, or said yes before that.
    ended = (heard["end"], heard["yes"])
    assert ended in (("A-0004", "OfferAnswered"), ("RequestNotOpen", "V-0005"))
    # 5: asked once, and one letter.
    assert sorted((heard["ask"], heard["ask too"])) == ["AlreadyAsked", "V-0006"]
    asked = [one for one in book.all(Offer) if one.request == "A-0005"]
    assert [one.person for one in asked] == ["P-0002"]
    assert len(book.where(Message, about=asked[0].id)) == 1
