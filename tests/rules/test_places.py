"""Any order of steps, on every way to a place: never oversold beyond exceptions, order kept, one row a person."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from services.answers import Choice, answer
from services.courses import change
from services.invitations import accept, decline, invite
from services.model.access import Actor, Role
from services.model.course_errors import (
    AnswerNotOpen,
    InvitedAlready,
    LinkTooOld,
    LinkUsed,
    NotDueYet,
    OutOfTurn,
)
from services.model.course_forms import CourseForm, InterestForm
from services.model.course_lists import InterestStatus, RegistrationStatus
from services.model.course_records import Course, Interest, Registration
from services.model.draft import Draft
from services.model.errors import AlreadyRegistered, CourseFull, NotOnList
from services.model.letters import Message
from services.model.lists import Channel
from services.registration import leave_interest, register
from services.waiting_list import (
    GIVEN_UP,
    ON_LIST,
    confirm,
    give_up_place,
    let_lapse,
    offer_place,
    places_left,
    position,
    proposed,
    refuse_offer,
    registrations,
    take_offer,
    waiting,
    with_place,
)
from tests.rules.cast import NOW, UTE, VISITOR, course, form_of, registration_form, workbook

REFUSALS = (AlreadyRegistered, AnswerNotOpen, CourseFull, InvitedAlready, LinkTooOld, LinkUsed, NotDueYet, NotOnList)
ASKED = ON_LIST | {RegistrationStatus.INVITED}
SOMEBODY = st.integers(0, 7)
ANY = st.integers(0, 60)
DAY = timedelta(days=1)


def form(number):
    return registration_form(f"Person {number}", email=f"p{number}@example.org")


def interest_of(number):
    return form_of(InterestForm, form(number))


class Desk(RuleBasedStateMachine):
    """A course at the office's desk, in the public form and behind personal links; nothing is refused half done."""

    def __init__(self):
        super().__init__()
        self.workbook = workbook(course(starts_on="2027-01-01", register_until=None))
        self.now = NOW

    @property
    def course(self):
        return self.workbook.get(Course, "K-0001")

    @property
    def taken(self):
        return len(with_place(self.workbook, "K-0001"))

    def step(self, action, *args, actor=UTE, exception=False):
        """Do it a minute later; what is refused changes nothing, and no step takes a place that is not there."""
        self.now += timedelta(minutes=1)
        draft, taken = Draft(self.workbook, actor, self.now), self.taken
        following = proposed(self.workbook, self.course)
        try:
            done = action(draft, *args)
        except REFUSALS:
            return None
        except OutOfTurn:
            assert following is not None  # somebody else is next, so there is a place
            return None
        self.workbook = draft.workbook
        assert exception or self.taken <= max(self.course.places, taken)
        return done

    def some(self, choice, status=None):
        """Give one of the course's rows, of those with this status if there are any."""
        rows = registrations(self.workbook, "K-0001")
        fitting = [one for one in rows if one.status is status] or rows
        return fitting[choice % len(fitting)]

    @rule(who=SOMEBODY)
    def registers(self, who):
        queue, free = waiting(self.workbook, "K-0001"), places_left(self.workbook, self.course)
        keeps_list = self.course.waiting_list
        done = self.step(register, "K-0001", form(who), actor=VISITOR)
        if done is not None:
            assert (done.status is RegistrationStatus.REGISTERED) is (bool(free) and not (keeps_list and queue))

    @rule(who=SOMEBODY)
    def is_added_as_an_import_adds(self, who):
        self.step(register, "K-0001", form(who), Channel.OLD_LIST)

    @rule(who=SOMEBODY)
    def leaves_interest(self, who):
        self.step(leave_interest, interest_of(who), actor=VISITOR)

    @rule(days=st.integers(0, 3))
    def everybody_is_invited(self, days):
        known = [one.id for one in self.workbook.all(Interest) if one.status is not InterestStatus.WITHDRAWN]
        if known:
            self.step(invite, "K-0001", tuple(known[-2:]), self.now.date() + days * DAY)

    @precondition(lambda self: self.workbook.all(Registration))
    @rule(choice=ANY, yes=st.booleans(), again=st.booleans())
    def answers_the_office(self, choice, yes, again):
        one = self.some(choice, RegistrationStatus.INVITED)
        self.step(accept, one) if yes else self.step(decline, one, again)

    @precondition(lambda self: self.workbook.all(Message))
    @rule(choice=ANY, answered=st.sampled_from(Choice))
    def answers_by_link(self, choice, answered):
        messages = self.workbook.all(Message)
        message = messages[choice % len(messages)]
        follower = Actor(Role.LINK, "Link", link=message.id)
        if self.step(answer, answered, actor=follower) is not None:
            assert self.step(answer, answered, actor=follower) is None  # a second click

    @precondition(lambda self: self.workbook.all(Registration))
    @rule(choice=ANY, waits=st.booleans())
    def confirms(self, choice, waits):
        one = self.some(choice, RegistrationStatus.WAITING if waits else RegistrationStatus.REGISTERED)
        following = proposed(self.workbook, self.course)
        done = self.step(confirm, one)
        if done is not None and one.status is RegistrationStatus.WAITING:
            assert following == one  # nobody is overtaken without a reason

    @precondition(lambda self: self.workbook.all(Registration))
    @rule(choice=ANY)
    def confirms_as_an_exception(self, choice):
        one = self.some(choice, RegistrationStatus.WAITING)
        regular = proposed(self.workbook, self.course) == one
        done = self.step(confirm, one, "Ausnahme", exception=True)
        if done is not None and one.status is RegistrationStatus.WAITING:
            assert done.exception == ("" if regular else "Ausnahme")

    @precondition(lambda self: self.workbook.all(Registration))
    @rule(choice=ANY, days=st.integers(0, 2))
    def offers_a_place(self, choice, days):
        one = self.some(choice, RegistrationStatus.WAITING)
        following = proposed(self.workbook, self.course)
        if self.step(offer_place, one, self.now.date() + days * DAY) is not None:
            assert following == one

    @precondition(lambda self: self.workbook.all(Registration))
    @rule(choice=ANY, action=st.sampled_from([take_offer, refuse_offer, let_lapse]))
    def settles_an_offer(self, choice, action):
        self.step(action, self.some(choice, RegistrationStatus.OFFERED))

    @precondition(lambda self: self.workbook.all(Registration))
    @rule(choice=ANY, status=st.sampled_from(sorted(GIVEN_UP)))
    def gives_up(self, choice, status):
        self.step(give_up_place, self.some(choice), RegistrationStatus(status))

    @rule(places=st.integers(0, 4), waiting_list=st.booleans())
    def changes_the_course(self, places, waiting_list):
        taken = self.taken
        self.step(change, self.course, form_of(CourseForm, self.course, places=places, waiting_list=waiting_list))
        assert self.taken == taken

    @rule()
    def a_day_goes_by(self):
        self.now += DAY

    @invariant()
    def waiting_list_is_in_order_of_arrival(self):
        queue = waiting(self.workbook, "K-0001")
        regular = [one for one in queue if one.answer_by is None]
        assert list(queue[: len(regular)]) == sorted(regular, key=lambda one: one.received_at)
        assert [position(self.workbook, one) for one in queue] == list(range(1, len(queue) + 1))

    @invariant()
    def nobody_stands_there_twice(self):
        there = [one.email for one in registrations(self.workbook, "K-0001") if one.status in ASKED]
        assert len(there) == len(set(there))

    @invariant()
    def free_places_are_those_nobody_has(self):
        assert places_left(self.workbook, self.course) == max(0, self.course.places - self.taken)


@pytest.mark.repeated
def test_places_are_never_oversold_and_the_order_is_kept_whatever_is_done():
    run_state_machine_as_test(Desk, settings=settings(max_examples=60, stateful_step_count=30, deadline=None))
