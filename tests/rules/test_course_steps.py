import pytest

from services.course_steps import OFFER_ANOTHER, call_off, move, steps
from services.courses import copy
from services.model.course_errors import GroupThere, ReasonMissing, StepNotPossible
from services.model.course_lists import CourseKind, CourseStatus, InterestStatus, RegistrationStatus
from services.model.course_records import Course, Interest, Registration, Session
from services.model.errors import ChangedMeanwhile, Problem, RowUnreadable
from services.model.letters import Message
from services.model.lists import Channel, Consent
from services.model.words import Sentence
from services.model.workbook import Workbook
from tests.rules.cast import (
    NOW,
    TODAY,
    TOMORROW,
    YESTERDAY,
    course,
    draft,
    interest,
    made,
    message,
    registration,
    statuses,
    told,
    workbook,
)

PLACED = registration()


def possible(records, **changed):
    """The steps of the course: what is missing for each, None when it can be taken."""
    found = steps(workbook(course(**changed), *records), course(**changed), TODAY)
    return {one.status.name: str(one.obstacle) if one.obstacle else None for one in found}


@pytest.mark.parametrize(
    ("changed", "records", "expected"),
    [
        ({"status": CourseStatus.DRAFT}, (), {"ANNOUNCED": None, "OPEN": None}),
        (
            {"status": CourseStatus.DRAFT, "starts_on": None},
            (),
            {"ANNOUNCED": None, "OPEN": "The day it begins is missing."},
        ),
        ({"status": CourseStatus.ANNOUNCED, "places": 0}, (), {"OPEN": "It has no places.", "DRAFT": None}),
        (
            {"status": CourseStatus.ANNOUNCED, "register_until": YESTERDAY},
            (registration(status=RegistrationStatus.INVITED),),
            {
                "OPEN": "The day it begins or the last day to register is over.",
                "DRAFT": "People are invited or on the list: call the course off instead.",
            },
        ),
        ({"starts_on": TODAY}, (PLACED,), {"RUNNING": None, "ANNOUNCED": None}),
        ({"starts_on": TODAY}, (), {"RUNNING": "Nobody has a place yet.", "ANNOUNCED": None}),
        ({"starts_on": TOMORROW}, (PLACED,), {"RUNNING": "It begins on 2026-09-03.", "ANNOUNCED": None}),
        ({"status": CourseStatus.RUNNING}, (PLACED,), {"FINISHED": None}),
        (
            {"status": CourseStatus.RUNNING, "ends_on": "2026-09-20"},
            (PLACED,),
            {"FINISHED": "Its last day is 2026-09-20."},
        ),
        ({"status": CourseStatus.RUNNING, "ends_on": TODAY, "starts_on": TODAY}, (PLACED,), {"FINISHED": None}),
        ({"status": CourseStatus.FINISHED}, (), {}),
        ({"status": CourseStatus.CERTIFIED}, (), {}),
        ({"status": CourseStatus.CANCELLED}, (), {}),
    ],
)
def test_steps_of_a_course_say_what_is_missing(changed, records, expected):
    assert possible(records, **changed) == expected


def test_course_takes_its_steps_one_after_the_other():
    here = draft(course(status=CourseStatus.DRAFT, starts_on=TODAY), PLACED)
    for status in (CourseStatus.ANNOUNCED, CourseStatus.OPEN, CourseStatus.RUNNING, CourseStatus.FINISHED):
        assert move(here, here.workbook.get(Course, "K-0001"), status).status is status


@pytest.mark.parametrize(
    ("status", "back"), [(CourseStatus.OPEN, CourseStatus.ANNOUNCED), (CourseStatus.ANNOUNCED, CourseStatus.DRAFT)]
)
def test_course_goes_one_step_back_before_it_begins(status, back):
    assert move(draft(course(status=status)), course(status=status), back).status is back


def test_course_says_why_it_cannot_take_a_step():
    with pytest.raises(StepNotPossible) as refusal:
        move(draft(course()), course(), CourseStatus.RUNNING)
    assert refusal.value.sentence.values == {
        "course": "Basiskurs Herbst",
        "status": CourseStatus.RUNNING,
        "reason": Sentence("Nobody has a place yet."),
    }


@pytest.mark.parametrize(
    ("status", "to"),
    [
        (CourseStatus.DRAFT, CourseStatus.RUNNING),
        (CourseStatus.OPEN, CourseStatus.FINISHED),
        (CourseStatus.RUNNING, CourseStatus.OPEN),
        (CourseStatus.FINISHED, CourseStatus.CERTIFIED),
        (CourseStatus.OPEN, CourseStatus.CANCELLED),
    ],
)
def test_course_takes_no_other_step(status, to):
    one = course(status=status)
    with pytest.raises(StepNotPossible) as refusal:
        move(draft(one), one, to)
    assert refusal.value.sentence.values["reason"] == Sentence("The course is “{status}”.", status=status)


def test_course_is_not_moved_from_an_old_view():
    with pytest.raises(ChangedMeanwhile):
        move(
            draft(course(status=CourseStatus.DRAFT, places=9)),
            course(status=CourseStatus.DRAFT),
            CourseStatus.ANNOUNCED,
        )


# Calling off ----------------------------------------------------------------------------------------------------------


def test_call_off_tells_everybody_concerned_and_keeps_the_others():
    rows = [
        registration(f"T-{number:04d}", f"Name{number} Test", status=status)
        for number, status in enumerate(RegistrationStatus, 1)
    ]
    here = draft(course(), *rows)
    done = call_off(here, course(), "Zu wenige Anmeldungen")
    assert (done.status, done.called_off) == (CourseStatus.CANCELLED, "Zu wenige Anmeldungen")
    told_of = {"INVITED", "REGISTERED", "WAITING", "OFFERED", "CONFIRMED"}
    expected = {one.id: RegistrationStatus.CALLED_OFF if one.status.name in told_of else one.status for one in rows}
    assert statuses(here.workbook, Registration) == expected
    assert [about for _kind, about, _status in told(here.workbook)] == [
        one.id for one in rows if one.status.name in told_of
    ]
    assert "Grund: Zu wenige Anmeldungen" in here.workbook.all(Message)[0].text


def test_call_off_makes_a_call_for_whoever_has_no_address():
    here = draft(course(), registration(email="", phone="02362 123456"))
    call_off(here, course(), "Krank")
    assert told(here.workbook) == [("CALLED_OFF", "T-0001", "TO_CALL")]


@pytest.mark.parametrize("status", [InterestStatus.INVITED, InterestStatus.REGISTERED])
def test_call_off_lets_the_interest_wait_for_another_course(status):
    one = registration(status=RegistrationStatus.INVITED, interest="I-0001", answer_by=TOMORROW)
    here = draft(course(), interest(status=status), one, message())
    call_off(here, course(), "Krank")
    assert here.workbook.all(Interest) == (
        interest(status=InterestStatus.WAITING, next_step=OFFER_ANOTHER, last_step_on=TODAY),
    )
    assert told(here.workbook) == [("INVITATION", "T-0001", "SENT"), ("CALLED_OFF", "T-0001", "WAITING")]
    assert here.workbook.get(Registration, "T-0001").answer_by is None


def test_call_off_keeps_the_interest_of_whoever_had_left_none():
    one = registration(phone="02362 123456", channel=Channel.PHONE, consented=Consent.VERBAL)
    here = draft(course(), one)
    call_off(here, course(), "Krank")
    assert here.workbook.all(Interest) == (
        interest(
            first_name="Irina",
            last_name="Petrova",
            email="irina.petrova@example.org",
            phone="02362 123456",
            channel=Channel.PHONE,
            consented=Consent.VERBAL,
            wish=CourseKind.BASIC,
            status=InterestStatus.WAITING,
            next_step=OFFER_ANOTHER,
            last_step_on=TODAY,
            received_at=NOW,
        ),
    )
    assert here.workbook.get(Registration, "T-0001").interest == "I-0001"


def test_call_off_leaves_a_withdrawn_interest_alone():
    gone = interest(status=InterestStatus.WITHDRAWN, withdrawn_on=YESTERDAY)
    here = draft(course(), gone, registration(interest="I-0001"))
    call_off(here, course(), "Krank")
    assert here.workbook.all(Interest) == (gone,)


@pytest.mark.parametrize("reason", ["", "  "])
def test_call_off_needs_a_reason(reason):
    with pytest.raises(ReasonMissing):
        call_off(draft(course()), course(), reason)


@pytest.mark.parametrize("status", [CourseStatus.FINISHED, CourseStatus.CERTIFIED, CourseStatus.CANCELLED])
def test_call_off_refuses_a_course_that_is_over(status):
    one = course(status=status)
    with pytest.raises(StepNotPossible):
        call_off(draft(one), one, "Krank")


def test_call_off_waits_until_every_row_can_be_read():
    problem = Problem("Anmeldungen", "7", "Stand", Sentence("kaputt"), refers=("K-0001",))
    here = draft(course())
    here.workbook = Workbook.of([course()], problems=[problem])
    with pytest.raises(RowUnreadable):
        call_off(here, course(), "Krank")


# Parallel groups ------------------------------------------------------------------------------------------------------


def test_copy_is_a_draft_with_the_same_sessions():
    one = course(group="A")
    session = made(Session, {"id": "U-0001", "course": "K-0001", "day": TOMORROW, "topic": "Start"}, {})
    here = draft(one, session, registration())
    assert copy(here, one, " B ") == course("K-0002", group="B", status=CourseStatus.DRAFT)
    assert here.workbook.all(Session)[1:] == (session.model_copy(update={"id": "U-0002", "course": "K-0002"}),)
    assert len(here.workbook.all(Registration)) == 1


@pytest.mark.parametrize("group", ["", "  ", "A", "a "])
def test_copy_needs_a_name_of_its_own(group):
    one = course(group="A")
    with pytest.raises(GroupThere):
        copy(draft(one), one, group)


def test_copy_of_a_course_without_a_group_says_which_is_which():
    assert [copy(draft(course()), course(), "Gruppe B").caption, course().caption] == [
        "Basiskurs Herbst (Gruppe B)",
        "Basiskurs Herbst",
    ]
