"""Places and the waiting list of a course: one capacity rule for every way in."""

from datetime import date
from typing import Final, NoReturn

from services.gaps import Occasion
from services.messages import give_up, note_answer, write
from services.model.access import Right
from services.model.course_errors import DayPast, NotDueYet, OutOfTurn
from services.model.course_lists import DropoutReason, InterestStatus, MessageKind, RegistrationStatus
from services.model.course_records import Course, Interest, Registration
from services.model.draft import Draft
from services.model.errors import CourseFull, NotOnList
from services.model.workbook import Workbook

HAS_PLACE: Final = frozenset(
    {RegistrationStatus.REGISTERED, RegistrationStatus.CONFIRMED, RegistrationStatus.CERTIFIED}
)

# A place that was offered to somebody on the waiting list is kept free until the answer.
TAKES_PLACE: Final = HAS_PLACE | {RegistrationStatus.OFFERED}

ON_LIST: Final = TAKES_PLACE | {RegistrationStatus.WAITING}

GIVEN_UP: Final = frozenset({RegistrationStatus.WITHDRAWN, RegistrationStatus.DROPPED_OUT, RegistrationStatus.NO_SHOW})


# Questions ------------------------------------------------------------------------------------------------------------


def registrations(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give all registrations of a course in the order of their numbers."""
    return workbook.where(Registration, course=course)


def with_place(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give the registrations that hold a place, or to whom one is offered."""
    return tuple(one for one in registrations(workbook, course) if one.status in TAKES_PLACE)


def waiting(workbook: Workbook, course: str) -> tuple[Registration, ...]:
    """Give the waiting list, the first to be asked first: by arrival, and behind them those who let an offer lapse."""
    queue = [one for one in registrations(workbook, course) if one.status is RegistrationStatus.WAITING]
    return tuple(sorted(queue, key=lambda one: (one.answer_by is not None, one.received_at)))


def places_left(workbook: Workbook, course: Course) -> int:
    """Count the free places; never below 0, also after exceptions or when the office lowered the number meanwhile.

    A registration whose row nobody can read keeps its place until it is mended.
    """
    taken = len(with_place(workbook, course.id)) + workbook.unread(Registration, course.id)
    return max(0, course.places - taken)


def places_for_newcomers(workbook: Workbook, course: Course) -> int:
    """Count the places somebody new can have: none while others wait for one."""
    return 0 if course.waiting_list and waiting(workbook, course.id) else places_left(workbook, course)


def newcomer(workbook: Workbook, course: Course) -> RegistrationStatus:
    """Say what somebody new gets, whichever way they come: a place, else the waiting list.

    Raises `CourseFull`: no place, and no waiting list.
    """
    if places_for_newcomers(workbook, course):
        return RegistrationStatus.REGISTERED
    if course.waiting_list:
        return RegistrationStatus.WAITING
    raise CourseFull(places=course.places, course=course.caption)


def position(workbook: Workbook, registration: Registration) -> int:
    """Give the place on the waiting list, from 1; 0 when not waiting."""
    numbers = [one.id for one in waiting(workbook, registration.course)]
    return numbers.index(registration.id) + 1 if registration.id in numbers else 0


def proposed(workbook: Workbook, course: Course) -> Registration | None:
    """Give who is next on the waiting list while a place is free; the office decides."""
    return next(iter(waiting(workbook, course.id)), None) if places_left(workbook, course) else None


def lapsed(workbook: Workbook, course: str, today: date) -> tuple[Registration, ...]:
    """Give those who have not answered the offer of a place in time."""
    return tuple(
        one
        for one in registrations(workbook, course)
        if one.status is RegistrationStatus.OFFERED and one.answer_by is not None and one.answer_by < today
    )


# What the office does -------------------------------------------------------------------------------------------------


def confirm(draft: Draft, seen: Registration, exception: str = "") -> Registration:
    """Confirm a place, for somebody registered or from the waiting list, and tell them.

    With a reason (`exception`, kept) also beyond the places or past the waiting list's order. Without one raises
    `CourseFull` or `OutOfTurn`; `NotOnList` when the registration is past that step.
    """
    draft.must(Right.GIVE_PLACES)
    course = draft.workbook.get(Course, seen.course)
    if seen.status not in (RegistrationStatus.REGISTERED, RegistrationStatus.WAITING):
        raise NotOnList(name=seen.full_name, status=seen.status)
    reason = seen.exception
    if seen.status is RegistrationStatus.WAITING and not _is_next(draft.workbook, course, seen):
        if not exception.strip():
            _refuse_to_overtake(draft.workbook, course, seen)
        reason = exception
    done = draft.replace(seen, status=RegistrationStatus.CONFIRMED, answer_by=None, exception=reason)
    write(draft, MessageKind.CONFIRMED, done, Occasion(course=course))
    return done


def offer_place(draft: Draft, seen: Registration, answer_by: date) -> Registration:
    """Offer a free place to the one who is next; it is kept free until the answer, and they are told.

    Raises `NotOnList` (does not wait), `CourseFull`, `OutOfTurn`, `DayPast`.
    """
    draft.must(Right.GIVE_PLACES)
    course = draft.workbook.get(Course, seen.course)
    if seen.status is not RegistrationStatus.WAITING:
        raise NotOnList(name=seen.full_name, status=seen.status)
    if not _is_next(draft.workbook, course, seen):
        _refuse_to_overtake(draft.workbook, course, seen)
    if answer_by < draft.today:
        raise DayPast(day=answer_by)
    done = draft.replace(seen, status=RegistrationStatus.OFFERED, answer_by=answer_by)
    write(draft, MessageKind.PLACE_OFFERED, done, Occasion(course=course, answer_by=answer_by))
    return done


def take_offer(draft: Draft, seen: Registration) -> Registration:
    """Note that somebody takes the place they were offered; raises `NotOnList`."""
    draft.must(Right.GIVE_PLACES)
    return taken(draft, seen)


def refuse_offer(draft: Draft, seen: Registration) -> Registration:
    """Note that somebody does not want the place they were offered; raises `NotOnList`."""
    draft.must(Right.GIVE_PLACES)
    return refused(draft, seen)


def let_lapse(draft: Draft, seen: Registration) -> Registration:
    """Take back an offered place that nobody answered in time: they wait again, behind the others.

    Raises `NotOnList`, and `NotDueYet` while they may still answer.
    """
    draft.must(Right.GIVE_PLACES)
    if seen.status is not RegistrationStatus.OFFERED:
        raise NotOnList(name=seen.full_name, status=seen.status)
    if seen.answer_by is not None and seen.answer_by >= draft.today:
        raise NotDueYet(name=seen.full_name, day=seen.answer_by)
    done = draft.replace(seen, status=RegistrationStatus.WAITING, answer_by=seen.answer_by or draft.today)
    give_up(draft, seen.id)
    return done


def give_up_place(
    draft: Draft,
    seen: Registration,
    status: RegistrationStatus = RegistrationStatus.WITHDRAWN,
    reason: DropoutReason | None = None,
) -> Registration:
    """Take somebody off the list; the row stays. Nobody moves up by themselves: the office decides."""
    draft.must(Right.GIVE_PLACES)
    return off_the_list(draft, seen, status, reason)


# Steps of the actions here and of the answers by a personal link; those ask for the right -----------------------------


def taken(draft: Draft, seen: Registration) -> Registration:
    """Make an offered place a sure one; raises `NotOnList`."""
    if seen.status is not RegistrationStatus.OFFERED:
        raise NotOnList(name=seen.full_name, status=seen.status)
    done = draft.replace(seen, status=RegistrationStatus.CONFIRMED, answer_by=None)
    note_answer(draft, seen.id)
    if done.email:  # whoever has no address was on the phone just now
        write(draft, MessageKind.CONFIRMED, done, Occasion(course=draft.workbook.get(Course, seen.course)))
    return done


def refused(draft: Draft, seen: Registration) -> Registration:
    """Give an offered place back; their interest in a later course is kept. Raises `NotOnList`."""
    if seen.status is not RegistrationStatus.OFFERED:
        raise NotOnList(name=seen.full_name, status=seen.status)
    return _leave(draft, seen, RegistrationStatus.WITHDRAWN, None)


def off_the_list(
    draft: Draft, seen: Registration, status: RegistrationStatus, reason: DropoutReason | None = None
) -> Registration:
    """Take somebody with a place, or who waits for one, off the list; raises `NotOnList`."""
    if seen.status not in HAS_PLACE | {RegistrationStatus.WAITING} or seen.status is RegistrationStatus.CERTIFIED:
        raise NotOnList(name=seen.full_name, status=seen.status)
    if status not in GIVEN_UP:
        raise NotOnList(name=seen.full_name, status=status)
    return _leave(draft, seen, status, reason)


def _leave(draft: Draft, seen: Registration, status: RegistrationStatus, reason: DropoutReason | None) -> Registration:
    done = draft.replace(seen, status=status, reason=reason, answer_by=None)
    note_answer(draft, seen.id)
    interest = draft.workbook.find(Interest, seen.interest)
    if status is RegistrationStatus.WITHDRAWN and interest and interest.status is InterestStatus.REGISTERED:
        # Whoever withdraws before the course may want the next one: nobody who left interest is forgotten.
        draft.replace(interest, status=InterestStatus.WAITING, last_step_on=draft.today)
    return done


def _is_next(workbook: Workbook, course: Course, one: Registration) -> bool:
    following = proposed(workbook, course)
    return following is not None and following.id == one.id


def _refuse_to_overtake(workbook: Workbook, course: Course, one: Registration) -> NoReturn:
    following = proposed(workbook, course)
    if following is None:
        raise CourseFull(places=course.places, course=course.caption)
    raise OutOfTurn(next=following.full_name, name=one.full_name)
