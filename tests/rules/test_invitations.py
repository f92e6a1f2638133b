from datetime import datetime, timedelta

import pytest

from services.invitations import EVERYBODY, Counts, Filters, accept, counts, decline, invite, invitees
from services.model.course_errors import DayPast, InvitedAlready, TakesNobody
from services.model.course_lists import (
    CourseKind,
    CourseStatus,
    InterestStatus,
    MessageKind,
    MessageStatus,
    RegistrationStatus,
)
from services.model.course_records import Interest, Registration
from services.model.errors import ChangedMeanwhile, CourseFull, NothingChosen, NotOnList
from services.model.languages import Language
from services.model.letters import Message
from services.model.lists import Channel, Consent
from tests.rules.cast import (
    NEXT_WEEK,
    NOW,
    TODAY,
    YESTERDAY,
    course,
    draft,
    ids,
    interest,
    message,
    registration,
    statuses,
    told,
    workbook,
)

HALINA = interest(channel=Channel.PHONE, consented=Consent.VERBAL)
IRINA = interest("I-0002", first_name="Irina", last_name="Petrova", phone="", email="irina.petrova@example.org")
INVITED = registration(status=RegistrationStatus.INVITED, interest="I-0002", answer_by=NEXT_WEEK)
IRINA_INVITED = IRINA.model_copy(update={"status": InterestStatus.INVITED})


# Whom to invite -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (one, one in ("Neu", "Kontaktiert", "Infogespräch vereinbart", "Wartet auf Kurs", "Eingeladen"))
        for one in InterestStatus
    ],
)
def test_invitees_are_those_still_interested(status, expected):
    assert bool(invitees(workbook(course(), interest(status=status)), course(), TODAY)) is expected


@pytest.mark.parametrize(
    ("answer_by", "expected"), [(None, False), (TODAY, False), (NEXT_WEEK, False), (YESTERDAY, True)]
)
def test_invitees_are_free_again_when_another_invitation_has_run_out(answer_by, expected):
    other = registration(course="K-0002", status=RegistrationStatus.INVITED, interest="I-0002", answer_by=answer_by)
    book = workbook(course(), course("K-0002"), IRINA_INVITED, other)
    assert bool(invitees(book, course(), TODAY)) is expected


@pytest.mark.parametrize("status", RegistrationStatus)
def test_invitees_are_asked_once_for_a_course(status):
    assert invitees(workbook(course(), IRINA, registration(status=status, interest="I-0002")), course(), TODAY) == ()


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (one, one.name in ("DECLINED", "WITHDRAWN", "DROPPED_OUT", "NO_SHOW", "CALLED_OFF"))
        for one in RegistrationStatus
    ],
)
def test_invitees_stand_on_no_list_under_the_same_name_and_contact(status, expected):
    assert bool(invitees(workbook(course(), IRINA, registration(status=status)), course(), TODAY)) is expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (EVERYBODY, ["I-0003", "I-0002", "I-0001"]),
        (Filters(languages=frozenset({Language.POLISH, Language.ARABIC})), ["I-0002"]),
        (Filters(wish=CourseKind.BASIC), ["I-0002", "I-0001"]),
        (Filters(wish=CourseKind.ADVANCED), ["I-0003", "I-0001"]),
        (Filters(days=30), ["I-0002", "I-0001"]),
        (Filters(days=29), ["I-0001"]),
        (Filters(languages=frozenset({Language.POLISH}), wish=CourseKind.ADVANCED), []),
    ],
)
def test_invitees_meet_every_filter_and_the_longest_waiting_stand_first(filters, expected):
    book = workbook(
        course(),
        interest("I-0001", received_at=NOW),
        interest(
            "I-0002",
            received_at=NOW - timedelta(days=30),
            languages=(Language.POLISH, Language.GERMAN),
            wish=CourseKind.BASIC,
        ),
        interest("I-0003", received_at=datetime.fromisoformat("2026-01-01 09:00"), wish=CourseKind.ADVANCED),
    )
    assert ids(invitees(book, course(), TODAY, filters)) == expected


# Inviting -------------------------------------------------------------------------------------------------------------


def test_invite_asks_everybody_chosen_by_mail_or_phone():
    here = draft(course(), HALINA, IRINA)
    assert invite(here, "K-0001", ("I-0001", "I-0002"), NEXT_WEEK) == course()
    assert here.workbook.all(Registration) == (
        registration(
            "T-0001",
            "Halina Wrona",
            email=None,
            phone="+49 2362 444444",
            status=RegistrationStatus.INVITED,
            interest="I-0001",
            received_at=NOW,
            answer_by=NEXT_WEEK,
            channel=Channel.PHONE,
            consented=Consent.VERBAL,
        ),
        registration(
            "T-0002", status=RegistrationStatus.INVITED, interest="I-0002", received_at=NOW, answer_by=NEXT_WEEK
        ),
    )
    assert told(here.workbook) == [("INVITATION", "T-0001", "TO_CALL"), ("INVITATION", "T-0002", "WAITING")]
    assert {one.answer_by for one in here.workbook.all(Message)} == {NEXT_WEEK}
    assert set(statuses(here.workbook, Interest).values()) == {InterestStatus.INVITED}
    assert {one.last_step_on for one in here.workbook.all(Interest)} == {TODAY}


def test_invite_takes_somebody_of_whom_only_a_surname_is_known():
    here = draft(course(), interest(first_name=""))
    invite(here, "K-0001", ("I-0001",), NEXT_WEEK)
    assert here.workbook.all(Registration)[0].full_name == "Wrona"


def test_invite_takes_no_place():
    here = draft(course(places=1), HALINA, IRINA)
    invite(here, "K-0001", ("I-0001", "I-0002"), NEXT_WEEK)
    assert accept(here, here.workbook.get(Registration, "T-0002")).status is RegistrationStatus.REGISTERED


@pytest.mark.parametrize("status", CourseStatus)
def test_invite_is_possible_to_courses_that_still_take_people(status):
    here = draft(course(status=status), IRINA)
    if status in (CourseStatus.ANNOUNCED, CourseStatus.OPEN):
        assert invite(here, "K-0001", ("I-0002",), TODAY).status is status
    else:
        with pytest.raises(TakesNobody) as refusal:
            invite(here, "K-0001", ("I-0002",), TODAY)
        assert refusal.value.sentence.values == {"course": "Basiskurs Herbst", "status": status}


@pytest.mark.parametrize(
    ("chosen", "answer_by", "refusal"),
    [((), NEXT_WEEK, NothingChosen), (("I-0002",), YESTERDAY, DayPast)],
)
def test_invite_needs_people_and_a_day_to_come(chosen, answer_by, refusal):
    with pytest.raises(refusal):
        invite(draft(course(), IRINA), "K-0001", chosen, answer_by)


def test_invite_asks_nobody_twice_and_then_nobody_at_all():
    here = draft(course(), HALINA, IRINA_INVITED, INVITED)
    with pytest.raises(InvitedAlready) as refusal:
        invite(here, "K-0001", ("I-0001", "I-0002"), NEXT_WEEK)
    assert (refusal.value.sentence.values, here.changes) == ({"names": ("Irina Petrova",)}, ())


def test_invite_sees_that_two_entries_are_one_person():
    twin = IRINA.model_copy(update={"id": "I-0003"})
    with pytest.raises(InvitedAlready) as refusal:
        invite(draft(course(), IRINA, twin), "K-0001", ("I-0002", "I-0003"), NEXT_WEEK)
    assert refusal.value.sentence.values == {"names": ("Irina Petrova",)}


def test_invite_counts_a_number_chosen_twice_once():
    here = draft(course(), IRINA)
    invite(here, "K-0001", ("I-0002", "I-0002"), NEXT_WEEK)
    assert len(here.workbook.all(Registration)) == 1


# Answers the office takes down ----------------------------------------------------------------------------------------


def test_accept_gives_a_place_while_there_is_one():
    here = draft(course(), IRINA_INVITED, INVITED, message())
    assert accept(here, INVITED) == registration(interest="I-0002", received_at=NOW)
    assert statuses(here.workbook, Interest) == {"I-0002": InterestStatus.REGISTERED}
    assert told(here.workbook) == [("INVITATION", "T-0001", "SENT"), ("REGISTERED", "T-0001", "WAITING")]


def test_accept_leads_to_the_end_of_the_waiting_list_when_all_places_are_taken():
    others = [registration(f"T-000{n}", f"Name {n}") for n in (2, 3)]
    waits = registration("T-0004", "Vier Vier", status=RegistrationStatus.WAITING)
    here = draft(course(), IRINA_INVITED, INVITED, *others, waits)
    assert accept(here, INVITED).status is RegistrationStatus.WAITING
    assert "auf der Warteliste auf Platz 2." in here.workbook.all(Message)[0].text


def test_accept_is_refused_when_full_without_a_waiting_list():
    others = [registration(f"T-000{n}", f"Name {n}") for n in (2, 3)]
    here = draft(course(waiting_list=False), IRINA_INVITED, INVITED, *others)
    with pytest.raises(CourseFull):
        accept(here, INVITED)
    assert here.changes == ()


def test_accept_on_the_phone_settles_the_call():
    one = INVITED.model_copy(update={"email": None, "phone": "+49 2362 123456"})
    call = message(status=MessageStatus.NOT_REACHED, email=None, phone="02362 123456")
    here = draft(course(), IRINA_INVITED, one, call)
    accept(here, one)
    assert told(here.workbook) == [("INVITATION", "T-0001", "REACHED")]


@pytest.mark.parametrize("status", [CourseStatus.RUNNING, CourseStatus.CANCELLED])
def test_accept_is_refused_when_the_course_takes_nobody_any_more(status):
    with pytest.raises(TakesNobody):
        accept(draft(course(status=status), INVITED), INVITED)


@pytest.mark.parametrize(
    ("keep", "expected", "withdrawn_on"),
    [(True, InterestStatus.WAITING, None), (False, InterestStatus.WITHDRAWN, TODAY)],
)
def test_decline_keeps_or_withdraws_the_interest(keep, expected, withdrawn_on):
    here = draft(course(), IRINA_INVITED, INVITED, message())
    assert decline(here, INVITED, keep).status is RegistrationStatus.DECLINED
    left = here.workbook.get(Interest, "I-0002")
    assert (left.status, left.withdrawn_on, left.last_step_on) == (expected, withdrawn_on, TODAY)
    assert here.workbook.get(Message, "N-0001").answered_at == NOW


@pytest.mark.parametrize("answer", [accept, lambda here, one: decline(here, one, keep_interest=True)])
@pytest.mark.parametrize("status", [one for one in RegistrationStatus if one is not RegistrationStatus.INVITED])
def test_answer_is_taken_down_only_while_invited(answer, status):
    one = registration(status=status)
    with pytest.raises(NotOnList):
        answer(draft(course(), one), one)


@pytest.mark.parametrize("answer", [accept, lambda here, one: decline(here, one, keep_interest=True)])
def test_answer_refuses_an_old_view(answer):
    with pytest.raises(ChangedMeanwhile):
        answer(draft(course(), INVITED.model_copy(update={"message": "neu"})), INVITED)


def test_answer_works_without_an_interest():
    one = registration(status=RegistrationStatus.INVITED)
    assert decline(draft(course(), one), one, keep_interest=False).status is RegistrationStatus.DECLINED
    assert accept(draft(course(), one), one).status is RegistrationStatus.REGISTERED


# Counting -------------------------------------------------------------------------------------------------------------


def test_counts_tell_what_became_of_the_invitations():
    rows = [
        registration("T-0001", "A A", status=RegistrationStatus.INVITED, answer_by=YESTERDAY),
        registration("T-0002", "B B", status=RegistrationStatus.INVITED, answer_by=NEXT_WEEK),
        registration("T-0003", "C C", status=RegistrationStatus.DECLINED),
        registration("T-0004", "D D", status=RegistrationStatus.WAITING),
        registration("T-0005", "E E", status=RegistrationStatus.WITHDRAWN),
        registration("T-0006", "F F"),
        registration("T-0007", "G G", status=RegistrationStatus.CALLED_OFF),
    ]
    invited = [message(f"N-000{n}", about=f"T-000{n}") for n in (1, 2, 3, 4, 5, 7)]
    mail = message("N-0006", kind=MessageKind.REGISTERED, about="T-0006")
    found = counts(workbook(course(), *rows, *invited, mail), "K-0001", TODAY)
    assert found == Counts(invited=6, accepted=2, declined=1, silent=2, overdue=1)


def test_counts_are_none_without_invitations():
    assert counts(workbook(course(), registration()), "K-0001", TODAY) == Counts()
