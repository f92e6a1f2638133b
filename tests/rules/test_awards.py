from datetime import date
from decimal import Decimal

from services.attendance import everything_noted
from services.awards import Award, Awards, awards
from services.model.course_lists import Presence, RegistrationStatus
from services.model.records import Programme
from tests.rules.cast import TODAY, TOMORROW, YESTERDAY, course, marks, olena, registration, session, workbook

OURS = Programme(id="S-0001", name="Lotsen")
HOLDS = {"status": RegistrationStatus.CERTIFIED, "certified_on": TODAY, "certificate": "2026-002"}


def test_award_says_what_is_known():
    noted = marks(u1=Presence.PRESENT, u2=Presence.EXCUSED)
    irina = registration("T-0001", attendance=noted, person="P-0001", **HOLDS)
    early = registration("T-0002", "Ada Lohe", status=RegistrationStatus.CERTIFIED, certificate="2026-001")
    days = (session("U-0001", TODAY, topic="Behörden"), session("U-0002", YESTERDAY), session("U-0003", TOMORROW))
    book = workbook(OURS, course(), *days, irina, early, olena(last_name="Hnatiuk-Klein"))
    assert awards(book, course(), {"T-0001", "T-0002"}) == Awards(
        OURS,
        course(),
        YESTERDAY,
        TOMORROW,
        Decimal(12),
        ("Rolle und Grenzen", "Behörden"),
        (Award("Ada Lohe", "2026-001", None, Decimal(0)), Award("Olena Hnatiuk-Klein", "2026-002", TODAY, Decimal(4))),
    )


def test_award_takes_day_from_the_roster_and_dates_from_the_course_where_nothing_else_is_kept():
    old = registration(person="P-0001", status=RegistrationStatus.CERTIFIED, certificate="2025-001")
    made = awards(workbook(course(), old, olena()), course(), {"T-0001"})
    assert (made.first_day, made.last_day, made.of, made.topics) == (date(2026, 9, 19), None, Decimal(0), ())
    assert made.people == (Award("Olena Hnatiuk", "2025-001", date(2025, 3, 1), Decimal(0)),)


def test_award_is_only_for_a_valid_certificate_of_those_asked_for():
    revoked = registration("T-0002", revoked_on=TODAY, **{**HOLDS, "status": RegistrationStatus.CONFIRMED})
    book = workbook(course(), registration("T-0001", **HOLDS), revoked, registration("T-0003", **HOLDS))
    assert [one.number for one in awards(book, course(), {"T-0001", "T-0002"}).people] == ["2026-002"]


def test_everything_is_noted_once_every_session_has_a_mark():
    one = registration(attendance=marks(u1=Presence.ABSENT))
    assert everything_noted(workbook(one, session("U-0001")), "K-0001")
    assert everything_noted(workbook(one, session("U-0001"), session("U-0002", cancelled=True)), "K-0001")
    assert not everything_noted(workbook(one, session("U-0001"), session("U-0002")), "K-0001")
