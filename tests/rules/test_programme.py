from datetime import timedelta

import pytest

from services.model.errors import ChangedMeanwhile
from services.model.forms import ProgrammeForm
from services.model.lists import RejectReason
from services.model.records import Programme
from services.programme import describe, programme
from services.scope import doubts, why
from services.today.asked import silent_volunteers
from services.today.assignments import silent_assignments
from tests.rules.cast import (
    NEXT_WEEK,
    NOW,
    TODAY,
    assignment,
    draft,
    offer,
    olena,
    refused,
    request,
    request_form,
    workbook,
)

OURS = Programme(id="S-0001", name="Lotsen Musterstadt", phone="02362 123456")


def test_programme_is_neutral_before_anybody_describes_it():
    assert programme(workbook()) == Programme(id="S-0001", name="Integrationslotsen")


def test_programme_is_what_the_office_has_entered():
    assert programme(workbook(OURS)) == OURS


def test_programme_is_described_first():
    here = draft()
    describe(here, programme(here.workbook), ProgrammeForm(name="Lotsen Musterstadt", phone="02362/123456"))
    assert here.workbook.all(Programme) == (OURS,)


def test_programme_is_described_again_in_the_same_row():
    here = draft(OURS)
    describe(here, OURS, ProgrammeForm(name="Lotsen Neustadt", districts="Altstadt; Hervest"))
    assert here.workbook.all(Programme) == (
        Programme(id="S-0001", name="Lotsen Neustadt", districts=("Altstadt", "Hervest")),
    )


@pytest.mark.parametrize("seen", [Programme(id="S-0001"), OURS.model_copy(update={"fax": "+49 2362 1"})])
def test_programme_described_by_somebody_else_meanwhile_is_left_alone(seen):
    here = draft(OURS)
    with pytest.raises(ChangedMeanwhile):
        describe(here, seen, ProgrammeForm(name="Meins"))
    assert here.changes == ()


# Deadlines ------------------------------------------------------------------------------------------------------------


DEADLINES = ("lead_days", "ask_again_days", "silent_days")


def test_deadlines_are_what_they_were_until_the_office_sets_others():
    assert [getattr(ProgrammeForm(), name) for name in DEADLINES] == [5, 3, 30]


@pytest.mark.parametrize("name", DEADLINES)
@pytest.mark.parametrize(("typed", "right"), [("0", False), ("1", True), ("90", True), ("91", False), ("bald", False)])
def test_deadlines_are_from_one_day_to_ninety(name, typed, right):
    assert (name not in refused(ProgrammeForm, **{name: typed})) is right


@pytest.mark.parametrize(("days", "soon"), [(7, False), (8, True)])
def test_notice_the_office_needs_decides_what_is_very_soon_and_stands_in_the_sentence(days, soon):
    book = workbook(Programme(id="S-0001", lead_days=days))
    assert (RejectReason.TOO_LATE in doubts(book, request_form(day=NEXT_WEEK), TODAY)) is soon
    assert f"about {days} days" in str(why(book, RejectReason.TOO_LATE))


@pytest.mark.parametrize(("days", "due"), [(2, True), (3, False)])
def test_question_is_asked_again_after_the_days_the_office_has_set(days, due):
    asked = offer(asked_at=NOW - timedelta(days=2))
    book = workbook(Programme(id="S-0001", ask_again_days=days), olena(), request(), asked)
    assert [line.since for line in silent_volunteers(book, TODAY)] == [TODAY] * due


@pytest.mark.parametrize(("days", "due"), [(14, True), (15, False)])
def test_assignment_is_silent_after_the_days_the_office_has_set(days, due):
    quiet = assignment(mandated_on=TODAY - timedelta(days=14))
    book = workbook(Programme(id="S-0001", silent_days=days), olena(), quiet)
    assert [line.since for line in silent_assignments(book, TODAY)] == [TODAY] * due
