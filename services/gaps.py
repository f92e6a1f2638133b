"""The gaps of a letter: what a message is about, the names its text may have in braces, and what goes there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from services.model.course_records import Course, Event, Guest, Interest, Registration
from services.model.lists import Seat
from services.model.records import Assignment, Offer, Person, Request
from services.model.workbook import Workbook
from services.programme import programme

GAP: Final = re.compile(r"\{([^{}\n]*)\}")
_ONLY_A_NAME: Final = re.compile(r"[\w ]{1,50}:")
LINK: Final = "{Link}"  # stays in the stored text: the link is put in while sending

About = Registration | Interest | Guest | Person


@dataclass(frozen=True)
class Occasion:
    """What a message is about: a course or an event, the last day for an answer, a position on the waiting list.

    Or a request with the `offer` of the volunteer who is asked: the message is about that, and goes its way. Whoever
    goes has an `assignment` instead. `before` is the request as it was until its appointment was changed. Whoever
    asked for it learns who goes (`guide`), or who may help `instead`.
    """

    course: Course | None = None
    event: Event | None = None
    answer_by: date | None = None
    place: int = 0
    request: Request | None = None
    offer: Offer | None = None
    assignment: Assignment | None = None
    before: Request | None = None
    guide: str = ""
    instead: str = ""


NOTHING: Final = Occasion()


def fillings(workbook: Workbook, about: About, occasion: Occasion = NOTHING) -> Mapping[str, str]:
    """Give what goes into the gaps of a text, by the gap's name."""
    ours = programme(workbook)
    course, event = occasion.course, occasion.event
    what = event or course
    return {
        "Vorname": about.first_name if not isinstance(about, Guest) else about.name,
        "Name": name_of(about),
        "Nummer": about.id,
        "Kurs": course.caption if course else "",
        "Beginn": _day(course.starts_on) if course else "",
        "Termine": course.sessions if course else "",
        "Ort": what.place if what else "",
        "Anmeldung bis": _day(course.register_until) if course else "",
        "Platz": str(occasion.place or ""),
        "Absagegrund": course.called_off if course else "",
        "Anlass": event.title if event else "",
        "Tag": _day(event.day) if event else "",
        "Uhrzeit": f"{_clock(event.starts)} Uhr" if event and event.starts else "",
        "Es laden ein": event.hosts if event else "",
        "Antwort bis": _day(occasion.answer_by),
        **_asked_for(occasion),
        "Zusage von": occasion.guide,
        "Grund": (occasion.request and occasion.request.reject_reason) or "",
        "Stattdessen": occasion.instead,
        "Programm": ours.name,
        "Kontaktperson": ours.contact_person or ours.office,
        "Telefon": ours.phone or "",
        "E-Mail": ours.email or "",
    }


def _asked_for(occasion: Occasion) -> Mapping[str, str]:
    """Give what a volunteer learns about a request before their yes: nothing that tells who or where exactly."""
    request, seat = occasion.request, occasion.offer.seat if occasion.offer else Seat.MAIN
    if request is None:
        return dict.fromkeys(ASKED_FOR, "")
    level = f" (mindestens {request.min_level})" if request.min_level else ""
    return {
        "Nummer": request.id,
        "Aufgabe": "; ".join(request.topics) or request.kind,
        "Ihr Platz": "" if seat is Seat.MAIN else seat,
        "Tag": _day(request.day),
        "Uhrzeit": f"{_clock(request.at)} Uhr" if request.at else "",
        **_news(occasion.before, request),
        "Mögliche Zeiten": "" if request.day else "; ".join(request.times),
        "Dauer": f"{format(request.hours.normalize(), 'f')} Stunden".replace(".", ",") if request.hours else "",
        "Stadtteil": request.district,
        "Sprache": "; ".join(request.languages) + level,
        "Dringlichkeit": request.urgency,
    }


ASKED_FOR: Final = (
    "Aufgabe",
    "Ihr Platz",
    "Bisher",
    "Neuer Treffpunkt",
    "Mögliche Zeiten",
    "Dauer",
    "Stadtteil",
    "Sprache",
    "Dringlichkeit",
)

GAPS: Final = (
    "Vorname",
    "Name",
    "Nummer",
    "Kurs",
    "Beginn",
    "Termine",
    "Ort",
    "Anmeldung bis",
    "Platz",
    "Absagegrund",
    "Fällig",
    "Anlass",
    "Tag",
    "Uhrzeit",
    "Es laden ein",
    *ASKED_FOR,
    "Zusage von",
    "Grund",
    "Stattdessen",
    "Antwort bis",
    "Gilt bis",
    "Programm",
    "Kontaktperson",
    "Telefon",
    "E-Mail",
    "Link",
)


def filled(text: str, gaps: Mapping[str, str]) -> str:
    """Fill the gaps; a line with nothing but an empty gap, or its name before it (“Ort: ”), falls away.

    A gap without a value in `gaps` stays: the link's.
    """
    lines = []
    for line in text.splitlines():
        whole = GAP.sub(lambda gap: gaps.get(gap[1], gap[0]), line).rstrip()
        emptied = whole != line.rstrip() and (not whole.strip() or _ONLY_A_NAME.fullmatch(whole))
        if not emptied:
            lines.append(whole)
    return "\n".join(lines)


def _news(before: Request | None, now: Request) -> Mapping[str, str]:
    """Give what is new about an appointment; a meeting place is not named, only where whoever goes finds it."""
    told = {"Bisher": "", "Neuer Treffpunkt": ""}
    if before and _when(before) != _when(now):
        told["Bisher"] = _when(before)
    if before and before.place != now.place:
        told["Neuer Treffpunkt"] = f"steht bei {now.id} unter „Meine Einsätze“"
    return told


def _when(request: Request) -> str:
    at = f"{_clock(request.at)} Uhr" if request.at else ""
    return ", ".join(part for part in (_day(request.day), at) if part)


def name_of(about: About) -> str:
    """Give the name of whoever a message goes to."""
    return about.name if isinstance(about, Guest) else about.full_name


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
