from datetime import date, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from services.intake import (
    OPEN,
    assignments_of,
    by_urgency,
    close,
    correct,
    hints,
    hours_spent,
    missing_details,
    refuse,
    start_search,
    take_in,
)
from services.model.assignment_forms import ResultForm
from services.model.course_lists import MessageKind
from services.model.errors import ChangedMeanwhile, RequestIncomplete, RequestNotOpen
from services.model.letters import Message
from services.model.lists import (
    Answer,
    AssignmentStatus,
    Consent,
    OfferStatus,
    RejectReason,
    RequestKind,
    RequestStatus,
    Result,
    Seat,
    Urgency,
)
from services.model.records import Assignment, Offer, Request
from services.model.request_errors import SomebodyJoined
from services.model.request_forms import RequestForm
from services.model.words import Sentence
from services.refusals import refused_by_reason
from tests.rules.cast import (
    NOW,
    TODAY,
    UTE,
    YESTERDAY,
    assignment,
    draft,
    form_of,
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

MATCHED = request(status=RequestStatus.MATCHED)
RUNNING = assignment(request="A-0001")
ENDED = [status for status in RequestStatus if status not in OPEN]
GAPS = [
    ({"topics": ()}, ["a topic"]),
    ({"languages": ()}, ["a language"]),
    ({"consent": Consent.PENDING}, ["the consent of the person"]),
    ({"day": None}, ["day and time of the appointment"]),
    ({"at": None}, ["day and time of the appointment"]),
    (
        {"topics": (), "languages": (), "consent": Consent.PENDING, "day": None, "at": None},
        ["a topic", "a language", "the consent of the person", "day and time of the appointment"],
    ),
]


# What is missing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("values", "expected"), [({}, []), *GAPS])
def test_details_missing_are_named(values, expected):
    assert [str(one) for one in missing_details(request_form(**values))] == expected


@pytest.mark.parametrize("kind", [one for one in RequestKind if one is not RequestKind.APPOINTMENT])
def test_details_of_other_kinds_need_no_appointment(kind):
    assert missing_details(request_form(kind=kind, day=None, at=None)) == ()


@pytest.mark.parametrize("consent", [one for one in Consent if one is not Consent.PENDING])
def test_details_accept_every_way_of_consent(consent):
    assert missing_details(request_form(consent=consent)) == ()


PAST = "The appointment on {day} lies in the past."
SOON = "The appointment on {day} is very soon: call rather than write."
LEGAL = "A talk with legal effect is no task for guides: say where to turn instead."
INTERPRETER = "This needs a professional interpreter: say where to turn instead."
MINORS = "Minors are involved: only volunteers with a valid police certificate are proposed."


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ()),
        ({"day": None}, ()),
        ({"day": date(2026, 9, 1)}, (Sentence(PAST, day=date(2026, 9, 1)),)),
        ({"day": date(2026, 9, 2)}, (Sentence(SOON, day=date(2026, 9, 2)),)),
        ({"day": date(2026, 9, 6)}, (Sentence(SOON, day=date(2026, 9, 6)),)),
        ({"day": date(2026, 9, 7)}, ()),
        ({"minors": True}, (Sentence(MINORS),)),
        ({"children": 1}, (Sentence(MINORS),)),
        ({"legal_effect": Answer.YES}, (Sentence(LEGAL),)),
        ({"interpreting": Answer.YES}, (Sentence(INTERPRETER),)),
        ({"legal_effect": Answer.NO, "interpreting": Answer.UNKNOWN}, ()),
        ({"minors": True, "day": date(2026, 9, 3)}, (Sentence(SOON, day=date(2026, 9, 3)), Sentence(MINORS))),
    ],
)
def test_hints_point_out_what_to_think_of(values, expected):
    assert hints(workbook(), request_form(**values), TODAY) == expected


# Taking in and correcting ---------------------------------------------------------------------------------------------


def test_request_with_all_details_is_searched_for_at_once():
    assert take_in(draft(), request_form()) == request(received_at=NOW, received_by=UTE.name, consent_on=TODAY)


@pytest.mark.parametrize(("values", "missing"), GAPS)
def test_request_with_gaps_is_kept_as_new(values, missing):
    given = {} if values.get("consent") is Consent.PENDING else {"consent_on": TODAY}
    assert take_in(draft(), request_form(**values)) == request(
        received_at=NOW, received_by=UTE.name, status=RequestStatus.NEW, **values, **given
    )


def test_request_that_is_completed_is_searched_for():
    new = request(status=RequestStatus.NEW, topics=())
    assert correct(draft(new), new, request_form()) == request(consent_on=TODAY)


def test_search_starts_once_the_table_holds_what_was_missing():
    completed = request(status=RequestStatus.NEW, children=1)
    kept = start_search(draft(completed), completed)
    assert kept == request(children=1, minors=True, consent_on=TODAY)


def test_search_does_not_start_while_something_is_missing():
    new = request(status=RequestStatus.NEW, topics=())
    with pytest.raises(RequestIncomplete) as refusal:
        start_search(draft(new), new)
    assert refusal.value.sentence.values == {"missing": missing_details(new)}


@pytest.mark.parametrize("status", [one for one in RequestStatus if one is not RequestStatus.NEW])
def test_search_starts_once(status):
    with pytest.raises(RequestNotOpen):
        start_search(draft(request(status=status)), request(status=status))


def test_request_that_loses_a_detail_is_new_again():
    kept = correct(draft(request()), request(), request_form(consent=Consent.PENDING))
    assert kept.status is RequestStatus.NEW


def test_request_corrected_keeps_when_it_came_in():
    assert correct(draft(request()), request(), request_form(people=4)) == request(people=4, consent_on=TODAY)


@pytest.mark.parametrize("status", ENDED)
def test_request_that_is_not_open_is_not_corrected(status):
    ended = request(status=status)
    with pytest.raises(RequestNotOpen) as refusal:
        correct(draft(ended), ended, request_form())
    assert refusal.value.sentence.values == {"id": "A-0001", "status": status}


def test_request_changed_by_somebody_else_is_left_alone():
    here = draft(request(people=5))
    with pytest.raises(ChangedMeanwhile):
        correct(here, request(), request_form(people=4))
    assert here.changes == ()


# Refusing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "redirected_to", "expected"),
    [
        *((reason, "", RequestStatus.REJECTED) for reason in RejectReason if reason is not RejectReason.TAKEN_BACK),
        (RejectReason.OTHER_SERVICE, "Verbraucherzentrale", RequestStatus.REDIRECTED),
        (RejectReason.NO_CAPACITY, "  ", RequestStatus.REJECTED),
        (RejectReason.TAKEN_BACK, "", RequestStatus.WITHDRAWN),
        (RejectReason.TAKEN_BACK, "Verbraucherzentrale", RequestStatus.WITHDRAWN),
    ],
)
def test_refused_request_says_how_it_ended(reason, redirected_to, expected):
    kept = refuse(draft(request()), request(), reason, redirected_to)
    assert kept == request(status=expected, reject_reason=reason, redirected_to=redirected_to.strip(), closed_on=TODAY)


def test_refused_request_frees_everybody_asked():
    here = draft(request(), offer(), offer("V-0002", status=OfferStatus.DECLINED), offer("V-0003", request="A-0002"))
    refuse(here, request(), RejectReason.NO_CAPACITY)
    assert statuses(here.workbook, Offer) == {
        "V-0001": OfferStatus.WITHDRAWN,
        "V-0002": OfferStatus.DECLINED,
        "V-0003": OfferStatus.ASKED,
    }


@pytest.mark.parametrize("status", sorted(OPEN))
def test_refused_may_be_every_open_request(status):
    open_one = request(status=status)
    assert refuse(draft(open_one), open_one, RejectReason.LEGAL).status is RequestStatus.REJECTED


PLACED = (
    olena(),
    samir(),
    marta(),
    request(status=RequestStatus.MATCHED),
    offer(status=OfferStatus.ACCEPTED),
    offer("V-0002", person="P-0002", seat=Seat.SECOND, status=OfferStatus.ACCEPTED),
    offer("V-0003", person="P-0003", seat=Seat.BACKUP, status=OfferStatus.ACCEPTED),
    assignment(request="A-0001"),
    assignment("E-0002", request="A-0001", person="P-0002", status=AssignmentStatus.INTERRUPTED),
)


def test_placed_request_taken_back_sends_everybody_home_and_tells_them():
    here = draft(*PLACED)
    kept = refuse(here, request(status=RequestStatus.MATCHED), RejectReason.TAKEN_BACK)
    assert (kept.status, kept.reject_reason, kept.closed_on) == (
        RequestStatus.WITHDRAWN,
        RejectReason.TAKEN_BACK,
        TODAY,
    )
    assert {(one.status, one.ended_on) for one in here.workbook.all(Assignment)} == {
        (AssignmentStatus.CANCELLED, TODAY)
    }
    assert set(statuses(here.workbook, Offer).values()) == {OfferStatus.WITHDRAWN}
    assert [(one.kind, one.about) for one in here.workbook.all(Message)] == [
        (MessageKind.NOT_NEEDED, "V-0001"),
        (MessageKind.NOT_NEEDED, "V-0002"),
        (MessageKind.NOT_NEEDED, "V-0003"),
    ]
    assert refused_by_reason(here.workbook) == ((RejectReason.TAKEN_BACK, 1),)


def test_placed_request_taken_back_tells_also_whoever_was_never_asked_and_nobody_who_is_done():
    done = assignment("E-0002", request="A-0001", person="P-0002", status=AssignmentStatus.DONE, ended_on=YESTERDAY)
    here = draft(olena(), samir(), request(status=RequestStatus.MATCHED), assignment(request="A-0001"), done)
    refuse(here, request(status=RequestStatus.MATCHED), RejectReason.TAKEN_BACK)
    assert [(one.kind, one.about) for one in here.workbook.all(Message)] == [(MessageKind.NOT_NEEDED, "E-0001")]
    assert here.workbook.get(Assignment, "E-0002") == done


@pytest.mark.parametrize("reason", [one for one in RejectReason if one is not RejectReason.TAKEN_BACK])
def test_placed_request_is_ended_for_no_other_reason(reason):
    with pytest.raises(RequestNotOpen):
        refuse(draft(*PLACED), request(status=RequestStatus.MATCHED), reason)


@pytest.mark.parametrize("status", ENDED)
def test_refused_may_be_no_request_that_is_not_open(status):
    ended = request(status=status)
    with pytest.raises(RequestNotOpen):
        refuse(draft(ended), ended, RejectReason.LEGAL)


def test_refused_request_takes_no_endless_text():
    with pytest.raises(ValidationError):
        refuse(draft(request()), request(), RejectReason.OTHER_SERVICE, "x" * 201)


def test_refused_request_changed_by_somebody_else_is_left_alone():
    here = draft(request(people=5))
    with pytest.raises(ChangedMeanwhile):
        refuse(here, request(), RejectReason.LEGAL)
    assert here.workbook.all(Request) == (request(people=5),)


# Closing --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("result", Result)
def test_closed_request_keeps_its_result(result):
    kept = close(draft(MATCHED, RUNNING), MATCHED, ResultForm(result=result))
    assert kept == request(status=RequestStatus.CLOSED, result=result, closed_on=TODAY)


@pytest.mark.parametrize(("typed", "hours"), [("1,5", Decimal("1.5")), ("1:30", Decimal("1.5")), ("", None)])
def test_closed_request_ends_its_assignment_with_the_hours(typed, hours):
    here = draft(MATCHED, RUNNING)
    close(here, MATCHED, ResultForm(result=Result.PARTLY, hours=typed))
    assert here.workbook.all(Assignment) == (
        assignment(request="A-0001", status=AssignmentStatus.DONE, result=Result.PARTLY, hours=hours, ended_on=TODAY),
    )


def test_closed_request_counts_the_hours_for_each_of_its_guides():
    second = assignment("E-0002", request="A-0001", person="P-0002")
    here = draft(MATCHED, RUNNING, second)
    close(here, MATCHED, ResultForm(hours="1,5"), (RUNNING, second))
    assert hours_spent(here.workbook) == Decimal(3)


def test_closed_is_no_request_that_somebody_has_joined_since():
    second = assignment("E-0002", request="A-0001", person="P-0002")
    here = draft(samir(), MATCHED, RUNNING, second)
    with pytest.raises(SomebodyJoined) as refusal:
        close(here, MATCHED, ResultForm(hours="1,5"), (RUNNING,))
    assert (refusal.value.sentence.values, here.changes) == ({"name": "Samir Alkhouri"}, ())


def test_closed_request_leaves_other_assignments_alone():
    cancelled = assignment("E-0002", request="A-0001", status=AssignmentStatus.CANCELLED)
    elsewhere = assignment("E-0003", request="A-0002")
    here = draft(MATCHED, RUNNING, cancelled, elsewhere)
    close(here, MATCHED, ResultForm())
    assert here.workbook.all(Assignment)[1:] == (cancelled, elsewhere)


@pytest.mark.parametrize("status", [one for one in RequestStatus if one is not RequestStatus.MATCHED])
def test_closed_may_be_only_a_matched_request(status):
    other = request(status=status)
    with pytest.raises(RequestNotOpen):
        close(draft(other, RUNNING), other, ResultForm())


def test_assignments_of_a_request_are_its_own():
    book = workbook(RUNNING, assignment("E-0002", request="A-0002"))
    assert assignments_of(book, "A-0001") == (RUNNING,)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [([], "0"), ([None], "0"), (["1,5", None, "0,25"], "1.75"), (["0,1", "0,2"], "0.3"), (["10000", "10000"], "20000")],
)
def test_hours_spent_add_up_exactly(hours, expected):
    done = [
        assignment(f"E-{n:04d}", status=AssignmentStatus.DONE, hours=one, ended_on=YESTERDAY)
        for n, one in enumerate(hours, 1)
    ]
    assert hours_spent(workbook(*done)) == Decimal(expected)


# The list -------------------------------------------------------------------------------------------------------------


def test_requests_stand_by_urgency_then_by_waiting_time():
    def received(day):
        return datetime.fromisoformat(f"2026-08-{day:02d} 09:00")

    book = workbook(
        request("A-0001", urgency=Urgency.LATER, received_at=received(1)),
        request("A-0002", urgency=Urgency.NORMAL, received_at=received(9)),
        request("A-0003", urgency=Urgency.NORMAL, received_at=received(2), status=RequestStatus.NEW),
        request("A-0004", urgency=Urgency.TODAY, received_at=received(20)),
        request("A-0005", urgency=Urgency.TODAY, received_at=received(3), status=RequestStatus.CLOSED),
        request("A-0006", urgency=Urgency.WEEK, received_at=received(12)),
        request("A-0007", urgency=Urgency.LATER, received_at=received(4), status=RequestStatus.MATCHED),
    )
    assert ids(by_urgency(book)) == ["A-0004", "A-0006", "A-0003", "A-0002", "A-0001", "A-0007", "A-0005"]


def test_request_form_is_the_part_of_a_request_that_is_typed():
    assert form_of(RequestForm, request()) == request_form()
