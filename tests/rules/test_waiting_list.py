import pytest

from services.model.course_errors import DayPast, NotDueYet, OutOfTurn
from services.model.course_lists import (
    DropoutReason,
    InterestStatus,
    MessageKind,
    MessageStatus,
    RegistrationStatus,
)
from services.model.course_records import Interest, Registration
from services.model.errors import ChangedMeanwhile, CourseFull, NotOnList
from services.model.letters import Message
from services.registration import register
from services.waiting_list import (
    GIVEN_UP,
    HAS_PLACE,
    confirm,
    give_up_place,
    lapsed,
    let_lapse,
    offer_place,
    places_for_newcomers,
    places_left,
    position,
    proposed,
    refuse_offer,
    registrations,
    take_offer,
    waiting,
    with_place,
)
from tests.rules.cast import (
    NEXT_WEEK,
    NOW,
    TODAY,
    UTE,
    YESTERDAY,
    course,
    draft,
    ids,
    interest,
    message,
    registration,
    registration_form,
    statuses,
    told,
    workbook,
)

LISTED = HAS_PLACE | {RegistrationStatus.WAITING}
LISTS = (
    registration("T-0001", "Eins Eins"),
    registration("T-0002", "Zwei Zwei", status=RegistrationStatus.CONFIRMED),
    registration("T-0003", "Drei Drei", status=RegistrationStatus.WAITING),
    registration("T-0004", "Vier Vier", status=RegistrationStatus.WITHDRAWN),
    registration("T-0005", "Fünf Fünf", status=RegistrationStatus.WAITING),
    registration("T-0006", "Sechs Sechs", course="K-0002", status=RegistrationStatus.WAITING),
    registration("T-0007", "Sieben Sieben", course="K-0002"),
)
BOOK = workbook(course(), *LISTS)


# Questions ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (registrations, ["T-0001", "T-0002", "T-0003", "T-0004", "T-0005"]),
        (with_place, ["T-0001", "T-0002"]),
        (waiting, ["T-0003", "T-0005"]),
    ],
)
def test_list_of_a_course_stands_in_the_order_of_arrival(question, expected):
    assert ids(question(BOOK, "K-0001")) == expected


@pytest.mark.parametrize(
    ("status", "holds"),
    [(status, status.name in ("REGISTERED", "OFFERED", "CONFIRMED", "CERTIFIED")) for status in RegistrationStatus],
)
def test_place_is_held_by_status(status, holds):
    assert bool(with_place(workbook(registration(status=status)), "K-0001")) is holds


@pytest.mark.parametrize(("places", "expected"), [(5, 3), (2, 0), (1, 0), (0, 0)])
def test_places_left_are_never_below_zero(places, expected):
    assert places_left(BOOK, course(places=places)) == expected


@pytest.mark.parametrize(
    ("places", "keeps_list", "expected"), [(5, True, 0), (5, False, 3), (2, True, 0), (2, False, 0)]
)
def test_places_for_newcomers_are_none_while_others_wait(places, keeps_list, expected):
    assert places_for_newcomers(BOOK, course(places=places, waiting_list=keeps_list)) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [("T-0001", 0), ("T-0003", 1), ("T-0004", 0), ("T-0005", 2), ("T-0006", 1)]
)
def test_position_counts_those_waiting_for_the_same_course(number, expected):
    assert position(BOOK, BOOK.get(Registration, number)) == expected


def test_position_moves_up_when_somebody_leaves():
    here = draft(course(), *LISTS)
    give_up_place(here, LISTS[2])
    assert position(here.workbook, LISTS[4]) == 1


# Confirming -----------------------------------------------------------------------------------------------------------


def test_confirm_keeps_the_place_of_somebody_registered():
    assert confirm(draft(course(), *LISTS), LISTS[0]).status is RegistrationStatus.CONFIRMED


def test_confirm_keeps_a_place_also_when_there_are_fewer_by_now():
    assert confirm(draft(course(places=1), *LISTS), LISTS[0]).status is RegistrationStatus.CONFIRMED


def test_confirm_gives_a_free_place_to_somebody_waiting():
    assert confirm(draft(course(places=3), *LISTS), LISTS[2]).status is RegistrationStatus.CONFIRMED


def test_confirm_refuses_somebody_waiting_when_all_places_are_taken():
    with pytest.raises(CourseFull) as refusal:
        confirm(draft(course(), *LISTS), LISTS[2])
    assert refusal.value.sentence.values == {"places": 2, "course": "Basiskurs Herbst"}


@pytest.mark.parametrize(
    "status",
    [one for one in RegistrationStatus if one not in (RegistrationStatus.REGISTERED, RegistrationStatus.WAITING)],
)
def test_confirm_refuses_a_step_that_does_not_fit(status):
    one = registration(status=status)
    with pytest.raises(NotOnList) as refusal:
        confirm(draft(course(), one), one)
    assert refusal.value.sentence.values == {"name": "Irina Petrova", "status": status}


def test_confirm_refuses_an_old_view():
    with pytest.raises(ChangedMeanwhile):
        confirm(draft(course(), registration(message="neu")), registration())


# Giving up ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", sorted(GIVEN_UP))
def test_give_up_place_keeps_the_row(status):
    assert give_up_place(draft(course(), *LISTS), LISTS[0], status) == registration(
        "T-0001", "Eins Eins", status=status
    )


@pytest.mark.parametrize(
    "listed", [RegistrationStatus.REGISTERED, RegistrationStatus.WAITING, RegistrationStatus.CONFIRMED]
)
def test_give_up_place_is_possible_for_everybody_listed(listed):
    one = registration(status=listed)
    assert give_up_place(draft(course(), one), one).status is RegistrationStatus.WITHDRAWN


@pytest.mark.parametrize("status", sorted([*GIVEN_UP, RegistrationStatus.CERTIFIED]))
def test_give_up_place_refuses_a_step_that_does_not_fit(status):
    one = registration(status=status)
    with pytest.raises(NotOnList):
        give_up_place(draft(course(), one), one)


@pytest.mark.parametrize("status", sorted(LISTED))
def test_give_up_place_gives_no_place(status):
    with pytest.raises(NotOnList):
        give_up_place(draft(course(), *LISTS), LISTS[2], status)


def test_give_up_place_moves_nobody_up_but_says_who_is_next():
    here = draft(course(), *LISTS)
    give_up_place(here, LISTS[0])
    assert [change.after.id for change in here.changes] == ["T-0001"]
    assert proposed(here.workbook, course()) == LISTS[2]


def test_give_up_place_keeps_the_reason():
    done = give_up_place(draft(course(), *LISTS), LISTS[0], RegistrationStatus.DROPPED_OUT, DropoutReason.MOVED)
    assert done.reason is DropoutReason.MOVED


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (RegistrationStatus.WITHDRAWN, InterestStatus.WAITING),
        (RegistrationStatus.DROPPED_OUT, InterestStatus.REGISTERED),
        (RegistrationStatus.NO_SHOW, InterestStatus.REGISTERED),
    ],
)
def test_give_up_place_before_the_course_keeps_the_interest_waiting(status, expected):
    one = registration(interest="I-0001")
    here = draft(course(), one, interest(status=InterestStatus.REGISTERED))
    give_up_place(here, one, status)
    assert here.workbook.get(Interest, "I-0001").status is expected


def test_give_up_place_gives_up_a_mail_not_sent_yet():
    one = registration()
    here = draft(course(), one, message(status=MessageStatus.WAITING))
    give_up_place(here, one)
    assert told(here.workbook) == [("INVITATION", "T-0001", "DROPPED")]


# Exceptions -----------------------------------------------------------------------------------------------------------


def test_confirm_refuses_to_overtake_the_one_who_is_next():
    with pytest.raises(OutOfTurn) as refusal:
        confirm(draft(course(places=3), *LISTS), LISTS[4])
    assert refusal.value.sentence.values == {"next": "Drei Drei", "name": "Fünf Fünf"}


@pytest.mark.parametrize("places", [2, 3])
def test_confirm_makes_an_exception_with_a_reason_that_is_kept(places):
    done = confirm(draft(course(places=places), *LISTS), LISTS[4], "Dolmetscherin für die Gruppe")
    assert (done.status, done.exception) == (RegistrationStatus.CONFIRMED, "Dolmetscherin für die Gruppe")


@pytest.mark.parametrize("one", [LISTS[0], LISTS[2]])
def test_confirm_keeps_no_reason_where_none_is_needed(one):
    assert confirm(draft(course(places=3), *LISTS), one, "Überflüssig").exception == ""


def test_exception_leaves_no_free_place_behind():
    here = draft(course(), *LISTS)
    confirm(here, LISTS[2], "Ausnahme")
    give_up_place(here, LISTS[0])
    assert places_left(here.workbook, course()) == 0


@pytest.mark.parametrize(
    ("email", "expected"), [("irina.petrova@example.org", "WAITING"), ("", "TO_CALL")], ids=["mail", "call"]
)
def test_confirm_tells_the_person(email, expected):
    one = registration(email=email, phone="02362 123456")
    here = draft(course(), one)
    confirm(here, one)
    assert told(here.workbook) == [("CONFIRMED", "T-0001", expected)]


# Offering a place -----------------------------------------------------------------------------------------------------

OFFERED = registration(status=RegistrationStatus.OFFERED, answer_by=NEXT_WEEK)


def test_proposed_is_the_first_of_the_list_while_a_place_is_free():
    assert [proposed(BOOK, course(places=places)) for places in (2, 3)] == [None, LISTS[2]]


def test_offered_place_is_kept_free_until_the_answer():
    here = draft(course(places=3), *LISTS)
    done = offer_place(here, LISTS[2], NEXT_WEEK)
    assert (done.status, done.answer_by) == (RegistrationStatus.OFFERED, NEXT_WEEK)
    assert (places_left(here.workbook, course(places=3)), proposed(here.workbook, course(places=3))) == (0, None)
    assert told(here.workbook) == [("PLACE_OFFERED", "T-0003", "WAITING")]
    assert here.workbook.all(Message)[0].answer_by == NEXT_WEEK


@pytest.mark.parametrize(
    ("places", "one", "answer_by", "refusal"),
    [
        (2, LISTS[2], NEXT_WEEK, CourseFull),
        (3, LISTS[4], NEXT_WEEK, OutOfTurn),
        (3, LISTS[2], YESTERDAY, DayPast),
        (3, LISTS[0], NEXT_WEEK, NotOnList),
    ],
)
def test_place_is_not_offered_against_the_rules(places, one, answer_by, refusal):
    here = draft(course(places=places), *LISTS)
    with pytest.raises(refusal):
        offer_place(here, one, answer_by)
    assert here.changes == ()


def test_offered_place_is_taken():
    here = draft(course(), OFFERED)
    assert take_offer(here, OFFERED) == registration(status=RegistrationStatus.CONFIRMED)
    assert told(here.workbook) == [("CONFIRMED", "T-0001", "WAITING")]


def test_offered_place_taken_on_the_phone_needs_no_second_call():
    one = registration(status=RegistrationStatus.OFFERED, email="", phone="02362 123456")
    call = message(kind=MessageKind.PLACE_OFFERED, status=MessageStatus.TO_CALL, email=None, phone="02362 123456")
    here = draft(course(), one, call)
    take_offer(here, one)
    assert told(here.workbook) == [("PLACE_OFFERED", "T-0001", "REACHED")]


def test_offered_place_refused_goes_to_the_next():
    one = OFFERED.model_copy(update={"interest": "I-0001"})
    here = draft(course(places=1), one, LISTS[2], interest(status=InterestStatus.REGISTERED))
    assert refuse_offer(here, one).status is RegistrationStatus.WITHDRAWN
    assert proposed(here.workbook, course(places=1)) == LISTS[2]
    assert statuses(here.workbook, Interest) == {"I-0001": InterestStatus.WAITING}


def test_offer_nobody_answered_is_taken_back_and_the_next_is_proposed():
    late = registration(status=RegistrationStatus.OFFERED, answer_by=YESTERDAY)
    here = draft(course(places=1), late, LISTS[2], message(answer_by=YESTERDAY))
    assert lapsed(here.workbook, "K-0001", TODAY) == (late,)
    done = let_lapse(here, late)
    assert ids(waiting(here.workbook, "K-0001")) == ["T-0003", "T-0001"]
    assert (proposed(here.workbook, course(places=1)), position(here.workbook, done)) == (LISTS[2], 2)
    assert here.workbook.get(Message, "N-0001").answered_at == NOW


@pytest.mark.parametrize("answer_by", [TODAY, NEXT_WEEK])
def test_offer_is_not_taken_back_before_its_day_is_over(answer_by):
    one = registration(status=RegistrationStatus.OFFERED, answer_by=answer_by)
    with pytest.raises(NotDueYet):
        let_lapse(draft(course(), one), one)
    assert lapsed(workbook(one), "K-0001", TODAY) == ()


@pytest.mark.parametrize("action", [take_offer, refuse_offer, let_lapse])
@pytest.mark.parametrize("status", [one for one in RegistrationStatus if one is not RegistrationStatus.OFFERED])
def test_offer_is_answered_only_while_it_stands(action, status):
    one = registration(status=status)
    with pytest.raises(NotOnList):
        action(draft(course(), one), one)


def test_waiting_list_goes_by_arrival_rather_than_by_number():
    invited_long_ago = registration("T-0001", "Eins Eins", status=RegistrationStatus.WAITING, received_at=NOW)
    assert ids(waiting(workbook(invited_long_ago, LISTS[2]), "K-0001")) == ["T-0003", "T-0001"]


def test_waiting_list_is_worked_off_by_the_office():
    here = draft(course(places=1), actor=UTE)
    first, second, third = (register(here, "K-0001", registration_form(f"Person {n}")) for n in "ABC")
    give_up_place(here, first)
    confirm(here, second)
    assert [one.status for one in registrations(here.workbook, "K-0001")] == [
        RegistrationStatus.WITHDRAWN,
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.WAITING,
    ]
    assert position(here.workbook, third) == 1
