from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake import close, hours_spent
from services.model.assignment_errors import (
    AssignmentOver,
    NothingToApprove,
    QuestionMissing,
    VisitAhead,
    VisitApproved,
    VisitOutside,
)
from services.model.assignment_forms import ResultForm, VisitForm
from services.model.assignment_lists import VisitMode, VisitStatus
from services.model.assignment_records import LoggedVisit
from services.model.errors import ChangedMeanwhile
from services.model.lists import AssignmentStatus, RequestStatus
from services.model.record import columns
from services.model.records import Assignment
from services.visits import (
    approve,
    approved,
    correct,
    enter,
    hours_in,
    hours_of,
    kilometres_in,
    send_back,
    strike,
    to_approve,
    visits_by,
    visits_of,
)
from tests.rules.cast import (
    OLENA,
    TODAY,
    TOMORROW,
    UTE,
    YESTERDAY,
    again,
    assignment,
    draft,
    ids,
    logged,
    olena,
    other_request,
    refused,
    visit_form,
    workbook,
)

DONE = assignment(status=AssignmentStatus.DONE, ended_on=YESTERDAY)


# Entering -------------------------------------------------------------------------------------------------------------


def test_visit_has_five_fields():
    assert list(columns(VisitForm)) == ["day", "hours", "km", "what", "note"]


def test_visit_entered_waits_for_the_office():
    here = draft(olena(), assignment(), actor=OLENA)
    enter(here, "E-0001", visit_form(note="Formular zusammen ausgefüllt"))
    assert here.workbook.all(LoggedVisit) == (
        LoggedVisit(
            id="L-0001",
            assignment="E-0001",
            person="P-0001",
            day=YESTERDAY,
            hours=Decimal("1.5"),
            km=Decimal("12.5"),
            what=VisitMode.ACCOMPANIED,
            note="Formular zusammen ausgefüllt",
            status=VisitStatus.SUBMITTED,
            entered_by="Olena Hnatiuk",
        ),
    )


def test_visit_entered_by_the_office_is_the_volunteers():
    here = draft(assignment(), actor=UTE)
    kept = enter(here, "E-0001", visit_form())
    assert (kept.person, kept.entered_by) == ("P-0001", "Ute Kaltenbach")


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("1,5", "1.5"),
        ("1:30", "1.5"),
        ("90 min", "1.5"),
        ("90 Minuten", "1.5"),
        ("1 Std. 20 Min.", "1.33"),
        ("2 Stunden", "2"),
        ("45min", "0.75"),
        ("1 h 5 min", "1.08"),
        ("1 Stunde und 30 Minuten", "1.5"),
        ("24", "24"),
    ],
)
def test_duration_is_read_as_people_write_it(typed, hours):
    assert visit_form(hours=typed).hours == Decimal(hours)


@pytest.mark.parametrize("typed", ["90", "0", "0 min", "-1", "25 h", "1441 min", "lange", "", "1,5 km"])
def test_duration_of_more_than_a_day_or_none_is_refused(typed):
    assert set(refused(VisitForm, day=YESTERDAY, hours=typed)) == {"hours"}


@pytest.mark.parametrize(("typed", "km"), [("12,5 km", "12.5"), ("7", "7"), ("0,5", "0.5"), ("3 Kilometer", "3")])
def test_kilometres_are_read_as_people_write_them(typed, km):
    assert visit_form(km=typed).km == Decimal(km)


@pytest.mark.parametrize("typed", ["weit", "-3", "2001", "1,234", "12 Meilen"])
def test_kilometres_refuse_everything_else(typed):
    assert set(refused(VisitForm, day=YESTERDAY, hours="1", km=typed)) == {"km"}


@pytest.mark.parametrize(
    ("day", "kept", "refusal"),
    [
        (TOMORROW, assignment(), VisitAhead),
        (YESTERDAY - timedelta(days=1), assignment(), VisitOutside),
        (TODAY, DONE, VisitOutside),
    ],
)
def test_visit_lies_within_its_assignment(day, kept, refusal):
    here = draft(kept)
    with pytest.raises(refusal):
        enter(here, "E-0001", visit_form(day=day))
    assert here.changes == ()


def test_visit_forgotten_is_entered_by_the_office_after_the_end():
    with pytest.raises(AssignmentOver):
        enter(draft(DONE, actor=OLENA), "E-0001", visit_form())
    assert enter(draft(DONE, actor=UTE), "E-0001", visit_form()).day == YESTERDAY


# Approving ------------------------------------------------------------------------------------------------------------


def test_visit_approved_counts_and_names_who_did_it():
    here = draft(assignment(), logged())
    assert hours_of(here.workbook, assignment()) == 0
    kept = approve(here, (logged(),))
    assert (kept.status, kept.approved_on, kept.approved_by) == (VisitStatus.APPROVED, TODAY, "Ute Kaltenbach")
    assert hours_of(here.workbook, assignment()) == Decimal("1.5")


def test_visits_are_approved_all_or_none():
    second = logged("L-0002")
    here = draft(logged(hours="2"), second)
    with pytest.raises(ChangedMeanwhile):
        approve(here, (second, logged()))
    with pytest.raises(NothingToApprove):
        approve(draft(), ())


def test_visit_sent_back_is_corrected_and_waits_again():
    here = draft(assignment(), logged())
    back = send_back(here, logged(), "Waren das zwei Besuche?")
    assert (back.status, ids(to_approve(here.workbook))) == (VisitStatus.RETURNED, [])
    there = again(here, actor=OLENA)
    kept = correct(there, back, visit_form(hours="0:45"))
    assert (kept.status, kept.hours, kept.question) == (VisitStatus.SUBMITTED, Decimal("0.75"), "")


def test_visit_sent_back_needs_a_question():
    with pytest.raises(QuestionMissing):
        send_back(draft(logged()), logged(), "  ")


def test_visit_approved_by_mistake_is_sent_back_and_no_longer_counts():
    one = logged(status=VisitStatus.APPROVED, approved_on=TODAY, approved_by="Ute")
    here = draft(assignment(), one)
    send_back(here, one, "Bitte den Tag prüfen")
    assert hours_of(here.workbook, assignment()) == 0


@pytest.mark.parametrize("status", [VisitStatus.APPROVED, VisitStatus.STRUCK])
def test_visit_settled_stays_as_it_is(status):
    one = logged(status=status)
    for act in (lambda do: correct(do, one, visit_form()), lambda do: strike(do, one), lambda do: approve(do, (one,))):
        with pytest.raises(VisitApproved):
            act(draft(assignment(), one))


def test_visit_struck_out_is_gone_from_every_list():
    here = draft(assignment(), logged())
    strike(here, logged())
    assert (visits_of(here.workbook, "E-0001"), visits_by(here.workbook, "P-0001"), to_approve(here.workbook)) == (
        (),
        (),
        (),
    )


# Sums -----------------------------------------------------------------------------------------------------------------


def test_visits_of_a_month_are_its_own():
    july, august = logged("L-0001", day=date(2026, 7, 31)), logged("L-0002", day=date(2026, 8, 1))
    assert visits_by(workbook(july, august), "P-0001", date(2026, 8, 15)) == (august,)


@given(st.lists(st.integers(1, 24 * 60), max_size=40))
def test_hours_add_up_to_the_minute(minutes):
    visits = [logged(hours=f"{one} min") for one in minutes]
    exact = Decimal(sum(minutes)) / 60
    assert abs(hours_in(visits) - exact) <= Decimal("0.005")


def test_kilometres_add_up_without_those_not_given():
    assert kilometres_in([logged(), logged(km=None)]) == Decimal("12.5")


def test_hours_noted_at_the_end_go_before_those_of_the_visits():
    one = logged(status=VisitStatus.APPROVED)
    book = workbook(assignment(hours="3"), assignment("E-0002"), one, logged("L-0002", assignment="E-0002"))
    assert (hours_of(book, book.get(Assignment, "E-0001")), hours_spent(book)) == (Decimal(3), Decimal(3))


def test_request_closed_without_hours_keeps_those_of_its_visits():
    one = logged(status=VisitStatus.APPROVED)
    asked = other_request(status=RequestStatus.MATCHED)
    here = draft(asked, assignment(), one)
    close(here, asked, ResultForm())
    assert (hours_spent(here.workbook), len(approved(here.workbook.all(LoggedVisit)))) == (Decimal("1.5"), 1)
