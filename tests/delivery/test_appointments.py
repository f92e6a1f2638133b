from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from services.delivery.appointments import calendar_file, has_appointment
from tests.rules.cast import NEXT_WEEK, NOW, request

BERLIN = ZoneInfo("Europe/Berlin")


def event(**values):
    file = calendar_file(
        request(**values), title="Einsatz: Behörden", notes="Büro, Tür 3; bitte\nklingeln", written_at=NOW
    )
    found = Calendar.from_ical(file)
    assert len(found.walk("VEVENT")) == 1
    return found.walk("VEVENT")[0]


@pytest.mark.parametrize(
    ("day", "hours", "begins", "ends"),
    [
        ("2026-09-09", "1.5", "2026-09-09 10:00", "2026-09-09 11:30"),
        ("2026-12-09", None, "2026-12-09 10:00", "2026-12-09 11:00"),
        ("2026-10-25", "2", "2026-10-25 10:00", "2026-10-25 12:00"),
    ],
)
def test_appointment_stands_in_the_calendar_at_its_hours(day, hours, begins, ends):
    found = event(day=day, hours=hours)
    times = [found.decoded(name).astimezone(BERLIN) for name in ("dtstart", "dtend")]
    assert times == [datetime.fromisoformat(one).replace(tzinfo=BERLIN) for one in (begins, ends)]


def test_appointment_tells_what_and_where_in_letters_of_every_kind():
    found = event(district="Wulfen; Żoliborz")
    assert str(found["summary"]) == "Einsatz: Behörden"
    assert str(found["location"]) == "Bismarckstraße 5, Zimmer 12, Wulfen; Żoliborz"
    assert str(found["description"]) == "Büro, Tür 3; bitte\nklingeln"


def test_appointment_without_a_place_names_the_district():
    shown = request().without_personal()
    assert str(event(place=shown.place)["location"]) == "Altstadt"


def test_appointment_is_the_same_file_each_time():
    assert event() == event()
    assert str(event()["uid"]) == "A-0001@lotsenbuch"


@pytest.mark.parametrize(
    ("day", "at", "there"), [(NEXT_WEEK, "10:00", True), (NEXT_WEEK, None, False), (None, "10:00", False)]
)
def test_without_day_and_time_there_is_no_file(day, at, there):
    wanted = request(day=day, at=at)
    assert has_appointment(wanted) is there
    assert bool(calendar_file(wanted, title="", notes="", written_at=NOW)) is there
