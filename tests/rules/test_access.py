import inspect

import pytest

from services import (
    call_for_help,
    certificates,
    courses,
    intake,
    offers,
    programme,
    registration,
    requesters,
    roster,
    waiting_list,
)
from services.model.access import ANYBODY, RIGHTS, Actor, Right, Role
from services.model.course_forms import CourseForm
from services.model.draft import Draft
from services.model.errors import NotAllowed
from services.model.forms import ProgrammeForm, RequestForm, ResultForm
from services.model.lists import DeclineReason, RejectReason, RequestStatus
from services.model.request_forms import OrganisationForm
from tests.rules.cast import (
    ACTORS,
    OLENA,
    SAMIR,
    assignment,
    course,
    draft,
    form_of,
    help_form,
    interest_form,
    marta,
    offer,
    olena,
    organisation,
    other_request,
    person_form,
    registration_form,
    request,
    request_form,
    samir,
)
from tests.rules.cast import registration as registered

TOPICS = (
    call_for_help,
    certificates,
    courses,
    intake,
    offers,
    programme,
    registration,
    requesters,
    roster,
    waiting_list,
)
RECORDS = (
    course(),
    registered(),
    olena(),
    samir(),
    marta(),
    request(),
    other_request(status=RequestStatus.MATCHED),
    offer(),
    assignment(),
    organisation(),
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
    certificates.certify: (Right.CERTIFY, lambda do: certificates.certify(do, "K-0001", ("T-0001",))),
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
    call_for_help.ask_for_help: (Right.ASK_FOR_HELP, lambda do: call_for_help.ask_for_help(do, help_form())),
    requesters.keep_organisation: (
        Right.TAKE_REQUESTS,
        lambda do: requesters.keep_organisation(do, OrganisationForm(name="Grüne Schule")),
    ),
    requesters.change_organisation: (
        Right.TAKE_REQUESTS,
        lambda do: requesters.change_organisation(do, organisation(), OrganisationForm(name="VHS")),
    ),
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
    last = ["ASK_FOR_HELP"]
    office = ["PLAN_COURSES", "GIVE_PLACES", "CERTIFY", "KEEP_ROSTER", "TAKE_REQUESTS", "MATCH", "READ_FIGURES"]
    desk = ["SEE_TODAY", "TAKE_INTEREST", "PLAN_EVENTS", "INVITE", "KEEP_ATTENDANCE", "SEND_MESSAGES", "KEEP_TEXTS"]
    desk += ["KEEP_EARLIER_YEARS"]
    assert table == {
        Role.PUBLIC: [*anybody, *last],
        Role.VOLUNTEER: [*anybody, "SEE_OWN_OFFERS", "ANSWER_OFFER", *last],
        Role.COORDINATOR: [*anybody, "ANSWER_OFFER", *office, "KEEP_PROGRAMME", "KEEP_TABLE", *desk, *last],
        Role.LEAD: [*anybody, "READ_FIGURES", *last],
        Role.LINK: [*anybody, "ANSWER_LINK", *last],
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
