import pytest

from services.intake import correct, missing_details
from services.matching.suggest import judge
from services.model.access import Actor, Role
from services.model.errors import (
    AlreadyAsked,
    ChangedMeanwhile,
    ExceptionNeedsReason,
    MayNotBeAsked,
    NotAllowed,
    NotFound,
    OfferAnswered,
    RequestIncomplete,
    RequestNotOpen,
)
from services.model.lists import (
    AssignmentStatus,
    Channel,
    Consent,
    DeclineReason,
    OfferStatus,
    PersonStatus,
    RequestStatus,
)
from services.model.offer_errors import QuestionChanged
from services.model.records import Assignment, Offer, Request
from services.model.sight import seen_by
from services.offers import accept, ask, decline, offers_of, own_offers, take_back
from tests.rules.cast import (
    NOW,
    OLENA,
    SAMIR,
    TODAY,
    UTE,
    again,
    assignment,
    draft,
    ids,
    marta,
    offer,
    olena,
    request,
    request_form,
    samir,
    statuses,
    workbook,
)

ASKED = (olena(), samir(), marta(), request(), offer(), offer("V-0002", person="P-0003"))
ANSWERED = [status for status in OfferStatus if status is not OfferStatus.ASKED]
NOT_SEARCHING = [status for status in RequestStatus if status is not RequestStatus.SEARCHING]


# Asking ---------------------------------------------------------------------------------------------------------------


def test_ask_keeps_when_how_and_with_how_many_points():
    assert ask(draft(olena(), request()), "A-0001", "P-0001", Channel.EMAIL) == offer(
        asked_at=NOW, channel=Channel.EMAIL, points=90
    )


def test_ask_several_is_possible():
    here = draft(olena(), marta(), request())
    ask(here, "A-0001", "P-0001")
    ask(here, "A-0001", "P-0003")
    assert [one.person for one in offers_of(here.workbook, "A-0001")] == ["P-0001", "P-0003"]


@pytest.mark.parametrize("status", [one for one in OfferStatus if one is not OfferStatus.WITHDRAWN])
def test_ask_twice_is_refused(status):
    with pytest.raises(AlreadyAsked) as refusal:
        ask(draft(olena(), request(), offer(status=status)), "A-0001", "P-0001")
    assert refusal.value.sentence.values == {"name": "Olena Hnatiuk"}


def test_ask_again_is_possible_when_the_question_was_withdrawn():
    here = draft(olena(), request(), offer(status=OfferStatus.WITHDRAWN))
    assert ask(here, "A-0001", "P-0001").id == "V-0002"


def test_ask_for_another_request_is_possible():
    here = draft(olena(), request(), offer(request="A-0002"))
    assert ask(here, "A-0001", "P-0001").id == "V-0002"


@pytest.mark.parametrize("status", [one for one in NOT_SEARCHING if one is not RequestStatus.NEW])
def test_ask_for_a_request_that_is_settled_is_refused(status):
    with pytest.raises(RequestNotOpen) as refusal:
        ask(draft(olena(), request(status=status)), "A-0001", "P-0001")
    assert refusal.value.sentence.values == {"id": "A-0001", "status": status}


@pytest.mark.parametrize("status", [RequestStatus.NEW, RequestStatus.SEARCHING])
def test_ask_without_the_details_is_refused(status):
    wanted = request(status=status, consent=Consent.PENDING, topics=())
    with pytest.raises(RequestIncomplete) as refusal:
        ask(draft(olena(), wanted), "A-0001", "P-0001")
    assert refusal.value.sentence.values == {"missing": missing_details(wanted)}


@pytest.mark.parametrize(("number", "person"), [("A-0009", "P-0001"), ("A-0001", "P-0009")])
def test_ask_about_what_is_not_there_is_refused(number, person):
    with pytest.raises(NotFound):
        ask(draft(olena(), request()), number, person)


EXCEPTIONS = [
    {"languages": "Arabisch (C1)"},
    {"max_open": 0},
    {"free_times": "Mo vormittags"},
    {"status": PersonStatus.PAUSED},
]
NEVER = [
    {"confidentiality_on": None},
    {"certified_on": None},
    {"status": PersonStatus.LEFT},
    {"status": PersonStatus.IN_TRAINING},
]


def told_about(asked):
    """What is said about somebody who does not fit: the name and the first obstacle."""
    first = judge(workbook(asked, request()), request(), asked, TODAY).obstacles[0]
    return {"name": "Olena Hnatiuk", "reason": first.sentence}


@pytest.mark.parametrize("values", EXCEPTIONS)
@pytest.mark.parametrize("typed", ["", "  "])
def test_ask_somebody_who_does_not_fit_needs_a_reason(values, typed):
    with pytest.raises(ExceptionNeedsReason) as refusal:
        ask(draft(olena(**values), request()), "A-0001", "P-0001", exception=typed)
    assert refusal.value.sentence.values == told_about(olena(**values))


@pytest.mark.parametrize("values", EXCEPTIONS)
def test_ask_somebody_who_does_not_fit_keeps_the_reason(values):
    kept = ask(draft(olena(**values), request()), "A-0001", "P-0001", exception="  kennt die Familie ")
    assert kept.exception == "kennt die Familie"


def test_ask_somebody_who_fits_keeps_no_reason():
    assert ask(draft(olena(), request()), "A-0001", "P-0001", exception="einfach so").exception == ""


@pytest.mark.parametrize("values", NEVER)
def test_ask_somebody_without_papers_is_refused_in_spite_of_a_reason(values):
    with pytest.raises(MayNotBeAsked) as refusal:
        ask(draft(olena(**values), request()), "A-0001", "P-0001", exception="dringend")
    assert refusal.value.sentence.values == told_about(olena(**values))


@pytest.mark.parametrize("values", [{}, {"with_minors": True}, {"police_check_until": "2030-01-01"}])
def test_ask_somebody_for_minors_without_a_police_certificate_is_refused_in_spite_of_a_reason(values):
    with pytest.raises(MayNotBeAsked):
        ask(draft(olena(**values), request(minors=True)), "A-0001", "P-0001", exception="dringend")


def test_ask_says_what_is_final_before_what_needs_a_reason():
    with pytest.raises(MayNotBeAsked):
        ask(draft(olena(briefing_on=None, languages=()), request()), "A-0001", "P-0001")


def test_ask_changes_the_request_in_nothing():
    here = draft(olena(), request())
    ask(here, "A-0001", "P-0001")
    assert here.workbook.all(Request) == (request(),)


# Yes ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [OLENA, UTE])
def test_yes_is_kept_with_its_moment(actor):
    assert accept(draft(*ASKED, actor=actor), "V-0001") == offer(status=OfferStatus.ACCEPTED, answered_at=NOW)


def test_yes_makes_an_assignment_dated_today():
    here = draft(*ASKED, actor=OLENA)
    accept(here, "V-0001")
    assert here.workbook.all(Assignment) == (assignment(request="A-0001", mandated_on=TODAY),)


def test_yes_matches_the_request():
    here = draft(*ASKED, actor=OLENA)
    accept(here, "V-0001")
    assert here.workbook.all(Request) == (request(status=RequestStatus.MATCHED),)


def test_yes_frees_everybody_else():
    others = (offer("V-0003", person="P-0002", status=OfferStatus.DECLINED), offer("V-0004", request="A-0002"))
    here = draft(*ASKED, *others, actor=OLENA)
    accept(here, "V-0001")
    assert statuses(here.workbook, Offer) == {
        "V-0001": OfferStatus.ACCEPTED,
        "V-0002": OfferStatus.WITHDRAWN,
        "V-0003": OfferStatus.DECLINED,
        "V-0004": OfferStatus.ASKED,
    }


def test_yes_of_a_second_person_comes_too_late():
    here = draft(*ASKED, actor=OLENA)
    accept(here, "V-0001")
    late = again(here, actor=Actor(Role.VOLUNTEER, "Marta Żółkiewska", "P-0003"))
    with pytest.raises(OfferAnswered) as refusal:
        accept(late, "V-0002")
    assert (refusal.value.sentence.values, late.changes) == ({"status": OfferStatus.WITHDRAWN}, ())


def test_yes_to_what_was_asked_before_it_changed_is_refused():
    here = draft(*ASKED)
    correct(here, request(), request_form(at="15:00"))
    late = again(here, actor=OLENA)
    with pytest.raises(QuestionChanged):
        accept(late, "V-0001", "", request())
    assert late.changes == ()
    assert accept(late, "V-0001", "", late.workbook.get(Request, "A-0001")).status is OfferStatus.ACCEPTED


@pytest.mark.parametrize("values", [{"place": "Rathaus"}, {"note": "Aufzug kaputt"}])
def test_yes_stands_when_only_what_is_not_asked_has_changed(values):
    here = draft(*ASKED)
    correct(here, request(), request_form(**values))
    assert accept(again(here, actor=OLENA), "V-0001", "", request()).status is OfferStatus.ACCEPTED


def test_yes_twice_is_refused():
    here = draft(*ASKED, actor=OLENA)
    accept(here, "V-0001")
    with pytest.raises(OfferAnswered):
        accept(again(here), "V-0001")


@pytest.mark.parametrize("status", ANSWERED)
@pytest.mark.parametrize("answer", [accept, decline])
def test_answer_to_what_is_settled_is_refused(status, answer):
    with pytest.raises(OfferAnswered) as refusal:
        answer(draft(olena(), request(), offer(status=status), actor=OLENA), "V-0001")
    assert refusal.value.sentence.values == {"status": status}


@pytest.mark.parametrize("status", NOT_SEARCHING)
def test_yes_to_a_request_that_is_not_searched_for_is_refused(status):
    here = draft(olena(), request(status=status), offer(), actor=OLENA)
    with pytest.raises(RequestNotOpen) as refusal:
        accept(here, "V-0001")
    assert (refusal.value.sentence.values, here.changes) == ({"id": "A-0001", "status": status}, ())


@pytest.mark.parametrize("values", NEVER)
def test_yes_of_somebody_who_may_not_be_asked_by_now_is_refused(values):
    here = draft(olena(**values), request(), offer())
    with pytest.raises(MayNotBeAsked) as refusal:
        accept(here, "V-0001")
    assert (refusal.value.sentence.values, here.changes) == (told_about(olena(**values)), ())


def test_yes_to_a_request_that_turned_out_to_involve_minors_is_refused():
    here = draft(olena(), request(), offer())
    correct(here, request(), request_form(minors=True))
    with pytest.raises(MayNotBeAsked):
        accept(again(here, actor=OLENA), "V-0001")


@pytest.mark.parametrize("values", EXCEPTIONS)
def test_yes_of_somebody_asked_by_exception_counts(values):
    here = draft(olena(**values), request(), offer(exception="kennt die Familie"), actor=OLENA)
    assert accept(here, "V-0001").status is OfferStatus.ACCEPTED


# No -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [OLENA, UTE])
@pytest.mark.parametrize("reason", [None, *DeclineReason])
def test_no_is_kept_with_its_reason(actor, reason):
    assert decline(draft(*ASKED, actor=actor), "V-0001", reason) == offer(
        status=OfferStatus.DECLINED, decline_reason=reason, answered_at=NOW
    )


def test_no_changes_nothing_else():
    here = draft(*ASKED, actor=OLENA)
    decline(here, "V-0001")
    assert [change.after.id for change in here.changes] == ["V-0001"]


def test_no_is_possible_when_the_request_is_closed_already():
    here = draft(olena(), request(status=RequestStatus.CLOSED), offer(), actor=OLENA)
    assert decline(here, "V-0001").status is OfferStatus.DECLINED


# A yes that cannot be kept --------------------------------------------------------------------------------------------


def taken_back():
    here = draft(*ASKED)
    accept(here, "V-0001")
    undone = again(here)
    take_back(undone, undone.workbook.get(Request, "A-0001"))
    return undone


def test_yes_taken_back_lets_the_search_start_again():
    assert taken_back().workbook.all(Request) == (request(),)


def test_yes_taken_back_cancels_the_assignment():
    assert taken_back().workbook.all(Assignment) == (
        assignment(request="A-0001", mandated_on=TODAY, status=AssignmentStatus.CANCELLED, ended_on=TODAY),
    )


def test_yes_taken_back_binds_nobody():
    assert statuses(taken_back().workbook, Offer) == {"V-0001": OfferStatus.WITHDRAWN, "V-0002": OfferStatus.WITHDRAWN}


def test_yes_taken_back_hides_the_request_again():
    assert seen_by(taken_back().workbook, OLENA).all(Request) == (request().without_personal(),)


def test_yes_taken_back_lets_everybody_be_asked_again():
    here = again(taken_back())
    assert [ask(here, "A-0001", number).id for number in ("P-0001", "P-0003")] == ["V-0003", "V-0004"]


def test_yes_taken_back_leaves_what_is_over_alone():
    others = (
        assignment("E-0001", request="A-0001", status=AssignmentStatus.DONE),
        assignment("E-0002", request="A-0002"),
        offer(status=OfferStatus.DECLINED),
        offer("V-0002", request="A-0002", status=OfferStatus.ACCEPTED),
    )
    matched = request(status=RequestStatus.MATCHED)
    here = draft(olena(), matched, *others)
    take_back(here, matched)
    assert [change.after.id for change in here.changes] == ["A-0001"]


@pytest.mark.parametrize("status", [one for one in RequestStatus if one is not RequestStatus.MATCHED])
def test_yes_is_taken_back_only_while_the_request_is_matched(status):
    other = request(status=status)
    with pytest.raises(RequestNotOpen) as refusal:
        take_back(draft(other), other)
    assert refusal.value.sentence.values == {"id": "A-0001", "status": status}


def test_yes_is_not_taken_back_from_an_old_view():
    matched = request(status=RequestStatus.MATCHED)
    with pytest.raises(ChangedMeanwhile):
        take_back(draft(request(status=RequestStatus.MATCHED, people=5)), matched)


# Only one's own -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [accept, decline])
def test_volunteer_answers_only_own_offers(answer):
    here = draft(*ASKED, actor=SAMIR)
    with pytest.raises(NotAllowed):
        answer(here, "V-0001")
    assert here.changes == ()


@pytest.mark.parametrize("answer", [accept, decline])
def test_volunteer_does_not_learn_how_others_answered(answer):
    with pytest.raises(NotAllowed):
        answer(draft(olena(), request(), offer(status=OfferStatus.DECLINED), actor=SAMIR), "V-0001")


@pytest.mark.parametrize("answer", [accept, decline])
def test_answer_to_an_offer_that_is_not_there_is_refused(answer):
    with pytest.raises(NotFound):
        answer(draft(olena(), request(), actor=OLENA), "V-0001")


def test_offers_of_a_volunteer_stand_newest_first():
    book = workbook(offer(), offer("V-0002", person="P-0002"), offer("V-0003", request="A-0002"))
    assert ids(own_offers(book, "P-0001")) == ["V-0003", "V-0001"]


def test_offers_of_a_request_stand_in_the_order_asked():
    book = workbook(offer(), offer("V-0002", request="A-0002"), offer("V-0003", person="P-0002"))
    assert ids(offers_of(book, "A-0001")) == ["V-0001", "V-0003"]


def test_whoever_is_kept_from_somebody_never_learns_of_it_by_their_yes():
    records = (olena(apart=("KLI-77",)), request(), offer())
    for actor, reason in ((OLENA, "please call us"), (UTE, "is not to be brought together with KLI-77")):
        with pytest.raises(MayNotBeAsked) as refusal:
            accept(draft(*records, actor=actor), "V-0001", "dringend")
        assert str(refusal.value.sentence.values["reason"]) == reason


NO = offer(status=OfferStatus.DECLINED, decline_reason=DeclineReason.TIME)


def test_office_takes_down_a_yes_after_a_no():
    here = draft(olena(), request(), NO)
    done = accept(here, "V-0001")
    assert (done.status, done.decline_reason, done.answered_at) == (OfferStatus.ACCEPTED, None, NOW)
    assert [one.person for one in here.workbook.all(Assignment)] == ["P-0001"]


def test_yes_after_a_no_comes_too_late_once_the_seat_is_given():
    here = draft(olena(), marta(), request(), NO, offer("V-0002", person="P-0003"))
    accept(here, "V-0002")
    with pytest.raises(RequestNotOpen):
        accept(again(here), "V-0001")
