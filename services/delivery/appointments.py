"""An appointment as a calendar file (iCalendar, RFC 5545) that phones and mail programs take over with one tap."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from services.model.records import Request

GERMANY: Final = ZoneInfo("Europe/Berlin")
USUAL: Final = Decimal(1)  # hours, when nobody has said how long it takes


def has_appointment(request: Request) -> bool:
    """Say whether a request has a day and a time to put into a calendar."""
    return bool(request.day and request.at)


def calendar_file(request: Request, *, title: str, notes: str, written_at: datetime) -> bytes:
    """Give the file; `written_at` is the office's wall clock.

    The place is as exact as the request shows it to whoever asks. Its number makes a second download replace the
    first. Times are written as UTC, which every calendar turns into its own.
    """
    if not (request.day and request.at):
        return b""
    begins = datetime.combine(request.day, request.at, GERMANY)
    hours = request.hours or USUAL
    event = Event.new(
        uid=f"{request.id}@lotsenbuch",
        stamp=written_at.replace(tzinfo=GERMANY).astimezone(ZoneInfo("UTC")),
        start=begins.astimezone(ZoneInfo("UTC")),
        end=(begins + timedelta(hours=float(hours))).astimezone(ZoneInfo("UTC")),
        summary=title,
        description=notes,
        location=", ".join(part for part in (request.place, request.district) if part),
    )
    calendar = Calendar()
    calendar.add("prodid", "-//Lotsenbuch//DE")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
