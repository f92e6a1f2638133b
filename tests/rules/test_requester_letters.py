"""Whoever asked for help hears once that somebody was found, or why it is not possible and who may help instead."""

import pytest

from services.assignments import cancel, end, hand_over, interrupt, take_up
from services.intake import close, refuse
from services.model.assignment_forms import EndForm, ResultForm
from services.model.course_lists import MessageKind, MessageStatus
from services.model.letters import Message
from services.model.lists import OrganisationKind, RejectReason, RequestKind, Seat
from services.model.person_lists import LeaveReason
from services.model.records import Assignment, Person, Request
from services.offers import accept, ask, step_in, take_back
from services.stages import leave
from tests.rules.cast import (
    NEXT_WEEK,
    OLENA,
    TODAY,
    UTE,
    again,
    assignment,
    draft,
    letters_of,
    marta,
    offer,
    olena,
    organisation,
    request,
    samir,
    told,
)

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


def test_whoever_took_the_request_back_before_a_yes_hears_nothing():
    assert refused(RejectReason.TAKEN_BACK) == []


# A yes that changes ---------------------------------------------------------------------------------------------------


def told_of_olena(*more):
    """Olena goes, and whoever asked has got the letter about it."""
    here = said_yes(UTE)
    sent = here.workbook.get(Message, to_requester(here)[0].id)
    here.replace(sent, status=MessageStatus.SENT)
    for one in more:
        here.add(type(one), **{name: value for name, value in dict(one).items() if name != "id"})
    return again(here)


def goes(here, number="E-0001"):
    return here.workbook.get(Assignment, number)


def kinds(here):
    return [(one.kind.name, one.status.name) for one in to_requester(here)]


FOUND = ("HELP_FOUND", "SENT")


def test_handed_over_is_told_to_both_guides_and_to_whoever_asked():
    here = told_of_olena()
    hand_over(here, goes(here), "P-0003", "Umzug")
    assert kinds(here) == [FOUND, ("HELP_CHANGED", "WAITING")]
    assert "Zusage jetzt von: Marta" in to_requester(here)[1].text.splitlines()
    assert told(here.workbook) == [("HANDED_ON", "E-0001", "WAITING"), ("TOOK_OVER", "E-0002", "WAITING")]
    olenas, martas = letters_of(here.workbook)
    assert (olenas.to, martas.to) == ("Olena Hnatiuk", "Marta Żółkiewska")
    assert "für Sie ist er damit beendet" in olenas.text
    assert "Tag: 09.09.2026" in martas.text.splitlines()
    assert [word for word in ("KLI-77", "Bismarckstraße", "Klingel", "{") if word in olenas.text + martas.text] == []


def test_handed_over_before_the_first_letter_went_out_is_told_as_the_first():
    here = again(said_yes(UTE))
    hand_over(here, goes(here), "P-0003", "Umzug")
    assert kinds(here) == [("HELP_FOUND", "DROPPED"), ("HELP_FOUND", "WAITING")]


def test_second_guide_handed_over_is_no_news_to_whoever_asked():
    here = draft(*CAST, samir(languages="Ukrainisch (C1)"), request(kind=RequestKind.MEDIATION), offer())
    accept(here, "V-0001")
    ask(here, "A-0001", "P-0002", seat=Seat.SECOND)
    accept(here, "V-0002")
    after = again(here)
    hand_over(after, goes(after, "E-0002"), "P-0003", "Umzug")
    assert kinds(after) == [("HELP_FOUND", "WAITING")]
    assert [one[0] for one in told(after.workbook)[-2:]] == ["HANDED_ON", "TOOK_OVER"]


@pytest.mark.parametrize(
    "deed",
    [
        lambda here: take_back(here, here.workbook.get(Request, "A-0001")),
        lambda here: cancel(here, goes(here), "krank"),
        lambda here: interrupt(here, goes(here), NEXT_WEEK, "krank"),
        lambda here: leave(here, here.workbook.get(Person, "P-0001"), LeaveReason.MOVED),
    ],
)
def test_whoever_was_told_of_a_yes_hears_that_it_no_longer_holds(deed):
    here = told_of_olena()
    deed(here)
    assert kinds(here) == [FOUND, ("HELP_LOST", "WAITING")]
    unsent = again(said_yes(UTE))
    deed(unsent)
    assert kinds(unsent) == [("HELP_FOUND", "DROPPED")]


def test_next_yes_after_a_lost_one_that_was_told_is_help_found_again():
    here = told_of_olena()
    take_back(here, here.workbook.get(Request, "A-0001"))
    here.replace(to_requester(here)[1], status=MessageStatus.SENT)
    after = again(here)
    ask(after, "A-0001", "P-0003")
    accept(after, "V-0002")
    assert kinds(after) == [FOUND, ("HELP_LOST", "SENT"), ("HELP_FOUND", "WAITING")]


def test_interrupted_with_somebody_else_still_going_is_no_news():
    besides = assignment("E-0002", request="A-0001", person="P-0003")
    here = told_of_olena(besides)
    interrupt(here, goes(here), NEXT_WEEK, "krank")
    assert kinds(here) == [FOUND]


@pytest.mark.parametrize(("heard", "then"), [(False, []), (True, ["HELP_FOUND"])])
def test_taken_up_again_is_told_to_whoever_heard_of_the_interruption(heard, then):
    here = told_of_olena()
    interrupt(here, goes(here), NEXT_WEEK, "krank")
    if heard:
        here.replace(to_requester(here)[1], status=MessageStatus.SENT)
    after = again(here)
    take_up(after, goes(after))
    assert [kind for kind, status in kinds(after) if status == "WAITING"] == then


def test_request_taken_back_after_help_was_found_is_confirmed():
    here = told_of_olena()
    refuse(here, here.workbook.get(Request, "A-0001"), RejectReason.TAKEN_BACK)
    assert kinds(here) == [FOUND, ("HELP_OFF", "WAITING")]


@pytest.mark.parametrize(
    "over",
    [
        lambda here: close(here, here.workbook.get(Request, "A-0001"), ResultForm(hours="2")),
        lambda here: end(here, goes(here), EndForm()),
        lambda here: refuse(here, here.workbook.get(Request, "A-0001"), RejectReason.TAKEN_BACK),
    ],
    ids=["closed", "ended by the guide", "taken back"],
)
def test_help_found_that_is_still_unsent_is_given_up_with_the_request(over):
    here = again(said_yes(UTE))
    over(here)
    assert kinds(here) == [("HELP_FOUND", "DROPPED")]


def test_letter_to_whoever_asked_waits_on_while_somebody_else_goes():
    here = again(said_yes(UTE))
    here.add(Assignment, request="A-0001", person="P-0003", mandated_on=TODAY)
    end(here, goes(here), EndForm())
    assert kinds(here) == [("HELP_FOUND", "WAITING")]
