from datetime import timedelta

import pytest

from services.appointments import against, appointment_of, move
from services.model.assignment_errors import NotMatched
from services.model.assignment_forms import MoveForm
from services.model.lists import AssignmentStatus, RequestStatus
from services.model.records import Assignment, Request
from services.model.request_errors import DayIsPast
from services.today.due import due
from tests.rules.cast import NEXT_WEEK, TODAY, YESTERDAY, assignment, draft, olena, request, workbook

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
