"""An assignment from its order to its end, and what happens to it on the way."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from services.assignments import (
    assignments_by_need,
    cancel,
    cautions,
    end,
    hand_over,
    interrupt,
    is_silent,
    may_take_over,
    plan_check,
    take_up,
)
from services.intake import close
from services.matching.suggest import suggest
from services.model.access import Actor, Role
from services.model.assignment_errors import AssignmentOver, DayNotAhead, NotInterrupted, SamePerson, WhyMissing
from services.model.assignment_forms import EndForm, ResultForm
from services.model.assignment_lists import Experience, VisitStatus
from services.model.assignment_records import LoggedVisit
from services.model.course_lists import MessageKind
from services.model.draft import Draft
from services.model.errors import (
    ExceptionNeedsReason,
    MayNotBeAsked,
    Problem,
    Refusal,
    RowUnreadable,
)
from services.model.forms import PersonForm
from services.model.letters import Message
from services.model.lists import (
    AssignmentStatus,
    DeclineReason,
    OfferStatus,
    PersonStatus,
    RequestKind,
    RequestStatus,
    Result,
    Seat,
)
from services.model.person_lists import LeaveReason
from services.model.records import Assignment, Offer, Person, Request
from services.model.sight import seen_by
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.offers import accept, ask, step_in, take_back
from services.roster import edit
from services.stages import leave
from services.visits import approve, enter, hours_of, send_back
from tests.rules.cast import (
    NEXT_WEEK,
    NOW,
    OLENA,
    SAMIR,
    TODAY,
    UTE,
    YESTERDAY,
    again,
    assignment,
    draft,
    form_of,
    ids,
    logged,
    marta,
    offer,
    olena,
    person,
    request,
    samir,
    statuses,
    visit_form,
    workbook,
)

MATCHED = request(status=RequestStatus.MATCHED)
MINE = assignment(request="A-0001")
YES = offer(status=OfferStatus.ACCEPTED)
CAST = (olena(), samir(), MATCHED, YES, MINE)
AWAY = "Olena Hnatiuk is away: interrupt the assignment, or hand it over."


def told(book, number="E-0001", today=TODAY):
    return [str(one) for one in cautions(book, book.get(Assignment, number), today)]


def contact(book, actor):
    """What a volunteer sees of who is accompanied and where."""
    kept = seen_by(book, actor).find(Request, "A-0001")
    return (kept.client, kept.place, kept.requester_phone) if kept else None


WHOLE = (MATCHED.client, MATCHED.place, MATCHED.requester_phone)
NOTHING = ("", "", None)


# Interrupting ---------------------------------------------------------------------------------------------------------


def test_interrupted_rests_and_goes_on():
    here = draft(*CAST)
    rests = interrupt(here, MINE, NEXT_WEEK, "Urlaub")
    assert (rests.status, rests.interrupted_until, rests.reason) == (AssignmentStatus.INTERRUPTED, NEXT_WEEK, "Urlaub")
    assert take_up(again(here), rests) == MINE


def test_interrupted_keeps_the_contact_and_the_request():
    here = draft(*CAST)
    interrupt(here, MINE, NEXT_WEEK)
    assert (contact(here.workbook, OLENA), here.workbook.get(Request, "A-0001").status) == (
        WHOLE,
        RequestStatus.MATCHED,
    )


def test_interrupted_until_a_day_that_has_come_says_so():
    book = workbook(olena(), MATCHED, assignment(status=AssignmentStatus.INTERRUPTED, interrupted_until=TODAY))
    assert told(book) == ["The interruption ended on 2026-09-02: take it up again, or hand it over."]


def test_interruption_and_check_are_for_days_to_come():
    for act in (interrupt, plan_check):
        with pytest.raises(DayNotAhead):
            act(draft(*CAST), MINE, YESTERDAY)
    with pytest.raises(NotInterrupted):
        take_up(draft(*CAST), MINE)


def test_taken_up_beyond_the_last_place_needs_a_reason():
    full = olena(max_open=1)
    rests = assignment(request="A-0001", status=AssignmentStatus.INTERRUPTED, interrupted_until=NEXT_WEEK)
    other = request("A-0002", status=RequestStatus.MATCHED, day=None, at=None, kind=RequestKind.ONGOING)
    here = draft(full, MATCHED, other, rests, assignment("E-0002", request="A-0002"))
    with pytest.raises(ExceptionNeedsReason, match="1 of 1 are running"):
        take_up(here, rests)
    taken = take_up(here, rests, "hat selbst darum gebeten")
    assert (taken.status, taken.reason) == (AssignmentStatus.RUNNING, "hat selbst darum gebeten")


def test_taken_up_with_a_place_free_keeps_no_reason():
    rests = assignment(request="A-0001", status=AssignmentStatus.INTERRUPTED, interrupted_until=NEXT_WEEK)
    assert take_up(draft(olena(), MATCHED, rests), rests, "ungefragt").reason == ""


# Handing over ---------------------------------------------------------------------------------------------------------


def test_handed_over_ends_with_its_hours_and_the_request_goes_on():
    here = draft(*CAST, marta(), logged(status=VisitStatus.APPROVED))
    new = hand_over(here, MINE, "P-0003", "Umzug")
    old = here.workbook.get(Assignment, "E-0001")
    assert (old.status, old.result, old.ended_on) == (AssignmentStatus.HANDED_OVER, Result.HANDED_OVER, TODAY)
    assert (hours_of(here.workbook, old), hours_of(here.workbook, new)) == (Decimal("1.5"), 0)
    assert (new.person, new.mandated_on, new.status) == ("P-0003", TODAY, AssignmentStatus.RUNNING)
    assert here.workbook.get(Request, "A-0001").status is RequestStatus.MATCHED


def test_handed_over_moves_the_contact_to_the_new_one():
    here = draft(*CAST)
    hand_over(here, MINE, "P-0002", "Umzug", "spricht gut genug")
    assert (contact(here.workbook, OLENA), contact(here.workbook, SAMIR)) == (NOTHING, WHOLE)


def test_handed_over_stands_on_the_same_conditions_as_asking():
    with pytest.raises(ExceptionNeedsReason):
        hand_over(draft(*CAST), MINE, "P-0002", "Umzug")
    unfit = samir(confidentiality_on=None)
    with pytest.raises(MayNotBeAsked):
        hand_over(draft(olena(), unfit, MATCHED, MINE), MINE, "P-0002", "Umzug", "trotzdem")


def test_handed_over_needs_somebody_else_and_a_reason():
    with pytest.raises(SamePerson):
        hand_over(draft(*CAST), MINE, "P-0001", "Umzug")
    with pytest.raises(WhyMissing):
        hand_over(draft(*CAST, marta()), MINE, "P-0003", " ")


@pytest.mark.parametrize("seat", [Seat.MAIN, Seat.SECOND])
def test_handed_over_passes_the_yes_on_in_the_same_seat(seat):
    here = draft(olena(), samir(), marta(), MATCHED, offer(status=OfferStatus.ACCEPTED, seat=seat), MINE)
    hand_over(here, MINE, "P-0003", "Umzug")
    assert [(one.person, one.seat, one.status, one.answered_at) for one in here.workbook.all(Offer)] == [
        ("P-0001", seat, OfferStatus.WITHDRAWN, None),
        ("P-0003", seat, OfferStatus.ACCEPTED, NOW),
    ]


@pytest.mark.parametrize(
    "known",
    [
        {"seat": Seat.BACKUP, "status": OfferStatus.ACCEPTED},
        {"seat": Seat.SECOND},
        {"status": OfferStatus.DECLINED, "decline_reason": DeclineReason.TIME},
    ],
)
def test_handed_over_to_somebody_asked_before_turns_that_question_into_the_yes(known):
    here = draft(*CAST, marta(), offer("V-0002", person="P-0003", **known))
    hand_over(here, MINE, "P-0003", "Umzug")
    assert [(one.person, one.seat, one.status, one.decline_reason) for one in here.workbook.all(Offer)] == [
        ("P-0001", Seat.MAIN, OfferStatus.WITHDRAWN, None),
        ("P-0003", Seat.MAIN, OfferStatus.ACCEPTED, None),
    ]


def test_handed_over_to_the_main_guide_who_was_done_leaves_the_main_seat_theirs():
    here = joined_by(Seat.SECOND)
    end(here, MINE, EndForm())
    hand_over(here, here.workbook.get(Assignment, "E-0002"), "P-0001", "Umzug")
    assert [(one.person, one.seat, one.status) for one in here.workbook.all(Offer)] == [
        ("P-0001", Seat.MAIN, OfferStatus.ACCEPTED),
        ("P-0003", Seat.SECOND, OfferStatus.WITHDRAWN),
    ]
    assert standing(here) == ["P-0001"]


def test_handed_over_stays_with_the_new_one_when_another_seat_is_taken_back():
    joined = offer("V-0002", person="P-0002", seat=Seat.SECOND, status=OfferStatus.ACCEPTED)
    second = assignment("E-0002", request="A-0001", person="P-0002")
    here = draft(*CAST, marta(), joined, second)
    hand_over(here, MINE, "P-0003", "Umzug")
    take_back(here, MATCHED, Seat.SECOND)
    assert [one.person for one in here.workbook.all(Assignment) if one.status.stands] == ["P-0003"]


def test_handed_over_is_not_proposed_to_the_new_one_again():
    here = draft(*CAST, marta())
    hand_over(here, MINE, "P-0003", "Umzug")
    found = suggest(here.workbook, MATCHED, TODAY)
    assert "P-0003" not in [one.person.id for one in (*found.proposed, *found.others)]


def test_stand_in_is_the_first_who_may_take_over_and_nobody_who_goes_may():
    book = workbook(
        *CAST,
        marta(),
        person("P-0004", last_name="Voss"),
        offer("V-0002", person="P-0002", seat=Seat.BACKUP, status=OfferStatus.ACCEPTED),
        offer("V-0003", person="P-0004", seat=Seat.SECOND, status=OfferStatus.ACCEPTED),
    )
    assert [one.person.id for one in may_take_over(book, MATCHED, TODAY)] == ["P-0002", "P-0003"]


# Ending ---------------------------------------------------------------------------------------------------------------


def test_ended_keeps_result_and_feedback_and_closes_the_request():
    here = draft(*CAST, actor=OLENA)
    end(here, MINE, EndForm(result=Result.PARTLY, experience=Experience.MIXED, remark="Mehr Zeit einplanen"))
    kept = here.workbook.get(Assignment, "E-0001")
    assert (kept.status, kept.result, kept.experience, kept.remark, kept.ended_on) == (
        AssignmentStatus.DONE,
        Result.PARTLY,
        Experience.MIXED,
        "Mehr Zeit einplanen",
        TODAY,
    )
    closed = here.workbook.get(Request, "A-0001")
    assert (closed.status, closed.result, closed.closed_on) == (RequestStatus.CLOSED, Result.PARTLY, TODAY)


def test_ended_takes_the_contact_away():
    here = draft(*CAST, actor=OLENA)
    assert contact(here.workbook, OLENA) == WHOLE
    end(here, MINE, EndForm())
    assert contact(here.workbook, OLENA) == NOTHING


def test_request_stays_open_until_its_last_assignment_ends():
    second = assignment("E-0002", request="A-0001", person="P-0002")
    here = draft(*CAST, second)
    end(here, MINE, EndForm())
    assert here.workbook.get(Request, "A-0001").status is RequestStatus.MATCHED
    assert (contact(here.workbook, OLENA), contact(here.workbook, SAMIR)) == (NOTHING, WHOLE)
    last = again(here)
    end(last, second, EndForm(result=Result.STOPPED))
    assert last.workbook.get(Request, "A-0001").result is Result.STOPPED


def test_ended_refuses_while_another_assignment_cannot_be_read():
    problem = Problem("Einsätze", "Zeile 3", "Stand", Sentence("wrong"), refers=("A-0001",))
    here = Draft(Workbook.of(CAST, problems=(problem,)), UTE, NOW)
    with pytest.raises(RowUnreadable):
        end(here, MINE, EndForm())


def test_cancelled_searches_again_and_frees_whoever_said_yes():
    here = draft(*CAST)
    cancel(here, MINE, "Krank")
    assert (here.workbook.get(Request, "A-0001").status, statuses(here.workbook, Offer)) == (
        RequestStatus.SEARCHING,
        {"V-0001": OfferStatus.WITHDRAWN},
    )
    assert ask(again(here), "A-0001", "P-0001").person == "P-0001"


def joined_by(seat):
    """Olena goes, Marta is asked for this seat and says yes."""
    here = draft(*CAST, marta(), offer("V-0002", person="P-0003", seat=seat))
    accept(here, "V-0002")
    return again(here)


def standing(here):
    return [one.person for one in here.workbook.all(Assignment) if one.status.stands]


def test_cancelled_main_assignment_leaves_the_stand_in_who_can_step_in():
    here = joined_by(Seat.BACKUP)
    cancel(here, MINE, "Krank")
    stand_in = here.workbook.get(Offer, "V-0002")
    assert (stand_in.seat, stand_in.status) == (Seat.BACKUP, OfferStatus.ACCEPTED)
    step_in(here, stand_in)
    assert standing(here) == ["P-0003"]


@pytest.mark.parametrize("seat", [Seat.SECOND, Seat.SHADOW])
def test_cancelled_main_assignment_sends_home_whoever_joins_and_tells_them(seat):
    here = joined_by(seat)
    cancel(here, MINE, "Krank")
    assert (standing(here), here.workbook.get(Request, "A-0001").status) == ([], RequestStatus.SEARCHING)
    assert [(one.kind, one.about) for one in here.workbook.all(Message)] == [(MessageKind.NOT_NEEDED, "V-0002")]


def test_cancelled_second_assignment_frees_its_seat_alone():
    here = joined_by(Seat.SECOND)
    cancel(here, here.workbook.get(Assignment, "E-0002"), "Krank")
    assert (standing(here), here.workbook.get(Request, "A-0001").status) == (["P-0001"], RequestStatus.MATCHED)
    assert statuses(here.workbook, Offer) == {"V-0001": OfferStatus.ACCEPTED, "V-0002": OfferStatus.WITHDRAWN}


def test_cancelled_second_assignment_starts_the_search_when_the_main_guide_is_done():
    here = joined_by(Seat.SECOND)
    end(here, MINE, EndForm())
    cancel(here, here.workbook.get(Assignment, "E-0002"), "Krank")
    assert (standing(here), here.workbook.get(Request, "A-0001").status) == ([], RequestStatus.SEARCHING)
    assert set(statuses(here.workbook, Offer).values()) == {OfferStatus.WITHDRAWN}


def test_cancelled_assignment_without_a_yes_leaves_the_others():
    here = draft(*CAST, assignment("E-0002", request="A-0001", person="P-0002"))
    cancel(here, here.workbook.get(Assignment, "E-0002"), "Krank")
    assert (standing(here), here.workbook.get(Request, "A-0001").status) == (["P-0001"], RequestStatus.MATCHED)


@pytest.mark.parametrize("seat", [Seat.SECOND, Seat.BACKUP])
def test_main_guide_who_leaves_leaves_nobody_alone_and_the_stand_in_ready(seat):
    here = joined_by(seat)
    leave(here, here.workbook.get(Person, "P-0001"), LeaveReason.MOVED)
    assert (standing(here), here.workbook.get(Request, "A-0001").status) == ([], RequestStatus.SEARCHING)
    stays = OfferStatus.ACCEPTED if seat is Seat.BACKUP else OfferStatus.WITHDRAWN
    assert here.workbook.get(Offer, "V-0002").status is stays


@pytest.mark.parametrize("seat", [Seat.SECOND, Seat.BACKUP])
def test_last_end_tells_whoever_is_still_asked_or_stands_in(seat):
    here = (
        joined_by(Seat.BACKUP)
        if seat is Seat.BACKUP
        else draft(*CAST, marta(), offer("V-0002", person="P-0003", seat=seat))
    )
    end(here, MINE, EndForm())
    assert here.workbook.get(Offer, "V-0002").status is OfferStatus.WITHDRAWN
    assert [(one.kind, one.about) for one in here.workbook.all(Message)] == [(MessageKind.NOT_NEEDED, "V-0002")]


@pytest.mark.parametrize("status", [one for one in AssignmentStatus if not one.stands])
def test_what_is_over_stays_over(status):
    over = assignment(request="A-0001", status=status, ended_on=YESTERDAY)
    acts = (
        lambda do: interrupt(do, over, NEXT_WEEK),
        lambda do: plan_check(do, over, NEXT_WEEK),
        lambda do: hand_over(do, over, "P-0002", "Umzug"),
        lambda do: end(do, over, EndForm()),
        lambda do: cancel(do, over, "Krank"),
    )
    for act in acts:
        with pytest.raises(AssignmentOver):
            act(draft(olena(), samir(), MATCHED, over))


@pytest.mark.parametrize("act", [lambda do: close(do, MATCHED, ResultForm()), lambda do: take_back(do, MATCHED)])
def test_interrupted_ends_with_its_request(act):
    here = draft(olena(), MATCHED, assignment(request="A-0001", status=AssignmentStatus.INTERRUPTED))
    act(here)
    assert not here.workbook.get(Assignment, "E-0001").status.stands


# What happens on the way ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("values", [{"status": PersonStatus.PAUSED}, {"paused_until": NEXT_WEEK}])
def test_volunteer_who_pauses_keeps_the_assignment_and_the_office_is_told(values):
    here = draft(*CAST)
    edit(here, olena(), form_of(PersonForm, olena(), **values))
    assert (here.workbook.get(Assignment, "E-0001"), told(here.workbook)) == (MINE, [AWAY])
    rests = again(here)
    interrupt(rests, MINE, NEXT_WEEK)
    assert told(rests.workbook) == []


def test_volunteer_back_from_a_pause_is_no_longer_pointed_out():
    book = workbook(olena(paused_until=YESTERDAY), MATCHED, MINE)
    assert told(book) == []


def test_capacity_lowered_keeps_what_runs_and_the_office_is_told():
    second = assignment("E-0002", request="A-0002")
    here = draft(*CAST, request("A-0003"), second)
    edit(here, olena(), form_of(PersonForm, olena(), max_open=1))
    sentence = "Olena Hnatiuk has 2 assignments running and wants at most 1: hand one over, or ask them."
    assert (told(here.workbook), told(here.workbook, "E-0002")) == ([sentence], [sentence])
    proposed = suggest(here.workbook, here.workbook.get(Request, "A-0003"), TODAY).proposed
    assert "P-0001" not in [one.person.id for one in proposed]


def test_accepted_offer_of_somebody_who_pauses_meanwhile_becomes_an_assignment_that_is_pointed_out():
    paused = olena(status=PersonStatus.PAUSED)
    here = draft(paused, request(), offer(), actor=OLENA)
    accept(here, "V-0001")
    assert told(here.workbook) == [AWAY]


# Silence and order ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "last_visit", "check", "silent"),
    [
        (30, None, None, True),
        (29, None, None, False),
        (90, 29, None, False),
        (90, 30, None, True),
        (90, None, NEXT_WEEK, False),
        (90, None, TODAY, True),
    ],
)
def test_silent_is_a_running_assignment_without_a_sign_for_thirty_days(days, last_visit, check, silent):
    one = assignment(mandated_on=TODAY - timedelta(days=days), check_on=check)
    visits = [] if last_visit is None else [logged(day=TODAY - timedelta(days=last_visit))]
    assert is_silent(workbook(one, *visits), one, TODAY) is silent


@pytest.mark.parametrize("status", [one for one in AssignmentStatus if one is not AssignmentStatus.RUNNING])
def test_silent_is_nothing_that_rests_or_is_over(status):
    one = assignment(mandated_on=TODAY - timedelta(days=90), status=status)
    assert not is_silent(workbook(one), one, TODAY)


def test_assignments_stand_by_need():
    book = workbook(
        assignment("E-0001", status=AssignmentStatus.DONE, ended_on=YESTERDAY),
        assignment("E-0002", mandated_on=TODAY),
        assignment("E-0003", status=AssignmentStatus.INTERRUPTED),
        assignment("E-0004", status=AssignmentStatus.CANCELLED, ended_on=TODAY),
    )
    assert ids(assignments_by_need(book)) == ["E-0003", "E-0002", "E-0004", "E-0001"]


# Any order of steps ---------------------------------------------------------------------------------------------------

SOMEBODY = st.sampled_from(["P-0001", "P-0002", "P-0003"])
ANY = st.integers(0, 20)


class Steps(RuleBasedStateMachine):
    """Whatever is done in whatever order: a request is matched as long as somebody is bound by it, and nobody else
    sees its contact; only approved visits count, each within its assignment."""

    def __init__(self):
        super().__init__()
        self.book = workbook(olena(), samir(), marta(), request())

    def act(self, action, *args):
        here = Draft(self.book, UTE, NOW)
        try:
            action(here, *args)
        except Refusal:
            return
        self.book = here.workbook

    def pick(self, kind, position):
        found = self.book.all(kind)
        return found[position % len(found)] if found else None

    @rule(person=SOMEBODY, seat=st.sampled_from(Seat))
    def asked(self, person, seat):
        self.act(ask, "A-0001", person)
        self.act(lambda do: ask(do, "A-0001", person, exception="abgesprochen", seat=seat))

    @rule(seat=st.sampled_from(Seat))
    def taken_back(self, seat):
        self.act(take_back, self.book.get(Request, "A-0001"), seat)

    @rule(position=ANY)
    def said_yes(self, position):
        if one := self.pick(Offer, position):
            self.act(accept, one.id)

    @rule(position=ANY, person=SOMEBODY)
    def handed_over(self, position, person):
        if one := self.pick(Assignment, position):
            self.act(hand_over, one, person, "Umzug", "abgesprochen")

    @rule(position=ANY, step=st.sampled_from(["rest", "on", "end", "cancel", "visit"]))
    def stepped(self, position, step):
        one = self.pick(Assignment, position)
        steps = {
            "rest": lambda do: interrupt(do, one, NEXT_WEEK),
            "on": lambda do: take_up(do, one),
            "end": lambda do: end(do, one, EndForm()),
            "cancel": lambda do: cancel(do, one, "Krank"),
            "visit": lambda do: enter(do, one.id, visit_form(day=TODAY)),
        }
        if one:
            self.act(steps[step])

    @rule(position=ANY, good=st.booleans())
    def looked_at(self, position, good):
        if one := self.pick(LoggedVisit, position):
            self.act(lambda do: approve(do, (one,)) if good else send_back(do, one, "Wann?"))

    @invariant()
    def request_is_matched_as_long_as_somebody_is_bound(self):
        bound = {one.person for one in self.book.all(Assignment) if one.status.stands}
        status = self.book.get(Request, "A-0001").status
        assert (status is RequestStatus.MATCHED) is bool(bound)
        for one in self.book.all(Person):
            seen = contact(self.book, Actor(Role.VOLUNTEER, one.full_name, one.id))
            assert (seen == WHOLE) is (one.id in bound)

    @invariant()
    def whoever_goes_holds_one_seat_and_nobody_goes_without_the_main_one(self):
        held = [one for one in self.book.all(Offer) if one.status is OfferStatus.ACCEPTED]
        bound = {one.person for one in self.book.all(Assignment) if one.status.stands}
        assert len({one.seat for one in held}) == len(held) == len({one.person for one in held})
        assert bound <= {one.person for one in held if one.seat is not Seat.BACKUP}
        assert not bound or Seat.MAIN in {one.seat for one in held}

    @invariant()
    def nobody_waits_for_a_request_that_is_over(self):
        if self.book.get(Request, "A-0001").status is RequestStatus.CLOSED:
            assert OfferStatus.ASKED not in statuses(self.book, Offer).values()

    @invariant()
    def nobody_stands_twice(self):
        bound = [one.person for one in self.book.all(Assignment) if one.status.stands]
        assert len(bound) == len(set(bound))

    @invariant()
    def hours_are_those_approved(self):
        for one in self.book.all(Assignment):
            mine = [kept for kept in self.book.all(LoggedVisit) if kept.assignment == one.id]
            counted = [kept.hours for kept in mine if kept.status is VisitStatus.APPROVED]
            assert hours_of(self.book, one) == sum(counted)


@pytest.mark.repeated
def test_any_order_of_steps_leaves_request_contact_and_hours_consistent():
    run_state_machine_as_test(Steps, settings=settings(max_examples=40, stateful_step_count=20, deadline=None))
