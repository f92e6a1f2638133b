from datetime import datetime

import pytest

from services.model.course_lists import GuestStatus, RegistrationStatus
from services.model.lists import AssignmentStatus, OfferStatus, PersonStatus
from services.model.person_lists import LeaveReason
from services.model.records import Person
from services.stages import move_on
from services.story import life
from tests.rules.cast import (
    NOW,
    TODAY,
    UTE,
    YESTERDAY,
    assignment,
    course,
    event,
    guest,
    interest,
    mail,
    offer,
    office,
    olena,
    own_link,
    registration,
    samir,
    workbook,
)


def told(person, *records):
    return [(f"{one.at:%d.%m.%Y}", str(one.sentence)) for one in life(workbook(person, *records), person)]


def test_life_goes_from_the_first_call_to_leaving():
    gone = olena(status=PersonStatus.LEFT, left_on=TODAY, leave_reason=LeaveReason.MOVED)
    trained = {"person": "P-0001", "interest": "I-0001", "status": RegistrationStatus.CERTIFIED}
    assert told(
        gone,
        course(),
        interest(received_at=datetime.fromisoformat("2024-12-01 09:00"), received_by="Ute"),
        registration(received_at=datetime.fromisoformat("2025-01-10 09:00"), **trained),
        event(day=YESTERDAY),
        guest(person="P-0001", interest="", status=GuestStatus.ATTENDED),
        assignment(status=AssignmentStatus.DONE, ended_on=TODAY, hours="1,5"),
    ) == [
        ("01.12.2024", "Taken by Ute (Web form)"),
        ("10.01.2025", "Course “Basiskurs Herbst”: Certified"),
        ("01.03.2025", "Certificate 2025-001"),
        ("01.03.2025", "Confidentiality pledged"),
        ("01.03.2025", "Briefed on data protection"),
        ("01.09.2026", "Assignment for A-0002 begun"),
        ("01.09.2026", "Infogespräch: Present"),
        ("02.09.2026", "Assignment for A-0002: Done, 1.5 h"),
        ("02.09.2026", "Left: Moved away"),
    ]


def test_life_tells_nothing_of_anybody_else():
    bare = {"certified_on": None, "confidentiality_on": None, "briefing_on": None}
    assert told(olena(**bare), samir(), own_link(person="P-0002"), assignment(person="P-0002")) == []


BARE = {"certified_on": None, "confidentiality_on": None, "briefing_on": None}


def test_life_tells_of_questions_and_of_what_was_written():
    asked = offer(status=OfferStatus.DECLINED, answered_at=NOW)
    assert told(olena(**BARE), asked, mail("N-0001", about="V-0001"), mail("N-0002", about="P-0001")) == [
        ("01.09.2026", "Asked for A-0001"),
        ("02.09.2026", "Registration received (E-mail): To be sent"),
        ("02.09.2026", "Answer for A-0001: Said no"),
    ]


def test_life_tells_of_the_steps_from_stage_to_stage():
    ours = office(olena(**BARE, status=PersonStatus.IN_TRAINING, certificate=""))
    person = ours.read(UTE).get(Person, "P-0001")
    ours.perform(UTE, move_on, person, PersonStatus.RESTING)
    book = ours.read(UTE)
    chapters = life(book, book.get(Person, "P-0001"))
    assert [str(one.sentence) for one in chapters] == ["Stage: Resting"]


@pytest.mark.parametrize(
    ("values", "is_theirs"),
    [
        ({"first_name": "Olena", "last_name": "Hnatiuk", "phone": "+49 2362 111111"}, True),
        ({"first_name": "Petro", "last_name": "Hnatiuk", "phone": "+49 2362 111111"}, False),
        ({"first_name": "Olena", "last_name": "Hnatiuk", "phone": "+49 2362 999999"}, False),
    ],
    ids=["same", "same-phone-only", "same-name-only"],
)
def test_life_begins_with_a_first_call_that_nobody_linked(values, is_theirs):
    found = [one for one in told(olena(**BARE), interest(**values, email=None)) if "Interest" in one[1]]
    assert bool(found) == is_theirs
