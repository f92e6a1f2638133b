from datetime import date

import pytest

from services.model.course_lists import CourseStatus, InterestStatus, RegistrationStatus
from services.model.course_records import Course, Interest, Registration
from services.model.errors import AlreadyRegistered, CourseFull, NotFound, RegistrationClosed
from services.model.letters import Message
from services.model.lists import Channel, Consent
from services.registration import closed_because, is_open, leave_interest, register, same_person
from services.waiting_list import ON_LIST
from tests.rules.cast import (
    NEXT_WEEK,
    NOW,
    TODAY,
    TOMORROW,
    UTE,
    VISITOR,
    YESTERDAY,
    again,
    course,
    draft,
    interest,
    interest_form,
    message,
    registration,
    registration_form,
    statuses,
    told,
)

FULL = (registration("T-0001", "Eins Eins"), registration("T-0002", "Zwei Zwei"))


def registered(*records, actor=VISITOR, name="Irina Petrova", **values):
    return register(draft(*records, actor=actor), "K-0001", registration_form(name, **values))


# Open or closed -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"register_until": TODAY}, True),
        ({"register_until": YESTERDAY}, False),
        ({"register_until": None}, True),
        ({"starts_on": TODAY, "register_until": None}, True),
        ({"starts_on": YESTERDAY, "register_until": None}, False),
        ({"starts_on": None, "register_until": None}, True),
        ({"starts_on": TOMORROW, "register_until": YESTERDAY}, False),
        *(({"status": status}, status is CourseStatus.OPEN) for status in CourseStatus),
    ],
)
def test_course_is_open_until_its_deadline_and_its_start(changed, expected):
    assert is_open(course(**changed), TODAY) is expected


@pytest.mark.parametrize(
    "changed",
    [
        {"register_until": YESTERDAY},
        {"starts_on": YESTERDAY, "register_until": None},
        *({"status": status} for status in CourseStatus if status is not CourseStatus.OPEN),
    ],
)
def test_registration_of_the_public_is_refused_when_closed(changed):
    with pytest.raises(RegistrationClosed) as refusal:
        registered(course(**changed))
    assert refusal.value.sentence.values == {"course": "Basiskurs Herbst"}


@pytest.mark.parametrize("changed", [{"register_until": YESTERDAY}, {"starts_on": YESTERDAY, "register_until": None}])
def test_registration_by_the_office_is_possible_after_the_deadline(changed):
    assert registered(course(**changed), actor=UTE).status is RegistrationStatus.REGISTERED


@pytest.mark.parametrize("status", [status for status in CourseStatus if status is not CourseStatus.OPEN])
def test_registration_by_the_office_needs_an_open_course(status):
    with pytest.raises(RegistrationClosed):
        registered(course(status=status), actor=UTE)


def test_registration_for_a_course_that_is_not_there_is_refused():
    with pytest.raises(NotFound) as refusal:
        registered()
    assert refusal.value.sentence.values == {"id": "K-0001"}


# A place or the waiting list ------------------------------------------------------------------------------------------


def test_registration_gets_a_place_while_there_is_one():
    assert registered(course(), FULL[0]).status is RegistrationStatus.REGISTERED


def test_registration_keeps_what_was_typed_and_when():
    assert registered(course(), message="  Ich\nfreue mich ") == registration(
        received_at=NOW, message="Ich\nfreue mich", channel=Channel.FORM
    )


def test_registration_keeps_the_way_it_came():
    kept = register(draft(course()), "K-0001", registration_form(), Channel.PHONE)
    assert kept.channel is Channel.PHONE


def test_registration_goes_to_the_waiting_list_when_all_places_are_taken():
    assert registered(course(), *FULL).status is RegistrationStatus.WAITING


@pytest.mark.parametrize("actor", [VISITOR, UTE])
def test_registration_is_refused_when_full_without_waiting_list(actor):
    with pytest.raises(CourseFull) as refusal:
        registered(course(waiting_list=False), *FULL, actor=actor)
    assert refusal.value.sentence.values == {"places": 2, "course": "Basiskurs Herbst"}


@pytest.mark.parametrize("actor", [VISITOR, UTE])
def test_registration_does_not_overtake_the_waiting_list(actor):
    waiting = registration("T-0003", "Drei Drei", status=RegistrationStatus.WAITING)
    gone = registration("T-0002", "Zwei Zwei", status=RegistrationStatus.WITHDRAWN)
    assert registered(course(), FULL[0], gone, waiting, actor=actor).status is RegistrationStatus.WAITING


def test_registration_takes_a_free_place_when_the_waiting_list_was_given_up():
    waiting = registration("T-0003", "Drei Drei", status=RegistrationStatus.WAITING)
    assert registered(course(waiting_list=False), FULL[0], waiting).status is RegistrationStatus.REGISTERED


@pytest.mark.parametrize(
    "status", [RegistrationStatus.WITHDRAWN, RegistrationStatus.DROPPED_OUT, RegistrationStatus.NO_SHOW]
)
def test_registration_gets_a_place_that_was_given_up(status):
    gone = registration("T-0002", "Zwei Zwei", status=status)
    assert registered(course(), FULL[0], gone).status is RegistrationStatus.REGISTERED


def test_registration_for_a_course_without_places_waits():
    assert registered(course(places=0)).status is RegistrationStatus.WAITING


def test_registration_does_not_count_other_courses():
    elsewhere = [registration(f"T-000{n}", f"Name {n}", course="K-0002") for n in (1, 2, 3)]
    assert registered(course(places=1), course("K-0002"), *elsewhere).status is RegistrationStatus.REGISTERED


def test_registration_adds_its_own_row_and_the_mail_about_it():
    here = draft(course(), *FULL, actor=VISITOR)
    register(here, "K-0001", registration_form())
    assert [(change.before, change.after.id) for change in here.changes] == [(None, "T-0003"), (None, "N-0001")]


# What people are told -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("others", "kind"), [((), "REGISTERED"), (FULL, "WAITING")])
def test_registration_is_answered_by_mail(others, kind):
    here = draft(course(), *others, actor=VISITOR)
    done = register(here, "K-0001", registration_form())
    assert told(here.workbook) == [(kind, done.id, "WAITING")]


def test_registration_on_the_waiting_list_is_told_its_position():
    here = draft(course(), *FULL, registration("T-0003", "Drei Drei", status=RegistrationStatus.WAITING))
    register(here, "K-0001", registration_form())
    assert "auf der Warteliste auf Platz 2." in here.workbook.all(Message)[0].text


@pytest.mark.parametrize("actor", [VISITOR, UTE])
def test_registration_without_an_address_makes_no_call(actor):
    here = draft(course(), actor=actor)
    register(here, "K-0001", registration_form(email="", phone="02362 123456"))
    assert told(here.workbook) == []


@pytest.mark.parametrize(("email", "expected"), [("", []), ("h@example.org", [("INTEREST_KEPT", "I-0001", "WAITING")])])
def test_interest_with_an_address_is_answered_by_mail(email, expected):
    here = draft(actor=VISITOR)
    leave_interest(here, interest_form(email=email))
    assert told(here.workbook) == expected


# Invited, interested --------------------------------------------------------------------------------------------------


def test_registration_takes_up_an_invitation():
    invited = registration(status=RegistrationStatus.INVITED, interest="I-0001", answer_by=NEXT_WEEK)
    here = draft(course(), interest(status=InterestStatus.INVITED), invited, message(), actor=VISITOR)
    done = register(here, "K-0001", registration_form(message="Gern"))
    assert done == registration(interest="I-0001", received_at=NOW, message="Gern")
    assert told(here.workbook) == [("INVITATION", "T-0001", "SENT"), ("REGISTERED", "T-0001", "WAITING")]
    assert here.workbook.get(Message, "N-0001").answered_at == NOW


def test_registration_settles_the_interest_of_the_same_person():
    here = draft(course(), interest(), interest("I-0002", last_name="Anders"), actor=VISITOR)
    done = register(here, "K-0001", registration_form("Halina Wrona", email="", phone="02362 444444"))
    assert done.interest == "I-0001"
    assert statuses(here.workbook, Interest) == {"I-0001": InterestStatus.REGISTERED, "I-0002": InterestStatus.NEW}
    assert here.workbook.get(Interest, "I-0001").last_step_on == TODAY


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, True),
        ({"first_name": ""}, {}, True),
        ({"first_name": "HALINA"}, {"last_name": "wrona"}, True),
        ({"first_name": "Jan"}, {}, False),
        ({"last_name": "Anders"}, {}, False),
        ({"phone": "02362 999999"}, {}, False),
        ({"phone": "", "email": "A@example.org"}, {"email": "a@example.org"}, True),
        ({"phone": "", "email": "a@example.org"}, {"phone": "", "email": "b@example.org"}, False),
    ],
)
def test_person_is_the_same_with_one_name_and_one_contact(one, other, expected):
    assert same_person(interest(**one), interest("I-0002", **other)) is expected


@pytest.mark.parametrize(
    ("channel", "expected"),
    [(one, Consent.VERBAL if one is Channel.PHONE else Consent.WRITTEN) for one in Channel],
)
def test_registration_on_the_phone_is_agreed_to_by_word_of_mouth(channel, expected):
    done = register(draft(course()), "K-0001", registration_form(), channel)
    assert (done.channel, done.consented) == (channel, expected)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"register_until": YESTERDAY}, "Registration closed on 2026-09-01."),
        ({"starts_on": YESTERDAY}, "This course has begun."),
        ({"status": CourseStatus.ANNOUNCED}, "Registration has not opened yet."),
        ({"status": CourseStatus.RUNNING}, "This course has begun."),
        ({"status": CourseStatus.CANCELLED}, "This course was called off."),
    ],
)
def test_course_says_why_it_takes_no_registrations(changed, expected):
    reason = closed_because(course(**changed), TODAY)
    assert (str(reason) if reason else None) == expected


# The same person ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "email", "phone"),
    [
        ("Irina Petrova", "irina.petrova@example.org", ""),
        ("IRINA petrova", "Irina.Petrova@Example.org", ""),
        ("Irina Petrova", "", "+49 2362 123456"),
        ("Irina Petrova", "neu@example.org", "02362/123456"),
        ("Irina Petrova", "irina.petrova@example.org", "02362 999999"),
    ],
)
def test_registration_of_the_same_person_is_refused(name, email, phone):
    with pytest.raises(AlreadyRegistered) as refusal:
        registered(course(), registration(phone="02362 123456"), name=name, email=email, phone=phone)
    assert refusal.value.sentence.values == {"course": "Basiskurs Herbst"}


@pytest.mark.parametrize(
    ("name", "email", "phone"),
    [
        ("Irina Petrowa", "irina.petrova@example.org", "02362 123456"),
        ("Ivan Petrova", "irina.petrova@example.org", "02362 123456"),
        ("Irina Petrova", "irina@example.org", "02362 654321"),
        ("Irina Petrova", "irina@example.org", ""),
    ],
)
def test_registration_of_a_namesake_or_a_relative_is_possible(name, email, phone):
    kept = registered(course(), registration(phone="02362 123456"), name=name, email=email, phone=phone)
    assert (kept.id, kept.status) == ("T-0002", RegistrationStatus.REGISTERED)


def test_registration_without_mail_is_not_taken_for_another_one_without_mail():
    earlier = registration(email=None, phone="02362 123456")
    assert registered(course(), earlier, email="", phone="02362 654321").id == "T-0002"


@pytest.mark.parametrize(
    ("status", "again_possible"),
    [(status, status not in ON_LIST) for status in RegistrationStatus if status is not RegistrationStatus.INVITED],
)
def test_registration_again_is_possible_after_leaving(status, again_possible):
    here = draft(course(), registration(status=status), actor=VISITOR)
    if again_possible:
        assert register(here, "K-0001", registration_form()).id == "T-0002"
    else:
        with pytest.raises(AlreadyRegistered):
            register(here, "K-0001", registration_form())


def test_registration_for_another_course_is_possible():
    assert registered(course(), course("K-0002"), registration(course="K-0002")).course == "K-0001"


def test_registration_says_already_registered_rather_than_full():
    with pytest.raises(AlreadyRegistered):
        registered(course(places=1, waiting_list=False), registration())


# Interest -------------------------------------------------------------------------------------------------------------


def test_interest_is_kept_with_its_day_and_way():
    kept = leave_interest(draft(actor=VISITOR), interest_form())
    assert kept == Interest(
        id="I-0001",
        first_name="Halina",
        last_name="Wrona",
        phone="+49 2362 444444",
        consent=True,
        received_at=NOW,
        channel=Channel.FORM,
        status=InterestStatus.NEW,
    )


def test_interest_by_phone_says_so():
    assert leave_interest(draft(), interest_form(), Channel.PHONE).channel is Channel.PHONE


def test_registrations_one_after_the_other_fill_the_course_and_then_wait():
    here = draft(course(), actor=VISITOR)
    for name in ("Eins Eins", "Zwei Zwei", "Drei Drei", "Vier Vier"):
        here = again(here)
        register(here, "K-0001", registration_form(name))
    assert list(statuses(here.workbook, Registration).values()) == [
        RegistrationStatus.REGISTERED,
        RegistrationStatus.REGISTERED,
        RegistrationStatus.WAITING,
        RegistrationStatus.WAITING,
    ]


def test_course_day_of_the_deadline_counts_to_its_end():
    assert is_open(course(register_until=date(2026, 9, 2)), date(2026, 9, 2))


def test_registration_leaves_the_course_as_it_was():
    here = draft(course(), actor=VISITOR)
    register(here, "K-0001", registration_form())
    assert here.workbook.get(Course, "K-0001") == course()
