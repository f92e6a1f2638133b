"""The plan at the desk: who is asked from it, what it would change, whom to look for."""

import pytest

from services.matching.plan import best_plan
from services.matching.recruiting import wanted
from services.matching.standing import standing
from services.model.access import Role
from services.model.errors import NotAllowed, NotFound, NothingChosen
from services.model.languages import Language
from services.model.lists import Channel, OfferStatus, RequestStatus
from services.model.records import Offer
from services.model.request_errors import NobodyAsked
from services.model.words import Sentence
from services.planned import ask_planned, left_out, who_would_go
from tests.rules.cast import (
    ACTORS,
    NOW,
    TODAY,
    UTE,
    draft,
    ids,
    marta,
    offer,
    olena,
    other_request,
    request,
    samir,
    workbook,
)

PLAN = (("A-0001", "P-0001"), ("A-0002", "P-0002"))


def asked(book):
    return [(one.request, one.person, one.channel) for one in book.all(Offer)]


def test_all_lines_of_the_plan_are_asked_at_once():
    book = workbook(olena(), samir(), request(), other_request())
    pairs = [(line.request.id, line.person.id) for line in best_plan(book, TODAY).lines]
    desk = draft(olena(), samir(), request(), other_request())
    ask_planned(desk, pairs, Channel.EMAIL)
    assert sorted(asked(desk.workbook)) == [(*pair, Channel.EMAIL) for pair in PLAN]
    assert left_out(desk.workbook, UTE, NOW, pairs) == ()


def test_line_that_is_impossible_by_now_has_its_own_sentence_and_the_others_go_on():
    desk = draft(olena(), samir(), request(status=RequestStatus.MATCHED), other_request())
    ask_planned(desk, PLAN)
    assert asked(desk.workbook) == [("A-0002", "P-0002", Channel.PHONE)]
    assert [(number, str(sentence)) for number, sentence in left_out(desk.workbook, UTE, NOW, PLAN)] == [
        ("A-0001", "The request A-0001 is “Matched” by now, so this step is no longer needed. Thank you!")
    ]


def test_nobody_asked_is_a_refusal_and_nothing_is_saved():
    desk = draft(olena(), request(status=RequestStatus.MATCHED))
    with pytest.raises(NobodyAsked):
        ask_planned(desk, PLAN[:1])
    with pytest.raises(NothingChosen):
        ask_planned(desk, ())
    assert desk.changes == ()


def test_entry_that_is_gone_is_left_out():
    assert left_out(workbook(samir(), other_request()), UTE, NOW, PLAN) == (
        ("A-0001", Sentence(NotFound.template, id="A-0001")),
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_plan_is_carried_out_by_the_office_only(role):
    with pytest.raises(NotAllowed):
        ask_planned(draft(olena(), request(), actor=ACTORS[role]), PLAN[:1])


def test_open_question_is_held_against_a_plan_without_it():
    records = (olena(), marta(), request(), offer(person="P-0003"))
    book = workbook(*records)
    (one,) = standing(book, best_plan(book, TODAY), TODAY)
    assert (one.request.id, ids(one.offers), one.afresh.id) == ("A-0001", ["V-0001"], "P-0001")


def test_open_question_the_plan_would_ask_again_changes_nothing():
    book = workbook(olena(), marta(), request(), offer(), offer("V-0002", person="P-0003"))
    (one,) = standing(book, best_plan(book, TODAY), TODAY)
    assert (ids(one.offers), one.afresh) == (["V-0001", "V-0002"], None)


def test_open_question_nobody_else_could_take_changes_nothing():
    book = workbook(olena(status="Pausiert"), request(), offer())
    (one,) = standing(book, best_plan(book, TODAY), TODAY)
    assert one.afresh is None


def test_plan_without_open_questions_changes_nothing():
    book = workbook(olena(), request(), offer(status=OfferStatus.DECLINED))
    assert standing(book, best_plan(book, TODAY), TODAY) == ()


def test_whoever_would_cover_most_is_looked_for_first():
    book = workbook(
        olena(),
        request(languages=(Language.TIGRINYA,), client="A"),
        request("A-0002", languages=(Language.POLISH,), client="B"),
        request("A-0003", languages=(Language.POLISH,), client="C"),
        request("A-0004", topics=()),
    )
    found = [(str(one.sentence), [gap.request.id for gap in one.gaps]) for one in wanted(best_plan(book, TODAY))]
    assert found == [
        ("somebody with Polish", ["A-0002", "A-0003"]),
        ("somebody with Tigrinya", ["A-0001"]),
    ]


def test_a_new_request_is_told_who_would_go_or_why_nobody():
    new = request("A-0009", received_at=NOW)
    before = workbook(olena(max_open=1), request(languages=(Language.POLISH,)))
    assert str(who_would_go(before, new, TODAY)).startswith("By the best plan Olena Hnatiuk would go, with ")
    polish = new.model_copy(update={"languages": (Language.POLISH,)})
    assert str(who_would_go(before, polish, TODAY)) == "Nobody can go at the moment: nobody speaks Polish"
    unclear = new.model_copy(update={"topics": ()})
    assert str(who_would_go(before, unclear, TODAY)) == "Still missing: a topic"


def test_a_new_request_that_is_there_already_is_told_the_same():
    new, book = request("A-0009", received_at=NOW), workbook(olena(), request("A-0009", received_at=NOW))
    assert who_would_go(book, new, TODAY) == who_would_go(workbook(olena()), new, TODAY)
