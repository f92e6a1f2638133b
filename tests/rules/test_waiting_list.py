import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from services.courses import change
from services.model.course_forms import CourseForm
from services.model.course_lists import RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.errors import ChangedMeanwhile, CourseFull, NotOnList
from services.registration import register
from services.waiting_list import (
    GIVEN_UP,
    HAS_PLACE,
    confirm,
    give_up_place,
    places_for_newcomers,
    places_left,
    position,
    registrations,
    waiting,
    with_place,
)
from tests.rules.cast import UTE, course, draft, form_of, ids, registration, registration_form, workbook

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


def test_give_up_place_moves_nobody_up():
    here = draft(course(), *LISTS)
    give_up_place(here, LISTS[0])
    assert [change.after.id for change in here.changes] == ["T-0001"]


# Any order of steps ---------------------------------------------------------------------------------------------------


class Desk(RuleBasedStateMachine):
    """A course at the office's desk: whatever is done in whatever order, no action sells a place that is not there."""

    def __init__(self):
        super().__init__()
        self.draft = draft(course())
        self.arrived = []

    @property
    def course(self):
        return self.draft.workbook.get(Course, "K-0001")

    @property
    def taken(self):
        return len(with_place(self.draft.workbook, "K-0001"))

    def step(self, action, *args):
        """Do it; what is refused leaves everything as it was, and no step takes more places than there are."""
        taken, before = self.taken, self.draft.workbook
        try:
            done = action(self.draft, *args)
        except (CourseFull, NotOnList):
            assert self.draft.workbook == before
            return None
        assert self.taken <= max(self.course.places, taken)
        return done

    @rule()
    def registers(self):
        queue = ids(waiting(self.draft.workbook, "K-0001"))
        free = places_left(self.draft.workbook, self.course)
        keeps_list = self.course.waiting_list
        done = self.step(register, "K-0001", registration_form(f"Person {len(self.arrived)}"))
        if done is None:
            assert (free, keeps_list) == (0, False)
        else:
            self.arrived.append(done.id)
            gets_place = bool(free) and not (keeps_list and queue)
            assert (done.status is RegistrationStatus.REGISTERED) is gets_place

    @precondition(lambda self: self.arrived)
    @rule(choice=st.integers(0, 30))
    def confirms(self, choice):
        self.step(confirm, self.draft.workbook.get(Registration, self.arrived[choice % len(self.arrived)]))

    @precondition(lambda self: self.arrived)
    @rule(choice=st.integers(0, 30), status=st.sampled_from(RegistrationStatus))
    def gives_up(self, choice, status):
        self.step(
            give_up_place, self.draft.workbook.get(Registration, self.arrived[choice % len(self.arrived)]), status
        )

    @rule(places=st.integers(0, 4), waiting_list=st.booleans())
    def changes_the_course(self, places, waiting_list):
        form = form_of(CourseForm, self.course, places=places, waiting_list=waiting_list)
        taken = self.taken
        change(self.draft, self.course, form)
        assert self.taken == taken

    @invariant()
    def waiting_list_is_in_order_of_arrival(self):
        queue = ids(waiting(self.draft.workbook, "K-0001"))
        assert queue == [number for number in self.arrived if number in queue]

    @invariant()
    def positions_count_from_one(self):
        queue = waiting(self.draft.workbook, "K-0001")
        assert [position(self.draft.workbook, one) for one in queue] == list(range(1, len(queue) + 1))

    @invariant()
    def nobody_is_lost(self):
        assert ids(registrations(self.draft.workbook, "K-0001")) == self.arrived


def test_waiting_list_never_oversells_and_keeps_its_order_whatever_is_done():
    run_state_machine_as_test(Desk, settings=settings(max_examples=60, stateful_step_count=25, deadline=None))


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
