"""Whoever asked for help hears once that somebody was found, or why it is not possible and who may help instead."""

import pytest

from services.intake import refuse
from services.model.course_lists import MessageKind, MessageStatus
from services.model.letters import Message
from services.model.lists import OrganisationKind, RejectReason, RequestKind, Seat
from services.model.records import Request
from services.offers import accept, step_in, take_back
from tests.rules.cast import OLENA, again, draft, marta, offer, olena, organisation, request

CAST = (olena(), marta())
LATER = {"day": None, "at": None, "kind": RequestKind.ONGOING}


def to_requester(here):
    return [one for one in here.workbook.all(Message) if one.about == "A-0001"]


def said_yes(actor=OLENA, **values):
    here = draft(*CAST, request(**values), offer(), actor=actor)
    accept(here, "V-0001")
    return here


def test_a_yes_is_told_to_whoever_asked_by_the_first_name_alone():
    (letter,) = to_requester(said_yes())
    assert (letter.kind, letter.status, letter.to, letter.email) == (
        MessageKind.HELP_FOUND,
        MessageStatus.WAITING,
        "Brigitte Sommer",
        "brigitte.sommer@example.org",
    )
    lines = letter.text.splitlines()
    for line in ("Zusage von: Olena", "Aufgabe: Begleitung zu Behörden", "Tag: 09.09.2026", "Uhrzeit: 10:00 Uhr"):
        assert line in lines
    private = ("Hnatiuk", "111111", "olena.", "KLI-77", "Bismarckstraße", "Klingel", "{")
    assert [word for word in private if word in letter.subject + letter.text] == []


def test_whoever_left_only_a_number_is_called():
    (call,) = to_requester(said_yes(requester_email=None))
    assert (call.status, call.phone) == (MessageStatus.TO_CALL, "+49 2362 555555")
    assert "Zusage von: Olena" in call.text.splitlines()


@pytest.mark.parametrize(
    ("values", "to"),
    [({"requester": ""}, "Anfrage A-0001"), ({"requester": "", "requester_contact": "Ines Klee"}, "Ines Klee")],
)
def test_letter_goes_to_whoever_asked_as_far_as_they_are_known(values, to):
    assert [one.to for one in to_requester(said_yes(**values))] == [to]


def test_whoever_left_no_contact_gets_no_letter():
    assert to_requester(said_yes(requester_email=None, requester_phone=None)) == []


def test_a_second_guide_is_no_news():
    here = draft(*CAST, request(kind=RequestKind.MEDIATION), offer(), offer("V-0002", person="P-0003"))
    accept(here, "V-0001")
    accept(here, "V-0002")
    assert [one.kind for one in to_requester(here)] == [MessageKind.HELP_FOUND]


def test_a_yes_that_cannot_be_kept_is_not_told_and_the_next_one_is():
    here = draft(*CAST, request(), offer(), offer("V-0002", person="P-0003", seat=Seat.BACKUP))
    accept(here, "V-0001")
    accept(here, "V-0002")
    after = again(here)
    take_back(after, after.workbook.get(Request, "A-0001"))
    last = again(after)
    step_in(last, last.workbook.get(type(offer()), "V-0002"))
    assert [(one.kind, one.status) for one in to_requester(last)] == [
        (MessageKind.HELP_FOUND, MessageStatus.DROPPED),
        (MessageKind.HELP_FOUND, MessageStatus.WAITING),
    ]
    assert "Zusage von: Marta" in to_requester(last)[1].text


def refused(reason, instead="", *more, **values):
    asked = request(**values)
    here = draft(*CAST, asked, offer(), *more)
    refuse(here, asked, reason, instead)
    return to_requester(here)


def test_refusal_is_told_with_its_reason_and_where_to_turn_instead():
    place = organisation(name="Sprachdienst", kind=OrganisationKind.INSTEAD, phone="02362 999999")
    (letter,) = refused(RejectReason.INTERPRETER, "sprachdienst", place)
    assert (letter.kind, letter.status) == (MessageKind.HELP_REFUSED, MessageStatus.WAITING)
    lines = letter.text.splitlines()
    assert "Grund: Fachdolmetscher nötig" in lines
    assert "Bitte wenden Sie sich stattdessen an: Sprachdienst, +49 2362 999999" in lines


def test_refusal_without_another_place_names_none():
    (letter,) = refused(RejectReason.NO_CAPACITY)
    assert "stattdessen" not in letter.text
    (call,) = refused(RejectReason.NO_CAPACITY, "Frauenhaus", requester_email=None)
    assert "Bitte wenden Sie sich stattdessen an: Frauenhaus" in call.text.splitlines()


def test_whoever_took_the_request_back_hears_nothing():
    assert refused(RejectReason.TAKEN_BACK) == []
