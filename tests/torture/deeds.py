"""What the writers do: each function looks at a workbook and gives an action to perform, or None when there is none."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from services import courses, intake, offers, registration, roster, waiting_list
from services.matching.suggest import suggest
from services.model.access import ANYBODY, Actor, Role
from services.model.assignment_forms import ResultForm
from services.model.course_forms import CourseForm
from services.model.course_lists import CourseStatus, RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.draft import Draft
from services.model.forms import PersonForm
from services.model.lists import AssignmentStatus, OfferStatus, RejectReason, RequestStatus
from services.model.record import Record
from services.model.records import Assignment, Offer, Person, Request
from services.model.request_forms import RequestForm
from services.model.workbook import Workbook
from tests.rules import cast
from tests.rules.cast import TODAY, UTE, form_of


class Deed(NamedTuple):
    """Somebody's action, ready for `Office.perform`."""

    actor: Actor
    action: Callable[..., Record]
    args: tuple[Any, ...]


def prepare(draft: Draft) -> Course:
    """Courses with few places, volunteers who are ready, and requests to start with."""
    for places, waits in ((3, True), (4, False), (6, True)):
        first = courses.plan(
            draft, form_of(CourseForm, cast.course(), places=places, waiting_list=waits), CourseStatus.OPEN
        )
    for number in range(6):
        roster.enter(draft, cast.person_form(first_name=f"Lotsin{number}", max_open=1000))
    for number in range(4):
        intake.take_in(draft, cast.request_form(client=f"KLI-{number}"))
    return first


def register(rng: Random, book: Workbook, tag: str) -> Deed | None:
    if not book.all(Course):
        return None
    form = cast.registration_form(f"Vorname {tag}", message=f"Anmeldung {tag}")
    return Deed(rng.choice((ANYBODY, UTE)), registration.register, (rng.choice(book.all(Course)).id, form))


def leave_interest(rng: Random, book: Workbook, tag: str) -> Deed:
    return Deed(ANYBODY, registration.leave_interest, (cast.interest_form(message=f"Interesse {tag}"),))


def confirm(rng: Random, book: Workbook, tag: str) -> Deed | None:
    open_ones = (RegistrationStatus.WAITING, RegistrationStatus.REGISTERED)
    found = [one for one in book.all(Registration) if one.status in open_ones]
    return Deed(UTE, waiting_list.confirm, (rng.choice(found),)) if found else None


def give_up(rng: Random, book: Workbook, tag: str) -> Deed | None:
    found = [one for one in book.all(Registration) if one.status not in waiting_list.GIVEN_UP]
    return Deed(UTE, waiting_list.give_up_place, (rng.choice(found),)) if found else None


def add_person(rng: Random, book: Workbook, tag: str) -> Deed:
    return Deed(UTE, roster.enter, (cast.person_form(last_name=f"Neu {tag}", note=f"Person {tag}", max_open=1000),))


def edit_person(rng: Random, book: Workbook, tag: str) -> Deed | None:
    if not (people := book.all(Person)):
        return None
    seen = rng.choice(people)
    wanted = rng.choice(({"note": f"Notiz {tag}"}, {"district": f"Ortsteil {tag}"}, {"last_name": f"Anders {tag}"}))
    return Deed(UTE, roster.edit, (seen, form_of(PersonForm, seen, **wanted)))


def change_course(rng: Random, book: Workbook, tag: str) -> Deed | None:
    if not book.all(Course):
        return None
    seen = rng.choice(book.all(Course))
    return Deed(UTE, courses.change, (seen, form_of(CourseForm, seen, place=f"Raum {tag}", places=seen.places + 1)))


def take_in(rng: Random, book: Workbook, tag: str) -> Deed:
    day: date = TODAY + timedelta(days=rng.randrange(5, 40))
    return Deed(UTE, intake.take_in, (cast.request_form(client=tag[:20], note=f"Anfrage {tag}", day=day),))


def correct(rng: Random, book: Workbook, tag: str) -> Deed | None:
    found = [one for one in book.all(Request) if one.status in intake.OPEN]
    if not found:
        return None
    seen = rng.choice(found)
    return Deed(UTE, intake.correct, (seen, form_of(RequestForm, seen, place=f"Treffpunkt {tag}")))


def refuse(rng: Random, book: Workbook, tag: str) -> Deed | None:
    found = [one for one in book.all(Request) if one.status in intake.OPEN]
    return Deed(UTE, intake.refuse, (rng.choice(found), RejectReason.TAKEN_BACK)) if len(found) > 3 else None


def close(rng: Random, book: Workbook, tag: str) -> Deed | None:
    found = book.where(Request, status=RequestStatus.MATCHED)
    return Deed(UTE, intake.close, (rng.choice(found), ResultForm(hours="1,5"))) if found else None


def ask(rng: Random, book: Workbook, tag: str) -> Deed | None:
    found = book.where(Request, status=RequestStatus.SEARCHING)
    if not found:
        return None
    wanted = rng.choice(found)
    proposals = suggest(book, wanted, TODAY)
    chosen = [one.person.id for one in (*proposals.proposed, *proposals.others)][:8]
    args = (wanted.id, rng.choice(chosen)) if chosen else ()
    return Deed(UTE, offers.ask, (*args, cast.request_form().channel, "Kennt die Familie")) if args else None


def answer(rng: Random, book: Workbook, tag: str) -> Deed | None:
    found = book.where(Offer, status=OfferStatus.ASKED)
    if not found:
        return None
    offer = rng.choice(found)
    who = rng.choice((UTE, Actor(Role.VOLUNTEER, "Lots:in", offer.person)))
    return Deed(who, offers.accept if rng.random() < 0.7 else offers.decline, (offer.id,))


def take_back(rng: Random, book: Workbook, tag: str) -> Deed | None:
    running = {one.request for one in book.where(Assignment, status=AssignmentStatus.RUNNING)}
    found = [one for one in book.where(Request, status=RequestStatus.MATCHED) if one.id in running]
    return Deed(UTE, offers.take_back, (rng.choice(found),)) if found else None


# Much is changed and little is added, so that the rows are fought over.
WEIGHTS: dict[Callable[[Random, Workbook, str], Deed | None], int] = {
    register: 16,
    leave_interest: 6,
    confirm: 10,
    give_up: 8,
    add_person: 4,
    edit_person: 14,
    change_course: 2,
    take_in: 8,
    correct: 8,
    refuse: 2,
    close: 5,
    ask: 14,
    answer: 14,
    take_back: 3,
}


def draw(rng: Random, book: Workbook, tag: str) -> Deed:
    """Some action that looks possible in this workbook."""
    while True:
        (choice,) = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))
        deed = choice(rng, book, tag)
        if deed is not None:
            return deed
