from datetime import timedelta

import pytest

from services.model.course_lists import (
    CourseStatus,
    EventStatus,
    GuestStatus,
    InterestStatus,
    MessageStatus,
    RegistrationStatus,
)
from services.model.errors import Problem
from services.model.lists import OfferStatus, PersonStatus, RequestKind, RequestStatus, Seat, Urgency
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.table import CORRECTED
from services.today.due import at_a_glance, due, grouped
from tests.rules.cast import (
    NOW,
    TODAY,
    TOMORROW,
    YESTERDAY,
    assignment,
    course,
    event,
    guest,
    interest,
    journal,
    letter,
    logged,
    offer,
    olena,
    other_request,
    registration,
    request,
    samir,
    workbook,
)

LONG_AGO = NOW - timedelta(days=40)
LAST_NIGHT = NOW - timedelta(hours=12)


def lines(*records):
    return [(str(one.sentence), str(one.step), one.about) for one in due(workbook(*records), TODAY)]


def test_nothing_is_due_in_an_empty_office():
    assert due(workbook(), TODAY) == ()


def test_nothing_is_due_when_everything_is_on_its_way():
    assert (
        lines(
            course(),
            registration(),
            interest("I-0001", next_step_on=TOMORROW, received_at=LONG_AGO),
            interest("I-0002"),
            event(),
            guest(),
            letter(),
        )
        == []
    )


def test_next_step_is_due_on_its_day():
    assert lines(interest(next_step="Anrufen", next_step_on=TODAY)) == [
        ("Halina Wrona: Anrufen (due 2026-09-02)", "Note the step", "I-0001")
    ]
    assert lines(interest(next_step_on=YESTERDAY)) == [
        ("Halina Wrona: a next step was due on 2026-09-01", "Note the step", "I-0001")
    ]


def test_forgotten_person_stands_there_with_the_last_day():
    assert lines(interest(received_at=LONG_AGO)) == [
        ("Halina Wrona (New): nothing has happened since 2026-07-24", "Plan the next step", "I-0001")
    ]


def test_details_to_erase_stand_there():
    gone = interest(status=InterestStatus.WITHDRAWN, withdrawn_on=TODAY - timedelta(days=30))
    assert lines(gone) == [("Halina Wrona (Withdrawn): the details are due to be erased", "Erase", "I-0001")]


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({"status": MessageStatus.FAILED}, "Look after the mail"),
        ({"status": MessageStatus.WAITING, "written_at": LAST_NIGHT}, "Look after the mail"),
        ({"status": MessageStatus.SENDING, "written_at": LONG_AGO, "tried_at": LAST_NIGHT}, "Look after the mail"),
        ({"status": MessageStatus.WAITING}, None),
        ({"status": MessageStatus.SENDING, "written_at": LONG_AGO, "tried_at": NOW}, None),
        ({"status": MessageStatus.TO_CALL}, "Call"),
        ({"status": MessageStatus.NOT_REACHED}, "Call"),
        ({"status": MessageStatus.REACHED}, None),
        ({"status": MessageStatus.SENT}, None),
        ({"status": MessageStatus.DROPPED}, None),
    ],
)
def test_message_that_failed_hangs_or_has_to_be_called_stands_there(changed, step):
    told = lines(event(), guest(), letter(**changed))
    assert [(one[1], one[2]) for one in told] == ([(step, "N-0001")] if step else [])


@pytest.mark.parametrize(
    ("status", "until", "late"),
    [
        (GuestStatus.INVITED, YESTERDAY, True),
        (GuestStatus.INVITED, TODAY, False),
        (GuestStatus.ACCEPTED, YESTERDAY, False),
    ],
)
def test_event_without_answers_in_time_stands_there_once(status, until, late):
    found = lines(
        event(),
        guest(status=status),
        guest("B-0002", name="Zwei Zwei", status=status),
        letter(answer_by=until),
        letter("N-0002", about="B-0002", answer_by=until),
    )
    told = "“Infogespräch”: 2 have not answered (until 2026-09-01)"
    assert found == ([(told, "Ask again", "G-0001")] if late else [])


def test_course_without_an_answer_in_time_stands_there():
    invited = registration(status=RegistrationStatus.INVITED)
    found = lines(course(), invited, letter(about="T-0001", answer_by=YESTERDAY))
    assert found == [("“Basiskurs Herbst”: 1 have not answered (until 2026-09-01)", "Ask again", "K-0001")]


@pytest.mark.parametrize(
    "changed",
    [{"answered_at": NOW}, {"status": MessageStatus.DROPPED}, {"answer_by": None}],
)
def test_answered_and_given_up_invitations_are_not_due(changed):
    assert lines(event(), guest(), letter(**{"answer_by": YESTERDAY, **changed})) == []


def test_invitation_to_an_event_called_off_is_not_due():
    assert lines(event(status=EventStatus.CANCELLED), guest(), letter(answer_by=YESTERDAY)) == []


def test_offered_place_without_an_answer_in_time_stands_there():
    late = registration(status=RegistrationStatus.OFFERED, answer_by=YESTERDAY)
    assert lines(course(), late) == [
        (
            "Irina Petrova has not answered about the free place (until 2026-09-01)",
            "Ask or offer it to the next",
            "T-0001",
        )
    ]
    assert lines(course(), registration(status=RegistrationStatus.OFFERED, answer_by=TODAY)) == []


def test_free_place_leads_to_the_first_who_waits():
    queue = [registration(f"T-000{number}", status=RegistrationStatus.WAITING) for number in (2, 3)]
    assert lines(course(), registration(), *queue) == [
        ("“Basiskurs Herbst”: 1 free, 2 on the waiting list", "Give the place", "T-0002")
    ]
    assert lines(course(places=1), registration(), *queue) == []
    assert lines(course(status=CourseStatus.CANCELLED), *queue) == []


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({"register_until": YESTERDAY}, "Fill the places"),
        ({"register_until": TODAY}, None),
        ({"register_until": YESTERDAY, "status": CourseStatus.ANNOUNCED}, None),
        ({"starts_on": TODAY, "register_until": None}, "Start the course"),
        ({"starts_on": TODAY, "status": CourseStatus.RUNNING}, None),
        ({"starts_on": YESTERDAY, "ends_on": YESTERDAY}, "Finish the course"),
        ({"starts_on": YESTERDAY, "ends_on": YESTERDAY, "status": CourseStatus.RUNNING}, "Finish the course"),
        ({"starts_on": YESTERDAY, "ends_on": TODAY, "status": CourseStatus.RUNNING}, None),
        ({"starts_on": YESTERDAY, "ends_on": YESTERDAY, "status": CourseStatus.FINISHED}, None),
        ({"starts_on": YESTERDAY, "ends_on": YESTERDAY, "status": CourseStatus.CANCELLED}, None),
    ],
)
def test_course_whose_status_lags_behind_its_dates_stands_there(changed, step):
    assert [(one[1], one[2]) for one in lines(course(**changed))] == ([(step, "K-0001")] if step else [])


def test_talk_that_is_over_is_to_be_written_up():
    assert lines(event(day=YESTERDAY), guest()) == [
        ("Infogespräch (2026-09-01): who came, and what did it lead to?", "Note who came", "G-0001")
    ]


def test_unreadable_rows_and_rows_without_a_number_stand_there():
    problem, by_hand = (Problem("Kurse", row, "Titel", Sentence("?")) for row in ("Zeile 3", "Zeile 4"))
    book = Workbook(0, workbook().records, problems=(problem, by_hand), untaken=(interest(""),))
    assert [(str(one.sentence), one.about) for one in due(book, TODAY)] == [
        ("Rows of the table that do not count yet: 2", "")
    ]


def test_what_was_put_right_in_the_table_stands_there_for_a_week():
    book = workbook(
        journal("J-0001", at=NOW - timedelta(days=7), deed=CORRECTED),
        journal("J-0002", at=NOW - timedelta(days=6), deed=CORRECTED),
        journal("J-0003", at=NOW),
    )
    assert [(one.about, one.since) for one in due(book, TODAY)] == [("J-0002", TODAY - timedelta(days=6))]


def test_kinds_stand_in_the_order_of_urgency_and_lines_by_age():
    book = workbook(
        interest("I-0001", received_at=LONG_AGO),
        interest("I-0002", received_at=LONG_AGO - timedelta(days=1)),
        interest("I-0003", next_step_on=TODAY),
        interest("I-0004", next_step_on=YESTERDAY),
        event(),
        guest(interest=""),
        letter(status=MessageStatus.FAILED),
    )
    assert [one.about for one in due(book, TODAY)] == ["N-0001", "I-0004", "I-0003", "I-0002", "I-0001"]
    assert [title for title, _lines in grouped(book, TODAY)] == [
        "Mails that did not go out",
        "Next steps due",
        "Interested people without a next step",
    ]


def test_new_requests_stand_by_urgency_and_then_by_age():
    book = workbook(
        request("A-0001", urgency=Urgency.LATER, received_at=LONG_AGO),
        request("A-0002", received_at=LAST_NIGHT),
        request("A-0003", received_at=LONG_AGO),
        request("A-0004", urgency=Urgency.WEEK, received_at=NOW),
    )
    assert [one.about for one in due(book, TODAY)] == ["A-0004", "A-0003", "A-0002", "A-0001"]


def test_mediation_without_a_second_person_stands_there_until_somebody_is_asked():
    wanted = request(kind=RequestKind.MEDIATION, status=RequestStatus.MATCHED)
    book = (olena(), samir(), wanted, offer(status=OfferStatus.ACCEPTED))
    assert lines(*book) == [
        ("A-0001 (Going along to authorities): a second person is still missing", "Find a second person", "A-0001")
    ]
    assert lines(*book, offer("V-0002", person="P-0002", seat=Seat.SECOND, asked_at=NOW)) == []


def test_figures_count_what_is_open():
    book = workbook(
        interest("I-0001"),
        interest("I-0002", status=InterestStatus.REGISTERED),
        course(places=5),
        course("K-0002", status=CourseStatus.ANNOUNCED),
        registration(),
        request(),
        other_request(status=RequestStatus.MATCHED),
        olena(),
        samir(status="Pausiert"),
    )
    assert [(str(one.label), one.value) for one in at_a_glance(book)] == [
        ("Interested in a course", 1),
        ("Free places", 4),
        ("Open requests", 1),
        ("Ready or active", 1),
    ]


def test_volunteer_who_wants_a_call_comes_before_who_is_silent():
    found = lines(
        olena(),
        samir(),
        request(),
        offer(asked_at=LONG_AGO),
        offer("V-0002", person="P-0002", asked_at=NOW, call_back_at=NOW),
        offer("V-0003", person="P-0009", asked_at=NOW),
    )
    assert found == [
        ("Samir Alkhouri wants a call about A-0001", "Call and take down the answer", "V-0002"),
        (
            f"Olena Hnatiuk has not answered about A-0001 (asked on {LONG_AGO.date()})",
            "Ask again or ask others",
            "V-0001",
        ),
    ]


# Assignments ----------------------------------------------------------------------------------------------------------

MATCHED = request(status=RequestStatus.MATCHED)
TAKEN = assignment(request="A-0001")


@pytest.mark.parametrize(("days", "stands"), [(-1, False), (0, True), (7, True), (8, False)])
def test_appointments_of_the_next_seven_days_stand_there(days, stands):
    ahead = request(status=RequestStatus.MATCHED, day=TODAY + timedelta(days=days))
    told = (f"Olena Hnatiuk goes along on {ahead.day} (A-0001)", "Look at the appointment", "E-0001")
    assert (told in lines(olena(), ahead, TAKEN)) is stands


def test_appointment_that_has_been_stands_there_until_a_visit_is_entered():
    been = request(status=RequestStatus.MATCHED, day=YESTERDAY)
    told = f"Olena Hnatiuk: the appointment was on {YESTERDAY}, no visit is entered (A-0001)"
    assert lines(olena(), been, TAKEN.model_copy(update={"mandated_on": TODAY - timedelta(days=9)})) == [
        (told, "Ask how it went", "E-0001")
    ]
    entered = logged(assignment="E-0001")
    assert [one[1] for one in lines(olena(), been, TAKEN, entered)] == ["Approve the hours"]


def test_silence_of_thirty_days_stands_there_once():
    long_ago = TODAY - timedelta(days=45)
    quiet = assignment(request="A-0001", mandated_on=long_ago)
    without = request(status=RequestStatus.MATCHED, day=None, at=None)
    told = (f"Olena Hnatiuk: nothing heard of A-0001 since {long_ago}", "Ask how it goes", "E-0001")
    assert lines(olena(), without, quiet) == [told]
    asked = quiet.model_copy(update={"check_on": TODAY})
    assert lines(olena(), without, asked) == [
        (f"Olena Hnatiuk: ask how A-0001 goes (planned for {TODAY})", "Ask how it goes", "E-0001")
    ]


def test_hours_to_approve_stand_there_once_a_volunteer():
    visits = (logged("L-0001"), logged("L-0002", hours="0:45"), logged("L-0003", person="P-0002", assignment="E-0002"))
    later = (assignment(check_on=TOMORROW), assignment("E-0002", person="P-0002", check_on=TOMORROW))
    assert lines(olena(), samir(), *later, *visits) == [
        ("Olena Hnatiuk: visits to approve: 2, together 2.25 h", "Approve the hours", "E-0001"),
        ("Samir Alkhouri: visits to approve: 1, together 1.50 h", "Approve the hours", "E-0002"),
    ]


def test_assignment_of_somebody_away_stands_there():
    away = olena(status=PersonStatus.PAUSED)
    assert lines(away, TAKEN) == [
        (
            "Olena Hnatiuk is away: interrupt the assignment, or hand it over.",
            "Look after the assignment",
            "E-0001",
        )
    ]
