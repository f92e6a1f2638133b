import inspect

import pytest

from services import (
    attendance,
    certificates,
    courses,
    intake,
    offers,
    programme,
    registration,
    roster,
    sessions,
    waiting_list,
)
from services.model.access import ANYBODY, RIGHTS, Actor, Right, Role
from services.model.course_forms import CourseForm, SeriesForm, SessionForm
from services.model.course_lists import Presence, RegistrationStatus
from services.model.draft import Draft
from services.model.errors import NotAllowed
from services.model.forms import ProgrammeForm, RequestForm, ResultForm
from services.model.lists import DeclineReason, RejectReason, RequestStatus
from tests.rules.cast import (
    ACTORS,
    OLENA,
    SAMIR,
    TODAY,
    assignment,
    course,
    draft,
    form_of,
    interest_form,
    marta,
    offer,
    olena,
    other_request,
    person_form,
    registration_form,
    request,
    request_form,
    samir,
    session,
)
from tests.rules.cast import registration as registered

TOPICS = (attendance, certificates, courses, intake, offers, programme, registration, roster, sessions, waiting_list)
FALLEN_AWAY = session("U-0002", cancelled=True)
HOLDER = registered("T-0002", "Ada Lohe", course="K-0002", status=RegistrationStatus.CERTIFIED, certificate="2025-009")
RECORDS = (
    course(),
    session(),
    FALLEN_AWAY,
    registered(attendance=()),
    HOLDER,
    olena(),
    samir(),
    marta(),
    request(),
    other_request(status=RequestStatus.MATCHED),
    offer(),
    assignment(),
)
ACTIONS = {
    registration.register: (
        Right.REGISTER,
        lambda do: registration.register(do, "K-0001", registration_form("Neu Hier")),
    ),
    registration.leave_interest: (Right.LEAVE_INTEREST, lambda do: registration.leave_interest(do, interest_form())),
    courses.plan: (Right.PLAN_COURSES, lambda do: courses.plan(do, form_of(CourseForm, course()))),
    courses.change: (
        Right.PLAN_COURSES,
        lambda do: courses.change(do, course(), form_of(CourseForm, course(), places=5)),
    ),
    waiting_list.confirm: (Right.GIVE_PLACES, lambda do: waiting_list.confirm(do, registered())),
    waiting_list.give_up_place: (Right.GIVE_PLACES, lambda do: waiting_list.give_up_place(do, registered())),
    sessions.plan_session: (
        Right.PLAN_COURSES,
        lambda do: sessions.plan_session(do, "K-0001", SessionForm(day=TODAY)),
    ),
    sessions.series: (
        Right.PLAN_COURSES,
        lambda do: sessions.series(do, "K-0001", SeriesForm(day=TODAY)),
    ),
    sessions.change_session: (
        Right.PLAN_COURSES,
        lambda do: sessions.change_session(do, session(), form_of(SessionForm, session(), topic="Schule")),
    ),
    sessions.take_out: (Right.PLAN_COURSES, lambda do: sessions.take_out(do, session())),
    sessions.put_back: (Right.PLAN_COURSES, lambda do: sessions.put_back(do, FALLEN_AWAY)),
    sessions.move_sessions: (Right.PLAN_COURSES, lambda do: sessions.move_sessions(do, course(), TODAY)),
    attendance.mark: (
        Right.KEEP_ATTENDANCE,
        lambda do: attendance.mark(do, "K-0001", {}, {"T-0001": {"U-0001": Presence.PRESENT}}),
    ),
    certificates.revoke: (Right.CERTIFY, lambda do: certificates.revoke(do, HOLDER, "Name falsch")),
    programme.keep_logo: (
        Right.KEEP_PROGRAMME,
        lambda do: programme.keep_logo(do, programme.programme(do.workbook), "iVBORw0KGgo="),
    ),
    certificates.certify: (
        Right.CERTIFY,
        lambda do: certificates.certify(do, "K-0001", ("T-0001",), {"T-0001": "hat nachgeholt"}),
    ),
    roster.enter: (Right.KEEP_ROSTER, lambda do: roster.enter(do, person_form())),
    roster.edit: (Right.KEEP_ROSTER, lambda do: roster.edit(do, olena(), person_form(max_open=3))),
    intake.take_in: (Right.TAKE_REQUESTS, lambda do: intake.take_in(do, request_form())),
    intake.correct: (
        Right.TAKE_REQUESTS,
        lambda do: intake.correct(do, request(), form_of(RequestForm, request(), people=3)),
    ),
    intake.refuse: (Right.TAKE_REQUESTS, lambda do: intake.refuse(do, request(), RejectReason.TOO_LATE)),
    intake.close: (
        Right.TAKE_REQUESTS,
        lambda do: intake.close(do, other_request(status=RequestStatus.MATCHED), ResultForm()),
    ),
    offers.ask: (Right.MATCH, lambda do: offers.ask(do, "A-0001", "P-0003")),
    offers.take_back: (
        Right.MATCH,
        lambda do: offers.take_back(do, other_request(status=RequestStatus.MATCHED)),
    ),
    offers.accept: (Right.ANSWER_OFFER, lambda do: offers.accept(do, "V-0001")),
    offers.decline: (Right.ANSWER_OFFER, lambda do: offers.decline(do, "V-0001", DeclineReason.TIME)),
    programme.describe: (
        Right.KEEP_PROGRAMME,
        lambda do: programme.describe(do, programme.programme(do.workbook), ProgrammeForm(name="Lotsen")),
    ),
}
MATRIX = [
    pytest.param(action, role, right, id=f"{named.__name__}-{role.name.lower()}")
    for named, (right, action) in ACTIONS.items()
    for role in Role
]


def allowed(role, right):
    return right in RIGHTS[role]


@pytest.mark.parametrize(("action", "role", "right"), [one for one in MATRIX if not allowed(*one.values[1:])])
def test_action_refuses_every_role_without_the_right(action, role, right):
    here = draft(*RECORDS, actor=ACTORS[role])
    with pytest.raises(NotAllowed) as refusal:
        action(here)
    assert (refusal.value.sentence.values, here.changes) == ({"deed": right}, ())


@pytest.mark.parametrize(("action", "role", "right"), [one for one in MATRIX if allowed(*one.values[1:])])
def test_action_is_carried_out_for_every_role_with_the_right(action, role, right):
    here = draft(*RECORDS, actor=ACTORS[role])
    action(here)
    assert (here.deed, bool(here.changes)) == (right, True)


def test_actions_all_stand_in_the_matrix():
    # withdraw_offers is a step of refuse and accept, which ask for the right.
    named = {
        function
        for topic in TOPICS
        for function in vars(topic).values()
        if inspect.isfunction(function)
        and function.__module__ == topic.__name__
        and not function.__name__.startswith("_")
        and next(iter(inspect.signature(function).parameters.values())).annotation is Draft
    }
    assert named - {intake.withdraw_offers} == set(ACTIONS)


def test_rights_of_each_role_are_the_table_in_the_glossary():
    table = {role: [right.name for right in Right if allowed(role, right)] for role in Role}
    anybody = ["REGISTER", "LEAVE_INTEREST"]
    office = ["PLAN_COURSES", "GIVE_PLACES", "CERTIFY", "KEEP_ROSTER", "TAKE_REQUESTS", "MATCH", "READ_FIGURES"]
    desk = ["SEE_TODAY", "TAKE_INTEREST", "PLAN_EVENTS", "INVITE", "KEEP_ATTENDANCE", "SEND_MESSAGES", "KEEP_TEXTS"]
    desk += ["KEEP_EARLIER_YEARS"]
    assert table == {
        Role.PUBLIC: anybody,
        Role.VOLUNTEER: [*anybody, "SEE_OWN_OFFERS", "ANSWER_OFFER"],
        Role.COORDINATOR: [*anybody, "ANSWER_OFFER", *office, "KEEP_PROGRAMME", "KEEP_TABLE", *desk],
        Role.LEAD: [*anybody, "READ_FIGURES"],
        Role.LINK: [*anybody, "ANSWER_LINK"],
    }


@pytest.mark.parametrize("right", Right)
def test_right_belongs_to_somebody(right):
    assert any(allowed(role, right) for role in Role)


def test_stranger_is_the_public():
    assert Actor(Role.PUBLIC, "Öffentlichkeit", "") == ANYBODY


@pytest.mark.parametrize("answer", [offers.accept, offers.decline])
def test_volunteer_answers_no_foreign_offer(answer):
    with pytest.raises(NotAllowed):
        answer(draft(*RECORDS, actor=SAMIR), "V-0001")


@pytest.mark.parametrize("answer", [offers.accept, offers.decline])
def test_volunteer_without_an_entry_answers_no_offer(answer):
    with pytest.raises(NotAllowed):
        answer(draft(*RECORDS, actor=Actor(Role.VOLUNTEER, OLENA.name)), "V-0001")
