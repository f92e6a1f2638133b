from itertools import pairwise

import pytest

from services.asked import tell
from services.intake import refuse
from services.model.access import Actor, Role
from services.model.course_errors import LinkTooOld, LinkUsed
from services.model.course_lists import MessageKind, MessageStatus
from services.model.errors import MayNotBeAsked, NotAllowed, NotFound
from services.model.letters import Message
from services.model.lists import AssignmentStatus, Channel, DeclineReason, OfferStatus, RejectReason, RequestStatus
from services.model.offer_errors import (
    DetailsOpen,
    QuestionTakenBack,
    RequestOver,
    SaidNo,
    TakenByNow,
    YesDoesNotFit,
)
from services.model.records import Assignment, Offer, Person, Request
from services.model.sight import seen_by
from services.offer_answers import Reply, answer, closed, offer_of
from services.offers import accept, ask_several, stop_asking, take_back
from tests.rules.cast import (
    FOLLOWER,
    NOW,
    TODAY,
    UTE,
    YESTERDAY,
    again,
    draft,
    marta,
    message,
    offer,
    office,
    olena,
    request,
    statuses,
    workbook,
)

MARTA = Actor(Role.LINK, "Persönlicher Link", link="N-0002")


def question(number="N-0001", about="V-0001", **values):
    return message(number, kind=MessageKind.ASKED_TO_HELP, about=about, to="Olena Hnatiuk", **values)


def followed(*records, actor=FOLLOWER):
    return draft(*(records or (olena(), request(), offer(), question())), actor=actor)


def asked_two():
    """Both got their mail."""
    here = draft(olena(), marta(), request())
    ask_several(here, "A-0001", ("P-0001", "P-0003"), Channel.EMAIL)
    after = again(here)
    for one in here.workbook.all(Message):
        after.replace(one, status=MessageStatus.SENT)
    return again(after, actor=FOLLOWER)


def why(here, number="N-0001"):
    return closed(here.workbook, here.workbook.get(Message, number), here.today)


def test_yes_by_link_is_a_yes():
    here = followed()
    assert answer(here, Reply.YES) == offer(status=OfferStatus.ACCEPTED, answered_at=NOW)
    assert here.workbook.get(Request, "A-0001").status is RequestStatus.MATCHED
    assert [one.person for one in here.workbook.all(Assignment)] == ["P-0001"]
    assert here.workbook.get(Message, "N-0001").answered_at == NOW


@pytest.mark.parametrize("reason", [None, DeclineReason.TIME])
def test_no_by_link_needs_no_reason(reason):
    done = answer(followed(), Reply.NO, reason)
    assert (done.status, done.decline_reason) == (OfferStatus.DECLINED, reason)


def test_wish_for_a_call_leaves_the_link_open():
    here = followed()
    assert answer(here, Reply.CALL_ME) == offer(call_back_at=NOW)
    assert why(here) is None
    assert answer(again(here), Reply.YES).status is OfferStatus.ACCEPTED


def test_second_yes_is_told_that_somebody_was_first():
    here = asked_two()
    answer(here, Reply.YES)
    late = again(here, actor=MARTA)
    with pytest.raises(TakenByNow) as refusal:
        answer(late, Reply.YES)
    assert (late.changes, why(late, "N-0002")) == ((), refusal.value.sentence)
    assert "taken on by somebody else already" in str(refusal.value)


@pytest.mark.parametrize("reply", Reply)
def test_link_is_used_once(reply):
    here = followed()
    answer(here, Reply.YES)
    with pytest.raises(LinkUsed):
        answer(again(here), reply)
    assert why(here) is None


@pytest.mark.parametrize(
    ("records", "refusal"),
    [
        ((request(), offer(status=OfferStatus.DECLINED), question()), SaidNo),
        ((request(status=RequestStatus.MATCHED), offer(status=OfferStatus.WITHDRAWN), question()), TakenByNow),
        ((request(status=RequestStatus.CLOSED), offer(status=OfferStatus.WITHDRAWN), question()), TakenByNow),
        ((request(status=RequestStatus.WITHDRAWN), offer(status=OfferStatus.WITHDRAWN), question()), RequestOver),
        ((request(status=RequestStatus.REJECTED), offer(status=OfferStatus.WITHDRAWN), question()), RequestOver),
        ((request(), offer(status=OfferStatus.WITHDRAWN), question()), QuestionTakenBack),
        ((request(day=YESTERDAY), offer(), question()), RequestOver),
        ((request(), offer(), question(answer_by=YESTERDAY)), LinkTooOld),
        ((request(), offer(), question(answered_at=NOW)), LinkUsed),
        ((request(status=RequestStatus.NEW), offer(), question()), DetailsOpen),
        ((offer(), question()), NotFound),
    ],
)
@pytest.mark.parametrize("reply", Reply)
def test_each_closed_question_has_its_own_sentence(records, refusal, reply):
    here = followed(olena(), *records)
    with pytest.raises(refusal) as raised:
        answer(here, reply)
    assert (here.changes, why(here)) == ((), raised.value.sentence)


def test_sentences_of_closed_questions_differ():
    sentences = sorted(
        one.template for one in (TakenByNow, RequestOver, QuestionTakenBack, DetailsOpen, SaidNo, LinkUsed)
    )
    assert all(one != other for one, other in pairwise(sentences))


def test_request_taken_back_closes_the_link():
    ended = again(asked_two(), actor=UTE)
    refuse(ended, request(), RejectReason.TAKEN_BACK)
    assert why(ended) == RequestOver().sentence


def test_question_taken_back_closes_the_link():
    here = again(asked_two(), actor=UTE)
    stop_asking(here, request())
    assert why(here) == QuestionTakenBack().sentence


def test_yes_taken_back_closes_the_link():
    here = again(asked_two(), actor=UTE)
    accept(here, "V-0001")
    take_back(here, here.workbook.get(Request, "A-0001"))
    assert why(here) == QuestionTakenBack().sentence


def test_newer_link_replaces_the_older():
    here = again(asked_two(), actor=UTE)
    tell(here, here.workbook.get(Offer, "V-0001"))
    assert why(here) == LinkUsed().sentence
    assert why(here, "N-0003") is None


def test_answer_asks_the_same_conditions_as_any_yes():
    with pytest.raises(MayNotBeAsked):
        answer(followed(olena(briefing_on=None), request(), offer(), question()), Reply.YES)
    with pytest.raises(YesDoesNotFit):
        answer(followed(olena(max_open=0), request(), offer(), question()), Reply.YES)


def test_answer_needs_a_link():
    with pytest.raises(NotAllowed):
        answer(followed(actor=UTE), Reply.YES)


def test_message_about_something_else_has_no_offer():
    assert offer_of(workbook(message()), message()) is None
    assert closed(workbook(message()), message(), TODAY) is None


@pytest.mark.parametrize("status", [RequestStatus.SEARCHING, RequestStatus.MATCHED])
def test_link_shows_the_task_but_nobody_and_no_place(status):
    given = OfferStatus.ACCEPTED if status is RequestStatus.MATCHED else OfferStatus.ASKED
    book = workbook(olena(), marta(), request(status=status), offer(status=given, exception="kennt sie"), question())
    seen = seen_by(book, FOLLOWER)
    assert seen.all(Request) == (request(status=status).without_personal(),)
    assert seen.all(Offer) == (offer(status=given),)
    assert (seen.all(Person), seen.all(Assignment)) == ((), ())


def test_link_shows_no_other_question():
    book = workbook(request(), request("A-0002"), offer(), offer("V-0002", person="P-0003"), question())
    seen = seen_by(book, FOLLOWER)
    assert (list(statuses(seen, Offer)), list(statuses(seen, Request))) == (["V-0001"], ["A-0001"])


def test_two_clicks_say_yes_once():
    here = office(olena(), request(), offer(), question())
    first = here.perform(FOLLOWER, answer, Reply.YES, once="click")
    assert here.perform(FOLLOWER, answer, Reply.YES, once="click") == first
    running = here.read(UTE).where(Assignment, status=AssignmentStatus.RUNNING)
    assert len(running) == 1
