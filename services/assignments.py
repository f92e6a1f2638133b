"""Assignments from the order to their end: interrupted, taken up again, handed over, finished, cancelled.

A request ends with its last assignment. Whoever is no longer bound does not see the contact any more
(`services/model/sight.py`).
"""

from datetime import date, timedelta

from services.asked import end_questions
from services.matching.gates import Pair, no_room
from services.matching.suggest import Candidate, judge, suggest
from services.messages import give_up
from services.model.access import Right, Role
from services.model.assignment_errors import AssignmentOver, DayNotAhead, NotInterrupted, SamePerson, WhyMissing
from services.model.assignment_forms import EndForm
from services.model.draft import Draft
from services.model.errors import ExceptionNeedsReason, MayNotBeAsked, NotAllowed, RowUnreadable
from services.model.lists import AssignmentStatus, RequestStatus, Result, Seat
from services.model.records import Assignment, Person, Request
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.programme import programme
from services.requester_letters import left_waiting, tell_goes_on, tell_lost
from services.roster import AVAILABLE, open_assignments
from services.seat_changes import give_back, pass_on, tell_passed_on
from services.seats import holder, obstacles_to, seat_of
from services.visits import visits_of


def assignments_by_need(workbook: Workbook) -> tuple[Assignment, ...]:
    """Give all assignments: those that stand first, the oldest on top; then the others, the newest first."""
    everything = workbook.all(Assignment)
    standing = sorted((one for one in everything if one.status.stands), key=lambda one: (one.mandated_on, one.id))
    over = [one for one in everything if not one.status.stands]
    return (*standing, *sorted(over, key=lambda one: one.ended_on or one.mandated_on, reverse=True))


def last_sign(workbook: Workbook, assignment: Assignment) -> date:
    """Give the last day on which something was heard of an assignment: a visit, else its order."""
    return max((one.day for one in visits_of(workbook, assignment.id)), default=assignment.mandated_on)


def silent_from(workbook: Workbook, assignment: Assignment) -> date:
    """Give the day from which on the office asks about an assignment nothing is heard of."""
    return last_sign(workbook, assignment) + timedelta(days=programme(workbook).silent_days)


def is_silent(workbook: Workbook, assignment: Assignment, today: date) -> bool:
    """Say whether a running assignment has gone too long without a sign, and no later check is planned."""
    planned = assignment.check_on is not None and assignment.check_on > today
    quiet = silent_from(workbook, assignment) <= today
    return assignment.status is AssignmentStatus.RUNNING and quiet and not planned


def plan_check(draft: Draft, seen: Assignment, day: date | None) -> Assignment:
    """Plan on which day the office asks how it goes; None: no such day.

    Raises `AssignmentOver`, `DayNotAhead`, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ASSIGNMENTS)
    _must_stand(seen)
    if day is not None and day < draft.today:
        raise DayNotAhead(day=day)
    return draft.replace(seen, check_on=day)


def interrupt(draft: Draft, seen: Assignment, until: date, reason: str = "") -> Assignment:
    """Let an assignment rest until a day, on which it stands on the morning list again.

    Raises `AssignmentOver`, `DayNotAhead`, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ASSIGNMENTS)
    _must_stand(seen)
    if until < draft.today:
        raise DayNotAhead(day=until)
    rests = draft.replace(seen, status=AssignmentStatus.INTERRUPTED, interrupted_until=until, reason=reason)
    request = left_waiting(draft.workbook, seen)
    if request:
        tell_lost(draft, request)
    return rests


def take_up(draft: Draft, seen: Assignment, exception: str = "") -> Assignment:
    """Go on with an interrupted assignment, and tell whoever had heard that it rests.

    Without a place free by now it needs a reason, like asking somebody. Raises `NotInterrupted`,
    `ExceptionNeedsReason`, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ASSIGNMENTS)
    if seen.status is not AssignmentStatus.INTERRUPTED:
        raise NotInterrupted(id=seen.id, status=seen.status)
    person = draft.workbook.find(Person, seen.person)
    against = against_taking_up(draft.workbook, seen, draft.today)
    if person and against and not exception.strip():
        raise ExceptionNeedsReason(name=person.full_name, reason=against[0])
    request = left_waiting(draft.workbook, seen)
    if person and request:
        tell_goes_on(draft, request, person)
    reason = exception if against else ""
    return draft.replace(seen, status=AssignmentStatus.RUNNING, interrupted_until=None, reason=reason)


def against_taking_up(workbook: Workbook, assignment: Assignment, today: date) -> tuple[Sentence, ...]:
    """Give what speaks against going on with an assignment: no place is free, or another appointment is then."""
    request, person = workbook.find(Request, assignment.request), workbook.find(Person, assignment.person)
    if request is None or person is None:
        return ()
    return tuple(one.sentence for one in no_room(Pair(workbook, request, person, today)))


def hand_over(draft: Draft, seen: Assignment, person: str, reason: str, exception: str = "") -> Assignment:
    """Give an assignment to another volunteer, who has agreed: the old one ends with its hours, the request goes on.

    Both are told, and whoever asked for help hears of a new main guide.
    The new one stands on the same conditions as asking somebody, and holds the seat from now on. Gives the new
    assignment. Raises `AssignmentOver`, `SamePerson`, `WhyMissing`, `MayNotBeAsked`, `ExceptionNeedsReason`,
    `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ASSIGNMENTS)
    _must_stand(seen)
    request, other = draft.workbook.get(Request, seen.request), draft.workbook.get(Person, person)
    if any(one.person == person and one.status.stands for one in _of_request(draft, seen.request)):
        raise SamePerson(name=other.full_name)
    if not reason.strip():
        raise WhyMissing
    seat = seat_of(draft.workbook, seen)
    give_up(draft, seen.id)
    draft.replace(
        seen,
        status=AssignmentStatus.HANDED_OVER,
        result=Result.HANDED_OVER,
        ended_on=draft.today,
        interrupted_until=None,
        reason=reason,
    )
    for obstacle in obstacles_to(draft.workbook, request, other, draft.today, seat or Seat.MAIN):
        if obstacle.final:
            raise MayNotBeAsked(name=other.full_name, reason=obstacle.sentence)
        if not exception.strip():
            raise ExceptionNeedsReason(name=other.full_name, reason=obstacle.sentence)
    if seat:
        pass_on(draft, request, other, seat, exception)
    new = draft.add(Assignment, request=seen.request, person=person, mandated_on=draft.today, reason=exception)
    tell_passed_on(draft, seen, new, seat)
    return new


def may_take_over(workbook: Workbook, request: Request, today: date) -> tuple[Candidate, ...]:
    """Give who can be handed an assignment of this request: the stand-in first, then who fits, then with a reason."""
    stand_in = holder(workbook, request.id, Seat.BACKUP)
    found = suggest(workbook, request, today)
    ready = workbook.find(Person, stand_in.person) if stand_in else None
    first = (judge(workbook, request, ready, today),) if ready else ()
    goes = {one.person for one in workbook.where(Assignment, request=request.id) if one.status.stands}
    return tuple(
        one
        for one in (*first, *found.proposed, *found.others)
        if one.person.id not in goes and not any(obstacle.final for obstacle in one.obstacles)
    )


def end(draft: Draft, seen: Assignment, form: EndForm) -> Assignment:
    """End an assignment with its result; volunteers end their own. The request closes with its last one.

    The hours are those of its visits. Raises `AssignmentOver`, `NotAllowed`, `RowUnreadable`, `ChangedMeanwhile`.
    """
    draft.must(Right.END_ASSIGNMENTS)
    if draft.actor.role is Role.VOLUNTEER and seen.person != draft.actor.person:
        raise NotAllowed(deed=Right.END_ASSIGNMENTS)
    _must_stand(seen)
    give_up(draft, seen.id)
    done = draft.replace(
        seen, **dict(form), status=AssignmentStatus.DONE, ended_on=draft.today, interrupted_until=None, check_on=None
    )
    request = _left_alone(draft, seen)
    if request:
        end_questions(draft, request)
        give_up(draft, request.id)
        draft.replace(request, status=RequestStatus.CLOSED, result=form.result, closed_on=draft.today)
    return done


def cancel(draft: Draft, seen: Assignment, reason: str) -> Assignment:
    """Call an assignment off: its seat is free again, and without the main guide the search starts again.

    Those who were to join are told; a stand-in stays one. Raises `AssignmentOver`, `WhyMissing`, `RowUnreadable`,
    `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ASSIGNMENTS)
    _must_stand(seen)
    if not reason.strip():
        raise WhyMissing
    return give_back(draft, seen, reason)


def is_away(person: Person, today: date) -> bool:
    """Say whether a volunteer pauses, rests or has left."""
    return person.status not in AVAILABLE or (person.paused_until is not None and person.paused_until >= today)


def cautions(workbook: Workbook, assignment: Assignment, today: date) -> tuple[Sentence, ...]:
    """Point out what does not fit any more: the volunteer pauses or wants less, the interruption is over."""
    person = workbook.find(Person, assignment.person)
    if person is None or not assignment.status.stands:
        return ()
    told = []
    running = open_assignments(workbook, person.id)
    if assignment.status is AssignmentStatus.RUNNING and is_away(person, today):
        told.append(Sentence(N_("{name} is away: interrupt the assignment, or hand it over."), name=person.full_name))
    if assignment.status is AssignmentStatus.RUNNING and running > person.max_open:
        template = N_("{name} has {running} assignments running and wants at most {most}: hand one over, or ask them.")
        told.append(Sentence(template, name=person.full_name, running=running, most=person.max_open))
    over = assignment.interrupted_until
    if assignment.status is AssignmentStatus.INTERRUPTED and over and over <= today:
        template = N_("{name} has rested {id} until {day} ({reason}): take it up again, or hand it over.")
        values = {"name": person.full_name, "id": assignment.request, "day": over, "reason": assignment.reason}
        told.append(
            Sentence(template, **values)
            if assignment.reason
            else Sentence(N_("The interruption ended on {day}: take it up again, or hand it over."), day=over)
        )
    return tuple(told)


def _must_stand(seen: Assignment) -> None:
    if not seen.status.stands:
        raise AssignmentOver(id=seen.id, status=seen.status)


def _of_request(draft: Draft, request: str) -> tuple[Assignment, ...]:
    return draft.workbook.where(Assignment, request=request)


def _left_alone(draft: Draft, seen: Assignment) -> Request | None:
    """Give the request when nobody works on it any more; raises `RowUnreadable` when that cannot be known."""
    request = draft.workbook.find(Request, seen.request)
    if draft.workbook.unread(Assignment, seen.request):
        raise RowUnreadable(tab=Assignment.tab, id=seen.request)
    if request is None or request.status is not RequestStatus.MATCHED:
        return None
    return None if any(one.status.stands for one in _of_request(draft, seen.request)) else request
