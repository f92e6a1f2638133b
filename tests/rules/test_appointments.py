from datetime import timedelta

import pytest

from services.appointments import Fits, against, answer_move, appointment_of, closed, move
from services.assignments import cancel, take_up
from services.gaps import LINK
from services.intake import correct
from services.model.access import Role
from services.model.assignment_errors import AssignmentOver, NotMatched
from services.model.assignment_forms import MoveForm
from services.model.course_errors import LinkTooOld, LinkUsed
from services.model.course_lists import MessageKind, MessageStatus
from services.model.errors import NotAllowed, NotFound, Refusal
from services.model.letters import Message
from services.model.lists import AssignmentStatus, Channel, OfferStatus, RequestStatus, Seat
from services.model.offer_errors import RequestOver, YesDoesNotFit
from services.model.records import Assignment, Offer, Person, Request
from services.model.request_errors import DayIsPast
from services.model.sight import seen_by
from services.offers import take_back
from services.today.due import due
from tests.rules.cast import (
    ACTORS,
    FOLLOWER,
    NEXT_WEEK,
    NOW,
    TODAY,
    YESTERDAY,
    again,
    assignment,
    draft,
    marta,
    message,
    offer,
    olena,
    request,
    request_form,
    samir,
    told,
    workbook,
)

MATCHED = request(status=RequestStatus.MATCHED)
MINE = assignment(request="A-0001")
FRIDAY = NEXT_WEEK + timedelta(days=2)
MOVED = MoveForm(day=FRIDAY, at="15:00", place="Rathaus, Zimmer 3")


def lines(book):
    return [str(one.sentence) for one in due(book, TODAY)]


def test_appointment_moved_keeps_the_assignment_and_the_office_asks_today():
    here = draft(olena(), MATCHED, MINE)
    kept = move(here, MATCHED, MOVED)
    assert (kept.day, kept.at, kept.place) == (FRIDAY, MOVED.at, "Rathaus, Zimmer 3")
    standing = here.workbook.get(Assignment, "E-0001")
    assert (standing.status, standing.check_on) == (AssignmentStatus.RUNNING, TODAY)
    assert lines(here.workbook) == ["Olena Hnatiuk: ask how A-0001 goes (planned for 2026-09-02)"]


def test_appointment_moved_says_what_the_new_day_clashes_with():
    other = request("A-0002", status=RequestStatus.MATCHED, day=FRIDAY, at="14:00")
    book = workbook(olena(), MATCHED, MINE, other, assignment("E-0002", request="A-0002"))
    moved = MATCHED.model_copy(update=dict(MOVED))
    assert [str(one) for one in against(book, MATCHED, moved, olena(), TODAY)] == [
        "is not free at Fri afternoon",
        "already has an appointment on 2026-09-11 at 14:00:00",
    ]


def test_appointment_moved_within_free_times_says_nothing():
    moved = MATCHED.model_copy(update={"day": NEXT_WEEK + timedelta(days=7)})
    assert against(workbook(olena(), MATCHED, MINE), MATCHED, moved, olena(), TODAY) == ()


def test_appointment_moved_into_a_pause_is_said():
    person = olena(paused_until=FRIDAY)
    early = request(status=RequestStatus.MATCHED, day=FRIDAY + timedelta(days=5))
    moved = early.model_copy(update={"day": FRIDAY})
    told = against(workbook(person, early, MINE), early, moved, person, TODAY)
    assert "takes a break until 2026-09-11" in [str(one) for one in told]


@pytest.mark.parametrize("status", [one for one in RequestStatus if one is not RequestStatus.MATCHED])
def test_appointment_is_moved_only_while_somebody_has_taken_it(status):
    other = request(status=status)
    with pytest.raises(NotMatched):
        move(draft(other), other, MOVED)


def test_appointment_is_not_moved_into_the_past():
    with pytest.raises(DayIsPast):
        move(draft(MATCHED), MATCHED, MoveForm(day=YESTERDAY))


def test_appointment_is_that_of_a_running_assignment():
    book = workbook(MATCHED, MINE)
    assert appointment_of(book, MINE) == NEXT_WEEK
    assert appointment_of(book, assignment(request="A-0001", status=AssignmentStatus.DONE)) is None
    assert appointment_of(workbook(request()), MINE) is None
    assert book.get(Request, "A-0001").day == NEXT_WEEK


# What everybody is told -----------------------------------------------------------------------------------------------

PRIVATE = ("KLI-77", "Bismarckstraße", "Zimmer 12", "Rathaus", "Zimmer 3", "Sommer", "555555", "Klingel")
STANDS_IN = offer("V-0002", person="P-0003", seat=Seat.BACKUP, status=OfferStatus.ACCEPTED)
STILL_ASKED = offer("V-0003", person="P-0002", seat=Seat.SECOND, channel=Channel.EMAIL)


def moved_to(form=MOVED, *more):
    """Olena goes, Marta stands in, Samir is asked to be the second; the appointment is moved."""
    people = (olena(), marta(), samir(), MATCHED, MINE, offer(status=OfferStatus.ACCEPTED), STANDS_IN, STILL_ASKED)
    here = draft(*people, *more)
    move(here, MATCHED, form)
    return here


def letters(here, kind=MessageKind.MOVED):
    return [one for one in here.workbook.all(Message) if one.kind is kind]


def test_appointment_moved_is_told_to_everybody_it_concerns():
    assert told(moved_to().workbook) == [
        ("MOVED", "V-0002", "WAITING"),
        ("ASKED_TO_HELP", "V-0003", "WAITING"),
        ("MOVED", "E-0001", "WAITING"),
    ]


def test_letter_says_the_old_and_the_new_time_and_nothing_private():
    here = moved_to()
    for one in (*letters(here), *letters(here, MessageKind.ASKED_TO_HELP)):
        lines = one.text.splitlines()
        assert {"Bisher: 09.09.2026, 10:00 Uhr", "Tag: 11.09.2026", "Uhrzeit: 15:00 Uhr"} <= set(lines)
        assert LINK in lines
        assert [word for word in PRIVATE if word in one.subject + one.text] == []
    assert [one.answer_by for one in letters(here)] == [FRIDAY, FRIDAY]


def test_letter_is_a_call_to_whoever_has_no_address():
    here = draft(olena(email=None), MATCHED, MINE)
    move(here, MATCHED, MOVED)
    assert told(here.workbook) == [("MOVED", "E-0001", "TO_CALL")]
    assert "Tag: 11.09.2026" in letters(here)[0].text.splitlines()


def test_whoever_has_not_heard_of_the_question_hears_only_the_new_time():
    here = moved_to(MOVED, message(about="V-0003", kind=MessageKind.ASKED_TO_HELP, status=MessageStatus.WAITING))
    (question,) = [one for one in letters(here, MessageKind.ASKED_TO_HELP) if one.answered_at is None]
    assert "Bisher" not in question.text
    assert "Tag: 11.09.2026" in question.text


ELSEWHERE = MoveForm(day=MATCHED.day, at=MATCHED.at, place="Rathaus")
WHERE = "Neuer Treffpunkt: steht bei A-0001 unter „Meine Einsätze“"


def test_another_meeting_place_alone_is_told_to_whoever_goes_and_to_nobody_else():
    here = moved_to(ELSEWHERE)
    assert told(here.workbook) == [("MOVED", "E-0001", "WAITING")]
    assert here.workbook.get(Assignment, "E-0001").check_on == TODAY


def test_letter_about_another_meeting_place_says_where_it_stands_and_nothing_private():
    (one,) = letters(moved_to(ELSEWHERE))
    lines = one.text.splitlines()
    assert {WHERE, "Tag: 09.09.2026", LINK} <= set(lines)
    assert [line for line in lines if line.startswith("Bisher")] == []
    assert [word for word in PRIVATE if word in one.subject + one.text] == []


def test_only_who_goes_reads_of_the_meeting_place_in_the_letter_about_another_time():
    where = {one.about: WHERE in one.text.splitlines() for one in letters(moved_to())}
    assert where == {"E-0001": True, "V-0002": False}


@pytest.mark.parametrize(
    ("contact", "expected"),
    [({"email": None}, [("MOVED", "E-0001", "TO_CALL")]), ({"phone": None}, [("MOVED", "E-0001", "WAITING")])],
)
def test_another_meeting_place_is_a_call_to_whoever_has_no_address(contact, expected):
    here = draft(olena(**contact), MATCHED, MINE)
    move(here, MATCHED, ELSEWHERE)
    assert told(here.workbook) == expected


def test_another_meeting_place_is_told_to_nobody_whose_assignment_is_over():
    here = draft(olena(), MATCHED, assignment(request="A-0001", status=AssignmentStatus.HANDED_OVER))
    move(here, MATCHED, ELSEWHERE)
    assert told(here.workbook) == []


def test_appointment_that_stays_as_it_is_writes_to_nobody():
    same = MoveForm(day=MATCHED.day, at=MATCHED.at, place=MATCHED.place)
    assert told(moved_to(same).workbook) == []


def test_stand_in_hears_of_another_time_also_while_somebody_is_searched_for():
    here = draft(marta(), request(), STANDS_IN)
    correct(here, request(), request_form(day=FRIDAY))
    assert told(here.workbook) == [("MOVED", "V-0002", "WAITING")]


def test_newer_letter_takes_the_place_of_the_older():
    here = moved_to()
    later = again(here)
    move(later, later.workbook.get(Request, "A-0001"), MoveForm(day=FRIDAY + timedelta(days=3), at="09:00"))
    newest = letters(later)[-1]
    assert (newest.about, "Bisher: 11.09.2026, 15:00 Uhr" in newest.text) == ("E-0001", True)
    assert told(later.workbook)[:3] == [
        ("MOVED", "V-0002", "DROPPED"),
        ("ASKED_TO_HELP", "V-0003", "DROPPED"),
        ("MOVED", "E-0001", "DROPPED"),
    ]


@pytest.mark.parametrize("end", ["cancel", "take back"])
def test_letter_that_waits_is_given_up_with_the_assignment(end):
    here = again(moved_to())
    if end == "cancel":
        cancel(here, here.workbook.get(Assignment, "E-0001"), "krank")
    else:
        take_back(here, here.workbook.get(Request, "A-0001"))
    assert ("MOVED", "E-0001", "DROPPED") in told(here.workbook)


# The answer -----------------------------------------------------------------------------------------------------------


def followed(about="E-0001", *, now=NOW):
    """Whoever follows the link of the letter about this entry."""
    here = moved_to()
    number = next(one.id for one in letters(here) if one.about == about)
    return again(here, actor=type(FOLLOWER)(FOLLOWER.role, FOLLOWER.name, link=number), now=now)


def test_yes_to_the_new_time_settles_it():
    here = followed()
    kept = answer_move(here, Fits.YES)
    assert (kept.status, kept.check_on) == (AssignmentStatus.RUNNING, None)
    assert [one for one in lines(here.workbook) if "Olena" in one] == []


def test_no_to_the_new_time_lets_the_assignment_rest_and_stands_on_the_morning_list():
    here = followed()
    kept = answer_move(here, Fits.NO)
    assert (kept.status, kept.interrupted_until, kept.check_on) == (AssignmentStatus.INTERRUPTED, TODAY, None)
    assert here.workbook.get(Request, "A-0001").status is RequestStatus.MATCHED
    (line,) = [one for one in lines(here.workbook) if "Olena" in one]
    assert line == (
        "Olena Hnatiuk has rested A-0001 until 2026-09-02 (kann am 11.09.2026 nicht): "
        "take it up again, or hand it over."
    )
    assert take_up(again(here, actor=draft().actor), kept).status is AssignmentStatus.RUNNING


@pytest.mark.parametrize(("fits", "status"), [(Fits.YES, OfferStatus.ACCEPTED), (Fits.NO, OfferStatus.DECLINED)])
def test_stand_in_who_cannot_come_then_is_none_any_more(fits, status):
    here = followed("V-0002")
    answer_move(here, fits)
    assert here.workbook.get(Offer, "V-0002").status is status


def test_whoever_could_not_come_can_at_the_next_time():
    here = followed()
    answer_move(here, Fits.NO)
    office = again(here, actor=draft().actor)
    move(office, office.workbook.get(Request, "A-0001"), MoveForm(day=FRIDAY + timedelta(days=3), at="09:00"))
    newest = letters(office)[-1].id
    kept = answer_move(again(office, actor=type(FOLLOWER)(FOLLOWER.role, "", link=newest)), Fits.YES)
    assert (kept.status, kept.reason, kept.interrupted_until) == (AssignmentStatus.RUNNING, "", None)


def told_who_asked(here):
    """What whoever asked for help was told, the newest last."""
    return [(one.kind.name, one.status.name) for one in here.workbook.where(Message, about="A-0001")]


def counted_on(here):
    """Whoever asked for help has read that Olena goes."""
    heard = dict(message(about="A-0001", kind=MessageKind.HELP_FOUND, status=MessageStatus.SENT))
    here.add(Message, **{name: value for name, value in heard.items() if name != "id"})
    return here


def test_no_to_the_new_time_is_told_to_whoever_asked_and_counted_on_it():
    here = counted_on(followed())
    answer_move(here, Fits.NO)
    assert told_who_asked(here) == [("HELP_FOUND", "SENT"), ("HELP_LOST", "WAITING")]


def test_no_to_the_new_time_is_no_news_while_somebody_else_goes():
    here = counted_on(followed())
    here.add(Assignment, request="A-0001", person="P-0003", mandated_on=TODAY)
    answer_move(here, Fits.NO)
    assert told_who_asked(here) == [("HELP_FOUND", "SENT")]


def test_no_of_a_stand_in_is_no_news_to_whoever_asked():
    here = counted_on(followed("V-0002"))
    answer_move(here, Fits.NO)
    assert told_who_asked(here) == [("HELP_FOUND", "SENT")]


def moved_again(**values):
    """Olena said no, the appointment was moved once more, and she follows the link of the newest letter."""
    here = counted_on(followed())
    answer_move(here, Fits.NO)
    (lost,) = letters(here, MessageKind.HELP_LOST)
    here.replace(lost, status=MessageStatus.SENT)
    here.replace(here.workbook.get(Person, "P-0001"), **values)
    office = again(here, actor=draft().actor)
    move(office, office.workbook.get(Request, "A-0001"), MoveForm(day=FRIDAY + timedelta(days=3), at="09:00"))
    newest = letters(office)[-1].id
    return again(office, actor=type(FOLLOWER)(FOLLOWER.role, "", link=newest))


def test_yes_after_a_no_is_told_to_whoever_heard_of_the_no():
    here = moved_again()
    answer_move(here, Fits.YES)
    assert told_who_asked(here)[-1] == ("HELP_FOUND", "WAITING")


def test_yes_after_a_no_needs_a_place_that_is_still_free():
    here = moved_again(max_open=0)
    with pytest.raises(YesDoesNotFit) as refusal:
        answer_move(here, Fits.YES)
    assert "has no assignment free: 0 of 0 are running" in str(refusal.value.sentence)
    assert here.workbook.get(Assignment, "E-0001").status is AssignmentStatus.INTERRUPTED


def test_yes_of_whoever_goes_all_along_is_none_too_many():
    here = followed()
    here.replace(here.workbook.get(Person, "P-0001"), max_open=0)
    assert answer_move(here, Fits.YES).status is AssignmentStatus.RUNNING


def refusal_of(here):
    link = here.workbook.get(Message, here.actor.link)
    with pytest.raises(Refusal) as refusal:
        answer_move(here, Fits.YES)
    told_before = closed(here.workbook, link, here.today)
    assert told_before == refusal.value.sentence
    return type(refusal.value)


def test_answer_counts_once():
    here = followed()
    answer_move(here, Fits.YES)
    assert refusal_of(again(here)) is LinkUsed


def test_answer_after_the_appointment_comes_too_late():
    assert refusal_of(followed(now=NOW + timedelta(days=10))) is RequestOver


def test_answer_after_the_last_day_of_the_letter_comes_too_late():
    here = followed()
    here.replace(here.workbook.get(Message, here.actor.link), answer_by=YESTERDAY)
    assert refusal_of(here) is LinkTooOld


def test_answer_about_an_assignment_that_is_over_says_so():
    here = followed()
    here.replace(here.workbook.get(Assignment, "E-0001"), status=AssignmentStatus.HANDED_OVER)
    assert refusal_of(here) is AssignmentOver


def test_answer_about_a_request_that_is_closed_says_so():
    here = followed()
    here.replace(here.workbook.get(Request, "A-0001"), status=RequestStatus.CLOSED)
    assert refusal_of(here) is RequestOver


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.LINK])
def test_answer_is_given_by_the_link_only(role):
    with pytest.raises(NotAllowed):
        answer_move(draft(MATCHED, MINE, actor=ACTORS[role]), Fits.YES)


def test_other_letters_take_no_such_answer():
    here = draft(MATCHED, MINE, message(about="E-0001"), actor=FOLLOWER)
    with pytest.raises(NotFound):
        answer_move(here, Fits.YES)
    assert closed(here.workbook, message(about="E-0001"), TODAY) is None


def test_link_shows_the_new_time_and_nothing_private():
    here = followed()
    seen = seen_by(here.workbook, here.actor)
    kept = seen.get(Request, "A-0001")
    assert (kept.day, kept.at, kept.place, kept.client, kept.requester) == (FRIDAY, MOVED.at, "", "", "")
    assert [one.id for one in seen.all(Assignment)] == ["E-0001"]
