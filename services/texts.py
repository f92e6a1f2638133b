"""The office's own texts of mails and calls: kept, looked at with example values, given back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from services.gaps import ASKED_FOR, GAP, LINK, About, Occasion, filled, fillings
from services.links import PATH
from services.messages import delivered, own_text
from services.model.access import Right
from services.model.course_errors import TextMissing, UnknownGap
from services.model.course_lists import MessageKind, RegistrationStatus
from services.model.course_records import Course, Event, Guest, Interest, Registration
from services.model.draft import Draft
from services.model.errors import ChangedMeanwhile
from services.model.journal import changed_by
from services.model.languages import Language
from services.model.letters import Template, TemplateForm
from services.model.lists import Channel, RejectReason, RequestStatus, Seat, Topic
from services.model.records import Offer, Person, Request
from services.model.slots import Slot
from services.model.workbook import Workbook
from services.programme import programme

CHANNELS: Final = (Channel.EMAIL, Channel.PHONE)

# Without an answer these come to nothing: a mail of theirs needs the link.
ABOUT_EVENTS: Final = frozenset(
    {MessageKind.INFO_TALK, MessageKind.CEREMONY, MessageKind.MEETING, MessageKind.TAKING_PART, MessageKind.EVENT_OFF}
)
ABOUT_REQUESTS: Final = frozenset(
    {
        MessageKind.ASKED_TO_HELP,
        MessageKind.TAKEN,
        MessageKind.NOT_NEEDED,
        MessageKind.MOVED,
        MessageKind.TOOK_OVER,
        MessageKind.HANDED_ON,
        MessageKind.HELP_RECEIVED,
        MessageKind.HELP_FOUND,
        MessageKind.HELP_CHANGED,
        MessageKind.HELP_LOST,
        MessageKind.HELP_OFF,
        MessageKind.HELP_REFUSED,
    }
)
MOVES: Final = frozenset({MessageKind.ASKED_TO_HELP, MessageKind.MOVED})  # may say an earlier time, too
WANTS_ANSWER: Final = frozenset(
    {
        MessageKind.INVITATION,
        MessageKind.PLACE_OFFERED,
        MessageKind.ASKED_TO_HELP,
        MessageKind.MOVED,
        *ABOUT_EVENTS - {MessageKind.EVENT_OFF},
    }
)

_ALWAYS: Final = ("Vorname", "Name", "Nummer")
_COURSE: Final = ("Kurs", "Beginn", "Termine", "Ort", "Anmeldung bis")
_EVENT: Final = ("Anlass", "Tag", "Uhrzeit", "Ort", "Es laden ein")
_REQUEST: Final = (ASKED_FOR[0], "Tag", "Uhrzeit", *ASKED_FOR[1:])
_OFFICE: Final = ("Programm", "Kontaktperson", "Telefon", "E-Mail")
_MORE: Final = {
    MessageKind.WAITING: ("Platz",),
    MessageKind.CALLED_OFF: ("Absagegrund",),
    MessageKind.OWN_LINK: ("Gilt bis",),
    MessageKind.DIGEST: ("Fällig",),
    MessageKind.HELP_FOUND: ("Zusage von",),
    MessageKind.HELP_CHANGED: ("Zusage von",),
    MessageKind.HELP_REFUSED: ("Grund", "Stattdessen"),
}
_ABOUT_NOTHING_ELSE: Final = frozenset({MessageKind.INTEREST_KEPT, MessageKind.OWN_LINK, MessageKind.DIGEST})


def gaps(kind: MessageKind, channel: Channel) -> tuple[str, ...]:
    """Give the names of the gaps that can be filled on this occasion; the link only in a mail."""
    answer = ("Antwort bis",) if kind in WANTS_ANSWER else ()
    link = (LINK.strip("{}"),) if channel is Channel.EMAIL else ()
    return (*_ALWAYS, *_about(kind), *_MORE.get(kind, ()), *answer, *_OFFICE, *link)


def _about(kind: MessageKind) -> tuple[str, ...]:
    if kind in _ABOUT_NOTHING_ELSE:
        return ()
    return _EVENT if kind in ABOUT_EVENTS else _REQUEST if kind in ABOUT_REQUESTS else _COURSE


def misses_link(kind: MessageKind, channel: Channel, text: str) -> bool:
    """Say whether a mail asks for an answer, or brings a link, but has none in it."""
    return kind in WANTS_ANSWER | {MessageKind.OWN_LINK} and channel is Channel.EMAIL and LINK not in text


def left_out(kind: MessageKind, channel: Channel, form: TemplateForm) -> tuple[str, ...]:
    """Give the gaps of the delivered text that a text of the office's own does without, each once."""
    there = delivered(kind, channel)
    own = GAP.findall(f"{form.subject}\n{form.text}")
    return tuple(dict.fromkeys(gap for gap in GAP.findall(f"{there.subject}\n{there.text}") if gap not in own))


def keep(draft: Draft, kind: MessageKind, channel: Channel, seen: Template | None, form: TemplateForm) -> Template:
    """Keep the office's own text; the delivered one when it says the same.

    Raises `TextMissing`, `UnknownGap`, and `ChangedMeanwhile` when it is no longer as it was `seen`.
    """
    draft.must(Right.KEEP_TEXTS)
    if not form.text or (channel is Channel.EMAIL and not form.subject):
        raise TextMissing
    possible = gaps(kind, channel)
    for gap in GAP.findall(f"{form.subject}\n{form.text}"):
        if gap not in possible:
            raise UnknownGap(gap=f"{{{gap}}}", gaps=tuple(f"{{{name}}}" for name in possible))
    return _put(draft, kind, channel, seen, TemplateForm() if form == delivered(kind, channel) else form)


def give_back(draft: Draft, kind: MessageKind, channel: Channel, seen: Template | None) -> Template:
    """Take the delivered text again: the own one becomes empty, which is read as none. Raises `ChangedMeanwhile`."""
    draft.must(Right.KEEP_TEXTS)
    return _put(draft, kind, channel, seen, TemplateForm())


def _put(draft: Draft, kind: MessageKind, channel: Channel, seen: Template | None, form: TemplateForm) -> Template:
    now = own_text(draft.workbook, kind, channel)
    if now is None:
        return draft.add(Template, form, kind=kind, channel=channel)
    if seen is None:
        raise ChangedMeanwhile(who=changed_by(draft.workbook, None, now), id=now.id)
    return draft.replace(seen, **dict(form))


def examples(workbook: Workbook, kind: MessageKind, channel: Channel, now: datetime) -> Mapping[str, str]:
    """Give an example of what goes into each gap: invented people, the office's own details."""
    web = programme(workbook).web or "https://lotsenbuch.example.org"
    values = {
        **fillings(workbook, _somebody(kind, now), _occasion(kind, now)),
        "Gilt bis": f"{now.date() + timedelta(days=programme(workbook).link_days):%d.%m.%Y}",
        "Fällig": "- Neue Anfragen: 2\n- Anrufe: 1",
        LINK.strip("{}"): f"{web.rstrip('/')}/{PATH}?t=…",
    }
    return {name: values[name] for name in gaps(kind, channel)}


def preview(form: TemplateForm, values: Mapping[str, str]) -> TemplateForm:
    """Give a text with its gaps filled."""
    return TemplateForm(subject=filled(form.subject, values)[:200], text=filled(form.text, values)[:4000])


def _somebody(kind: MessageKind, now: datetime) -> About:
    if kind in ABOUT_EVENTS:
        return Guest(id="B-0001", event="G-0001", name="Erika Beispiel")
    name = {"first_name": "Erika", "last_name": "Beispiel", "email": "erika.beispiel@example.org", "consent": True}
    if kind in ABOUT_REQUESTS:
        return Person.model_validate({**{part: name[part] for part in name if part != "consent"}, "id": "P-0001"})
    if kind is MessageKind.INTEREST_KEPT:
        return Interest.model_validate({**name, "id": "I-0001", "received_at": now})
    about = {"course": "K-0001", "status": RegistrationStatus.REGISTERED, "received_at": now}
    return Registration.model_validate({**name, **about, "id": "T-0001"})


def _occasion(kind: MessageKind, now: datetime) -> Occasion:
    day = now.date() + timedelta(days=28)
    answer_by = now.date() + timedelta(days=14)
    if kind in ABOUT_EVENTS:
        title = "Zertifikatsfeier" if kind is MessageKind.CEREMONY else "Infogespräch"
        hosts = "das Büro und zwei Lots:innen"
        event = Event(id="G-0001", title=title, day=day, starts=time(18), place="Rathaus, Raum 12", hosts=hosts)
        return Occasion(event=event, answer_by=answer_by)
    if kind in ABOUT_REQUESTS:
        before = _request(now, days=21, place="Haupteingang") if kind in MOVES else None
        occasion = Occasion(request=_request(now), offer=_offer(now), answer_by=answer_by, before=before)
        return replace(occasion, guide="Layla", instead="Sprachmittlung Beispielstadt, +49 2362 100200")
    course = Course(
        id="K-0001",
        title="Basiskurs",
        starts_on=day,
        sessions="vier Samstage, 9 bis 13 Uhr",
        place="Rathaus, Raum 12",
        register_until=answer_by,
        called_off="zu wenige Anmeldungen",
    )
    return Occasion(course=course, answer_by=answer_by, place=3)


def _request(now: datetime, days: int = 28, place: str = "Zimmer 3") -> Request:
    return Request(
        id="A-0001",
        status=RequestStatus.SEARCHING,
        received_at=now,
        topics=(Topic.AUTHORITIES,),
        languages=(Language.UKRAINIAN,),
        district="Altstadt",
        place=place,
        day=now.date() + timedelta(days=days),
        at=time(10),
        hours=Decimal("1.5"),
        times=(Slot.MO_AM,),
        reject_reason=RejectReason.INTERPRETER,
    )


def _offer(now: datetime) -> Offer:
    return Offer(id="V-0001", request="A-0001", person="P-0001", asked_at=now, seat=Seat.SECOND)
