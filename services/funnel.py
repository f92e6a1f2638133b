"""The funnel: how many came how far, from interest to the first assignment, and why people left."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from services.attendance import attended
from services.attendance import enough as often_enough
from services.model.course_lists import (
    DropoutReason,
    EventKind,
    GuestStatus,
    MessageKind,
    Presence,
    RegistrationStatus,
)
from services.model.course_records import Course, Event, Guest, Interest, Registration
from services.model.letters import Message
from services.model.records import Assignment, Person
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.roster import AVAILABLE
from services.sign_in import GONE

NOT_JOINED: Final = frozenset({RegistrationStatus.INVITED, RegistrationStatus.DECLINED})
LEFT: Final = (
    RegistrationStatus.DECLINED,
    RegistrationStatus.WITHDRAWN,
    RegistrationStatus.DROPPED_OUT,
    RegistrationStatus.NO_SHOW,
    RegistrationStatus.CALLED_OFF,
)
HAD_PLACE: Final = frozenset(
    {
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.CERTIFIED,
        RegistrationStatus.DROPPED_OUT,
        RegistrationStatus.NO_SHOW,
    }
)


@dataclass(frozen=True)
class Stage:
    """One step: its name, how it is counted, and the numbers of the entries (interest or registrations) it counts."""

    label: Sentence
    counted: Sentence
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Leaving:
    """Those who left in one state, by reason (None: no reason noted), each with the numbers of their registrations."""

    status: RegistrationStatus
    reason: DropoutReason | None
    entries: tuple[str, ...]


def funnel(
    workbook: Workbook, registrations: tuple[Registration, ...], *, everybody: bool = False
) -> tuple[Stage, ...]:
    """Give the steps of these registrations, and of the interest they came from; `everybody`: of all interest.

    Each step counts by itself: somebody may register without an info talk.
    """
    talks = talked(workbook)
    came_from = dict.fromkeys(one.interest for one in registrations if one.interest)
    interests = [one.id for one in workbook.all(Interest) if everybody or one.id in came_from]
    stages = [
        Stage(Sentence(label), Sentence(counted), tuple(one.id for one in registrations if test(workbook, one)))
        for label, counted, test in STEPS
    ]
    return (
        Stage(
            Sentence(N_("Interested")),
            Sentence(N_("Entries of the list of interested people; for one course those who registered from it.")),
            tuple(interests),
        ),
        Stage(
            Sentence(N_("At an info talk")),
            Sentence(N_("Of these, those who are noted as present at an info talk.")),
            tuple(number for number in interests if number in talks),
        ),
        *stages,
    )


def leavings(registrations: Iterable[Registration]) -> tuple[Leaving, ...]:
    """Give those who left, by state and reason, in the order of the lists."""
    found: dict[tuple[RegistrationStatus, DropoutReason | None], list[str]] = {}
    for one in registrations:
        if one.status in LEFT:
            found.setdefault((one.status, one.reason), []).append(one.id)
    order = sorted(found, key=lambda key: (LEFT.index(key[0]), key[1].rank if key[1] else len(DropoutReason)))
    return tuple(Leaving(status, reason, tuple(found[status, reason])) for status, reason in order)


def talked(workbook: Workbook) -> frozenset[str]:
    """Give the numbers of the interest of everybody who was at an info talk."""
    talks = {one.id for one in workbook.all(Event) if one.kind is EventKind.INFO_TALK}
    guests = (one for one in workbook.all(Guest) if one.event in talks and one.status is GuestStatus.ATTENDED)
    return frozenset(one.interest for one in guests if one.interest)


def invited(workbook: Workbook, one: Registration) -> bool:
    """Say whether somebody was invited to the course."""
    if one.status in NOT_JOINED:
        return True
    return any(message.kind is MessageKind.INVITATION for message in workbook.where(Message, about=one.id))


def took_part(_workbook: Workbook, one: Registration) -> bool:
    """Say whether somebody was there at least once."""
    return certified(_workbook, one) or any(mark.presence is Presence.PRESENT for mark in one.attendance)


def enough(workbook: Workbook, one: Registration) -> bool:
    """Say whether somebody was there often enough for a certificate, or has one."""
    if certified(workbook, one):
        return True
    course = workbook.find(Course, one.course)
    counted = attended(workbook, one)
    return course is not None and bool(counted.of) and often_enough(course, counted)


def certified(_workbook: Workbook, one: Registration) -> bool:
    """Say whether somebody has a certificate of this course that was not revoked."""
    return one.status is RegistrationStatus.CERTIFIED and one.revoked_on is None


def on_roster(workbook: Workbook, one: Registration) -> bool:
    """Say whether somebody certified stands on the roster and has not left."""
    person = workbook.find(Person, one.person) if one.person and certified(workbook, one) else None
    return person is not None and person.status not in GONE


def in_service(workbook: Workbook, one: Registration) -> bool:
    """Say whether somebody certified is ready or active and has had an assignment."""
    person = workbook.find(Person, one.person) if on_roster(workbook, one) else None
    return person is not None and person.status in AVAILABLE and bool(workbook.where(Assignment, person=person.id))


STEPS: Final[tuple[tuple[str, str, Callable[[Workbook, Registration], bool]], ...]] = (
    (N_("Invited to the course"), N_("An invitation was written to them, whatever they answered."), invited),
    (
        N_("Registered for the course"),
        N_("All registrations but invitations without a yes; those who left later count too."),
        lambda _workbook, one: one.status not in NOT_JOINED,
    ),
    (
        N_("Place confirmed"),
        N_("Confirmed or further; also those who did not appear, stopped, or were present."),
        lambda workbook, one: one.status in HAD_PLACE or took_part(workbook, one),
    ),
    (N_("Took part"), N_("Present at one session at least, or with a certificate."), took_part),
    (
        N_("Often enough there"),
        N_("The units they attended reach the course's percentage, or they have a certificate."),
        enough,
    ),
    (N_("Certified"), N_("With a certificate of this course that was not revoked."), certified),
    (N_("On the roster"), N_("Of these, those on the roster who have not left."), on_roster),
    (
        N_("In service"),
        N_("Of these, those ready or active with one assignment at least."),
        in_service,
    ),
)
