from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.interests import (
    OPEN,
    Wanted,
    correct,
    due_for_erasure,
    erase,
    forgotten,
    owners,
    search,
    step,
    steps_due,
    steps_open,
    take,
    take_up_again,
    withdraw,
)
from services.model.course_errors import StillInterested
from services.model.course_forms import StepForm
from services.model.course_lists import (
    CourseKind,
    GuestStatus,
    InterestStatus,
    MessageKind,
    MessageStatus,
    RegistrationStatus,
)
from services.model.course_records import ERASED, Guest, Interest, Registration
from services.model.errors import ChangedMeanwhile, NotOnList
from services.model.languages import Language
from services.model.letters import Message
from services.model.lists import Channel, Consent
from services.model.records import Programme
from services.story import story
from tests.rules.cast import (
    NEXT_WEEK,
    NOW,
    TODAY,
    TOMORROW,
    YESTERDAY,
    again,
    call_form,
    course,
    draft,
    event,
    guest,
    ids,
    interest,
    letter,
    registration,
    statuses,
    workbook,
)

LONG_AGO = datetime.fromisoformat("2026-08-01 09:00")
ENDS = [InterestStatus.WITHDRAWN, InterestStatus.NOT_SUITABLE]
CLOSED = [status for status in InterestStatus if status not in OPEN]


def old(number="I-0001", **values):
    return interest(number, **{"received_at": LONG_AGO, **values})


# Taking -----------------------------------------------------------------------------------------------------------


def test_call_is_kept_with_who_took_it_and_a_consent_by_word_of_mouth():
    kept = take(draft(), call_form(first_name="Halina", wish=CourseKind.BASIC, languages=(Language.POLISH,)))
    assert kept == interest(
        channel=Channel.PHONE,
        wish=CourseKind.BASIC,
        languages=(Language.POLISH,),
        received_by="Ute Kaltenbach",
        owner="Ute Kaltenbach",
        consented=Consent.VERBAL,
        status=InterestStatus.WAITING,
        last_step_on=TODAY,
    )


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({}, InterestStatus.WAITING),
        ({"next_step": "Flyer schicken"}, InterestStatus.CONTACTED),
        ({"next_step_on": TOMORROW}, InterestStatus.CONTACTED),
    ],
)
def test_call_with_something_left_to_do_does_not_wait_yet(typed, status):
    kept = take(draft(), call_form(owner="Jan Beyer", **typed))
    assert (kept.status, kept.owner) == (status, "Jan Beyer")


@pytest.mark.parametrize("channel", [one for one in Channel if one is not Channel.OLD_LIST])
def test_consent_is_written_when_they_wrote(channel):
    written = channel in (Channel.FORM, Channel.EMAIL, Channel.LETTER)
    kept = take(draft(), call_form(channel=channel))
    assert (kept.consent, kept.consented) == (True, Consent.WRITTEN if written else Consent.VERBAL)


# Steps ------------------------------------------------------------------------------------------------------------


def test_step_is_noted_with_its_day():
    form = StepForm(status=InterestStatus.WAITING, next_step="Anrufen", next_step_on=NEXT_WEEK, owner="Jan Beyer")
    assert step(draft(old()), old(), form) == old(
        status=InterestStatus.WAITING,
        next_step="Anrufen",
        next_step_on=NEXT_WEEK,
        owner="Jan Beyer",
        last_step_on=TODAY,
    )


@pytest.mark.parametrize("status", CLOSED)
def test_step_needs_somebody_still_interested(status):
    seen = interest(status=status, phone="02362 1234")
    with pytest.raises(NotOnList):
        step(draft(seen), seen, StepForm())


@pytest.mark.parametrize("status", CLOSED)
def test_step_cannot_end_an_interest(status):
    with pytest.raises(NotOnList):
        step(draft(interest()), interest(), StepForm(status=status))


def test_steps_by_hand_do_not_claim_an_invitation():
    assert steps_open(interest(status=InterestStatus.INVITED)) == (
        InterestStatus.INVITED,
        InterestStatus.CONTACTED,
        InterestStatus.WAITING,
    )


def test_step_on_an_entry_changed_meanwhile_is_refused():
    with pytest.raises(ChangedMeanwhile):
        step(draft(interest(owner="Jan Beyer")), interest(), StepForm())


def test_details_are_corrected_without_a_step():
    form = call_form(first_name="Halina", phone="02362 999999")
    assert correct(draft(old()), old(), form).last_step_on is None


# The end ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ENDS)
def test_end_declines_invitations_and_stops_messages(status):
    seen = interest(status=InterestStatus.INVITED, next_step="Anrufen", next_step_on=TOMORROW)
    here = draft(
        seen,
        course(),
        registration(interest="I-0001", status=RegistrationStatus.INVITED),
        event(),
        guest(),
        letter(status=MessageStatus.TO_CALL),
        letter("N-0002", about="T-0001", status=MessageStatus.SENT),
    )
    ended = withdraw(here, seen, status)
    assert ended == interest(status=status, withdrawn_on=TODAY, last_step_on=TODAY)
    assert statuses(here.workbook, Registration) == {"T-0001": RegistrationStatus.DECLINED}
    assert statuses(here.workbook, Guest) == {"B-0001": GuestStatus.DECLINED}
    assert statuses(here.workbook, Message) == {"N-0001": MessageStatus.DROPPED, "N-0002": MessageStatus.SENT}
    assert {one.answered_at for one in here.workbook.all(Message)} == {NOW}


@pytest.mark.parametrize("status", CLOSED)
def test_end_needs_somebody_still_interested(status):
    seen = interest(status=status)
    with pytest.raises(NotOnList):
        withdraw(draft(seen), seen)


def test_end_is_withdrawn_or_not_suitable_and_nothing_else():
    with pytest.raises(NotOnList):
        withdraw(draft(interest()), interest(), InterestStatus.EXPIRED)


@pytest.mark.parametrize("status", ENDS)
def test_ended_interest_can_be_taken_up_again(status):
    here = draft(interest())
    gone = withdraw(here, interest(), status)
    assert take_up_again(again(here), gone) == interest(status=InterestStatus.WAITING, last_step_on=TODAY)


def test_open_interest_cannot_be_taken_up_again():
    with pytest.raises(NotOnList):
        take_up_again(draft(interest()), interest())


# Erasing ----------------------------------------------------------------------------------------------------------


def test_erasing_leaves_nothing_of_the_person_but_the_row():
    seen = old(
        status=InterestStatus.WITHDRAWN,
        withdrawn_on=YESTERDAY,
        message="Kommt aus Lwiw",
        promised="Rückruf",
        languages=(Language.POLISH,),
    )
    took_part = registration("T-0002", "Halina Wrona", interest="I-0001", status=RegistrationStatus.CERTIFIED)
    here = draft(
        seen,
        course(),
        event(),
        guest(status=GuestStatus.DECLINED),
        registration(name="Halina Wrona", interest="I-0001", status=RegistrationStatus.DECLINED, exception="Freundin"),
        took_part,
        letter(text="Guten Tag Halina Wrona", subject="An Halina"),
        letter("N-0002", about="I-0001", kind=MessageKind.INTEREST_KEPT, status=MessageStatus.TO_CALL),
    )
    kept = erase(here, seen)
    assert kept == interest(
        first_name="",
        last_name=ERASED,
        phone=None,
        received_at=LONG_AGO,
        status=InterestStatus.EXPIRED,
        withdrawn_on=YESTERDAY,
    )
    assert here.workbook.get(Registration, "T-0001").full_name == f"{ERASED} –"
    assert here.workbook.get(Registration, "T-0002") == took_part
    left = repr([change.after for change in here.changes])
    known = ("Halina", "Wrona", "444444", "example", "Lwiw", "Rückruf", "Freundin")
    assert [word for word in known if word in left] == []
    assert statuses(here.workbook, Message) == {"N-0001": MessageStatus.SENT, "N-0002": MessageStatus.DROPPED}


@pytest.mark.parametrize("status", [one for one in InterestStatus if one not in ENDS])
def test_erasing_is_refused_before_the_end(status):
    seen = interest(status=status)
    with pytest.raises(StillInterested) as refusal:
        erase(draft(seen), seen)
    assert refusal.value.sentence.values == {"name": "Halina Wrona", "status": status}


def test_erased_interest_cannot_be_corrected():
    here = draft(interest(status=InterestStatus.WITHDRAWN))
    gone = erase(here, interest(status=InterestStatus.WITHDRAWN))
    with pytest.raises(NotOnList):
        correct(again(here), gone, call_form())


@pytest.mark.parametrize(("days", "due"), [(29, []), (30, ["I-0001"]), (400, ["I-0001"])])
@pytest.mark.parametrize("status", ENDS)
def test_erasure_is_due_after_the_days_of_the_programme(days, due, status):
    gone = interest(status=status, withdrawn_on=TODAY - timedelta(days=days))
    assert ids(due_for_erasure(workbook(Programme(id="S-0001"), gone), TODAY)) == due


def test_erasure_follows_the_days_the_office_has_set():
    gone = interest(status=InterestStatus.WITHDRAWN, withdrawn_on=TODAY - timedelta(days=8))
    assert ids(due_for_erasure(workbook(Programme(id="S-0001", keep_days=7), gone), TODAY)) == ["I-0001"]


# Nobody is forgotten ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"received_at": datetime.combine(TODAY - timedelta(days=13), datetime.min.time())}, False),
        ({"received_at": datetime.combine(TODAY - timedelta(days=14), datetime.min.time())}, True),
        ({"last_step_on": TODAY - timedelta(days=13)}, False),
        ({"last_step_on": TODAY - timedelta(days=14)}, True),
        ({"next_step_on": TOMORROW}, False),
        ({"next_step_on": YESTERDAY}, False),
        *(({"status": status}, False) for status in CLOSED),
    ],
)
def test_somebody_is_forgotten_after_fourteen_days_without_a_step(changed, expected):
    assert ids(forgotten(workbook(old(**changed)), TODAY)) == (["I-0001"] if expected else [])


@pytest.mark.parametrize(("day", "expected"), [(TODAY, []), (YESTERDAY, ["I-0001"])])
def test_talk_ahead_counts_as_a_step(day, expected):
    assert ids(forgotten(workbook(old(), event(day=day), guest()), TODAY)) == expected


@pytest.mark.parametrize(("until", "expected"), [(TODAY, []), (YESTERDAY, ["I-0001"])])
def test_answer_awaited_counts_as_a_step(until, expected):
    invited = registration(interest="I-0001", status=RegistrationStatus.INVITED)
    book = workbook(old(), course(), invited, letter(about="T-0001", answer_by=until))
    assert ids(forgotten(book, TODAY)) == expected


def test_steps_due_are_those_of_today_and_before_the_oldest_first():
    book = workbook(
        interest("I-0001", next_step_on=TODAY),
        interest("I-0002", next_step_on=TOMORROW),
        interest("I-0003", next_step_on=YESTERDAY),
        interest("I-0004", next_step_on=YESTERDAY, status=InterestStatus.WITHDRAWN),
        interest("I-0005"),
    )
    assert ids(steps_due(book, TODAY)) == ["I-0003", "I-0001"]


@given(
    status=st.sampled_from(sorted(OPEN, key=lambda one: one.rank)),
    received=st.integers(0, 60),
    last=st.none() | st.integers(0, 60),
    following=st.none() | st.integers(-30, 30),
)
def test_everybody_still_interested_has_a_step_or_stands_on_the_list(status, received, last, following):
    one = interest(
        status=status,
        received_at=NOW - timedelta(days=received),
        last_step_on=None if last is None else TODAY - timedelta(days=last),
        next_step_on=None if following is None else TODAY + timedelta(days=following),
    )
    book = workbook(one)
    listed = [*forgotten(book, TODAY), *steps_due(book, TODAY)]
    quiet = min(received if last is None else last, 60) >= 14
    taken_care_of = following > 0 if following is not None else not quiet
    assert ids(listed) == ([] if taken_care_of else ["I-0001"])


# Looking for people -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["I-0002", "I-0001"]),
        (Wanted(statuses=frozenset({InterestStatus.WITHDRAWN})), ["I-0003"]),
        (Wanted(languages=frozenset({Language.POLISH, Language.DARI})), ["I-0001"]),
        (Wanted(waiting_days=30), ["I-0002"]),
        (Wanted(without_step=True), ["I-0002"]),
        (Wanted(languages=frozenset({Language.DARI})), []),
    ],
)
def test_search_meets_every_filter_and_gives_the_longest_waiting_first(wanted, expected):
    book = workbook(
        interest("I-0001", languages=(Language.POLISH,), next_step_on=TOMORROW),
        old("I-0002"),
        interest("I-0003", status=InterestStatus.WITHDRAWN),
    )
    found = search(book, Wanted(**{**vars(wanted), "today": TODAY}))
    assert ids(found) == expected


def test_owners_are_named_once():
    book = workbook(interest("I-0001", owner="Ute"), interest("I-0002", owner="Jan"), interest("I-0003", owner="Ute"))
    assert owners(book) == ("Jan", "Ute")


# The story --------------------------------------------------------------------------------------------------------


def test_story_tells_what_happened_in_the_order_of_days():
    book = workbook(
        old(received_by="Ute", channel=Channel.PHONE),
        course(),
        registration(interest="I-0001", status=RegistrationStatus.INVITED, received_at=NOW),
        event(day=date(2026, 8, 10)),
        guest(status=GuestStatus.ATTENDED, outcome="möchte in den Kurs"),
        letter(written_at=LONG_AGO + timedelta(days=1)),
    )
    assert [str(one.sentence) for one in story(book, book.get(Interest, "I-0001"))] == [
        "Taken by Ute (Phone)",
        "Invitation to an info talk (E-mail): Sent",
        "Infogespräch: Present, Wants to join the course",
        "Course “Basiskurs Herbst”: Invited",
    ]


def test_story_tells_of_a_talk_called_off_and_of_an_interest_left_online():
    book = workbook(old(), event(status="Abgesagt"), guest())
    assert [str(one.sentence) for one in story(book, book.get(Interest, "I-0001"))] == [
        "Interest left (Web form)",
        "Infogespräch: called off",
    ]
