"""The week as the programme plans it: three half-days a day, Monday first."""

from datetime import date, time
from typing import Final

from services.model.words import Word

NOON: Final = time(12, 0)
EVENING: Final = time(17, 0)


class Slot(Word):
    """One part of one weekday."""

    MO_AM = "Mo vormittags", "Mon morning"
    MO_PM = "Mo nachmittags", "Mon afternoon"
    MO_EV = "Mo abends", "Mon evening"
    TU_AM = "Di vormittags", "Tue morning"
    TU_PM = "Di nachmittags", "Tue afternoon"
    TU_EV = "Di abends", "Tue evening"
    WE_AM = "Mi vormittags", "Wed morning"
    WE_PM = "Mi nachmittags", "Wed afternoon"
    WE_EV = "Mi abends", "Wed evening"
    TH_AM = "Do vormittags", "Thu morning"
    TH_PM = "Do nachmittags", "Thu afternoon"
    TH_EV = "Do abends", "Thu evening"
    FR_AM = "Fr vormittags", "Fri morning"
    FR_PM = "Fr nachmittags", "Fri afternoon"
    FR_EV = "Fr abends", "Fri evening"
    SA_AM = "Sa vormittags", "Sat morning"
    SA_PM = "Sa nachmittags", "Sat afternoon"
    SA_EV = "Sa abends", "Sat evening"
    SU_AM = "So vormittags", "Sun morning"
    SU_PM = "So nachmittags", "Sun afternoon"
    SU_EV = "So abends", "Sun evening"


def slot_of(day: date, at: time) -> Slot:
    """Give the half-day in which `at` on `day` lies: afternoon from 12:00, evening from 17:00."""
    part = 0 if at < NOON else 1 if at < EVENING else 2
    return list(Slot)[day.weekday() * 3 + part]
