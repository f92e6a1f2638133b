"""Certifying a course's people: they stand on the roster afterwards, without typing anything again."""

from datetime import date

from services.model.access import Right
from services.model.course_lists import CourseStatus, RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.draft import Draft
from services.model.errors import NothingChosen, NotOnList
from services.model.lists import PersonStatus
from services.model.records import Person
from services.model.workbook import Workbook
from services.waiting_list import HAS_PLACE, with_place


def certify(draft: Draft, course: str, chosen: tuple[str, ...]) -> Course:
    """Certify the chosen registrations (numbers) of a course.

    Each gets the next certificate number of the year and a place on the roster, in training until their papers are
    complete; somebody already on the roster (same name, same e-mail or phone) is found again. Who has a certificate
    keeps it: a second run makes no second number. The course is through when nobody is left.
    Raises `NothingChosen`, `NotOnList`.
    """
    draft.must(Right.CERTIFY)
    if not chosen:
        raise NothingChosen
    for number in chosen:
        registration = draft.workbook.get(Registration, number)
        if registration.course != course or registration.status not in HAS_PLACE:
            raise NotOnList(name=registration.full_name, status=registration.status)
        if registration.status is not RegistrationStatus.CERTIFIED:
            _certify_one(draft, registration)
    seen = draft.workbook.get(Course, course)
    done = not ready_to_certify(draft.workbook, course)
    return draft.replace(seen, status=CourseStatus.CERTIFIED if done else seen.status)


def ready_to_certify(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give those who hold a place and have no certificate yet."""
    without = HAS_PLACE - {RegistrationStatus.CERTIFIED}
    return tuple(one for one in with_place(workbook, course) if one.status in without)


def _certify_one(draft: Draft, registration: Registration) -> None:
    number = next_certificate(draft.workbook, draft.today)
    known = next((one for one in draft.workbook.all(Person) if _same_person(one, registration)), None)
    if known is None:
        person = draft.add(
            Person,
            first_name=registration.first_name,
            last_name=registration.last_name,
            email=registration.email,
            phone=registration.phone,
            status=PersonStatus.IN_TRAINING,
            active_since=draft.today,
            certified_on=draft.today,
            certificate=number,
        )
    elif known.certificate:
        person, number = known, known.certificate
    else:
        person = draft.replace(known, certified_on=draft.today, certificate=number)
    draft.replace(registration, status=RegistrationStatus.CERTIFIED, person=person.id, certificate=number)


def next_certificate(workbook: Workbook, today: date) -> str:
    """Give the next certificate number of the year, like `2026-001`."""
    given = [one.certificate for one in workbook.all(Person)] + [one.certificate for one in workbook.all(Registration)]
    start = f"{today.year}-"
    numbers = [int(rest) for one in given if one.startswith(start) and (rest := one.removeprefix(start)).isdecimal()]
    return f"{start}{max(numbers, default=0) + 1:03d}"


def _same_person(person: Person, registration: Registration) -> bool:
    same_name = person.full_name.casefold() == registration.full_name.casefold()
    same_mail = bool(person.email) and (person.email or "").casefold() == (registration.email or "").casefold()
    return same_name and (same_mail or (bool(person.phone) and person.phone == registration.phone))
