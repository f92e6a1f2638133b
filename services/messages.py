"""Messages: what somebody is told, saved together with the change that gives rise to it and sent afterwards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Final

from services.model.course_lists import MessageKind, MessageStatus
from services.model.course_records import Course, Event, Guest, Interest, Registration
from services.model.draft import Draft
from services.model.letters import Message, Template, TemplateForm
from services.model.lists import Channel, OfferStatus, Seat
from services.model.records import Assignment, Offer, Person, Request
from services.model.workbook import Workbook
from services.programme import programme

# The programme's own texts until the office writes others: a subject, an empty line, the text.
LETTERS: Final = Path(__file__).parents[1] / "locale" / "de" / "letters"
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


def write(draft: Draft, kind: MessageKind, about: About, occasion: Occasion = NOTHING) -> Message | None:
    """Put a message into the outbox: a mail to whoever has an address, else a call to make; None without any contact.

    Its personal link works until the occasion's `answer_by`. Earlier messages about the same entry that still wait for
    an answer are given up: only the newest link counts.
    """
    if not (about.email or about.phone):
        return None
    asked = occasion.offer if occasion.offer and occasion.offer.status is OfferStatus.ASKED else None
    channel = way_to(about, asked.channel if asked else Channel.EMAIL)  # a question goes its way, all else by mail
    entry = (occasion.offer or occasion.assignment or about).id
    gaps = fillings(draft.workbook, about, occasion)
    letter = letter_for(draft.workbook, kind, channel)
    give_up(draft, entry)
    return draft.add(
        Message,
        kind=kind,
        about=entry,
        channel=channel,
        status=MessageStatus.WAITING if channel is Channel.EMAIL else MessageStatus.TO_CALL,
        to=_name(about),
        email=about.email,
        phone=about.phone,
        subject=filled(letter.subject, gaps)[:200],
        text=filled(letter.text, gaps)[:4000],
        written_at=draft.now,
        answer_by=occasion.answer_by,
    )


def way_to(about: About, wished: Channel) -> Channel:
    """Give how somebody is reached: by phone if that is `wished` and possible, or nothing else is; or by mail."""
    by_phone = about.phone and (wished is Channel.PHONE or not about.email)
    return Channel.PHONE if by_phone else Channel.EMAIL


UNSENT: Final = frozenset(
    {MessageStatus.WAITING, MessageStatus.FAILED, MessageStatus.TO_CALL, MessageStatus.NOT_REACHED}
)


CALLS: Final = frozenset({MessageStatus.TO_CALL, MessageStatus.NOT_REACHED})


def give_up(draft: Draft, about: str) -> None:
    """Give up what is open about an entry: unsent messages stay unsent, links of sent ones lead to no answer."""
    for earlier in unanswered(draft.workbook, about):
        given_up = MessageStatus.DROPPED if earlier.status in UNSENT else earlier.status
        draft.replace(earlier, answered_at=draft.now, status=given_up)


def note_answer(draft: Draft, about: str) -> None:
    """Note that somebody has answered: a call still to be made has been made, everything else open is given up."""
    for one in unanswered(draft.workbook, about):
        if one.status in CALLS:
            draft.replace(one, answered_at=draft.now, status=MessageStatus.REACHED)
    give_up(draft, about)


def unanswered(workbook: Workbook, about: str) -> tuple[Message, ...]:
    """Give the messages about an entry that were neither answered nor given up."""
    return tuple(
        one
        for one in workbook.where(Message, about=about)
        if one.answered_at is None and one.status is not MessageStatus.DROPPED
    )


def letter_for(workbook: Workbook, kind: MessageKind, channel: Channel) -> TemplateForm:
    """Give the office's own text for this occasion, or the one that comes with the programme."""
    own = own_text(workbook, kind, channel)
    if own and own.text:  # an empty one was given back
        return TemplateForm(subject=own.subject, text=own.text)
    return delivered(kind, channel)


def own_text(workbook: Workbook, kind: MessageKind, channel: Channel) -> Template | None:
    """Give the office's own text, also one it has given back; None when it never wrote any."""
    found = [one for one in workbook.all(Template) if (one.kind, one.channel) == (kind, channel)]
    return found[-1] if found else None


@cache
def delivered(kind: MessageKind, channel: Channel) -> TemplateForm:
    """Read the text that comes with the programme; a call's script has no subject."""
    file = LETTERS / f"{kind.name.lower()}{'' if channel is Channel.EMAIL else '.call'}.txt"
    subject, _, text = file.read_text(encoding="utf-8").partition("\n\n")
    return TemplateForm(subject=subject, text=text.strip())


def fillings(workbook: Workbook, about: About, occasion: Occasion = NOTHING) -> Mapping[str, str]:
    """Give what goes into the gaps of a text, by the gap's name."""
    ours = programme(workbook)
    course, event = occasion.course, occasion.event
    what = event or course
    return {
        "Vorname": about.first_name if not isinstance(about, Guest) else about.name,
        "Name": _name(about),
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


def _name(about: About) -> str:
    return about.name if isinstance(about, Guest) else about.full_name


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
