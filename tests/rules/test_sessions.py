from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.model.course_errors import NothingToMove, SessionMarked
from services.model.course_forms import SeriesForm, SessionForm
from services.model.course_lists import Presence
from services.model.course_records import Course, Document, Session
from services.model.errors import ChangedMeanwhile, NotFound
from services.sessions import (
    change_session,
    move_sessions,
    plan_session,
    planned,
    put_back,
    series,
    sessions,
    take_out,
    total_units,
)
from tests.rules.cast import (
    NEXT_WEEK,
    TODAY,
    TOMORROW,
    YESTERDAY,
    again,
    course,
    draft,
    form_of,
    ids,
    marks,
    refused,
    registration,
    session,
    workbook,
)

CALMLY = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine

HANDBOOK = Document(id="D-0001", title="Integration lotsen")


def days(book):
    return [one.day for one in planned(book, "K-0001")]


def series_form(**values):
    return SeriesForm.model_validate({"day": "03.09.2026", "starts": "18:00", "ends": "21:00", **values})


# Planning -------------------------------------------------------------------------------------------------------------


def test_session_is_planned_with_its_material():
    here = draft(course(), HANDBOOK)
    plan_session(here, "K-0001", SessionForm(day=TOMORROW, topic="Behörden", material="D-0001 Integration lotsen"))
    assert here.workbook.all(Session) == (
        Session(id="U-0001", course="K-0001", day=TOMORROW, topic="Behörden", material="D-0001"),
    )


@pytest.mark.parametrize("material", ["D-0009", "irgendwas"])
def test_session_with_unknown_material_is_refused(material):
    here = draft(course(), HANDBOOK)
    with pytest.raises(NotFound):
        plan_session(here, "K-0001", SessionForm(day=TOMORROW, material=material))
    assert here.changes == ()


def test_session_of_a_course_that_is_not_there_is_refused():
    with pytest.raises(NotFound):
        plan_session(draft(), "K-0009", SessionForm(day=TOMORROW))


def test_row_of_sessions_is_planned_at_once():
    here = draft(course())
    assert series(here, "K-0001", series_form(count="4", every="7", trainer="A. Beispiel")) == course()
    assert days(here.workbook) == [date(2026, 9, 3), date(2026, 9, 10), date(2026, 9, 17), date(2026, 9, 24)]
    assert {(one.trainer, one.length) for one in here.workbook.all(Session)} == {("A. Beispiel", Decimal(4))}
    assert total_units(here.workbook, "K-0001") == Decimal(16)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"count": "0"}, {"*": "series"}),
        ({"count": "61"}, {"*": "series"}),
        ({"every": "0"}, {"*": "series"}),
        ({"every": "101"}, {"*": "series"}),
        ({"count": "vier"}, {"count": "count"}),
        ({"ends": "17:00"}, {"*": "times"}),
        ({"count": "60", "every": "100"}, {}),
    ],
)
def test_row_of_sessions_has_a_sensible_size(typed, wrong):
    assert refused(SeriesForm, **{"day": "03.09.2026", "starts": "18:00", **typed}) == wrong


def test_session_is_changed_unless_somebody_was_first():
    here = draft(course(), session())
    changed = change_session(here, session(), form_of(SessionForm, session(), day=TODAY, topic="Schule"))
    assert (changed.day, changed.topic) == (TODAY, "Schule")
    with pytest.raises(ChangedMeanwhile):
        change_session(again(here), session(), form_of(SessionForm, session()))


# Order and units ------------------------------------------------------------------------------------------------------


def test_sessions_stand_in_the_order_of_day_and_time():
    book = workbook(
        session("U-0001", TOMORROW, starts="18:00"),
        session("U-0002", TOMORROW, starts="9:00"),
        session("U-0003", YESTERDAY),
        session("U-0004", YESTERDAY, course="K-0002"),
    )
    assert ids(sessions(book, "K-0001")) == ["U-0003", "U-0002", "U-0001"]


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ({"units": "2,5"}, "2.5"),
        ({"units": None, "starts": "18:00", "ends": "20:15"}, "3"),
        ({"units": None, "starts": "18:00", "ends": "20:00"}, "2.67"),
        ({"units": None}, "1"),
        ({"units": "0"}, "0"),
    ],
)
def test_units_are_typed_or_worked_out(typed, units):
    assert total_units(workbook(session(**typed)), "K-0001") == Decimal(units)


# Falling away ---------------------------------------------------------------------------------------------------------


def test_session_taken_out_does_not_count_and_comes_back():
    here = draft(course(), session("U-0001"), session("U-0002", TODAY))
    out = take_out(here, session("U-0001"))
    assert ids(sessions(here.workbook, "K-0001")) == ["U-0002"]
    assert ids(planned(here.workbook, "K-0001")) == ["U-0001", "U-0002"]
    assert total_units(here.workbook, "K-0001") == Decimal(4)
    put_back(here, out)
    assert ids(sessions(here.workbook, "K-0001")) == ["U-0001", "U-0002"]


def test_session_with_marks_stays():
    here = draft(course(), session(), registration(attendance=marks(u1=Presence.ABSENT)))
    with pytest.raises(SessionMarked) as refusal:
        take_out(here, session())
    assert (refusal.value.sentence.values, here.changes) == ({"day": YESTERDAY}, ())


# Moving ---------------------------------------------------------------------------------------------------------------


def test_all_sessions_move_with_the_course():
    seen = course(starts_on=YESTERDAY, ends_on=NEXT_WEEK)
    here = draft(
        seen, session("U-0001", YESTERDAY), session("U-0002", NEXT_WEEK), session("U-0003", TODAY, cancelled=True)
    )
    moved = move_sessions(here, seen, date(2026, 10, 1))
    assert days(here.workbook) == [date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 9)]
    assert (moved.starts_on, moved.ends_on) == (date(2026, 10, 1), date(2026, 10, 9))


def test_sessions_move_when_the_course_has_no_dates():
    seen = course(starts_on=None)
    here = draft(seen, session())
    assert move_sessions(here, seen, TODAY) == seen
    assert days(here.workbook) == [TODAY]


def test_sessions_with_marks_do_not_move():
    here = draft(course(), session(), registration(attendance=marks(u1=Presence.PRESENT)))
    with pytest.raises(SessionMarked):
        move_sessions(here, course(), TODAY)


def test_nothing_moves_without_sessions():
    with pytest.raises(NothingToMove):
        move_sessions(draft(course()), course(), TODAY)


@CALMLY
@given(
    st.lists(st.dates(date(2026, 1, 1), date(2027, 1, 1)), min_size=1, max_size=8),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
)
def test_moved_sessions_keep_their_distances(those, first):
    here = draft(course(), *(session(f"U-{number:04d}", day) for number, day in enumerate(those, 1)))
    before = days(here.workbook)
    move_sessions(here, here.workbook.get(Course, "K-0001"), first)
    assert days(here.workbook) == [first + (day - before[0]) for day in before]
    assert here.workbook.get(Course, "K-0001").starts_on == course().starts_on + timedelta(
        days=(first - before[0]).days
    )
