"""The cast of the rules' tests: invented people, one course with two places, two requests, and a fixed Wednesday."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from services.model.access import ANYBODY, Actor, Role
from services.model.assignment_forms import VisitForm
from services.model.assignment_lists import CapKind
from services.model.assignment_records import Cap, LoggedVisit
from services.model.course_forms import CallForm, InterestForm, RegistrationForm
from services.model.course_lists import Counted, CourseStatus, MessageKind, MessageStatus, Presence, RegistrationStatus
from services.model.course_records import Course, EarlierTotal, Event, Guest, Interest, Registration, Session
from services.model.draft import Draft
from services.model.event_forms import EventForm
from services.model.forms import PersonForm
from services.model.languages import Language, LanguageSkill, Level
from services.model.letters import Message
from services.model.lists import (
    Answer,
    Channel,
    Consent,
    Gender,
    OfferStatus,
    OfficeRole,
    PersonStatus,
    RequesterKind,
    RequestStatus,
    Topic,
)
from services.model.marks import Mark
from services.model.office_people import Colleague
from services.model.own_records import OwnChange, PersonalLink
from services.model.record import Record, columns
from services.model.records import Assignment, JournalEntry, Offer, Organisation, Person, Request
from services.model.request_forms import HelpForm, RequestForm
from services.model.slots import Slot
from services.model.workbook import Workbook
from services.office import Office
from services.storage.memory import MemoryStore
from services.storage.store import Store

R = TypeVar("R", bound=BaseModel)


NOW = datetime.fromisoformat("2026-09-02 10:00")


TODAY = NOW.date()


YESTERDAY = date(2026, 9, 1)


TOMORROW = date(2026, 9, 3)


NEXT_WEEK = date(2026, 9, 9)


UTE = Actor(Role.COORDINATOR, "Ute Kaltenbach")


LEA = Actor(Role.LEAD, "Lea Stadtmann")


RUTH = Actor(Role.ADMINISTRATOR, "Ruth Winter")


VISITOR = ANYBODY


OLENA = Actor(Role.VOLUNTEER, "Olena Hnatiuk", "P-0001")


SAMIR = Actor(Role.VOLUNTEER, "Samir Alkhouri", "P-0002")


FOLLOWER = Actor(Role.LINK, "Persönlicher Link", link="N-0001")


ACTORS = {
    Role.PUBLIC: VISITOR,
    Role.VOLUNTEER: OLENA,
    Role.COORDINATOR: UTE,
    Role.LEAD: LEA,
    Role.LINK: FOLLOWER,
    Role.ADMINISTRATOR: RUTH,
}


UKRAINIAN = LanguageSkill(language=Language.UKRAINIAN, level=Level.NATIVE)


ARABIC = LanguageSkill(language=Language.ARABIC, level=Level.NATIVE)


def made(kind: type[R], defaults: dict[str, Any], values: dict[str, Any]) -> R:
    """Read a form or record as a store or a screen does."""
    return kind.model_validate({**defaults, **values})


def form_of(kind: type[R], record: BaseModel, **values: Any) -> R:
    """What stands in the form of `record`, with some fields typed anew."""
    return kind.model_validate({name: values.get(name, getattr(record, name)) for name in columns(kind)})


def person(number: str = "P-0001", **values: Any) -> Person:
    """Somebody ready, with all papers, who fits `request()` on every point."""
    defaults = {
        "id": number,
        "first_name": "Olena",
        "last_name": "Hnatiuk",
        "email": "olena.hnatiuk@example.org",
        "phone": "+49 2362 111111",
        "status": PersonStatus.READY,
        "languages": (UKRAINIAN, LanguageSkill(language=Language.GERMAN, level=Level.B2)),
        "topics": (Topic.AUTHORITIES,),
        "district": "Altstadt",
        "districts": ("Hervest",),
        "free_times": (Slot.WE_AM, Slot.WE_PM),
        "gender": Gender.FEMALE,
        "certified_on": date(2025, 3, 1),
        "certificate": "2025-001",
        "confidentiality_on": date(2025, 3, 1),
        "briefing_on": date(2025, 3, 1),
        "origins": ("Lwiw",),
        "note": "Erreichbar abends",
    }
    return made(Person, defaults, values)


def olena(**values: Any) -> Person:
    return person(**values)


def with_police_check(until: object, **values: Any) -> dict[str, Any]:
    """The fields of a police certificate without an entry that was seen and is valid until this day."""
    seen = {"police_seen_on": "2026-01-05", "police_entry": Answer.NO}
    return {"with_minors": True, "police_check_until": until, **seen, **values}


def samir(**values: Any) -> Person:
    defaults = {
        "first_name": "Samir",
        "last_name": "Alkhouri",
        "email": "samir.alkhouri@example.org",
        "phone": "+49 2362 222222",
        "languages": (ARABIC,),
        "district": "Wulfen",
        "districts": (),
        "gender": Gender.MALE,
        "certificate": "2025-002",
        "origins": ("Aleppo",),
        "note": "Fährt Rad",
    }
    return person(**{"number": "P-0002", **defaults, **values})


def marta(**values: Any) -> Person:
    defaults = {
        "first_name": "Marta",
        "last_name": "Żółkiewska",
        "email": "marta.zolkiewska@example.org",
        "phone": "+49 2362 333333",
        "languages": (LanguageSkill(language=Language.UKRAINIAN, level=Level.B1),),
        "certificate": "2025-003",
        "origins": ("Przemyśl",),
        "note": "Kennt die Kita",
    }
    return person(**{"number": "P-0003", **defaults, **values})


def person_form(**values: Any) -> PersonForm:
    return form_of(PersonForm, person(), **values)


def course(number: str = "K-0001", **values: Any) -> Course:
    """Two places, open until the middle of the month."""
    defaults = {
        "id": number,
        "title": "Basiskurs Herbst",
        "cohort": "Herbst 2026",
        "status": CourseStatus.OPEN,
        "starts_on": date(2026, 9, 19),
        "register_until": date(2026, 9, 15),
        "places": 2,
    }
    return made(Course, defaults, values)


def registration_form(name: str = "Irina Petrova", **values: Any) -> RegistrationForm:
    first, last = name.split(maxsplit=1)
    email = f"{first}.{last}@example.org".lower().replace(" ", ".")
    defaults = {"first_name": first, "last_name": last, "email": email, "consent": True}
    return made(RegistrationForm, defaults, values)


def registration(number: str = "T-0001", name: str = "Irina Petrova", **values: Any) -> Registration:
    defaults = {
        **dict(registration_form(name)),
        "id": number,
        "course": "K-0001",
        "status": RegistrationStatus.REGISTERED,
        "received_at": datetime.fromisoformat("2026-08-20 09:00"),
    }
    return made(Registration, defaults, values)


def message(number: str = "N-0001", **values: Any) -> Message:
    """A mail to Irina that may be answered until next week."""
    defaults = {
        "id": number,
        "kind": MessageKind.INVITATION,
        "about": "T-0001",
        "status": MessageStatus.SENT,
        "to": "Irina Petrova",
        "email": "irina.petrova@example.org",
        "written_at": NOW,
        "answer_by": NEXT_WEEK,
    }
    return made(Message, defaults, values)


def told(book: Workbook) -> list[tuple[str, str, str]]:
    """Which messages there are: what about, to which entry, and where it stands."""
    return [(one.kind.name, one.about, one.status.name) for one in letters_of(book)]


def letters_of(book: Workbook) -> tuple[Message, ...]:
    """All messages but those to whoever asked for help: for these `test_requester_letters`."""
    kept = {MessageKind.HELP_RECEIVED}
    return tuple(one for one in book.all(Message) if one.kind in kept or not one.kind.name.startswith("HELP_"))


def interest_form(**values: Any) -> InterestForm:
    defaults = {"first_name": "Halina", "last_name": "Wrona", "phone": "02362 444444", "consent": True}
    return made(InterestForm, defaults, values)


def interest(number: str = "I-0001", **values: Any) -> Interest:
    return made(Interest, {**dict(interest_form()), "id": number, "received_at": NOW}, values)


def call_form(**values: Any) -> CallForm:
    """A call of somebody nobody knows yet."""
    return made(CallForm, {"last_name": "Wrona", "phone": "02362 444444"}, values)


def event_form(**values: Any) -> EventForm:
    """An info talk next Wednesday."""
    defaults = {"title": "Infogespräch", "day": NEXT_WEEK, "starts": "17:30", "place": "VHS"}
    return made(EventForm, defaults, values)


def event(number: str = "G-0001", **values: Any) -> Event:
    return made(Event, {**dict(event_form()), "id": number}, values)


def guest(number: str = "B-0001", **values: Any) -> Guest:
    """Halina Wrona, who left her interest, invited to `event()`."""
    defaults = {
        "id": number,
        "event": "G-0001",
        "name": "Halina Wrona",
        "phone": "+49 2362 444444",
        "interest": "I-0001",
    }
    return made(Guest, defaults, values)


def letter(number: str = "N-0001", **values: Any) -> Message:
    """A mail that went out to a guest of `event()`, to be answered by tomorrow."""
    defaults = {
        "id": number,
        "kind": MessageKind.INFO_TALK,
        "about": "B-0001",
        "status": MessageStatus.SENT,
        "to": "Halina Wrona",
        "email": "halina.wrona@example.org",
        "written_at": NOW,
        "answer_by": TOMORROW,
    }
    return made(Message, defaults, values)


def request_form(**values: Any) -> RequestForm:
    """An appointment next Wednesday at ten, with everything that has to be known."""
    defaults = {
        "topics": (Topic.AUTHORITIES,),
        "languages": (Language.UKRAINIAN,),
        "district": "Altstadt",
        "place": "Bismarckstraße 5, Zimmer 12",
        "day": NEXT_WEEK,
        "at": "10:00",
        "client": "KLI-77",
        "requester": "Brigitte Sommer",
        "requester_phone": "+49 2362 555555",
        "requester_email": "brigitte.sommer@example.org",
        "consent": Consent.VERBAL,
        "note": "Klingel defekt, bitte anrufen",
    }
    return made(RequestForm, defaults, values)


def request(number: str = "A-0001", **values: Any) -> Request:
    defaults = {
        **dict(request_form()),
        "id": number,
        "status": RequestStatus.SEARCHING,
        "received_at": datetime.fromisoformat("2026-09-01 09:00"),
    }
    return made(Request, defaults, values)


def other_request(**values: Any) -> Request:
    defaults = {
        "topics": (Topic.SCHOOL,),
        "languages": (Language.ARABIC,),
        "district": "Wulfen",
        "place": "Grüne Schule, Sekretariat",
        "client": "KLI-88",
        "requester": "Torsten Winkelmann",
        "requester_phone": "+49 2362 666666",
        "requester_email": "torsten.winkelmann@example.org",
        "note": "Hund im Haus",
    }
    return request(**{"number": "A-0002", **defaults, **values})


def offer(number: str = "V-0001", **values: Any) -> Offer:
    defaults = {
        "id": number,
        "request": "A-0001",
        "person": "P-0001",
        "status": OfferStatus.ASKED,
        "asked_at": datetime.fromisoformat("2026-09-01 11:00"),
        "points": 80,
    }
    return made(Offer, defaults, values)


def assignment(number: str = "E-0001", **values: Any) -> Assignment:
    defaults = {"id": number, "request": "A-0002", "person": "P-0001", "mandated_on": YESTERDAY}
    return made(Assignment, defaults, values)


def visit_form(**values: Any) -> VisitForm:
    """An hour and a half yesterday."""
    return made(VisitForm, {"day": YESTERDAY, "hours": "1,5", "km": "12,5 km"}, values)


def logged(number: str = "L-0001", **values: Any) -> LoggedVisit:
    """Olena's visit of yesterday, on her only assignment; waits for the office."""
    return made(LoggedVisit, {**dict(visit_form()), "id": number, "assignment": "E-0001", "person": "P-0001"}, values)


def cap(number: str = "C-0001", **values: Any) -> Cap:
    """Ten hours a year, since the year began."""
    return made(Cap, {"id": number, "kind": CapKind.HOURS_YEAR, "amount": "10", "valid_from": "2026-01-01"}, values)


def mail(number: str = "N-0001", name: str = "Irina Petrova", **values: Any) -> Message:
    """A mail to somebody registered, written an hour ago."""
    defaults = {
        "id": number,
        "kind": MessageKind.REGISTERED,
        "about": "T-0001",
        "status": MessageStatus.WAITING,
        "to": name,
        "email": f"{name}@example.org".lower().replace(" ", "."),
        "subject": "Ihre Anmeldung",
        "text": f"Guten Tag {name},\n\nbitte melden Sie sich hier ab:\n{{Link}}\n\nUte Kaltenbach",
        "written_at": datetime.fromisoformat("2026-09-02 09:00"),
    }
    return made(Message, defaults, values)


def call(number: str = "N-0009", name: str = "Halina Wrona", **values: Any) -> Message:
    """A call about the same."""
    defaults = {
        "channel": Channel.PHONE,
        "status": MessageStatus.TO_CALL,
        "email": None,
        "phone": "02362 444444",
        "text": f"Guten Tag, spreche ich mit {name}?",
    }
    return mail(number, name, **{**defaults, **values})


def organisation(number: str = "O-0001", **values: Any) -> Organisation:
    return made(Organisation, {"id": number, "name": "Volkshochschule"}, values)


def total(number: str, cohort: str, people: int, counted: Counted, **values: Any) -> EarlierTotal:
    defaults = {"first_year": 2007, "last_year": 2007, "source": "Bericht der Stadt"}
    return made(
        EarlierTotal, {"id": number, "cohort": cohort, "people": people, "counted": counted, **defaults}, values
    )


def journal(number: str = "J-0001", **values: Any) -> JournalEntry:
    defaults = {"id": number, "at": NOW, "actor": UTE.name, "deed": "Lotsenliste gepflegt", "entries": ("P-0001",)}
    return made(JournalEntry, defaults, values)


def own_change(number: str = "Q-0001", **values: Any) -> OwnChange:
    """Olena, who has made it two assignments at a time instead of one."""
    defaults = {
        "id": number,
        "person": "P-0001",
        "field": "Einsätze gleichzeitig",
        "before": "1",
        "after": "2",
        "at": NOW,
    }
    return made(OwnChange, defaults, values)


def own_link(number: str = "Z-0001", **values: Any) -> PersonalLink:
    """Olena's link, which works until next week."""
    return made(PersonalLink, {"id": number, "person": "P-0001", "made_at": NOW, "until": NEXT_WEEK}, values)


def workbook(*records: Record) -> Workbook:
    return Workbook.of(records)


def draft(*records: Record, actor: Actor = UTE, now: datetime = NOW) -> Draft:
    return Draft(Workbook.of(records), actor, now)


def again(earlier: Draft, *, actor: Actor | None = None, now: datetime | None = None) -> Draft:
    """The next action, on what the earlier one left."""
    return Draft(earlier.workbook, actor or earlier.actor, now or earlier.now)


def office(*records: Record, store: Store | None = None, keep_for: float = 0.0) -> Office:
    return Office(store or MemoryStore(Workbook.of(records)), clock=lambda: NOW, keep_for=keep_for)


def refused(kind: type[BaseModel], **typed: Any) -> dict[str, str]:
    """The fields that are refused with the type of their first error; `*` is a rule over several fields."""
    try:
        kind.model_validate(typed)
    except ValidationError as error:
        return {str(one["loc"][0]) if one["loc"] else "*": one["type"] for one in reversed(error.errors())}
    return {}


def ids(records: Iterable[Record]) -> list[str]:
    return [record.id for record in records]


def statuses(book: Workbook, kind: type[Record]) -> dict[str, object]:
    return {one.id: one.status for one in book.all(kind)}  # type: ignore[attr-defined]


Action = Callable[[Draft], Record]


def session(number: str = "U-0001", day: date = YESTERDAY, **values: Any) -> Session:
    """Four units of 45 minutes on an evening."""
    defaults = {"id": number, "course": "K-0001", "day": day, "units": 4, "topic": "Rolle und Grenzen"}
    return made(Session, defaults, values)


def marks(**answers: Presence) -> tuple[Mark, ...]:
    """Attendance, a session each: `marks(u1=Presence.PRESENT)`."""
    return tuple(Mark(session=f"U-{int(name[1:]):04d}", presence=one) for name, one in answers.items())


def help_form(**values: Any) -> HelpForm:
    """A school that asks for an appointment next Wednesday, on behalf of somebody."""
    defaults = {
        "topics": (Topic.SCHOOL,),
        "languages": (Language.ARABIC,),
        "day": NEXT_WEEK,
        "at": "14:30",
        "requester_kind": RequesterKind.SCHOOL,
        "name": "Grüne Schule",
        "contact": "Sekretariat",
        "phone": "02362 777777",
        "client": "G. S.",
        "agreed": True,
        "consent": True,
    }
    return made(HelpForm, defaults, values)


def colleague(number: str = "W-0001", name: str = "Nina Nord", **values: Any) -> Colleague:
    return Colleague(id=number, name=name, **{"email": "nina@example.org", "roles": (OfficeRole.COORDINATOR,)} | values)
