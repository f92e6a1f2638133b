import importlib
import inspect
from dataclasses import replace
from pathlib import Path

import pytest

import services
from services import (
    anonymising,
    answers,
    appointments,
    asked,
    assignments,
    attendance,
    call_for_help,
    caps,
    certificates,
    conversations,
    course_steps,
    courses,
    digest,
    documents,
    duplicates,
    earlier_years,
    guests,
    intake,
    interests,
    invitations,
    merging,
    messages,
    offer_answers,
    offers,
    office_people,
    outbox,
    own_data,
    own_entry,
    own_links,
    participants,
    passing_on,
    planned,
    programme,
    registration,
    requester_letters,
    requesters,
    restore,
    roster,
    seat_changes,
    sessions,
    stages,
    table,
    talks,
    texts,
    views,
    visits,
    waiting_list,
)
from services.finding import Filters
from services.model.access import ANYBODY, RIGHTS, Actor, Right, Role
from services.model.assignment_forms import CapForm, EndForm, MoveForm, ResultForm
from services.model.conversations import Conversation, ConversationForm
from services.model.course_forms import (
    CourseForm,
    DocumentForm,
    SeriesForm,
    SessionForm,
    StepForm,
)
from services.model.course_lists import (
    Counted,
    CourseStatus,
    InterestStatus,
    MessageKind,
    MessageStatus,
    Presence,
    RegistrationStatus,
)
from services.model.course_records import Document, Registration
from services.model.draft import Draft
from services.model.errors import NotAllowed
from services.model.forms import OwnEntryForm, ProgrammeForm
from services.model.letters import Message, TemplateForm
from services.model.lists import (
    AssignmentStatus,
    Channel,
    DeclineReason,
    OfferStatus,
    PersonStatus,
    RejectReason,
    RequestStatus,
    Seat,
    Topic,
)
from services.model.office_people import ColleagueForm
from services.model.past_forms import EarlierTotalForm, PastCourseForm, PastForm
from services.model.person_lists import LeaveReason
from services.model.post import Outcome
from services.model.records import PutOff
from services.model.request_forms import OrganisationForm, RequestForm
from services.model.weights import WeightsForm
from services.own_list import columns, taking_in
from services.own_list.rows import Newcomer
from services.past import taking_over
from services.today import putting_off
from tests.rules.cast import (
    ACTORS,
    NEXT_WEEK,
    OLENA,
    SAMIR,
    TODAY,
    YESTERDAY,
    assignment,
    call,
    call_form,
    cap,
    colleague,
    course,
    draft,
    event,
    event_form,
    form_of,
    guest,
    help_form,
    interest,
    interest_form,
    logged,
    mail,
    marta,
    message,
    offer,
    olena,
    organisation,
    other_request,
    own_change,
    own_link,
    person,
    person_form,
    registration_form,
    request,
    request_form,
    samir,
    session,
    total,
    visit_form,
)
from tests.rules.cast import registration as registered

SERVICES = Path(services.__file__).parent


def topics():
    """Every module that may hold an action: a new one is found by itself."""
    files = [file for file in SERVICES.rglob("*.py") if not {"model", "storage"} & set(file.parts)]
    return [
        importlib.import_module(".".join(("services", *file.relative_to(SERVICES).with_suffix("").parts)))
        for file in files
        if file.stem != "__init__"
    ]


SCHOOL = Filters(topics=frozenset({Topic.SCHOOL}))


NEWCOMERS = (Newcomer(person_form(last_name="Neu", phone="02362 121212", email=None)),)


OPEN = course(places=3)


GONE = interest("I-0002", status=InterestStatus.WITHDRAWN)


def seen(here, number):
    return here.workbook.get(Message, number)


PUT_OFF = PutOff(id="R-0001", line="Calls to make N-0008", since=YESTERDAY, until=NEXT_WEEK)


HANDBOOK = Document(id="D-0001", title="Handbuch")


EARLIER = total("F-0001", "Kurs 2009", 17, Counted.QUALIFIED)


FALLEN_AWAY = session("U-0002", cancelled=True)


NINA = colleague()


HOLDER = registered("T-0009", "Ada Lohe", course="K-0002", status=RegistrationStatus.CERTIFIED, certificate="2025-009")


SHARING = registered(share=True)


OWN_CHANGE = own_change()


CONVERSATION = Conversation(id="H-0001", person="P-0001", day=YESTERDAY, note="Alles gut")


OWN_LINK = own_link()


AWAY = person("P-0004", last_name="Weg", paused_until=NEXT_WEEK)


FORMER = person("P-0005", last_name="Früher", status=PersonStatus.LEFT)
PLACED = other_request(status=RequestStatus.MATCHED, day=TODAY)


COMPLETED = request("A-0004", status=RequestStatus.NEW, day=YESTERDAY)


STANDS_IN = offer("V-0002", request="A-0003", seat=Seat.BACKUP, status=OfferStatus.ACCEPTED)


RESTING = assignment("E-0002", request="A-0001", person="P-0002", status=AssignmentStatus.INTERRUPTED)


RECORDS = (
    OPEN,
    AWAY,
    FORMER,
    olena(),
    samir(),
    marta(),
    request(),
    PLACED,
    request("A-0003", day=YESTERDAY),
    COMPLETED,
    offer(),
    STANDS_IN,
    assignment(),
    registered("T-0002", "Eva Eingeladen", status=RegistrationStatus.INVITED),
    registered("T-0003", "Ole Angeboten", course="K-0002", status=RegistrationStatus.OFFERED),
    registered("T-0004", "Wim Wartend", status=RegistrationStatus.WAITING),
    registered("T-0005", "Ida Zuspät", course="K-0002", status=RegistrationStatus.OFFERED, answer_by=YESTERDAY),
    course("K-0002", places=2),
    course("K-0003", status=CourseStatus.DRAFT),
    interest(),
    message(about="T-0002"),
    GONE,
    event(),
    event("G-0002", day=TODAY),
    guest(),
    mail("N-0005"),
    mail("N-0002", status=MessageStatus.FAILED),
    mail("N-0003", status=MessageStatus.SENDING, trouble="Verbindung beim Übergeben abgebrochen"),
    mail("N-0004", status=MessageStatus.BY_HAND),
    call(),
    SHARING,
    HANDBOOK,
    PUT_OFF,
    EARLIER,
    session(),
    FALLEN_AWAY,
    HOLDER,
    organisation(),
    NINA,
    OWN_CHANGE,
    CONVERSATION,
    OWN_LINK,
    logged(),
    cap(),
    RESTING,
)


TYPED = interest("", last_name="Getippt")


def take_in_a_row(here):
    here.workbook = replace(here.workbook, untaken=(TYPED,))
    return table.take_in_rows(here, (TYPED,))


ACTIONS = {
    registration.register: (
        Right.REGISTER,
        lambda do: registration.register(do, "K-0001", registration_form("Neu Hier")),
    ),
    registration.leave_interest: (Right.LEAVE_INTEREST, lambda do: registration.leave_interest(do, interest_form())),
    interests.take: (Right.TAKE_INTEREST, lambda do: interests.take(do, call_form())),
    interests.step: (Right.TAKE_INTEREST, lambda do: interests.step(do, interest(), StepForm())),
    interests.correct: (Right.TAKE_INTEREST, lambda do: interests.correct(do, interest(), call_form(owner="Ute"))),
    interests.withdraw: (Right.TAKE_INTEREST, lambda do: interests.withdraw(do, interest())),
    interests.take_up_again: (Right.TAKE_INTEREST, lambda do: interests.take_up_again(do, GONE)),
    interests.erase: (Right.TAKE_INTEREST, lambda do: interests.erase(do, GONE)),
    talks.plan: (Right.PLAN_EVENTS, lambda do: talks.plan(do, event_form())),
    talks.change: (Right.PLAN_EVENTS, lambda do: talks.change(do, event(), event_form(title="Kennenlernen"))),
    talks.call_off: (Right.PLAN_EVENTS, lambda do: talks.call_off(do, event())),
    talks.record: (Right.PLAN_EVENTS, lambda do: talks.record(do, event("G-0002", day=TODAY), ())),
    talks.answer: (Right.INVITE, lambda do: talks.answer(do, guest(), accepted=True)),
    guests.invite: (
        Right.INVITE,
        lambda do: guests.invite(do, "G-0001", guests.Invited(guides=("P-0001",)), TODAY),
    ),
    planned.ask_planned: (Right.MATCH, lambda do: planned.ask_planned(do, [("A-0001", "P-0003")])),
    programme.weigh: (
        Right.KEEP_PROGRAMME,
        lambda do: programme.weigh(do, programme.programme(do.workbook), WeightsForm()),
    ),
    putting_off.put_off: (Right.PUT_OFF, lambda do: putting_off.put_off(do, "Calls to make", call().id, NEXT_WEEK)),
    putting_off.take_up: (Right.PUT_OFF, lambda do: putting_off.take_up(do, PUT_OFF)),
    courses.plan: (Right.PLAN_COURSES, lambda do: courses.plan(do, form_of(CourseForm, course()))),
    courses.change: (
        Right.PLAN_COURSES,
        lambda do: courses.change(do, OPEN, form_of(CourseForm, OPEN, places=5)),
    ),
    waiting_list.confirm: (Right.GIVE_PLACES, lambda do: waiting_list.confirm(do, SHARING)),
    waiting_list.give_up_place: (Right.GIVE_PLACES, lambda do: waiting_list.give_up_place(do, SHARING)),
    courses.copy: (Right.PLAN_COURSES, lambda do: courses.copy(do, OPEN, "Gruppe B")),
    course_steps.move: (
        Right.PLAN_COURSES,
        lambda do: course_steps.move(do, course("K-0003", status=CourseStatus.DRAFT), CourseStatus.ANNOUNCED),
    ),
    course_steps.call_off: (Right.PLAN_COURSES, lambda do: course_steps.call_off(do, OPEN, "Krank")),
    waiting_list.offer_place: (
        Right.GIVE_PLACES,
        lambda do: waiting_list.offer_place(do, do.workbook.get(Registration, "T-0004"), NEXT_WEEK),
    ),
    waiting_list.take_offer: (
        Right.GIVE_PLACES,
        lambda do: waiting_list.take_offer(do, do.workbook.get(Registration, "T-0003")),
    ),
    waiting_list.refuse_offer: (
        Right.GIVE_PLACES,
        lambda do: waiting_list.refuse_offer(do, do.workbook.get(Registration, "T-0003")),
    ),
    waiting_list.let_lapse: (
        Right.GIVE_PLACES,
        lambda do: waiting_list.let_lapse(do, do.workbook.get(Registration, "T-0005")),
    ),
    invitations.invite: (Right.INVITE, lambda do: invitations.invite(do, "K-0001", ("I-0001",), NEXT_WEEK)),
    invitations.accept: (
        Right.INVITE,
        lambda do: invitations.accept(do, do.workbook.get(Registration, "T-0002")),
    ),
    invitations.decline: (
        Right.INVITE,
        lambda do: invitations.decline(do, do.workbook.get(Registration, "T-0002"), keep_interest=True),
    ),
    answers.answer: (Right.ANSWER_LINK, lambda do: answers.answer(do, answers.Choice.JOIN)),
    certificates.certify: (
        Right.CERTIFY,
        lambda do: certificates.certify(do, "K-0001", ("T-0001",), {"T-0001": "hat nachgeholt"}),
    ),
    roster.enter: (Right.KEEP_ROSTER, lambda do: roster.enter(do, person_form())),
    roster.edit: (Right.KEEP_ROSTER, lambda do: roster.edit(do, olena(), person_form(max_open=3))),
    views.save_view: (Right.KEEP_ROSTER, lambda do: views.save_view(do, "Schule", SCHOOL)),
    views.drop_view: (
        Right.KEEP_ROSTER,
        lambda do: (views.save_view(do, "Schule", SCHOOL), views.drop_view(do, "Schule")),
    ),
    passing_on.pass_on_people: (
        Right.PASS_ON_LISTS,
        lambda do: passing_on.pass_on_people(do, ("P-0001",), ("last_name",)),
    ),
    own_data.hand_out: (Right.TELL_STORED, lambda do: own_data.hand_out(do, "P-0001")),
    duplicates.not_the_same: (Right.KEEP_ROSTER, lambda do: duplicates.not_the_same(do, olena(), samir())),
    merging.merge: (Right.KEEP_ROSTER, lambda do: merging.merge(do, olena(), samir(), frozenset())),
    taking_in.take_in: (Right.KEEP_ROSTER, lambda do: taking_in.take_in(do, "Liste.csv", NEWCOMERS, {})),
    taking_in.take_back: (
        Right.KEEP_ROSTER,
        lambda do: (
            taking_in.take_in(do, "Liste.csv", NEWCOMERS, {}),
            taking_in.take_back(do, taking_in.batches(do.workbook)[0].name),
        ),
    ),
    intake.take_in: (Right.TAKE_REQUESTS, lambda do: intake.take_in(do, request_form())),
    intake.correct: (
        Right.TAKE_REQUESTS,
        lambda do: intake.correct(do, request(), form_of(RequestForm, request(), people=3)),
    ),
    intake.start_search: (
        Right.TAKE_REQUESTS,
        lambda do: intake.start_search(do, COMPLETED),
    ),
    intake.refuse: (Right.TAKE_REQUESTS, lambda do: intake.refuse(do, request(), RejectReason.TOO_LATE)),
    intake.close: (
        Right.TAKE_REQUESTS,
        lambda do: intake.close(do, PLACED, ResultForm()),
    ),
    offers.ask: (Right.MATCH, lambda do: offers.ask(do, "A-0001", "P-0003")),
    offers.take_back: (
        Right.MATCH,
        lambda do: offers.take_back(do, PLACED),
    ),
    offers.ask_several: (
        Right.MATCH,
        lambda do: offers.ask_several(do, "A-0001", ("P-0003",), Channel.EMAIL),
    ),
    offers.stop_asking: (Right.MATCH, lambda do: offers.stop_asking(do, request())),
    offers.step_in: (Right.MATCH, lambda do: offers.step_in(do, STANDS_IN)),
    offers.call_me: (Right.ANSWER_OFFER, lambda do: offers.call_me(do, "V-0001")),
    offers.accept: (Right.ANSWER_OFFER, lambda do: offers.accept(do, "V-0001")),
    offers.decline: (Right.ANSWER_OFFER, lambda do: offers.decline(do, "V-0001", DeclineReason.TIME)),
    outbox.claim: (Right.SEND_MESSAGES, outbox.claim),
    outbox.settle: (
        Right.SEND_MESSAGES,
        lambda do: outbox.settle(do, (seen(do, "N-0003"),), [Outcome("N-0003")]),
    ),
    outbox.sent_by_hand: (Right.SEND_MESSAGES, lambda do: outbox.sent_by_hand(do, (seen(do, "N-0005"),))),
    outbox.again: (Right.SEND_MESSAGES, lambda do: outbox.again(do, (seen(do, "N-0002"),))),
    outbox.was_sent: (Right.SEND_MESSAGES, lambda do: outbox.was_sent(do, (seen(do, "N-0003"),))),
    outbox.drop: (Right.SEND_MESSAGES, lambda do: outbox.drop(do, (seen(do, "N-0005"),))),
    outbox.reopen: (Right.SEND_MESSAGES, lambda do: outbox.reopen(do, (seen(do, "N-0004"),))),
    outbox.reached: (Right.SEND_MESSAGES, lambda do: outbox.reached(do, seen(do, "N-0009"))),
    outbox.not_reached: (Right.SEND_MESSAGES, lambda do: outbox.not_reached(do, seen(do, "N-0009"))),
    texts.keep: (
        Right.KEEP_TEXTS,
        lambda do: texts.keep(do, MessageKind.WAITING, Channel.PHONE, None, TemplateForm(text="Warteliste")),
    ),
    texts.give_back: (
        Right.KEEP_TEXTS,
        lambda do: texts.give_back(do, MessageKind.WAITING, Channel.PHONE, None),
    ),
    programme.describe: (
        Right.KEEP_PROGRAMME,
        lambda do: programme.describe(do, programme.programme(do.workbook), ProgrammeForm(name="Lotsen")),
    ),
    documents.enter: (Right.PLAN_COURSES, lambda do: documents.enter(do, DocumentForm(title="Curriculum"))),
    documents.change: (
        Right.PLAN_COURSES,
        lambda do: documents.change(do, HANDBOOK, form_of(DocumentForm, HANDBOOK, version="2. Auflage")),
    ),
    documents.teach_by: (Right.PLAN_COURSES, lambda do: documents.teach_by(do, "D-0001", (OPEN,))),
    earlier_years.enter_total: (
        Right.KEEP_EARLIER_YEARS,
        lambda do: earlier_years.enter_total(do, form_of(EarlierTotalForm, EARLIER)),
    ),
    earlier_years.change_total: (
        Right.KEEP_EARLIER_YEARS,
        lambda do: earlier_years.change_total(do, EARLIER, form_of(EarlierTotalForm, EARLIER, people=18)),
    ),
    taking_over.take_over: (
        Right.KEEP_EARLIER_YEARS,
        lambda do: taking_over.take_over(
            do, PastCourseForm(title="Kurs", cohort="2011"), (PastForm(first_name="Ana", last_name="Alt"),)
        ),
    ),
    participants.pass_on: (Right.PASS_ON_LISTS, lambda do: participants.pass_on(do, "K-0001")),
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
    sessions.move_sessions: (Right.PLAN_COURSES, lambda do: sessions.move_sessions(do, OPEN, TODAY)),
    attendance.mark: (
        Right.KEEP_ATTENDANCE,
        lambda do: attendance.mark(do, "K-0001", {}, {"T-0001": {"U-0001": Presence.PRESENT}}),
    ),
    certificates.revoke: (Right.CERTIFY, lambda do: certificates.revoke(do, HOLDER, "Name falsch")),
    programme.keep_logo: (
        Right.KEEP_PROGRAMME,
        lambda do: programme.keep_logo(do, programme.programme(do.workbook), "iVBORw0KGgo="),
    ),
    call_for_help.ask_for_help: (Right.ASK_FOR_HELP, lambda do: call_for_help.ask_for_help(do, help_form())),
    requesters.keep_organisation: (
        Right.TAKE_REQUESTS,
        lambda do: requesters.keep_organisation(do, OrganisationForm(name="Grüne Schule")),
    ),
    requesters.change_organisation: (
        Right.TAKE_REQUESTS,
        lambda do: requesters.change_organisation(do, organisation(), OrganisationForm(name="VHS")),
    ),
    office_people.enter_colleague: (
        Right.KEEP_OFFICE,
        lambda do: office_people.enter_colleague(do, form_of(ColleagueForm, NINA, email="neu@example.org"), ()),
    ),
    office_people.change_colleague: (
        Right.KEEP_OFFICE,
        lambda do: office_people.change_colleague(do, NINA, form_of(ColleagueForm, NINA, name="Nina West"), ()),
    ),
    office_people.end_access: (Right.KEEP_OFFICE, lambda do: office_people.end_access(do, NINA, ())),
    table.take_in_rows: (Right.KEEP_TABLE, take_in_a_row),
    restore.restore: (
        Right.KEEP_BACKUPS,
        lambda do: restore.restore(do, (restore.Difference(OPEN, course(places=9)),)),
    ),
    own_entry.keep_own_entry: (
        Right.KEEP_OWN_ENTRY,
        lambda do: own_entry.keep_own_entry(do, olena(), form_of(OwnEntryForm, olena(), max_open=1)),
    ),
    conversations.note_conversation: (
        Right.KEEP_ROSTER,
        lambda do: conversations.note_conversation(do, "P-0001", form_of(ConversationForm, CONVERSATION)),
    ),
    conversations.settle: (Right.KEEP_ROSTER, lambda do: conversations.settle(do, CONVERSATION)),
    own_entry.look_at: (Right.KEEP_ROSTER, lambda do: own_entry.look_at(do, (OWN_CHANGE,))),
    own_entry.undo: (Right.KEEP_ROSTER, lambda do: own_entry.undo(do, (OWN_CHANGE,))),
    own_links.make_link: (Right.KEEP_ROSTER, lambda do: own_links.make_link(do, "P-0001")),
    own_links.withdraw_link: (Right.KEEP_ROSTER, lambda do: own_links.withdraw_link(do, OWN_LINK)),
    stages.move_on: (Right.KEEP_ROSTER, lambda do: stages.move_on(do, marta(), PersonStatus.ACTIVE)),
    stages.pause: (Right.KEEP_ROSTER, lambda do: stages.pause(do, marta(), NEXT_WEEK)),
    stages.end_pause: (Right.KEEP_ROSTER, lambda do: stages.end_pause(do, AWAY)),
    stages.leave: (Right.KEEP_ROSTER, lambda do: stages.leave(do, marta(), LeaveReason.MOVED)),
    anonymising.anonymise: (Right.KEEP_ROSTER, lambda do: anonymising.anonymise(do, FORMER)),
    own_links.send_link: (Right.KEEP_ROSTER, lambda do: own_links.send_link(do, OWN_LINK)),
    visits.enter: (Right.LOG_VISITS, lambda do: visits.enter(do, "E-0001", visit_form())),
    visits.correct: (Right.LOG_VISITS, lambda do: visits.correct(do, logged(), visit_form(hours="2"))),
    visits.strike: (Right.LOG_VISITS, lambda do: visits.strike(do, logged())),
    visits.approve: (Right.APPROVE_HOURS, lambda do: visits.approve(do, (logged(),))),
    visits.send_back: (Right.APPROVE_HOURS, lambda do: visits.send_back(do, logged(), "Zwei Besuche?")),
    assignments.plan_check: (Right.KEEP_ASSIGNMENTS, lambda do: assignments.plan_check(do, assignment(), NEXT_WEEK)),
    assignments.interrupt: (Right.KEEP_ASSIGNMENTS, lambda do: assignments.interrupt(do, assignment(), NEXT_WEEK)),
    assignments.take_up: (Right.KEEP_ASSIGNMENTS, lambda do: assignments.take_up(do, RESTING)),
    assignments.hand_over: (
        Right.KEEP_ASSIGNMENTS,
        lambda do: assignments.hand_over(do, assignment(), "P-0002", "Umzug", "abgesprochen"),
    ),
    assignments.end: (Right.END_ASSIGNMENTS, lambda do: assignments.end(do, assignment(), EndForm())),
    assignments.cancel: (Right.KEEP_ASSIGNMENTS, lambda do: assignments.cancel(do, assignment(), "Krank")),
    appointments.move: (
        Right.KEEP_ASSIGNMENTS,
        lambda do: appointments.move(do, PLACED, MoveForm(day=NEXT_WEEK)),
    ),
    caps.add: (Right.KEEP_PROGRAMME, lambda do: caps.add(do, form_of(CapForm, cap()))),
    caps.change: (Right.KEEP_PROGRAMME, lambda do: caps.change(do, cap(), form_of(CapForm, cap(), amount="20"))),
}


# Parts of several actions, which ask for the right themselves.
STEPS = {
    messages.give_up,
    messages.note_answer,
    messages.write,
    guests.ask,
    own_links.withdraw_all,
    columns.remember_titles,
    asked.end_questions,
    asked.send_home,
    asked.set_free,
    asked.tell,
    requester_letters.tell_received,
    requester_letters.tell_found,
    requester_letters.tell_refused,
    requester_letters.tell_lost,
    requester_letters.tell_goes_on,
    requester_letters.tell_off,
    asked.tell_changes,
    asked.withdraw_offers,
    interests.end,
    interests.give_up,
    invitations.accepted,
    invitations.declined,
    invitations.withdrawn,
    offers.said_no,
    offers.said_yes,
    offers.wants_call,
    registration.confirm_receipt,
    seat_changes.free_seat,
    seat_changes.give_back,
    seat_changes.pass_on,
    seat_changes.tell_passed_on,
    waiting_list.off_the_list,
    waiting_list.refused,
    waiting_list.taken,
}

# Refuse every other role in tests of their own, with the records they need.
ELSEWHERE = {appointments.answer_move, offer_answers.answer, digest.write_digest}


MATRIX = [
    pytest.param(action, role, right, id=f"{named.__name__}-{role.name.lower()}")
    for named, (right, action) in ACTIONS.items()
    for role in Role
    if not (named is talks.answer and role is Role.LINK)  # answers with a right of its own: tests/rules/test_talks.py
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
    assert (here.deed, bool(here.changes or here.noted)) == (right, True)


NONE = inspect.Parameter("none", inspect.Parameter.POSITIONAL_ONLY)


def test_actions_all_stand_in_the_matrix():
    named = {
        function
        for topic in topics()
        for function in vars(topic).values()
        if inspect.isfunction(function)
        and function.__module__ == topic.__name__
        and not function.__name__.startswith("_")
        and next(iter(inspect.signature(function).parameters.values()), NONE).annotation is Draft
    }
    assert named - STEPS - ELSEWHERE == set(ACTIONS)


def test_rights_of_each_role_are_the_table_in_the_glossary():
    table = {role: [right.name for right in Right if allowed(role, right)] for role in Role}
    anybody = ["REGISTER", "LEAVE_INTEREST"]
    office = ["PLAN_COURSES", "GIVE_PLACES", "CERTIFY", "KEEP_ROSTER", "TAKE_REQUESTS", "MATCH", "READ_FIGURES"]
    desk = [
        "SEE_TODAY",
        "PUT_OFF",
        "TAKE_INTEREST",
        "PLAN_EVENTS",
        "INVITE",
        "KEEP_ATTENDANCE",
        "SEND_MESSAGES",
        "KEEP_TEXTS",
    ]
    desk += ["KEEP_EARLIER_YEARS", "PASS_ON_LISTS", "TELL_STORED"]
    last = ["ASK_FOR_HELP"]
    own = ["LOG_VISITS", "END_ASSIGNMENTS"]
    under_way = ["LOG_VISITS", "APPROVE_HOURS", "END_ASSIGNMENTS", "KEEP_ASSIGNMENTS"]
    both = ["KEEP_PROGRAMME", "KEEP_TABLE"]
    assert table == {
        Role.PUBLIC: [*anybody, *last],
        Role.VOLUNTEER: [*anybody, "SEE_OWN_OFFERS", "ANSWER_OFFER", "TELL_STORED", *last, "KEEP_OWN_ENTRY", *own],
        Role.COORDINATOR: [*anybody, "ANSWER_OFFER", *office, *both, *desk, *last, *under_way],
        Role.LEAD: [*anybody, "READ_FIGURES", *last],
        Role.LINK: [*anybody, "ANSWER_LINK", *last],
        Role.ADMINISTRATOR: [*anybody, *both, *last, "SET_UP_TABLE", "KEEP_BACKUPS", "KEEP_OFFICE"],
    }


def test_somebody_of_several_roles_may_do_what_each_of_them_may():
    both = Actor(Role.LEAD, "Lea", also=frozenset({Role.ADMINISTRATOR}))
    assert both.roles == (Role.LEAD, Role.ADMINISTRATOR)
    assert [right for right in Right if both.may(right)] == [
        right for right in Right if allowed(Role.LEAD, right) or allowed(Role.ADMINISTRATOR, right)
    ]


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


@pytest.mark.parametrize(
    "act",
    [
        lambda do: visits.enter(do, "E-0001", visit_form()),
        lambda do: visits.correct(do, logged(), visit_form(hours="2")),
        lambda do: visits.strike(do, logged()),
        lambda do: assignments.end(do, assignment(), EndForm()),
    ],
)
def test_volunteer_touches_no_foreign_assignment(act):
    here = draft(*RECORDS, actor=SAMIR)
    with pytest.raises(NotAllowed):
        act(here)
    assert here.changes == ()
