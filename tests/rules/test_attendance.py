from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.attendance import (
    Attended,
    attendance_of,
    attended,
    attendees,
    enough,
    gap,
    mark,
    marks_of,
    next_to_mark,
    standing,
)
from services.model.access import Actor, Role
from services.model.course_errors import MarkedMeanwhile, SessionGone
from services.model.course_lists import Presence, RegistrationStatus, Standing
from services.model.course_records import Course, Registration
from services.model.errors import NotOnList
from services.model.words import Sentence
from tests.rules.cast import (
    NEXT_WEEK,
    TODAY,
    TOMORROW,
    UTE,
    YESTERDAY,
    again,
    course,
    draft,
    ids,
    journal,
    marks,
    office,
    registration,
    session,
    workbook,
)

CALMLY = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine

HERE, EXCUSED, MISSING = Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT
FOUR = tuple(session(f"U-000{number}", day) for number, day in enumerate((YESTERDAY, TODAY, TOMORROW, NEXT_WEEK), 1))
IRINA = registration("T-0001", "Irina Petrova")
FARID = registration("T-0002", "Farid Nasser", status=RegistrationStatus.CONFIRMED)
BEN = Actor(Role.COORDINATOR, "Ben Ostermann")
NOTHING: dict[str, dict[str, Presence | None]] = {}


def counted(*answers, sessions=FOUR, **values):
    noted = marks(**{f"u{number}": one for number, one in enumerate(answers, 1) if one})
    one = registration("T-0001", attendance=noted, **values)
    return attended(workbook(course(), *sessions, one), one)


# Counting -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "units", "percent"),
    [
        ((), (0, 0, 0), (0, 0)),
        ((HERE,), (4, 0, 4), (25, 100)),
        ((HERE, MISSING), (4, 0, 8), (25, 50)),
        ((HERE, EXCUSED, HERE, MISSING), (8, 4, 16), (50, 50)),
        ((HERE, HERE, HERE, HERE), (16, 0, 16), (100, 100)),
    ],
)
def test_attendance_counts_units(answers, units, percent):
    result = counted(*answers)
    assert result == Attended(*map(Decimal, (*units, 16)))
    assert (result.percent, result.percent_so_far) == percent


def test_session_is_held_once_anybody_is_marked():
    book = workbook(course(), *FOUR, IRINA, registration("T-0002", attendance=marks(u1=HERE, u2=MISSING)))
    assert attended(book, IRINA) == Attended(Decimal(0), Decimal(0), Decimal(8), Decimal(16))


def test_session_that_fell_away_or_belongs_elsewhere_does_not_count():
    one = registration(attendance=marks(u1=HERE, u2=HERE, u9=HERE))
    book = workbook(course(), FOUR[0], session("U-0002", cancelled=True), session("U-0009", course="K-0002"), one)
    assert attended(book, one) == Attended(Decimal(4), Decimal(0), Decimal(4), Decimal(4))


def test_percent_is_rounded_down():
    longer = (session("U-0001", units="7,99"), session("U-0002", units="2,01"))
    assert counted(HERE, sessions=longer).percent == 79


def test_course_without_sessions_has_nothing_to_miss():
    assert counted(sessions=()) == Attended(Decimal(0), Decimal(0), Decimal(0), Decimal(0))
    assert counted(sessions=()).percent == 0
    assert enough(course(), counted(sessions=()))


def test_several_people_are_counted_like_each_of_them():
    people = [registration(f"T-000{n}", attendance=marks(u1=HERE, u2=one)) for n, one in enumerate(Presence, 1)]
    book = workbook(course(), *FOUR, *people)
    assert attendance_of(book, "K-0001", people) == {one.id: attended(book, one) for one in people}


@pytest.mark.parametrize(
    ("required", "answers", "missing"),
    [
        (80, (HERE, HERE, HERE), "0.80"),
        (75, (HERE, HERE, HERE), None),
        (76, (HERE, HERE, HERE), "0.16"),
        (0, (), None),
        (100, (HERE, HERE, HERE, EXCUSED), "4.00"),
        (100, (HERE, HERE, HERE, HERE), None),
    ],
)
def test_gap_names_the_missing_units(required, answers, missing):
    expected = missing and Sentence(
        "{missing} of {of} units are missing to reach {required} %.",
        missing=Decimal(missing),
        of=Decimal(16),
        required=required,
    )
    assert gap(course(required=required), counted(*answers)) == expected
    assert enough(course(required=required), counted(*answers)) is (missing is None)


# Where somebody stands ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "answers", "expected"),
    [
        (RegistrationStatus.REGISTERED, (), RegistrationStatus.REGISTERED),
        (RegistrationStatus.CONFIRMED, (MISSING,), RegistrationStatus.CONFIRMED),
        (RegistrationStatus.CONFIRMED, (HERE,), Standing.TAKES_PART),
        (RegistrationStatus.REGISTERED, (HERE, HERE, HERE), Standing.TAKES_PART),
        (RegistrationStatus.CONFIRMED, (HERE, HERE, HERE, HERE), Standing.THROUGH),
        (RegistrationStatus.CONFIRMED, (HERE, HERE, EXCUSED, MISSING), Standing.TAKES_PART),
        (RegistrationStatus.CERTIFIED, (HERE, HERE, HERE, HERE), RegistrationStatus.CERTIFIED),
        (RegistrationStatus.DROPPED_OUT, (HERE,), RegistrationStatus.DROPPED_OUT),
        (RegistrationStatus.WAITING, (HERE,), RegistrationStatus.WAITING),
    ],
)
def test_standing_is_worked_out_from_attendance(status, answers, expected):
    noted = marks(**{f"u{number}": one for number, one in enumerate(answers, 1)})
    one = registration(status=status, attendance=noted)
    assert standing(workbook(course(), *FOUR, one), one) is expected


@pytest.mark.parametrize(
    ("status", "noted", "kept"),
    [(status, (), status.name in ("REGISTERED", "CONFIRMED", "CERTIFIED")) for status in RegistrationStatus]
    + [
        (RegistrationStatus.DROPPED_OUT, marks(u1=HERE), True),
        (RegistrationStatus.NO_SHOW, marks(u1=MISSING), True),
        (RegistrationStatus.WAITING, marks(u1=HERE), False),
    ],
)
def test_attendance_is_kept_for_those_with_a_place_and_those_who_left_later(status, noted, kept):
    assert bool(attendees(workbook(registration(status=status, attendance=noted)), "K-0001")) is kept


def test_people_stand_by_last_name():
    assert ids(attendees(workbook(IRINA, FARID), "K-0001")) == ["T-0002", "T-0001"]


@pytest.mark.parametrize(
    ("noted", "expected"),
    [((), "U-0002"), (marks(u2=HERE), "U-0002"), (marks(u1=HERE, u2=HERE, u3=HERE, u4=HERE), "U-0002")],
)
def test_todays_session_is_marked_next(noted, expected):
    book = workbook(course(), *FOUR, registration(attendance=noted))
    assert next_to_mark(book, "K-0001", TODAY).id == expected


@pytest.mark.parametrize(
    ("noted", "expected"),
    [((), "U-0001"), (marks(u1=HERE), "U-0002"), (marks(u1=HERE, u2=HERE, u3=HERE, u4=HERE), "U-0004")],
)
def test_first_session_without_marks_is_next_on_a_day_without_session(noted, expected):
    book = workbook(course(), *FOUR, registration(attendance=noted))
    assert next_to_mark(book, "K-0001", YESTERDAY.replace(day=30)).id == expected


def test_nothing_is_next_without_sessions():
    assert next_to_mark(workbook(course()), "K-0001", TODAY) is None


# Marking --------------------------------------------------------------------------------------------------------------


def test_marks_are_saved_in_the_order_of_the_sessions():
    here = draft(course(), *FOUR, IRINA, FARID)
    result = mark(here, "K-0001", NOTHING, {"T-0001": {"U-0002": MISSING, "U-0001": HERE}, "T-0002": {"U-0001": None}})
    assert result == here.workbook.get(Course, "K-0001")
    assert [change.after.id for change in here.changes] == ["T-0001"]
    assert here.workbook.get(Registration, "T-0001").attendance == marks(u1=HERE, u2=MISSING)


def test_mark_is_changed_and_taken_away():
    one = registration(attendance=marks(u1=HERE, u2=HERE))
    here = draft(course(), *FOUR, one)
    seen = marks_of(here.workbook, "K-0001")
    mark(here, "K-0001", seen, {"T-0001": {"U-0001": None, "U-0002": EXCUSED}})
    assert here.workbook.get(Registration, "T-0001").attendance == marks(u2=EXCUSED)


def test_mark_of_a_session_that_fell_away_stays_in_the_row():
    one = registration(attendance=marks(u1=HERE))
    here = draft(course(), session("U-0001", cancelled=True), session("U-0002", TODAY), one)
    mark(here, "K-0001", NOTHING, {"T-0001": {"U-0002": HERE}})
    assert here.workbook.get(Registration, "T-0001").attendance == marks(u2=HERE, u1=HERE)


def test_marking_what_stands_there_changes_nothing():
    here = draft(course(), *FOUR, registration(attendance=marks(u1=HERE)))
    mark(here, "K-0001", NOTHING, {"T-0001": {"U-0001": HERE}})
    assert here.changes == ()


@pytest.mark.parametrize(
    "status", [RegistrationStatus.WAITING, RegistrationStatus.WITHDRAWN, RegistrationStatus.INVITED]
)
def test_marking_somebody_without_a_place_is_refused(status):
    with pytest.raises(NotOnList):
        mark(draft(course(), *FOUR, registration(status=status)), "K-0001", NOTHING, {"T-0001": {"U-0001": HERE}})


def test_marking_somebody_of_another_course_is_refused():
    with pytest.raises(NotOnList):
        mark(draft(course(), *FOUR, registration(course="K-0002")), "K-0001", NOTHING, {"T-0001": {"U-0001": HERE}})


@pytest.mark.parametrize("other", [session("U-0001", cancelled=True), session("U-0001", course="K-0002")])
def test_marking_at_a_session_that_does_not_take_place_is_refused(other):
    with pytest.raises(SessionGone) as refusal:
        mark(draft(course(), other, IRINA), "K-0001", NOTHING, {"T-0001": {"U-0001": HERE}})
    assert refusal.value.sentence.values == {"day": YESTERDAY}


# Two people at once ---------------------------------------------------------------------------------------------------


def test_two_people_mark_different_cells_of_one_person():
    here = draft(course(), *FOUR, IRINA)
    seen = marks_of(here.workbook, "K-0001")
    mark(here, "K-0001", seen, {"T-0001": {"U-0001": HERE}})
    later = again(here, actor=BEN)
    mark(later, "K-0001", seen, {"T-0001": {"U-0001": None, "U-0002": MISSING}})
    assert later.workbook.get(Registration, "T-0001").attendance == marks(u1=HERE, u2=MISSING)


def test_two_people_who_enter_the_same_agree():
    here = draft(course(), *FOUR, IRINA)
    seen = marks_of(here.workbook, "K-0001")
    mark(here, "K-0001", seen, {"T-0001": {"U-0001": HERE}})
    later = again(here, actor=BEN)
    mark(later, "K-0001", seen, {"T-0001": {"U-0001": HERE}})
    assert later.changes == ()


def test_cell_changed_by_both_is_refused_with_whose_change():
    place = office(course(), *FOUR, IRINA)
    seen = marks_of(place.read(UTE), "K-0001")
    place.perform(UTE, mark, "K-0001", seen, {"T-0001": {"U-0001": EXCUSED}})
    with pytest.raises(MarkedMeanwhile) as refusal:
        place.perform(BEN, mark, "K-0001", seen, {"T-0001": {"U-0001": HERE}})
    assert refusal.value.sentence.values == {
        "who": UTE.name,
        "theirs": EXCUSED,
        "name": "Irina Petrova",
        "day": YESTERDAY,
        "mine": HERE,
    }
    # Seen now, it may be changed.
    place.perform(BEN, mark, "K-0001", marks_of(place.read(BEN), "K-0001"), {"T-0001": {"U-0001": HERE}})
    assert place.read(BEN).get(Registration, "T-0001").attendance == marks(u1=HERE)


def test_cell_changed_in_the_table_itself_is_somebodys_change():
    one = registration(attendance=marks(u1=MISSING))
    other_deed = journal(entries=("T-0001",), deed="Platz vergeben")
    here = draft(course(), *FOUR, one, other_deed)
    with pytest.raises(MarkedMeanwhile) as refusal:
        mark(here, "K-0001", {"T-0001": {"U-0001": HERE}}, {"T-0001": {"U-0001": None}})
    values = refusal.value.sentence.values
    assert (values["who"], values["mine"]) == (Sentence("Somebody"), Sentence("not noted"))


ANSWER = st.sampled_from([*Presence, None])
CELLS = st.dictionaries(st.sampled_from(["U-0001", "U-0002", "U-0003", "U-0004"]), ANSWER)
TABLES = st.dictionaries(st.sampled_from(["T-0001", "T-0002"]), CELLS)


@CALMLY
@given(TABLES, TABLES)
def test_nobodys_mark_is_lost_when_two_people_mark(first, second):
    here = draft(course(), *FOUR, IRINA, FARID)
    seen = marks_of(here.workbook, "K-0001")
    mark(here, "K-0001", seen, first)
    later = again(here, actor=BEN)
    cells = {
        (number, one): answer
        for table in (first, second)
        for number, row in table.items()
        for one, answer in row.items()
        if answer
    }
    both = {
        (number, one)
        for number, row in first.items()
        for one, answer in row.items()
        if answer and second.get(number, {}).get(one) not in (None, answer)
    }
    try:
        mark(later, "K-0001", seen, second)
    except MarkedMeanwhile:
        assert both
        return
    after = marks_of(later.workbook, "K-0001")
    assert not both
    assert {(n, one): answer for n, row in after.items() for one, answer in row.items() if answer} == cells
