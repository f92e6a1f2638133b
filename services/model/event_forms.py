"""The forms of info talks and ceremonies: the event, and whom to invite by name."""

from typing import Annotated

from services.model.course_lists import EventKind, GuestRole
from services.model.fields import (
    Clock,
    Column,
    Day,
    Email,
    Line,
    Maybe,
    Name,
    Phone,
    Text,
)
from services.model.record import Form
from services.model.words import N_


class EventForm(Form):
    """An info talk, a ceremony, a meeting: when, where, who receives the guests."""

    kind: Annotated[EventKind, Column("Art", "Kind of event")] = EventKind.INFO_TALK
    title: Annotated[Name, Column("Titel", "Title")]
    day: Annotated[Day, Column("Tag", "Day", N_("For example 03.09.2026"))]
    starts: Annotated[Maybe[Clock], Column("Von", "From", N_("For example 14:30"))] = None
    ends: Annotated[Maybe[Clock], Column("Bis", "Until", N_("For example 17:30"))] = None
    place: Annotated[Line, Column("Ort", "Place")] = ""
    hosts: Annotated[Line, Column("Es laden ein", "Hosts")] = ""
    description: Annotated[Text, Column("Beschreibung", "Description")] = ""


class GuestForm(Form):
    """Somebody invited by name: a trainer, a colleague."""

    role: Annotated[GuestRole, Column("Als", "As")] = GuestRole.INTERESTED
    name: Annotated[Name, Column("Name", "Name", personal=True)]
    email: Annotated[Maybe[Email], Column("E-Mail", "E-mail", personal=True)] = None
    phone: Annotated[Maybe[Phone], Column("Telefon", "Phone", personal=True)] = None
