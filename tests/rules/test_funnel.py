"""The funnel: each step counts by itself, and nobody is lost in it."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.attendance import attended
from services.funnel import Leaving, enough, funnel, leavings
from services.model.course_lists import (
    DropoutReason,
    EventKind,
    GuestStatus,
    MessageKind,
    MessageStatus,
    Presence,
    RegistrationStatus,
)
from services.model.course_records import Event, Guest, Registration, Session
from services.model.letters import Message
from services.model.lists import Channel, PersonStatus
from services.model.marks import Mark
from services.model.sight import seen_by
from tests.rules.cast import (
    LEA,
    NOW,
    TODAY,
    assignment,
    course,
    interest,
    made,
    olena,
    other_request,
    registration,
    samir,
    workbook,
)

CERTIFIED = RegistrationStatus.CERTIFIED
SESSIONS = [
    made(Session, {"id": f"U-000{n}", "course": "K-0001", "day": date(2026, 9, n), "units": n}, {}) for n in (1, 2, 3)
]
TALK = made(Event, {"id": "G-0001", "kind": EventKind.INFO_TALK, "title": "Infogespräch", "day": TODAY}, {})
PARTY = made(Event, {"id": "G-0002", "kind": EventKind.CEREMONY, "title": "Feier", "day": TODAY}, {})


def guest(number, event, who, status):
    return made(Guest, {"id": number, "event": event, "interest": who, "name": "Gast", "status": status}, {})


def invitation(about, kind=MessageKind.INVITATION):
    values = {"kind": kind, "about": about, "status": MessageStatus.SENT, "to": "Ada", "written_at": NOW}
    return made(Message, {"id": f"N-{about[2:]}", "channel": Channel.EMAIL}, values)


def was_there(*present, absent=()):
    marks = [Mark(session=one, presence=Presence.PRESENT) for one in present]
    return (*marks, *(Mark(session=one, presence=Presence.ABSENT) for one in absent))


def counted(book, *, everybody=False, registrations=None):
    chosen = book.all(Registration) if registrations is None else registrations
    return {str(one.label): len(one.entries) for one in funnel(book, chosen, everybody=everybody)}


def test_each_step_counts_by_its_own_sign():
    book = workbook(
        course(required=50), *SESSIONS, TALK, PARTY,
        interest(), interest("I-0002"), interest("I-0003"),
        guest("B-0001", "G-0001", "I-0001", GuestStatus.ATTENDED),
        guest("B-0002", "G-0001", "I-0002", GuestStatus.ACCEPTED),
        guest("B-0003", "G-0002", "I-0003", GuestStatus.ATTENDED),
        registration("T-0001", "A A", status=RegistrationStatus.INVITED),
        registration("T-0002", "B B", status=RegistrationStatus.DECLINED),
        registration("T-0003", "C C", interest="I-0001"),
        invitation("T-0003"),
        registration("T-0004", "D D", status=RegistrationStatus.WAITING),
        invitation("T-0004", MessageKind.WAITING),
        registration("T-0005", "E E", status=RegistrationStatus.CONFIRMED, attendance=was_there("U-0001")),
        registration("T-0006", "F F", status=RegistrationStatus.CONFIRMED, attendance=was_there("U-0003")),
        registration("T-0007", "G G", status=RegistrationStatus.NO_SHOW, attendance=was_there(absent=("U-0001",))),
        registration("T-0008", "Olena Hnatiuk", status=CERTIFIED, person="P-0001"),
        registration("T-0009", "Samir Alkhouri", status=CERTIFIED, person="P-0002"),
        registration("T-0010", "H H", status=CERTIFIED, revoked_on=TODAY, person="P-0001"),
        olena(), samir(status=PersonStatus.PAUSED), other_request(), assignment(),
    )  # fmt: skip
    expected = {
        "Interested": 3,
        "At an info talk": 1,
        "Invited to the course": 3,
        "Registered for the course": 8,
        "Place confirmed": 6,
        "Took part": 4,
        "Often enough there": 3,
        "Certified": 2,
        "On the roster": 2,
        "In service": 1,
    }
    assert counted(book, everybody=True) == expected
    assert counted(book) == {**expected, "Interested": 1}
    assert counted(seen_by(book, LEA), everybody=True) == expected


def test_step_names_the_entries_it_counts_and_how():
    book = workbook(course(), interest(), registration(interest="I-0001"))
    stages = funnel(book, book.all(Registration))
    assert [one.entries for one in stages[:4]] == [("I-0001",), (), (), ("T-0001",)]
    assert [one for one in stages if not str(one.counted)] == []


@pytest.mark.parametrize(
    ("present", "required", "is_enough"),
    [
        (("U-0001", "U-0002"), 50, True),
        (("U-0001", "U-0002"), 51, False),
        (("U-0003", "U-0009"), 50, True),
        ((), 0, True),
        (("U-0001", "U-0002", "U-0003"), 100, True),
    ],
)
def test_enough_is_the_share_of_units_that_the_course_asks_for(present, required, is_enough):
    one = registration(attendance=was_there(*present), status=RegistrationStatus.CONFIRMED)
    assert enough(workbook(course(required=required), *SESSIONS, one), one) is is_enough


def test_without_sessions_only_a_certificate_is_enough():
    one = registration(attendance=was_there("U-0001"))
    assert not enough(workbook(course(required=0), one), one)
    assert not enough(workbook(one), one)
    assert enough(workbook(one), one.model_copy(update={"status": CERTIFIED}))
    assert attended(workbook(*SESSIONS), registration(attendance=was_there("U-0001", "U-0003"))).units == 4


def test_somebody_who_left_the_roster_is_not_on_it():
    one = registration(status=CERTIFIED, person="P-0001")
    gone = workbook(course(), one, olena(status=PersonStatus.LEFT), other_request(), assignment())
    assert {name: counted(gone)[name] for name in ("Certified", "On the roster", "In service")} == {
        "Certified": 1,
        "On the roster": 0,
        "In service": 0,
    }


def test_leavings_stand_by_state_and_reason():
    dropped = {"status": RegistrationStatus.DROPPED_OUT}
    listed = [
        registration("T-0001", "A A", **dropped),
        registration("T-0002", "B B", **dropped, reason=DropoutReason.MOVED),
        registration("T-0003", "C C", **dropped, reason=DropoutReason.MOVED),
        registration("T-0004", "D D", status=RegistrationStatus.WITHDRAWN, reason=DropoutReason.TIME),
        registration("T-0005", "E E"),
    ]
    assert leavings(listed) == (
        Leaving(RegistrationStatus.WITHDRAWN, DropoutReason.TIME, ("T-0004",)),
        Leaving(RegistrationStatus.DROPPED_OUT, DropoutReason.MOVED, ("T-0002", "T-0003")),
        Leaving(RegistrationStatus.DROPPED_OUT, None, ("T-0001",)),
    )


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            lambda status, present, revoked, person: {
                "status": status,
                "attendance": was_there(*present),
                "revoked_on": revoked,
                "person": person,
            },
            st.sampled_from(RegistrationStatus),
            st.sets(st.sampled_from(["U-0001", "U-0002", "U-0003"])),
            st.sampled_from([None, TODAY]),
            st.sampled_from(["", "P-0001"]),
        ),
        max_size=8,
    )
)
def test_later_steps_are_part_of_earlier_ones_and_nobody_counts_twice(drawn):
    people = [registration(f"T-{n:04d}", f"Name {n}", **values) for n, values in enumerate(drawn, 1)]
    book = workbook(course(), *SESSIONS, olena(), *people)
    stages = funnel(book, book.all(Registration))[5:]
    for earlier, later in pairwise(stages):
        assert set(later.entries) <= set(earlier.entries)
    assert all(len(set(one.entries)) == len(one.entries) for one in stages)
    left = [number for one in leavings(people) for number in one.entries]
    assert len(left) == len(set(left))
