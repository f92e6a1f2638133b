from datetime import datetime

from services.model.course_lists import GuestStatus, RegistrationStatus
from services.model.lists import AssignmentStatus, PersonStatus
from services.model.person_lists import LeaveReason
from services.story import life
from tests.rules.cast import (
    TODAY,
    YESTERDAY,
    assignment,
    course,
    event,
    guest,
    interest,
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
