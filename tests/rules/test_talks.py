from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.guests import (
    MEETINGS,
    Invited,
    Reach,
    Tally,
    active_guides,
    graduates,
    guests,
    interested,
    invite,
    preview,
    reach,
    talks_ahead,
    tally,
    usual_answer_day,
)
from services.model.access import Actor, Role
from services.model.course_lists import (
    EventKind,
    EventStatus,
    GuestRole,
    GuestStatus,
    InterestStatus,
    MessageKind,
    MessageStatus,
    Presence,
    RegistrationStatus,
    TalkOutcome,
)
from services.model.course_records import Event, Guest, Interest
from services.model.draft import Draft
from services.model.errors import ChangedMeanwhile, NotAllowed, NotFound, NothingChosen
from services.model.event_errors import (
    AllInvited,
    AnswerDayWrong,
    AnswerTooLate,
    EventAhead,
    EventPast,
    EventSettled,
    GuestAnswered,
    InvitationReplaced,
)
from services.model.event_forms import GuestForm
from services.model.letters import Message
from services.model.lists import Channel, PersonStatus
from services.model.records import Person
from services.story import life
from services.talks import Came, answer, call_off, change, newest_first, plan, record, without_outcome
from tests.rules.cast import (
    FOLLOWER,
    NEXT_WEEK,
    NOW,
    TODAY,
    TOMORROW,
    UTE,
    YESTERDAY,
    again,
    course,
    draft,
    event,
    event_form,
    guest,
    ids,
    interest,
    letter,
    marta,
    olena,
    registration,
    samir,
    statuses,
    workbook,
)

TRAINER = GuestForm(role=GuestRole.TRAINER, name="Jale Arslan", email="jale.arslan@example.org")
COLLEAGUE = GuestForm(role=GuestRole.OFFICE, name="Jan Beyer")
WAITING = InterestStatus.WAITING
SETTLED = [EventStatus.HELD, EventStatus.CANCELLED]


def invited(*records, day=NEXT_WEEK, until=TOMORROW, actor=UTE, **whom):
    here = draft(event(day=day), *records, actor=actor)
    invite(here, "G-0001", Invited(**whom), until)
    return here.workbook


def other(**values):
    return interest("I-0002", **{"last_name": "Öztürk", "email": "oe@example.org", **values})


# Planning ---------------------------------------------------------------------------------------------------------


def test_event_is_planned_for_a_course_or_on_its_own():
    assert plan(draft(course()), event_form(), "K-0001") == event(course="K-0001")
    assert plan(draft(), event_form()) == event()


def test_event_for_a_course_that_is_not_there_is_refused():
    with pytest.raises(NotFound):
        plan(draft(), event_form(), "K-0009")


def test_events_are_listed_newest_first_without_appointments_that_have_no_guests():
    book = workbook(
        event("G-0001"),
        event("G-0002", day=TODAY, kind=EventKind.CEREMONY),
        event("G-0003", day=TOMORROW, kind=EventKind.REGULARS),
        event("G-0004", kind=EventKind.PUBLIC),
    )
    assert ids(newest_first(book)) == ["G-0001", "G-0003", "G-0002"]


@pytest.mark.parametrize("kind", sorted(MEETINGS, key=lambda one: one.rank))
def test_guides_are_invited_to_a_meeting_as_guests_and_others_to_help(kind):
    here = draft(event(kind=kind), olena())
    invite(here, "G-0001", Invited(guides=("P-0001",), others=(TRAINER,)), TOMORROW)
    assert [one.kind for one in here.workbook.all(Message)] == [MessageKind.MEETING, MessageKind.TAKING_PART]


def test_meeting_is_written_up_and_stands_in_the_story_of_whoever_came():
    meeting = event(kind=EventKind.REGULARS, title="Stammtisch", day=YESTERDAY)
    here = draft(olena(), meeting, guest(interest="", person="P-0001", role=GuestRole.GUIDE))
    assert without_outcome(here.workbook, TODAY) == (meeting,)
    record(here, meeting, (Came("B-0001", Presence.PRESENT),))
    assert without_outcome(here.workbook, TODAY) == ()
    assert "Stammtisch: Present" in [str(one.sentence) for one in life(here.workbook, olena())]


# Inviting ---------------------------------------------------------------------------------------------------------


def test_interested_people_guides_and_others_are_invited_at_once():
    book = invited(
        interest(status=WAITING),
        other(),
        olena(),
        interests=("I-0001", "I-0002"),
        guides=("P-0001",),
        others=(TRAINER, COLLEAGUE),
    )
    assert [(one.role, one.name, one.interest, one.person, one.status) for one in guests(book, "G-0001")] == [
        (GuestRole.INTERESTED, "Halina Wrona", "I-0001", "", GuestStatus.INVITED),
        (GuestRole.INTERESTED, "Halina Öztürk", "I-0002", "", GuestStatus.INVITED),
        (GuestRole.GUIDE, "Olena Hnatiuk", "", "P-0001", GuestStatus.INVITED),
        (GuestRole.TRAINER, "Jale Arslan", "", "", GuestStatus.INVITED),
        (GuestRole.OFFICE, "Jan Beyer", "", "", GuestStatus.INVITED),
    ]
    assert [(one.about, one.kind, one.channel, one.answer_by) for one in book.all(Message)] == [
        ("B-0001", MessageKind.INFO_TALK, Channel.PHONE, TOMORROW),
        ("B-0002", MessageKind.INFO_TALK, Channel.EMAIL, TOMORROW),
        ("B-0003", MessageKind.TAKING_PART, Channel.EMAIL, TOMORROW),
        ("B-0004", MessageKind.TAKING_PART, Channel.EMAIL, TOMORROW),
    ]


@pytest.mark.parametrize("status", InterestStatus)
def test_interest_stands_at_the_talk_unless_it_has_come_further(status):
    book = invited(interest(status=status, next_step="Anrufen", next_step_on=TODAY), interests=("I-0001",))
    before = (InterestStatus.NEW, InterestStatus.CONTACTED, InterestStatus.INFO_TALK, WAITING)
    kept = book.get(Interest, "I-0001")
    assert kept.status is (InterestStatus.INFO_TALK if status in before else status)
    assert (kept.next_step_on, kept.last_step_on) == ((None, TODAY) if status in before else (TODAY, None))


def test_certified_people_of_a_course_are_invited_to_the_ceremony():
    done = registration(status=RegistrationStatus.CERTIFIED, person="P-0001")
    without_entry = registration("T-0002", "Marta Ohne", status=RegistrationStatus.CERTIFIED)
    revoked = registration("T-0003", "Drei Drei", status=RegistrationStatus.CERTIFIED, revoked_on=YESTERDAY)
    still = registration("T-0004", "Vier Vier", status=RegistrationStatus.CONFIRMED)
    here = draft(course(), event(kind=EventKind.CEREMONY), olena(), done, without_entry, revoked, still)
    assert ids(graduates(here.workbook, "K-0001", "G-0001")) == ["T-0001", "T-0002"]
    invite(here, "G-0001", Invited(graduates=("T-0001", "T-0002"), others=(TRAINER,)), TOMORROW)
    assert [(one.name, one.role, one.person) for one in guests(here.workbook, "G-0001")] == [
        ("Olena Hnatiuk", GuestRole.GRADUATE, "P-0001"),
        ("Marta Ohne", GuestRole.GRADUATE, ""),
        ("Jale Arslan", GuestRole.TRAINER, ""),
    ]
    kinds = [one.kind for one in here.workbook.all(Message)]
    assert kinds == [MessageKind.CEREMONY, MessageKind.CEREMONY, MessageKind.TAKING_PART]
    assert graduates(here.workbook, "K-0001", "G-0001") == ()


def test_nobody_is_invited_twice():
    here = draft(event(), interest(), other(), guest())
    invite(here, "G-0001", Invited(interests=("I-0001", "I-0002", "I-0002")), TOMORROW)
    assert [one.interest for one in guests(here.workbook, "G-0001")] == ["I-0001", "I-0002"]
    with pytest.raises(AllInvited) as refusal:
        invite(again(here), "G-0001", Invited(interests=("I-0001", "I-0002")), TOMORROW)
    assert refusal.value.sentence.values == {"event": "Infogespräch"}


def test_same_name_with_the_same_contact_is_the_same_guest():
    with pytest.raises(AllInvited):
        invited(guest(name="JALE ARSLAN", email=TRAINER.email, phone=None, interest=""), others=(TRAINER,))


def test_inviting_nobody_is_refused():
    with pytest.raises(NothingChosen):
        invited()


@pytest.mark.parametrize("status", SETTLED)
def test_inviting_to_an_event_that_is_settled_is_refused(status):
    with pytest.raises(EventSettled) as refusal:
        invite(draft(event(status=status), interest()), "G-0001", Invited(interests=("I-0001",)), TOMORROW)
    assert refusal.value.sentence.values == {"event": "Infogespräch", "status": status}


def test_inviting_to_a_day_that_is_over_is_refused():
    with pytest.raises(EventPast):
        invited(interest(), day=YESTERDAY, interests=("I-0001",))


@pytest.mark.parametrize(
    ("until", "fits"),
    [(YESTERDAY, False), (TODAY, True), (NEXT_WEEK, True), (NEXT_WEEK + timedelta(days=1), False)],
)
def test_answer_has_to_be_possible(until, fits):
    if fits:
        assert invited(interest(), until=until, interests=("I-0001",)).get(Message, "N-0001").answer_by == until
    else:
        with pytest.raises(AnswerDayWrong) as refusal:
            invited(interest(), until=until, interests=("I-0001",))
        assert refusal.value.sentence.values == {"day": NEXT_WEEK}


@pytest.mark.parametrize(("days", "until"), [(0, 0), (2, 0), (3, 0), (10, 7)])
def test_answer_is_usually_asked_for_three_days_before(days, until):
    assert usual_answer_day(event(day=TODAY + timedelta(days=days)), TODAY) == TODAY + timedelta(days=until)


def test_only_people_who_can_still_be_invited_are_offered():
    book = workbook(
        event(),
        guest(),
        guest("B-0002", interest="", person="P-0002"),
        interest(),
        other(status=WAITING),
        interest("I-0003", status=InterestStatus.INVITED),
        interest("I-0004", status=InterestStatus.WITHDRAWN),
        olena(),
        samir(),
        marta(status=PersonStatus.PAUSED),
    )
    assert ids(interested(book, "G-0001")) == ["I-0002"]
    assert ids(active_guides(book, "G-0001")) == ["P-0001"]


def test_talks_to_invite_somebody_to_are_ahead_and_new_to_them():
    book = workbook(
        interest(),
        event("G-0001"),
        event("G-0002", day=TODAY),
        event("G-0003", day=YESTERDAY),
        event("G-0004", kind=EventKind.CEREMONY),
        event("G-0005", status=EventStatus.CANCELLED),
        guest(),
    )
    assert ids(talks_ahead(book, book.get(Interest, "I-0001"), TODAY)) == ["G-0002"]


def test_reach_counts_mails_calls_and_the_rest():
    book = workbook(event(), interest(), other(), olena())
    whom = Invited(interests=("I-0001", "I-0002"), guides=("P-0001",), others=(COLLEAGUE,))
    assert reach(book, whom) == Reach(mails=2, calls=1, in_person=1)


def test_preview_is_what_the_first_of_them_gets():
    book = workbook(event(), interest(), other())
    for whom in (Invited(interests=("I-0002", "I-0001")), Invited(interests=("I-0001",)), Invited(others=(TRAINER,))):
        here = Draft(book, UTE, NOW)
        invite(here, "G-0001", whom, TOMORROW)
        sent = here.workbook.get(Message, "N-0001")
        shown = preview(book, event(), whom, TOMORROW)
        assert (shown.subject, shown.text) == (sent.subject, sent.text)
    assert preview(book, event(), Invited(), TOMORROW) is None


# Answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("accepted", "status"), [(True, GuestStatus.ACCEPTED), (False, GuestStatus.DECLINED)])
@pytest.mark.parametrize("actor", [UTE, FOLLOWER])
def test_answer_is_noted_with_its_time(accepted, status, actor):
    here = draft(event(), interest(status=InterestStatus.INFO_TALK), guest(), letter(), actor=actor)
    assert answer(here, guest(), accepted) == guest(status=status, answered_at=NOW)
    assert here.workbook.get(Message, "N-0001").answered_at == NOW


def test_somebody_who_cannot_come_is_offered_another_talk():
    here = draft(event(), interest(status=InterestStatus.INFO_TALK), guest(), letter())
    answer(here, guest(), accepted=False)
    kept = here.workbook.get(Interest, "I-0001")
    assert (kept.status, kept.next_step, kept.next_step_on) == (
        InterestStatus.CONTACTED,
        "Anderes Infogespräch anbieten",
        TODAY,
    )


def test_no_to_a_ceremony_changes_no_interest():
    here = draft(event(kind=EventKind.CEREMONY), interest(status=InterestStatus.INFO_TALK), guest())
    answer(here, guest(), accepted=False)
    assert statuses(here.workbook, Interest) == {"I-0001": InterestStatus.INFO_TALK}


@pytest.mark.parametrize(("accepted", "kept"), [(True, MessageStatus.WAITING), (False, MessageStatus.DROPPED)])
def test_mail_that_has_not_gone_out_asks_nobody_who_said_no(accepted, kept):
    here = draft(event(), interest(), guest(), letter(status=MessageStatus.WAITING))
    answer(here, guest(), accepted)
    assert statuses(here.workbook, Message) == {"N-0001": kept}


def test_call_with_the_answer_is_done():
    here = draft(event(), interest(), guest(), letter(status=MessageStatus.TO_CALL))
    answer(here, guest(), accepted=True)
    assert statuses(here.workbook, Message) == {"N-0001": MessageStatus.REACHED}


def test_office_may_change_an_answer():
    seen = guest(status=GuestStatus.ACCEPTED)
    assert answer(draft(event(), interest(), seen), seen, accepted=False).status is GuestStatus.DECLINED


@pytest.mark.parametrize("status", [one for one in GuestStatus if one is not GuestStatus.INVITED])
def test_link_answers_once(status):
    with pytest.raises(GuestAnswered) as refusal:
        answer(draft(event(), guest(status=status), letter(), actor=FOLLOWER), guest(status=status), accepted=True)
    assert refusal.value.sentence.values == {"status": status}


def test_link_answers_until_its_day():
    with pytest.raises(AnswerTooLate):
        answer(draft(event(), guest(), letter(answer_by=YESTERDAY), actor=FOLLOWER), guest(), accepted=True)
    answer(draft(event(), guest(), letter(answer_by=TODAY), actor=FOLLOWER), guest(), accepted=True)


def test_link_of_an_invitation_written_anew_answers_nothing():
    newer = letter("N-0002")
    with pytest.raises(InvitationReplaced):
        answer(draft(event(), guest(), letter(), newer, actor=FOLLOWER), guest(), accepted=True)


@pytest.mark.parametrize("link", ["N-0002", "N-0009", ""])
def test_link_of_somebody_else_answers_nothing(link):
    foreign = letter("N-0002", about="B-0002")
    stranger = Actor(Role.LINK, "Persönlicher Link", link=link)
    with pytest.raises(NotAllowed):
        answer(draft(event(), guest(), guest("B-0002"), letter(), foreign, actor=stranger), guest(), accepted=True)


@pytest.mark.parametrize("status", SETTLED)
@pytest.mark.parametrize("actor", [UTE, FOLLOWER])
def test_answer_to_an_event_that_is_settled_is_refused(status, actor):
    with pytest.raises(EventSettled):
        answer(draft(event(status=status), guest(), letter(), actor=actor), guest(), accepted=True)


def test_two_answers_at_once_are_not_both_taken():
    here = draft(event(), interest(), guest())
    answer(here, guest(), accepted=True)
    with pytest.raises(ChangedMeanwhile):
        answer(again(here), guest(), accepted=False)


# Changing and calling off -----------------------------------------------------------------------------------------


def test_new_day_asks_everybody_expected_again():
    here = draft(
        event(),
        guest(status=GuestStatus.ACCEPTED, answered_at=NOW),
        guest("B-0002", name="Zwei Zwei", status=GuestStatus.DECLINED),
        letter(),
    )
    moved = change(here, event(), event_form(day=NEXT_WEEK + timedelta(days=7)))
    assert (moved.day, statuses(here.workbook, Guest)) == (
        NEXT_WEEK + timedelta(days=7),
        {"B-0001": GuestStatus.INVITED, "B-0002": GuestStatus.DECLINED},
    )
    assert [(one.about, one.answered_at, one.answer_by) for one in here.workbook.all(Message)] == [
        ("B-0001", NOW, TOMORROW),
        ("B-0001", None, NEXT_WEEK + timedelta(days=4)),
    ]


def test_new_title_writes_to_nobody():
    here = draft(event(), guest())
    change(here, event(), event_form(title="Kennenlernen"))
    assert [change.after.id for change in here.changes] == ["G-0001"]


def test_day_in_the_past_is_refused_while_guests_are_expected():
    with pytest.raises(EventPast):
        change(draft(event(), guest()), event(), event_form(day=YESTERDAY))
    assert change(draft(event()), event(), event_form(day=YESTERDAY)).day == YESTERDAY


@pytest.mark.parametrize("status", SETTLED)
@pytest.mark.parametrize("step", [lambda do, seen: change(do, seen, event_form()), call_off])
def test_settled_event_is_neither_changed_nor_called_off(status, step):
    seen = event(status=status)
    with pytest.raises(EventSettled):
        step(draft(seen), seen)


def test_calling_off_tells_everybody_expected_and_offers_another_talk():
    here = draft(
        event(),
        interest(status=InterestStatus.INFO_TALK),
        guest(),
        guest("B-0002", name="Zwei Zwei", interest="", status=GuestStatus.DECLINED),
        letter(status=MessageStatus.TO_CALL),
    )
    assert call_off(here, event()).status is EventStatus.CANCELLED
    assert [(one.kind, one.about, one.status) for one in here.workbook.all(Message)] == [
        (MessageKind.INFO_TALK, "B-0001", MessageStatus.DROPPED),
        (MessageKind.EVENT_OFF, "B-0001", MessageStatus.TO_CALL),
    ]
    assert statuses(here.workbook, Interest) == {"I-0001": InterestStatus.CONTACTED}


# Afterwards -------------------------------------------------------------------------------------------------------


def written_up(outcome, *, presence=Presence.PRESENT, status=InterestStatus.INFO_TALK, **changed):
    here = draft(event(day=TODAY), interest(status=status), guest(**changed))
    record(here, event(day=TODAY), (Came("B-0001", presence, outcome),))
    kept = here.workbook.get(Interest, "I-0001")
    return kept.status, kept.next_step_on, kept.withdrawn_on


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (TalkOutcome.JOINS, (WAITING, None, None)),
        (TalkOutcome.UNDECIDED, (InterestStatus.CONTACTED, NEXT_WEEK, None)),
        (TalkOutcome.NOT_SUITABLE, (InterestStatus.NOT_SUITABLE, None, TODAY)),
        (TalkOutcome.WITHDRAWN, (InterestStatus.WITHDRAWN, None, TODAY)),
        (None, (InterestStatus.CONTACTED, TODAY, None)),
    ],
)
def test_outcome_leads_the_interest_on(outcome, expected):
    assert written_up(outcome) == expected


@pytest.mark.parametrize("status", [InterestStatus.INVITED, InterestStatus.REGISTERED, InterestStatus.EXPIRED])
@pytest.mark.parametrize("outcome", [*TalkOutcome, None])
def test_outcome_moves_nobody_who_has_come_further(status, outcome):
    assert written_up(outcome, status=status)[0] is status


def test_somebody_who_withdrew_is_not_brought_back_by_staying_away():
    assert written_up(None, presence=Presence.ABSENT, status=InterestStatus.WITHDRAWN)[0] is InterestStatus.WITHDRAWN


def test_outcome_can_be_corrected_later():
    here = draft(event(day=YESTERDAY), interest(status=InterestStatus.INFO_TALK), guest())
    held = record(here, event(day=YESTERDAY), (Came("B-0001", Presence.PRESENT, TalkOutcome.NOT_SUITABLE),))
    later = again(here)
    record(later, held, (Came("B-0001", Presence.PRESENT, TalkOutcome.JOINS),))
    kept = later.workbook.get(Interest, "I-0001")
    assert (held.status, kept.status, kept.withdrawn_on) == (EventStatus.HELD, WAITING, None)


def test_presence_corrected_later_leaves_the_interest_where_it_is():
    here = draft(event(day=TODAY), interest(status=WAITING), guest(status=GuestStatus.ATTENDED))
    record(here, event(day=TODAY), (Came("B-0001", Presence.EXCUSED),))
    assert statuses(here.workbook, Interest) == {"I-0001": WAITING}
    assert statuses(here.workbook, Guest) == {"B-0001": GuestStatus.EXCUSED}


def test_guest_left_open_stays_open():
    here = draft(event(day=TODAY), interest(status=InterestStatus.INFO_TALK), guest())
    record(here, event(day=TODAY), (Came("B-0001", None),))
    assert (statuses(here.workbook, Guest), statuses(here.workbook, Event)) == (
        {"B-0001": GuestStatus.INVITED},
        {"G-0001": EventStatus.HELD},
    )


def test_nobody_has_come_before_the_day():
    with pytest.raises(EventAhead):
        record(draft(event(day=TOMORROW)), event(day=TOMORROW), ())


def test_called_off_event_is_not_written_up():
    seen = event(day=TODAY, status=EventStatus.CANCELLED)
    with pytest.raises(EventSettled):
        record(draft(seen), seen, ())


@pytest.mark.parametrize(
    ("changed", "attended", "expected"),
    [
        ({"day": YESTERDAY}, {}, ["G-0001"]),
        ({"day": TODAY}, {}, []),
        ({"day": YESTERDAY, "status": EventStatus.CANCELLED}, {}, []),
        ({"day": YESTERDAY, "status": EventStatus.HELD}, {}, []),
        ({"day": YESTERDAY, "status": EventStatus.HELD}, {"status": GuestStatus.ATTENDED}, ["G-0001"]),
        (
            {"day": YESTERDAY, "status": EventStatus.HELD},
            {"status": GuestStatus.ATTENDED, "outcome": TalkOutcome.JOINS},
            [],
        ),
        ({"day": YESTERDAY, "kind": EventKind.REGULARS}, {}, ["G-0001"]),
        ({"day": YESTERDAY, "kind": EventKind.PUBLIC}, {}, []),
    ],
)
def test_event_is_to_be_written_up_until_everybody_has_an_outcome(changed, attended, expected):
    assert ids(without_outcome(workbook(event(**changed), guest(**attended)), TODAY)) == expected


# Counts -----------------------------------------------------------------------------------------------------------


def test_tally_counts_the_answers():
    stands = [GuestStatus.INVITED, GuestStatus.ACCEPTED, GuestStatus.ACCEPTED, GuestStatus.DECLINED]
    book = workbook(event(), *(guest(f"B-{number:04}", status=one) for number, one in enumerate(stands, start=1)))
    assert tally(book, "G-0001") == Tally(invited=4, accepted=2, declined=1, silent=1, came=0)


PEOPLE = ("I-0001", "I-0002", "I-0003", "P-0001", "P-0002")


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["invite", "yes", "no", "move"]), st.sets(st.sampled_from(PEOPLE))), max_size=8)
)
def test_in_any_order_everybody_is_one_guest_and_the_counts_add_up(steps):
    known = (interest(), other(), interest("I-0003", last_name="Drei"), olena(), samir())
    here = draft(event(), *known)
    for deed, whom in steps:
        here = again(here)
        try:
            act(here, deed, sorted(whom))
        except (NothingChosen, AllInvited):
            continue
    there = guests(here.workbook, "G-0001")
    count = tally(here.workbook, "G-0001")
    assert len({one.interest or one.person for one in there}) == len(there) == count.invited
    assert count.accepted + count.declined + count.silent == count.invited
    open_links = [one.about for one in here.workbook.all(Message) if one.answered_at is None]
    assert sorted(open_links) == sorted(one.id for one in there if one.status is GuestStatus.INVITED)


def act(here, deed, whom):
    now = here.workbook.get(Event, "G-0001")
    if deed == "invite":
        people = tuple(one for one in whom if here.workbook.find(Person, one))
        invite(
            here, now.id, Invited(interests=tuple(one for one in whom if one not in people), guides=people), TOMORROW
        )
    elif deed == "move":
        change(here, now, event_form(day=now.day + timedelta(days=1)))
    else:
        for one in guests(here.workbook, now.id):
            if (one.interest or one.person) in whom:
                answer(here, one, deed == "yes")
