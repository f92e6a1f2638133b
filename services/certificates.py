"""Certifying a course's people: they stand on the roster afterwards, without typing anything again. And revoking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.attendance import attendance_of, gap
from services.model.access import Right
from services.model.course_errors import AttendanceMissing, CourseNotHeld, NoCertificate, ReasonNeeded
from services.model.course_lists import CourseKind, CourseStatus, RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.draft import Draft
from services.model.errors import NothingChosen, NotOnList
from services.model.lists import PersonStatus
from services.model.records import Person
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.roster import AVAILABLE, everybody
from services.waiting_list import HAS_PLACE

NOT_HELD: Final = frozenset({CourseStatus.DRAFT, CourseStatus.ANNOUNCED, CourseStatus.CANCELLED})
NO_REASONS: Final[Mapping[str, str]] = {}
LONGEST: Final = 200  # signs of a reason that is kept


@dataclass(frozen=True)
class Candidate:
    """Somebody who could get a certificate, and what is missing of their attendance (None: nothing)."""

    registration: Registration
    gap: Sentence | None


def candidates(workbook: Workbook, course: Course) -> tuple[Candidate, ...]:
    """Give those who hold a place and have no certificate, by last name; without sessions nothing can be missing."""
    ready = sorted(ready_to_certify(workbook, course.id), key=_by_name)
    counted = attendance_of(workbook, course.id, ready)
    return tuple(Candidate(one, gap(course, counted[one.id])) for one in ready)


def certified(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give those who have a certificate of this course that was not revoked, by number."""
    listed = workbook.where(Registration, course=course)
    there = [one for one in listed if one.status is RegistrationStatus.CERTIFIED and one.revoked_on is None]
    return tuple(sorted(there, key=lambda one: (one.certificate, one.id)))


def certify(
    draft: Draft,
    course: str,
    chosen: tuple[str, ...],
    reasons: Mapping[str, str] = NO_REASONS,
    day: date | None = None,
) -> Course:
    """Certify the chosen registrations (numbers) of a course; `day` stands on the certificates, else today.

    Each gets the next certificate number of the year and a place on the roster, in training until their papers are
    complete; somebody already on the roster (same name, same e-mail or phone) is found again. Who has a certificate
    keeps it: a second run makes no second number. Who missed too much needs a reason (number to text), which is kept.
    The course is through when nobody is left.
    Raises `NothingChosen`, `NotOnList`, `CourseNotHeld`, `AttendanceMissing`.
    """
    draft.must(Right.CERTIFY)
    if not chosen:
        raise NothingChosen
    seen = draft.workbook.get(Course, course)
    if seen.status in NOT_HELD:
        raise CourseNotHeld(course=seen.title, status=seen.status)
    for number in chosen:
        registration = draft.workbook.get(Registration, number)
        if registration.course != course or registration.status not in HAS_PLACE:
            raise NotOnList(name=registration.full_name, status=registration.status)
        if registration.status is not RegistrationStatus.CERTIFIED:
            exception = _exception(draft.workbook, seen, registration, reasons.get(number, "").strip())
            _certify_one(draft, seen, registration, exception, day or draft.today)
    done = not ready_to_certify(draft.workbook, course)
    return draft.replace(seen, status=CourseStatus.CERTIFIED if done else seen.status)


def ready_to_certify(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give those who hold a place and have no certificate yet."""
    without = HAS_PLACE - {RegistrationStatus.CERTIFIED}
    return tuple(one for one in workbook.where(Registration, course=course) if one.status in without)


def revoke(draft: Draft, seen: Registration, reason: str) -> Registration:
    """Take a certificate back. The number, the day and the reason stay; nobody else ever gets this number.

    The person's entry loses it, so they get no assignment; who was ready or active is in training again.
    Raises `NoCertificate`, `ReasonNeeded`, `ChangedMeanwhile`.
    """
    draft.must(Right.CERTIFY)
    if seen.status is not RegistrationStatus.CERTIFIED or not seen.certificate:
        raise NoCertificate(name=seen.full_name)
    if not reason.strip():
        raise ReasonNeeded
    person = draft.workbook.find(Person, seen.person)
    if person and person.certificate == seen.certificate:
        status = PersonStatus.IN_TRAINING if person.status in AVAILABLE else person.status
        draft.replace(person, certificate="", certified_on=None, status=status)
    return draft.replace(
        seen,
        status=RegistrationStatus.CONFIRMED,
        revoked_on=draft.today,
        revoked_because=reason.strip()[:LONGEST],
        earlier_certificates=(*seen.earlier_certificates, seen.certificate),
    )


def next_certificate(workbook: Workbook, today: date) -> str:
    """Give the next certificate number of the year, like `2026-001`; a revoked number is never given again."""
    given = [one.certificate for one in workbook.all(Person)]
    for one in workbook.all(Registration):
        given += [one.certificate, *one.earlier_certificates]
    start = f"{today.year}-"
    numbers = [int(rest) for one in given if one.startswith(start) and (rest := one.removeprefix(start)).isdecimal()]
    return f"{start}{max(numbers, default=0) + 1:03d}"


def _exception(workbook: Workbook, course: Course, one: Registration, reason: str) -> str:
    """Give what is to be kept as the reason for a certificate; raises `AttendanceMissing` where one is needed."""
    missing = gap(course, attendance_of(workbook, course.id, (one,))[one.id])
    if missing is None:
        return one.exception
    if not reason:
        raise AttendanceMissing(name=one.full_name, gap=missing)
    return "; ".join(part for part in (one.exception, reason) if part)[:LONGEST]


def _certify_one(draft: Draft, course: Course, registration: Registration, exception: str, day: date) -> None:
    known = _known(draft.workbook, registration)
    number, certified_on = next_certificate(draft.workbook, day), day
    if known is None:
        person = draft.add(
            Person,
            first_name=registration.first_name,
            last_name=registration.last_name,
            email=registration.email,
            phone=registration.phone,
            status=PersonStatus.IN_TRAINING,
            active_since=draft.today,
            certified_on=day,
            certificate=number,
        )
    elif not known.certificate:
        person = draft.replace(known, certified_on=day, certificate=number)
    elif course.kind is CourseKind.BASIC:  # nobody is qualified for the task twice
        person, number, certified_on = known, known.certificate, known.certified_on or day
    else:  # an advanced course has a certificate of its own; the roster names the one for the task
        person = known
    draft.replace(
        registration,
        status=RegistrationStatus.CERTIFIED,
        person=person.id,
        certificate=number,
        certified_on=certified_on,
        exception=exception,
        revoked_on=None,
        revoked_because="",
    )


def _known(workbook: Workbook, registration: Registration) -> Person | None:
    linked = workbook.find(Person, registration.person)
    return linked or next((one for one in everybody(workbook) if _same_person(one, registration)), None)


def _same_person(person: Person, registration: Registration) -> bool:
    same_name = person.full_name.casefold() == registration.full_name.casefold()
    same_mail = bool(person.email) and (person.email or "").casefold() == (registration.email or "").casefold()
    return same_name and (same_mail or (bool(person.phone) and person.phone == registration.phone))


def _by_name(one: Registration) -> tuple[str, str, str]:
    return one.last_name.casefold(), one.first_name.casefold(), one.id
